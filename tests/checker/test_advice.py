"""What stands beside a level: advice, places, lines to call, kinds and causes."""

from support import sample, walk
from symptom_checker import assess
from symptom_checker.assessing import Assessment


def _assess(**answers: list[str]) -> Assessment:
    calm = {"who": ["me"], "dose": ["right"], "kind": ["front"], "length": ["short"], "often": ["rare"]}
    _, given = walk(sample(), calm | answers)
    return assess(sample(), given | {"triggers": ["dry"]})


def test_advice_goes_with_its_condition_and_its_levels():
    """What is advised holds for the answers and the level; what a rule names comes with the rule."""
    calm, thinner = _assess(), _assess(about=["thinner"])
    assert {"pinch", "moist"} <= set(calm.advice)
    assert "keep-thinner" not in calm.advice
    assert {"pinch", "keep-thinner"} <= set(thinner.advice)
    assert "moist" not in thinner.advice


def test_an_urgent_rule_says_where_to_go():
    """A place that the rule names stands in the assessment."""
    assessment = _assess(about=["thinner"])
    assert (assessment.level, assessment.where) == ("urgent", ("prescriber",))


def test_a_line_to_call_stands_beside_an_emergency_too():
    """A line to call is given at any level; a place is not, because an emergency has its route."""
    urgent = _assess(about=["thinner"], dose=["too_much"])
    emergency = _assess(about=["thinner"], dose=["too_much"], length=["ten"])
    assert (urgent.level, urgent.contact) == ("urgent", ("poison-control",))
    assert (emergency.level, emergency.contact, emergency.where) == ("emergency", ("poison-control",), ())


def test_kinds_and_causes_do_not_stand_beside_an_urgent_level():
    """From urgent on nothing is said of what it fits or what may set it off."""
    calm, urgent = _assess(), _assess(signs=["pale"])
    assert (calm.kinds, calm.causes) == (("front",), ("dry-air",))
    assert (urgent.level, urgent.kinds, urgent.causes) == ("urgent", (), ())
