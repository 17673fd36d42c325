"""What the engine itself is asked to show, and that each of these properties can break."""

from dataclasses import replace

from support import question, rule, sample, sample_tables, small
from symptom_checker.answers import read
from symptom_checker.expression import Finding
from symptom_checker_workshop.cases.runs import (
    calm_paths_are_short,
    cases_hold,
    order_never_matters,
    replay_is_fresh,
    run_all,
    walk,
)
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.rows import Case

SIGNS = question("signs", ("a", "b"))
TWO = (
    rule("a", "emergency", Finding("signs.a"), route="call-911"),
    rule("b", "emergency", Finding("signs.b"), route="er"),
)
BOTH = Case(id="both", story="both", answers={"signs": ["a", "b"]}, level="emergency", rules=("a", "b"), source="x")


def test_a_case_is_walked_alike_whatever_was_walked_before():
    """What is remembered of other cases changes neither the questions of a case nor its answers."""
    cases = [case for case in sample_tables().cases.values() if case.level != "self-care"][::8]
    for run in run_all(sample(), [*cases, *reversed(cases)]):
        assert (run.path, run.given) == walk(sample(), run.case.answers)


def test_v10_catches_routes_of_the_same_strength():
    """Where two ways to help are equally strong, the order of the table would decide, and that is shown."""
    fair = small((SIGNS,), TWO)
    tied = replace(fair, routes=tuple(replace(route, strength=1) for route in fair.routes))
    lines = {("case", "both"): 7}
    assert order_never_matters(fair, run_all(fair, [BOTH])).holds
    assert order_never_matters(tied, run_all(tied, [BOTH], lines)).failures == (
        "cases.toml:7: case 'both': changes when rules, options and answers stand in another order",
    )


def test_v11_catches_an_engine_that_remembers():
    """An engine that looks at which answer came last differs from a fresh replay, and that is shown."""
    names = [f"list{number}" for number in range(6)]
    many = small(
        tuple(question(name, ("a",)) for name in names),
        tuple(rule(name, "routine", Finding(f"{name}.a")) for name in names),
    )
    none = {name: ["none"] for name in names}
    runs = run_all(many, [replace(BOTH, answers=none, level="self-care", rules=())])
    assert runs[0].path == names

    def remembers(knowledge, answers):
        return read(knowledge, answers), next(reversed(answers))

    assert replay_is_fresh(many, runs).holds
    failures = replay_is_fresh(many, runs, read=remembers).failures
    assert failures
    assert all(failure.startswith("cases.toml:1: case 'both': differs at 'list") for failure in failures)


def test_v13_tells_what_differs_and_where():
    """Without a rule the case that expects it is named with file and line, and each part that came out otherwise."""
    case = sample_tables().cases["fights-for-air"]
    less = replace(sample(), rules=tuple(item for item in sample().rules if item.id != "danger-breathing"))
    (failure,) = cases_hold(run_all(less, [case], sample_tables().lines)).failures
    line = sample_tables().lines["case", "fights-for-air"]
    assert failure.startswith(
        f"cases.toml:{line}: case 'fights-for-air': level emergency is expected, self-care is given; "
        f"route call-911 is expected, none is given; expected but not fired: danger-breathing"
    )


def test_v13_is_silent_on_what_is_as_expected():
    """Where only the rules differ, the message speaks of them alone."""
    topic = small((SIGNS,), TWO)
    case = replace(BOTH, route="call-911", rules=("a",))
    assert cases_hold(run_all(topic, [case])).failures == (
        "cases.toml:1: case 'both': fired but not expected: b. Fix the rules, or change the case and say why in it",
    )


def test_v17_catches_a_simple_case_that_takes_too_long():
    """A case that names fewer screens than it takes is named."""
    case = replace(sample_tables().cases["after-blowing"], screens=5)
    (failure,) = calm_paths_are_short(run_all(sample(), [case], sample_tables().lines)).failures
    line = sample_tables().lines["case", "after-blowing"]
    assert failure == f"cases.toml:{line}: case 'after-blowing': takes 8 screens, more than 5"


def test_a_walk_ends_where_there_is_no_answer():
    """Answers are taken in the order of the questions; the first question without one is told, and none at the end."""
    walker = Walker(small((SIGNS, question("more")), TWO))
    assert walker.walk_as_far({"more": ["yes"]}) == ({}, SIGNS)
    assert walker.walk_as_far({"more": ["yes"], "signs": ["a"]}) == ({"signs": ["a"]}, None)
