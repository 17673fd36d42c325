"""Conditions over findings: what they are made of, and what they come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

type Expression = Finding | All | Some | AtLeast | Not
"""A condition."""

type Joined = All | Some | AtLeast | Not
"""A condition that is made of others."""

type Ranks = Mapping[str, int]
"""Finding → its rank on the chain of levels (0 = nothing, 3 = chosen)."""

type Truths = Mapping[str, bool | None]
"""Finding → yes, no, or None for not known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Holds when the reader chose this answer."""

    name: str
    """The answer, `question.option`."""


@dataclass(frozen=True, slots=True)
class All:
    """Holds when all of its parts do."""

    parts: tuple[Expression, ...]

    @property
    def needed(self) -> int:
        """How many of the parts must hold."""
        return len(self.parts)


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when one of its parts does."""

    parts: tuple[Expression, ...]

    @property
    def needed(self) -> int:
        """How many of the parts must hold."""
        return 1


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds when at least so many of its parts do."""

    needed: int
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not; no rule may use it, because danger only adds up."""

    part: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The one part."""
        return (self.part,)

    @property
    def needed(self) -> int:
        """Raise ValueError: nothing adds up here."""
        raise ValueError("'not' has no rank on the chain of levels")


def fold[T](expression: Expression, leaf: Callable[[str], T], combine: Callable[[Joined, list[T]], T]) -> T:
    """Return what an expression comes to: `leaf` of each finding's name, put together by `combine` from the inside out.

    `combine` is given the condition and what its parts came to.
    """
    if isinstance(expression, Finding):
        return leaf(expression.name)
    return combine(expression, [fold(part, leaf, combine) for part in expression.parts])


def findings(expression: Expression) -> list[str]:
    """Return every finding that the expression names, in order."""
    return fold(expression, lambda name: [name], lambda _, parts: [name for names in parts for name in names])


def value(expression: Expression, ranks: Ranks) -> int:
    """Return the rank of a positive expression: `and` the lowest part, `or` the highest, `atleast(k)` the k-th.

    Raises ValueError for `not`, which has no rank.
    """
    return fold(expression, ranks.__getitem__, _rank)


def truth(expression: Expression, truths: Truths) -> bool | None:
    """Return whether the expression holds: True, False, or None while that is not known (Kleene's logic)."""
    return fold(expression, truths.__getitem__, _truth)


def open_findings(expression: Expression, low: Ranks, high: Ranks) -> list[str]:
    """Return the findings whose answers can still move a positive expression between its bounds."""

    def bounds(joined: Joined, parts: list[tuple[int, int]]) -> tuple[int, int]:
        return _rank(joined, [part[0] for part in parts]), _rank(joined, [part[1] for part in parts])

    return _decisive(expression, lambda name: (low[name], high[name]), bounds, lambda part, _: part[0] != part[1])


def unknown_findings(expression: Expression, truths: Truths) -> list[str]:
    """Return the findings that keep an expression from being known to hold or not."""
    return _decisive(expression, truths.__getitem__, _truth, lambda part, _: part is None)


def witnesses(expression: Expression, ranks: Ranks) -> list[str]:
    """Return the findings that carry the rank of a positive expression: those at or above it, nothing else."""
    return _decisive(expression, ranks.__getitem__, _rank, lambda part, whole: part >= whole)


def _decisive[T](
    expression: Expression,
    leaf: Callable[[str], T],
    combine: Callable[[Joined, list[T]], T],
    decides: Callable[[T, T], bool],
) -> list[str]:
    """Return the findings in the parts that decide, seen from the outside in; `decides` is given part and whole."""

    def join(joined: Joined, parts: list[tuple[T, list[str]]]) -> tuple[T, list[str]]:
        whole = combine(joined, [part for part, _ in parts])
        return whole, [name for part, names in parts if decides(part, whole) for name in names]

    whole, names = fold(expression, lambda name: (leaf(name), [name]), join)
    return names if decides(whole, whole) else []


def _rank(joined: Joined, ranks: list[int]) -> int:
    ranks.sort(reverse=True)
    return ranks[joined.needed - 1]


def _truth(joined: Joined, parts: list[bool | None]) -> bool | None:
    if isinstance(joined, Not):
        return None if parts[0] is None else not parts[0]
    if parts.count(True) >= joined.needed:
        return True
    return None if parts.count(True) + parts.count(None) >= joined.needed else False


OPERATORS: dict[type, str] = {All: "and", Some: "or", Not: "not"}
"""What stands for a condition in plain data; `atleast` has its number behind it."""


def to_plain(expression: Expression) -> Any:
    """Return an expression as plain data: a finding is its name, all else a tuple such as `("or", "q.a", "q.b")`."""

    def plain(joined: Joined, parts: list[Any]) -> Any:
        if isinstance(joined, AtLeast):
            return ("atleast", joined.needed, *parts)
        return (OPERATORS[type(joined)], *parts)

    return fold(expression, lambda name: name, plain)


def from_plain(plain: Any) -> Expression:
    """Return the expression that `to_plain` wrote, of tuples or of lists; raises ValueError for anything else."""
    match plain:
        case str():
            return Finding(plain)
        case ["and", *parts]:
            return All(tuple(map(from_plain, parts)))
        case ["or", *parts]:
            return Some(tuple(map(from_plain, parts)))
        case ["atleast", int(needed), *parts]:
            return AtLeast(needed, tuple(map(from_plain, parts)))
        case ["not", part]:
            return Not(from_plain(part))
    raise ValueError(f"{plain!r} is not an expression")
