"""Levels, asking and stopping, on topics made here and on the sample topic."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import question, rank, rule, sample, small, walk
from symptom_checker import UnknownTopicError, assess, load, next_question
from symptom_checker.answers import read
from symptom_checker.asking import progress
from symptom_checker.expression import All, Finding, Some, findings
from symptom_checker.logic import LEVELS

DANGER = question("danger", ("chest", "faint"), cap="urgent", danger=True)
CONTEXT = question("context", ("old", "ill"))
DETAIL = question("detail", ("bad",), cap="urgent", ask_if=Finding("danger.faint"))
RULES = (
    rule("chest", "emergency", Finding("danger.chest"), route="call-911"),
    rule("faint", "urgent", Finding("danger.faint")),
    rule("faint-bad", "emergency", All((Finding("danger.faint"), Finding("detail.bad"))), route="er"),
    rule("old", "routine", All((Finding("context.old"), Finding("context.ill"))), within="few-days"),
)
TOPIC = small((DANGER, DETAIL, CONTEXT), RULES)
CALM = {"kind": ["front"], "length": ["short"], "often": ["rare"]}
"""Answers to the sample topic that raise nothing, for who answers none of these elsewhere."""


@pytest.mark.parametrize(
    ("level", "answers"),
    [
        ("self-care", {"danger": ["none"], "context": ["none"]}),
        ("self-care", {"danger": ["none"], "context": ["old"]}),
        ("routine", {"danger": ["none"], "context": ["old", "ill"]}),
        ("routine", {"danger": ["none"], "context": ["unsure"]}),
        ("urgent", {"danger": ["unsure"]}),
        ("urgent", {"danger": ["unsure:chest"]}),
        ("urgent", {"danger": ["faint"], "detail": ["none"]}),
        ("urgent", {"danger": ["unsure:faint"], "detail": ["bad"]}),
        ("emergency", {"danger": ["faint"], "detail": ["bad"]}),
        ("emergency", {"danger": ["chest"]}),
    ],
)
def test_the_level_is_the_highest_of_the_rules(level, answers):
    """The highest rule decides, and what is not sure counts no higher than its cap."""
    assert assess(TOPIC, answers).level == level


def test_a_sign_that_alone_means_emergency_stops_the_questions_at_once():
    """After an emergency sign nothing more is asked."""
    assert next_question(TOPIC, {"danger": ["chest"]}) is None


def test_a_question_that_can_no_longer_matter_is_not_asked():
    """Once the level is urgent, a question that can only lead to routine is left out."""
    path, _ = walk(TOPIC, {"danger": ["faint"], "detail": ["none"]})
    assert path == ["danger", "detail"]


def test_the_progress_counts_questions_that_can_still_come():
    """The count of open questions falls to nothing when asking is over."""
    given = ({}, {"danger": ["none"]}, {"danger": ["faint"]}, {"danger": ["chest"]})
    assert [progress(TOPIC, read(TOPIC, answers)).likely for answers in given] == [2, 1, 1, 0]


def test_the_strongest_route_wins():
    """Where two emergencies are reached, the stronger way to help is shown."""
    both = assess(TOPIC, {"danger": ["chest", "faint"], "detail": ["bad"]})
    assert both.route == "call-911"
    assert [fired.id for fired in both.rules] == ["chest", "faint-bad", "faint"]


def test_each_rule_names_the_answers_that_made_it_hold():
    """The reason for a rule is the reader's own answers, and nothing else."""
    (fired,) = assess(TOPIC, {"danger": ["none"], "context": ["old", "ill"]}).rules
    assert fired.because_of == ("context.old", "context.ill")


def test_an_unknown_topic_is_named_with_the_known_ones():
    """Asking for a topic that is not installed says which are."""
    with pytest.raises(UnknownTopicError, match="no topic 'backache' is installed"):
        load("backache")
    for name in ("../secret", "__init__"):
        with pytest.raises(UnknownTopicError, match="is not a topic id"):
            load(name)


def test_questions_after_the_result_are_offered_and_change_no_level():
    """Triggers are offered once asking is over, and their answer adds causes but no level."""
    knowledge = sample()
    _, answers = walk(knowledge, CALM)
    assert progress(knowledge, read(knowledge, answers)).offers == ["triggers"]
    before, after = assess(knowledge, answers), assess(knowledge, answers | {"triggers": ["dry", "spray"]})
    assert (before.level, before.causes) == ("self-care", ())
    assert (after.level, after.causes) == ("self-care", ("dry-air", "spray"))


@pytest.mark.parametrize("kind", ["front", "both"])
def test_the_calm_path_ends_in_self_care_within_ten_screens(kind):
    """A simple nosebleed with nothing else ends in self-care after at most 10 questions."""
    path, answers = walk(sample(), CALM | {"kind": [kind]})
    assert assess(sample(), answers).level == "self-care"
    assert len(path) <= 10


@pytest.mark.parametrize("option", [item.id for item in sample().question("who").options])
def test_only_people_it_is_made_for_are_asked_on(option):
    """Whom the checker is not made for leaves after who it is for; others go on."""
    path, answers = walk(sample(), CALM | {"who": [option]})
    assert (len(path) == 2) == (option == "baby")
    assert assess(sample(), answers).level == ("emergency" if option == "baby" else "self-care")


RED_FLAGS = [
    (item.id, option.id, option.level)
    for item in sample().questions
    for option in item.options
    if option.role == "red_flag"
]


@pytest.mark.parametrize(("question_id", "option", "level"), RED_FLAGS)
def test_each_red_flag_reaches_its_level_through_the_questions_really_asked(question_id, option, level):
    """A red flag, chosen when its question comes up, leads to at least the level it declares."""
    knowledge = sample()
    path, answers = walk(knowledge, _bring_up(question_id) | {question_id: [option]})
    assert question_id in path
    assert LEVELS.index(assess(knowledge, answers).level) >= LEVELS.index(level)


@pytest.mark.parametrize("question_id", [item.id for item in sample().questions if item.danger])
def test_not_sure_about_a_danger_sign_never_ends_below_urgent(question_id):
    """Not sure about a list of danger signs, or about any one of them, is urgent at least."""
    knowledge = sample()
    for member in ("unsure", *(f"unsure:{item.id}" for item in knowledge.question(question_id).options)):
        _, answers = walk(knowledge, CALM | {question_id: [member]})
        assert assess(knowledge, answers).level in ("urgent", "emergency"), member


def _bring_up(question_id: str) -> dict[str, list[str]]:
    """Return answers that make this question come up."""
    asked = sample().question(question_id)
    first = findings(asked.ask_if)[0] if asked.ask_if else ""
    if not first or (isinstance(asked.ask_if, Some) and first.startswith("who.")):
        return {}
    parent, _, option = first.partition(".")
    # A sign that alone is an emergency ends the asking, so only a doubt about it leads on.
    ends = (parent, option, "emergency") in RED_FLAGS
    return _bring_up(parent) | {parent: [f"unsure:{option}" if ends else option]}


ANSWERS = {
    item.id: [[option.id] for option in item.options]
    + [["unsure"]]
    + ([["none"], [option.id for option in item.options]] if item.select == "many" else [])
    for item in sample().questions
}


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in ANSWERS.items()}))
def test_skipping_questions_changes_no_level(answers):
    """The level from the questions really asked is the level of the same person answering every question."""
    knowledge = sample()
    _, asked = walk(knowledge, answers)
    assert assess(knowledge, asked).level == assess(knowledge, answers).level
    assert assess(knowledge, asked).level == assess(knowledge, asked).at_most


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in ANSWERS.items()}),
    st.sampled_from([item.id for item in sample().questions if item.select == "many" and not item.after_result]),
    st.data(),
)
def test_adding_a_sign_to_a_list_never_lowers_the_level(answers, question_id, data):
    """No sign, not sure, yes: each step keeps the level or raises it."""
    knowledge = sample()
    sign = data.draw(st.sampled_from([item.id for item in knowledge.question(question_id).options]))
    others = [member for member in answers[question_id] if member not in ("none", "unsure", sign)]
    steps = ([*others] or ["none"], [*others, f"unsure:{sign}"], [*others, sign])
    levels = [rank(assess(knowledge, answers | {question_id: step}).level) for step in steps]
    assert levels == sorted(levels)


def test_the_order_of_rules_and_answers_changes_nothing():
    """Rules and answers in another order give the same level and the same reasons."""
    answers = {"danger": ["faint"], "detail": ["bad"], "context": ["ill", "old"]}
    expected = assess(TOPIC, answers)
    for rules in itertools.permutations(RULES):
        other = assess(small((DANGER, DETAIL, CONTEXT), rules), dict(reversed(answers.items())))
        assert (other.level, other.route, set(other.rules)) == (expected.level, expected.route, set(expected.rules))


def test_who_is_handed_over_is_told_no_level():
    """No level, rule, advice or kind is told, whatever below an emergency was answered before."""
    found = assess(sample(), {"danger": ["unsure"], "look": ["none"], "who": ["unsure"]})
    assert (found.handed_over, found.level, found.at_most) == ("who.unsure", "", "")
    assert (found.rules, found.advice, found.kinds, found.within, found.where) == ((), (), (), "", ())


def test_an_emergency_is_told_to_who_would_be_handed_over():
    """A sign that alone is an emergency, ticked before, is told as one."""
    found = assess(sample(), {"danger": ["heavy"], "who": ["unsure"]})
    assert (found.handed_over, found.level) == ("", "emergency")
