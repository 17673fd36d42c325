"""Two versions of a topic."""

from dataclasses import replace

import pytest

from support import KNOWLEDGE, question, real, rule, small
from symptom_checker_workshop import compare
from symptom_checker_workshop.tables import Fall

SIGNS = question("signs", ("a", "b"), cap="urgent")
OLD = replace(small((SIGNS,), (rule("a", "urgent", ("finding", "signs.a")),)), version="1")


def _new(*rules, options=("a", "b")):
    return replace(small((question("signs", options, cap="urgent"),), rules), version="2")


def _fall(when: str, since: str = "1") -> Fall:
    return Fall(id="F", since=since, when=when, reason="It was too much.", facts=(), signed="A clinician, 2026")


def test_the_same_version_neither_rises_nor_falls():
    """Nothing shifts between a version and itself, and the property holds."""
    same = compare.compare(OLD, OLD, [], {})
    assert (same.rises, same.falls) == ((), ())
    assert compare.proof(same).says == "Since version 1 no pattern falls without a signed line: none rises or falls."


def test_a_rise_is_counted_with_its_smallest_example():
    """A new rule lifts a third of the patterns, and the smallest of them has its one sign."""
    (rise,) = compare.compare(OLD, _new(*OLD.rules, rule("b", "emergency", ("finding", "signs.b"))), [], {}).rises[-1:]
    assert (rise.level, rise.patterns, rise.example) == ("emergency", 3, "signs = b (“b”)")


def test_a_fall_without_a_signed_line_breaks_the_property():
    """A rule that is gone is shown with the patterns that fall and the mend."""
    proof = compare.proof(compare.compare(OLD, _new(), [], {}))
    assert [failure.split(",")[0] for failure in proof.failures] == [
        "6.0 × 10⁰ patterns no longer reach routine",
        "6.0 × 10⁰ patterns no longer reach urgent",
    ]
    assert "signs = " in proof.failures[0]
    assert proof.failures[0].endswith("Mend the rules, or sign the fall in falls.toml")


@pytest.mark.parametrize(
    ("when", "since", "holds"),
    [("signs.a", "1", True), ("signs.a", "0.9", False), ("signs.a and signs.b", "1", False)],
)
def test_only_a_line_that_covers_all_that_falls_signs_it(when, since, holds):
    """A line for another version, or for only some of the patterns, does not sign the fall."""
    assert compare.proof(compare.compare(OLD, _new(), [_fall(when, since)], {})).holds == holds


def test_options_that_came_or_went_are_compared_as_they_can_be_answered_now():
    """An option that is gone cannot be chosen any more; one that is new was unknown before."""
    new = _new(*OLD.rules, rule("c", "urgent", ("finding", "signs.c")), options=("a", "c"))
    found = compare.compare(OLD, new, [], {})
    assert found.falls == ()
    assert {shift.level: shift.patterns for shift in found.rises} == {"routine": 2, "urgent": 2}


def test_what_was_kept_means_the_same_when_it_is_read_again():
    """The real topic, frozen and thawed, equals itself in every pattern."""
    thawed = compare.thaw(compare.freeze(real()))
    same = compare.compare(thawed, real(), [], {})
    assert (thawed.version, same.rises, same.falls) == (real().version, (), ())


def test_the_released_version_can_be_read():
    """The file beside the real tables holds an older version with its rules."""
    before = compare.thaw((KNOWLEDGE / "muscle-spasms" / compare.RELEASED).read_text(encoding="utf-8"))
    assert before.topic == "muscle-spasms"
    assert len(before.rules) > 100
