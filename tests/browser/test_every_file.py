"""The check page while any file that it loads is lost, cut, mislabelled or late: no press meets silence.

The modules stand in test_dead_start; here are the others, those of one kind at once.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from browser.conftest import new_profile
from browser.releases import next_release, put_in_place
from browser.test_dead_start import (
    HANDLES,
    PATIENCE,
    come_alive,
    cut,
    deep,
    failed,
    is_led_on,
    is_told_in_an_emergency,
    late,
    lost,
    mislabelled,
    phone,
)
from browser.test_offline import ask_at_once, expect_offline_ready, is_same_document, mark, visit_until_ready
from browser.walk import CALM, answer, box, leave, question, result, wait_until_ready
from symptom_site import preview

pytestmark = pytest.mark.browser

KINDS = {
    "style": r"\.css$",
    "fonts": r"\.woff2$",
    "pictures": r"\.(png|svg|ico)$",
    "the theme's script": r"/assets/javascripts/bundle\.[^/]*\.js$",
    "search": r"/search/search_index\.json$|/workers/search\.[^/]*\.js$",
    "the first steps": r"/quiz\.json$",
    "the wheel": r"\.whl$",
    "the library": r"/python_stdlib\.zip$",
    "the wasm": r"\.wasm$",
    "the manifest": r"\.webmanifest$",
    "the service worker": r"/sw\.js$|/workbox-[^/]*\.js$",
    "the sitemap": r"/sitemap\.xml$",
}
"""What the page loads beside modules and itself, by kind → the addresses of that kind."""
WITH_PYTHON = ("the first steps", "the wheel", "the library", "the wasm")
"""Kinds that the checker's Python starts from, or whose place it takes."""
WITHOUT_QUIZ = ("the first steps", "the theme's script")
"""Kinds without which no question is answered, and the plain list stands in the page from its start."""
NEEDED = (*WITH_PYTHON, *WITHOUT_QUIZ, "style")
"""Kinds without which a reader may end at the plain list. Where there is no style, nothing hides it."""
BESIDE = "what no answer waits for"
AT_ONCE = {kind: pattern for kind, pattern in KINDS.items() if kind in NEEDED} | {
    BESIDE: "|".join(pattern for kind, pattern in KINDS.items() if kind not in NEEDED)
}
"""Kinds of which those that no answer waits for are taken as one; one by one only deep tests try them."""
OF_KINDS = pytest.mark.parametrize("kinds", [pytest.param(AT_ONCE, id="at once"), deep(KINDS, id="one by one")])


@pytest.fixture(scope="module")
def asked(chromium: Browser, site: str) -> set[str]:
    """The path of every file that the check page loads, also for offline use."""
    context = new_profile(chromium)
    seen: set[str] = set()
    context.on("request", lambda request: seen.add(urlsplit(request.url).path))
    page = context.new_page()
    page.goto(f"{site}check/")
    wait_until_ready(page)
    expect_offline_ready(page)
    context.close()
    return seen


def visits(
    page: Page, address: str, kinds: dict[str, str], handle: Callable[[Route], None], *, has_python: bool = False
) -> Iterator[str]:
    """Open the check page once for each kind, with the files of that kind handled so.

    A browser paints nothing before the style has come or failed: while it is late there is no page yet. The checker's
    Python, which takes longest and which no press waits for, is left to come only where the kind has to do with it, or
    where a test wants it.
    """
    for kind, pattern in kinds.items():
        if kind == "style" and handle is late:
            continue
        files = re.compile(pattern)
        if kind not in WITH_PYTHON and not has_python:
            page.context.route("**/*.wasm", late)
        page.context.route(files, handle)
        page.goto("about:blank")
        page.goto(f"{address}check/", wait_until="commit")
        yield kind
        page.context.unroute_all(behavior="ignoreErrors")
        page.clock.resume()


def test_every_file_is_of_a_kind(asked: set[str]) -> None:
    """Each file that the page loads is tried: it is a module, a page or of one of the kinds, and no kind is empty."""
    others = {path for path in asked if not path.endswith((".mjs", "/", "/404.html"))}
    assert [path for path in sorted(others) if not any(re.search(pattern, path) for pattern in KINDS.values())] == []
    assert [kind for kind, pattern in KINDS.items() if not any(re.search(pattern, path) for path in others)] == []


@OF_KINDS
@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_an_emergency_is_told_whatever_becomes_of_a_file(
    chromium: Browser, site: str, kinds: dict[str, str], handle: Callable[[Route], None]
) -> None:
    """With the files of a kind lost, cut, mislabelled or late, a sign of danger leads to what to do in 3 seconds."""
    with phone(chromium) as page:
        for kind in visits(page, site, kinds, handle):
            try:
                if kind not in WITHOUT_QUIZ:
                    come_alive(page)
                is_told_in_an_emergency(page)
            except AssertionError as error:
                raise AssertionError(kind) from error


STANDS = """
(asked) => {
  const isSeen = (selector) => document.querySelector(selector)?.checkVisibility();
  if (isSeen("[data-stage] [data-result]")) return "result";
  if (isSeen("#all-questions")) return "list";
  if (isSeen("[data-stage] .quiz-wait")) return "wait";
  const stands = document.querySelector("[data-stage] [data-check]") ? "check" : asks();
  return stands === asked ? null : stands;
  function asks() {
    return document.querySelector("[data-stage] form[data-question]")?.dataset.question;
  }
}
"""
"""Tells where a reader stands who left a question, or nothing as long as that stands there."""
MOST = 30
"""More than the questions that a calm reader is asked."""


def end_of_a_calm_walk(page: Page, *, is_python_late: bool) -> str:
    """Answer calmly for as long as anything is asked, and return where that ends: at the result or at the plain list.

    Who waits for Python that does not come follows the way to the plain list.
    """
    stands = ""
    for _ in range(MOST):
        stands = str(page.wait_for_function(STANDS, arg=stands, timeout=2 * PATIENCE).json_value())
        while stands == "wait" and not is_python_late:
            page.wait_for_timeout(100)
            stands = str(page.wait_for_function(STANDS, arg="", timeout=2 * PATIENCE).json_value())
        if stands == "wait":
            page.locator("#quiz").get_by_role("link", name="use the plain list").click()
            expect(page.locator("#all-questions")).to_be_visible()
            return "list"
        if stands in ("result", "list"):
            return stands
        for control in [] if stands == "check" else [box(page, CALM.get(stands, "none"))]:
            control.or_(failed(page)).first.click()
        page.get_by_role("button", name="Continue").or_(failed(page)).first.click()
    raise AssertionError(stands)


@OF_KINDS
@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_no_calm_answer_meets_silence_whatever_becomes_of_a_file(
    chromium: Browser, site: str, kinds: dict[str, str], handle: Callable[[Route], None]
) -> None:
    """With the files of a kind so, who answers calmly comes to the plain list where Python does not come.

    Where there is no quiz, "None of these" leads to the note that names that list.
    """
    with phone(chromium) as page:
        for kind in visits(page, site, kinds, handle):
            try:
                if kind in WITHOUT_QUIZ:
                    is_led_on(page)
                else:
                    come_alive(page)
                    end_of_a_calm_walk(page, is_python_late=handle is late or kind not in WITH_PYTHON)
            except (AssertionError, Error) as error:
                raise AssertionError(kind) from error


def test_calm_answers_lead_to_a_result_without_all_that_no_answer_waits_for(chromium: Browser, site: str) -> None:
    """With fonts, pictures, search, and what is for offline use lost at once, the quiz leads to its result."""
    with phone(chromium) as page:
        page.context.route(re.compile(AT_ONCE[BESIDE]), lost)
        page.goto(f"{site}check/")
        come_alive(page)
        assert end_of_a_calm_walk(page, is_python_late=False) == "result"


@pytest.mark.deep
@pytest.mark.parametrize("handle", [lost, late], ids=lambda handle: handle.__name__)
def test_calm_answers_end_well_whatever_becomes_of_any_file(
    chromium: Browser, site: str, asked: set[str], handle: Callable[[Route], None]
) -> None:
    """With any one module, or the files of one kind, lost or late, calm answers end at a result or the plain list.

    At a result where no answer waits for that kind.
    """
    kinds = KINDS | {path: f"{re.escape(path)}$" for path in sorted(asked) if path.endswith(".mjs")}
    with phone(chromium) as page:
        for kind in visits(page, site, kinds, handle, has_python=True):
            try:
                if kind in KINDS and kind not in NEEDED:
                    come_alive(page)
                    assert end_of_a_calm_walk(page, is_python_late=False) == "result"
                else:
                    with suppress(AssertionError):  # without its module the quiz takes no answers
                        expect(page.locator(".quiz-page[data-alive]")).to_be_attached()
                    end_of_a_calm_walk(page, is_python_late=handle is late)
            except (AssertionError, Error) as error:
                raise AssertionError(kind) from error


@pytest.mark.parametrize("handle", [lost, deep(late), deep(cut), deep(mislabelled)], ids=lambda handle: handle.__name__)
def test_a_page_that_is_kept_answers_whatever_becomes_of_a_file(
    chromium: Browser, site: str, handle: Callable[[Route], None]
) -> None:
    """With a copy on the device, no file that the network spoils keeps the quiz from its next question or its 911."""
    context = new_profile(chromium, viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(f"{site}check/")
        wait_until_ready(page)
        expect_offline_ready(page)
        kinds = AT_ONCE if handle is lost else KINDS
        for kind in visits(page, site, kinds | {"the modules": r"\.mjs$"}, handle):
            answer(page, "none")
            assert question(page) == "who", kind
            leave(page, page.go_back)
            answer(page, "breathing")
            assert result(page).get_attribute("data-level") == "emergency", kind
    finally:
        context.close()


OLDER = KINDS | {"the modules": r"\.mjs$", "the pages": r"/$"}
"""What may be spoiled where the server has another release than the device: the page itself is kept too."""
OF_OLDER = pytest.mark.parametrize(
    "kinds", [pytest.param({"any": ".*"}, id="at once"), deep(OLDER, id="one by one")], ids=str
)
AGAIN = 2
"""So often at most a page gives way to a newer one under the eyes of a reader, who then presses again."""


@OF_OLDER
@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_an_emergency_is_told_from_a_copy_of_an_older_release(
    chromium: Browser, own_site: Path, tmp_path: Path, kinds: dict[str, str], handle: Callable[[Route], None]
) -> None:
    """With all of an older release kept, a sign of danger leads to what to do, whatever becomes of the newer files."""
    ask_at_once(own_site)
    newer = next_release(own_site, tmp_path / "newer")
    with preview.serve(own_site) as address, phone(chromium, is_kept=True) as page:
        visit_until_ready(page, f"{address}check/")
        # As long as this tab is open, no newer version takes the place of the older one.
        page.context.new_page().goto(address)
        put_in_place(newer, own_site)
        for kind in visits(page, address, kinds, handle, has_python=True):
            try:
                come_alive(page)
                is_told_in_an_emergency(page)
                expect(result(page)).to_have_attribute("data-level", "emergency")
            except AssertionError as error:
                raise AssertionError(kind) from error


@OF_OLDER
@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_an_emergency_is_told_from_a_copy_whose_python_is_gone(
    chromium: Browser, own_site: Path, tmp_path: Path, kinds: dict[str, str], handle: Callable[[Route], None]
) -> None:
    """The same where the device kept no Python, and the server has that of the older release no more."""
    ask_at_once(own_site)
    newer = next_release(own_site, tmp_path / "newer")
    older = own_site.with_name("older")
    for kind, pattern in kinds.items():
        with preview.serve(own_site) as address, phone(chromium, is_kept=True) as page:
            visit_until_ready(page, address)
            own_site.rename(older)
            newer.rename(own_site)
            try:
                for _ in visits(page, address, {kind: pattern}, handle, has_python=True):
                    come_alive(page)
                    is_told_for_sure(page)
            except AssertionError as error:
                raise AssertionError(kind) from error
            finally:
                own_site.rename(newer)
                older.rename(own_site)


def is_told_for_sure(page: Page) -> None:
    """Fail unless a sign of danger leads to what to do; where a newer page comes meanwhile, press there."""
    for _ in range(AGAIN):
        mark(page)
        with suppress(AssertionError, Error):
            is_told_in_an_emergency(page)
            return
        page.clock.resume()
        if is_same_document(page):
            break
        come_alive(page)
    is_told_in_an_emergency(page)


def test_half_of_the_page_itself_tells_the_signs(chromium: Browser, site: str) -> None:
    """A page that breaks off anywhere behind its first card still says when to call for help."""
    with phone(chromium) as page:
        for part in (0.3, 0.5, 0.7, 0.9):
            page.context.route("**/check/", partial(break_off, part))
            page.goto(f"{site}check/", wait_until="commit")
            expect(page.get_by_role("heading", name=re.compile("Get help now if any"))).to_be_visible()
            page.context.unroute_all(behavior="ignoreErrors")


def break_off(part: float, route: Route) -> None:
    """Answer with the page up to this part of what comes behind the start of the quiz."""
    response = route.fetch()
    body = response.body()
    start = body.index(b'<section class="quiz"')
    route.fulfill(response=response, body=body[: start + int((len(body) - start) * part)])
