"""Reads a built site: its pages in the order in which one would read them."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from lxml import etree, html

from symptom_checker.errors import BadInputError
from symptom_site import editorial

NOT_FOUND = "404.html"
"""The page for an address that leads nowhere, which only a server shows."""


class _SettingsLoader(yaml.SafeLoader):
    """Reads mkdocs.yml for the names and paths that stand in it as they are."""


# What MkDocs looks up, such as `!ENV`, is of no use here.
for _tag in ("!", "tag:yaml.org,2002:python/"):
    _SettingsLoader.add_multi_constructor(_tag, lambda *_: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """One page of a built site."""

    address: str
    """Address from the root of the site, such as `body/calf/`; empty for the first page."""
    tree: html.HtmlElement

    @property
    def article(self) -> html.HtmlElement:
        """Return the part that readers came for."""
        return self.tree.find(".//article")

    @property
    def title(self) -> str:
        """Return the page's chief heading."""
        return " ".join(self.article.find(".//h1").text_content().split())

    def target(self, href: str) -> tuple[str, str] | None:
        """Return the address from the root that a link of this page leads to, and its fragment; None off the site."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return self.address, parts.fragment
        path = posixpath.normpath(posixpath.join("/", self.address, parts.path)).lstrip("/")
        return (f"{path}/" if path and "." not in posixpath.basename(path) else path), parts.fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A built site."""

    folder: Path
    pages: tuple[BuiltPage, ...]
    """In the order of the navigation; others after them."""
    name: str
    language: str
    direction: str
    """In which direction its language is written: `ltr` or `rtl`."""
    paper: str
    """Address of the form on paper."""

    def __contains__(self, address: str) -> bool:
        """Tell whether a page has this address."""
        return any(page.address == address for page in self.pages)


def read(folder: Path, config: Path) -> BuiltSite:
    """Return the site that was built into `folder`, in the order of the navigation in the file `config`.

    Raises BadInputError when there is none.
    """
    if not (folder / "index.html").is_file():
        raise BadInputError(f"{folder}: holds no built site; build it first, with `mkdocs build --strict`")
    with config.open("rb") as file:
        settings = yaml.load(file, _SettingsLoader)  # noqa: S506  a safe loader
    order = {address: place for place, address in enumerate(_addresses(settings.get("nav") or ()))}
    files = [path for path in sorted(folder.rglob("*.html")) if path.name != NOT_FOUND]
    found = {_address(path.relative_to(folder)): path for path in files}
    addresses = sorted(found, key=lambda address: (order.get(address, len(order)), address))
    pages = tuple(BuiltPage(address=address, tree=_parse(found[address])) for address in addresses)
    first = pages[0].tree if pages[0].address == "" else _parse(folder / "index.html")
    return BuiltSite(
        folder=folder,
        pages=pages,
        name=str(settings["site_name"]),
        language=first.get("lang", "en"),
        direction=first.find("body").get("dir", "ltr"),
        paper=next(_addresses(editorial.read(config.parent / settings.get("docs_dir", "docs"))[0].pages.paper)),
    )


def _parse(path: Path) -> html.HtmlElement:
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for link in tree.iter("a"):
        if address := link.attrib.pop("xlink:href", ""):  # in drawings, as old browsers have it
            link.set("href", link.get("href", address))
    return tree


def _address(path: Path) -> str:
    return "" if path.as_posix() == "index.html" else path.as_posix().removesuffix("index.html")


def _addresses(nav: object) -> Iterator[str]:
    """Yield the addresses of the pages of a navigation, which is lists of paths or of names with more of the same."""
    if isinstance(nav, str) and nav.endswith(".md"):
        path = nav.removesuffix(".md")
        yield "" if path == "index" else f"{path.removesuffix('index')}/".replace("//", "/")
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _addresses(value)
    elif isinstance(nav, Iterable) and not isinstance(nav, str):
        for value in nav:
            yield from _addresses(value)


def drop(tree: html.HtmlElement, *paths: str) -> None:
    """Take out the elements that these XPaths find; the text after each stays."""
    for path in paths:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()


def without_checker(page: BuiltPage, site: BuiltSite) -> None:
    """Put a note in the place of the quiz, which cannot run without a server: what is below, and the form on paper."""
    for quiz in page.tree.xpath("//section[@id='quiz']"):
        note = etree.Element("p", attrib={"class": "instead-of-quiz"})
        strong = etree.SubElement(note, "strong")
        strong.text, strong.tail = quiz.get("data-lost"), " "
        for paper in (other for other in site.pages if other.address == site.paper):
            link = etree.SubElement(note, "a", href=posixpath.relpath(paper.address, page.address) + "/")
            link.text = paper.title
        quiz.addprevious(note)
        quiz.drop_tree()
