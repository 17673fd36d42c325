"""Search, whatever is typed."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.test_dead_start import release
from browser.walk import follow
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
SLIPS = ("blood tihnner", "blod thinner", "bloood thinner", "bkood thinner", "blood thinber", "blood thinnr")
RESULTS = ".md-search-result__item > .md-search-result__link, .md-search-result__item > a"
ASK = """
async (searches) => {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  const root = new URL(`${base}/`, location.href);
  const index = await (await fetch(new URL("search/search_index.json", root))).json();
  const worker = new Worker(new URL(search, location.href));
  const ask = (type, data) => new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data.data);
    worker.postMessage({ type, data });
  });
  await ask(0, { ...index, options: { suggest: false } });
  const found = [];
  for (const search of searches) {
    const { items } = await ask(2, search);
    found.push(items.slice(0, 3).map(([{ location }]) => `/${location.split("#")[0]}`));
  }
  worker.terminate();
  return found;
}
"""
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


def found_for_each(page: Page, searches: Sequence[str]) -> list[list[str]]:
    """Ask the search's worker itself, without the panel: the pages of the first three results of each search."""
    return page.evaluate(ASK, list(searches))


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


def test_search_is_fetched_when_it_is_opened(page: Page, site: str) -> None:
    """A page asks for the words of the search and its worker when the search is opened, and not before."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site, wait_until="networkidle")
    parts = ("/search_index.json", "/search.mjs", "/workers/")
    assert [url for url in asked if any(part in url for part in parts)] == []
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    assert [part for part in parts if not any(part in url for url in asked)] == []


def test_search_is_fetched_after_a_click_inside_the_site(page: Page, site: str) -> None:
    """The search that is opened on a later page, in another folder than the first, is there too."""
    page.goto(f"{site}about/")
    follow(page, page.locator("article a[href*='glossary/']").first)
    page.get_by_role("textbox", name="Search").fill("blood thinner")
    assert any(address.endswith("types/on-blood-thinners/") for address in _shown(page)[:3])


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desk", "phone"])
def test_text_typed_before_the_scripts_come_is_searched(page: Page, site: str, size: tuple[int, int]) -> None:
    """What is typed while the scripts are on their way is searched when they are there, and needs no further key."""
    held: list[Route] = []
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.context.route("**/*.{js,mjs}", lambda route: held.append(route))
    page.goto(site, wait_until="commit")
    if size[0] < 960:
        page.locator('label.md-header__button[for="__search"]').click()
    page.locator(".md-search__input").click()
    page.keyboard.type("blood thinner")
    release(page, held)
    assert any(address.endswith("types/on-blood-thinners/") for address in _shown(page)[:3])


@pytest.mark.parametrize("fault", ["index", "worker", "storage"])
def test_search_that_cannot_start_leads_on(page: Page, site: str, fault: str) -> None:
    """Without its index, its worker or storage the search says so, and leads to help, each part and home."""
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
    expect(links).to_have_text(
        ["When to get help", "Check your symptoms", "Nosebleeds", "About", "Home, which leads to all pages"]
    )
    links.first.click()
    page.wait_for_url(f"{site}{FIRST}")


def test_nothing_found_leads_on(search: Page) -> None:
    """Where nothing is found, the panel leads to help; above results it does not stand in the way."""
    search.get_by_role("textbox", name="Search").fill("xyzzy")
    expect(search.locator(".md-search-result__meta")).to_contain_text("No matching documents")
    expect(search.locator(".search-else")).to_be_visible()
    found(search, "blood thinner")
    expect(search.locator(".search-else")).to_be_hidden()


@pytest.mark.parametrize("slip", SLIPS)
def test_slip_of_the_finger_finds_the_same(search: Page, slip: str) -> None:
    """A word with a letter too many, missing, wrong or moved finds what the right word finds, and that is told."""
    wanted = found(search, "blood thinner")
    assert found(search, slip) == wanted
    expect(search.locator(".search-taken [role=status]")).to_have_text("Showing results for blood thinner.")


def test_way_back_searches_as_typed(search: Page) -> None:
    """The way back searches for what was typed, in quotation marks, which anyone may type."""
    found(search, "wafarin")
    search.get_by_role("button", name="Search for wafarin instead").click()
    expect(search.get_by_role("textbox", name="Search")).to_have_value('"wafarin"')
    expect(search.locator(".md-search-result__meta")).to_contain_text("No matching documents")
    expect(search.locator(".search-taken")).to_be_hidden()


@pytest.mark.parametrize("words", ["blood thinner", "bloo", "of", "7", ""])
def test_known_words_are_taken_as_they_are(search: Page, words: str) -> None:
    """Nothing is told of words that pages have, in whole or in part, of little words, numbers, and an empty box."""
    found(search, "wafarin")
    search.get_by_role("textbox", name="Search").fill(words)
    expect(search.locator(".search-taken")).to_be_hidden()


def test_word_of_danger_with_a_slip_leads_to_help(search: Page) -> None:
    """A search that names a page finds it first with a slip of the finger too."""
    assert found(search, "chokng")[0].endswith(FIRST)


def test_closed_search_is_one_stop(page: Page, site: str) -> None:
    """The Tab key leads from the field out of the search: nothing in the closed panel is a stop."""
    page.goto(site)
    expect(page.locator(".search-else")).to_be_hidden()
    page.get_by_role("textbox", name="Search").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert not page.evaluate("Boolean(document.activeElement.closest('.md-search'))")


def test_another_topic_names_its_own_page(page: Page, small_topic: str, small_site: Path) -> None:
    """On a site about another topic, the page that names a search comes first for it, and for no other search."""
    own = {"hiccups": "/types/hiccups/", "nosebleeds": "/get-help/"}[small_topic]
    with preview.serve(small_site) as address:
        page.goto(address)
        page.get_by_role("textbox", name="Search").focus()
        assert found(page, "I’m chóking")[0].endswith(own)
        assert not found(page, "sources")[0].endswith(own)
