"""A device on which the checker takes its tab with it: the starts that never end are counted, and nothing else."""

from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from browser.conftest import new_profile
from browser.walk import answer, answer_all, open_quiz, question, result, wait_until_ready

pytestmark = pytest.mark.browser

CRASHED = "The last times, it stopped while it was starting."


def counted(page: Page) -> object:
    """Return all that the site has stored in the browser."""
    return page.evaluate("() => ({ ...localStorage })")


def test_the_form_on_paper_comes_first_after_two_starts_that_never_ended(chromium: Browser, site: str) -> None:
    """A tab that goes while the checker starts is noted; the third time nothing starts, until the reader wants it."""
    context = new_profile(chromium)
    try:
        context.route("**/*.wasm", lambda _: None)
        for times in (1, 2):
            page = context.new_page()
            page.goto(f"{site}check/", wait_until="commit")
            page.wait_for_function("(n) => localStorage.getItem('checker-starts') === String(n)", arg=times)
            with page.expect_event("crash"), suppress(Error):
                page.goto("chrome://crash")
            page.close()
        context.unroute_all(behavior="ignoreErrors")
        page = context.new_page()
        page.goto(f"{site}check/")
        expect(page.get_by_text(CRASHED)).to_be_visible()
        expect(page.locator("#all-questions")).to_be_visible()
        expect(page.get_by_role("link", name="Open the form on paper")).to_have_attribute("href", "paper/")
        page.get_by_role("button", name="Try again").click()
        wait_until_ready(page)
        answer(page, "none")
        assert question(page) == "who"
        assert counted(page) == {}
    finally:
        context.close()


def test_a_page_that_is_left_while_it_starts_is_no_crash(chromium: Browser, site: str) -> None:
    """Who goes to another page before the checker is ready finds it starting the next time, however often."""
    context = new_profile(chromium)
    try:
        context.route("**/*.wasm", lambda _: None)
        page = context.new_page()
        for _ in range(3):
            page.goto(f"{site}check/", wait_until="commit")
            page.wait_for_function("() => localStorage.getItem('checker-starts') === '1'")
            page.goto("about:blank")
        context.unroute_all(behavior="ignoreErrors")
        open_quiz(page, site)
        wait_until_ready(page)
        assert counted(page) == {}
    finally:
        context.close()


def unlabelled(route: Route) -> None:
    """Answer as a host does that does not know this kind of file."""
    response = route.fetch()
    route.fulfill(response=response, headers=response.headers | {"content-type": "application/octet-stream"})


def test_who_waits_finds_the_way_to_the_plain_list(chromium: Browser, site: str) -> None:
    """After the answers that need no engine, the page that waits for it leads to every question, and goes on itself.

    It comes to its result also where the host does not know what kind of file a .wasm is.
    """
    context = new_profile(chromium)
    held: list[Route] = []
    try:
        context.route("**/*.wasm", unlabelled)
        context.route("**/*.wasm", lambda route: held.append(route), times=1)
        page = context.new_page()
        page.goto(f"{site}check/")
        for member in ("none", "me", "none", "none"):
            if page.get_by_role("heading", name="One moment").count():
                break
            answer(page, member)
        expect(page.get_by_role("heading", name="One moment")).to_be_visible()
        page.locator("#quiz").get_by_role("link", name="use the plain list").click()
        expect(page.locator("#all-questions h2").first).to_be_focused()
        expect(page.locator("#all-questions")).to_be_visible()
        unlabelled(held.pop())
        expect(page.locator("[data-stage] form")).to_be_visible(timeout=60_000)
        expect(page.locator("#all-questions")).to_be_visible()
        answer_all(page)
        expect(result(page)).to_have_attribute("data-level", "self-care")
    finally:
        context.close()


def test_the_checker_starts_before_the_theme_has_come(page: Page, site: str) -> None:
    """What takes longest waits for no other script: Python is fetched while the theme's script is on its way."""
    page.context.route("**/assets/javascripts/*.js", lambda _: None)
    with page.expect_request("**/*.wasm"):
        page.goto(f"{site}check/", wait_until="commit")
