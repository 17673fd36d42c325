"""The page for the worst moment: one small file that needs nothing else, and that every page leads to."""

import gzip
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

MOST = 14_000
"""The most bytes of the page as it is sent: what a server sends before it waits for an answer."""
WIDTHS = (320, 360, 768, 1280)


@pytest.fixture(scope="module")
def file(site_dir: Path) -> Path:
    """The page as it is built."""
    return site_dir / "now" / "index.html"


def test_it_is_small(file: Path):
    """Compressed as hosts do it, the page with its style fits into the first packets of a connection."""
    assert len(gzip.compress(file.read_bytes(), 6)) <= MOST


def test_it_loads_nothing_else(page: Page, site: str, complaints: list[str]):
    """A browser asks for this one file: no script, font, picture or style beside it, and the policy blocks nothing."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(f"{site}now/", wait_until="networkidle")
    assert [f"{site}now/"] == seen
    assert 0 == page.locator("script:not([type='application/ld+json'])").count()  # data, which nothing runs
    assert "rgb(163, 21, 21)" == page.locator(".call").evaluate("(call) => getComputedStyle(call).backgroundColor")
    assert [] == complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_screen(page: Page, site: str, scheme: str):
    """On a small phone and on a wide screen nothing is wider than the screen, and the call comes within the first one."""
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(f"{site}now/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(".call").bounding_box()
        assert box
        assert box["y"] + box["height"] < 240


def test_it_works_from_a_file_without_a_script(chromium: Browser, file: Path):
    """Opened from a folder, with scripts off, it has its words, its style and numbers to call."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert "Until help comes" in page.locator("main").inner_text()
    assert {"tel:911", "tel:988", "tel:+18002221222"} == {
        link.get_attribute("href") for link in page.locator("a[href^='tel:']").all()
    }
    assert "700" == page.locator(".call").evaluate("(call) => getComputedStyle(call).fontWeight")
    context.close()


def test_it_prints_as_one_card(page: Page, site: str):
    """On paper it is one side."""
    page.goto(f"{site}now/")
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 == len(re.findall(rb"/Type\s*/Page\b", paper))


def test_every_page_leads_to_it(site_dir: Path):
    """The header of every other page has the link, and so has each result of the checker."""
    pages = [path for path in sorted(site_dir.rglob("*.html")) if path.parent.name != "now"]
    assert 60 < len(pages)
    lacking = [path for path in pages if 'class="now-link" href="' not in path.read_text(encoding="utf-8")]
    assert [] == lacking
    [later] = site_dir.glob("checker/*/quiz.json")
    result = json.loads(later.read_text(encoding="utf-8"))["pieces"]["result"]
    assert re.search(r'class="quiz-result__now" href="\.\./now/"', result)


def test_a_click_opens_it_whole(page: Page, site: str):
    """From another page a click loads it as a page of its own, with its own style."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}get-help/", wait_until="load")
    page.wait_for_timeout(1000)  # for the theme to know which clicks stay within the site
    page.locator(".now-link").click()
    page.wait_for_url("**/now/")
    assert 0 == page.locator(".md-header").count()
    assert page.locator(".call").is_visible()


def test_it_is_kept_first(site_dir: Path):
    """The service worker fetches it before any other file."""
    listed = (site_dir / "sw.js").read_text(encoding="utf-8").partition('"entries": [')[2]
    assert "./now/" == re.findall(r'"url": "([^"]+)"', listed)[0]
