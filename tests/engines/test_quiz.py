"""The quiz to each level, in three engines."""

from pathlib import Path

import pytest

from engines.quiz import LEVELS, Way, by_keys, by_mouse, follow, level, next_step, open_quiz
from engines.tab import Tab
from support import sample_tables
from symptom_site import preview

pytestmark = pytest.mark.deep

TABLES = sample_tables()
HEADINGS = {level: row.heading for level, row in TABLES.levels.items()} | {
    "emergency": TABLES.routes["call-911"].heading
}
"""Level → the heading of its result."""


@pytest.mark.parametrize("way", [by_mouse, by_keys], ids=lambda way: way.__name__)
def test_quiz_leads_to_each_level(tab: Tab, sample_site: Path, way: Way) -> None:
    """With the mouse, and with keys alone, answers lead to each level; the focus is on its heading."""
    with preview.serve(sample_site) as address:
        open_quiz(tab, address)
        for wanted, answers in LEVELS.items():
            follow(tab, way, answers)
            assert level(tab) == wanted
            tab.see("[data-result] [data-card] h2", HEADINGS[wanted])
            assert HEADINGS[wanted] in tab.run("() => document.activeElement.innerText.replace(/\\s+/g, ' ')")
            tab.click("[data-stage] button", "Start again")
            assert next_step(tab, "result") == "danger"


def test_back_leads_through_the_questions(tab: Tab, sample_site: Path) -> None:
    """The browser's Back leads to the question before, with its answer; forward it goes on from there."""
    with preview.serve(sample_site) as address:
        open_quiz(tab, address)
        steps = follow(tab, by_mouse, {})
        tab.run("() => history.go(-2)")
        assert next_step(tab, "result") in steps[-2:]
        tab.run("() => history.go(2)")
        tab.see("[data-result]")
        assert level(tab) == "self-care"
