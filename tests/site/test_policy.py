"""The content security policy on this site, in a real browser: every page, and every question and sort of result."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import shared_tab
from browser.test_policy import WITHOUT, nothing_chosen
from browser.walk import answer, every_page, go_on, question, restart, result
from symptom_checker.logic import LEVELS, Answers
from this_site import compiled, tables, walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab for all walks, and what it complains of."""
    with shared_tab(chromium) as tab:
        yield tab


def walks() -> list[Answers]:
    """Return the answers of cases that together come by every question that any case comes by, and to every level."""
    chosen: list[Answers] = []
    found = {case.id: {*walk(case.answers)[0], case.level} for case in tables().cases.values()}
    open_ = set().union(*found.values())
    while open_:
        best = max(found, key=lambda name: len(found[name] & open_))
        open_ -= found[best]
        chosen.append(walk(tables().cases[best].answers)[1])
    return chosen


def test_no_violation_at_any_question(
    tab: tuple[Page, list[str]], site: str, record_property: Callable[[str, object], None]
) -> None:
    """Each question that a case comes by, unanswered too, each second look and a result of each level keep the policy."""
    page, complaints = tab
    states = {"errors", "second look"}
    for given in walks():
        restart(page, site)
        while (name := question(page)) is not None:
            if name not in states:
                nothing_chosen(page)
            states.add(name)
            answer(page, *given[name], looks=False)
        if page.locator("[data-stage] [data-check]").count():
            go_on(page)
        states.add(f"result: {result(page).get_attribute('data-level')}")
        assert complaints == []
    record_property("states of the quiz", len(states))
    assert {f"result: {level}" for level in LEVELS} <= states
    assert len(states) > len(compiled().questions) * 3 // 4


@pytest.mark.parametrize("reach", [reach for reach in WITHOUT if reach.__name__ in ("failed", "plain", "paper")])
def test_no_violation_where_the_checker_is_not_there(
    page: Page, site: str, complaints: list[str], reach: Callable[[Page, str], None]
) -> None:
    """The check page keeps the policy where the checker fails, and so do its plain list and its form."""
    reach(page, f"{site}check/")
    assert [text for text in complaints if text.startswith("Policy")] == []


def test_no_violation_on_any_page(
    page: Page, site: str, site_dir: Path, complaints: list[str], record_property: Callable[[str, object], None]
) -> None:
    """No page violates the policy or complains of anything."""
    paths = []
    for path in every_page(page, site, site_dir):
        expect(page.locator("main h1").first).to_be_visible()
        assert complaints == [], path
        paths.append(path)
    record_property("pages", len(paths))
    assert len(paths) > 50
