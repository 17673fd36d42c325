"""Numbers that are written once in a topic, and filled in wherever they are said."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from support import SAMPLE
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables import numbers
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import read

SAID = {"cold": "15 minutes", "child": "under 2"}


@pytest.fixture
def topic(tmp_path) -> Path:
    """A copy of the sample topic that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


def problems(topic: Path) -> list[str]:
    """What is wrong with the form of a topic."""
    with pytest.raises(KnowledgeError) as caught:
        read(topic)
    return list(map(str, caught.value.problems))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hold it for [=cold].", "Hold it for 15 minutes."),
        ("[=Child]: call. A child [=child] too.", "Under 2: call. A child under 2 too."),
        ("A list [1] and [=old].", "A list [1] and [=old]."),
    ],
)
def test_number_stands_in_its_place(text, said):
    """The words of an entry stand in its place, with a capital where its id has one; others stay as they are."""
    assert numbers.fill(text, SAID) == said


def test_tables_are_read_with_their_numbers():
    """What the tables say holds the words of each number, and no place."""
    knowledge = read(SAMPLE)
    assert any("for 15 minutes." in row.text for row in knowledge.advice.values())
    assert "[=" not in repr((knowledge.advice, knowledge.rules))
    assert knowledge.numbers["pinch"].text == "15 minutes"


def test_one_entry_changes_every_text(topic):
    """Another number in the entry is another number in each text that has its place."""
    file = topic / numbers.FILE
    file.write_text(file.read_text().replace("15 minutes", "20 minutes"))
    assert {"20 minutes" in row.text for row in read(topic).advice.values() if "pinch the soft" in row.text} == {True}


def test_unknown_number_is_named(topic):
    """A place whose id has no entry is named with file, line and the nearest id."""
    file = topic / "advice.toml"
    text = file.read_text()
    line = text[: text.index("[=pinch]")].count("\n") + 1
    file.write_text(text.replace("[=pinch]", "[=pinhc]", 1))
    assert f"advice.toml:{line}: '[=pinhc]': is not in numbers.toml, did you mean 'pinch'?" in problems(topic)


def test_topic_needs_no_numbers(topic):
    """A topic without the file has no numbers, and then no place either."""
    (topic / numbers.FILE).unlink()
    assert any("'[=pinch]': is not in numbers.toml" in said for said in problems(topic))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('text = "24 hours"', 'text = "soon"', "its text 'soon' holds no number: write it, such as 10 minutes"),
        ('text = "24 hours"', 'text = "25 hours"', "its text '25 hours' is said by none of its facts"),
        ('facts = ["SELF-08"]', 'facts = ["SELF-99"]', "fact 'SELF-99' does not exist"),
        ('facts = ["SELF-08"]', "facts = []", "has no facts: write those that say it"),
    ],
)
def test_number_is_what_its_facts_say(topic, old, new, said):
    """An entry without a number or a fact is named, and so is one whose figures none of its facts has."""
    file = topic / numbers.FILE
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(KnowledgeError) as caught:
        read_checked(topic, date(2026, 11, 29))
    assert any(f"number 'no-blowing': {said}" in str(problem) for problem in caught.value.problems)


def test_number_may_be_in_letters(topic):
    """Words such as "a day" are a number."""
    file = topic / numbers.FILE
    file.write_text(file.read_text().replace('text = "24 hours"', 'text = "a day"'))
    assert read_checked(topic, date(2026, 11, 29)).numbers["no-blowing"].text == "a day"
