"""Assessments in words."""

from dataclasses import replace

import pytest

from support import sample, sample_tables, walk
from symptom_checker import assess, assess_so_far
from symptom_checker_workshop.explain import explain

CALM = {"kind": ["front"], "length": ["short"], "often": ["rare"]}


def test_an_emergency_says_what_to_do_and_why():
    """The heading is the route, the reason is the rule's sentence with the reader's own answer."""
    words = explain(sample_tables(), assess(sample(), {"danger": ["heavy"]}))
    assert words.heading == "Call 911 now"
    (reason,) = words.reasons
    assert reason.answers == ("Blood pours out, or more comes than you would expect",)
    assert reason.sources


def test_an_emergency_keeps_its_own_words_on_top():
    """Whom to call besides comes after the number of the emergency; below an emergency a line to call comes first."""
    calm = {"about": ["thinner"], "dose": ["too_much"], "kind": ["front"], "often": ["rare"]}
    _, long = walk(sample(), calm | {"length": ["ten"]})
    poison = sample_tables().contacts["poison-control"].text
    emergency = explain(sample_tables(), assess(sample(), long)).text
    assert (emergency[0] != poison, emergency[-1]) == (True, poison)
    _, calmer = walk(sample(), calm | {"length": ["short"]})
    assert explain(sample_tables(), assess(sample(), calmer)).text[0] == poison


def test_self_care_tells_what_to_do_what_not_and_what_to_watch():
    """A calm nosebleed gets advice of each sort and the kind it fits."""
    _, answers = walk(sample(), CALM | {"about": ["pregnant"]})
    words = explain(sample_tables(), assess(sample(), answers))
    assert words.heading == "You can likely care for this at home"
    assert words.fits == ("A nosebleed from the front of the nose",)
    assert all((words.do, words.dont, words.watch))


def test_reassurance_is_not_given_beside_a_higher_level():
    """A reason that only calms is left out when another reason raises the level."""
    _, answers = walk(sample(), CALM | {"often": ["weekly"]})
    words = explain(sample_tables(), assess(sample(), answers))
    assert [reason.because for reason in words.reasons] == [
        "A doctor should look for the cause of nosebleeds that come often."
    ]


def test_what_was_not_sure_is_said_in_words():
    """Signs that the reader was not sure about are named."""
    words = explain(sample_tables(), assess_so_far(sample(), {"danger": ["unsure:faint"]}))
    assert words.not_sure == ("Passed out, faint, very weak or dizzy",)


def test_an_assessment_of_another_version_is_refused():
    """Words are only given for the knowledge that the assessment was made with."""
    assessment = replace(assess_so_far(sample(), {}), version="1999")
    with pytest.raises(KeyError, match="1999"):
        explain(sample_tables(), assessment)
