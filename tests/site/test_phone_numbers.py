"""The numbers to call on small screens and in large letters, in a real browser: every digit of them can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import shared_tab
from browser.walk import answer, every_page, open_quiz, question, result
from symptom_checker.web import step
from symptom_checker_workshop.tables.rows import Case
from this_site import compiled, tables, walk

pytestmark = pytest.mark.browser

SCREENS = ((320, 125), (360, 250))
"""Width of the screen in pixels, and size of the letters in percent: the theme's own, and twice that."""

OPEN = "() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }"
SIZE = """
(size) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: ${size}% !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
CLIPPED = r"""
() => {
  const found = [], lines = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let numbers = 0;
  for (let line = lines.nextNode(); line; line = lines.nextNode()) {
    const place = line.parentElement;
    if (!/\b\d{3}-\d{3}-\d{4}\b/.test(line.data) || !place.checkVisibility({ visibilityProperty: true })) continue;
    numbers += 1;
    const range = document.createRange();
    range.selectNodeContents(line);
    let [left, right] = [0, document.documentElement.clientWidth];
    for (let box = place; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === "visible") continue;
      const frame = box.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
    }
    const isOut = [...range.getClientRects()].some((part) => part.left < left - 0.5 || part.right > right + 0.5);
    if (isOut) found.push(line.data.trim());
  }
  return [numbers, found];
}
"""
"""Counts the texts with a phone number that are shown, and names those of which something is cut off."""


def clipped(page: Page) -> tuple[int, list[str]]:
    """Return how many texts with a phone number were shown, and of which of them something is cut off."""
    page.evaluate(OPEN)
    shown, wrong = 0, []
    for width, size in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(SIZE, size)
        numbers, found = page.evaluate(CLIPPED)
        shown += numbers
        wrong += [f"{width} pixels, {size} %: {text}" for text in found]
    return shown, wrong


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab without a service worker."""
    with shared_tab(chromium, service_workers="block") as (page, _):
        yield page


def test_no_number_is_clipped_on_any_page(tab: Page, site: str, site_dir: Path) -> None:
    """On the smallest screens, and in letters of twice the size, each phone number of each page can be read."""
    wrong, shown = {}, 0
    for path in every_page(tab, site, site_dir):
        numbers, found = clipped(tab)
        shown += numbers
        if found:
            wrong[path] = found
    assert {} == wrong
    assert shown > 20 * len(SCREENS)


def case_with(contact: str) -> Case:
    """Return the first case whose result holds a line to call."""
    for case in tables().cases.values():
        parts = step(compiled(), walk(case.answers)[1])["parts"]
        if any(item["sort"] == "contact" and item["id"] == contact for part in parts for item in part.get("items", ())):
            return case
    raise AssertionError(f"no case leads to {contact}")


@pytest.mark.parametrize("contact", [name for name, row in tables().contacts.items() if "-" in row.text])
def test_no_number_is_clipped_in_a_result(tab: Page, site: str, contact: str) -> None:
    """The same holds for a result that names a line to call, and for the questions on the way there."""
    _, given = walk(case_with(contact).answers)
    open_quiz(tab, site)
    while (name := question(tab)) is not None:
        assert [] == clipped(tab)[1], name
        answer(tab, *given[name])
    expect(result(tab)).to_be_visible()
    shown, found = clipped(tab)
    assert [] == found
    assert shown
