"""This site's pages on paper: short enough to print, and to hand to a doctor."""

import pytest
from playwright.sync_api import Page, expect

from browser.paper import addresses, sides
from browser.walk import answer, answer_all, open_quiz

CALM = {"who": "me_18_49", "kind": "night_leg"}
"""Answers of an adult with a simple cramp at night."""

MOST = {
    "get-help/": 12,
    "causes/night-leg-cramps/": 3,
    "types/twitch/": 3,
    "types/cramp/": 3,
    "self-care/stretch-calf/": 3,
    "serious/clot-in-the-leg/": 3,
    "serious/medicine-reactions/": 4,
    "causes/medicines/": 4,
}
"""Page → the most sides that it may fill with its drawings and its sources."""


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("path", MOST)
def test_a_page_is_a_few_sides(page: Page, site: str, path: str, paper: str):
    """The signs of danger, and articles with their drawings and sources, are a few sides."""
    page.goto(f"{site}{path}")
    assert sides(page, format=paper) <= MOST[path]


@pytest.mark.parametrize("path", ["get-help/", "causes/night-leg-cramps/"])
def test_no_address_of_this_site_is_printed(page: Page, site: str, path: str):
    """Paper has each publication's address once, and none that leads to this site."""
    page.goto(f"{site}{path}")
    page.emulate_media(media="print")
    told = addresses(page)
    assert len(told) > 20
    assert sorted(set(told)) == sorted(told)
    assert [address for address in told if address.startswith(site)] == []


@pytest.mark.unsaved
def test_the_quiz_is_a_few_sides(page: Page, site: str):
    """Printed in the middle the checker is at most three sides, and a simple result is one."""
    open_quiz(page, site)
    answer(page, "none")
    assert sides(page) <= 3
    answer_all(page, until="kind", **CALM)
    assert sides(page) <= 3
    answer_all(page, **CALM)
    expect(page.locator("[data-stage] [data-result]")).to_be_visible()
    assert sides(page) == 1
