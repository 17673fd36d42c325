"""Adapts the parts to MkDocs, event by event, in the order in which they happen."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from parts import (
    address,
    article_foot,
    articles,
    assets,
    care_card,
    citations,
    cited_text,
    foreign,
    front_matter,
    glossary,
    links,
    offline,
    paper,
    policy,
    question_map,
    quiz,
    quiz_block,
    readability,
    region,
    rule_list,
    runtime,
    safety,
    source_list,
    statement_list,
    structured_data,
    templates,
    wheel,
)
from parts.articles import Article
from parts.assets import Assets
from parts.region import Region
from parts.runtime import Runtime
from symptom_checker_workshop import compile as compiler
from symptom_checker_workshop import report
from symptom_checker_workshop.commands import read_checked
from symptom_checker_workshop.problem import KnowledgeError, Problem
from symptom_checker_workshop.report import Report
from symptom_checker_workshop.tables import Knowledge

# `--strict` counts the warnings of loggers with such a name, and of no others.
log = logging.getLogger("mkdocs.plugins.site_hooks")

ROOT = Path(__file__).parent.parent
BUILD = ROOT / ".build"
ENGINE = ROOT / "checker" / "engine"
KNOWLEDGE = "checker/knowledge/muscle-spasms"
"""The folder of the topic, as seen from that of the project, where `extra.knowledge` of mkdocs.yml names no other."""
THEME_ASSETS = ROOT / "hooks" / "theme" / "assets"
NODE_MODULES = ROOT / "node_modules"
LIVE_PREVIEW = bool(os.environ.get("LIVE_PREVIEW"))
"""While someone writes: no service worker, which would go on showing the pages of the last build."""
CHECK_PAGE = "check/index.md"
ABOUT_PAGE = "about/index.md"
DECIDES_PAGE = "about/how-the-checker-decides.md"
SAVE_MARK = "<!-- save-offline -->"


@dataclass(slots=True, kw_only=True)
class Build:
    """What one event hands to the later ones."""

    knowledge: Knowledge
    """In the words of the region."""
    region: Region
    runtime: Runtime
    report: Report
    assets: Assets
    articles: dict[str, Article]


build: Build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the checker and gather our styles and modules, so that every page can name them."""
    global build
    written, search = _knowledge(config), assets.theme_search(config.theme.dirs)
    own_assets = assets.collect(THEME_ASSETS, NODE_MODULES / "@fontsource" / assets.FONT, search)
    chosen = _region(config, written)
    knowledge = chosen.knowledge(written)
    templates.speak(chosen, knowledge.topic.language)
    build = Build(
        knowledge=knowledge,
        region=chosen,
        report=_proved(written),  # on the rules, which are the same everywhere
        runtime=_runtime(knowledge),
        assets=own_assets,
        articles={},
    )
    config.site_description = chosen.text(config.site_description or "")
    config.copyright = chosen.text(config.copyright or "")
    for scheme in config.theme.get("palette") or ():
        scheme["toggle"]["name"] = chosen.text(scheme["toggle"]["name"])
    config.extra_css.extend(own_assets.styles)
    config.extra_javascript.extend(
        _module(path) for path in own_assets.modules if not (LIVE_PREVIEW and path.endswith("/offline.mjs"))
    )
    config.mdx_configs["pymdownx.superfences"] = {"custom_fences": [quiz_block.fence()]}
    config.markdown_extensions.append(care_card.CareCards(knowledge.levels, knowledge.topic.abroad))
    config.markdown_extensions.append(cited_text.Citations())  # type: ignore[arg-type]  # an extension itself will do
    config.extra["topic"] = knowledge.topic  # for the theme's own pages
    config.extra["search_worker"] = {"theme": search, "own": own_assets.search}
    config.extra["address"] = address.public(config.site_url)  # for the head of every page
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Check every page at once, then add what we made; the theme's folder holds the sources of some of it."""
    if build.region.table:
        for file in files.documentation_pages():
            file.content_string = build.region.page(file.content_string)
    pages = {file.src_uri: file.content_string for file in files.documentation_pages()}
    build.articles, problems = articles.read(pages, build.knowledge, _today())
    _warn(problems)
    _warn(links.check(pages, build.articles, build.knowledge))
    explained = glossary.terms(pages.get(glossary.PAGE, ""))
    for path, text in sorted(pages.items()):
        matter = front_matter.read(path, text, [])
        _warn(care_card.check(f"docs/{path}", matter.body, matter.body_line))
        _warn(quiz_block.check(f"docs/{path}", matter.body, [build.knowledge.topic.id], matter.body_line))
        _warn(readability.check_page(f"docs/{path}", text, explained))
    for table in sorted(Path(build.knowledge.folder).glob("*.toml")):
        if table.stem in readability.SHOWN_TABLES:
            toml = table.read_text(encoding="utf-8")
            _warn(readability.check_table(table.name, toml, explained, build.region.text))
    for file in [file for file in files if Path(file.abs_src_path or "").parent == THEME_ASSETS]:
        files.remove(file)
    for path, data in build.assets.files.items():
        files.append(File.generated(config, path, content=data))
    for path, source in _checker_files().items():
        files.append(File.generated(config, path, abs_src_path=str(source)))
    files.append(File.generated(config, "robots.txt", content=address.robots(config.extra["address"])))
    return files


def on_pre_page(page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG001  MkDocs gives them by name
    """Date the page by its review, not by today, so that the same words always give the same site."""
    if article := build.articles.get(page.file.src_uri):
        page.update_date = article.reviewed.isoformat()
    return page


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add what is made from the knowledge: the numbers of sources, the quiz, the lists, the foot."""

    def url(path: str) -> str | None:
        path, mark, anchor = path.partition("#")
        file = files.get_file_from_path(path)
        return file.url_relative_to(page.file) + mark + anchor if file else None

    article = build.articles.get(page.file.src_uri)
    html = cited_text.fill(html, citations.numbered(article.facts if article else (), build.knowledge), build.knowledge)
    html = quiz_block.fill(html, lambda _: _quiz(page, url))
    made = {
        rule_list.MARK: lambda: rule_list.render(build.knowledge, compiler.compile_topic(build.knowledge)),
        question_map.MARK: lambda: question_map.render(compiler.compile_topic(build.knowledge)),
        paper.MARK: lambda: _paper(url, config.extra["address"]),
        safety.MARK: lambda: safety.render(build.knowledge, build.report),
        source_list.MARK: lambda: source_list.render(build.articles.values(), build.knowledge, url),
        statement_list.MARK: lambda: statement_list.render(build.articles.values(), build.knowledge, url),
        SAVE_MARK: lambda: templates.render("save-offline.html", runtime_hash=build.runtime.hash),
    }
    for mark in [mark for mark in made if mark in html]:
        html = html.replace(mark, made[mark]())
    if article:
        report = config.extra.get("report_url") or f"{url(ABOUT_PAGE)}#report-a-mistake"
        check = url(CHECK_PAGE) or ""
        if f'href="{check}' in html or f"## {articles.CHECKER}" in (page.markdown or ""):
            check = ""  # the article's own words lead there, or say why not
        html += article_foot.render(article, build.knowledge, check_url=check, report_url=report)
    return html


def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:  # noqa: ARG001
    """Name no page before or after: the theme goes there when a reader presses `p` or `n`, also in the quiz.

    Then add what the head of the page says to machines; without an address that others can reach, it names none.
    """
    page.previous_page = page.next_page = None
    if not config.extra["address"]:
        page.canonical_url = None
    page.meta["structured_data"] = _structured_data(page, config)
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """When everything else stands, write the policy that fits it, then the list of what is kept for offline use."""
    site = Path(config.site_dir)
    if LIVE_PREVIEW:  # MkDocs' own script for it stands in the page, which the policy would block
        return
    policy.apply(site)
    short_name = config.extra.get("short_name") or config.site_name
    names = offline.Names(
        name=config.site_name,
        short_name=short_name,
        description=config.site_description or "",
        language=build.knowledge.topic.language,
    )
    offline.write(site, NODE_MODULES, build.runtime, names)
    for problem in policy.problems(site):
        log.warning("site/%s", problem)
    if table := build.region.table:
        _warn(foreign.check(site, table, build.knowledge.sources.values()))
        _warn(build.region.unused(build.knowledge.lines["region", table.id]))


def _today() -> date:
    return datetime.now(UTC).date()


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def _knowledge(config: MkDocsConfig) -> Knowledge:
    folder = ROOT / config.extra.get("knowledge", KNOWLEDGE)
    if not (folder / "topic.toml").is_file():
        raise PluginError(f"mkdocs.yml: extra.knowledge: {folder} holds no topic.toml: name the folder of a topic")
    try:
        return read_checked(folder, _today())
    except KnowledgeError as error:
        raise PluginError(str(error)) from error


def _region(config: MkDocsConfig, knowledge: Knowledge) -> Region:
    try:
        return region.choose(knowledge, str(config.extra.get("region") or knowledge.topic.region))
    except ValueError as error:
        raise PluginError(f"mkdocs.yml: extra.region: {error}") from error


def _proved(knowledge: Knowledge) -> Report:
    """Return what was proved; nothing is built on knowledge that could do harm in a way that we know of."""
    found = report.report(knowledge, BUILD / "proofs")
    if found.stopping:
        said = [f"{proof.number} does not hold: {failure}" for proof in found.stopping for failure in proof.failures]
        raise PluginError("\n".join([f"{knowledge.topic.id}: the checker cannot be built", *said]))
    return found


def _runtime(knowledge: Knowledge) -> Runtime:
    topics = {knowledge.topic.id.replace("-", "_"): compiler.module_text(compiler.compile_topic(knowledge))}
    try:
        built = wheel.build(ENGINE, topics, BUILD / "wheel" / f"{knowledge.topic.id}-{knowledge.topic.region}")
        return runtime.build(runtime.node(), NODE_MODULES / "pyodide", built, BUILD)
    except (wheel.WheelError, runtime.RuntimeBuildError) as error:
        raise PluginError(str(error)) from error


def _quiz(page: Page, url: Callable[[str], str | None]) -> str:
    made = build.runtime
    html = quiz.render(
        build.knowledge,
        runtime_url=get_relative_url(f"runtime/{made.hash}/", page.url),
        wheel_url=get_relative_url(f"checker/{made.checker_hash}/{made.wheel.name}", page.url),
        urls=url,
        titles={path: article.title for path, article in build.articles.items()},
        runtime_bytes=sum(file.stat().st_size for file in made.files.values()),
    )
    # Links from articles lead to these; MkDocs knows only what stands in Markdown.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | quiz.anchors(html)
    return html


def _paper(url: Callable[[str], str | None], home: str) -> str:
    return paper.render(
        build.knowledge,
        compiler.compile_topic(build.knowledge),
        check_url=url(CHECK_PAGE) or "",
        decides_url=url(DECIDES_PAGE) or "",
        # An address that only this machine knows would be of no use on paper.
        address=f"{home}check/" if home else "",
    )


def _structured_data(page: Page, config: MkDocsConfig) -> structured_data.Node:
    site = structured_data.Site(
        name=config.site_name,
        description=config.site_description or "",
        language=build.knowledge.topic.language,
        address=config.extra["address"],
    )
    described = structured_data.Described(
        title=page.meta["title"],
        description=page.meta["description"],
        url=page.url,
        is_article=page.meta.get("kind", "article") == "article",
        about=page.meta.get("about", ""),
        markdown=page.markdown or "",
        trail=tuple(_trail(page.file.src_uri, config.site_name)),
    )
    return structured_data.graph(described, site)


def _trail(path: str, home: str) -> Iterator[tuple[str, str]]:
    """Give the title and address of each page above the one at `path`, the root first."""
    for folder in reversed(PurePosixPath(path).parents):
        name = (folder / "index.md").as_posix()
        if name in build.articles and name != path:
            is_root = name == "index.md"
            yield (home, "") if is_root else (build.articles[name].title, f"{folder}/")


def _checker_files() -> dict[str, Path]:
    made = build.runtime
    files = {f"runtime/{made.hash}/{name}": path for name, path in made.files.items()}
    return files | {f"checker/{made.checker_hash}/{made.wheel.name}": made.wheel}


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning("%s", problem)
