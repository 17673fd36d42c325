"""Exact counts of patterns of answers."""

from itertools import product

from support import question, real, rule, small
from symptom_checker import assess
from symptom_checker.model import LEVELS
from symptom_checker_workshop.count import Patterns
from symptom_checker_workshop.space import Space

SIGNS = question("signs", ("a", "b"), cap="urgent")
KIND = question("kind", ("x", "y"), select="one", unsure="as_no", cap="", none="")
DETAIL = question("detail", ("c",), cap="routine", ask_if=("or", ("finding", "signs.a"), ("finding", "kind.unsure")))
TOPIC = small(
    (SIGNS, KIND, DETAIL),
    (
        rule("a", "urgent", ("finding", "signs.a")),
        rule("two", "emergency", ("atleast", 2, ("finding", "signs.a"), ("finding", "signs.b"), ("finding", "kind.x"))),
        rule("c", "emergency", ("and", ("finding", "detail.c"), ("finding", "kind.y"))),
        rule("unsure", "routine", ("finding", "kind.unsure")),
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
    patterns = Patterns(TOPIC)
    reached = [patterns.count(level) for level in patterns.levels(TOPIC)]
    assert patterns.total == 3 * 3 * 3 * 3 == sum(tried.values())
    assert [here - above for here, above in zip(reached, [*reached[1:], 0], strict=True)] == list(tried.values())


def test_the_real_topic_has_as_many_patterns_as_its_options_give():
    """The diagram and the solver's own formula agree on the number of patterns."""
    assert Patterns(real()).total == Space(real()).patterns()
