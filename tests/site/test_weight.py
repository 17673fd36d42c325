"""What a page weighs: budgets in bytes. Times are measured in the bench."""

import re
import statistics
from functools import cache
from pathlib import Path

import brotli
import pytest

HTML = {
    "index.html": 25_000,
    "body/calf/index.html": 40_000,
    "check/index.html": 110_000,
}
"""The most bytes of a page as it is built."""

SENT = {
    "check/index.html": 25_000,
    "checker/*/quiz.json": 65_000,
    "assets/stylesheets/*.css": 32_000,
    "search/search_index.json": 100_000,
}
"""The most bytes of a file as a good host sends it."""

ARTICLE = (
    "body/calf/index.html",
    "assets/stylesheets/*.css",
    "assets/javascripts/bundle.*.js",
    "assets/javascripts/workers/search.*.js",
    "assets/fonts/*-400-normal.*.woff2",
    "assets/fonts/*-700-normal.*.woff2",
    "search/search_index.json",
)
"""What an article loads beside modules."""

MODULE = re.compile(r'<script src="([^"]+\.mjs)"')
IMPORTED = re.compile(r'^import\s[^;"]*"(\.[^"]+)";', re.MULTILINE)


def modules(page: Path) -> set[Path]:
    """Return the modules that a page loads by itself, and those that they import."""
    found = set[Path]()
    left = {(page.parent / path).resolve() for path in MODULE.findall(page.read_text(encoding="utf-8"))}
    while left:
        found |= left
        texts = {file: file.read_text(encoding="utf-8") for file in left}
        left = {(file.parent / path).resolve() for file in left for path in IMPORTED.findall(texts[file])} - found
    return found


@cache
def sent(file: Path) -> int:
    """Return the bytes of a file as Brotli leaves them."""
    data = file.read_bytes()
    return min(len(data), len(brotli.compress(data, quality=11)))


@pytest.mark.parametrize("path", HTML)
def test_html_is_within_its_budget(site_dir: Path, path: str) -> None:
    """A page has no more bytes than a slow phone reads at once."""
    assert (site_dir / path).stat().st_size <= HTML[path]


def test_articles_are_light(site_dir: Path) -> None:
    """Half of all pages have at most 40 kB, and none has more than 200 kB."""
    sizes = {path.parent.name: path.stat().st_size for path in site_dir.rglob("index.html")}
    assert len(sizes) > 60
    assert statistics.median(sizes.values()) <= 40_000
    assert max(sizes.values()) <= 200_000, max(sizes, key=lambda name: sizes[name])


@pytest.mark.parametrize("pattern", SENT)
def test_what_is_sent_is_within_its_budget(site_dir: Path, pattern: str) -> None:
    """The check page with what its scripts take, the style sheet and the search have few bytes as they are sent."""
    [file] = site_dir.glob(pattern)
    assert sent(file) <= SENT[pattern]


def test_an_article_with_the_search_is_light(site_dir: Path) -> None:
    """All that a first visit to an article sends, its modules and the search too, is within 220 kB."""
    files = [file for pattern in ARTICLE for file in site_dir.glob(pattern)]
    assert len(ARTICLE) == len(files)
    loaded = modules(site_dir / "body" / "calf" / "index.html")
    assert {"offline.mjs", "runtime-cache.mjs"} <= {file.name for file in loaded}
    assert sum(map(sent, {*files, *loaded})) <= 220_000


def test_an_article_names_no_file_of_the_checker(site_dir: Path) -> None:
    """No article makes a browser load the checker's Python."""
    page = (site_dir / "body" / "calf" / "index.html").read_text(encoding="utf-8")
    assert "runtime/" not in page
    assert "/checker/" not in page.replace("components/checker/", "")
