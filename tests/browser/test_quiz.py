"""The quiz in a real browser, on the built site."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.axe import violations
from browser.conftest import SAY_VIOLATIONS, Serve
from browser.walk import answer, answer_all, box, go_on, open_quiz, question, result, wait_until_ready
from support import real_tables

pytestmark = pytest.mark.browser

FIRST = "Is any of this happening now, or did it in the last 24 hours?"

LEVELS = {
    "self-care": ({}, "You can likely care for this at home"),
    "routine": ({"pattern": "sleep"}, "Make an appointment with a doctor"),
    "urgent": ({"today": "leg_swell"}, "Get medical care today"),
    "emergency": ({"danger": "chest"}, "Call 911 now"),
}
"""Level → the answers that differ from those of a simple cramp, and the heading of the result."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile on a phone's screen; without a service worker, which these tests would only wait for."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    context.add_init_script(SAY_VIOLATIONS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab. What it complains of fails the test, unless the test took it from the list."""
    yield context.new_page()
    assert [text for text in complaints if "Service Worker registration blocked" not in text] == []


def focused(page: Page) -> str:
    """The text of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
    return text


@pytest.mark.parametrize("level", LEVELS)
def test_mouse_leads_to_each_level(page: Page, site: str, level: str) -> None:
    """A reader with a mouse gets one card with the words of the level, the reasons, and what the result is not."""
    answers, heading = LEVELS[level]
    open_quiz(page, site)
    answer_all(page, **answers)
    expect(result(page)).to_have_attribute("data-level", level)
    expect(result(page).locator("[data-card] h2")).to_contain_text(heading)
    assert result(page).locator("[data-card]").count() == 1
    assert heading in focused(page)
    assert heading in page.title()
    expect(result(page)).to_contain_text("not checked by a clinician")
    expect(result(page)).to_contain_text("This is information, not a diagnosis.")
    expect(result(page).get_by_role("heading", name="Why")).to_be_visible()


def test_keyboard_alone_leads_to_a_result(page: Page, site: str) -> None:
    """Tab, Space, the arrows and Enter are enough to get to a result."""
    open_quiz(page, site)
    wanted = {"who": 1, "kind": 1}
    page.locator("#quiz [data-heading]").evaluate("heading => heading.focus()")
    for _ in range(20):
        asked = question(page)
        if asked is None:
            break
        if asked in wanted:
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        else:
            while page.evaluate("document.activeElement.value") != "none":
                page.keyboard.press("Tab")
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_function("(asked) => document.querySelector('#quiz form')?.dataset.question !== asked", arg=asked)
        assert page.evaluate("document.activeElement.matches('[data-heading]')")
    expect(result(page)).to_have_attribute("data-level", "self-care")


def test_each_step_has_focus_title_and_address(page: Page, site: str) -> None:
    """At each step the focus is on the heading, the title says it, and the address holds a number and no answer."""
    open_quiz(page, site)
    answer(page, "none")
    heading = "Who is this for, and how old are they?"
    assert focused(page) == heading
    assert page.title().startswith(heading)
    assert page.url == f"{site}check/#step-2"


def test_nothing_chosen_is_said_at_the_top_and_beside_the_field(page: Page, site: str) -> None:
    """Continue without an answer gives a summary with the focus, a link to the field and the same words beside it."""
    open_quiz(page, site)
    page.get_by_role("button", name="Continue").click()
    words = "Choose what is true. If nothing fits, choose “None of these”."
    assert page.title().startswith("Error: ")
    assert focused(page).startswith("There is a problem")
    expect(page.locator("#q-danger-error")).to_have_text(words)
    page.locator("[data-errors] a").click()
    assert page.evaluate("document.activeElement.id") == "q-danger-breathing"
    answer(page, "none")
    assert not page.title().startswith("Error: ")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-errors]")).to_contain_text("Choose one answer.")


def test_none_of_these_excludes_the_signs(page: Page, site: str) -> None:
    """Choosing "None of these" takes the signs back, and choosing a sign takes it back."""
    open_quiz(page, site)
    box(page, "chest").check()
    box(page, "none").check()
    expect(box(page, "chest")).not_to_be_checked()
    box(page, "blue").check()
    expect(box(page, "none")).not_to_be_checked()


def test_choosing_does_not_jump(page: Page, site: str) -> None:
    """A click on an answer alone leads nowhere."""
    open_quiz(page, site)
    answer(page, "none")
    box(page, "me_18_49").check()
    page.wait_for_timeout(200)
    assert question(page) == "who"


def test_back_keeps_the_answers(page: Page, site: str) -> None:
    """The browser's Back and Forward lead through the questions, and what was answered is still chosen."""
    open_quiz(page, site)
    answer_all(page, until="body", sudden="none")
    page.go_back()
    expect(box(page, "none")).to_be_checked()
    assert question(page) == "sudden"
    page.go_back()
    expect(box(page, "me_18_49")).to_be_checked()
    assert focused(page) == "Who is this for, and how old are they?"
    page.go_forward()
    page.go_forward()
    expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "body")
    page.go_back()
    page.go_back()
    go_on(page)
    assert question(page) == "sudden"


def test_change_says_what_it_changes_and_returns_to_the_result(page: Page, site: str) -> None:
    """A Change link names its question, shows the old answer, and leads back to a result with the new one."""
    open_quiz(page, site)
    answer_all(page)
    page.get_by_role("link", name="Change your answer to: Which of these are true of the cramps").click()
    assert question(page) == "pattern"
    expect(box(page, "none")).to_be_checked()
    answer(page, "sleep")
    expect(result(page)).to_have_attribute("data-level", "routine")
    expect(result(page).locator("dl")).to_contain_text("They spoil sleep")


@pytest.mark.parametrize(("scheme", "border"), [("light", "rgba(0, 0, 0, 0)"), ("dark", "rgb(156, 201, 255)")])
def test_the_button_to_go_on_has_a_border_in_the_dark_only(page: Page, site: str, scheme: str, border: str) -> None:
    """On a dark page a light border sets the button off from the ground; on a light page its color does."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}check/")
    button = page.get_by_role("button", name="Continue")
    assert button.evaluate("button => getComputedStyle(button).borderTopColor") == border


def test_emergency_card_has_a_number_to_call(page: Page, site: str) -> None:
    """The card for 911 has a link that a phone dials, in words that can be told from what is behind them."""
    open_quiz(page, site)
    answer(page, "chest")
    link = result(page).get_by_role("link", name="Call 911")
    expect(link).to_have_attribute("href", "tel:911")
    colors = link.evaluate("link => [getComputedStyle(link).color, getComputedStyle(link).backgroundColor]")
    assert colors == ["rgb(140, 15, 15)", "rgb(255, 255, 255)"]


def test_emergency_chosen_by_mistake_can_be_taken_back(page: Page, site: str) -> None:
    """An emergency stops the questions at once; "by mistake" returns to the question with the answers kept."""
    open_quiz(page, site)
    answer(page, "none")
    answer(page, "me_18_49")
    answer(page, "stroke")
    expect(result(page)).to_have_attribute("data-level", "emergency")
    page.get_by_role("button", name="I chose this by mistake").click()
    assert question(page) == "sudden"
    expect(box(page, "stroke")).to_be_checked()
    answer(page, "none")
    assert question(page) == "body"


def test_emergency_after_going_back_stops_at_once(page: Page, site: str) -> None:
    """A sign of danger that is added later stops the questions, whatever was answered after it."""
    open_quiz(page, site)
    answer_all(page, until="today")
    for _ in range(5):
        page.go_back()
    expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "danger")
    answer(page, "chest")
    expect(result(page)).to_have_attribute("data-level", "emergency")


def test_not_sure_about_a_list_asks_each_sign(page: Page, site: str) -> None:
    """Not sure about a list opens yes, no or not sure for each sign, and "not sure" shows in the result."""
    open_quiz(page, site)
    answer(page, "unsure")
    signs = page.locator("[data-sign]")
    assert signs.count() == 7
    assert focused(page) == FIRST
    page.get_by_role("button", name="Continue").click()
    assert page.locator("[data-errors] li").count() == 7
    words = "Choose yes, no or not sure for: Pain, pressure or squeezing in the chest"
    expect(page.locator("[data-errors] li").nth(1)).to_have_text(words)
    expect(signs.nth(1).locator("legend")).to_contain_text("Or arm, jaw or back pain")
    for place in range(7):
        signs.nth(place).get_by_label("Not sure" if place == 1 else "No", exact=True).check()
    go_on(page)
    assert question(page) == "who"
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "urgent")
    unsure = result(page).locator('[data-part="unsure"]')
    expect(unsure).to_contain_text("Pain, pressure or squeezing in the chest")
    expect(result(page).locator("dl")).to_contain_text("Not sure: Pain, pressure")


def test_back_from_each_sign_keeps_the_list_as_it_was(page: Page, site: str) -> None:
    """Back from the yes or no view finds "I'm not sure" and the signs still chosen; a new answer replaces both."""
    open_quiz(page, site)
    answer(page, "seizure", "unsure")
    page.go_back()
    expect(box(page, "unsure")).to_be_checked()
    expect(box(page, "seizure")).to_be_checked()
    box(page, "none").check()
    go_on(page)
    assert question(page) == "who"
    page.go_back()
    expect(box(page, "none")).to_be_checked()
    expect(box(page, "unsure")).not_to_be_checked()


def test_each_sign_answered_with_no_is_none(page: Page, site: str) -> None:
    """When each sign turns out to be a no, the answer is "None of these"."""
    open_quiz(page, site)
    answer(page, "unsure")
    for sign in page.locator("[data-sign]").all():
        sign.get_by_label("No", exact=True).check()
    go_on(page)
    answer_all(page)
    expect(result(page).locator("dl dd").first).to_have_text("None of these")


def test_words_fit_the_person(page: Page, site: str) -> None:
    """Who answers for a child reads "your child" from then on."""
    open_quiz(page, site)
    answer_all(page, until="today", who="teen")
    expect(page.locator("[data-stage] [data-heading]")).to_have_text(
        "Does your child have any of these now?", use_inner_text=True
    )
    assert page.title().startswith("Does your child have any of these now?")


def test_triggers_are_asked_after_the_result(page: Page, site: str) -> None:
    """The result offers the question on triggers; its answer returns to the result, which then names them."""
    open_quiz(page, site)
    answer_all(page)
    page.get_by_role("button", name="Answer one more question").click()
    assert question(page) == "triggers"
    answer(page, "caffeine")
    expect(result(page)).to_have_attribute("data-level", "self-care")
    expect(result(page).get_by_role("heading", name="Common triggers that fit")).to_be_visible()
    expect(result(page).get_by_role("button", name="Answer one more question")).to_have_count(0)


def test_copy_and_start_again(page: Page, site: str) -> None:
    """The result can be copied as text; "Start again" forgets every answer, also for the browser's Back."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_quiz(page, site)
    answer_all(page)
    page.get_by_role("button", name="Copy as text").click()
    expect(result(page).get_by_role("status")).to_contain_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "YOU CAN LIKELY CARE FOR THIS AT HOME" in text.upper()
    assert "Me, age 18 to 49" in text
    page.get_by_role("button", name="Start again").click()
    assert question(page) == "danger"
    assert page.locator("[data-stage] input:checked").count() == 0
    page.go_back()
    page.wait_for_timeout(200)
    assert question(page) == "danger"


def test_a_place_stands_instead_of_the_words_of_the_level(page: Page, site: str) -> None:
    """On an urgent card the words of a place replace those of the level, not add to them."""
    open_quiz(page, site)
    answer_all(page, today="leg_swell")
    card = result(page).locator("[data-card]")
    expect(card).to_contain_text(real_tables().wheres["ultrasound"].text)
    expect(card.locator('[data-slot="text"]')).to_have_count(0)


def test_a_line_to_call_comes_first(page: Page, site: str) -> None:
    """On an urgent card the line to call stands first; an emergency keeps its own words first."""
    open_quiz(page, site)
    answer_all(page, contact="poison")
    first = result(page).locator(".care-card__body > :first-child")
    expect(result(page)).to_have_attribute("data-level", "urgent")
    expect(first).to_contain_text(real_tables().contacts["poison-control"].text)
    page.get_by_role("button", name="Start again").click()
    answer(page, "self_harm")
    expect(first).to_have_attribute("data-slot", "text")
    expect(result(page).locator("[data-card]")).to_contain_text(real_tables().contacts["lifeline"].text)


def test_only_what_decides_the_level_is_a_reason(page: Page, site: str) -> None:
    """An urgent result names no reason of a less urgent rule, on the page and in the copied text."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_quiz(page, site)
    answer_all(page, today="leg_swell", about="liver", pattern="sleep")
    expect(result(page)).to_have_attribute("data-level", "urgent")
    page.get_by_role("button", name="Copy as text").click()
    expect(result(page).get_by_role("status")).to_contain_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    rules = real_tables().rules
    assert rules["leg-clot"].because in text
    assert rules["liver"].because not in text
    expect(result(page).locator('[data-slot="rules"]')).not_to_contain_text(rules["liver"].because)


def test_a_result_says_when_to_get_help_sooner(page: Page, site: str) -> None:
    """Signs that can still come stand by level, the emergencies folded; what a person has does not stand there."""
    open_quiz(page, site)
    answer_all(page, today="calf_sore")
    sooner = result(page).locator('[data-part="sooner"]')
    expect(sooner).to_contain_text("Call 911 for trouble breathing")
    expect(sooner.get_by_text("Jaw newly locked or hard to open")).to_be_hidden()
    sooner.get_by_text("Call 911 or go to an emergency room now if:").click()
    expect(sooner.get_by_text("Jaw newly locked or hard to open")).to_be_visible()
    expect(sooner.get_by_text("Fever of 100.4 °F or more, or chills")).to_be_visible()
    expect(sooner.get_by_text("Kidney disease")).to_have_count(0)


def test_an_emergency_shows_nothing_that_would_lower_it(page: Page, site: str) -> None:
    """An emergency result has no list of changes and no list of questions that were left out."""
    open_quiz(page, site)
    answer_all(page, body="dark_urine")
    for part in ("sooner", "lower", "skipped"):
        expect(result(page).locator(f'[data-part="{part}"]')).to_have_count(0)


def test_a_result_says_what_it_rests_on_and_what_was_not_asked(page: Page, site: str) -> None:
    """One answer that decides is named with what would come without it, and each question left out has its reason."""
    open_quiz(page, site)
    answer_all(page, about="kidney")
    expect(result(page).locator('[data-part="lower"]')).to_contain_text(
        "“Kidney disease or dialysis”. Without it: You can likely care for this at home."
    )
    skipped = result(page).locator('[data-part="skipped"]')
    skipped.locator("summary").click()
    expect(skipped.locator('[data-slot="not_led_to"]')).to_contain_text("Which is true of the seizure?")


def test_what_was_not_sure_says_what_a_yes_would_mean(page: Page, site: str) -> None:
    """A sign that was not sure stands in the result with what to do if it is true."""
    open_quiz(page, site)
    answer_all(page, until="body")
    answer(page, "unsure")
    for sign in page.locator("[data-sign]").all():
        sign.get_by_label("No", exact=True).check()
    page.locator("[data-sign]").nth(4).get_by_label("Not sure", exact=True).check()
    go_on(page)
    answer_all(page)
    expect(result(page).locator('[data-part="unsure"]')).to_contain_text("If yes: Get emergency help now.")


def test_why_we_ask_names_the_answer_that_led_there(page: Page, site: str) -> None:
    """A follow-up says which answer brought it up and what its own can change, and where it stands."""
    open_quiz(page, site)
    answer_all(page, until="effort", contact="effort")
    page.locator("[data-stage] .quiz-why summary").click()
    why = page.locator("[data-stage] .quiz-why")
    expect(why).to_contain_text("We ask because of your answer: “")
    expect(why).to_contain_text("Your answer can change how soon to get help.")
    expect(page.locator("[data-progress]")).to_have_text("Question 6 of about 11")


def test_closed_search_is_no_stop_on_a_small_screen(page: Page, site: str) -> None:
    """On a phone the Tab key passes the closed search by; its button opens it, Escape closes it and returns there."""
    open_quiz(page, site)
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
    page.get_by_role("textbox", name="Search").focus()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_reload_forgets_and_begins_quietly(page: Page, site: str) -> None:
    """After a reload in the middle the first question stands there, and the address names no step."""
    open_quiz(page, site)
    answer_all(page, until="body")
    page.reload()
    wait_until_ready(page)
    assert question(page) == "danger"
    assert page.url == f"{site}check/"
    assert page.evaluate("sessionStorage.length + document.cookie.length") == 0
    assert "danger" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_result_past_its_review_says_so(page: Page, site: str) -> None:
    """After the day on which the sources should have been checked again, a result says that it may be out of date."""
    open_quiz(page, site)
    answer(page, "chest")
    expect(result(page)).not_to_contain_text("may be out of date")
    page.locator("#quiz").evaluate("quiz => { quiz.dataset.reviewBy = '2020-01-31' }")
    page.get_by_role("button", name="I chose this by mistake").click()
    go_on(page)
    expect(result(page)).to_contain_text("This checker may be out of date.")


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
    answer(page, "child")
    expect(page.get_by_role("heading", name="One moment: the checker is still loading")).to_be_focused()
    for route in held:
        route.continue_()
    expect(result(page)).to_have_attribute("data-level", "urgent", timeout=30_000)
    expect(result(page).locator("dl")).to_contain_text("A child aged 1 to 11")


def test_early_questions_go_on_when_the_engine_comes(page: Page, site: str) -> None:
    """Answers from before the engine lead to the same result as answers given to it."""
    held: list[Route] = []
    page.context.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{site}check/")
    answer_all(page, until="body")
    for route in held:
        route.continue_()
    wait_until_ready(page)
    assert question(page) == "body"
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    assert result(page).locator("dl > div").count() == 10


def test_early_emergency_needs_no_engine(page: Page, site: str) -> None:
    """Two signs of danger on the first list stop at once, with both reasons, before the engine has loaded."""
    page.context.route("**/*.wasm", lambda _: None)
    page.goto(f"{site}check/")
    answer(page, "chest", "self_harm")
    expect(result(page)).to_have_attribute("data-level", "emergency")
    expect(result(page).locator("h2")).to_contain_text("Call 911 now")
    assert result(page).locator('[data-slot="rules"] > li').count() == 2


def test_blocked_engine_shows_the_plain_list_and_keeps_the_answers(
    page: Page, site: str, complaints: list[str]
) -> None:
    """When the engine cannot load, the page says so, keeps the answers and shows all questions; a new try works."""
    page.context.route("**/*.wasm", lambda route: route.fulfill(status=404))
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
    box(page, "me_65").check()
    for route in held:
        route.fulfill(status=404)
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-stage] dl")).to_contain_text("None of these")
    expect(page.locator("[data-stage] dl")).to_contain_text("Me, age 65 or older")
    complaints.clear()
    page.context.unroute("**/*.wasm")
    page.get_by_role("button", name="Try again").click()
    wait_until_ready(page)
    expect(box(page, "me_65")).to_be_checked()


def test_no_script_shows_the_plain_list(chromium: Browser, site: str) -> None:
    """Without scripts the emergency signs and all questions with what to do are readable, and no dead form."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}check/#place-calf")
    expect(page.locator("#emergency-signs")).to_be_visible()
    expect(page.locator("#place-calf")).to_be_in_viewport()
    expect(page.locator("#danger-chest")).to_contain_text("Emergency: Call 911 now")
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
        answer_all(page, pattern="sleep")
        page.get_by_role("button", name="Answer one more question").click()
        answer(page, "caffeine")
        expect(result(page)).to_be_visible()
        page.wait_for_timeout(300)
    assert seen == []
    assert [url for url in asked if not url.startswith("data:")] == []


@pytest.mark.parametrize("is_direct", [True, False], ids=["direct", "click"])
def test_link_from_an_article_chooses_the_place_only(page: Page, site: str, is_direct: bool) -> None:
    """A link to a place leaves the address at once, and the place is chosen with a note when its question comes."""
    if is_direct:
        page.goto(f"{site}check/#place-calf")
    else:
        page.goto(f"{site}body/calf/")
        page.locator('main a[href$="check/#place-calf"]').first.click()
    wait_until_ready(page)
    assert page.url == f"{site}check/"
    assert question(page) == "danger"
    answer_all(page, until="place", kind="other_cramp")
    expect(box(page, "calf")).to_be_checked()
    expect(page.locator("[data-stage]")).to_contain_text("we chose “Calf”")
    go_on(page)
    answer_all(page)
    expect(result(page)).to_have_attribute("data-level", "self-care")
    about = result(page).locator("[data-part=about] a")
    expect(about).to_have_text(["Calf cramps and night leg cramps"])
    expect(about).to_have_attribute("href", re.compile(r"/body/calf/$"))
    page.go_back()
    assert page.locator("[data-result]").count() == 0


def test_steps_of_a_result_lead_to_the_pages_that_show_how(page: Page, site: str) -> None:
    """A step to take has a link to its page, which no other step or reason repeats and which is not printed."""
    open_quiz(page, site)
    answer_all(page, place="calf")
    links = result(page).locator('[data-part="do"] a')
    expect(links.filter(has_text="Calf stretch")).to_be_visible()
    addresses = result(page).locator("[data-article] a").evaluate_all("links => links.map((link) => link.href)")
    assert len(addresses) == len(set(addresses)) > 3
    page.emulate_media(media="print")
    expect(links.filter(has_text="Calf stretch")).to_be_hidden()
    page.emulate_media(media="screen")
    links.filter(has_text="Calf stretch").click()
    expect(page).to_have_url(f"{site}self-care/stretch-calf/")


def test_answers_outlive_a_look_at_an_article(page: Page, site: str) -> None:
    """Who follows a link from the result and comes back finds the result; one engine serves the whole visit."""
    open_quiz(page, site)
    answer_all(page)
    workers = len(page.workers)
    result(page).get_by_role("link", name="Muscle cramp").first.click()
    expect(page).to_have_url(re.compile("types/cramp/"))
    page.go_back()
    expect(result(page)).to_have_attribute("data-level", "self-care")
    assert len(page.workers) == workers


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(page: Page, site: str, scheme: str) -> None:
    """Question, error, each sign, and the results of all levels have no violation that axe can find."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_quiz(page, site)
    found = {"question": violations(page)}
    page.get_by_role("button", name="Continue").click()
    found["error"] = violations(page)
    answer(page, "unsure")
    found["each"] = violations(page)
    page.get_by_role("button", name="Continue").click()
    found["each error"] = violations(page)
    for level, (answers, _) in LEVELS.items():
        page.goto(f"{site}about/")
        open_quiz(page, site)
        asked = answer_all(page, until="who", **answers)
        if question(page) == "who":
            found["who"] = violations(page)
        asked += answer_all(page, **answers)
        found[level] = violations(page)
    assert {state: said for state, said in found.items() if said} == {}


def test_axe_finds_nothing_when_the_engine_fails(page: Page, site: str, complaints: list[str]) -> None:
    """The message that the checker cannot run, with the plain list, has no violation that axe can find."""
    page.context.route("**/*.wasm", lambda route: route.fulfill(status=404))
    page.goto(f"{site}check/")
    expect(page.get_by_role("heading", name="The checker cannot run here")).to_be_visible(timeout=30_000)
    assert violations(page) == []
    complaints.clear()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(page: Page, site: str, width: int) -> None:
    """Questions, each sign and the result fit a screen of 320 pixels."""
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, site)
    overflow = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    answer(page, "unsure")
    assert page.evaluate(overflow) == 0
    page.go_back()
    box(page, "unsure").uncheck()
    for asked in ("danger", "who", "sudden"):
        answer(page, {"who": "me_18_49"}.get(asked, "none"))
        assert page.evaluate(overflow) == 0
    answer_all(page)
    assert page.evaluate(overflow) == 0


def test_targets_are_large_enough(page: Page, site: str) -> None:
    """Boxes, buttons and links that stand alone are at least 44 pixels high."""
    open_quiz(page, site)
    heights = (
        "nodes => nodes.filter(node => node.getClientRects().length).map(node => node.getBoundingClientRect().height)"
    )
    for selector in (".quiz-choice", ".quiz-button", "summary"):
        assert min(page.locator(f"#quiz {selector}").evaluate_all(heights)) >= 44
    answer_all(page)
    for selector in (".quiz-button", ".quiz-answers__change a", "summary"):
        assert min(page.locator(f"#quiz {selector}").evaluate_all(heights)) >= 44


def test_print_holds_the_result_only(page: Page, site: str) -> None:
    """On paper stands the result alone, without controls; a simple one is a single sheet."""
    open_quiz(page, site)
    answer_all(page)
    page.emulate_media(media="print")
    expect(result(page).locator("h2")).to_be_visible()
    expect(result(page).locator("dl")).to_be_visible()
    for hidden in ("#emergency-signs", "main h1", ".article-foot"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(result(page).get_by_role("button")).to_have_count(0)
    assert max(int(count) for count in re.findall(rb"/Count (\d+)", page.pdf(format="A4"))) == 1
