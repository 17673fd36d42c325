"""What the engine itself is asked to show, and that each of these properties can break."""

from dataclasses import replace

from support import question, real, real_tables, rule, small
from symptom_checker.answers import read
from symptom_checker_workshop import replay
from symptom_checker_workshop.tables import Case

SIGNS = question("signs", ("a", "b"))
TWO = (
    rule("a", "emergency", ("finding", "signs.a"), route="call-911"),
    rule("b", "emergency", ("finding", "signs.b"), route="er"),
)
BOTH = Case(id="both", story="both", answers={"signs": ["a", "b"]}, level="emergency", rules=("a", "b"), source="x")


def test_v10_catches_routes_of_the_same_strength():
    """Where two ways to help are equally strong, the order of the table would decide, and that is shown."""
    fair = small((SIGNS,), TWO)
    tied = replace(fair, routes=tuple(replace(route, strength=1) for route in fair.routes))
    assert replay.order_never_matters(fair, replay.walk_all(fair, [BOTH])).holds
    assert replay.order_never_matters(tied, replay.walk_all(tied, [BOTH])).failures == (
        "the case 'both' changes when rules, options and answers stand in another order",
    )


def test_v11_catches_an_engine_that_remembers(monkeypatch):
    """An engine that looks at which answer came last differs from a fresh replay, and that is shown."""
    two = small((SIGNS, question("more", ("c",))), ())
    case = replace(BOTH, answers={"signs": ["none"], "more": ["none"]}, level="self-care", rules=())
    walked = [replay.Walked(case=case, path=["signs", "more"], given=case.answers)]
    assert replay.replay_is_fresh(two, walked).holds
    monkeypatch.setattr(replay, "read", lambda knowledge, answers: (read(knowledge, answers), next(reversed(answers))))
    assert "the case 'both' differs at 'more' from a fresh replay" in replay.replay_is_fresh(two, walked * 9).failures


def test_v13_catches_a_rule_that_is_gone():
    """Without a rule the cases that expect it are named with what they give instead."""
    case = real_tables().cases["throat-closing"]
    less = replace(real(), rules=tuple(item for item in real().rules if item.id != "danger-breathing"))
    (failure,) = replay.cases_hold(less, replay.walk_all(less, [case])).failures
    assert failure.startswith("the case 'throat-closing' expects emergency call-911, and gives ")


def test_v17_catches_a_simple_case_that_takes_too_long():
    """A case that names fewer screens than it takes is named."""
    case = replace(real_tables().cases["night-calf-cramp"], screens=5)
    (failure,) = replay.calm_paths_are_short(replay.walk_all(real(), [case])).failures
    assert failure == "the case 'night-calf-cramp' takes 10 screens, not 5"
