"""The golden cases of this site: stories whose level and rules were written from the sources before the engine ran."""

import pytest

from symptom_checker import assess
from this_site import compiled, tables, walk

CASES = list(tables().cases.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_gives_its_level_and_exactly_its_rules(case):
    """Through the questions really asked, the story leads to its level, its route and exactly its rules."""
    _, asked = walk(case.answers)
    assessment = assess(compiled(), asked)
    fired = {rule.id for rule in assessment.rules}
    assert (assessment.level, assessment.route, fired) == (case.level, case.route, set(case.rules))


def test_a_case_answers_every_question_that_it_meets():
    """No answer is made up for a story: each question on its way is answered in the case."""
    made_up = {case.id: set(walk(case.answers)[0]) - set(case.answers) for case in CASES}
    assert {} == {name: questions for name, questions in made_up.items() if questions}


@pytest.mark.parametrize("case", [case for case in CASES if case.screens], ids=lambda case: case.id)
def test_a_case_takes_no_more_screens_than_it_may(case):
    """A plain story is at its result within the screens that the case allows."""
    path, _ = walk(case.answers)
    assert len(path) <= case.screens


def test_plain_stories_have_a_limit_of_screens():
    """A night cramp, a flickering eyelid and hiccups with nothing else take at most 10 screens and a second look."""
    limits = {case.id: case.screens for case in CASES if case.screens}
    assert {"night-calf-cramp": 11, "eyelid-flickers": 11, "hiccups-after-dinner": 11}.items() <= limits.items()


def test_enough_cases_have_a_contrast():
    """At least 20 stories are told twice with one answer changed, and end elsewhere the second time."""
    assert len([case for case in CASES if case.contrast]) >= 20


def test_every_level_has_cases():
    """Each level has so many cases that too high and too low can both be measured."""
    counts = {level.id: sum(case.level == level.id for case in CASES) for level in tables().levels.values()}
    assert min(counts.values()) >= 45, counts
