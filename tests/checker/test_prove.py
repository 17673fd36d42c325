"""The properties hold on the sample topic, and each one catches knowledge that was broken on purpose."""

from dataclasses import replace
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import question, rule, sample, sample_found, sample_tables, small, symbolic, walk
from symptom_checker import assess
from symptom_checker.expression import All, Finding, Some
from symptom_checker.logic import LEVELS, NONE, UNSURE, Answers, Logic
from symptom_checker_workshop.proofs import properties as prove
from symptom_checker_workshop.proofs.encode import ROOMS, RoomError, SymbolicRules, with_room
from symptom_checker_workshop.proofs.symbolic_flow import Asking

NUMBERS = [f"V{number}" for number in range(1, 23) if number != 16]  # V16 needs the built site


@pytest.mark.parametrize("number", NUMBERS)
def test_the_sample_topic_has_the_property(number):
    """Over everything that it covers the property holds, and nothing was left out."""
    results = [result for result in sample_found().results if result.number == number]
    assert results
    for result in results:
        assert result.failures == ()
        assert result.checks > 0


def test_the_proofs_cover_every_question_option_and_pattern():
    """The figures that are told are those of the whole topic."""
    options = sum(len(item.options) for item in sample().questions)
    assert (sample_found().questions, sample_found().options) == (len(sample().questions), options)
    patterns = prod(
        3 ** len(item.options) if item.select == "many" else len(item.options) + 1 for item in sample().questions
    )
    assert sum(sample_found().patterns) + sample_found().handed_over == patterns


def test_only_what_holds_for_all_answers_is_called_proved():
    """Each result says how it was found: proved, counted, checked by lint, sampled with its seed, or tried on cases."""
    hows: dict[str, set[str]] = {}
    for result in sample_found().results:
        hows.setdefault(result.how, set()).add(result.number)
        assert ("seed" in result.values) == (result.how == "sampled")
    assert hows == {
        "proved": {"V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V12", "V17", "V18", "V20"},
        "counted": {"V14", "V15", "V19"},
        "checked": {"V1", "V21", "V22"},
        "sampled": {"V10", "V11"},
        "cases": {"V13", "V17", "V19"},
    }


def test_a_proof_that_outgrows_its_room_starts_again_with_more():
    """Diagrams that are too small for the topic are no failure: the next room is taken, and the answer is the same."""
    begun = []

    def urgent(answers):
        begun.append(answers)
        rules = SymbolicRules(answers)
        return answers.count(rules.level(2) & ~rules.handed_over())

    assert with_room(sample(), urgent, rooms=(1 << 10, *ROOMS)) == sum(sample_found().patterns[2:])
    assert len(begun) == 2


def test_a_proof_that_outgrows_every_room_says_what_to_do():
    """At the bound the error names the topic, the number of nodes and the fix, and is no traceback of the library."""
    with pytest.raises(RoomError, match=r"nosebleeds: the proofs need more than 1,024 nodes .* raise ROOMS"):
        with_room(sample(), lambda answers: SymbolicRules(answers).level(2), rooms=(1 << 9, 1 << 10))


@pytest.fixture(scope="module")
def asking() -> Asking:
    """The asking of the sample topic, followed once."""
    return Asking(symbolic(sample()))


def _values(rules: SymbolicRules, answers: Answers) -> list[tuple[int, bool]]:
    """Return the value of every variable for answers as the engine takes them."""
    chosen = set()
    for name, members in answers.items():
        one = rules.logic.question(name).select == "one"
        for member in members:
            first, _, sign = member.partition(":")
            if sign:
                chosen.add(f"{name}.{sign}?")
            elif first == UNSURE and not one:
                chosen |= {f"{name}.{option.id}?" for option in rules.logic.question(name).options}
            elif first != NONE:
                chosen.add(f"{name}.{first}")
    diagrams = rules.answers.diagrams
    return [(number, diagrams.var_name(number) in chosen) for number in range(diagrams.num_vars())]


def _members(item) -> st.SearchStrategy[list[str]]:
    ids = [option.id for option in item.options]
    if item.select == "one":
        return st.sampled_from([*ids, UNSURE]).map(lambda member: [member])
    states = st.lists(st.sampled_from(["no"] * 8 + ["yes", "unsure"]), min_size=len(ids), max_size=len(ids))
    return states.map(
        lambda states: (
            [
                name if state == "yes" else f"{UNSURE}:{name}"
                for name, state in zip(ids, states, strict=True)
                if state != "no"
            ]
            or [NONE]
        )
    )


@settings(max_examples=100, deadline=None)
@given(answers=st.fixed_dictionaries({item.id: _members(item) for item in sample().questions}))
def test_the_symbolic_level_is_the_engines(asking, answers):
    """For any complete answers the diagrams hold for the level that the engine gives, and for none above."""
    values = _values(asking.rules, answers)
    assert asking.rules.answers.complete.eval(values)
    reached = [level for place, level in enumerate(LEVELS) if asking.rules.level(place).eval(values)]
    handed = asking.rules.handed_over().eval(values)
    assert ("" if handed else reached[-1]) == assess(sample(), answers).level


def test_asking_on_after_handing_over_is_caught():
    """V2 names the question that would still be asked of someone whom the topic hands over."""
    questions = (replace(item, ask_if=None) if item.id == "injury" else item for item in sample().questions)
    logic = replace(sample(), questions=tuple(questions))
    (found,) = [item for item in prove.prove(symbolic(logic)) if item.name == "handed_over"]
    assert any("'injury' is asked after 'who.unsure'" in failure for failure in found.failures)


def test_the_symbolic_asking_is_the_engines(asking):
    """The questions that the engine asks for a case are those that the symbolic asking gives for its answers."""
    calm = {item.id: [NONE] if item.select == "many" else [item.options[0].id] for item in sample().questions}
    for case in list(sample_tables().cases.values())[::3]:
        path, given = walk(sample(), case.answers)
        values = _values(asking.rules, calm | given)
        assert [name for name, condition in asking.asked.items() if condition.eval(values)] == path, case.id


def _without(rule_id: str) -> Logic:
    return replace(sample(), rules=tuple(item for item in sample().rules if item.id != rule_id))


def _failures(property_holds, knowledge: Logic) -> str:
    return "\n".join(property_holds(symbolic(knowledge)).failures)


def test_v2_catches_self_care_with_a_doubt_about_a_red_flag():
    """Without its rule, not sure about a red flag ends in self-care."""
    assert "'signs.bruises' is not no, yet the level is self-care" in _failures(prove._total, _without("bruises"))


def test_v3_catches_an_answer_that_lowers_the_level():
    """When not sure is asked on and a plain answer is not, saying more can lower the level."""
    age = question("age", ("child",), select="one", cap="urgent")
    age = replace(
        age, options=(replace(age.options[0], role="red_flag", level="urgent"), question("x", ("adult",)).options[0])
    )
    asked_if = Some((Finding("age.adult"), Finding("age.unsure")))
    danger = question("danger", ("chest",), ask_if=asked_if)
    rules = (
        rule("child", "urgent", Some((Finding("age.child"), Finding("age.unsure")))),
        rule("chest", "emergency", Finding("danger.chest")),
    )
    assert "the level falls below emergency" in _failures(prove._monotone, small((age, danger), rules))


def test_v4_catches_a_rule_that_can_never_fire():
    """A rule that wants two options of a choice of one can never fire."""
    one = question("kind", ("a", "b"), select="one", unsure="as_no", cap="")
    never = rule("never", "urgent", All((Finding("kind.a"), Finding("kind.b"))))
    assert "the rule 'never' can never fire" in _failures(prove._every_rule_counts, small((one,), (never,)))


def test_v5_catches_a_rule_that_another_swallows():
    """A rule that only fires where a higher one does is named, unless it is marked as refining it."""
    signs = question("signs", ("a", "b"))
    wide = rule("wide", "urgent", Finding("signs.a"))
    narrow = rule("narrow", "urgent", All((Finding("signs.a"), Finding("signs.b"))))
    assert "'narrow' only fires where 'wide' does" in _failures(
        prove._no_rule_is_swallowed, small((signs,), (wide, narrow))
    )
    marked = replace(narrow, refines="wide")
    assert _failures(prove._no_rule_is_swallowed, small((signs,), (wide, marked))) == ""


def test_v8_catches_a_red_flag_that_reaches_too_little():
    """Without its rule a red flag does not reach its level, and the answers that show it are given."""
    assert "'danger.heavy' does not reach emergency" in _failures(prove._red_flags_alone, _without("danger-heavy"))


def test_v9_catches_a_question_that_changes_nothing():
    """A question that no rule, kind, cause or advice uses is named."""
    dead = replace(sample(), questions=(*sample().questions, question("shoes", ("tight",))))
    assert "the question 'shoes' changes nothing" in _failures(prove._every_question_counts, dead)


def test_v12_catches_a_finding_that_never_decides():
    """A finding that adds nothing to its rule is named."""
    signs = question("signs", ("a", "b"))
    idle = rule("idle", "urgent", Some((Finding("signs.a"), All((Finding("signs.a"), Finding("signs.b"))))))
    assert "'signs.b' never decides whether it fires" in _failures(
        prove._every_finding_matters, small((signs,), (idle,))
    )


def test_a_counterexample_is_the_smallest_one_in_plain_words():
    """What breaks a property is shown with as few signs as possible, in the words of the options."""
    (failure,) = prove._red_flags_alone(symbolic(_without("danger-heavy"))).failures
    what, shown = failure.split(": ", 1)
    assert what == "'danger.heavy' does not reach emergency"
    lists = {item.id for item in sample().questions if item.select == "many"}
    signs = [part for part in shown.split("; ") if part.split(" = ")[0] in lists]
    assert signs == ["danger = heavy (“Blood pours out, or more comes than you would expect”)"]


@pytest.fixture(scope="module")
def careless() -> Asking:
    """The asking of a topic that offers a list of danger signs only after the result."""
    questions = (replace(item, after_result=item.after_result or item.id == "injury") for item in sample().questions)
    return Asking(symbolic(replace(sample(), questions=tuple(questions))))


@pytest.mark.parametrize(
    ("property_holds", "said"),
    [
        (prove._skipping_is_harmless, "skipped questions change whether it is emergency"),
        (prove._stops_when_settled, "it stops although emergency is still possible"),
        (prove._red_flags_are_asked, "'injury.shape' is not asked although the path ends below emergency"),
    ],
)
def test_v6_v7_v8_catch_an_asking_that_leaves_a_question_out(careless, property_holds, said):
    """When a danger list is never asked, each of the three proofs shows answers for which that harms."""
    assert said in "\n".join(property_holds(careless).failures)


def test_v17_catches_a_path_that_is_too_long(asking):
    """With a lower limit the longest path is shown."""
    assert "over 6 questions" in "\n".join(prove._no_path_is_long(asking, longest=6).failures)


def test_v17_catches_a_danger_list_that_comes_late():
    """A danger list behind four other questions is named, with its sign."""
    before = tuple(question(f"q{number}", ("a",)) for number in range(4))
    danger = question("danger", ("heavy",), danger=True)
    danger = replace(danger, options=(replace(danger.options[0], role="red_flag", level="emergency"),))
    rules = tuple(rule(item.id, "urgent", Finding(f"{item.id}.a")) for item in before)
    heavy = rule("heavy", "emergency", Finding("danger.heavy"))
    late = prove._danger_comes_first(Asking(symbolic(small((*before, danger), (*rules, heavy)))))
    assert late.failures == (
        "'danger.heavy' comes after screen 4: danger = heavy (“Blood pours out, or more comes than you would expect”)",
    )
    assert prove._danger_comes_first(Asking(symbolic(small((*before[:3], danger), (*rules[:3], heavy))))).holds
