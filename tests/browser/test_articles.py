"""Articles as a reader finds them."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

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


def test_a_page_says_when_its_review_is_overdue(page: Page, site: str) -> None:
    """An old copy of a page says under its heading that it may be out of date, that for a wrong address too."""
    paths = ("types/front-nosebleed/", "no/such/page/")
    for path in paths:
        page.goto(f"{site}{path}")
        expect(page.locator(".review-due")).to_be_hidden()
    page.clock.set_fixed_time("2099-01-01")
    for path in paths:
        page.goto(f"{site}{path}")
        expect(page.locator("main h1 + .review-due")).to_contain_text("This page may be out of date.")
        expect(page.locator("main h1 + .review-due")).to_be_visible()


@pytest.mark.parametrize("fragment", ["#100%", "#%E0%A4%A", "#50%-off"])
def test_an_address_that_is_wrongly_written_breaks_nothing(
    page: Page, site: str, complaints: list[str], fragment: str
) -> None:
    """A `%` in an address that stands for no letter is no error, by a load and inside the page."""
    for path in ("", "about/", "?q=100%"):
        page.goto(f"{site}{path}{fragment}")
        page.evaluate("(fragment) => { location.hash = `${fragment}%`; }", fragment)
        page.wait_for_timeout(500)
    assert complaints == []


def test_a_phone_shows_a_name_of_three_words_as_a_whole(page: Page, site: str) -> None:
    """Beside the buttons of the header, a phone still has room for the whole name of a site, in two lines."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}types/front-nosebleed/")
    name = page.locator(".md-header__topic > .md-ellipsis").first
    name.evaluate("(element) => { element.textContent = 'Every Nosebleed Guide' }")
    room, needed = name.evaluate("(e) => [[e.clientWidth, e.clientHeight], [e.scrollWidth, e.scrollHeight]]")
    assert room == needed


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


HIDDEN = """
() => {
  const { top, width } = document.activeElement.getBoundingClientRect();
  const header = document.querySelector(".md-header");
  const isBelow = width && document.activeElement !== document.body && !header.contains(document.activeElement);
  return isBelow && top < header.getBoundingClientRect().bottom ? document.activeElement.outerHTML : null;
}
"""
"""Gives what has the focus, where the header stands over it."""


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 700), (320, 256)])
def test_the_header_hides_no_focus(page: Page, site: str, width: int, height: int) -> None:
    """Whoever goes back through a page by keyboard sees what has the focus below the header, also at 400 %."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}types/front-nosebleed/")
    page.locator(".article-foot__report a").focus()
    while page.evaluate("document.activeElement.matches('.md-content *')"):
        assert page.evaluate(HIDDEN) is None
        page.keyboard.press("Shift+Tab")


def test_a_mark_leads_to_its_note(page: Page, site: str, complaints: list[str]) -> None:
    """A press on the number behind a paragraph opens the list of sources at the entry with that number."""
    page.goto(f"{site}types/front-nosebleed/")
    mark = page.locator("article .cite a").first
    box = mark.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    mark.click()
    expect(page.locator(f"#note-{mark.text_content()}")).to_be_in_viewport()
    assert complaints == []


def test_all_marks_can_be_hidden(page: Page, site: str) -> None:
    """The switch at the foot hides all marks on this page and shows them again; paper and the next page have them."""
    page.goto(f"{site}types/front-nosebleed/")
    mark, switch = page.locator("article .cite a").first, page.locator(".article-foot__marks")
    expect(switch).to_have_text("Hide the numbers of sources")
    switch.click()
    expect(mark).to_be_hidden()
    expect(switch).to_have_text("Show the numbers of sources")
    page.emulate_media(media="print")
    expect(mark).to_be_visible()
    page.emulate_media(media="screen")
    page.locator(".all-signs__more a").click()
    expect(page.locator("article .cite a").first).to_be_visible()
    page.go_back()
    expect(page.locator(".article-foot__marks")).to_have_text("Hide the numbers of sources")


def test_marks_and_the_gravest_signs_need_no_script(chromium: Browser, site: str) -> None:
    """Without scripts the marks and the line of the gravest signs are shown, and the switch is not."""
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}types/front-nosebleed/")
        expect(page.locator("article .cite a").first).to_be_visible()
        expect(page.locator(".all-signs")).to_contain_text("Call 911 now")
        expect(page.locator(".article-foot__marks")).to_be_hidden()
