"""Two versions of a topic."""

from dataclasses import replace

import pytest

from support import SAMPLE, question, rule, sample, small, symbolic
from symptom_checker.expression import Finding
from symptom_checker.logic import Logic
from symptom_checker_workshop.proofs import release_diff as compare
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.conditions import parse

SIGNS = question("signs", ("a", "b"), cap="urgent")
OLD = replace(small((SIGNS,), (rule("a", "urgent", Finding("signs.a")),)), version="1")


def _new(*rules, options=("a", "b")):
    return replace(small((question("signs", options, cap="urgent"),), rules), version="2")


def _fall(when: str, since: str) -> compare.Downgrade:
    return compare.Downgrade(since=since, when=parse(when, {"signs.a", "signs.b"}, {}))


def _compare(before: Logic, after: Logic, *allowed: compare.Downgrade) -> compare.Comparison:
    return compare.compare(before, symbolic(after).answers, allowed)


def test_the_same_version_neither_rises_nor_falls():
    """Nothing shifts between a version and itself, and the property holds."""
    same = _compare(OLD, OLD)
    assert (same.rises, same.falls) == ((), ())
    said = "Since version 1 no pattern falls without a signed line: none rises or falls."
    assert Words.default().says(compare.falls_are_allowed(same, {})) == said


def test_a_rise_is_counted_with_its_smallest_example():
    """A new rule lifts a third of the patterns, and the smallest of them has its one sign."""
    (rise,) = _compare(OLD, _new(*OLD.rules, rule("b", "emergency", Finding("signs.b")))).rises[-1:]
    assert (rise.level, rise.patterns, rise.example) == ("emergency", 3, {"signs": ["b"]})


def test_a_fall_without_a_signed_line_breaks_the_property():
    """A rule that is gone is shown with the patterns that fall and the fix."""
    proof = compare.falls_are_allowed(_compare(OLD, _new()), {})
    assert [failure.split(",")[0] for failure in proof.failures] == [
        "6 patterns no longer reach routine",
        "6 patterns no longer reach urgent",
    ]
    assert "signs = " in proof.failures[0]
    assert proof.failures[0].endswith("Fix the rules, or sign the fall in allowed_downgrades.toml")


@pytest.mark.parametrize(
    ("when", "since", "holds"),
    [("signs.a", "1", True), ("signs.a", "0.9", False), ("signs.a and signs.b", "1", False)],
)
def test_only_a_line_that_covers_all_that_falls_signs_it(when, since, holds):
    """A line for another version, or for only some of the patterns, does not sign the fall."""
    assert compare.falls_are_allowed(_compare(OLD, _new(), _fall(when, since)), {}).holds == holds


def test_an_example_that_the_engine_does_not_confirm_breaks_the_property(monkeypatch):
    """Where the comparison claims a level that the engine gives neither then nor now, it is no comparison."""

    class Careless(SymbolicRules):
        def reaches(self, expression, rank):
            return self.answers.never if self.logic.version == "2" else super().reaches(expression, rank)

    monkeypatch.setattr(compare, "SymbolicRules", Careless)
    failures = compare.falls_are_allowed(_compare(OLD, replace(OLD, version="2"), _fall("signs.a", "1")), {}).failures
    said = "The engine does not confirm this: it gives urgent, and the proof says self-care"
    assert [failure for failure in failures if said in failure]


def test_options_that_came_or_went_are_compared_as_they_can_be_answered_now():
    """An option that is gone cannot be chosen any more; one that is new was unknown before."""
    new = _new(*OLD.rules, rule("c", "urgent", Finding("signs.c")), options=("a", "c"))
    found = _compare(OLD, new)
    assert found.falls == ()
    assert {shift.level: shift.patterns for shift in found.rises} == {"routine": 2, "urgent": 2}


def test_what_was_kept_means_the_same_when_it_is_read_again():
    """The sample topic, written and read, equals itself in every pattern."""
    kept = compare.read_baseline(compare.write_baseline(sample()))
    same = _compare(kept, sample())
    assert (kept.version, same.rises, same.falls) == (sample().version, (), ())


def test_the_released_version_can_be_read():
    """The file beside the tables holds an older version with its rules."""
    before = compare.read_baseline((SAMPLE / compare.BASELINE).read_text(encoding="utf-8"))
    assert (before.topic, before.version) == ("nosebleeds", "2026.10.0")
    assert {item.id for item in sample().rules} - {item.id for item in before.rules} == {
        "look",
        "feel",
        "too-much",
        "too-much-ten",
    }
