"""Assessments in words."""

from dataclasses import replace

import pytest

from support import real, walk
from symptom_checker import assess, explain


def test_an_emergency_says_what_to_do_and_why():
    """The heading is the route, the reason is the rule's sentence with the reader's own answer."""
    words = explain(real(), assess(real(), {"danger": ["chest"]}))
    assert words.heading == "Call 911 now"
    (reason,) = words.reasons
    assert reason.answers == ("Pain, pressure or squeezing in the chest",)
    assert reason.sources


def test_self_care_tells_what_to_do_what_not_and_what_to_watch():
    """A calm night cramp gets advice of each sort and the kind it fits."""
    _, answers = walk(real(), {"kind": ["night_leg"]})
    words = explain(real(), assess(real(), answers))
    assert words.heading == "You can likely care for this at home"
    assert words.fits == ("Muscle cramp",)
    assert all((words.do, words.dont, words.watch))


def test_reassurance_is_not_given_beside_a_higher_level():
    """A reason that only calms is left out when another reason raises the level."""
    _, answers = walk(real(), {"kind": ["night_leg"], "pattern": ["long_past"]})
    words = explain(real(), assess(real(), answers))
    assert [reason.because for reason in words.reasons] == ["A doctor should look into cramps of over 10 minutes."]


def test_what_was_not_sure_is_said_in_words():
    """Signs that the reader was not sure about are named."""
    words = explain(real(), assess(real(), {"danger": ["unsure:seizure"]}))
    assert words.not_sure == ("A seizure (fit): stiff or shaking and not aware",)


def test_an_assessment_of_another_version_is_refused():
    """Words are only given for the knowledge that the assessment was made with."""
    assessment = replace(assess(real(), {}), version="1999")
    with pytest.raises(KeyError, match="1999"):
        explain(real(), assessment)
