"""Keeps what a page's Markdown was made into, so that a build with one page changed makes that page alone."""

import json
import logging
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from symptom_site.cache import FEW, NOTHING_KEPT, Cache

PURE = frozenset(
    (
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "md_in_html",
        "pymdownx.superfences",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
    )
)
"""Extensions that read nothing but the page and their settings; with another, which may read files, nothing is kept."""

OF_OURS = "pymdownx.superfences"
"""The extension whose settings are the generator's own."""

LOG = "mkdocs"
"""The name of the log in which MkDocs tells what is wrong with a link."""

type Heading = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Markdown:
    """How the pages of a build are made from Markdown."""

    cache: Cache
    made_from: str
    """Everything but the page itself: the settings of Markdown, and the files to which links can lead."""

    @classmethod
    def of(
        cls, config: MkDocsConfig, files: Files, own: Iterable[object], beside: Container[str], cache: Cache
    ) -> "Markdown":
        """Return how pages are made with these settings.

        `own` are the extensions of the generator, and `beside` the addresses of the files that it adds: their names
        change with their contents, so that no text can lead to them.
        """
        known = list(own)
        named = [extension for extension in config.markdown_extensions if extension not in known]
        told = (
            named,
            {name: given for name, given in config.mdx_configs.items() if name != OF_OURS},
            config.validation,
            logging.getLogger(LOG).getEffectiveLevel(),
            [(file.src_uri, file.url, file.inclusion.name) for file in files if file.src_uri not in beside],
        )
        return cls(cache=cache if PURE.issuperset(named) else NOTHING_KEPT, made_from=repr(told))

    def keep(self, page: Page) -> None:
        """Let a page take what was made of the same Markdown before."""
        page.render = partial(self._render, page)  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Fill a page as MkDocs does."""
        path = page.file.src_uri
        made_from = (self.made_from, path, page.file.url, page.markdown or "")
        made = self.cache.kept(f"markdown/{path}", made_from, lambda: _made(page, config, files), most=FEW)
        if made:
            _fill(page, made, files)
        elif page.content is None:
            Page.render(page, config, files)


def _made(page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill a page and return what can be kept of it: nothing of a page with a problem, which each build must tell."""
    counter, log = CountHandler(), logging.getLogger(LOG)
    log.addHandler(counter)
    try:
        Page.render(page, config, files)
    finally:
        log.removeHandler(counter)
    if counter.counts:
        return ""
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    return json.dumps(
        {
            "content": page.content,
            "title": page._title_from_render,
            "toc": list(map(_heading, page.toc)),
            "ids": sorted(page.present_anchor_ids or ()),
            "links": links,
        }
    )


def _fill(page: Page, made: str, files: Files) -> None:
    """Fill a page with what was kept of it."""
    kept = json.loads(made)
    page.content, page._title_from_render = kept["content"], kept["title"]
    page.toc = get_toc(kept["toc"])
    page.present_anchor_ids = set(kept["ids"])
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in kept["links"].items()}


def _heading(link: AnchorLink) -> Heading:
    """Return a heading of the table of contents as Python-Markdown gives it."""
    return {"name": link.title, "id": link.id, "level": link.level, "children": list(map(_heading, link.children))}
