"""The scorecard."""

import pytest

from support import question, rule, small
from symptom_checker.expression import Finding
from symptom_checker_workshop.cases.accuracy import clopper_pearson, score_first, score_now
from symptom_checker_workshop.cases.runs import run_all
from symptom_checker_workshop.tables.rows import Story


def _story(level: str, first: str, signs: str = "none") -> Story:
    return Story(id="s", story="s", answers={"signs": [signs]}, level=level, source="x", first=first)


@pytest.mark.parametrize(
    ("successes", "trials", "lower", "upper"),
    [(10, 10, 0.6915, 1.0), (0, 10, 0.0, 0.3085), (8, 10, 0.4439, 0.9748), (95, 100, 0.8872, 0.9836)],
)
def test_the_bounds_are_those_of_the_published_tables(successes, trials, lower, upper):
    """The exact bounds of a share agree with tables of Clopper and Pearson to four digits."""
    assert clopper_pearson(successes, trials) == pytest.approx((lower, upper), abs=5e-5)


def test_stories_are_counted_by_the_level_that_they_expect():
    """Too low and too high stand apart, and an emergency sent below urgent is critical."""
    pairs = [("self-care", "self-care"), ("self-care", "urgent"), ("urgent", "routine")]
    pairs += [("emergency", "emergency"), ("emergency", "urgent"), ("emergency", "routine")]
    card = score_first([_story(*pair) for pair in pairs])
    assert [(row.level, row.stories, row.correct, row.under, row.over) for row in card.rows] == [
        ("self-care", 2, 1, 0, 1),
        ("routine", 0, 0, 0, 0),
        ("urgent", 1, 0, 1, 0),
        ("emergency", 3, 1, 2, 0),
    ]
    assert (card.stories, card.correct, card.under, card.over, card.critical) == (6, 2, 3, 1, 1)
    assert card.safe[0] == pytest.approx(0.5)


def test_the_score_of_today_is_the_engines():
    """What counts now is what the engine says now, whatever it said first."""
    topic = small((question("signs", ("a",)),), (rule("a", "urgent", Finding("signs.a")),))
    card = score_now(run_all(topic, [_story("urgent", "self-care", "a"), _story("urgent", "urgent")]))
    assert (card.correct, card.under) == (1, 1)
