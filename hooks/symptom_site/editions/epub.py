"""Writes the whole guide as a book (EPUB 3)."""

import base64
import mimetypes
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree, html
from markupsafe import Markup

from symptom_site import packing
from symptom_site.editions.built import BuiltPage, BuiltSite
from symptom_site.editions.one_file import article, chapter_id

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
TITLE = "{http://www.w3.org/1999/xlink}title"
CAMEL = {
    "viewbox": "viewBox",
    "preserveaspectratio": "preserveAspectRatio",
    "href": "{http://www.w3.org/1999/xlink}href",
}
"""Attributes of drawings as XML wants them; HTML takes any case."""

UNKNOWN = re.compile(r"data-.*|popover.*|on.*|role|inert|itemscope|item.*|autocomplete|focusable")
"""Attributes that a book has no use for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page in the book."""

    id: str
    title: str
    html: Markup
    drawn: bool
    """Whether a drawing stands in it."""
    pictures: dict[str, bytes]
    """Those that are files of their own, by name."""


def write(site: BuiltSite, file: Path) -> None:
    """Write the book; the same site gives the same bytes."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    chapters = [_chapter(page, site) for page in site.pages]
    pictures = {name: kept for chapter in chapters for name, kept in chapter.pictures.items()}
    values = {
        "site": site,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, site.name + "".join(chapter.html for chapter in chapters)),
        "modified": f"{max(_days(site), default='1980-01-01')}T00:00:00Z",
        "chapters": chapters,
        "pictures": {name: mimetypes.guess_type(name)[0] for name in pictures},
    }
    with ZipFile(file, "w") as book:
        # First, and as it is: a reader knows a book by it.
        packing.add(book, "mimetype", b"application/epub+zip", ZIP_STORED)
        for name in ("META-INF/container.xml", "book.opf", "nav.xhtml"):
            template = templates.get_template(f"epub/{name.rpartition('/')[2]}")
            packing.add(book, name, template.render(values).encode())
        packing.add(book, "text.css", Path(__file__).with_name("epub").joinpath("text.css").read_bytes())
        for name, kept in sorted(pictures.items()):
            packing.add(book, name, kept)
        for chapter in chapters:
            made = templates.get_template("epub/chapter.xhtml").render(site=site, chapter=chapter)
            packing.add(book, f"{chapter.id}.xhtml", made.encode())


def _days(site: BuiltSite) -> list[str]:
    """Return the days on which the site's pages were last checked, as its list of pages has them."""
    sitemap = site.folder / "sitemap.xml"
    return re.findall(r"<lastmod>([\d-]+)</lastmod>", sitemap.read_text(encoding="utf-8")) if sitemap.is_file() else []


def _chapter(page: BuiltPage, site: BuiltSite) -> Chapter:
    """Return a page's article as XML."""
    kept, pictures = article(page, site), dict[str, bytes]()
    for link in kept.iterfind(".//a[@href]"):
        if (target := page.target(link.get("href"))) and target[0] in site:
            address, fragment = target
            file = "" if address == page.address else f"{chapter_id(address)}.xhtml"
            link.set("href", file + (f"#{fragment}" if fragment else "") or f"{chapter_id(address)}.xhtml")
    for picture in kept.iterfind(".//img[@src]"):
        if match := re.fullmatch(r"data:([\w/+.-]+);base64,(.+)", picture.get("src")):
            name = f"picture-{uuid.uuid5(uuid.NAMESPACE_URL, match[2])}{mimetypes.guess_extension(match[1]) or ''}"
            pictures[name] = base64.b64decode(match[2])
            picture.set("src", name)
    body = _as_xml(kept, in_drawing=False)
    return Chapter(
        id=chapter_id(page.address),
        title=page.title,
        html=Markup("".join(etree.tostring(child, encoding="unicode") for child in body)),  # noqa: S704
        drawn=bool(body.findall(f".//{{{SVG}}}svg")),
        pictures=pictures,
    )


def _as_xml(element: html.HtmlElement, *, in_drawing: bool) -> etree._Element:
    """Return an element of HTML in the names of XML, with what a book knows."""
    in_drawing = in_drawing or element.tag == "svg"
    namespace = SVG if in_drawing else XHTML
    made = etree.Element(f"{{{namespace}}}{element.tag}", nsmap={None: namespace})  # type: ignore[dict-item]  # the default namespace
    for name, value in element.items():
        if not UNKNOWN.fullmatch(name):
            made.set(CAMEL.get(name, name) if in_drawing else name, value or name)
    made.text, made.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str):
            made.append(_as_xml(child, in_drawing=in_drawing))
        elif child.tail:  # after a comment
            if len(made):
                made[-1].tail = (made[-1].tail or "") + child.tail
            else:
                made.text = (made.text or "") + child.tail
    if in_drawing and element.tag == "a":
        # Programs that read books know no other name of such a link.
        made.set(TITLE, element.get("aria-label") or " ".join(element.text_content().split()))
    return made
