"""How much of a result stands before its folds."""

from dataclasses import replace

import pytest

from support import sample, sample_tables
from symptom_checker.answers import read
from symptom_checker.assessing import assess
from symptom_checker.logic import Answers
from symptom_checker.telling import SIGNS, Part, parts
from symptom_checker_workshop.cases.length import results_are_short
from symptom_checker_workshop.cases.runs import run_all, walk

CASES = run_all(sample(), sample_tables().cases.values())


def _parts_by_name(answers: Answers) -> dict[str, Part]:
    _, given = walk(sample(), answers)
    return {part.name: part for part in parts(sample(), given, read(sample(), given), assess(sample(), given))}


def test_results_of_the_sample_are_short():
    """V17 holds, and tells the longest result of each level."""
    found = results_are_short(sample(), sample_tables(), CASES)
    assert found.failures == ()
    assert 0 < found.values["most_self_care"] <= 150
    assert 0 < found.values["most_urgent"] <= 220
    assert 0 < found.values["most_emergency"] <= 60


@pytest.mark.parametrize(("table", "key"), [("levels", "self-care"), ("levels", "urgent"), ("routes", "call-911")])
def test_a_long_result_is_caught(table, key):
    """Words too many before the folds, and before why, break V17 with the case that shows it."""
    rows = getattr(sample_tables(), table)
    long = replace(rows[key], text="word " * 230)
    found = results_are_short(sample(), replace(sample_tables(), **{table: rows | {key: long}}), CASES)
    assert found.failures


def test_a_calm_result_keeps_most_for_its_folds():
    """Below urgent a few reasons, steps and signs stand there; what not to do and what to watch for are folds."""
    told = _parts_by_name({"often": ["weekly"]})
    assert len(told["rules"].items) <= 2
    assert len(told["do"].items) <= 2
    assert len(told["sooner"].items) <= SIGNS
    assert not any(told[name].items for name in ("dont", "watch") if name in told)
    assert told["sooner"].more


def test_a_result_for_today_folds_only_reasons():
    """From the third reason on they are a fold; what to do and what to watch for is shown in full."""
    urgent = [run for run in CASES if run.assessment.level == "urgent" and len(run.assessment.rules) > 2]
    told = [_parts_by_name(run.case.answers) for run in urgent]
    assert any(one["rules"].more for one in told)
    assert all(len(one["rules"].items) <= 2 for one in told)
    assert not any(one[name].more for one in told for name in ("do", "dont", "watch") if name in one)


def test_signs_of_questions_that_the_reader_brought_up_come_first():
    """After a knock, the signs of the questions about it stand before the fold, and general ones in it."""
    told = _parts_by_name({"about": ["pregnant"]})
    first = [name for item in told["sooner"].items for name in item.findings]
    assert first
    assert not {*told["sooner"].items} & {*told["sooner"].more}


def test_an_emergency_says_what_to_do_before_why():
    """First aid comes before the reasons."""
    names = list(_parts_by_name({"danger": ["heavy"]}))
    assert names.index("do") < names.index("rules")
