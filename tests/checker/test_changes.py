"""What would change a result."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support import question, rule, sample, sample_tables, small, walk
from symptom_checker import assess_so_far
from symptom_checker.changes import Change, if_true, lower, sooner, what_would_change
from symptom_checker.expression import All, Finding
from symptom_checker.logic import LEVELS, UNSURE, Answers

SIGNS = question("signs", ("fever", "stiff", "ache"), cap="urgent", watch=True)
ABOUT = question("about", ("old", "ill"))
DETAIL = question("detail", ("first", "usual"), cap="emergency", ask_if=Finding("about.ill"))
TOPIC = small(
    (SIGNS, ABOUT, DETAIL),
    (
        rule("fever", "urgent", Finding("signs.fever")),
        rule("stiff", "emergency", All((Finding("signs.fever"), Finding("signs.stiff")))),
        rule("ache", "routine", Finding("signs.ache")),
        rule("old", "routine", Finding("about.old")),
        rule("first", "emergency", Finding("detail.first")),
    ),
)
CALM = {"signs": ["none"], "about": ["none"]}


def test_raising_changes_come_first_and_the_highest_of_them_first():
    """Single signs come before pairs, and a pair only where both together do more than each alone."""
    assert what_would_change(TOPIC, CALM) == (
        Change(findings=("about.ill",), level="emergency"),
        Change(findings=("signs.fever", "signs.stiff"), level="emergency"),
        Change(findings=("signs.fever",), level="urgent"),
        Change(findings=("signs.ache",), level="routine"),
        Change(findings=("about.old",), level="routine"),
    )


def test_a_sign_counts_with_the_doubt_of_the_follow_up_that_it_brings_up():
    """A sign whose details are not known yet is told at the level that not sure of them has."""
    (change,) = [item for item in what_would_change(TOPIC, CALM) if item.findings == ("about.ill",)]
    assert change.level == "emergency"


def test_only_signs_that_can_still_come_bring_help_sooner():
    """What a person has or has done is no sign to watch for."""
    rising = sooner(TOPIC, what_would_change(TOPIC, CALM), "self-care")
    assert [change.findings for change in rising] == [
        ("signs.fever", "signs.stiff"),
        ("signs.fever",),
        ("signs.ache",),
    ]


def test_only_a_doubt_that_would_raise_the_level_is_told():
    """Of what was not sure, a sign that alone leads higher is told; one that the level rests on already is not."""
    answers = {"signs": ["unsure:fever", "unsure:ache"], "about": ["none"]}
    changes = what_would_change(TOPIC, answers)
    level = assess_so_far(TOPIC, answers).level
    doubts = assess_so_far(TOPIC, answers).not_sure
    assert {"signs.fever", "signs.ache"} <= set(doubts)
    assert all(LEVELS.index(change.level) > LEVELS.index(level) for change in if_true(changes, level, doubts))
    raised = what_would_change(TOPIC, {"signs": ["ache", "unsure:stiff"], "about": ["unsure:ill"]})
    assert if_true(raised, "routine", ("signs.stiff", "about.ill")) == (
        Change(findings=("about.ill",), level="emergency"),
    )


def test_changes_that_lower_are_told_apart():
    """What leads below the level is no sign that brings help sooner, and the other way round."""
    changes = what_would_change(TOPIC, {"signs": ["ache"], "about": ["old"]})
    assert lower(changes, "routine") == (Change(findings=("signs.ache", "about.old"), level="self-care"),)
    assert not set(lower(changes, "routine")) & set(sooner(TOPIC, changes, "routine"))


def test_a_lower_level_names_all_the_answers_that_must_go():
    """Where two answers each give the level, only without both it is lower."""
    lower = [
        item for item in what_would_change(TOPIC, {"signs": ["ache"], "about": ["old"]}) if item.level == "self-care"
    ]
    assert lower == [Change(findings=("signs.ache", "about.old"), level="self-care")]


def test_what_was_not_sure_would_raise_the_level_if_it_were_so():
    """A sign that was not sure is told with the level of a yes."""
    changes = what_would_change(TOPIC, {"signs": ["unsure:stiff", "fever"], "about": ["none"]})
    assert Change(findings=("signs.stiff",), level="emergency") in changes


@pytest.mark.parametrize(
    "case",
    [case for case in sample_tables().cases.values() if case.level == "emergency"][::6],
    ids=lambda case: case.id,
)
def test_an_emergency_never_shows_how_to_lower_it(case):
    """After an emergency nothing is said about other answers."""
    _, asked = walk(sample(), case.answers)
    assert what_would_change(sample(), asked) == ()


def _stories() -> st.SearchStrategy[Answers]:
    return st.sampled_from([case.answers for case in sample_tables().cases.values() if case.level != "emergency"])


def _with(answers: Answers, names: tuple[str, ...]) -> Answers:
    """Return the answers with these signs too, and not sure in every question that they bring up."""
    knowledge, given = sample(), dict(answers)
    for name in names:
        asked, _, option = name.partition(".")
        members = [member for member in given[asked] if member not in ("none", f"unsure:{option}")]
        given[asked] = [*members, option]
    for item in knowledge.questions:
        if item.id not in given and item.ask_if is not None:
            given[item.id] = [UNSURE]
    return {name: given[name] for name in given if name in answers or _direct(name, names)}


def _direct(question_id: str, names: tuple[str, ...]) -> bool:
    condition = sample().question(question_id).ask_if
    return any(name in str(condition) for name in names)


@settings(max_examples=60, deadline=None)
@given(_stories(), st.data())
def test_each_raising_change_does_what_it_says(story, data):
    """Giving the changed answers, with not sure in what they bring up, leads to the level that was told."""
    _, asked = walk(sample(), story)
    assume(not assess_so_far(sample(), asked).handed_over)
    now = LEVELS.index(assess_so_far(sample(), asked).level)
    rising = [change for change in what_would_change(sample(), asked) if LEVELS.index(change.level) > now]
    change = data.draw(st.sampled_from(rising))
    assert assess_so_far(sample(), _with(asked, change.findings)).level == change.level


@settings(max_examples=40, deadline=None)
@given(_stories())
def test_no_single_sign_that_raises_the_level_is_left_out(story):
    """Every sign of every list that was asked and that alone raises the level stands in the list."""
    _, asked = walk(sample(), story)
    assume(not assess_so_far(sample(), asked).handed_over)
    now = LEVELS.index(assess_so_far(sample(), asked).level)
    told = {change.findings for change in what_would_change(sample(), asked) if LEVELS.index(change.level) > now}
    for name, members in asked.items():
        item = sample().question(name)
        for option in item.options if item.select == "many" and UNSURE not in members else ():
            if option.id not in members:
                finding = (f"{name}.{option.id}",)
                raised = LEVELS.index(assess_so_far(sample(), _with(asked, finding)).level) > now
                assert (finding in told) == raised, finding


@settings(max_examples=60, deadline=None)
@given(_stories())
def test_each_lowering_change_is_settled(story):
    """Without the named answers the level is the lower one, whatever the open questions would bring."""
    _, asked = walk(sample(), story)
    assume(not assess_so_far(sample(), asked).handed_over)
    now = LEVELS.index(assess_so_far(sample(), asked).level)
    for change in what_would_change(sample(), asked):
        if LEVELS.index(change.level) < now:
            given_no = dict(asked)
            for name in change.findings:
                asked_in, _, option = name.partition(".")
                members = [item for item in given_no[asked_in] if item not in (option, f"unsure:{option}", UNSURE)]
                given_no[asked_in] = [item for item in members if item != "none"] or ["none"]
            lower = assess_so_far(sample(), given_no)
            assert (lower.level, lower.at_most) == (change.level, change.level)


def test_pairs_are_those_that_brute_force_finds():
    """On a small topic the raising changes are exactly the smallest ones among all sets of one or two signs."""
    signs = [f"{item.id}.{option.id}" for item in (SIGNS, ABOUT) for option in item.options]

    def place(names: tuple[str, ...]) -> int:
        given = {
            item.id: [n.partition(".")[2] for n in names if n.startswith(item.id)] or ["none"]
            for item in (SIGNS, ABOUT)
        }
        return LEVELS.index(assess_so_far(TOPIC, given | {"detail": [UNSURE]}).level)

    alone = {(name,): place((name,)) for name in signs}
    pairs = {pair: place(pair) for pair in combinations(signs, 2)}
    expected = {names: level for names, level in alone.items() if level}
    expected |= {pair: level for pair, level in pairs.items() if all(alone[(name,)] < level for name in pair)}
    told = {change.findings: LEVELS.index(change.level) for change in what_would_change(TOPIC, CALM)}
    assert told == expected
