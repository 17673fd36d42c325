"""Search, whatever is typed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from symptom_site import preview

pytestmark = pytest.mark.browser

FIRST = "get-help/"
FOLDED = ("childs", "child's", "child’s", "Child‘S", "chílds", "CHILDS")
"""One search, as keyboards and phones write it."""
ORDERS = (
    "nose~99",
    "nose^9 cold",
    "+blood -nose",
    "title:nose",
    "text:blood",
    "*bleed",
    "nos*e",
    '"blood thinner"',
    "warfarin\\",
)
"""Searches with what the theme takes for orders."""
RESULTS = ".md-search-result__item > .md-search-result__link, .md-search-result__item > a"
STORAGE_BLOCKED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("", "SecurityError"); } });
"""


@pytest.fixture(scope="module")
def search(chromium: Browser, site: str) -> Iterator[Page]:
    """A page with the search open; one for all searches, because reading the index takes a while."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site)
    page.get_by_role("textbox", name="Search").focus()
    yield page
    context.close()


def found(page: Page, words: str) -> list[str]:
    """Return the pages of the first three results, as paths of the site."""
    box = page.get_by_role("textbox", name="Search")
    box.fill("")
    page.locator(RESULTS).first.wait_for(state="detached")
    box.fill(words)
    return _shown(page)[:3]


def _shown(page: Page) -> list[str]:
    """Wait for results, and return the page of each, as a path of the site."""
    links = page.locator(RESULTS)
    links.first.wait_for()
    return [re.sub(r"[?#].*", "", address) for address in links.evaluate_all("links => links.map(({ href }) => href)")]


@pytest.mark.parametrize("words", FOLDED)
def test_apostrophes_accents_and_case_are_one(search: Page, words: str) -> None:
    """The same pages are found however a word is written, by the one who searches and in the text."""
    assert found(search, words) == found(search, FOLDED[0])


@pytest.mark.parametrize("words", ORDERS)
def test_words_are_no_orders(search: Page, words: str) -> None:
    """Signs between words change nothing: what is found is what the words alone find."""
    assert found(search, words) == found(search, re.sub(r"\W+", " ", words).strip())


def test_link_with_orders_is_answered(page: Page, site: str) -> None:
    """A link that asks for everything at 99 letters' distance, or for thousands of words, is answered all the same."""
    for query in ("nose~99", "+".join(f"{a}{b}" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst")):
        page.goto(f"{site}?q={query}")
        assert _shown(page)


def test_enter_opens_the_help_page_itself(page: Page, site: str) -> None:
    """The Enter key opens the page of help from its top, not the section that holds the word."""
    page.goto(site)
    page.get_by_role("textbox", name="Search").fill("choking")
    assert _shown(page)[0].endswith(FIRST)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{FIRST}")


def test_text_without_a_key_is_searched(page: Page, site: str) -> None:
    """Text that is pasted or dictated, so that no key comes up, is searched as it comes."""
    page.goto(site)
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.insert_text("blood thinner")
    assert any(address.endswith("types/on-blood-thinners/") for address in _shown(page)[:3])


@pytest.mark.parametrize("fault", ["index", "worker", "storage"])
def test_search_that_cannot_start_leads_on(page: Page, site: str, fault: str) -> None:
    """Without its index, its worker or the browser's storage the search says so, and leads to help and home."""
    if fault == "storage":
        page.add_init_script(STORAGE_BLOCKED)
    else:
        name = "search_index.json" if fault == "index" else "/search.mjs"
        page.route(f"**{name}", lambda route: route.fulfill(status=404))
    page.goto(f"{site}types/front-nosebleed/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("choking")
    expect(page.locator(".md-search-result__meta")).to_contain_text("Search is not available yet")
    links = page.locator(".search-else a:visible")
    expect(links).to_have_text(["When to get help", "Home, which leads to all pages"])
    links.first.click()
    page.wait_for_url(f"{site}{FIRST}")


def test_nothing_found_leads_on(search: Page) -> None:
    """Where nothing is found, the panel leads to help; above results it does not stand in the way."""
    search.get_by_role("textbox", name="Search").fill("xyzzy")
    expect(search.locator(".md-search-result__meta")).to_contain_text("No matching documents")
    expect(search.locator(".search-else")).to_be_visible()
    found(search, "blood thinner")
    expect(search.locator(".search-else")).to_be_hidden()


def test_closed_search_is_one_stop(page: Page, site: str) -> None:
    """The Tab key passes what the closed search would say: none of its links is a stop."""
    page.goto(site)
    expect(page.locator(".search-else")).to_be_hidden()
    page.get_by_role("textbox", name="Search").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.matches('.search-else *')")


def test_another_topic_names_its_own_page(page: Page, small_topic: str, small_site: Path) -> None:
    """On a site about another topic, the page that names a search comes first for it, and for no other search."""
    own = {"hiccups": "/types/hiccups/", "nosebleeds": "/get-help/"}[small_topic]
    with preview.serve(small_site) as address:
        page.goto(address)
        page.get_by_role("textbox", name="Search").focus()
        assert found(page, "I’m chóking")[0].endswith(own)
        assert not found(page, "sources")[0].endswith(own)
