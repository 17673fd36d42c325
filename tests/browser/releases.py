"""Makes the next release of a built site, and publishes it in place of the one before, whose files are gone then."""

import hashlib
import html
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from symptom_site.components.offline.offline import entries
from symptom_site.finish.compressed import COPIES
from symptom_site.runtime.release import integrity

CHECK = "check/index.html"
MARK = "of the next release"
"""Words that each changed page, module and file of Python of a next release has somewhere, and no other."""
PARTS = ("pages", "checker", "scripts", "runtime")
"""What a release can change: articles, what the checker is made of, the site's own modules, the browser's Python."""

_RELEASE = re.compile(r'data-release="([^"]*)"')
_ENTRIES = re.compile(r'(?<="entries": )\[.*?\n\]', re.DOTALL)
_TEXT = (".html", ".js", ".mjs")


def release_of(site: Path) -> dict[str, Any]:
    """Read what the check page says about its release."""
    [found] = _RELEASE.findall((site / CHECK).read_text(encoding="utf-8"))
    release: dict[str, Any] = json.loads(html.unescape(found))
    return release


def publish(site: Path, **changes: object) -> None:
    """Publish a check page whose release has these changes."""
    page = site / CHECK
    release = html.escape(json.dumps(release_of(site) | changes))
    page.write_text(_RELEASE.sub(lambda _: f'data-release="{release}"', page.read_text(encoding="utf-8")), "utf-8")


def next_release(site: Path, folder: Path, parts: Iterable[str] = PARTS) -> Path:
    """Make the next release of a site in a new folder: other bytes, and other addresses where these tell the bytes.

    `parts`: what differs.
    """
    newer = Path(shutil.copytree(site, folder))
    release = release_of(newer)
    changed: list[str] = []
    if "pages" in parts:
        for page in newer.rglob("index.html"):
            _replace(page, "</h1>", f" {MARK}</h1>")
    if "checker" in parts:
        _mark_archive(newer / release["wheel"])
        _replace(newer / release["later"]["address"], '"pieces"', f'"mark": "{MARK}", "pieces"')
        changed += [Path(release["wheel"]).parent.name, Path(release["later"]["address"]).parent.name]
    if "scripts" in parts:
        for module in (newer / release["scripts"]).rglob("*.mjs"):
            module.write_text(f"{module.read_text(encoding='utf-8')}\n// {MARK}\n", encoding="utf-8")
        changed.append(Path(release["scripts"]).name)
    if "runtime" in parts:
        for archive in (newer / release["runtime"]).glob("*.zip"):
            _mark_archive(archive)
        changed.append(Path(release["runtime"]).name)
    for name in changed:
        _rename(newer, name)
    _sum_up(newer)
    return newer


def put_in_place(newer: Path, site: Path) -> None:
    """Let the server of `site` have the files of a newer release, and no others, from one moment to the next."""
    site.rename(site.with_name(f"before-{newer.name}"))
    newer.rename(site)


def kept_pages(page: Page) -> dict[str, str]:
    """Return the text of each page that the browser keeps for offline use, by its address from the root of the server.

    Two copies under one address are an error.
    """
    found: list[tuple[str, str]] = page.evaluate("""async () => {
      const found = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const { pathname } = new URL(request.url);
          if (/(\\/|\\.html)$/.test(pathname)) found.push([pathname, await (await cache.match(request)).text()]);
        }
      }
      return found;
    }""")
    assert len(dict(found)) == len(found)
    return dict(found)


def pages_of(site: Path) -> dict[str, str]:
    """Return the text of each page of a release that is kept for offline use, by its address."""
    files = {f"/{file.relative_to(site).as_posix()}": file for file in site.rglob("*.html")}
    return {path.removesuffix("index.html"): file.read_text(encoding="utf-8") for path, file in files.items()}


def _replace(file: Path, old: str, new: str) -> None:
    """Put other words in the place of some in a file, which must have them."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file}: no {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def _mark_archive(archive: Path) -> None:
    """Give an archive other bytes, and the same files."""
    with zipfile.ZipFile(archive, "a") as opened:
        opened.comment = MARK.encode()


def _rename(site: Path, name: str) -> None:
    """Give a folder whose name tells its bytes another name, wherever it is named."""
    other = hashlib.sha256(name.encode()).hexdigest()[: len(name)]
    [folder] = site.rglob(name)
    folder.rename(folder.with_name(other))
    for file in site.rglob("*"):
        if file.suffix in _TEXT and name in (text := file.read_text(encoding="utf-8")):
            file.write_text(text.replace(name, other), encoding="utf-8")


def _sum_up(site: Path) -> None:
    """Write the sums of a release anew: in its check page, and then in its list of what is kept for offline use."""
    for copy in [path for path in site.rglob("*") if path.suffix in COPIES]:
        copy.unlink()  # they are of the bytes before
    release = release_of(site)
    sums, whole = ({url: _sum_of(site, url) for url in release[name]} for name in ("sums", "whole"))
    renewed = {old: sums[url] for url, old in release["sums"].items()}
    later = release["later"] | {"sum": _sum_of(site, release["later"]["address"])}
    is_same = (sums, later) == (release["sums"], release["later"])
    identity = release["identity"] if is_same else hashlib.sha256(json.dumps([sums, later]).encode()).hexdigest()[:16]
    for page in site.rglob("*.html"):  # the button that saves names those of the browser's Python
        text = page.read_text(encoding="utf-8")
        now = re.sub(r"sha256-[\w+/]+=", lambda found: renewed.get(found[0], found[0]), text)
        if now != text:
            page.write_text(now, encoding="utf-8")
    publish(site, identity=identity, sums=sums, whole=whole, later=later)
    worker = site / "sw.js"
    text = worker.read_text(encoding="utf-8")
    [before] = _ENTRIES.findall(text)
    first = json.loads(before)[0]["url"].removeprefix("./")
    rows = ",\n".join(f"  {json.dumps(entry, sort_keys=True)}" for entry in entries(site, first))
    worker.write_text(text.replace(before, f"[\n{rows}\n]"), encoding="utf-8")


def _sum_of(site: Path, address: str) -> str:
    """Return the sum of a file of a site."""
    return integrity((site / address).read_bytes())
