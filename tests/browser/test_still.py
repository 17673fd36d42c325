"""Nothing on a page moves while it comes."""

import pytest
from playwright.sync_api import Browser

from browser.walk import wait_until_ready

pytestmark = pytest.mark.browser

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const parts = sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 99));
    if (!hadRecentInput) window.shifts.push([value, ...parts]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Gathers how far parts of the page moved, and which."""

PAINTED = """
() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200))
"""
"""Waits until the page is painted, and a font that it waits for is given up."""


@pytest.mark.parametrize("path", ["", "check/", "types/front-nosebleed/", "get-help/"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "late", ["", "**/*.woff2", "**/*.{js,mjs}"], ids=["nothing late", "fonts late", "scripts late"]
)
def test_nothing_moves(chromium: Browser, site: str, path: str, width: int, late: str) -> None:
    """No part of a page moves when fonts or scripts come, however late."""
    context = chromium.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    context.add_init_script(SHIFTS)
    if late:
        context.route(late, lambda _: None)
    page = context.new_page()
    page.goto(f"{site}{path}", wait_until="commit")
    page.locator("h1").first.wait_for()
    page.evaluate(PAINTED)
    if late:
        context.unroute(late)  # they are let go
    page.wait_for_function("() => document.documentElement.classList.contains('js')")  # the theme's script has run
    page.evaluate(PAINTED)
    shifts = page.evaluate("() => window.shifts")
    context.unroute_all(behavior="ignoreErrors")
    context.close()
    assert [] == shifts


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_question_stays_in_its_place_as_it_comes_to_life(chromium: Browser, site: str, width: int) -> None:
    """A press that is aimed at an answer meets it, also when the scripts come just then."""
    context = chromium.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    context.route("**/*.{js,mjs}", lambda _: None)
    page = context.new_page()
    page.goto(f"{site}check/", wait_until="commit")
    answer = page.locator(".quiz-choice").first
    page.evaluate(PAINTED)
    before = answer.bounding_box()
    context.unroute("**/*.{js,mjs}")  # they are let go
    wait_until_ready(page)
    page.evaluate("() => window.scrollTo(0, 0)")
    after = answer.bounding_box()
    context.unroute_all(behavior="ignoreErrors")
    context.close()
    assert before == after
