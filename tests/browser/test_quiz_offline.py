"""The quiz with the network gone."""

import pytest
from playwright.sync_api import Page, Route, expect

from browser.conftest import Serve
from browser.test_offline import expect_offline_ready, is_controlled, visit_until_ready
from browser.walk import answer_all, open_quiz, result

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("prefix", ["/", "/project/"])
def test_the_quiz_leads_to_a_result_offline(serve: Serve, page: Page, complaints: list[str], prefix: str) -> None:
    """After the check page was opened once, the quiz works to its result with the server gone."""
    with serve(prefix) as address:
        open_quiz(page, address)
        expect_offline_ready(page)
    open_quiz(page, address)
    assert is_controlled(page)
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    assert complaints == []


def test_before_that_the_check_page_shows_the_signs_and_the_plain_list(serve: Serve, page: Page) -> None:
    """Offline and never opened before, the check page says so and shows the emergency signs and every question."""
    with serve() as address:
        visit_until_ready(page, address)
    page.goto(f"{address}check/")
    assert is_controlled(page)
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Passed out, faint, very weak or dizzy").first).to_be_visible()
    expect(page.get_by_text("The nose is crooked or out of shape").first).to_be_visible()


def test_nothing_is_kept_for_offline_use_before_the_checker_answers(serve: Serve, page: Page) -> None:
    """While the checker loads, the service worker and its list wait; they come after its first answer."""
    seen: list[str] = []
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    with serve(seen=seen) as address:
        page.goto(f"{address}check/", wait_until="load")
        expect(page.locator("section.quiz")).to_have_attribute("data-state", "loading")
        page.wait_for_timeout(1_000)
        assert [path for path in seen if path.endswith(("sw.js", ".webmanifest"))] == []
        assert page.evaluate("async () => await caches.keys()") == []
        held.pop().continue_()
        expect_offline_ready(page)
    assert "/sw.js" in seen
