"""The check page while its scripts are late, lost, cut or mislabelled: no press meets silence."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from browser.conftest import PRESS_AT_ONCE
from browser.walk import answer, box, question, result, wait_until_ready

pytestmark = pytest.mark.browser

SOON = 3_000
"""Milliseconds after a press within which the page must have said what to do in an emergency.

They are of the page's own clock, which stands still but for them: so every wait that the page itself makes counts, and
none that a busy machine makes.
"""
PATIENCE = 15_000
"""Milliseconds within which a busy machine must have shown it; what waits for a late file waits for a minute."""

SLOW_STYLES = """
(limit) => document.getAnimations().filter(({ effect }) => effect.getTiming().delay > limit).length
"""
"""Counts what a style holds back for longer: no clock of the page tells of that."""


def lost(route: Route) -> None:
    """Answer that the file is not there."""
    route.fulfill(status=404)


def cut(route: Route) -> None:
    """Answer with the first half of the file."""
    response = route.fetch()
    body = response.body()
    route.fulfill(response=response, body=body[: len(body) // 2])


def mislabelled(route: Route) -> None:
    """Answer with the whole file as plain text."""
    response = route.fetch()
    route.fulfill(response=response, headers=response.headers | {"content-type": "text/plain"})


def late(_: Route) -> None:
    """Answer nothing for as long as the test looks."""


deep = partial(pytest.param, marks=pytest.mark.deep)
"""A value for which a test runs among the deep ones alone."""
HANDLES = [lost, late, deep(cut), deep(mislabelled)]
"""What becomes of a file. What is cut or mislabelled fails as what is lost does, so only deep tests try it."""

LIVES_WITHOUT = ("early.mjs", "worker.mjs", "image.mjs", "pyodide.asm.mjs")
"""Modules without which the quiz comes to life, one of each kind: a press is tried when it has."""
WAITS_FOR = ("come.mjs", "mount.mjs", "engine.mjs", "state.mjs", "offline.mjs", "runtime-cache.mjs", "quiz.json")
"""Modules for which the quiz waits, one of each kind. A browser runs no script of a page before those above it."""
CHIEF = (*LIVES_WITHOUT, *WAITS_FOR)
"""A module of each kind. The others fare as one of these, so only deep tests try them."""


@contextmanager
def phone(chromium: Browser, *, is_kept: bool = False) -> Iterator[Page]:
    """Open a tab of a fresh profile on a phone's screen; nothing is kept for offline use unless a test wants it."""
    kept: Literal["allow", "block"] = "allow" if is_kept else "block"
    context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers=kept)
    context.add_init_script(PRESS_AT_ONCE)
    context.clock.install()
    try:
        yield context.new_page()
        context.unroute_all(behavior="ignoreErrors")
    finally:
        context.close()


@contextmanager
def visit(chromium: Browser, address: str, pattern: str, handle: Callable[[Route], None]) -> Iterator[Page]:
    """Open the check page with the files of this address handled so."""
    with phone(chromium) as page:
        page.context.route(pattern, handle)
        page.goto(f"{address}check/", wait_until="commit")
        yield page


def try_each(
    chromium: Browser,
    address: str,
    modules: Iterable[str],
    handle: Callable[[Route], None],
    act: Callable[[Page], None],
) -> None:
    """Open the check page once for each module, with that one handled so, and act; the checker's Python never comes."""
    with phone(chromium) as page:
        for module in modules:
            page.context.route("**/*.wasm", late)
            page.context.route(module, handle)
            page.goto(f"{address}check/", wait_until="commit")
            try:
                if module.endswith(LIVES_WITHOUT):
                    come_alive(page)
                act(page)
            except AssertionError as error:
                raise AssertionError(module) from error
            # Requests on their way are forgotten too: the page that asked for them is left.
            page.context.unroute_all(behavior="ignoreErrors")
            page.clock.resume()


def come_alive(page: Page) -> None:
    """Wait until the quiz takes answers, or says that it cannot run."""
    expect(page.locator(".quiz-page[data-alive]").or_(failed(page)).first).to_be_attached(timeout=2 * PATIENCE)


@pytest.fixture
def chief(site_dir: Path) -> list[str]:
    """The addresses of one module of each kind."""
    assert [name for name in CHIEF if not any(site_dir.rglob(name))] == []
    return [f"**/{name}" for name in CHIEF]


@pytest.fixture(scope="module")
def modules(chromium: Browser, site: str) -> list[str]:
    """The address of every module that the check page loads, those of its workers too, and of what they show."""
    context: BrowserContext = chromium.new_context(service_workers="block")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{site}check/")
    wait_until_ready(page)
    context.close()
    found = sorted({url for url in asked if url.endswith((".mjs", "/quiz.json"))})
    assert [
        name
        for name in ("mount.mjs", "worker.mjs", "pyodide.mjs", "quiz.json")
        if not any(name in url for url in found)
    ] == []
    return found


def failed(page: Page) -> Locator:
    """The message that the checker cannot run, which takes the place of the question."""
    return page.get_by_role("heading", name="The checker cannot run here")


def choose(page: Page, member: str) -> None:
    """Choose one answer of the first question, unless the message of a failure comes first."""
    # A click on the message, which may come at any moment in the place of the control, does nothing.
    page.locator(f'[data-stage] label[for="q-danger-{member}"]').or_(failed(page)).first.click()


def press_go_on(page: Page, member: str) -> None:
    """Choose one answer of the first question and press Continue, unless the message of a failure comes first."""
    choose(page, member)
    page.get_by_role("button", name="Continue").or_(failed(page)).first.click()


def press_in_an_emergency(page: Page) -> None:
    """Choose a sign of danger and press Continue, and let the time pass within which the page must say what to do."""
    choose(page, "breathing")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)  # in seconds
    page.get_by_role("button", name="Continue").or_(failed(page)).first.click()
    page.clock.run_for(SOON)


def is_told_in_an_emergency(page: Page) -> None:
    """Fail unless a sign of danger leads to what to do, before the time is over."""
    press_in_an_emergency(page)
    says_emergency(page)


def is_led_on(page: Page) -> None:
    """Fail unless "None of these" leads to a question, or to the note that names the plain list."""
    press_go_on(page, "none")
    says_what_follows(page)


def says_emergency(page: Page) -> None:
    """Fail unless the page says on the screen what to do in an emergency, before the time is over."""
    told = page.locator("#quiz").get_by_text("Call 911 now").filter(visible=True)
    expect(told.or_(failed(page)).last).to_be_in_viewport(timeout=PATIENCE)
    assert page.evaluate(SLOW_STYLES, SOON) == 0
    if not told.count():
        expect(page.locator("#danger-breathing")).to_contain_text("Emergency: Call 911 now")
        expect(page.locator("#danger-breathing")).to_be_visible()


def says_what_follows(page: Page) -> None:
    """Fail unless the next question comes, or a note with the plain list, before the time is over."""
    who = page.locator('[data-stage] form[data-question="who"]')
    said = who.or_(page.locator("#checker-starting")).or_(failed(page))
    expect(said.filter(visible=True)).not_to_have_count(0, timeout=PATIENCE)
    expect(who.or_(page.locator("#all-questions")).first).to_be_visible(timeout=PATIENCE)


def release(page: Page, held: list[Route]) -> None:
    """Let the files come that were held back, and those that they ask for."""
    while held:
        while held:
            held.pop(0).continue_()
        page.wait_for_timeout(200)
    page.context.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("handle", [lost, late], ids=lambda handle: handle.__name__)
def test_an_emergency_is_told_whatever_becomes_of_a_module(
    chromium: Browser, site: str, chief: list[str], handle: Callable[[Route], None]
) -> None:
    """With a module of each kind lost or late, a sign of danger leads to what to do within three seconds."""
    try_each(chromium, site, chief, handle, is_told_in_an_emergency)


def test_no_press_meets_silence_whatever_module_is_lost(chromium: Browser, site: str, chief: list[str]) -> None:
    """With a module of each kind lost, "None of these" leads to a question, or to the note with the plain list."""
    try_each(chromium, site, chief, lost, is_led_on)


@pytest.mark.deep
@pytest.mark.parametrize("handle", [lost, late, cut, mislabelled], ids=lambda handle: handle.__name__)
@pytest.mark.parametrize("act", [is_told_in_an_emergency, is_led_on], ids=["emergency", "calm"])
def test_no_press_meets_silence_whatever_becomes_of_any_module(
    chromium: Browser,
    site: str,
    modules: list[str],
    handle: Callable[[Route], None],
    act: Callable[[Page], None],
) -> None:
    """With any one module lost, late, cut or mislabelled, a press leads to what to do."""
    try_each(chromium, site, modules, handle, act)


@pytest.mark.parametrize("handle", [lost, cut, mislabelled, late], ids=lambda handle: handle.__name__)
@pytest.mark.parametrize("act", [is_told_in_an_emergency, is_led_on], ids=["emergency", "calm"])
def test_no_press_meets_silence_whatever_becomes_of_all_modules(
    chromium: Browser, site: str, handle: Callable[[Route], None], act: Callable[[Page], None]
) -> None:
    """With all modules so, as on a host that serves each of them as plain text, a press leads to what to do."""
    with visit(chromium, site, "**/*.mjs", handle) as page:
        act(page)


@pytest.mark.parametrize("pattern", ["**/*.mjs", "**/*.{js,mjs}"], ids=["our scripts", "all scripts"])
def test_a_press_before_the_scripts_come_counts(chromium: Browser, site: str, pattern: str) -> None:
    """Continue that is pressed while the scripts are on their way is told of, stops none of them, and counts."""
    held: list[Route] = []
    with visit(chromium, site, pattern, lambda route: held.append(route)) as page:
        expect(page.get_by_text("The checker is starting.")).to_be_visible()
        expect(page.locator("#all-questions")).to_be_visible()
        press_go_on(page, "none")
        expect(page.get_by_text("The checker is still starting.")).to_be_in_viewport()
        expect(page.locator("#quiz").get_by_text("Call 911 now").filter(visible=True)).to_have_count(0)
        release(page, held)
        expect(page.locator("[data-stage] form")).to_have_attribute("data-question", "who", timeout=30_000)
        expect(page.locator("#checker-starting")).to_have_count(0)
        expect(page.locator("#all-questions")).to_be_hidden()
        wait_until_ready(page)
        answer(page, "me")
        assert question(page) == "injury"


def test_an_emergency_pressed_before_the_scripts_come_is_told_at_once_and_ends_as_one(
    chromium: Browser, site: str
) -> None:
    """The sign's own line says what to do before any script runs; when they come, the result does."""
    held: list[Route] = []
    with visit(chromium, site, "**/*.{js,mjs}", lambda route: held.append(route)) as page:
        page.locator('#quiz label[for="q-danger-heavy"]').click()
        said = page.locator("#quiz .quiz-choice__now").filter(visible=True)
        expect(said).to_contain_text("Emergency: Call 911 now")
        expect(said.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
        page.get_by_role("button", name="Continue").click()
        says_emergency(page)
        release(page, held)
        expect(result(page)).to_have_attribute("data-level", "emergency", timeout=30_000)


def test_enter_before_the_scripts_come_leaves_the_page_alone(chromium: Browser, site: str) -> None:
    """The Enter key on a box sends no form before the quiz lives: the page and its answer stay."""
    with visit(chromium, site, "**/*.mjs", late) as page:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        box(page, "heavy").check()
        box(page, "heavy").press("Enter")
        page.wait_for_timeout(300)
        expect(box(page, "heavy")).to_be_checked()
        assert page.url == f"{site}check/"
        assert [said for said in complaints if "form" in said] == []


def test_who_reads_the_plain_list_keeps_it_when_the_quiz_comes_to_life(chromium: Browser, site: str) -> None:
    """Who took the plain list while the checker was starting can read on; the quiz takes its place at an answer."""
    held: list[Route] = []
    with visit(chromium, site, "**/*.mjs", lambda route: held.append(route)) as page:
        press_go_on(page, "none")
        page.locator("#checker-starting").get_by_role("link", name="use the plain list").click()
        expect(page.locator("#checker-starting")).to_be_hidden()
        release(page, held)
        wait_until_ready(page)
        expect(page.locator("#all-questions")).to_be_visible()
        answer(page, *([] if box(page, "none").is_checked() else ["none"]))
        expect(page.locator("#all-questions")).to_be_hidden()
