"""The golden cases: stories whose level and rules were written from the sources before the engine ran."""

import pytest

from support import real, real_tables, walk
from symptom_checker import assess

CASES = list(real_tables().cases.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_gives_its_level_and_exactly_its_rules(case):
    """Through the questions really asked, the story leads to its level, its route and exactly its rules."""
    _, asked = walk(real(), case.answers)
    assessment = assess(real(), asked)
    fired = {rule.id for rule in assessment.rules}
    assert (assessment.level, assessment.route, fired) == (case.level, case.route, set(case.rules))


def test_every_level_has_cases():
    """The cases show every level many times."""
    counts = {level.id: sum(case.level == level.id for case in CASES) for level in real_tables().levels.values()}
    assert min(counts.values()) >= 8, counts
