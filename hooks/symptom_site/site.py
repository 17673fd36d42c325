"""Builds a site on a topic: load, check, page, finish."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from markdown import Extension

import symptom_checker
from symptom_checker.errors import CheckerError
from symptom_checker.logic import Logic
from symptom_checker_workshop import report
from symptom_checker_workshop.problem import KnowledgeError, Problem
from symptom_checker_workshop.report import Report
from symptom_checker_workshop.tables import numbers
from symptom_checker_workshop.tables.compile import compile_topic, module_text
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site import cache, editorial
from symptom_site.cache import FEW, Cache
from symptom_site.checks import files, kept, leftover_words, page_table, rendering, unwritten, wording
from symptom_site.checks import pages as page_checks
from symptom_site.checks.kept import Kept
from symptom_site.checks.pages import Checked, House
from symptom_site.components import assets
from symptom_site.components.all_signs import all_signs
from symptom_site.components.article_foot import article_foot
from symptom_site.components.assets import Assets, Theme
from symptom_site.components.care_card import care_card
from symptom_site.components.checker import checker, checker_block
from symptom_site.components.checker.checker import Precomputed, Quiz
from symptom_site.components.citation import bibliography, citation_marks
from symptom_site.components.fold import fold
from symptom_site.components.now import now
from symptom_site.components.offline import offline
from symptom_site.components.paper_form import paper_form
from symptom_site.components.paper_form.paper_form import PageLink
from symptom_site.components.parts import parts_table
from symptom_site.components.picture import picture
from symptom_site.components.picture.picture import Pictures
from symptom_site.components.rules import question_map, rule_list
from symptom_site.components.safety import safety_page
from symptom_site.components.search import said, search_first
from symptom_site.components.sources import source_list
from symptom_site.components.statements import statement_list
from symptom_site.components.structured_data import structured_data
from symptom_site.components.templates import Fragments
from symptom_site.editorial import Articles, Editorial
from symptom_site.finish import policy, public_url
from symptom_site.material import markup
from symptom_site.runtime import pyodide, wheel
from symptom_site.runtime.pyodide import Runtime
from symptom_site.runtime.release import Release
from symptom_site.settings import Settings
from symptom_site.source import region, text_file
from symptom_site.source.article import Article
from symptom_site.source.region import Region, Speaker

PACKAGE = Path(__file__).parent
ENGINE = Path(symptom_checker.__file__).parent
SAVE_MARK = "<!-- save-offline -->"
BROWSER_WORDS = ("keyboard", "offline")
"""The components whose words browser modules say on any page."""

SEARCH_INDEX = "search/search_index.json"

FOUND = (safety_page.MARK, SAVE_MARK)
"""The comments of a page in whose place something is put that the search finds."""

LISTS = (rule_list.MARK, question_map.MARK, paper_form.MARK, source_list.MARK, statement_list.MARK, parts_table.MARK)
"""Those in whose place something is put that the search leaves out."""

MARKS = (*FOUND, *LISTS, all_signs.MARK)

FOOT = "<!-- article-foot -->"
FOOT_WITH_CHECK = "<!-- article-foot check -->"
"""Where the foot of an article comes, without and with a link to the checker."""

type Url = Callable[[str], str | None]
"""Path of a page under the folder of pages → its address from the page at hand; None when there is no such page."""


class SiteError(Exception):
    """The site cannot be built; the message lists every reason with its fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A page of the site, as the site generator hands it over."""

    path: str
    """Path under the folder of pages, e.g. `types/back-pain.md`."""
    url: str
    """Its address as seen from the root of the site; empty for the root."""
    meta: Mapping[str, object]
    """Its front matter."""
    link: Url
    """Leads from this page to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site in the making: everything that no single page changes."""

    settings: Settings
    editorial: Editorial
    editorial_problems: tuple[Problem, ...]
    """What is wrong with the site's own file of settings, and with its pictures."""
    knowledge: Knowledge
    """The tables of the topic, in the words of the region."""
    logic: Logic
    """The same, as the engine takes it."""
    region: Region
    met: frozenset[str]
    """The phrases of the region that stand in tables, settings and pictures."""
    fragments: Fragments
    pictures: Pictures
    """The site's own drawings, in the words of the region."""
    runtime: Runtime
    precomputed: Precomputed
    report: Report
    """What was proved and measured of the checker."""
    assets: Assets
    release: Release
    """What the checker's page, scripts and Python are of."""
    theme: Theme
    """What is taken from the theme."""
    cache: Cache
    """Keeps the lists and the checker until anything of the topic or of the settings changes."""
    page_cache: Cache
    """Keeps pages until the words of the generator or of the region change; what a page shows of the topic is told
    with it."""
    address: str
    """Where the site is published, with a slash at its end; empty when nobody else can reach it."""

    # Load

    @classmethod
    def load(cls, settings: Settings, theme: Theme) -> "Site":
        """Read the topic and build the checker; raises SiteError with every reason why that cannot be done."""
        try:
            written, proved = _read(settings)
            chosen = region.choose(written, settings.region or written.topic.region)
            speaker = Speaker(chosen)
            knowledge = speaker.knowledge(written)
            logic = compile_topic(knowledge)
            own, problems = editorial.read(settings.docs)
            own = replace(own, articles=own.articles.spoken(speaker.text))
            pictures, wrong = picture.read_checked(settings.docs)
            pictures = pictures.spoken(speaker.text)
            for text in (settings.description, *settings.beside, *(words for _, words in own.texts())):
                speaker.text(text)
            runtime, precomputed = _runtime_and_precomputed(logic, settings)
            fragments = Fragments.of(own, chosen, knowledge.topic.language)
            added = assets.collect(
                PACKAGE,
                settings.node_modules / "@fontsource" / assets.FONT,
                theme,
                asdict(own.colors),
                browser_words(fragments),
            )
            return cls(
                settings=settings,
                editorial=own,
                editorial_problems=(*problems, *wrong),
                knowledge=knowledge,
                logic=logic,
                region=chosen,
                met=frozenset(speaker.met),
                fragments=fragments,
                pictures=pictures,
                runtime=runtime,
                precomputed=precomputed,
                report=_without_harm(proved),
                assets=added,
                release=Release.of(runtime, added.folder, added.files),
                theme=theme,
                cache=Cache(
                    folder=settings.cache / "fragments",
                    base=cache.digest(kept.code(), repr((knowledge, own, settings, pictures))),
                ),
                page_cache=Cache(
                    folder=settings.cache / "pages",
                    base=cache.digest(kept.code(), repr((knowledge.topic, chosen, own, settings))),
                ),
                address=public_url.public(settings.url),
            )
        except KnowledgeError as error:
            # An editor is told the faults of the pages too, as far as they can be seen without the tables.
            found = check_folders(settings.docs, settings.knowledge, settings.region)
            raise SiteError("\n".join(map(str, found))) from error
        except (CheckerError, ValueError, OSError, wheel.WheelError, pyodide.RuntimeBuildError) as error:
            raise SiteError(str(error)) from error

    @property
    def modules(self) -> list[str]:
        """Return the addresses of the modules that a page loads by itself, in order."""
        return [path for path in self.assets.modules if not (self.settings.is_live and path.endswith("/offline.mjs"))]

    def extensions(self) -> list[Extension]:
        """Return what Markdown must know: care cards, citation marks and folds."""
        topic = self.knowledge.topic
        return [
            care_card.CareCards(self.knowledge.levels, topic.abroad, self.fragments),
            citation_marks.Citations(),
            fold.Folds(),
        ]

    @property
    def markdown_cache(self) -> Cache:
        """Keeps what Markdown is made into: of the topic, its extensions know the levels, and the cache the rest."""
        return replace(self.page_cache, base=cache.digest(self.page_cache.base, repr(self.knowledge.levels)))

    def files(self) -> dict[str, bytes | str | Path]:
        """Return what stands in the site besides pages: address from its root → the contents, or the file to copy."""
        made, release = self.runtime, self.release
        return {
            **self.assets.files,
            **{f"{release.runtime}{name}": path for name, path in made.files.items()},
            **{f"{release.runtime}{name}": path for name, path in made.whole.items()},
            release.wheel: made.wheel,
            "robots.txt": public_url.robots(self.address),
        }

    # Check

    def read(self, path: str, data: bytes) -> tuple[str, list[Problem]]:
        """Return the text of a page's file in the words of the region and with its numbers filled in.

        A problem comes with it where it is not UTF-8.
        """
        text, problems = text_file.read(f"docs/{path}", data)
        return self.region.page(_with_numbers(text, self.knowledge), path), problems

    def check(self, texts: Mapping[str, str]) -> Checked:
        """Read all pages (path → text in the words of the region) and name every problem of all of them."""
        topic = self.knowledge.topic
        keep = self.settings.cache / "checks" / f"{topic.id}-{topic.region}"
        checked = check(texts, self.knowledge, self.region, self.editorial, self.settings.docs, self.pictures, keep)
        return replace(checked, problems=(*self.editorial_problems, *checked.problems))

    def check_files(self, paths: Iterable[str]) -> Iterator[Problem]:
        """Name the files beside the pages (paths under their folder) that may not be copied."""
        return files.check(paths)

    def check_shown(self, path: str, html: str, pages: Checked) -> list[str]:
        """Name where a page, as Markdown made it, is shown in another way than it is written and was checked."""

        def told() -> str:
            return "\n".join(map(str, rendering.check(pages.pages[path], html)))

        return self.page_cache.kept(f"shown/{path}", (pages.fingerprints[path], html), told, most=FEW).splitlines()

    # Page

    def page(self, page: PageSource, html: str, pages: Checked) -> str:
        """Return the HTML of a page with what its readers search for, and a place for its foot."""
        html = self._filled(FOUND, page, html, pages)
        if page.path not in pages.articles:
            return html
        if page.path == self.editorial.pages.now:
            return html + FOOT
        check, article = self._check_url(page), pages.articles[page.path]
        anchor = article.check_anchor
        if check and anchor:
            html = html.replace(f'href="{check}"', f'href="{check}#{anchor}"')
        # The article's own words may lead there already, or say why not.
        has_link = article.is_own_about_checker or (f'href="{check}' in html and not article.form)
        return html + (FOOT if not check or has_link else FOOT_WITH_CHECK)

    def anchors(self, page: PageSource, html: str, pages: Checked) -> set[str]:
        """Return the ids of a page's checker to which a link from an article can lead."""
        return checker.anchors(self._checker(page, pages).page) if checker_block.MARK.search(html) else set()

    def beside(self, page: PageSource, html: str, pages: Checked) -> dict[str, str]:
        """Return what a page's scripts load besides it: address from the root of the site → text."""
        made = self._checker(page, pages) if checker_block.MARK.search(html) else None
        return {made.address: made.later} if made else {}

    def complete(self, page: PageSource, html: str, pages: Checked) -> str:
        """Return a whole page with what the search has no use for: the checker, lists, numbers of sources, the foot."""
        html = checker_block.fill(html, lambda _: self._checker(page, pages).page)
        html = self._filled((*LISTS, *source_list.parts([html])), page, html, pages)
        html = picture.fill(html, self.pictures, self.fragments, page.link)
        if all_signs.MARK in html:
            html = html.replace(all_signs.MARK, self._all_signs(page, pages.all_signs))
        article = pages.articles.get(page.path)
        about = page.link(self.editorial.pages.about)
        report_url = self.settings.report_url or (f"{about}#report-a-mistake" if about else "")
        known = self._cited_rows(article)
        made_from = (html, article, self._check_url(page), report_url, known)
        return self.page_cache.kept(
            f"whole/{page.path}",
            made_from,
            lambda: self.bare(self._cited(page, html, article, report_url, known)),
            most=FEW,
        )

    def bare(self, html: str) -> str:
        """Return a whole page as it is published: valid, and without what only templates need."""
        return markup.fixed(html)

    def structured_data(self, page: PageSource, pages: Checked) -> structured_data.Node:
        """Return what the page says about itself to machines."""
        about = structured_data.Site(
            name=self.settings.name,
            description=self.region.text(self.settings.description),
            language=self.knowledge.topic.language,
            address=self.address,
            headings=self.editorial.articles.headings,
        )
        described = structured_data.PageFacts(
            title=str(page.meta.get("title", "")),
            description=str(page.meta.get("description", "")),
            url=page.url,
            is_article=page.meta.get("kind", "article") == "article",
            about=str(page.meta.get("about", "")),
            page=pages.pages[page.path],
            trail=tuple(self._trail(page.path, pages)),
        )
        return structured_data.graph(described, about)

    # Finish

    def finish(self, folder: Path, pages: Checked) -> list[Problem | str]:
        """Complete the built site in `folder`: the search, the policy that fits all, the list of what is kept offline.

        A live preview gets the search alone: the policy would block the script that shows each change.
        """
        index = folder / SEARCH_INDEX
        first = {_address(path): article.search_first for path, article in pages.articles.items()}
        known = self.editorial.pages
        if (help_page := _address(known.help)) in first:
            first[help_page] = (*first[help_page], *said.of_danger(self.knowledge))
        entries = said.entries(self.knowledge, _address(known.check))
        index.write_text(search_first.add(index.read_text(encoding="utf-8"), first, entries), encoding="utf-8")
        if self.settings.is_live:
            return []
        _, forbidden = policy.apply(folder, self.cache)
        names = offline.AppManifest(
            name=self.settings.name,
            short_name=self.settings.short_name or self.settings.name,
            description=self.region.text(self.settings.description),
            language=self.knowledge.topic.language,
        )
        offline.write(folder, self.settings.node_modules, self.release, names, self.editorial, self.fragments)
        problems: list[Problem | str] = [f"site/{problem}" for problem in (*forbidden, *policy.file_problems(folder))]
        if table := self.region.table:
            problems += leftover_words.check(folder, table, self.knowledge.sources.values())
            met = self.met | self._met_in_pages(pages.pages)
            problems += self.region.unused(met, self.knowledge.lines["region", table.id])
        return problems

    def _met_in_pages(self, paths: Iterable[str]) -> set[str]:
        """Return the phrases of the region that stand in pages (paths under their folder), as they are written."""
        speaker = Speaker(self.region)
        for path in (*paths, all_signs.NAME):
            file = self.settings.docs / path
            if file.is_file():
                speaker.page(_with_numbers(text_file.load(path, file)[0], self.knowledge), path)
        return speaker.met

    # The pieces of a page

    def _filled(self, marks: Iterable[str], page: PageSource, html: str, pages: Checked) -> str:
        """Return the HTML of a page with something in the place of each of the marks."""
        for mark in marks:
            if mark in html:
                name, made_from = (
                    mark.strip("<!-> ").replace(" ", "-"),
                    (page.path, self.report, self.runtime, pages.articles),
                )
                html = html.replace(mark, self.cache.kept(name, made_from, self._marks(page, pages, html)[mark]))
        return html

    def _marks(self, page: PageSource, pages: Checked, html: str) -> dict[str, Callable[[], str]]:
        """Return what stands in the place of each mark that the HTML of a page may hold."""
        knowledge, logic, fragments = self.knowledge, self.logic, self.fragments
        listed, known = pages.articles.values(), self.editorial.pages

        def sources(mark: str) -> Callable[[], str]:
            return lambda: source_list.render(listed, knowledge, fragments, page.link, known.check, mark)

        return {
            rule_list.MARK: lambda: rule_list.render(knowledge, logic, fragments),
            question_map.MARK: lambda: question_map.render(knowledge, logic, fragments),
            paper_form.MARK: lambda: self._paper(page.link, pages),
            safety_page.MARK: lambda: safety_page.render(knowledge, self.report, fragments),
            **{mark: sources(mark) for mark in (source_list.MARK, *source_list.parts([html]))},
            statement_list.MARK: lambda: statement_list.render(listed, knowledge, fragments, page.link, known.decides),
            parts_table.MARK: lambda: parts_table.render(fragments),
            SAVE_MARK: lambda: fragments.render(
                "offline/save-offline.html",
                folder=self.release.runtime,
                sums=self.release.runtime_sums,
                size=self.release.size,
            ),
        }

    def _checker(self, page: PageSource, pages: Checked) -> Quiz:
        titles = {path: article.title for path, article in pages.articles.items()}

        def made() -> str:
            quiz = checker.render(
                self.knowledge,
                self.fragments,
                release=self.release,
                urls=page.link,
                titles=titles,
                beforehand=self.editorial.articles.beforehand.values(),
                pictures=self.pictures,
                now_url=page.link(self.editorial.pages.now) or "",
                paper_url=page.link(self.editorial.pages.paper) or "",
                precomputed=self.precomputed,
            )
            return json.dumps(asdict(quiz))

        return Quiz(**json.loads(self.cache.kept("checker", (page.path, self.release, titles), made)))

    def _paper(self, url: Url, pages: Checked) -> str:
        def other(path: str) -> PageLink | None:
            link, article = url(path), pages.articles.get(path)
            if not link or not article:
                return None
            return PageLink(url=link, title=article.title, address=self._whole_address(path))

        return paper_form.render(
            self.knowledge,
            self.logic,
            self.fragments,
            check_url=url(self.editorial.pages.check) or "",
            decides_url=url(self.editorial.pages.decides) or "",
            page=other,
            # An address that only this machine knows would be of no use on paper.
            address=self._whole_address(self.editorial.pages.check),
        )

    def _all_signs(self, page: PageSource, line: str) -> str:
        """Return the line of the gravest signs as HTML; pages of one depth of folders share it."""
        known = self.editorial.pages
        help_url = (page.link(known.help) if page.path != known.help else None) or ""
        return self.cache.kept(
            "all-signs", (line, help_url), lambda: all_signs.render(line, self.fragments, help_url=help_url)
        )

    def _whole_address(self, path: str) -> str:
        """Return the address by which anyone finds a page; empty when the site's own is not known."""
        return f"{self.address}{_address(path)}" if self.address else ""

    def _cited_rows(self, article: Article | None) -> Knowledge:
        """Return the rows of the topic that an article's marks and foot show; no others can change them."""
        known = self.knowledge
        facts = {name: known.facts[name] for name in article.facts} if article else {}
        sources = {key: known.sources[key] for row in facts.values() for key in row.sources}
        asked = article.check_anchor.partition("-")[0] if article else ""
        questions = {asked: known.questions[asked]} if asked in known.questions else {}
        return Knowledge(folder=known.folder, topic=known.topic, facts=facts, sources=sources, questions=questions)

    def _cited(
        self, page: PageSource, html: str, article: Article | None, report_url: str, knowledge: Knowledge
    ) -> str:
        """Return a whole page with the numbers of its sources, and with the foot of an article.

        `knowledge` holds the rows that the page shows.
        """
        numbered = bibliography.numbered(article.facts if article else (), knowledge)
        html, notes = citation_marks.fill(html, numbered, knowledge, self.fragments)
        if article and page.path == self.editorial.pages.now:
            made = now.foot(article, knowledge, self.fragments, notes=list(notes), report_url=report_url)
            return html.replace(FOOT, made)
        for foot, check_url in ((FOOT, ""), (FOOT_WITH_CHECK, self._check_url(page))):
            if article and foot in html:
                made = article_foot.render(
                    article,
                    knowledge,
                    self.fragments,
                    notes=notes,
                    check_url=check_url,
                    report_url=report_url,
                )
                html = html.replace(foot, made)
        return html

    def _check_url(self, page: PageSource) -> str:
        return page.link(self.editorial.pages.check) or ""

    def _trail(self, path: str, pages: Checked) -> Iterator[tuple[str, str]]:
        """Give the title and address of each page above the one at `path`, the root first."""
        for folder in reversed(PurePosixPath(path).parents):
            name = (folder / "index.md").as_posix()
            if name in pages.articles and name != path:
                is_root = name == "index.md"
                yield (self.settings.name, "") if is_root else (pages.articles[name].title, f"{folder}/")


def browser_words(fragments: Fragments) -> dict[str, str]:
    """Return the words that browser modules say on any page, by component and name, such as `offline.saved`."""
    words = vars(fragments.words)
    return {f"{part}.{name}": text for part in BROWSER_WORDS for name, text in vars(words[part]).items()}


def check(
    texts: Mapping[str, str],
    knowledge: Knowledge | None,
    region: Region,
    own: Editorial,
    docs: Path,
    pictures: Pictures,
    keep: Path | None = None,
) -> Checked:
    """Read pages (path → text) and name every problem of all of them and of the tables.

    The pages and the settings of articles are in the words of the region, with their numbers filled in. Without
    `knowledge`, which could not be read, everything is checked that needs none.
    """
    said = numbers.words(knowledge.numbers) if knowledge else {}
    line, unreadable = all_signs.read(docs, lambda text: region.page(numbers.fill(text, said)))
    house = House(
        marks=(*MARKS, *source_list.parts(texts.values())),
        editorial=own,
        plain_words=docs / wording.PLAIN_WORDS,
        all_signs=line,
        pictures=pictures,
        written={path: text_file.load(path, docs / path)[0] for path in texts},
    )
    checked = page_checks.check(texts, knowledge, house, today(), keep=keep, region=region)
    first = search_first.check({path: article.search_first for path, article in checked.articles.items()})
    others = (*first, *files.check_icons(docs), *unwritten.check(docs, texts), *source_list.check(texts))
    return replace(checked, problems=(*unreadable, *checked.problems, *others))


def check_folders(docs: Path, topic: Path, name: str = "") -> list[Problem]:
    """Return every problem of the pages in `docs`, of the topic's tables, and of the settings, without building."""
    return list(_checked_folders(docs, topic, name)[0].problems)


def table_of_pages(docs: Path, topic: Path, name: str = "") -> str:
    """Return what is counted of each page in `docs`, as a table."""
    checked, rules = _checked_folders(docs, topic, name)
    pages = ((page, checked.articles[path]) for path, page in checked.pages.items())
    return page_table.table(pages, rules, checked.prose)


def _checked_folders(docs: Path, topic: Path, name: str) -> tuple[Checked, Articles]:
    """Return the pages in `docs`, read and checked, with every problem of all that belongs to them, and their rules."""
    own, problems = editorial.read(docs)
    knowledge, chosen = None, region.HOME
    try:
        written = read_checked(topic, today())
        chosen = region.choose(written, name or written.topic.region)
        knowledge = chosen.knowledge(written)
    except KnowledgeError as error:
        problems += error.problems
    own = replace(own, articles=own.articles.spoken(chosen.text))
    pictures, wrong = picture.read_checked(docs)
    problems += wrong
    texts, said = {}, numbers.words(knowledge.numbers) if knowledge else {}
    for path in sorted(docs.rglob("[!_]*.md")):
        place = path.relative_to(docs).as_posix()
        text, unreadable = text_file.load(f"docs/{place}", path)
        texts[place] = chosen.page(numbers.fill(text, said), place)
        problems += unreadable
    beside = (path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.is_file())
    problems += files.check(path for path in beside if not path.endswith(".md") and "/_" not in f"/{path}")
    checked = check(texts, knowledge, chosen, own, docs, pictures.spoken(chosen.text))
    return replace(checked, problems=(*problems, *checked.problems)), own.articles


def _with_numbers(text: str, knowledge: Knowledge) -> str:
    return numbers.fill(text, numbers.words(knowledge.numbers))


def _address(path: str) -> str:
    """Return the address of a page, as seen from the root of the site."""
    folder = path.removesuffix("index.md")
    return folder if folder != path else f"{path.removesuffix('.md')}/"


def today() -> date:
    """Return the day, the same everywhere on earth."""
    return datetime.now(UTC).date()


def _without_harm(found: Report) -> Report:
    """Return what was proved; raises ValueError when the checker could do harm in a way that we know of."""
    if found.stopping:
        said = [f"{item.number} does not hold: {failure}" for item in found.stopping for failure in item.failures]
        raise ValueError("\n".join([f"{found.topic}: the checker cannot be built", *said]))
    return found


def _read(settings: Settings) -> tuple[Knowledge, Report]:
    """Return the checked tables of the topic, with what is proved of them; raises KnowledgeError.

    Both are found now or were in an earlier build of this day.
    """
    folder, day = settings.knowledge, today()
    store = Kept(settings.cache / "checks" / f"{folder.name}-tables")
    depends_on = kept.fingerprint(day, folder, cache.of_folder(folder, suffixes=(".toml", ".json")))
    tables: Knowledge = store.get("tables", depends_on, read_checked, folder, day)
    # A preview is never published, and an author wants to see the page at once: it does not wait for proofs.
    prove = report.preview if settings.is_live else report.verify_if_changed
    name = "preview" if settings.is_live else "report"
    proved: Report = store.get(name, depends_on, prove, tables, settings.cache / "proofs")
    store.save()
    return tables, proved


def _runtime_and_precomputed(logic: Logic, settings: Settings) -> tuple[Runtime, Precomputed]:
    """Return what the browser runs, and what the engine says beforehand; the engine is asked while Node compiles."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        runtime = beside.submit(_runtime, logic, settings)
        precomputed = _precomputed(logic, settings.cache)
        return runtime.result(), precomputed


def _precomputed(logic: Logic, cache_folder: Path) -> Precomputed:
    """Return what the engine says beforehand, found now or by an earlier build: new words alone ask it nothing."""
    store = Kept(cache_folder / "checker" / f"{logic.topic}.kept")
    found = store.get("precomputed", kept.fingerprint(logic.to_tuple()), checker.precompute, logic)
    store.save()
    return found


def _runtime(logic: Logic, settings: Settings) -> Runtime:
    """Return what the browser runs: built now, or by an earlier build from the same code, topic and npm package."""
    npm, cache_folder = settings.node_modules / "pyodide", settings.cache

    def made() -> Runtime:
        topics = {logic.topic.replace("-", "_"): module_text(logic)}
        pure = wheel.build(ENGINE, topics, cache_folder / "wheel")
        return pyodide.build(pyodide.node(), npm, pure, cache_folder, is_live=settings.is_live)

    store = Kept(cache_folder / "runtime" / f"{logic.topic}.kept")
    depends_on = kept.fingerprint(
        logic.to_tuple(), settings.is_live, cache_folder, *map(cache.stamp, pyodide.needs(npm))
    )
    runtime: Runtime = store.get("runtime", depends_on, made)
    if not all(path.is_file() for path in (runtime.wheel, *runtime.whole.values(), *runtime.files.values())):
        return made()
    store.save()
    return runtime
