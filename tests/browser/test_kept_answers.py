"""What becomes of the answers when the page is loaded again: gone and told, or kept where the reader wants it."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.test_offline import (
    ELSEWHERE,
    NEWER,
    ask_at_once,
    expect_offline_ready,
    publish_again,
    visit_until_ready,
)
from browser.walk import answer, answer_all, begin_again, box, open_quiz, question, result, wait_until_ready
from symptom_site import preview

pytestmark = pytest.mark.browser


def keep(page: Page) -> Locator:
    """Return the box that lets the tab keep the answers."""
    return page.get_by_role("checkbox", name="Keep my answers in this tab")


def stored(page: Page) -> str:
    """Return all that the page has stored in this tab."""
    return str(page.evaluate("() => JSON.stringify({ ...sessionStorage })"))


def gone(page: Page) -> Locator:
    """Return the sentence that says that answers are gone."""
    return page.get_by_text("your earlier answers are gone")


@pytest.mark.unsaved
def test_nothing_is_stored_before_the_reader_wants_it(page: Page, site: str) -> None:
    """By default a whole visit to a result stores no answer, and a new load says that the answers are gone."""
    open_quiz(page, site)
    expect(gone(page)).to_be_hidden()
    expect(keep(page)).not_to_be_checked()
    answer_all(page)
    assert "answers" not in stored(page)
    page.reload()
    wait_until_ready(page)
    assert question(page) == "danger"
    expect(gone(page)).to_be_visible()
    answer(page, "none")
    expect(gone(page)).to_be_hidden()


@pytest.mark.unsaved
def test_answers_that_are_gone_leave_no_dead_back(page: Page, site: str) -> None:
    """After a new load at a later question one Back passes all steps that are gone."""
    page.goto(f"{site}about/")
    open_quiz(page, site)
    answer_all(page, until="injury")
    page.reload()
    wait_until_ready(page)
    page.go_back()
    page.wait_for_timeout(2_000)
    assert page.url == f"{site}check/"
    page.go_back()
    expect(page).to_have_url(f"{site}about/")


@pytest.mark.unsaved
def test_kept_answers_outlive_a_load_until_start_again(page: Page, site: str) -> None:
    """Once ticked, a new load leads on where the reader was, to a result; Back works; Start again wipes them."""
    open_quiz(page, site)
    keep(page).check()
    answer_all(page, until="injury")
    assert "danger" in stored(page)
    page.reload()
    wait_until_ready(page)
    assert question(page) == "injury"
    expect(gone(page)).to_be_hidden()
    expect(keep(page)).to_be_checked()
    page.go_back()
    expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "who")
    expect(box(page, "me")).to_be_checked()
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    page.reload()
    expect(result(page)).to_have_attribute("data-level", "self-care", timeout=60_000)
    begin_again(page, site)
    assert "danger" not in stored(page)
    page.reload()
    wait_until_ready(page)
    assert question(page) == "danger"
    expect(box(page, "none")).not_to_be_checked()
    expect(keep(page)).not_to_be_checked()


@pytest.mark.unsaved
@pytest.mark.parametrize("is_kept", [False, True], ids=["not kept", "kept"])
def test_a_result_is_not_lost_in_silence_by_an_article(page: Page, site: str, is_kept: bool) -> None:
    """After a full load of an article, Back leads to the kept result, or says that the answers are gone."""
    open_quiz(page, site)
    keep(page).set_checked(is_kept)
    answer_all(page, signs="pale")
    expect(result(page)).to_have_attribute("data-level", "urgent")
    page.evaluate("() => { window.isWhole = true }")
    page.goto(f"{site}types/front-nosebleed/")
    page.go_back()
    if is_kept:
        expect(result(page)).to_have_attribute("data-level", "urgent", timeout=60_000)
        expect(gone(page)).to_be_hidden()
    else:
        expect(gone(page)).to_be_visible(timeout=60_000)
        assert question(page) == "danger"
    assert not page.evaluate("window.isWhole")


@pytest.mark.unsaved
def test_answers_are_not_kept_any_more_when_the_tick_is_taken_back(page: Page, site: str) -> None:
    """Without its tick, nothing of the answers stays in the tab."""
    open_quiz(page, site)
    keep(page).check()
    answer(page, "none")
    assert "danger" in stored(page)
    keep(page).uncheck()
    assert "danger" not in stored(page)


@pytest.mark.unsaved
def test_answers_to_another_release_are_not_used(page: Page, site: str) -> None:
    """What a tab kept of another release is dropped, and the reader is told that the answers are gone."""
    open_quiz(page, site)
    keep(page).check()
    answer(page, "none")
    page.evaluate("""() => {
      const [[key, text]] = Object.entries(sessionStorage).filter(([, value]) => value.includes("identity"));
      sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), identity: "older" }));
    }""")
    page.reload()
    wait_until_ready(page)
    assert question(page) == "danger"
    expect(gone(page)).to_be_visible()
    assert "danger" not in stored(page)


def test_a_quiz_that_nobody_began_takes_up_an_update_by_itself(own_site: Path, context: BrowserContext) -> None:
    """When another tab updates the site, a quiz without an answer loads the newer version; one with a tick stays."""
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        one, other, begun = context.new_page(), context.new_page(), context.new_page()
        visit_until_ready(one, f"{address}types/front-nosebleed/")
        for quiz in (other, begun):
            open_quiz(quiz, address)
        box(begun, "none").check()
        for quiz in (other, begun):
            quiz.evaluate("() => { window.isMarked = true }")
        publish_again(own_site, "types/front-nosebleed", "</h1>", " anew</h1>")
        one.reload()
        one.get_by_role("button", name="Update now").click(timeout=60_000)
        other.wait_for_function("() => !window.isMarked")
        wait_until_ready(other)
        expect(other.get_by_text(ELSEWHERE)).to_have_count(0)
        expect(begun.get_by_text(ELSEWHERE)).to_be_visible()
        expect(box(begun, "none")).to_be_checked()


def test_an_update_says_what_becomes_of_the_answers(own_site: Path, page: Page) -> None:
    """The offer of a newer version in the middle of the quiz says that it wipes the answers, or that it keeps them."""
    ask_at_once(own_site)
    with preview.serve(own_site) as address:
        open_quiz(page, address)
        expect_offline_ready(page)
        publish_again(own_site, "types/front-nosebleed", "</h1>", " anew</h1>")
        open_quiz(page, address)
        bar = page.get_by_text(NEWER)
        expect(bar).to_be_visible(timeout=60_000)
        expect(bar).not_to_contain_text("answers")
        answer(page, "none")
        expect(bar).to_contain_text("That wipes your answers")
        keep(page).check()
        expect(bar).to_contain_text("Your answers stay")
        page.get_by_role("button", name="Update now").click()
        expect(bar).to_have_count(0, timeout=30_000)
        wait_until_ready(page)
        assert question(page) == "who"
