"""A press that comes too soon after a step is not taken."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.walk import CALM, box, go_on, open_quiz, question

pytestmark = pytest.mark.browser

SOON = 0.345
"""Seconds: a press that comes later is not a double press."""

TRIES = 12
"""How often a walk is begun anew on a machine that is too slow for two presses."""

EARLY = 6
"""How many questions of a calm walk lead on to another one, at least."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone with a touch screen, without a service worker."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, service_workers="block")
    yield context
    context.close()


def settled(page: Page, after: str = "") -> None:
    """Wait until another question than `after` stands there and presses are taken again."""
    page.wait_for_function(
        """(after) => document.querySelector("[data-stage] form").dataset.question !== after
            && !("settling" in document.body.dataset)""",
        arg=after,
    )


def is_walked_with_double_presses(page: Page, by: str, gap: int) -> bool:
    """Walk with two presses on each Continue; False when the machine was too slow to press twice so soon.

    The page itself tells when the presses came: a busy machine hands a touch on late.
    """
    press = page.mouse.click if by == "mouse" else page.touchscreen.tap
    page.evaluate("""() => {
        window.presses = [];
        document.addEventListener("click", () => window.presses.push(performance.now()), true);
    }""")
    for _ in range(EARLY):
        asked = question(page)
        assert asked
        settled(page)
        box(page, CALM.get(asked, "none")).check()
        button = page.get_by_role("button", name="Continue")
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        assert place
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        press(x, y)
        start = time.monotonic()
        page.wait_for_timeout(gap)
        press(x, y)
        if time.monotonic() - start > SOON:
            return False
        settled(page, asked)
        first, last = page.evaluate("window.presses.slice(-2)")
        if last - first > SOON * 1000:
            return False
        assert page.locator("[data-stage] input:checked").count() == 0, f"after '{asked}'"
        assert page.locator("[data-errors]").count() == 0, f"after '{asked}'"
    return True


@pytest.mark.parametrize("gap", [120, 200, 300])
@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_a_double_press_does_not_answer_the_next_question(page: Page, site: str, by: str, gap: int) -> None:
    """Continue pressed twice leads on by one question, of which nothing is chosen."""
    for _ in range(TRIES):
        page.goto("about:blank")
        open_quiz(page, site)
        if is_walked_with_double_presses(page, by, gap):
            return
    pytest.fail(f"this machine cannot press twice within {SOON} s")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_that_is_held_down_leads_on_by_one_question(page: Page, site: str, key: str) -> None:
    """Enter or Space held on Continue is one press."""
    open_quiz(page, site)
    box(page, "none").check()
    page.get_by_role("button", name="Continue").focus()
    for _ in range(30):
        page.keyboard.down(key)
    page.keyboard.up(key)
    page.wait_for_timeout(500)
    assert question(page) == "who"
    assert page.locator("[data-stage] input:checked").count() == 0
    assert page.locator("[data-errors]").count() == 0


def test_presses_are_taken_again_soon(page: Page, site: str) -> None:
    """Half a second after a step its answers can be chosen."""
    open_quiz(page, site)
    box(page, "none").check()
    go_on(page)
    page.wait_for_timeout(600)
    place = page.locator('[data-stage] label[for="q-who-me"]').bounding_box()
    assert place
    page.mouse.click(place["x"] + 60, place["y"] + 20)
    assert box(page, "me").is_checked()
