"""The quiz in a real browser, on the site about the sample topic."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from browser.axe import violations, violations_in_both_schemes
from browser.conftest import Serve, new_profile, shared_tab
from browser.walk import (
    answer,
    answer_all,
    begin_again,
    box,
    go_on,
    leave,
    open_quiz,
    question,
    result,
    wait_until_ready,
)
from support import sample_tables

pytestmark = pytest.mark.browser

TABLES = sample_tables()
type Scheme = Literal["light", "dark"]

SCREEN: ViewportSize = {"width": 360, "height": 740}
PHONE: dict[str, Any] = {"viewport": SCREEN, "service_workers": "block"}
"""A phone's screen; without a service worker, which these tests would only wait for."""
WHO = TABLES.questions["who"].text
LEVELS: dict[str, dict[str, str]] = {
    "self-care": {},
    "routine": {"often": "weekly"},
    "urgent": {"signs": "pale"},
    "emergency": {"danger": "heavy"},
}
"""Level → the answers that differ from those of a simple nosebleed."""
HEADINGS = {level: row.heading for level, row in TABLES.levels.items()} | {
    "emergency": TABLES.routes["call-911"].heading
}
"""Level → the heading of its result."""


def text_of(finding: str) -> str:
    """The words of an option."""
    question, _, option = finding.partition(".")
    (words,) = [row.text for row in TABLES.questions[question].option if row.id == option]
    return words


PAINT_SIXTY = "async () => { for (let i = 0; i < 60; i++) await new Promise(requestAnimationFrame); }"
"""Lets sixty pictures be painted, so that what a page does a moment later shows."""


def of_interest(complaints: list[str]) -> list[str]:
    """The complaints of a page, without the one that the browser was told to make."""
    return [text for text in complaints if "Service Worker registration blocked" not in text]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile on a phone's screen."""
    context = new_profile(chromium, **PHONE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A fresh tab. What it complains of fails the test, unless the test took it from the list."""
    yield context.new_page()
    assert of_interest(complaints) == []


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab in which the checker runs, and what it complains of: one for many tests, because a start takes seconds."""
    with shared_tab(chromium, **PHONE) as (page, said):
        open_quiz(page, site)
        yield page, said


@pytest.fixture
def quiz(started: tuple[Page, list[str]], site: str) -> Iterator[Page]:
    """The shared tab, before the first question with no answer kept. What it complains of fails the test.

    A test may change what the tab looks like: its size, its colors, paper.
    """
    page, said = started
    begin_again(page, site)
    said.clear()
    yield page
    page.emulate_media(media="null", color_scheme="null")
    page.set_viewport_size(SCREEN)
    assert of_interest(said) == []


@pytest.fixture
def still_page(page: Page) -> Page:
    """A fresh tab to which the checker's Python never comes: for what the page does without it."""
    page.context.route("**/*.wasm", lambda _: None)
    return page


def focused(page: Page) -> str:
    """The text of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
    return text


@pytest.mark.parametrize("level", LEVELS)
def test_mouse_leads_to_each_level(quiz: Page, level: str) -> None:
    """A reader with a mouse gets one card with the words of the level, the reasons, and what the result is not."""
    heading = HEADINGS[level]
    answer_all(quiz, **LEVELS[level])
    expect(result(quiz)).to_have_attribute("data-level", level)
    expect(result(quiz).locator("[data-card] h2")).to_contain_text(heading)
    assert result(quiz).locator("[data-card]").count() == 1
    assert heading in focused(quiz)
    assert quiz.title().startswith("Your result - ")
    expect(result(quiz)).to_contain_text("not checked by a clinician")
    expect(result(quiz)).to_contain_text("This is information, not a diagnosis.")
    expect(result(quiz).get_by_role("heading", name="Why")).to_be_visible()


def test_keyboard_alone_leads_to_a_result(quiz: Page) -> None:
    """Tab, Space, the arrows and Enter are enough to get to a result."""
    lists = {name for name, row in TABLES.questions.items() if row.select == "many"}
    quiz.locator("#quiz [data-heading]").evaluate("heading => heading.focus()")
    for _ in range(20):
        asked = question(quiz)
        if asked is None:
            break
        quiz.keyboard.press("Tab")
        while asked in lists and quiz.evaluate("document.activeElement.value") != "none":
            quiz.keyboard.press("Tab")
        quiz.keyboard.press("Space")
        quiz.keyboard.press("Enter")
        quiz.wait_for_function("(asked) => document.querySelector('#quiz form')?.dataset.question !== asked", arg=asked)
        assert quiz.evaluate("document.activeElement.matches('[data-heading]')")
    while not quiz.evaluate("document.activeElement.matches('[data-act=checked]')"):
        quiz.keyboard.press("Tab")
    quiz.keyboard.press("Enter")
    expect(result(quiz)).to_have_attribute("data-level", "self-care")


def test_each_step_has_focus_title_and_address(quiz: Page, site: str) -> None:
    """At each step the focus is on the heading; title and address, which the history keeps, hold only a number."""
    answer(quiz, "none")
    assert focused(quiz) == WHO
    assert quiz.title().startswith("Question 2 of about ")
    assert quiz.url == f"{site}check/#step-2"


def test_nothing_chosen_is_said_at_the_top_and_beside_the_field(quiz: Page) -> None:
    """Continue without an answer gives a summary with the focus, a link to the field and the same words beside it."""
    quiz.get_by_role("button", name="Continue").click()
    words = "Choose what is true. If nothing fits, choose “None of these”."
    assert quiz.title().startswith("Error: ")
    assert focused(quiz).startswith("There is a problem")
    expect(quiz.locator("#q-danger-error")).to_have_text(words)
    quiz.locator("[data-errors] a").click()
    assert quiz.evaluate("document.activeElement.id") == "q-danger-breathing"
    answer(quiz, "none")
    assert not quiz.title().startswith("Error: ")
    quiz.get_by_role("button", name="Continue").click()
    expect(quiz.locator("[data-errors]")).to_contain_text("Choose one answer.")


def test_none_of_these_excludes_the_signs(quiz: Page) -> None:
    """Choosing "None of these" takes the signs back, and choosing a sign takes it back."""
    box(quiz, "heavy").check()
    box(quiz, "none").check()
    expect(box(quiz, "heavy")).not_to_be_checked()
    box(quiz, "faint").check()
    expect(box(quiz, "none")).not_to_be_checked()


def test_choosing_does_not_jump(quiz: Page) -> None:
    """A click on an answer alone leads nowhere."""
    answer(quiz, "none")
    steps = quiz.evaluate("history.length")
    box(quiz, "me").check()
    assert question(quiz) == "who"
    go_on(quiz)
    assert question(quiz) == "injury"
    expect(quiz.locator("[data-errors]")).to_have_count(0)
    assert quiz.evaluate("history.length") == steps + 1


def test_back_keeps_the_answers(quiz: Page) -> None:
    """The browser's Back and Forward lead through the questions, and what was answered is still chosen."""
    answer_all(quiz, until="about")
    quiz.go_back()
    expect(quiz.locator("[data-stage] form")).to_have_attribute("data-question", "injury")
    expect(box(quiz, "none")).to_be_checked()
    quiz.go_back()
    expect(box(quiz, "me")).to_be_checked()
    assert focused(quiz) == WHO
    quiz.go_forward()
    quiz.go_forward()
    expect(quiz.locator("[data-stage] form")).to_have_attribute("data-question", "about")
    quiz.go_back()
    quiz.go_back()
    expect(quiz.locator("[data-stage] form")).to_have_attribute("data-question", "who")
    go_on(quiz)
    assert question(quiz) == "injury"


def test_change_says_what_it_changes_and_returns_to_the_result(quiz: Page) -> None:
    """A Change link names its question, shows the old answer, and leads back to a result with the new one."""
    answer_all(quiz)
    quiz.get_by_role("heading", name="Your answers").click()
    quiz.get_by_role("link", name=f"Change your answer to: {TABLES.questions['often'].text}").click()
    assert question(quiz) == "often"
    expect(box(quiz, "rare")).to_be_checked()
    answer(quiz, "weekly")
    expect(result(quiz)).to_have_attribute("data-level", "routine")
    expect(result(quiz).locator("dl")).to_contain_text(text_of("often.weekly"))


@pytest.mark.parametrize(("scheme", "border"), [("light", "rgba(0, 0, 0, 0)"), ("dark", "rgb(156, 201, 255)")])
def test_the_button_to_go_on_has_a_border_in_the_dark_only(quiz: Page, scheme: Scheme, border: str) -> None:
    """On a dark page a light border sets the button off from the ground; on a light page its color does."""
    quiz.emulate_media(color_scheme=scheme)
    expect(quiz.get_by_role("button", name="Continue")).to_have_css("border-top-color", border)


def test_emergency_card_has_a_number_to_call(quiz: Page) -> None:
    """The card for 911 has a link that a phone dials, in words that can be told from what is behind them."""
    answer(quiz, "heavy")
    link = result(quiz).get_by_role("link", name="Call 911")
    expect(link).to_have_attribute("href", "tel:911")
    colors = link.evaluate("link => [getComputedStyle(link).color, getComputedStyle(link).backgroundColor]")
    assert colors == ["rgb(140, 15, 15)", "rgb(255, 255, 255)"]


def test_emergency_chosen_by_mistake_can_be_taken_back(quiz: Page) -> None:
    """An emergency stops the questions at once; "by mistake" returns to the question with the answers kept."""
    answer(quiz, "none")
    answer(quiz, "me")
    answer(quiz, "shape")
    expect(result(quiz)).to_have_attribute("data-level", "emergency")
    quiz.get_by_role("button", name="I chose this by mistake").click()
    assert question(quiz) == "injury"
    expect(box(quiz, "shape")).to_be_checked()
    answer(quiz, "none")
    assert question(quiz) == "about"


def test_emergency_after_going_back_stops_at_once(quiz: Page) -> None:
    """A sign of danger that is added later stops the questions, whatever was answered after it."""
    asked = answer_all(quiz, until="often")
    for _ in asked:
        quiz.go_back()
    expect(quiz.locator("[data-stage] form")).to_have_attribute("data-question", "danger")
    answer(quiz, "heavy")
    expect(result(quiz)).to_have_attribute("data-level", "emergency")


def test_not_sure_about_a_list_asks_each_sign(quiz: Page) -> None:
    """Not sure about a list opens yes, no or not sure for each sign, and "not sure" shows in the result."""
    answer_all(quiz, until="about")
    answer(quiz, "unsure")
    row = TABLES.questions["about"]
    signs = quiz.locator("[data-sign]")
    assert signs.count() == len(row.option)
    assert row.text in focused(quiz)
    quiz.get_by_role("button", name="Continue").click()
    assert quiz.locator("[data-errors] li").count() == len(row.option)
    words = f"Choose yes, no or not sure for: {row.option[0].text}"
    expect(quiz.locator("[data-errors] li").first).to_have_text(words)
    expect(signs.first.locator("legend")).to_contain_text(row.option[0].hint)
    for place in range(len(row.option)):
        signs.nth(place).get_by_label("Not sure" if place == 0 else "No", exact=True).check()
    go_on(quiz)
    answer_all(quiz)
    expect(result(quiz)).to_have_attribute("data-level", "urgent")
    unsure = result(quiz).locator('[data-part="unsure"]')
    expect(unsure).to_contain_text(row.option[0].text)
    expect(result(quiz).locator('[data-part="rules"]')).to_contain_text(f"You were not sure: {row.option[0].text}")
    expect(result(quiz).locator("dl")).to_contain_text(f"Not sure: {row.option[0].text}")


def test_back_from_each_sign_keeps_the_list_as_it_was(quiz: Page) -> None:
    """Back from the yes or no view finds "I'm not sure" and the signs still chosen; a new answer replaces both."""
    answer(quiz, "faint", "unsure")
    quiz.go_back()
    expect(box(quiz, "unsure")).to_be_checked()
    expect(box(quiz, "faint")).to_be_checked()
    box(quiz, "none").check()
    go_on(quiz)
    assert question(quiz) == "who"
    quiz.go_back()
    expect(box(quiz, "none")).to_be_checked()
    expect(box(quiz, "unsure")).not_to_be_checked()


def test_each_sign_answered_with_no_is_none(quiz: Page) -> None:
    """When each sign turns out to be a no, the answer is "None of these"."""
    answer(quiz, "unsure")
    for sign in quiz.locator("[data-sign]").all():
        sign.get_by_label("No", exact=True).check()
    go_on(quiz)
    answer_all(quiz)
    expect(result(quiz).locator("dl dd").first).to_have_text("None of these")


def test_words_fit_the_person(quiz: Page) -> None:
    """Who answers for a child reads "your child" from then on."""
    answer_all(quiz, until="about", who="child")
    words = TABLES.questions["about"].text_they.replace("{person}", "your child")
    expect(quiz.locator("[data-stage] [data-heading]")).to_have_text(words, use_inner_text=True)


def test_triggers_are_asked_after_the_result(quiz: Page) -> None:
    """The result offers the question on triggers; its answer returns to the result, which then names them."""
    answer_all(quiz)
    quiz.get_by_role("button", name="Answer one more question").click()
    assert question(quiz) == "triggers"
    answer(quiz, "dry")
    expect(result(quiz)).to_have_attribute("data-level", "self-care")
    expect(result(quiz).get_by_role("heading", name="Common triggers that fit")).to_be_visible()
    expect(result(quiz).get_by_role("button", name="Answer one more question")).to_have_count(0)


def test_copy_and_start_again(quiz: Page) -> None:
    """The result can be copied as text; "Start again" forgets every answer."""
    quiz.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer_all(quiz)
    quiz.get_by_role("button", name="Copy as text").click()
    expect(result(quiz).get_by_role("status")).to_contain_text("Copied.")
    text = quiz.evaluate("navigator.clipboard.readText()")
    assert HEADINGS["self-care"].upper() in text.upper()
    assert text_of("who.me") in text
    quiz.get_by_role("button", name="Start again").click()
    assert question(quiz) == "danger"
    assert quiz.locator("[data-stage] input:checked").count() == 0


def test_back_after_start_again_stays_in_the_quiz(page: Page, site: str) -> None:
    """Back after "Start again" leads past every step of the answers that are gone, and not out of the quiz."""
    open_quiz(page, site)
    answer_all(page)
    page.get_by_role("button", name="Start again").click()
    page.evaluate("history.back()")
    page.evaluate(PAINT_SIXTY)
    assert page.url == f"{site}check/"
    assert question(page) == "danger"


def test_a_place_stands_instead_of_the_words_of_the_level(quiz: Page) -> None:
    """On an urgent card the words of a place replace those of the level, not add to them."""
    answer_all(quiz, about="thinner")
    card = result(quiz).locator("[data-card]")
    expect(card).to_contain_text(TABLES.locations["prescriber"].text)
    expect(card.locator('[data-slot="text"]')).to_have_count(0)


def test_a_line_to_call_comes_first(quiz: Page) -> None:
    """On an urgent card the line to call stands first; an emergency keeps its own words first."""
    line = TABLES.contacts["poison-control"].text
    answer_all(quiz, about="thinner", dose="too_much")
    first = result(quiz).locator(".care-card__body > :first-child")
    expect(result(quiz)).to_have_attribute("data-level", "urgent")
    expect(first).to_contain_text(line)
    quiz.get_by_role("button", name="Start again").click()
    answer_all(quiz, about="thinner", dose="too_much", length="ten")
    expect(result(quiz)).to_have_attribute("data-level", "emergency")
    expect(first).to_have_attribute("data-slot", "text")
    expect(result(quiz).locator("[data-card]")).to_contain_text(line)


def test_only_what_decides_the_level_is_a_reason(quiz: Page) -> None:
    """An urgent result names no reason of a less urgent rule, on the page and in the copied text."""
    quiz.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer_all(quiz, often="weekly", signs="pale")
    expect(result(quiz)).to_have_attribute("data-level", "urgent")
    quiz.get_by_role("button", name="Copy as text").click()
    expect(result(quiz).get_by_role("status")).to_contain_text("Copied.")
    text = quiz.evaluate("navigator.clipboard.readText()")
    rules = TABLES.rules
    assert rules["pale"].because in text
    assert rules["weekly"].because not in text
    expect(result(quiz).locator('[data-slot="rules"]')).not_to_contain_text(rules["weekly"].because)


def test_a_result_says_when_to_get_help_sooner(quiz: Page) -> None:
    """Few signs that can still come stand before the fold, all others in it; what a person has does not stand there."""
    answer_all(quiz, about="pregnant")
    sooner = result(quiz).locator('[data-part="sooner"]')
    expect(sooner).to_contain_text(TABLES.topic.always)
    expect(sooner.get_by_text(text_of("signs.bruises"))).to_be_hidden()
    sooner.get_by_text("All signs that need help sooner").click()
    expect(sooner.get_by_text(text_of("danger.vomit"))).to_be_visible()
    expect(sooner.get_by_text(text_of("signs.bruises"))).to_be_visible()
    expect(sooner.get_by_text(text_of("about.clotting"))).to_have_count(0)


def test_an_emergency_shows_nothing_that_would_lower_it(quiz: Page) -> None:
    """An emergency result has no list of changes and no list of questions that were left out."""
    answer_all(quiz, kind="back")
    for part in ("sooner", "lower", "skipped"):
        expect(result(quiz).locator(f'[data-part="{part}"]')).to_have_count(0)


def test_a_result_says_what_it_rests_on_and_what_was_not_asked(quiz: Page) -> None:
    """One answer that decides is named with what would come without it, and each question left out has its reason."""
    answer_all(quiz, signs="pale")
    expect(result(quiz).locator('[data-part="lower"]')).to_contain_text(
        f"“{text_of('signs.pale')}”. Without it: {HEADINGS['self-care']}."
    )
    skipped = result(quiz).locator('[data-part="skipped"]')
    skipped.locator("summary").click()
    expect(skipped.locator('[data-slot="not_led_to"]')).to_contain_text(TABLES.questions["dose"].text)


def test_what_was_not_sure_says_what_a_yes_would_mean(quiz: Page) -> None:
    """A sign that was not sure stands in the result with what to do if it is true."""
    answer_all(quiz, until="injury")
    answer(quiz, "unsure")
    for sign in quiz.locator("[data-sign]").all():
        sign.get_by_label("No", exact=True).check()
    quiz.locator("[data-sign]").nth(1).get_by_label("Not sure", exact=True).check()
    go_on(quiz)
    answer_all(quiz)
    expect(result(quiz).locator('[data-part="unsure"]')).to_contain_text(
        f"If yes: {TABLES.levels['emergency'].heading}."
    )


def test_why_we_ask_names_the_answer_that_led_there(quiz: Page) -> None:
    """A follow-up says which answer brought it up and what its own can change, and where it stands."""
    answer_all(quiz, until="dose", about="thinner")
    quiz.locator("[data-stage] .quiz-why summary").click()
    why = quiz.locator("[data-stage] .quiz-why")
    expect(why).to_contain_text("We ask because of your answer: “")
    expect(why).to_contain_text("Your answer can change how soon to get help.")
    expect(quiz.locator("[data-progress]")).to_have_text("Question 5 of about 7")


def test_closed_search_is_no_stop_on_a_small_screen(still_page: Page, site: str) -> None:
    """On a phone the Tab key passes the closed search by; its button opens it, Escape closes it and returns there."""
    page = still_page
    page.goto(f"{site}check/")
    is_inside = "document.querySelector('.md-search').contains(document.activeElement)"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(is_inside) is False
    button = page.get_by_role("button", name="Search", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("textbox", name="Search").click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_reload_forgets_and_begins_quietly(page: Page, site: str) -> None:
    """After a reload in the middle the first question stands there, and the address names no step."""
    open_quiz(page, site)
    answer_all(page, until="about")
    page.reload()
    wait_until_ready(page)
    assert question(page) == "danger"
    assert page.url == f"{site}check/"
    assert page.evaluate("sessionStorage.length + document.cookie.length") == 0
    assert "danger" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_result_past_its_review_says_so(quiz: Page) -> None:
    """After the day on which the sources should have been checked again, a result says that it may be out of date."""
    answer(quiz, "heavy")
    expect(result(quiz)).not_to_contain_text("may be out of date")
    day = quiz.locator("#quiz").get_attribute("data-review-by")
    set_day = "(quiz, day) => { quiz.dataset.reviewBy = day }"
    quiz.locator("#quiz").evaluate(set_day, "2020-01-31")
    leave(quiz, quiz.get_by_role("button", name="I chose this by mistake").click)
    go_on(quiz)
    expect(result(quiz)).to_contain_text("This checker may be out of date.")
    quiz.locator("#quiz").evaluate(set_day, day)


def test_engine_of_another_version_is_not_believed(page: Page, site: str, complaints: list[str]) -> None:
    """When page and engine do not fit together the checker stops and shows the plain list, not half a result."""
    open_quiz(page, site)
    page.locator("#quiz").evaluate("quiz => { quiz.dataset.version = '1999.1.0' }")
    box(page, "none").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_focused()
    expect(page.get_by_role("heading", name="All questions as a plain list")).to_be_visible()
    complaints.clear()


def test_early_answers_are_kept_while_the_engine_is_held_back(page: Page, site: str) -> None:
    """With the engine held back until question 2 is answered, both answers are kept and the quiz goes on."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{site}check/")
    answer(page, "none")
    assert question(page) == "who"
    answer(page, "me")
    assert question(page) == "injury"
    answer(page, "knock", "lump")
    expect(page.get_by_role("heading", name="One moment: the checker is not ready yet")).to_be_focused()
    for route in held:
        route.continue_()
    page.wait_for_timeout(100)
    page.context.unroute_all(behavior="ignoreErrors")  # the checker asks for it once more, to keep it
    expect(page.locator("[data-stage] form[data-question='about']")).to_be_visible(timeout=30_000)


def test_handing_over_needs_no_engine(page: Page, site: str) -> None:
    """With the engine held back, an answer that hands over shows its page and no level; the engine changes nothing."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{site}check/")
    answer(page, "none")
    answer(page, "unsure")
    row = TABLES.hand_overs["who.unsure"]
    expect(page.get_by_role("heading", name=row.heading)).to_be_focused()
    expect(result(page).get_by_role("link", name="Read: Nosebleeds in children")).to_be_visible()
    for route in held:
        route.continue_()
    page.wait_for_timeout(100)
    page.context.unroute_all(behavior="ignoreErrors")  # the checker asks for it once more, to keep it
    expect(page.locator("section.quiz")).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.get_by_role("heading", name=row.heading)).to_be_visible()
    assert result(page).get_attribute("data-level") is None


def test_the_second_look_comes_once_before_a_calm_result(quiz: Page, site: str) -> None:
    """What was answered no is said in other words; Change leads to its question, and Continue to the result."""
    page = quiz
    answer_all(page, looks=False)
    look = page.locator("[data-stage] [data-check]")
    line = TABLES.questions["danger"].calm_line[0]
    expect(look).to_contain_text(line.text)
    expect(look.get_by_role("heading")).to_be_focused()
    look.get_by_role("link", name=f"Change your answer to: {TABLES.questions['danger'].text}").click()
    assert question(page) == "danger"
    page.go_back()
    expect(look).to_be_visible()
    page.keyboard.press("Tab")
    look.get_by_role("button", name="Continue").press("Enter")
    expect(result(page)).to_have_attribute("data-level", "self-care")
    page.go_back()
    expect(look).to_be_visible()
    page.go_forward()
    expect(result(page)).to_be_visible()
    begin_again(page, site)
    answer_all(page, about="thinner", looks=False)
    expect(look).to_have_count(0)


def test_early_questions_go_on_when_the_engine_comes(page: Page, site: str) -> None:
    """Answers from before the engine lead to the same result as answers given to it."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{site}check/")
    asked = answer_all(page, until="about")
    for route in held:
        route.continue_()
    page.wait_for_timeout(100)
    page.context.unroute_all(behavior="ignoreErrors")  # the checker asks for it once more, to keep it
    wait_until_ready(page)
    assert question(page) == "about"
    asked += answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    assert result(page).locator("dl > div").count() == len(asked)


def test_early_emergency_needs_no_engine(still_page: Page, site: str) -> None:
    """Two signs of danger on the first list stop at once, with both reasons, before the engine has loaded."""
    page = still_page
    page.goto(f"{site}check/")
    answer(page, "heavy", "vomit")
    expect(result(page)).to_have_attribute("data-level", "emergency")
    expect(result(page).locator("h2")).to_contain_text(HEADINGS["emergency"])
    assert result(page).locator('[data-slot="rules"] > li').count() == 2


def test_blocked_engine_shows_the_plain_list_and_keeps_the_answers(
    page: Page, site: str, complaints: list[str]
) -> None:
    """When the engine cannot load, the page says so, keeps the answers and shows all questions; a new try works."""
    page.context.route("**/*.wasm", lambda route: route.fulfill(status=503))
    page.goto(f"{site}check/")
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-stage]")).to_contain_text("A file that it needs did not arrive.")
    expect(page.get_by_role("heading", name="All questions as a plain list")).to_be_visible()
    complaints.clear()
    page.context.unroute("**/*.wasm")
    page.get_by_role("button", name="Try again").click()
    wait_until_ready(page)
    expect(page.get_by_role("heading", name="All questions as a plain list")).to_be_hidden()
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")


def test_failure_after_an_answer_keeps_it(page: Page, site: str, complaints: list[str]) -> None:
    """An answer given before the engine failed stands under the message, and counts when a new try works."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{site}check/")
    answer(page, "none")
    box(page, "other").check()
    for route in held:
        route.fulfill(status=503)
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-stage] dl")).to_contain_text("None of these")
    expect(page.locator("[data-stage] dl")).to_contain_text(text_of("who.other"))
    complaints.clear()
    page.context.unroute("**/*.wasm")
    page.get_by_role("button", name="Try again").click()
    wait_until_ready(page)
    expect(box(page, "other")).to_be_checked()


def test_no_script_shows_the_plain_list(chromium: Browser, site: str) -> None:
    """Without scripts the emergency signs and all questions with what to do are readable, and no dead form."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}check/#kind-front")
    expect(page.locator("#emergency-signs")).to_be_visible()
    expect(page.locator("#kind-front")).to_be_in_viewport()
    expect(page.locator("#danger-heavy")).to_contain_text("Emergency: Call 911 now")
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    context.close()


def test_nothing_is_requested_from_ready_to_result(chromium: Browser, serve: Serve) -> None:
    """From "ready" to the result neither page nor any worker asks for anything; before, no other site is asked."""
    asked: list[str] = []
    seen: list[str] = []
    with serve(seen=seen) as address, chromium.new_context() as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        open_quiz(page, address)
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        asked.clear()
        seen.clear()
        answer_all(page, often="weekly")
        page.get_by_role("button", name="Answer one more question").click()
        answer(page, "dry")
        expect(result(page)).to_be_visible()
        page.wait_for_timeout(300)
    assert seen == []
    assert [url for url in asked if not url.startswith("data:")] == []


@pytest.mark.parametrize("is_direct", [True, False], ids=["direct", "click"])
def test_link_from_an_article_chooses_one_answer_only(page: Page, site: str, is_direct: bool) -> None:
    """A link to an answer leaves the address at once, and it is chosen with a note when its question comes."""
    if is_direct:
        page.goto(f"{site}check/#kind-front")
    else:
        page.goto(f"{site}types/front-nosebleed/")
        page.locator('main a[href$="check/#kind-front"]').first.click()
    wait_until_ready(page)
    assert page.url == f"{site}check/"
    assert question(page) == "danger"
    answer_all(page, until="kind")
    expect(box(page, "front")).to_be_checked()
    expect(page.locator("[data-stage]")).to_contain_text(f"we chose “{text_of('kind.front')}”")
    go_on(page)
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    page.go_back()
    expect(page.locator("[data-result]")).to_have_count(0)


def test_a_result_names_the_pages_about_the_answers(quiz: Page) -> None:
    """An answer that has a page of its own leads there from the result, where nothing else does."""
    answer_all(quiz, who="child", kind="other")
    about = result(quiz).locator("[data-part=about] a")
    expect(about).to_have_text(["Nosebleeds in children"])
    expect(about).to_have_attribute("href", re.compile(r"/types/childrens-nosebleeds/$"))


def test_steps_of_a_result_lead_to_the_pages_that_show_how(quiz: Page, site: str) -> None:
    """A step to take has a link to its page, which no other step or reason repeats and which is not printed."""
    page = quiz
    answer_all(page, who="child", about="aspirin")
    links = result(page).locator('[data-part="do"] a')
    expect(links.filter(has_text="A nosebleed from the front")).to_be_visible()
    addresses = result(page).locator("[data-article] a").evaluate_all("links => links.map((link) => link.href)")
    assert len(addresses) == len(set(addresses)) > 1
    page.emulate_media(media="print")
    expect(links.filter(has_text="A nosebleed from the front")).to_be_hidden()
    page.emulate_media(media="screen")
    links.filter(has_text="A nosebleed from the front").click()
    expect(page).to_have_url(f"{site}types/front-nosebleed/")
    page.go_back()
    expect(result(page)).to_be_visible()


def test_answers_outlive_a_look_at_an_article(quiz: Page) -> None:
    """Who follows a link from the result and comes back finds the result; one engine serves the whole visit."""
    page = quiz
    answer_all(page)
    workers = len(page.workers)
    result(page).get_by_role("link", name="A nosebleed from the front").first.click()
    expect(page).to_have_url(re.compile("types/front-nosebleed/"))
    page.go_back()
    expect(result(page)).to_have_attribute("data-level", "self-care")
    assert len(page.workers) == workers


def test_axe_finds_nothing_in_any_question(quiz: Page) -> None:
    """A list, a question with one answer, each sign, and their errors have no violation that axe can find."""
    found = {"question": violations_in_both_schemes(quiz)}
    quiz.get_by_role("button", name="Continue").click()
    found["error"] = violations_in_both_schemes(quiz)
    answer(quiz, "unsure")
    found["each"] = violations_in_both_schemes(quiz)
    quiz.get_by_role("button", name="Continue").click()
    found["each error"] = violations_in_both_schemes(quiz)
    quiz.go_back()
    expect(box(quiz, "unsure")).to_be_checked()
    box(quiz, "none").check()
    go_on(quiz)
    assert question(quiz) == "who"
    found["who"] = violations_in_both_schemes(quiz)
    assert {state: said for state, said in found.items() if said} == {}


@pytest.mark.parametrize("level", LEVELS)
def test_axe_finds_nothing_in_any_result(quiz: Page, level: str) -> None:
    """The result of each level has no violation that axe can find."""
    answer_all(quiz, **LEVELS[level])
    expect(result(quiz)).to_have_attribute("data-level", level)
    assert violations_in_both_schemes(quiz) == []


def test_axe_finds_nothing_when_the_engine_fails(page: Page, site: str, complaints: list[str]) -> None:
    """The message that the checker cannot run, with the plain list, has no violation that axe can find."""
    page.context.route("**/*.wasm", lambda route: route.fulfill(status=500))
    page.goto(f"{site}check/")
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    assert violations(page) == []
    complaints.clear()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(quiz: Page, width: int) -> None:
    """Questions, each sign and the result fit a screen of 320 pixels."""
    page = quiz
    page.set_viewport_size({"width": width, "height": 800})
    overflow = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    answer(page, "unsure")
    assert page.evaluate(overflow) == 0
    page.go_back()
    expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "danger")
    box(page, "unsure").uncheck()
    for asked in ("danger", "who", "injury"):
        answer(page, {"who": "me"}.get(asked, "none"))
        assert page.evaluate(overflow) == 0
    answer_all(page)
    assert page.evaluate(overflow) == 0


def test_targets_are_large_enough(quiz: Page) -> None:
    """Boxes, buttons and links that stand alone are at least 44 pixels high."""
    page = quiz
    heights = (
        "nodes => nodes.filter(node => node.getClientRects().length).map(node => node.getBoundingClientRect().height)"
    )
    for selector in (".quiz-choice", ".quiz-button", "summary"):
        assert min(page.locator(f"#quiz {selector}").evaluate_all(heights)) >= 44
    answer_all(page)
    for selector in (".quiz-button", ".quiz-answers__change a", "summary"):
        assert min(page.locator(f"#quiz {selector}").evaluate_all(heights)) >= 44


def test_print_holds_the_result_only(quiz: Page) -> None:
    """On paper stands the result alone, without controls; a simple one is a single sheet."""
    page = quiz
    answer_all(page)
    page.emulate_media(media="print")
    expect(result(page).locator("h2")).to_be_visible()
    expect(result(page).locator("dl")).to_be_visible()
    for hidden in ("#emergency-signs", "main h1", ".article-foot"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(result(page).get_by_role("button")).to_have_count(0)
    assert max(int(count) for count in re.findall(rb"/Count (\d+)", page.pdf(format="A4"))) == 1
