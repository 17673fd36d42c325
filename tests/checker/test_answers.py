"""How a set of answers is read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import question, sample, small, walk
from symptom_checker import BadInputError, assess, assess_so_far, next_question
from symptom_checker.answers import read
from symptom_checker.logic import LEVELS

LIST = question("signs", ("a", "b"), cap="urgent")
CHOICE = question("choice", ("a", "b"), select="one", unsure="as_no", cap="")
TOPIC = small((LIST, CHOICE), ())


def test_none_is_an_explicit_no_to_each_sign():
    """Each sign of the list is answered with no by "None of these"."""
    reading = read(TOPIC, {"signs": ["none"]})
    assert reading.known == {
        "signs.a": False,
        "signs.b": False,
        "choice.a": None,
        "choice.b": None,
        "choice.unsure": None,
    }


def test_not_asked_is_not_an_answer():
    """A question without an answer is open, neither yes nor no."""
    reading = read(TOPIC, {})
    assert (reading.low["signs.a"], reading.high["signs.a"], reading.known["signs.a"]) == (0, 3, None)


def test_not_sure_of_the_whole_list_counts_as_the_cap():
    """Not sure about a list that counts as yes gives each sign the cap of the list."""
    reading = read(TOPIC, {"signs": ["unsure"]})
    assert (reading.low["signs.a"], reading.high["signs.a"]) == (LEVELS.index("urgent"),) * 2
    assert reading.not_sure == ["signs"]


def test_not_sure_of_one_sign_leaves_the_others_at_no():
    """Not sure about one sign of an opened list says nothing about the others."""
    reading = read(TOPIC, {"signs": ["unsure:b"]})
    assert (reading.low["signs.a"], reading.low["signs.b"]) == (0, LEVELS.index("urgent"))
    assert reading.not_sure == ["signs.b"]


def test_not_sure_counted_as_no_is_still_told():
    """Not sure on a question that counts it as nothing has no value but stays in the explanation."""
    reading = read(TOPIC, {"choice": ["unsure"]})
    assert reading.low["choice.a"] == 0
    assert reading.not_sure == ["choice"]


@pytest.mark.parametrize(
    ("answers", "question_id", "why"),
    [
        ({"sings": ["a"]}, "sings", "This question is not part of this topic."),
        ({"signs": ["c"]}, "signs", "No such choice: 'c'."),
        ({"signs": "a"}, "signs", "The answer is not a list of choices."),
        ({"signs": [{"a": 1}]}, "signs", "No such choice: '{'a': 1}'."),
        ({"choice": ["a", "b"]}, "choice", "Only one choice fits this question."),
        ({"signs": ["none", "a"]}, "signs", "'None of these' was left out: signs were chosen too."),
    ],
)
def test_an_answer_that_does_not_fit_is_named(answers, question_id, why):
    """An answer that does not fit the topic is named and left out, never an error."""
    (notice,) = read(TOPIC, answers).notices
    assert (notice.question, notice.why) == (question_id, why)


def test_the_rest_is_kept_beside_an_answer_that_does_not_fit():
    """One stray choice does not lose the others."""
    assert read(TOPIC, {"signs": ["c", "a"]}).answered == {"signs": ("a",)}


def test_answers_no_longer_asked_for_are_kept_and_ignored():
    """An answer to a question that is no longer asked changes nothing and is named as ignored."""
    answers = {"danger": ["none"], "who": ["me"], "about": ["none"], "dose": ["too_much"]}
    reading = read(sample(), answers)
    assert reading.ignored == ["dose"]
    assert assess_so_far(sample(), answers).level == "self-care"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"danger": "heavy"}, "danger: The answer is not a list of choices."),
        ({"danger": ["hevy"]}, "danger: No such choice: 'hevy'."),
        ({"dnager": ["heavy"]}, "dnager: This question is not part of this topic."),
        ({}, "danger: This question is still open, and its answer can matter."),
        ({"danger": ["none"]}, "who: This question is still open, and its answer can matter."),
    ],
)
def test_no_level_is_given_to_answers_that_do_not_give_one(answers, said):
    """A typo, or asking that is not over, is never silently a calm level."""
    with pytest.raises(BadInputError, match=re.escape(said)):
        assess(sample(), answers)


def test_every_fault_of_the_answers_is_told_at_once():
    """Two answers that do not fit are both named."""
    with pytest.raises(BadInputError, match=r"sings: .*; signs: "):
        assess(TOPIC, {"sings": ["a"], "signs": ["c"]})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([item.id for item in sample().questions]) | st.text(max_size=10)
MEMBERS = st.sampled_from(["none", "unsure", "chest", "unsure:chest", "me_65", "baby", "night_leg"]) | JSON


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.lists(MEMBERS, max_size=4) | JSON, max_size=8))
def test_no_answers_can_make_the_engine_fail_or_loop(answers):
    """Whatever the answers hold, there is an assessment, and asking ends within the number of questions."""
    knowledge = sample()
    found = assess_so_far(knowledge, answers)
    assert found.level in LEVELS or (found.level == "" and found.handed_over)
    asked = next_question(knowledge, answers)
    assert asked is None or asked.id not in read(knowledge, answers).answered
    used = {name: list(members) for name, members in read(knowledge, answers).answered.items()}
    path, _ = walk(knowledge, used)
    assert len(path) == len(set(path)) <= len(knowledge.questions)
