"""Writes the whole guide into one file, pictures and all, that opens anywhere and prints."""

import base64
import hashlib
import mimetypes
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup

from symptom_site.editions.built import BuiltPage, BuiltSite, drop, without_checker

UNUSED = (
    ".//script",
    ".//template",
    ".//button",
    ".//*[@data-until-alive]",
    ".//a[@class='headerlink']",
    ".//footer[contains(@class, 'offline')]",
)
"""What does nothing in a text."""

LAYOUT = ".one-file { margin: 0 auto; max-width: 42rem; padding: 0 1rem; } .one-file article { margin-top: 3rem; }"
POLICY = "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"


def write(site: BuiltSite, file: Path) -> None:
    """Write the file."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    style = _style(site)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    chapters = [
        {"id": chapter_id(page.address), "title": page.title, "html": Markup(_chapter(page, site))}  # noqa: S704
        for page in site.pages
    ]
    made = templates.get_template("one-file.html").render(
        site=site,
        style=Markup(style),  # noqa: S704
        policy=POLICY.format(digest),
        chapters=chapters,
    )
    file.write_text(made, encoding="utf-8")


def _style(site: BuiltSite) -> str:
    """Return the site's style without its font files, which would be as long as the guide."""
    (sheet,) = site.folder.glob("assets/stylesheets/site.*.css")
    return re.sub(r"@font-face\s*\{[^}]*\}", "", sheet.read_text(encoding="utf-8")) + LAYOUT


def chapter_id(address: str) -> str:
    """Return the id of a page's chapter."""
    return "page-" + (address.strip("/").replace("/", "-") or "home")


def article(page: BuiltPage, site: BuiltSite) -> html.HtmlElement:
    """Return the part of a page that readers came for, without what does nothing in a text, pictures in it."""
    without_checker(page, site)
    kept = page.article
    drop(kept, *UNUSED)
    for element in kept.xpath(".//details"):
        element.set("open", "")
    for picture in kept.iterfind(".//img[@src]"):
        target = page.target(picture.get("src"))
        if target and (path := site.folder / target[0].rstrip("/")).is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            picture.set("src", f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}")
    return kept


def _chapter(page: BuiltPage, site: BuiltSite) -> str:
    """Return a page's article with ids and links that hold in the one file."""
    kept, own = article(page, site), chapter_id(page.address)
    for element in kept.iter():
        for name in ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls"):
            if value := element.get(name):
                element.set(name, " ".join(f"{own}--{part}" for part in value.split()))
    for link in kept.iterfind(".//a[@href]"):
        if (target := page.target(link.get("href"))) and target[0] in site:
            address, fragment = target
            link.set("href", f"#{chapter_id(address)}" + (f"--{fragment}" if fragment else ""))
    return "".join(str(html.tostring(child, encoding="unicode")) for child in kept)
