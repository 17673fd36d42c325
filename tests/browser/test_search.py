"""Search, in the words that readers use."""

import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

SEARCHES: dict[str, str | list[str]] = tomllib.loads(
    (Path(__file__).parent / "searches.toml").read_text(encoding="utf-8")
)["searches"]


@pytest.fixture(scope="module")
def search(chromium: Browser, site: str):
    """A page with the search open; one for all searches, because reading the index takes a while."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site)
    page.get_by_role("textbox", name="Search").focus()
    yield page
    context.close()


def _found(page: Page, words: str) -> list[str]:
    """Return the pages of the first three results, as paths of the site."""
    box = page.get_by_role("textbox", name="Search")
    links = page.locator(".md-search-result__item > .md-search-result__link, .md-search-result__item > a")
    _enter(box, "")
    expect(links).to_have_count(0)
    _enter(box, words)
    expect(links.first).to_be_visible()
    return [re.sub(r"[?#].*", "", link.get_attribute("href") or "") for link in links.all()[:3]]


def _enter(box: Locator, words: str) -> None:
    box.fill(words)
    box.press("End")  # the theme searches when a key comes up


def test_there_are_enough_searches():
    """The table holds at least 60 searches, and every page that it names is a different question's answer."""
    assert len(SEARCHES) >= 60


@pytest.mark.parametrize("words", SEARCHES)
def test_search_finds_lay_words(search: Page, words: str) -> None:
    """What a reader types finds the page that answers it among the first three results."""
    wanted = SEARCHES[words]
    found = _found(search, words)
    assert any(
        address.endswith(page) for address in found for page in ([wanted] if isinstance(wanted, str) else wanted)
    ), found
