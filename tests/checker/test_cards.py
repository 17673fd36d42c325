"""What the cards of the pages say, and what the checker says of it (V21): the table, its faults, and the comparison."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support import SAMPLE, sample, sample_tables
from symptom_checker_workshop.cases.cards import cards_agree
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.report import fingerprint
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import Card

TODAY = date(2026, 11, 28)
FACT, OTHER = list(sample_tables().facts)[:2]


def _row(level: str = "emergency", facts: str = FACT, rest: str = 'answers = [{ danger = ["heavy"] }]') -> str:
    named = ", ".join(f'"{name}"' for name in facts.split())
    return f'[[card]]\nlevel = "{level}"\nfacts = [{named}]\n{rest}\n'


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the sample topic that a test may add cards to."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


def _found(*cards: Card):
    return cards_agree(replace(sample_tables(), cards={card.id: card for card in cards}), sample())


def _card(level: str, *answers: dict[str, list[str]]) -> Card:
    return Card(level=level, facts=(FACT,), answers=answers)  # type: ignore[arg-type]


def test_a_topic_needs_no_cards(folder):
    """Without the file nothing is compared, and the property says so."""
    (folder / "cards.toml").unlink(missing_ok=True)
    tables = read_checked(folder, TODAY)
    found = cards_agree(tables, sample())
    assert (tables.cards, found.name, found.checks, found.holds) == ({}, "no_cards", 0, True)


def test_a_row_is_called_by_its_level_and_facts_in_any_order(folder):
    """The order of the facts, and one that stands twice, make no other row."""
    (folder / "cards.toml").write_text(_row(facts=f"{OTHER} {FACT} {OTHER}"))
    (name,) = read_checked(folder, TODAY).cards
    assert name == " ".join(["emergency", *sorted((FACT, OTHER))])


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (_row(rest="anwers = []"), 1, "unknown key 'anwers', did you mean 'answers'?"),
        (_row(level="urgnt"), 1, "level 'urgnt' does not exist, did you mean 'urgent'?"),
        (_row(rest='answers = [{ danger = "heavy" }]'), 1, "must be a table of lists"),
        (_row(rest='answers = { danger = ["heavy"] }'), 1, "'answers' must be a list"),
        (_row(facts="NOT-99"), 1, "fact 'NOT-99' does not exist"),
        (_row(facts=""), 1, "has no facts"),
        (_row(rest=""), 1, "has either 'answers', the findings of its lines, or a 'reason'"),
        (_row(rest='answers = [{ danger = ["heavy"] }]\nreason = "x"'), 1, "has either 'answers'"),
        (_row(rest="answers = [{ }]"), 1, "one of them is empty"),
        (_row(rest='answers = [{ dangr = ["heavy"] }]'), 1, "question 'dangr' does not exist, did you mean 'danger'?"),
        (_row(rest='answers = [{ danger = ["hevy"] }]'), 1, "answer to 'danger': 'hevy' does not exist"),
        (_row(facts=f"{FACT} {OTHER}") + _row(facts=f"{OTHER} {FACT}"), 5, "(first in line 1): make them one row"),
    ],
)
def test_a_faulty_row_is_named_with_its_line_and_the_fix(folder, text, line, expected):
    """What is misspelled, missing, or stands twice is named where it stands."""
    (folder / "cards.toml").write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, TODAY)
    (problem,) = map(str, caught.value.problems)
    assert problem.startswith(f"cards.toml:{line}: card '")
    assert expected in problem


def test_v21_holds_where_each_finding_alone_ends_at_the_level_of_its_card():
    """Several answers of one row are each asked of the engine, and rows with a reason are counted."""
    reasoned = Card(level="routine", facts=(OTHER,), reason="It is asked in other words.")
    found = _found(_card("emergency", {"danger": ["heavy"]}, {"danger": ["vomit"]}), reasoned)
    assert (found.number, found.failures, found.checks) == ("V21", (), 2)
    assert found.values == {"cards": 2, "reasons": 1}


def test_v21_catches_a_card_of_another_level(folder):
    """Where the checker ends elsewhere, the row, the answers, both levels, the rule and the fix are named."""
    (folder / "cards.toml").write_text(_row(level="urgent"))
    (failure,) = cards_agree(read(folder), sample()).failures
    assert failure.startswith(f"cards.toml:1: card 'urgent {FACT}': danger = heavy (")
    assert "): ends at emergency, by danger-heavy" in failure
    assert failure.endswith("Fix the rules, or move the line to the card of that level on each page")


def test_v21_catches_answers_that_nobody_is_asked_for():
    """An answer to a question that does not come up compares nothing, so it is named."""
    (failure,) = _found(_card("emergency", {"danger": ["heavy"], "length": ["ten"]})).failures
    assert failure.endswith("length is never asked: add the answer that brings it up")


def test_v21_catches_a_card_for_people_whom_the_checker_hands_over():
    """Who is handed over is told no level, so no card can agree with it."""
    (name, *_) = sample_tables().hand_overs
    question, _, option = name.partition(".")
    (failure,) = _found(_card("urgent", {question: [option]})).failures
    assert f"is handed over by {name}" in failure


def test_what_was_found_is_out_of_date_when_a_card_changes():
    """The kept report depends on the answers of the cards, and not on the words of a reason."""
    card = _card("emergency", {"danger": ["heavy"]})
    reasons = [Card(level="urgent", facts=(FACT,), reason=words) for words in ("One.", "Two.")]
    prints = [fingerprint(replace(sample_tables(), cards={row.id: row})) for row in (card, *reasons)]
    assert prints[0] != prints[1] == prints[2]
