import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Serve, shared_tab
from browser.test_quiz import LEVELS
from browser.walk import answer, answer_all, begin_again, every_page, follow, go_on, leave, open_quiz, question, result
from support import sample

pytestmark = pytest.mark.browser

QUESTIONS = {item.id for item in sample().questions}


def each_question(page: Page) -> None:
    """Stand before every question that there is."""
    asked = set(answer_all(page))
    page.get_by_role("button", name="Answer one more question").click()
    asked.add(str(question(page)))
    answer(page, "dry")
    for answers in ({"about": "thinner"}, {"kind": "unsure"}):
        leave(page, page.get_by_role("button", name="Start again").click)
        asked |= set(answer_all(page, **answers))
    leave(page, page.get_by_role("button", name="Start again").click)
    answer(page, "unsure")
    for sign in page.locator("[data-stage] [data-sign]").all():
        sign.locator("input[value=unsure]").check()
    go_on(page)
    asked |= set(answer_all(page))
    assert asked == QUESTIONS


def each_sign(page: Page) -> None:
    """Answer a list with not sure, and its signs with nothing."""
    answer(page, "unsure")
    nothing_chosen(page)
    leave(page, page.go_back)


def nothing_chosen(page: Page) -> None:
    """Press Continue with nothing chosen."""
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-stage] [data-errors]")).to_be_visible()


def second_look(page: Page) -> None:
    """Answer up to the second look."""
    answer_all(page, looks=False)
    expect(page.locator("[data-stage] [data-check]")).to_be_visible()


def handed_over(page: Page) -> None:
    """Give an answer for which the checker hands over."""
    answer_all(page, who="unsure")
    expect(result(page)).not_to_have_attribute("data-level", re.compile("."))


def level(name: str) -> Callable[[Page], None]:
    """Return what leads to a result of this level."""

    def go(page: Page) -> None:
        answer_all(page, **LEVELS[name])
        expect(result(page)).to_have_attribute("data-level", name)

    return go


def starting(page: Page, address: str) -> None:
    """Press Continue before the scripts come."""
    page.context.route("**/*.mjs", lambda _: None)
    page.goto(address, wait_until="commit")
    page.locator('#quiz label[for="q-danger-heavy"]').click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#checker-starting")).to_be_visible()


def waiting(page: Page, address: str) -> None:
    """Answer more than the build foresaw before the checker's Python comes."""
    page.context.route("**/*.wasm", lambda _: None)
    page.goto(address)
    answer_all(page, until="injury")
    answer(page, "knock", "lump")
    expect(page.get_by_role("heading", name="One moment")).to_be_visible()


def failed(page: Page, address: str) -> None:
    """Let the checker's Python not come."""
    page.context.route("**/*.wasm", lambda route: route.fulfill(status=503))
    page.goto(address)
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name="All questions as a plain list")).to_be_visible()


def plain(page: Page, address: str) -> None:
    """Go to the plain list."""
    page.goto(f"{address}#all-questions")
    expect(page.locator("#all-questions")).to_be_visible()


def paper(page: Page, address: str) -> None:
    """Go to the form for a pen, and print it."""
    page.goto(f"{address}paper/")
    page.emulate_media(media="print")
    expect(page.locator("main h1")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "each question": each_question,
    "each sign": each_sign,
    "nothing chosen": nothing_chosen,
    "second look": second_look,
    "handed over": handed_over,
    **{name: level(name) for name in LEVELS},
}
"""What the quiz may look like while the checker runs → how to get there from the first question."""

WITHOUT = (starting, waiting, failed, plain, paper)
"""What the page may look like where the checker is not there."""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab in which the checker runs, and what it complains of."""
    with shared_tab(chromium) as (page, said):
        open_quiz(page, site)
        yield page, said


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
def test_no_violation_in_any_state_of_the_quiz(
    started: tuple[Page, list[str]], site: str, reach: Callable[[Page], None]
) -> None:
    """Each question, each sort of result and all between them keep the policy."""
    page, said = started
    begin_again(page, site)
    reach(page)
    assert said == []


@pytest.mark.parametrize("reach", WITHOUT, ids=lambda reach: reach.__name__)
def test_no_violation_where_the_checker_is_not_there(
    page: Page, site: str, complaints: list[str], reach: Callable[[Page, str], None]
) -> None:
    """The check page keeps the policy while the checker starts, is late or fails, and so do its list and its form."""
    reach(page, f"{site}check/")
    assert [text for text in complaints if text.startswith("Policy")] == []


@pytest.mark.parametrize("path", ["", "check/", "check/paper/", "get-help/"])
def test_the_policy_comes_with_the_page_and_stands_in_it(site: str, page: Page, path: str) -> None:
    """The server sends the policy that stands in the page, and adds only what no page can say of itself."""
    response = page.goto(f"{site}{path}")
    assert response
    sent = response.headers["content-security-policy"].split("; ")
    stands = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert stands
    assert set(stands.rstrip(";").split("; ")) <= set(sent)
    assert "frame-ancestors 'none'" in sent


def test_no_violation_on_any_page(serve: Serve, site_dir: Path, page: Page, complaints: list[str]) -> None:
    """No page violates the policy or complains of anything, and nothing comes from another address."""
    addresses: set[str] = set()
    page.on("request", lambda request: addresses.add(urljoin(request.url, "/")))
    with serve("/project/") as address:
        for path in every_page(page, address, site_dir):
            assert complaints == [], path
    assert addresses == {urljoin(address, "/")}


def test_no_violation_on_the_page_for_what_is_not_found(site: str, page: Page, complaints: list[str]) -> None:
    """The page for unknown addresses keeps the policy, at any depth."""
    page.goto(f"{site}no/such/page/", wait_until="load")
    expect(page.locator("main h1").first).to_be_visible()
    assert [said for said in complaints if "404" not in said] == []


def test_no_violation_by_click_and_search(site: str, page: Page, complaints: list[str]) -> None:
    """In-site clicks from page to page at other depths, and search, keep the policy."""
    page.goto(site)
    page.evaluate("() => { window.isMarked = true }")
    follow(page, page.locator("article a[href*='get-help/']").first)
    expect(page).to_have_url(re.compile("get-help/"))
    follow(page, page.locator(".md-header__button.md-logo").first)
    expect(page).to_have_url(site)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("warfarin", delay=20)
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile("types/on-blood-thinners/"))
    assert page.evaluate("() => window.isMarked") is True
    assert complaints == []
