"""Articles as a reader finds them."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations_in_both_schemes

pytestmark = pytest.mark.browser


def test_an_article_opens_by_its_address(page: Page, site: str, complaints: list[str]) -> None:
    """An article read by direct load has its heading, its cards in words, its sources and its dates."""
    page.goto(f"{site}types/front-nosebleed/")
    article = page.locator("article")
    expect(article.get_by_role("heading", level=1)).to_contain_text("front of the nose")
    expect(article.get_by_role("heading", name=re.compile("^Emergency: "))).to_be_visible()
    expect(article.get_by_text(re.compile(r"^Sources"))).to_be_visible()
    expect(article.get_by_text("not checked by a clinician")).to_be_visible()
    expect(article.get_by_text(re.compile(r"2026"))).not_to_have_count(0)
    assert complaints == []


def test_an_article_opens_by_a_click(page: Page, site: str, complaints: list[str]) -> None:
    """A click inside the site changes the page without a load and puts the focus on its heading."""
    page.goto(site)
    page.evaluate("() => { window.isMarked = true }")
    page.locator("article a[href*='childrens-nosebleeds']").first.click()
    expect(page.locator("article h1")).to_contain_text("Nosebleeds in children")
    assert page.evaluate("() => window.isMarked") is True
    expect(page.locator("article h1")).to_be_focused()
    assert complaints == []


@pytest.mark.parametrize(
    "path",
    [
        *("", "types/front-nosebleed/", "get-help/", "check/paper/", "about/privacy/"),
        *("about/sources/", "about/how-the-checker-decides/", "about/how-safe-is-it/"),
    ],
)
def test_axe_finds_nothing_on_articles(page: Page, site: str, path: str) -> None:
    """Home, an article, the cards, the form, the rules, the figures and the sources have nothing that axe can find."""
    page.goto(f"{site}{path}")
    assert violations_in_both_schemes(page) == []
