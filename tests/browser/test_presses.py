"""A press that comes too soon after a step is not taken.

The pages' clock stands still and is moved by hand, so that a slow machine presses as soon as a fast one.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.walk import CALM, begin_again, box, open_quiz, question

pytestmark = pytest.mark.browser

EARLY = 6
"""How many questions of a calm walk lead on to another one, at least."""

SETTLED = 600
"""Milliseconds after which a step takes presses."""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Page]:
    """A phone with a touch screen, without a service worker, in which the checker runs."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, service_workers="block")
    page = context.new_page()
    page.clock.install()
    open_quiz(page, site)
    yield page
    context.close()


@pytest.fixture
def quiz(started: Page, site: str) -> Page:
    """Its tab before the first question, which takes presses; from now on its clock stands still."""
    started.clock.resume()
    begin_again(started, site)
    started.clock.pause_at(started.evaluate("Date.now()") / 1000 + 1)  # in seconds
    expect_settled(started)
    return started


def expect_settled(page: Page) -> None:
    """Let the time pass after which a step takes presses, and fail unless it does."""
    page.clock.run_for(SETTLED)
    expect(page.locator("body[data-settling]")).to_have_count(0)


def middle_of(page: Page, name: str) -> tuple[float, float]:
    """Return the middle of a button, on the screen."""
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def expect_next(page: Page, after: str) -> None:
    """Wait for the question after one, and fail unless nothing of it is chosen or complained of."""
    page.wait_for_function(
        "(after) => document.querySelector('[data-stage] form').dataset.question !== after", arg=after
    )
    assert page.locator("[data-stage] input:checked").count() == 0, f"after '{after}'"
    assert page.locator("[data-errors]").count() == 0, f"after '{after}'"


@pytest.mark.parametrize("gap", [0, 120, 300])
@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_a_double_press_does_not_answer_the_next_question(quiz: Page, by: str, gap: int) -> None:
    """Continue pressed twice leads on by one question, of which nothing is chosen.

    Without a gap the second press may come before the next question, else it comes that long after.
    """
    press: Callable[[float, float], None] = quiz.mouse.click if by == "mouse" else quiz.touchscreen.tap
    seen = []
    for _ in range(EARLY):
        asked = question(quiz)
        assert asked
        seen.append(asked)
        box(quiz, CALM.get(asked, "none")).check()
        place = middle_of(quiz, "Continue")
        press(*place)
        if gap:
            expect_next(quiz, asked)
            quiz.clock.run_for(gap)
        press(*place)
        expect_next(quiz, asked)
        expect_settled(quiz)
        expect_next(quiz, asked)
    assert len(set(seen)) == EARLY


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_that_is_held_down_leads_on_by_one_question(quiz: Page, key: str) -> None:
    """Enter or Space held on Continue is one press."""
    box(quiz, "none").check()
    quiz.get_by_role("button", name="Continue").focus()
    for _ in range(30):
        quiz.keyboard.down(key)
    quiz.keyboard.up(key)
    expect_next(quiz, "danger")
    expect_settled(quiz)
    expect_next(quiz, "danger")
    assert question(quiz) == "who"


def test_presses_are_taken_again_soon(quiz: Page) -> None:
    """Half a second after a step its answers can be chosen, and a moment after it they cannot."""
    box(quiz, "none").check()
    quiz.mouse.click(*middle_of(quiz, "Continue"))
    expect_next(quiz, "danger")
    place = quiz.locator('[data-stage] label[for="q-who-me"]').bounding_box()
    assert place
    quiz.clock.run_for(300)
    quiz.mouse.click(place["x"] + 60, place["y"] + 20)
    assert not box(quiz, "me").is_checked()
    quiz.clock.run_for(200)
    quiz.mouse.click(place["x"] + 60, place["y"] + 20)
    assert box(quiz, "me").is_checked()
