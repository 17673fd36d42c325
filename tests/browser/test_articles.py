"""Articles and search as a reader finds them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations

pytestmark = pytest.mark.browser

LAY_WORDS = {
    "charley horse": "body/calf/",
    "eye twitch": "types/twitch/",
    "hiccups": "types/jerk/",
    "sleep starts": "types/jerk/",
    "leg cramps at night": "body/calf/",
    "writer's cramp": "body/hand-and-arm/",
    "energy drinks": "causes/stimulants/",
    "overactive bladder": "body/bladder/",
    "dehydration": "causes/dehydration-and-minerals/",
    "rubbing a cramp": "self-care/massage/",
    "when to see a doctor": "get-help/",
    "neck twisted": "types/dystonia/",
}
"""Words that a reader types → the article that answers them."""


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


@pytest.mark.parametrize("words", LAY_WORDS)
def test_search_finds_lay_words(page: Page, site: str, words: str) -> None:
    """What a reader types finds the article that answers it among the first three results."""
    page.goto(site)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type(words, delay=10)
    links = page.locator(".md-search-result__item > .md-search-result__link, .md-search-result__item > a")
    expect(links.first).to_be_visible()
    page.wait_for_timeout(300)
    found = [re.sub(r"[?#].*", "", link.get_attribute("href") or "") for link in links.all()[:3]]
    assert any(address.endswith(LAY_WORDS[words]) for address in found), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "types/", "body/calf/", "get-help/", "about/sources/", "about/how-the-checker-decides/"]
)
def test_axe_finds_nothing_on_articles(page: Page, site: str, path: str, scheme: str) -> None:
    """Home, an overview, an article, the care cards and the sources have no violation that axe can find."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}{path}")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["", "body/calf/", "types/", "causes/", "get-help/", "about/how-the-checker-decides/"])
def test_articles_do_not_scroll_sideways(page: Page, site: str, path: str) -> None:
    """At 320 px no page is wider than the screen."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}{path}")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth") is True


def test_nothing_but_the_site_is_asked(page: Page, site: str, site_dir: Path) -> None:
    """No page of the site loads anything from another address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(site_dir.rglob("index.html")):
        page.goto(site + path.relative_to(site_dir).as_posix().removesuffix("index.html"))
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
