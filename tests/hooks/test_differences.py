"""What another region says of care: put in by its place, and named where the place is not there or not one."""

from dataclasses import replace

import pytest

from sample_site import KNOWLEDGE
from support import sample_tables
from symptom_checker_workshop.tables.rows import Difference, Phrase
from symptom_checker_workshop.tables.rows import Region as Table
from symptom_site.checks import differences
from symptom_site.source import cited
from symptom_site.source.region import Region

PAGE = """---
title: Quinine
---

# Quinine

It helps a little [@A]. See [more](more.md). Never take it,
because it can harm [@B A]. It is sold abroad [@C]!

/// urgent
- **Bruises:** you took it [@B A]
- you feel ill (call now [@C])
///
"""


def other(
    at: str = "quinine.md", of: tuple[str, ...] = ("A", "B"), card: str = "", here: str = "Ask a GP."
) -> Difference:
    """Return what differs at a place, with a fact of its own."""
    return Difference(region="GB", at=at, of=of, card=card, here=here, facts=("GB-1",))  # type: ignore[arg-type]


def spoken(*rows: Difference, phrase: tuple[Phrase, ...] = ()) -> Region:
    """Return a region with these differences."""
    return Region(Table(id="GB", language="en-GB", origin="the US", foreign=(), phrase=phrase), rows)


def problems(*rows: Difference, text: str = PAGE) -> list[str]:
    """What is wrong with differences of a topic with one page."""
    knowledge = replace(KNOWLEDGE, differences={row.id: row for row in rows})
    return [str(problem) for problem in differences.check({"quinine.md": text}, knowledge)]


def test_a_mark_stands_for_the_words_since_the_mark_before_it():
    """From the last mark, or the start of the paragraph or item, to its own mark, in whichever card it is."""
    assert [
        ("", "A", "It helps a little [@A]."),
        ("", "A B", "See [more](more.md). Never take it,\nbecause it can harm [@B A]."),
        ("", "C", "It is sold abroad [@C]!"),
        ("urgent", "A B", "**Bruises:** you took it [@B A]"),
        ("urgent", "C", "you feel ill (call now [@C])"),
    ] == [(words.card, " ".join(sorted(words.facts)), PAGE[words.start : words.end]) for words in cited.find(PAGE)]


def test_a_mark_in_a_table_stands_for_the_words_of_its_cell():
    """The cells before it, and the strokes between them, are not among its words."""
    page = "| One | Two |\n|---|---|\n| It helps [@A] | It \\| harms. Never [@B]. |\n"
    assert ["It helps [@A]", "It \\| harms. Never [@B]."] == [
        page[found.start : found.end] for found in cited.find(page)
    ]


def test_words_of_a_page_are_put_in_by_page_card_and_facts():
    """The words of one mark change, with its facts; the same facts in a card, and other pages, stay."""
    new = PAGE.replace("See [more](more.md). Never take it,\nbecause it can harm [@B A].", "Ask a GP [@GB-1].")
    assert new == spoken(other()).page(PAGE, "quinine.md")
    assert PAGE == spoken(other()).page(PAGE, "other.md")
    assert "- Ask a GP [@GB-1].\n- you feel ill" in spoken(other(card="urgent")).page(PAGE, "quinine.md")


def test_an_edit_of_the_words_changes_nothing_for_the_region():
    """A sentence that is worded anew on the page is still the one that differs."""
    edited = PAGE.replace("Never take it,\nbecause it can harm", "It can harm, so leave it alone")
    assert spoken(other()).page(PAGE, "quinine.md") == spoken(other()).page(edited, "quinine.md")
    assert [] == problems(other(), text=edited)


def test_phrases_are_said_in_what_differs_too():
    """The words of a difference need not know how the region says what it has another word for."""
    here = spoken(other(here="Call 911 (now)."), phrase=(Phrase(home="911", here="999"),))
    assert "Call 999 (now) [@GB-1]." in here.page(PAGE, "quinine.md")


def test_words_of_a_row_change_with_its_facts_and_nothing_else():
    """A text of the tables is put in by table, id and key, an option's below its question; what decides stays."""
    home = sample_tables()
    advice = next(iter(home.advice.values()))
    question = next(iter(home.questions.values()))
    option = question.option[0]
    here = spoken(other(f"advice {advice.id} text"), other(f"question {question.id} {option.id} text")).knowledge(home)
    assert ("Ask a GP.", ("GB-1",), advice.when) == (
        here.advice[advice.id].text,
        here.advice[advice.id].facts,
        here.advice[advice.id].when,
    )
    assert "Ask a GP." == here.questions[question.id].option[0].text
    assert question.option[1:] == here.questions[question.id].option[1:]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (other(), ""),
        (other(card="urgent"), ""),
        (other("gone.md"), "docs/gone.md does not exist: correct 'at', or take it out"),
        (
            other(of=("B",)),
            "no mark [@B] stands outside of cards on docs/quinine.md: read what the page says now, then correct 'of'",
        ),
        (other(of=("Z",), card="urgent"), "in a card 'urgent' of docs/quinine.md"),
    ],
)
def test_a_place_that_is_not_on_the_page_is_named_with_what_is(row, named):
    """Where the facts of a sentence changed, or the page is gone, the row is named with its line and the fix."""
    found = problems(row)
    assert bool(named) == bool(found)
    assert all(problem.startswith(f"differences.toml:1: difference '{row.id}': ") for problem in found)
    assert named in "".join(found)


def test_a_place_that_is_there_twice_is_named():
    """Facts that two sentences share tell neither of them, so both would change."""
    (found,) = problems(other(of=("C",)), text=PAGE.replace("[@A].", "[@C]."))
    assert "the mark [@C] stands 2 times outside of cards on docs/quinine.md" in found
