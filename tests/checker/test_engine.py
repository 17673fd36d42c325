"""Levels, asking and stopping, on small topics and on the real one."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import question, real, rule, small, walk
from symptom_checker import UnknownTopicError, assess, load, next_question
from symptom_checker.engine import offers, questions_left
from symptom_checker.model import LEVELS

DANGER = question("danger", ("chest", "faint"), cap="urgent", danger=True)
CONTEXT = question("context", ("old", "ill"))
DETAIL = question("detail", ("bad",), cap="urgent", ask_if=("finding", "danger.faint"))
RULES = (
    rule("chest", "emergency", ("finding", "danger.chest"), route="call-911"),
    rule("faint", "urgent", ("finding", "danger.faint")),
    rule("faint-bad", "emergency", ("and", ("finding", "danger.faint"), ("finding", "detail.bad")), route="er"),
    rule("old", "routine", ("and", ("finding", "context.old"), ("finding", "context.ill")), within="few-days"),
)
TOPIC = small((DANGER, DETAIL, CONTEXT), RULES)


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
    assert questions_left(TOPIC, {}) == 3
    assert questions_left(TOPIC, {"danger": ["none"]}) == 1
    assert questions_left(TOPIC, {"danger": ["chest"]}) == 0


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
    with pytest.raises(UnknownTopicError, match="is not a topic id"):
        load("../secret")


def test_questions_after_the_result_are_offered_and_change_no_level():
    """Triggers are offered once asking is over, and their answer adds causes but no level."""
    knowledge = real()
    _, answers = walk(knowledge, {"kind": ["night_leg"]})
    assert offers(knowledge, answers) == ["triggers"]
    before, after = assess(knowledge, answers), assess(knowledge, answers | {"triggers": ["caffeine", "stress"]})
    assert (before.level, before.causes) == ("self-care", ())
    assert (after.level, after.causes) == ("self-care", ("stress", "stimulants"))


@pytest.mark.parametrize("kind", ["night_leg", "eyelid", "hiccups"])
def test_the_calm_path_ends_in_self_care_within_ten_screens(kind):
    """A simple night cramp, eyelid flicker or hiccup with nothing else ends in self-care after at most 10 questions."""
    path, answers = walk(real(), {"kind": [kind]})
    assert assess(real(), answers).level == "self-care"
    assert len(path) <= 10


@pytest.mark.parametrize("option", [item.id for item in real().question("who").options])
def test_only_people_it_is_made_for_are_asked_on(option):
    """A baby, a child and a person nobody can see leave as urgent after who it is for; others go on."""
    path, answers = walk(real(), {"who": [option], "kind": ["night_leg"]})
    handed_over = option in ("baby", "child", "cannot")
    assert (len(path) == 2) == handed_over
    assert assess(real(), answers).level == ("urgent" if handed_over else "self-care")


RED_FLAGS = [
    (item.id, option.id, option.level)
    for item in real().questions
    for option in item.options
    if option.role == "red_flag"
]


@pytest.mark.parametrize(("question_id", "option", "level"), RED_FLAGS)
def test_each_red_flag_reaches_its_level_through_the_questions_really_asked(question_id, option, level):
    """A red flag, chosen when its question comes up, leads to at least the level it declares."""
    knowledge = real()
    path, answers = walk(knowledge, _bring_up(question_id) | {question_id: [option]})
    assert question_id in path
    assert LEVELS.index(assess(knowledge, answers).level) >= LEVELS.index(level)


@pytest.mark.parametrize("question_id", [item.id for item in real().questions if item.danger])
def test_not_sure_about_a_danger_sign_never_ends_below_urgent(question_id):
    """Not sure about a list of danger signs, or about any one of them, is urgent at least."""
    knowledge = real()
    for member in ("unsure", *(f"unsure:{item.id}" for item in knowledge.question(question_id).options)):
        _, answers = walk(knowledge, {question_id: [member], "kind": ["night_leg"]})
        assert assess(knowledge, answers).level in ("urgent", "emergency"), member


def _bring_up(question_id: str) -> dict[str, list[str]]:
    """Return answers that make this question come up."""
    asked = real().question(question_id)
    if asked.ask_if is None or (asked.ask_if[0] == "or" and asked.ask_if[1][1].startswith(("who.", "kind.night_leg"))):
        return {}
    first = asked.ask_if if asked.ask_if[0] == "finding" else asked.ask_if[1]
    parent, _, option = first[1].partition(".")
    return _bring_up(parent) | {parent: [option]}


ANSWERS = {
    item.id: [[option.id] for option in item.options]
    + [["unsure"]]
    + ([["none"], [option.id for option in item.options]] if item.select == "many" else [])
    for item in real().questions
}


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in ANSWERS.items()}))
def test_skipping_questions_changes_no_level(answers):
    """The level from the questions really asked is the level of the same person answering every question."""
    knowledge = real()
    _, asked = walk(knowledge, answers)
    assert assess(knowledge, asked).level == assess(knowledge, answers).level
    assert assess(knowledge, asked).at_least == assess(knowledge, asked).at_most


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in ANSWERS.items()}),
    st.sampled_from([item.id for item in real().questions if item.select == "many" and not item.after_result]),
    st.data(),
)
def test_adding_a_sign_to_a_list_never_lowers_the_level(answers, question_id, data):
    """No sign, not sure, yes: each step keeps the level or raises it."""
    knowledge = real()
    sign = data.draw(st.sampled_from([item.id for item in knowledge.question(question_id).options]))
    others = [member for member in answers[question_id] if member not in ("none", "unsure", sign)]
    steps = ([*others] or ["none"], [*others, f"unsure:{sign}"], [*others, sign])
    levels = [LEVELS.index(assess(knowledge, answers | {question_id: step}).level) for step in steps]
    assert levels == sorted(levels)


def test_the_order_of_rules_and_answers_changes_nothing():
    """Rules and answers in another order give the same level and the same reasons."""
    answers = {"danger": ["faint"], "detail": ["bad"], "context": ["ill", "old"]}
    expected = assess(TOPIC, answers)
    for rules in itertools.permutations(RULES):
        other = assess(small((DANGER, DETAIL, CONTEXT), rules), dict(reversed(answers.items())))
        assert (other.level, other.route, set(other.rules)) == (expected.level, expected.route, set(expected.rules))
