"""Faults in the knowledge: each gets its file, its line and its mend, and all come at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from support import KNOWLEDGE, TOPIC, real, real_tables
from symptom_checker.model import Knowledge
from symptom_checker_workshop.commands import read_checked
from symptom_checker_workshop.compile import module_text
from symptom_checker_workshop.problem import KnowledgeError

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the real topic that a test may break."""
    return Path(shutil.copytree(KNOWLEDGE / TOPIC, tmp_path / TOPIC))


def _spoil(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file and return the line it stood in."""
    text = (folder / file).read_text()
    assert old in text, f"{old!r} is not in {file}"
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def _problems(folder: Path, today: date = TODAY) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, today)
    return [str(problem) for problem in caught.value.problems]


def test_the_real_topic_has_no_problems():
    """What ships is clean."""
    assert read_checked(KNOWLEDGE / TOPIC, TODAY).topic.id == TOPIC


def test_compiling_is_exact_and_repeatable():
    """The module that ships holds the same knowledge, and the same tables give the same text."""
    text = module_text(real())
    space: dict = {}
    exec(text, space)  # noqa: S102  our own module, just written
    assert Knowledge.from_tuple(space["TOPIC"]) == real()
    assert module_text(real()) == text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "rules.toml",
            'when = "danger.chest"',
            'when = "danger.chset"',
            "unknown finding 'danger.chset', did you mean 'danger.chest'?",
        ),
        (
            "rules.toml",
            'when = "danger.chest"',
            'when = "not danger.chest"',
            "'not' is not allowed here, so that danger only ever adds up",
        ),
        ("rules.toml", 'when = "danger.chest"', 'when = "danger.chest > 1"', "'danger.chest > 1' is not allowed"),
        (
            "rules.toml",
            'when = "danger.chest"',
            "when = \"__import__('os')\"",
            "is not allowed: use findings, and, or, atleast",
        ),
        ("rules.toml", 'when = "danger.chest"', 'when = "danger.chest and"', "cannot be read: use findings"),
        ("rules.toml", 'when = "danger.chest"', 'when = "older"', "unknown term 'older'"),
        ("rules.toml", "atleast(2, effort.pain", "atleast(4, effort.pain", "atleast(4, …) needs a number from 1 to 3"),
        (
            "rules.toml",
            'level = "emergency"\nwhen = "danger.chest"',
            'level = "emergncy"\nwhen = "danger.chest"',
            "level 'emergncy', did you mean 'emergency'?",
        ),
        (
            "rules.toml",
            'facts = ["SER-41"]',
            'facts = ["SER-411"]',
            "fact 'SER-411' does not exist, did you mean 'SER-41'?",
        ),
        ("rules.toml", 'facts = ["SER-41"]', "facts = []", "rests on no fact with a source"),
        (
            "rules.toml",
            'facts = ["SER-41"]',
            'facts = ["SER-41"]\nlevle = "x"',
            "unknown key 'levle', did you mean 'level'?",
        ),
        ("rules.toml", 'id = "danger-chest"', 'id = "danger-breathing"', "the id stands twice"),
        (
            "rules.toml",
            'where = "ultrasound"',
            'where = "ultrasond"',
            "where 'ultrasond' does not exist, did you mean 'ultrasound'?",
        ),
        ("rules.toml", '\nwithin = "few-days"', "", "a routine rule, and only a routine rule, names 'within'"),
        ("rules.toml", '\nroute = "call-911"', "", "an emergency rule, and only an emergency rule, names a route"),
        ("rules.toml", 'when = "who.me_65 or who.other_65"', 'when = "age_50_plus"', "cycle of terms"),
        ("questions.toml", 'select = "many"', 'select = "some"', "select 'some' must be 'one' or 'many'"),
        (
            "questions.toml",
            'ask_if = "danger.seizure"',
            'ask_if = "pattern.more"',
            "ask_if names 'pattern', which is not asked before",
        ),
        ("questions.toml", 'ask_if = "danger.seizure"', 'ask_if = "not danger.seizure"', "'not' is not allowed here"),
        ("questions.toml", 'cap = "urgent"', 'cap = "routine"', "not sure on a danger list counts as urgent at least"),
        (
            "questions.toml",
            'role = "red_flag"\n    level = "emergency"',
            'role = "context"',
            "a danger list is select = 'many' and holds red flags only",
        ),
        ("questions.toml", 'id = "chest"', 'id = "Chest"', "option 'Chest': the id must be small letters"),
        ("questions.toml", 'why = "', 'way = "', "unknown key 'way', did you mean 'why'?"),
        ("advice.toml", 'type = "do"', 'type = "maybe"', "type 'maybe' must be 'do', 'dont' or 'watch'"),
        ("levels.toml", 'call = "988"', 'call = "nine"', "call 'nine' must be digits"),
        ("levels.toml", 'call_text = "Call 988"', "", "'call' and 'call_text' go together"),
        ("facts.toml", 'read = "seen"', 'read = "heard"', "read 'heard'"),
        (
            "kinds.toml",
            'fits = "kind.hiccups"',
            'fits = "kind.hiccup"',
            "unknown finding 'kind.hiccup', did you mean 'kind.hiccups'?",
        ),
        (
            "cases.toml",
            'level = "emergency"',
            'level = "emergnecy"',
            "level 'emergnecy' does not exist, did you mean 'emergency'?",
        ),
        (
            "hazards.toml",
            '"danger-chest"',
            '"danger-chset"',
            "control 'danger-chset' does not exist, did you mean 'danger-chest'?",
        ),
    ],
)
def test_each_fault_is_named_with_its_mend(folder, file, old, new, said):
    """A fault in any table is told with the file and what to do about it."""
    _spoil(folder, file, old, new)
    assert any(line.startswith(f"{file}:") and said in line for line in _problems(folder)), _problems(folder)


def test_the_line_is_that_of_the_row(folder):
    """The line points at the header of the row that holds the fault."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-chest"', '[[rule]]\nid = "danger-chest"\nlevle = "x"')
    assert any(said.startswith(f"rules.toml:{line}: rule 'danger-chest':") for said in _problems(folder))


def test_all_problems_come_at_once(folder):
    """Faults in several files are all told in one run, in order of file and line."""
    _spoil(folder, "rules.toml", 'when = "danger.chest"', 'when = "danger.chset"')
    _spoil(folder, "questions.toml", 'cap = "urgent"', 'cap = "routine"')
    _spoil(folder, "hazards.toml", '"danger-chest"', '"danger-chset"')
    files = [line.partition(":")[0] for line in _problems(folder)]
    assert {"rules.toml", "questions.toml", "hazards.toml"} <= set(files)
    assert files == sorted(files)


def test_bad_toml_is_told_with_its_line(folder):
    """A file that is not TOML is told with the line of the fault, and the other files are still read."""
    line = _spoil(folder, "rules.toml", '[[rule]]\nid = "danger-chest"', '[[rule]]\nid = danger-chest"')
    _spoil(folder, "advice.toml", 'type = "do"', "type = 3")
    said = _problems(folder)
    assert any(text.startswith(f"rules.toml:{line + 1}: file: is not TOML") for text in said)
    assert any("'type' must be text" in text for text in said)


def test_a_missing_file_is_told(folder):
    """A table that is not there is named."""
    (folder / "advice.toml").unlink()
    assert "advice.toml:1: file: is missing: add it, empty if need be" in _problems(folder)


def test_a_review_that_is_past_is_told(folder):
    """After the review date the knowledge does not pass."""
    past = real_tables().topic.review_by.replace(year=2099)
    assert any("is past: check the sources again" in line for line in _problems(folder, past))


def test_a_red_flag_that_reaches_too_little_is_told(folder):
    """A red flag whose rules do not reach its declared level is named."""
    _spoil(
        folder, "rules.toml", 'level = "emergency"\nwhen = "danger.chest"', 'level = "urgent"\nwhen = "danger.chest"'
    )
    assert any("option 'chest' alone reaches urgent, below its emergency" in line for line in _problems(folder))


def test_a_rule_that_no_case_shows_is_told(folder):
    """Every rule has a case."""
    text = (folder / "cases.toml").read_text().replace('"danger-chest"', '"danger-blue"')
    (folder / "cases.toml").write_text(text)
    assert any("rule 'danger-chest': no case shows it" in line for line in _problems(folder))


def test_a_fact_without_a_source_cannot_be_used(folder):
    """A rule may not rest on a fact whose source nobody has found."""
    text = (folder / "facts.toml").read_text()
    unsourced = next(fact.id for fact in real_tables().facts.values() if fact.read == "unsourced")
    assert text
    _spoil(folder, "rules.toml", 'facts = ["SER-41"]', f'facts = ["SER-41", "{unsourced}"]')
    assert any(f"fact '{unsourced}' has no source: find one, or cite another" in line for line in _problems(folder))
