"""The table of what differs in another region: its form, and what lint says of its rows."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from support import SAMPLE, sample_tables
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables.lint import read_checked

TODAY = date(2026, 11, 28)
TABLES = sample_tables()
ADVICE = next(iter(TABLES.advice.values()))
QUESTION = next(iter(TABLES.questions.values()))
FOREIGN = next(
    fact.id
    for fact in TABLES.facts.values()
    if not any(end in TABLES.sources[key].url for key in fact.sources for end in (".uk", ".wales", "hscni.net"))
)
OWN = ", ".join(f'"{name}"' for name in ADVICE.facts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample topic whose differences a test may write."""
    return Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))


def _row(at: str, of: str = "", here: str = "Ask a GP.", facts: str = '"GB-04"', region: str = "GB") -> str:
    return f'[[difference]]\nregion = "{region}"\nat = "{at}"\nof = [{of}]\nhere = "{here}"\nfacts = [{facts}]\n'


def _problems(folder: Path, text: str) -> list[str]:
    (folder / "differences.toml").write_text((SAMPLE / "differences.toml").read_text() + text)
    try:
        read_checked(folder, TODAY)
    except KnowledgeError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "text",
    [
        _row(f"advice {ADVICE.id} text", OWN),
        _row(f"question {QUESTION.id} {QUESTION.option[0].id} text"),
        _row("contact poison-control call", here="111", facts='"GB-03"'),
        _row("types/any.md", '"DEF-01"'),
    ],
)
def test_a_row_with_its_place_facts_and_source_is_sound(folder, text):
    """A text of a row or an answer, a number to call, and words of a page may differ."""
    assert [] == _problems(folder, text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (_row("advice"), "'advice' names no place: write a page, such as"),
        (_row("advise x text"), "table 'advise' has no words to change, did you mean 'advice'?"),
        (_row("fact DEF-01 text"), "table 'fact' has no words to change"),
        (_row(f"advice {ADVICE.id}x text", OWN), f"did you mean '{ADVICE.id}'?"),
        (_row(f"question {QUESTION.id} nothing text"), "option 'nothing' does not exist"),
        (_row(f"advice {ADVICE.id} when", OWN), "key 'when' holds no words"),
        (_row(f"advice {ADVICE.id} text", '"DEF-01"'), "was written for the facts DEF-01, and the words now rest on"),
        (_row(f"advice {ADVICE.id} text", OWN, here=""), "has no words: write them in 'here'"),
        (_row("types/any.md"), "has no facts 'of'"),
        (_row(f"advice {ADVICE.id} text", OWN, facts=""), "rests on no fact"),
        (
            _row(f"advice {ADVICE.id} text", OWN, facts=f'"{FOREIGN}"'),
            "rests on no source of GB (address in hscni.net",
        ),
        (_row(f"advice {ADVICE.id} text", OWN, facts='"GB-99"'), "fact 'GB-99' does not exist"),
        (_row(f"advice {ADVICE.id} text", OWN, region="FR"), "region 'FR' does not exist"),
        (_row(f"advice {ADVICE.id} text", OWN, here="Call 911."), "'here' still says '911', which is foreign there"),
        (_row("types/any.md", '"DEF-01"') * 2, "the id stands twice"),
    ],
)
def test_a_fault_of_a_row_is_named_with_its_line(folder, text, named):
    """Where the place, the facts, the source or the words are wrong, the row is named with its line."""
    lines = (SAMPLE / "differences.toml").read_text().count("\n") + 1
    found = [problem for problem in _problems(folder, text) if named in problem]
    assert found
    assert found[0].startswith(f"differences.toml:{lines + 6 * (text.count('[[') - 1)}: difference '")
