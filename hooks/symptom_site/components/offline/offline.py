"""What the site needs to work offline and install: the service worker with its list, Workbox, the manifest."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from symptom_site.components.templates import Fragments
from symptom_site.editorial import Editorial
from symptom_site.runtime.release import Release, integrity

# In the order in which each needs the ones before.
WORKBOX_MODULES = ("workbox-core", "workbox-routing", "workbox-strategies", "workbox-precaching")

WORKER = Path(__file__).with_name("service-worker.js")
"""The code of the service worker."""

LEFT_OUT = re.compile(
    r"""
      runtime/.*                    # 12 MB: kept apart, once the checker was opened
    | assets/workbox-.*             # the browser keeps what a service worker imports with it
    | assets/javascripts/lunr/.*    # search in other languages
    | sw\.js | _headers | robots\.txt | CNAME | \.nojekyll
    | .*\.(map|gz|br)
    """,
    re.VERBOSE,
)
"""Files of a site, by path from its root, that are not kept for offline use."""

# Both kinds of sign, so that neither a word nor a date passes for a hash.
_HASHED = re.compile(r"(^|[/.])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}[/.]")

# A host may write these as it serves them.
_UNFIXED = re.compile(r"sitemap\.xml")

type Entry = dict[str, str | None]


def is_hashed(path: str) -> bool:
    """Tell whether an address changes with its bytes, so that a copy with this address is always right."""
    return _HASHED.search(path) is not None


def entries(site_dir: Path, first: str = "") -> list[Entry]:
    """List what is kept for offline use: the page to keep first, then the others sorted by address.

    A page is listed by its folder's address, as links have it: some hosts redirect `index.html`. Hashed files have
    no revision, or the browser would fetch again what the page has just loaded. By their `integrity` nothing is kept
    but what was built: no login page of a network, no page of the next release.
    """
    found: dict[str, Entry] = {}
    for file in site_dir.rglob("*"):
        path = file.relative_to(site_dir).as_posix()
        if not file.is_file() or LEFT_OUT.fullmatch(path):
            continue
        url = "./" + quote(path)
        if file.name == "index.html":
            url = url.removesuffix("index.html")
        data = file.read_bytes()
        revision = None if is_hashed(path) else hashlib.sha256(data).hexdigest()[:16]
        fixed = {} if _UNFIXED.fullmatch(path) else {"integrity": integrity(data)}
        found[url] = {"url": url, "revision": revision, **fixed}
    return [found[url] for url in sorted(found, key=lambda url: (url != f"./{first}", url))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppManifest:
    """What an installed site is called."""

    name: str
    short_name: str
    """A dozen letters or so, to stand under its icon."""
    description: str
    language: str = "en-US"


def write(
    site_dir: Path, workbox_dir: Path, release: Release, names: AppManifest, editorial: Editorial, fragments: Fragments
) -> None:
    """Add the manifest, Workbox and `sw.js` to a site that is otherwise finished, the policy's hashes too.

    `workbox_dir` is the folder of npm packages that holds `workbox-core` and the others.
    """
    words, pages = fragments.words.app, editorial.pages
    offered = ((words.shortcut_check, pages.check), (words.shortcut_help, pages.help))
    folders = [(label, page.removesuffix("index.md").removesuffix(".md")) for label, page in offered]
    shortcuts = [(label, folder) for label, folder in folders if (site_dir / folder / "index.html").is_file()]
    manifest = fragments.render(
        "offline/manifest.webmanifest", names=names, shortcuts=shortcuts, app=editorial.app, colors=editorial.colors
    )
    (site_dir / "manifest.webmanifest").write_text(manifest, encoding="utf-8", newline="\n")
    scripts = _copy_workbox(site_dir, workbox_dir)
    first = pages.now.removesuffix("index.md").removesuffix(".md") + "/"
    kept = entries(site_dir, first.replace("//", "/"))
    (site_dir / "sw.js").write_text(_worker(scripts, kept, release.runtime), encoding="utf-8", newline="\n")


def _worker(scripts: list[str], kept: list[Entry], runtime: str) -> str:
    """Return the service worker: what it knows of the site, an entry a line, and below it the code."""
    entries = ",\n".join(f"  {json.dumps(entry, sort_keys=True)}" for entry in kept)
    about = f'{{"runtime": {json.dumps(runtime)}, "scripts": {json.dumps(scripts)}, "entries": [\n{entries}\n]}}'
    return f"'use strict';\nconst SITE = {about};\n\n{WORKER.read_text(encoding='utf-8')}"


def _copy_workbox(site_dir: Path, workbox_dir: Path) -> list[str]:
    """Copy Workbox's ready-made modules under an address with their version, and give the addresses in order."""
    missing = [name for name in WORKBOX_MODULES if not (workbox_dir / name / "package.json").is_file()]
    if missing:
        raise FileNotFoundError(f"{workbox_dir}: no {', '.join(missing)} in it; run `make setup`")
    versions = {
        name: json.loads((workbox_dir / name / "package.json").read_text())["version"] for name in WORKBOX_MODULES
    }
    if len(set(versions.values())) > 1:
        raise ValueError(f"package.json: the Workbox modules must have one version, found {versions}")
    folder = f"assets/workbox-{versions['workbox-core']}"
    (site_dir / folder).mkdir(parents=True, exist_ok=True)
    scripts = [f"{folder}/{name}.prod.js" for name in WORKBOX_MODULES]
    for name, script in zip(WORKBOX_MODULES, scripts, strict=True):
        shutil.copyfile(workbox_dir / name / "build" / f"{name}.prod.js", site_dir / script)
    return scripts
