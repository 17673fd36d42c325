"""The page that says when to get help, in a real browser: folded, it is short, and every way to a sign opens it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from symptom_site import preview

PHONE = {"width": 360, "height": 640}
SCREENS = 5
"""The most screens of a phone that the page may fill while its folds are closed."""
OPEN = "[...document.querySelectorAll('details.fold[open] h3')].map((heading) => heading.id)"


def test_closed_page_is_short(page: Page, site: str):
    """With all folds closed the page fits on a few screens of a phone, and is no wider than one."""
    page.set_viewport_size(PHONE)
    page.goto(f"{site}get-help/", wait_until="load")
    assert [] == page.evaluate(OPEN)
    height, width = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    assert height <= SCREENS * PHONE["height"]
    assert width <= PHONE["width"]


@pytest.mark.parametrize(("anchor", "fold"), [("back-urgent", "back"), ("back", "back"), ("the-reasons", "the-reasons")])
def test_a_link_opens_its_fold(page: Page, site: str, anchor: str, fold: str):
    """A link to a card, or to the heading of a fold, opens that fold alone and shows it below the header."""
    page.goto(f"{site}get-help/#{anchor}", wait_until="load")
    page.wait_for_function(f"{OPEN}.length")
    assert [fold] == page.evaluate(OPEN)
    top = page.locator(f"#{anchor}").evaluate("(place) => place.getBoundingClientRect().top")
    assert 0 < top < 800


def test_folds_open_without_a_script(chromium: Browser, site: str):
    """Keyboard and pointer open a fold, and so does a link to a card in it, where no script runs."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}get-help/")
    page.locator("details.fold > summary").first.focus()
    page.keyboard.press("Enter")
    assert 1 == page.locator("details.fold[open]").count()
    page.locator("#back").click()
    assert 2 == page.locator("details.fold[open]").count()
    page.goto(f"{site}get-help/?#stiff-urgent")
    assert 1 == page.locator("details.fold[open]").count()
    context.close()


def test_folds_are_open_on_paper(chromium: Browser, site_dir: Path):
    """Every sign is printed, whether its fold is open or closed, also where no script runs."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with preview.serve(site_dir) as address:
        page.goto(f"{address}get-help/")
        page.emulate_media(media="print")
        lines = page.locator("details.fold li")
        heights = [line.bounding_box() for line in lines.all()]
        assert 80 < len(heights)
        assert all(box and box["height"] > 10 for box in heights)
    context.close()
