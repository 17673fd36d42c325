"""The proofs hold on the real topic, and each one catches knowledge that was broken on purpose."""

from dataclasses import replace

import pytest
import z3

from support import found, question, real, real_tables, rule, small, walk
from symptom_checker.model import Knowledge
from symptom_checker_workshop import prove
from symptom_checker_workshop.asking import Asking
from symptom_checker_workshop.space import Space

NUMBERS = [f"V{number}" for number in range(1, 18) if number != 16]  # V16 needs the built site


@pytest.mark.parametrize("number", NUMBERS)
def test_the_real_topic_has_the_property(number):
    """Over everything that it covers the property holds, and nothing was left out."""
    proofs = [proof for proof in found().proofs if proof.number == number]
    assert proofs
    for proof in proofs:
        assert proof.failures == ()
        assert proof.checks > 0


def test_the_proofs_cover_every_question_option_and_pattern():
    """The figures that are told are those of the whole topic."""
    options = sum(len(item.options) for item in real().questions)
    assert (found().questions, found().options) == (len(real().questions), options)
    assert sum(found().patterns) == Space(real()).patterns()


@pytest.fixture(scope="module")
def asking() -> Asking:
    """The asking of the real topic, followed once."""
    return Asking(Space(real()))


def test_the_symbolic_asking_is_the_engines(asking):
    """The questions that the engine asks for a case are those that the symbolic asking gives for its answers."""
    for case in list(real_tables().cases.values())[::12]:
        path, given = walk(real(), case.answers)
        solver = z3.Solver()
        solver.add(*asking.space.form())
        for name, members in given.items():
            for option in asking.knowledge.question(name).options:
                finding = f"{name}.{option.id}"
                solver.add(asking.space.yes[finding] == (option.id in members))
                unsure = "unsure" in members or f"unsure:{option.id}" in members
                solver.add(asking.space.unsure[finding] == unsure)
        assert solver.check() == z3.sat
        model = solver.model()
        asked = [name for name, condition in asking.asked.items() if z3.is_true(model.eval(condition, True))]
        assert asked == path, case.id


def _without(rule_id: str) -> Knowledge:
    return replace(real(), rules=tuple(item for item in real().rules if item.id != rule_id))


def _failures(property_holds, knowledge: Knowledge) -> str:
    return "\n".join(property_holds(Space(knowledge)).failures)


def test_v2_catches_self_care_with_a_doubt_about_a_red_flag():
    """Without the rule for an unknown place, not sure about the throat ends in self-care."""
    assert "'place.throat' is not no, yet the level is self-care" in _failures(prove._total, _without("something-else"))


def test_v3_catches_an_answer_that_lowers_the_level():
    """When not sure is asked on and a plain answer is not, saying more can lower the level."""
    age = question("age", ("child",), select="one", cap="urgent", none="")
    age = replace(
        age, options=(replace(age.options[0], role="red_flag", level="urgent"), question("x", ("adult",)).options[0])
    )
    asked_if = ("or", ("finding", "age.adult"), ("finding", "age.unsure"))
    danger = question("danger", ("chest",), ask_if=asked_if)
    rules = (
        rule("child", "urgent", ("or", ("finding", "age.child"), ("finding", "age.unsure"))),
        rule("chest", "emergency", ("finding", "danger.chest")),
    )
    assert "the level falls below emergency" in _failures(prove._monotone, small((age, danger), rules))


def test_v4_catches_a_rule_that_can_never_fire():
    """A rule that wants two options of a choice of one can never fire."""
    one = question("kind", ("a", "b"), select="one", unsure="as_no", cap="", none="")
    never = rule("never", "urgent", ("and", ("finding", "kind.a"), ("finding", "kind.b")))
    assert "the rule 'never' can never fire" in _failures(prove._every_rule_counts, small((one,), (never,)))


def test_v5_catches_a_rule_that_another_swallows():
    """A rule that only fires where a higher one does is named, unless it is marked as refining it."""
    signs = question("signs", ("a", "b"))
    wide = rule("wide", "urgent", ("finding", "signs.a"))
    narrow = rule("narrow", "urgent", ("and", ("finding", "signs.a"), ("finding", "signs.b")))
    assert "'narrow' only fires where 'wide' does" in _failures(
        prove._no_rule_is_swallowed, small((signs,), (wide, narrow))
    )
    marked = replace(narrow, refines="wide")
    assert _failures(prove._no_rule_is_swallowed, small((signs,), (wide, marked))) == ""


def test_v8_catches_a_red_flag_that_reaches_too_little():
    """Without its rule a red flag does not reach its level, and the answers that show it are given."""
    assert "'danger.chest' does not reach emergency" in _failures(prove._red_flags_alone, _without("danger-chest"))


def test_v9_catches_a_question_that_changes_nothing():
    """A question that no rule, kind, cause or advice uses is named."""
    dead = replace(real(), questions=(*real().questions, question("shoes", ("tight",))))
    assert "the question 'shoes' changes nothing" in _failures(prove._every_question_counts, dead)


def test_v12_catches_a_finding_that_never_decides():
    """A finding that adds nothing to its rule is named."""
    signs = question("signs", ("a", "b"))
    idle = rule(
        "idle", "urgent", ("or", ("finding", "signs.a"), ("and", ("finding", "signs.a"), ("finding", "signs.b")))
    )
    assert "'signs.b' never decides whether it fires" in _failures(
        prove._every_finding_matters, small((signs,), (idle,))
    )


def test_a_counterexample_is_the_smallest_one_in_plain_words():
    """What breaks a property is shown with as few signs as possible, in the words of the options."""
    (failure,) = prove._red_flags_alone(Space(_without("danger-chest"))).failures
    what, shown = failure.split(": ", 1)
    assert what == "'danger.chest' does not reach emergency"
    lists = {item.id for item in real().questions if item.select == "many"}
    signs = [part for part in shown.split("; ") if part.split(" = ")[0] in lists]
    assert signs == ["danger = chest (“Pain, pressure or squeezing in the chest”)"]


@pytest.fixture(scope="module")
def careless() -> Asking:
    """An asking that never comes to the second list of danger signs."""
    asking = Asking(Space(real()))
    asking.space.rules_of_form["asked body"] = [z3.Not(asking.asked["body"])]
    return asking


@pytest.mark.parametrize(
    ("property_holds", "said"),
    [
        (prove._skipping_is_harmless, "skipped questions change whether it is emergency"),
        (prove._stops_when_settled, "it stops although emergency is still possible"),
        (prove._red_flags_are_asked, "'body.jaw_stiff' is not asked although the path ends below emergency"),
    ],
)
def test_v6_v7_v8_catch_an_asking_that_leaves_a_question_out(careless, property_holds, said):
    """When a danger list is never asked, each of the three proofs shows answers for which that harms."""
    assert said in "\n".join(property_holds(careless).failures)


def test_v17_catches_a_path_that_is_too_long(asking, monkeypatch):
    """With a lower limit the longest path is shown."""
    monkeypatch.setattr(prove, "LONGEST_PATH", 12)
    assert "over 12 screens" in "\n".join(prove._no_path_is_long(asking).failures)


def test_v17_catches_a_danger_list_that_comes_late():
    """A danger list behind four other questions is named, with its sign."""
    before = tuple(question(f"q{number}", ("a",)) for number in range(4))
    danger = question("danger", ("chest",), danger=True)
    danger = replace(danger, options=(replace(danger.options[0], role="red_flag", level="emergency"),))
    rules = tuple(rule(item.id, "urgent", ("finding", f"{item.id}.a")) for item in before)
    chest = rule("chest", "emergency", ("finding", "danger.chest"))
    late = prove._danger_comes_first(Asking(Space(small((*before, danger), (*rules, chest)))))
    assert late.failures == ("'danger.chest' comes after screen 4: danger = chest (“chest”)",)
    assert prove._danger_comes_first(Asking(Space(small((*before[:3], danger), (*rules[:3], chest))))).holds
