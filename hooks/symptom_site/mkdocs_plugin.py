"""Adapts the site to MkDocs, event by event: the plugin `symptom-site`."""

import gc
import logging
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemBytecodeCache
from markdown import Extension
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from symptom_site.checks.pages import Checked
from symptom_site.components import assets
from symptom_site.components.checker import checker_block
from symptom_site.mkdocs_page import Markdown
from symptom_site.settings import Settings
from symptom_site.site import PageSource, Site, SiteError

# `--strict` counts the warnings of loggers with such a name, and of no others.
log = logging.getLogger("mkdocs.plugins.symptom_site")

NO_ADDRESS = (
    "This copy knows no public address: set SITE_URL to it before you publish. Without it, 404.html works only at the "
    "root of a host, and the site names no address to search engines."
)

THEME = Path(__file__).parent / "material" / "theme"
"""Our overrides of the theme's templates."""

NAME = "symptom_site"
"""The name under which the theme's templates find the site."""

SEARCH_FIRST = "search_first"
"""The name under which they find the pages that the search names first."""

NOW_PAGE = "now_page"
"""The name under which they find the page for the worst moment, if there is one."""

FROZEN_BY_PYTHON = gc.get_freeze_count()
"""How many objects the collector of garbage passes by before any build has told it to."""


class SiteConfig(base.Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin; paths are as seen from the folder of mkdocs.yml."""

    knowledge = option.Dir(exists=True)
    region = option.Type(str, default="")
    short_name = option.Type(str, default="")
    report_url = option.Type(str, default="")
    cache = option.Dir(default=".build")
    node_modules = option.Dir(default=".build/npm/node_modules")


class SymptomSite(BasePlugin[SiteConfig]):  # type: ignore[no-untyped-call]
    """Hands each event of a build to the site."""

    site: Site
    pages: Checked
    markdown: Markdown

    def __init__(self) -> None:
        """Begin without a page."""
        self._sources: dict[str, PageSource] = {}
        self._extensions: list[Extension] = []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build the checker and gather styles and modules, so that every page can name them."""
        try:
            site = self.site = Site.load(_settings(self.config, config), assets.Theme.of(config.theme.dirs))
        except SiteError as error:
            raise PluginError(str(error)) from error
        _spare_collector()
        # Below a folder of the site's own, and above the theme.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.site_description, config.copyright = map(site.region.text, _texts(config))
        for scheme in config.theme.get("palette") or ():
            scheme["toggle"]["name"] = site.region.text(scheme["toggle"]["name"])
        config.extra_javascript.extend(map(_module, site.modules))
        config.mdx_configs["pymdownx.superfences"] = {"custom_fences": [checker_block.fence()]}
        self._extensions = site.extensions()
        config.markdown_extensions.extend(self._extensions)  # type: ignore[arg-type]  # an extension itself will do
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check every page at once, then add what is not a page."""
        for file in _not_copied(files, (*self.site.theme.styles, self.site.theme.script), config):
            files.remove(file)
        for file in files.documentation_pages():
            file.content_string, unreadable = self.site.read(file.src_uri, file.content_bytes)
            _warn(unreadable)
        self.pages = self.site.check({file.src_uri: file.content_string for file in files.documentation_pages()})
        _warn(self.pages.problems)
        beside = [file for file in files if file.src_dir == config.docs_dir and not file.is_documentation_page()]
        _warn(self.site.check_files(file.src_uri for file in beside))
        for path, made in self.site.files().items():
            given = {"abs_src_path": str(made)} if isinstance(made, Path) else {"content": made}
            files.append(File.generated(config, path, **given))
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Learn how pages are made when all files and all extensions are known."""
        self.markdown = Markdown.of(config, files, self._extensions, self.site.files(), self.site.markdown_cache)
        return nav

    def on_env(self, env: Environment, *, files: Files, **_: object) -> Environment:
        """Give the theme's templates the site, and keep what they are compiled to."""
        env.globals[NAME] = self.site
        env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
        pages = {path: file.page for path, file in files.src_uris.items()}
        env.globals[NOW_PAGE] = pages.get(self.site.editorial.pages.now)
        env.globals[SEARCH_FIRST] = [pages[path] for path, known in self.pages.articles.items() if known.search_first]
        templates = self.site.settings.cache / "templates"
        templates.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(templates))
        return env

    def on_pre_page(self, page: Page, **_: object) -> Page:
        """Date the page by its review, not by today, so that the same words give the same site; keep what is made."""
        if article := self.pages.articles.get(page.file.src_uri):
            page.update_date = article.reviewed.isoformat()
        self.markdown.keep(page)
        return page

    def on_page_content(self, html: str, *, page: Page, files: Files, **_: object) -> str:
        """Add what is made from the knowledge and found by the search."""
        _warn(self.site.check_shown(page.file.src_uri, html, self.pages))
        self._sources[page.file.src_uri] = source = _source(page, files)
        html = self.site.page(source, html, self.pages)
        # Links from articles lead to these; MkDocs knows only what stands in Markdown.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | self.site.anchors(source, html, self.pages)
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add the rest, after the search has read the page: it would leave that out at some cost."""
        source = self._sources[page.file.src_uri]
        for path, text in self.site.beside(source, output, self.pages).items():
            write_file(text.encode(), str(Path(config.site_dir, path)))
        return self.site.complete(source, output, self.pages)

    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        """Treat the page for addresses that are not found as the editors' pages."""
        return self.site.bare(output_content) if template_name.endswith(".html") else output_content

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002  MkDocs gives them by name
    ) -> TemplateContext:
        """Name no page before or after: the theme goes there when a reader presses `p` or `n`, also in the checker."""
        page.previous_page = page.next_page = None
        if "toc" in page.meta.get("hide", ()):
            for heading in page.toc:
                heading.children = []  # the menu of a small screen would show them
        if not self.site.address:
            page.canonical_url = None
        context["structured_data"] = self.site.structured_data(_source(page), self.pages)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Finish the site when everything else stands."""
        _warn(self.site.finish(Path(config.site_dir), self.pages))
        if not self.site.address and not self.site.settings.is_live:
            log.info("%s", NO_ADDRESS)


def _spare_collector() -> None:
    """Keep the garbage collector from what stays until the end; collect first what an earlier build left."""
    if gc.get_freeze_count() > FROZEN_BY_PYTHON:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def _not_copied(files: Files, theme: Iterable[str], config: MkDocsConfig) -> list[File]:
    """Return what the site holds in another form: settings and drawings in its pages, styles and script of the theme.

    `theme` are the addresses of those. Nobody who reads needs the theme's maps of its sources, and an English site none
    of its words of other languages.
    """
    unread = ("assets/javascripts/lunr/",) if config.theme["language"] == "en" else ()
    own = [file for file in files if any(part.startswith("_") for part in PurePosixPath(file.src_uri).parts)]
    taken = (files.get_file_from_path(f"{address}{end}") for address in theme for end in ("", ".map"))
    maps = (file for file in files if file.src_uri.endswith(".map") or file.src_uri.startswith(unread))
    return [*{file.src_uri: file for file in (*own, *filter(None, taken), *maps)}.values()]


def _texts(config: MkDocsConfig) -> tuple[str, str]:
    return config.site_description or "", config.copyright or ""


def _settings(own: SiteConfig, config: MkDocsConfig) -> Settings:
    description, rights = _texts(config)
    toggles = (scheme["toggle"]["name"] for scheme in config.theme.get("palette") or ())
    return Settings(
        name=config.site_name,
        short_name=own.short_name,
        description=description,
        beside=(rights, *toggles),
        url=config.site_url or "",
        report_url=own.report_url,
        region=own.region,
        docs=Path(config.docs_dir),
        knowledge=Path(own.knowledge),
        cache=Path(own.cache),
        node_modules=Path(own.node_modules),
        is_live=bool(os.environ.get("LIVE_PREVIEW")),
    )


def _source(page: Page, files: Files | None = None) -> PageSource:
    def link(path: str) -> str | None:
        path, mark, anchor = path.partition("#")
        file = files.get_file_from_path(path) if files else None
        return file.url_relative_to(page.file) + mark + anchor if file else None

    return PageSource(path=page.file.src_uri, url=page.url, meta=page.meta, link=link)


def _warn(problems: Iterable[object]) -> None:
    for problem in problems:
        log.warning("%s", problem)


def _module(path: str) -> option.ExtraScriptValue:
    script = option.ExtraScriptValue(path)
    script.type = "module"
    return script
