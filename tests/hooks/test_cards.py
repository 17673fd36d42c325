"""Whether each line of a care card has its row in the topic's cards (V21)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sample_site import GOOD, KNOWLEDGE, TODAY
from support import EDITORIAL
from symptom_checker_workshop.tables import rows
from symptom_checker_workshop.tables.rows import Card
from symptom_site.checks import pages
from symptom_site.checks.pages import House
from symptom_site.source.region import HOME, Region

START = "---\ntitle: Home\ndescription: Start.\nkind: page\n---\n\n[Kinds](types/cramp.md)\n"
HOUSE = House(marks=(), editorial=EDITORIAL, plain_words=Path("none"))
LINE = "- you cannot breathe [@F-01]"
ROW = Card(level="emergency", facts=("F-01",), reason="It is a test.")
ELSEWHERE = rows.Region(id="GB", language="en-GB", origin="the US", foreign=(), phrase=())


def said(text: str = GOOD, *cards: Card, region: Region = HOME, today: date = TODAY) -> list[str]:
    """What is wrong with a site with this article, where the topic has these cards."""
    texts: Mapping[str, str] = {"index.md": START, "types/cramp.md": text}
    knowledge = replace(KNOWLEDGE, cards={card.id: card for card in cards})
    return [str(problem) for problem in pages.check(texts, knowledge, HOUSE, today, region=region).problems]


def test_a_topic_that_says_nothing_of_cards_is_asked_for_no_row():
    """Only a topic with a table of cards is held to it."""
    assert [] == said()


def test_a_line_with_a_row_is_sound():
    """The facts of all marks of a line, in any order, make its row."""
    assert [] == said(GOOD, ROW)
    both = replace(ROW, facts=("F-01", "F-02"))
    assert [] == said(GOOD.replace(LINE, "- you choke [@F-02] and cannot breathe [@F-01]"), both)


@pytest.mark.parametrize("new", ["- you cannot breathe [@F-01 F-02]", "- you cannot breathe [@F-02]"])
def test_a_line_without_a_row_is_named_with_its_line_and_the_fix(new):
    """Where nothing says what a line stands for, its file, line, and the row to add are named."""
    facts = ", ".join(f'"{name}"' for name in new.partition("@")[2].rstrip("]").split())
    line = GOOD[: GOOD.index(LINE)].count("\n") + 1
    first = said(GOOD.replace(LINE, f"{LINE}\n{new}"), ROW)
    assert [f"docs/types/cramp.md:{line + 1}: 'you cannot breathe': has no row in cards.toml"] == [
        problem.partition(": add")[0] for problem in first
    ]
    assert f'add [[card]] with level = "emergency", facts = [{facts}] and its answers' in first[0]


def test_a_line_that_moves_to_another_card_wants_another_row():
    """The same facts on a card of another level are another row, and the old row has no line any more."""
    found = said(GOOD.replace("/// emergency", "/// urgent"), ROW)
    assert 2 == len(found)
    assert any('level = "urgent"' in problem for problem in found)
    assert any(problem.startswith("cards.toml:1: card 'emergency F-01': no card of any page") for problem in found)


def test_a_row_that_no_page_needs_is_named():
    """A row whose last line is gone is to be taken out."""
    assert ["cards.toml:1: card 'urgent F-02'"] == [
        problem.rpartition(": ")[0].partition(": no card")[0]
        for problem in said(GOOD, ROW, replace(ROW, level="urgent", facts=("F-02",)))
    ]


def test_a_fact_that_is_unknown_is_named_once():
    """A misspelled fact is a problem of its mark, not of the cards too."""
    found = said(GOOD.replace(LINE, f"{LINE}\n- you choke [@F-99]"), ROW)
    assert 1 == len(found)
    assert "'F-99' is not in facts.toml" in found[0]


def test_another_region_is_held_to_no_rows():
    """The words of another region bring facts of their own; the levels are those that the home pages were held to."""
    assert [] == said(GOOD.replace(LINE, "- you cannot breathe [@F-02]"), ROW, region=Region(ELSEWHERE))
