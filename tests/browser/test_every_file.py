"""The check page while any file that it loads is lost, cut, mislabelled or late: no press meets silence.

The modules stand in test_dead_start; here are the others, those of one kind at once.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import new_profile
from browser.test_dead_start import (
    HANDLES,
    cut,
    deep,
    late,
    lost,
    phone,
    press_go_on,
    says_emergency,
    says_what_follows,
)
from browser.test_offline import expect_offline_ready
from browser.walk import answer, question, result, wait_until_ready

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


def visits(page: Page, address: str, handle: Callable[[Route], None]) -> Iterator[str]:
    """Open the check page once for each kind, with the files of that kind handled so.

    A browser paints nothing before the style has come or failed: while it is late there is no page yet. The checker's
    Python, which takes longest and which no press waits for, is left to come only where the kind has to do with it.
    """
    for kind, pattern in KINDS.items():
        if kind == "style" and handle is late:
            continue
        files = re.compile(pattern)
        if kind not in WITH_PYTHON:
            page.context.route("**/*.wasm", late)
        page.context.route(files, handle)
        page.goto("about:blank")
        page.goto(f"{address}check/", wait_until="commit")
        yield kind
        page.context.unroute_all(behavior="ignoreErrors")


def test_every_file_is_of_a_kind(asked: set[str]) -> None:
    """Each file that the page loads is tried: it is a module, a page or of one of the kinds, and no kind is empty."""
    others = {path for path in asked if not path.endswith((".mjs", "/", "/404.html"))}
    assert [path for path in sorted(others) if not any(re.search(pattern, path) for pattern in KINDS.values())] == []
    assert [kind for kind, pattern in KINDS.items() if not any(re.search(pattern, path) for path in others)] == []


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_an_emergency_is_told_whatever_becomes_of_a_file(
    chromium: Browser, site: str, handle: Callable[[Route], None]
) -> None:
    """With the files of any one kind lost, cut, mislabelled or late, a sign of danger leads to what to do."""
    with phone(chromium) as page:
        for kind in visits(page, site, handle):
            press_go_on(page, "breathing")
            try:
                says_emergency(page)
            except AssertionError as error:
                raise AssertionError(kind) from error


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_no_calm_answer_meets_silence_whatever_becomes_of_a_file(
    chromium: Browser, site: str, handle: Callable[[Route], None]
) -> None:
    """With the files of any one kind so, "None of these" leads to the next question, or to a way to the plain list."""
    with phone(chromium) as page:
        for kind in visits(page, site, handle):
            press_go_on(page, "none")
            try:
                says_what_follows(page)
            except AssertionError as error:
                raise AssertionError(kind) from error


@pytest.mark.parametrize("handle", [lost, deep(cut)], ids=lambda handle: handle.__name__)
def test_a_page_that_is_kept_answers_whatever_becomes_of_a_file(
    chromium: Browser, site: str, handle: Callable[[Route], None]
) -> None:
    """With an older copy on the device, no file that the network spoils keeps the quiz from its next question."""
    context = new_profile(chromium, viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(f"{site}check/")
        wait_until_ready(page)
        expect_offline_ready(page)
        for kind in visits(page, site, handle):
            answer(page, "none")
            assert question(page) == "who", kind
        answer(page, "me")
        page.goto("about:blank")
        page.goto(f"{site}check/")
        answer(page, "breathing")
        expect(result(page)).to_have_attribute("data-level", "emergency")
    finally:
        context.close()


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
