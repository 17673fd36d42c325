"""This site's checker in a real browser, once for each level."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import shared_tab
from browser.walk import answer, question, restart, result
from symptom_checker.expression import Finding
from symptom_checker.logic import LEVELS
from symptom_checker_workshop.tables.rows import Case
from this_site import compiled, tables, walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab for the cases of all levels, and what it complains of."""
    with shared_tab(chromium) as tab:
        yield tab


def sure_case(level: str) -> Case:
    """Return the first case of a level in which the reader is sure of everything."""
    return next(
        case
        for case in tables().cases.values()
        if case.level == level and "unsure" not in str(walk(case.answers)[1])
    )


@pytest.mark.parametrize("level", LEVELS)
def test_answers_of_a_case_lead_to_its_level(tab: tuple[Page, list[str]], site: str, level: str) -> None:
    """Answered question by question as a case says, the checker ends at its level with its reasons."""
    case = sure_case(level)
    path, given = walk(case.answers)
    page, complaints = tab
    complaints.clear()
    restart(page, site)
    asked = []
    while (name := question(page)) is not None:
        asked.append(name)
        answer(page, *given[name])
    assert path == asked
    expect(result(page)).to_have_attribute("data-level", level)
    heading = tables().routes[case.route].heading if case.route else tables().levels[level].heading
    expect(result(page).locator("[data-card] h2")).to_contain_text(heading)
    assert complaints == []


EARLY_LINES = {
    f"q-{rule.when.name.replace('.', '-')}": tables().contacts[rule.contact]
    for rule in compiled().rules
    if isinstance(rule.when, Finding) and rule.contact and rule.when.name.startswith(f"{compiled().questions[0].id}.")
}
"""Box of the first list whose sign alone has a line to call → that line."""


@pytest.mark.parametrize("box", EARLY_LINES)
def test_a_line_to_call_is_told_before_any_script_comes(page: Page, site: str, box: str) -> None:
    """A sign with a line to call names it, with its number, at once, whatever becomes of the scripts."""
    page.context.route("**/*.{js,mjs}", lambda route: route.abort())
    page.goto(f"{site}check/")
    page.locator(f'#quiz label[for="{box}"]').click()
    said = page.locator("#quiz .quiz-choice__now").filter(visible=True)
    expect(said).to_contain_text(EARLY_LINES[box].text)


def test_some_sign_has_a_line_to_call() -> None:
    """The first list holds a sign whose rule names a line to call."""
    assert EARLY_LINES
