"""Writes a copy of the site that opens from a disk by a double click: no server, no worker, no request."""

import posixpath
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html

from symptom_checker.errors import BadInputError
from symptom_site import packing
from symptom_site.editions.built import BuiltPage, BuiltSite, drop, without_checker

SEARCH = Path(__file__).with_name("disk-search.mjs")
"""Runs the search's worker in the page. It is a plain script there: a browser takes no module from a disk."""

KEPT = re.compile(r"assets/(stylesheets|fonts)/.+\.(css|woff2)|.+\.(png|jpe?g|svg|webp|gif|avif)")
"""The files that the copy needs besides its pages."""

INDEX = "search/search_index.json"
UNUSED = (
    "//script[not(@type='application/ld+json')]",
    "//link[@rel='manifest' or @rel='canonical' or @rel='preload' or @rel='modulepreload' or @rel='alternate']",
    "//form[@data-md-component='palette']",
    "//article//button[not(@popovertarget)]",
    "//template",
)
"""What does nothing on a disk."""


def write(site: BuiltSite, folder: Path) -> None:
    """Fill an empty folder; `index.html` in it is where a reader begins."""
    for path in sorted(path for path in site.folder.rglob("*") if path.is_file()):
        name = path.relative_to(site.folder).as_posix()
        if KEPT.fullmatch(name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
    (folder / "search").mkdir()
    index = (site.folder / INDEX).read_text(encoding="utf-8")
    (folder / "search" / "index.js").write_text(f"var searchIndex = {index};\n", encoding="utf-8")
    (folder / "search" / "search.js").write_text(_search(site), encoding="utf-8")
    for page in site.pages:
        file = folder / page.address / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_page(page, site))


def pack(folder: Path, file: Path) -> None:
    """Pack a folder into a zip file, under its own name."""
    with ZipFile(file, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            packing.add(packed, path.relative_to(folder.parent).as_posix(), path.read_bytes())


def _page(page: BuiltPage, site: BuiltSite) -> bytes:
    """Return a page as it stands on a disk."""
    up = "../" * page.address.count("/")
    tree = page.tree
    translations = tree.findtext(".//script[@id='__config']")
    without_checker(page, site)
    drop(tree, *UNUSED)
    for policy in tree.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        # A page from a disk has no origin that 'self' could mean in every browser.
        policy.set("content", policy.get("content").replace("'self'", "'self' file:"))
    for link in tree.iterfind(".//a[@href]"):
        if target := page.target(link.get("href")):
            link.set("href", _on_disk(page.address, *target, site))
    if translations:
        body = tree.find("body")
        etree.SubElement(body, "script", src=f"{up}search/search.js", attrib={"data-root": up or "./"})
        config = etree.SubElement(body, "script", id="__config", type="application/json")
        config.text = translations
    return bytes(html.tostring(tree, doctype="<!doctype html>", encoding="utf-8"))


def _on_disk(here: str, address: str, fragment: str, site: BuiltSite) -> str:
    """Return the link from the page at `here` to an address; a page is a file there."""
    after = f"#{fragment}" if fragment else ""
    if address == here and fragment:
        return after
    file = f"{address}index.html" if address in site else address
    return posixpath.relpath(file, here or ".") + after


def _search(site: BuiltSite) -> str:
    """Return the search: its worker as it is on the site, with the theme's own in it, inside the script for a disk.

    Raises BadInputError when the site has none.
    """
    workers = sorted(site.folder.glob("assets/app/*/components/search/search.mjs"))
    if not workers:
        raise BadInputError(f"{site.folder}: has no search; is it a site of this generator?")
    worker = workers[0].read_text(encoding="utf-8")
    found = re.search(r'importScripts\("([^"]+)"\);', worker)
    if not found:
        raise BadInputError(f"{workers[0]}: loads no search of the theme")
    theme = (workers[0].parent / found[1]).resolve().read_text(encoding="utf-8")
    worker = f"{worker[: found.start()]}\n{theme}\n{worker[found.end() :]}"
    return SEARCH.read_text(encoding="utf-8").replace("/* the worker */", worker)
