"""Exact counts of patterns of answers."""

from itertools import product

from support import question, rule, small, symbolic
from symptom_checker import assess
from symptom_checker.expression import All, AtLeast, Finding, Some
from symptom_checker.logic import LEVELS

SIGNS = question("signs", ("a", "b"), cap="urgent")
KIND = question("kind", ("x", "y"), select="one", unsure="as_no", cap="")
DETAIL = question("detail", ("c",), cap="routine", ask_if=Some((Finding("signs.a"), Finding("kind.unsure"))))
TOPIC = small(
    (SIGNS, KIND, DETAIL),
    (
        rule("a", "urgent", Finding("signs.a")),
        rule(
            "two",
            "emergency",
            AtLeast(
                2,
                (
                    Finding("signs.a"),
                    Finding("signs.b"),
                    Finding("kind.x"),
                ),
            ),
        ),
        rule("c", "emergency", All((Finding("detail.c"), Finding("kind.y")))),
        rule("unsure", "routine", Finding("kind.unsure")),
    ),
)


def _list(name: str, options: tuple[str, ...]):
    for states in product(("no", "unsure", "yes"), repeat=len(options)):
        told = [f"unsure:{o}" if s == "unsure" else o for o, s in zip(options, states, strict=True) if s != "no"]
        yield {name: told or ["none"]}


def test_the_counts_are_those_of_trying_every_pattern():
    """Level by level, the diagram counts what the engine says when every pattern is tried."""
    tried = dict.fromkeys(LEVELS, 0)
    for parts in product(
        _list("signs", ("a", "b")), [{"kind": [k]} for k in ("x", "y", "unsure")], _list("detail", ("c",))
    ):
        tried[assess(TOPIC, parts[0] | parts[1] | parts[2]).level] += 1
    rules = symbolic(TOPIC)
    reached = [rules.answers.count(rules.level(place)) for place in range(len(LEVELS))]
    assert reached[0] == 3 * 3 * 3 * 3 == sum(tried.values())
    assert [here - above for here, above in zip(reached, [*reached[1:], 0], strict=True)] == list(tried.values())


def test_the_smallest_answers_have_the_fewest_signs_and_the_first_options():
    """Of all answers that meet a condition those with the fewest signs are shown, without what is not asked."""
    rules = symbolic(TOPIC)
    assert rules.smallest(rules.level(3)) == {"signs": ["a"], "kind": ["x"], "detail": ["none"]}
    assert rules.smallest(rules.level(3) & ~rules.answers.yes("signs.a")) == {"signs": ["b"], "kind": ["x"]}
    assert rules.smallest(~rules.level(1)) == {"signs": ["none"], "kind": ["x"]}
    assert rules.smallest(rules.level(1) & ~rules.level(0)) is None
