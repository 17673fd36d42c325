"""Nothing a reader says is lost (V18), and a doubt about the gravest signs counts (V20)."""

from dataclasses import replace

import pytest

from support import question, rule, sample, sample_tables, small, symbolic
from symptom_checker.expression import All, Finding, Not, Some
from symptom_checker.logic import Advice, Cause, Kind, Logic, Option
from symptom_checker_workshop.proofs.heard import doubt_is_heard, is_lost, no_ticked_sign_is_lost
from symptom_checker_workshop.proofs.symbolic_flow import Asking

A, B = Finding("signs.a"), Finding("signs.b")


def _topic(*rules, questions=(), **more) -> Logic:
    """Return a topic that asks for two signs, a and b, and then these questions."""
    return replace(small((question("signs", ("a", "b")), *questions), rules), **more)


def _lost(logic: Logic, silent=()) -> list[str]:
    """Return the findings that a result may pass over; none of them doubted by the engine."""
    failures = no_ticked_sign_is_lost(Asking(symbolic(logic)), silent).failures
    assert not [failure for failure in failures if "does not confirm" in failure]
    return [failure.split("'")[1] for failure in failures]


def test_v18_catches_a_sign_that_counts_only_beside_another():
    """A sign that only one rule reads, and only together with another, is lost without it."""
    assert _lost(_topic(rule("both", "routine", All((A, B))))) == ["signs.a", "signs.b"]


def test_v18_shows_the_smallest_answers_in_which_a_sign_is_lost():
    """The answers are told in words, with what was ticked."""
    failures = no_ticked_sign_is_lost(Asking(symbolic(_topic(rule("both", "routine", All((A, B))))))).failures
    assert failures[0] == "'signs.a' is ticked, and the result says nothing of it: signs = a"


@pytest.mark.parametrize(
    "told",
    [
        {"rules": (rule("a", "self-care", A), rule("both", "routine", All((A, B))))},
        {"advice": (Advice(id="x", type="do", when=A),)},
        {"advice": (Advice(id="x", type="do", when=Some((A, B)), levels=("self-care", "routine")),)},
        {"kinds": (Kind(id="x", fits=A),)},
        {"causes": (Cause(id="x", when=A),)},
    ],
)
def test_v18_takes_a_reason_or_a_sentence_for_an_answer(told):
    """A rule that holds, also at self-care, advice, a kind or a cause is about the sign that it hangs on."""
    logic = replace(_topic(rule("both", "routine", All((A, B)))), **told)
    assert "signs.a" not in _lost(logic)


@pytest.mark.parametrize(
    "told",
    [
        {"advice": (Advice(id="x", type="do", when=A, levels=("self-care",)),)},
        {"advice": (Advice(id="x", type="do", when=Not(A)),)},
        {"kinds": (Kind(id="x", fits=A, against=B),)},
    ],
)
def test_v18_catches_a_sentence_that_is_not_always_there(told):
    """Advice that a higher level drops, that a sign takes away, or a kind that another sign rules out is too little."""
    assert "signs.a" in _lost(replace(_topic(rule("b", "routine", B)), **told))


def test_v18_catches_two_signs_of_which_only_the_other_decides():
    """A sign inside a rule is no reason where the rule holds by another part."""
    assert _lost(_topic(rule("b", "routine", B), rule("or", "routine", Some((All((A, B)), B))))) == ["signs.a"]


def test_v18_takes_what_follows_a_sign_for_an_answer():
    """A sign that brings up a question is heard when the result is about each answer to it."""
    more = question("more", ("x", "y"), select="one", ask_if=A)
    rules = [rule(name, "routine", Finding(f"more.{name}")) for name in ("x", "y", "unsure")]
    assert _lost(_topic(*rules, questions=(more,))) == ["signs.b"]
    assert _lost(_topic(*rules[1:], questions=(more,))) == ["signs.a", "signs.b", "more.x"]
    # Beside b, which decides, what follows a is not asked any more, and then nothing is about a.
    assert _lost(_topic(rule("b", "routine", B), *rules, questions=(more,))) == ["signs.a"]


def test_v18_leaves_out_what_has_a_reason_to_be_silent():
    """A finding whose option gives a reason may be passed over, and is counted."""
    asking = Asking(symbolic(_topic(rule("both", "routine", All((A, B))))))
    found = no_ticked_sign_is_lost(asking, {"signs.a", "signs.b"})
    assert (found.failures, found.checks, found.values["silent"]) == ((), 0, 2)
    assert found.findings == ("signs.a", "signs.b")


def test_v18_does_not_ask_about_who_is_meant():
    """An option that says for whom the reader answers describes no sign."""
    who = question("who", ("me",), select="one", unsure="as_no", cap="")
    who = replace(who, options=(Option(id="me", voice="you"),))
    assert _lost(_topic(rule("a", "routine", Some((A, B))), questions=(who,))) == []


def test_the_engine_is_asked_whether_a_sign_is_lost():
    """Without a reason, and with nothing less when it is taken back, a sign is lost for the engine too."""
    logic = _topic(rule("both", "routine", All((A, B))))
    assert is_lost(logic, "signs.a", {"signs": ["a"]})
    assert not is_lost(logic, "signs.a", {"signs": ["a", "b"]})


def _dangers(cap: str, *questions, **signs) -> Logic:
    """Return a topic with one list of danger signs, of which chest alone is an emergency."""
    danger = question("danger", ("chest",), danger=True, cap=cap)
    danger = replace(danger, options=(Option(id="chest", role="red_flag", level="emergency"),))
    rules = (rule("chest", "emergency", Finding("danger.chest")), *signs.get("rules", ()))
    return small((danger, *questions), rules)


def _doubts(logic: Logic) -> str:
    return "\n".join(doubt_is_heard(Asking(symbolic(logic))).failures)


@pytest.mark.parametrize(
    ("cap", "said"),
    [
        ("routine", "not sure about 'danger.chest' ends below urgent: danger = unsure:chest"),
        (
            "urgent",
            "not sure about 'danger.chest' ends at urgent, and no question helps to decide: danger = unsure:chest",
        ),
        ("emergency", ""),
    ],
)
def test_v20_catches_a_doubt_that_counts_too_little(cap, said):
    """A doubt about a sign that alone is an emergency ends there too, unless a question helps."""
    assert said in _doubts(_dangers(cap))
    assert bool(said) == bool(_doubts(_dangers(cap)))


def test_v20_takes_a_question_that_helps_to_decide():
    """At urgent a doubt is heard when it brings up a question, and that question's own doubts need no further one."""
    look = replace(
        question("look", ("worse",), cap="urgent", ask_if=Finding("danger.chest")),
        options=(Option(id="worse", role="red_flag", level="emergency"),),
    )
    worse = rule("worse", "emergency", Finding("look.worse"))
    assert _doubts(_dangers("urgent", look, rules=(worse,))) == ""
    elsewhere = replace(look, ask_if=None)
    assert "no question helps to decide" in _doubts(_dangers("urgent", elsewhere, rules=(worse,)))


def test_the_sample_hears_every_sign_and_every_doubt():
    """On the whole sample both properties hold, with what its tables say of silent options."""
    asking = Asking(symbolic(sample()))
    assert no_ticked_sign_is_lost(asking, sample_tables().silent).holds
    assert not no_ticked_sign_is_lost(asking).holds
    assert doubt_is_heard(asking).holds
