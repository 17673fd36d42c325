import json
import re
from pathlib import Path

import pytest

from support import EDITORIAL, FRAGMENTS, SAMPLE_DOCS
from symptom_site.components.offline import offline
from symptom_site.runtime.release import Release, integrity

NAMES = offline.AppManifest(name='Aches & "pains"', short_name="Aches", description="About aches.")
WHEEL = "checker/8b7a6f5e4d3c2b1a/symptom_checker-1-py3-none-any.whl"
RELEASE = Release(
    runtime="runtime/1a2b3c4d5e6f7a8b/", wheel=WHEEL, scripts="assets/app/1a2b3c4d5e6f/", size=0, sums={}, whole={}
)
KEPT = [
    "404.html",
    "assets/app/1a2b3c4d5e6f/mount.mjs",
    "assets/fonts/face.1a2b3c4d5e6f.woff2",
    "assets/icons/icon-192.png",
    "assets/stylesheets/main.57a0d79d.min.css",
    "body/hand and arm/index.html",
    WHEEL,
    "check/index.html",
    "index.html",
    "search/search_index.json",
    "sitemap.xml",
]
LEFT_OUT = [
    "_headers",
    "assets/javascripts/bundle.a5f9d56c.min.js.map",
    "assets/javascripts/lunr/min/lunr.fr.min.js",
    "runtime/1a2b3c4d5e6f7a8b/pyodide.asm.wasm",
    "sitemap.xml.gz",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small."""
    for path in KEPT + LEFT_OUT:
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def npm(tmp_path: Path) -> Path:
    """A folder of npm packages, with the names and places of the real ones."""
    for name in offline.WORKBOX_MODULES:
        build = tmp_path / "npm" / name / "build"
        build.mkdir(parents=True)
        (build / f"{name}.prod.js").write_text(f"// {name}", encoding="utf-8")
        (build.parent / "package.json").write_text('{"version": "7.4.1"}', encoding="utf-8")
    return tmp_path / "npm"


def listed(script: str) -> list[offline.Entry]:
    """Read the list out of a `sw.js`."""
    (about,) = re.findall(r"^const SITE = (\{.*?\});$", script, re.DOTALL | re.MULTILINE)
    entries: list[offline.Entry] = json.loads(about)["entries"]
    return entries


def test_list(site: Path) -> None:
    """The list holds pages by their folder's address, and all the rest but the runtime and what no page uses."""
    assert [
        "./",
        "./404.html",
        "./assets/app/1a2b3c4d5e6f/mount.mjs",
        "./assets/fonts/face.1a2b3c4d5e6f.woff2",
        "./assets/icons/icon-192.png",
        "./assets/stylesheets/main.57a0d79d.min.css",
        "./body/hand%20and%20arm/",
        "./check/",
        f"./{WHEEL}",
        "./search/search_index.json",
        "./sitemap.xml",
    ] == [entry["url"] for entry in offline.entries(site)]


def test_the_page_for_the_worst_moment_is_kept_first(site):
    """A reader who loses the connection early has that page before any other."""
    (site / "now").mkdir()
    (site / "now" / "index.html").write_text("", encoding="utf-8")
    urls = [entry["url"] for entry in offline.entries(site, "now/")]
    assert ["./now/", *sorted(urls[1:])] == urls


def test_revisions(site: Path) -> None:
    """Only addresses without a hash have a revision, made from their bytes."""
    before = {entry["url"]: entry["revision"] for entry in offline.entries(site)}
    assert before["./assets/app/1a2b3c4d5e6f/mount.mjs"] is None
    assert before["./assets/stylesheets/main.57a0d79d.min.css"] is None
    assert before[f"./{WHEEL}"] is None
    (site / "check/index.html").write_text("changed", encoding="utf-8")
    after = {entry["url"]: entry["revision"] for entry in offline.entries(site)}
    assert {"./check/"} == {url for url in before if before[url] != after[url]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/app/1a2b3c4d5e6f/mount.mjs", True),
        ("assets/javascripts/bundle.a5f9d56c.min.js", True),
        ("checker/8b7a6f5e4d3c2b1a/a.whl", True),
        ("news/20261122/index.html", False),
        ("effaced0/index.html", True),
        ("defaced/accede/index.html", False),
        ("assets/icons/icon-192.png", False),
        ("index.html", False),
    ],
)
def test_is_hashed(path: str, expected: bool) -> None:
    """A part of letters a to f and digits, eight or more, is a hash; a date or a word is none."""
    assert expected == offline.is_hashed(path)


def test_only_what_was_built_is_kept(site: Path) -> None:
    """Every file on the list has the sum of its bytes, but for one that a host may write as it serves it."""
    listed = {entry["url"]: entry for entry in offline.entries(site)}
    sums = {url: entry["integrity"] for url, entry in listed.items() if "integrity" in entry}
    assert listed.keys() - sums.keys() == {"./sitemap.xml"}
    assert sums["./check/"] == integrity((site / "check/index.html").read_bytes())
    assert sums[f"./{WHEEL}"] == integrity(WHEEL.encode())


def test_same_site_same_worker(site: Path, npm: Path) -> None:
    """The same files give the same `sw.js`, also over an earlier one: no reader is offered an empty update."""
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    first = (site / "sw.js").read_bytes()
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    assert first == (site / "sw.js").read_bytes()


def test_worker(site: Path, npm: Path) -> None:
    """`sw.js` imports Workbox by relative address in the order of need, names the runtime and ends in our code."""
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    script = (site / "sw.js").read_text(encoding="utf-8")
    imported = re.findall(r'"(assets/workbox-7\.4\.1/.*?)"', script)
    assert [f"assets/workbox-7.4.1/{name}.prod.js" for name in offline.WORKBOX_MODULES] == imported
    assert all((site / path).is_file() for path in imported)
    assert "runtime/1a2b3c4d5e6f7a8b/" in script
    assert script.endswith(offline.WORKER.read_text(encoding="utf-8"))
    assert not any("workbox" in str(entry["url"]) or "sw.js" in str(entry["url"]) for entry in listed(script))


def test_names_that_need_escaping(site: Path, npm: Path) -> None:
    """A file's name cannot break out of the list."""
    (site / 'a"],<b>.png').write_text("", encoding="utf-8")
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    script = (site / "sw.js").read_text(encoding="utf-8")
    assert "./a%22%5D%2C%3Cb%3E.png" in [entry["url"] for entry in listed(script)]


def test_manifest(site: Path, npm: Path) -> None:
    """The manifest works under any sub-path and has the site's names; its pictures are there."""
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    manifest = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert [manifest[key] for key in ("id", "start_url", "scope")] == ["./", "./", "./"]
    assert "./manifest.webmanifest" in [entry["url"] for entry in offline.entries(site)]
    assert [manifest[key] for key in ("name", "short_name", "description")] == [
        'Aches & "pains"',
        "Aches",
        "About aches.",
    ]
    for icon in manifest["icons"]:
        assert (SAMPLE_DOCS / icon["src"]).is_file()


def test_shortcuts_lead_to_pages_that_are_there(site: Path, npm: Path) -> None:
    """An installed site offers the checker and the page on getting help, each only where the site has it."""
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    before = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))["shortcuts"]
    (site / "get-help").mkdir()
    (site / "get-help" / "index.html").write_text("", encoding="utf-8")
    offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
    after = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))["shortcuts"]
    assert ["./check/"] == [shortcut["url"] for shortcut in before]
    assert ["./check/", "./get-help/"] == [shortcut["url"] for shortcut in after]


def test_missing_package(site: Path, npm: Path) -> None:
    """A missing npm package is named, with the fix."""
    (npm / "workbox-routing/package.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"workbox-routing in it; run `make setup`"):
        offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)


def test_mixed_versions(site: Path, npm: Path) -> None:
    """Modules of different versions are refused: they would not work together."""
    (npm / "workbox-routing/package.json").write_text('{"version": "7.4.0"}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"one version.*workbox-routing.*7\.4\.0"):
        offline.write(site, npm, RELEASE, NAMES, EDITORIAL, FRAGMENTS)
