"""What this site advises, and what it never does: what a mistake of the tables must not change."""

import pytest

from symptom_checker import assess
from symptom_checker.assessing import Assessment
from this_site import compiled, walk

ANSWERS = {"kind": ["night_leg"]}


def _assess(**answers: list[str]) -> Assessment:
    _, given = walk(ANSWERS | answers)
    return assess(compiled(), given)


@pytest.mark.parametrize("answers", [{"meds": ["thinner"]}, {"about": ["clot"]}, {"about": ["surgery"]}])
def test_massage_is_never_advised_where_it_could_move_a_clot_or_bleed(answers):
    """A simple cramp is rubbed gently, but not with a blood thinner or a risk of clots."""
    assert "massage-gently" in _assess().advice
    assert "massage-gently" not in _assess(**answers).advice


def test_quinine_is_warned_of_where_people_take_it():
    """Who is 50 or older and has cramps at night is told not to take quinine; nobody else is troubled with it."""
    assert "no-quinine" in _assess(who=["me_65"]).advice
    assert "no-quinine" not in _assess().advice
    assert "no-quinine" not in _assess(who=["me_65"], kind=["exercise"], place=["calf"]).advice


def test_a_possible_clot_says_where_to_go_and_what_means_911():
    """A swollen leg names a place with ultrasound and the signs of a clot in the lung."""
    assessment = _assess(today=["leg_swell"])
    assert (assessment.level, assessment.where) == ("urgent", ("ultrasound",))
    assert {"no-rub", "clot-911"} <= set(assessment.advice)


def test_a_poison_names_poison_control():
    """After a sting the line of Poison Control is given, also in an emergency."""
    urgent = _assess(contact=["sting"])
    emergency = _assess(contact=["sting"], exposure=["spreading"])
    assert (urgent.level, urgent.contact) == ("urgent", ("poison-control",))
    assert (emergency.level, emergency.contact, emergency.where) == ("emergency", ("poison-control",), ())


def test_kinds_and_causes_do_not_stand_beside_an_urgent_level():
    """From urgent on nothing is said of what it fits or what may set it off."""
    calm, urgent = _assess(contact=["effort"]), _assess(contact=["effort"], effort=["pain"])
    assert (calm.kinds, calm.causes) == (("cramp",), ("hard-exercise",))
    assert (urgent.level, urgent.kinds, urgent.causes) == ("urgent", (), ())


def test_a_statin_with_sore_muscles_is_not_stopped_before_asking():
    """New soreness on both sides with a statin is a call today, with the words not to stop it alone."""
    assessment = _assess(meds=["statin"], medicine=["both_sides"])
    assert (assessment.level, assessment.where) == ("urgent", ("prescriber",))
    assert "keep-medicine" in assessment.advice
    assert "stop-statin" in _assess(meds=["statin"], medicine=["severe"]).advice
