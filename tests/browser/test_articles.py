"""Articles and search as a reader finds them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations

pytestmark = pytest.mark.browser


def test_an_article_opens_by_its_address(page: Page, site: str, complaints: list[str]) -> None:
    """An article read by direct load has its heading, its cards in words, its sources and its dates."""
    page.goto(f"{site}body/calf/")
    article = page.locator("article")
    expect(article.get_by_role("heading", level=1)).to_contain_text("Calf")
    expect(article.get_by_role("heading", name=re.compile("^Emergency: "))).to_be_visible()
    expect(article.get_by_text(re.compile(r"^Sources"))).to_be_visible()
    expect(article.get_by_text("not checked by a clinician")).to_be_visible()
    expect(article.get_by_text(re.compile(r"2026"))).not_to_have_count(0)
    assert complaints == []


def test_an_article_opens_by_a_click(page: Page, site: str, complaints: list[str]) -> None:
    """A click inside the site changes the page without a load and puts the focus on its heading."""
    page.goto(f"{site}types/")
    page.evaluate("() => { window.isMarked = true }")
    page.locator("article a[href*='twitch']").first.click()
    expect(page.locator("article h1")).to_contain_text(re.compile("twitch", re.IGNORECASE))
    assert page.evaluate("() => window.isMarked") is True
    expect(page.locator("article h1")).to_be_focused()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        *("", "types/", "body/calf/", "get-help/", "check/paper/", "serious/clot-in-the-leg/", "about/questions/"),
        *("about/sources/", "about/how-the-checker-decides/", "about/how-safe-is-it/", "about/source-document/"),
    ],
)
def test_axe_finds_nothing_on_articles(page: Page, site: str, path: str, scheme: str) -> None:
    """Home, an overview, an article, the care cards and the sources have no violation that axe can find."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}{path}")
    assert violations(page) == []


def test_every_page_fits_the_narrowest_screen(page: Page, site: str, site_dir: Path) -> None:
    """At 320 px no page is wider than the screen, and axe finds nothing there that a wider screen would hide."""
    page.set_viewport_size({"width": 320, "height": 640})
    wrong = {}
    for file in sorted(site_dir.rglob("index.html")):
        path = file.parent.relative_to(site_dir).as_posix()
        page.goto(f"{site}{path}/")
        found = violations(page)
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            found.append("is wider than the screen")
        if found:
            wrong[path] = found
    assert wrong == {}


def test_nothing_but_the_site_is_asked(page: Page, site: str, site_dir: Path) -> None:
    """No page of the site loads anything from another address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(site_dir.rglob("index.html")):
        page.goto(site + path.relative_to(site_dir).as_posix().removesuffix("index.html"))
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
