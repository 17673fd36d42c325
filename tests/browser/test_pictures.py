"""Drawings of a site's own, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.walk import answer_all, box, open_quiz

pytestmark = pytest.mark.browser


def test_a_place_of_a_drawing_leads_to_its_page(page: Page, site: str, complaints: list[str]) -> None:
    """A place is a link with a name that the keyboard reaches and shows, after a load and after a click in the site."""
    page.goto(f"{site}about/")
    page.locator("a[href]:has-text('Nosebleed Guide'), .md-header a.md-logo").first.click()
    place = page.get_by_role("link", name="One nostril")
    expect(place).to_be_visible()
    place.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(place).to_be_focused()
    width = place.locator(".hit").evaluate("rect => getComputedStyle(rect).strokeWidth")
    assert width == "3px"
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text("front of the nose")
    assert complaints == []


def test_an_answer_is_chosen_on_the_drawing(page: Page, site: str, complaints: list[str]) -> None:
    """A press on a place chooses the answer in the list, and the drawing shows what the list has, also after Back."""
    open_quiz(page, site)
    answer_all(page, until="kind")
    front = page.locator("[data-stage] [data-tick='front']")
    assert violations(page) == []
    front.locator(".region").click()
    expect(box(page, "front")).to_be_checked()
    expect(box(page, "front")).to_be_focused()
    expect(front).to_contain_class("place--ticked")
    box(page, "back").check()
    expect(front).not_to_contain_class("place--ticked")
    expect(page.locator("[data-stage] [data-tick='back']")).to_contain_class("place--ticked")
    box(page, "front").check()
    page.get_by_role("button", name="Continue").click()
    expect(front).to_have_count(0)
    page.go_back()
    expect(front).to_contain_class("place--ticked")
    assert complaints == []


def test_a_drawing_follows_the_scheme(page: Page, site: str) -> None:
    """The same drawing has other colors in the dark."""
    page.goto(site)
    shape = page.locator(".picture .skin").first
    page.emulate_media(color_scheme="light")
    light = str(shape.evaluate("element => getComputedStyle(element).fill"))
    page.emulate_media(color_scheme="dark")
    expect(shape).not_to_have_css("fill", light)
