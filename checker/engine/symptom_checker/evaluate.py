"""Gives an expression its meaning: a place on the chain of levels, or a three-valued truth."""

from collections.abc import Callable, Iterator

from symptom_checker.model import Expression

type ValueOf = Callable[[str], int]
"""Finding → its place on the chain of levels (0 = nothing, 3 = chosen)."""

type TruthOf = Callable[[str], bool | None]
"""Finding → yes, no, or None for not known."""


def findings(expression: Expression) -> Iterator[str]:
    """Yield every finding that the expression names, in order."""
    operator, *rest = expression
    if operator == "finding":
        yield rest[0]
    else:
        for part in _parts(expression):
            yield from findings(part)


def value(expression: Expression, value_of: ValueOf) -> int:
    """Return the place of a positive expression: `and` the lowest part, `or` the highest, `atleast(k)` the k-th.

    Raises ValueError for `not`, which has no place on the chain.
    """
    if expression[0] == "finding":
        return value_of(expression[1])
    parts = sorted((value(part, value_of) for part in _parts(expression)), reverse=True)
    return parts[_needed(expression) - 1]


def truth(expression: Expression, truth_of: TruthOf) -> bool | None:
    """Return whether the expression holds: True, False, or None while that is not known (Kleene's logic)."""
    if expression[0] == "finding":
        return truth_of(expression[1])
    if expression[0] == "not":
        inner = truth(expression[1], truth_of)
        return None if inner is None else not inner
    parts = [truth(part, truth_of) for part in _parts(expression)]
    needed = _needed(expression)
    if parts.count(True) >= needed:
        return True
    return None if parts.count(True) + parts.count(None) >= needed else False


def open_findings(expression: Expression, low: ValueOf, high: ValueOf) -> Iterator[str]:
    """Yield the findings whose answers can still move a positive expression between its bounds."""
    if value(expression, low) == value(expression, high):
        return
    if expression[0] == "finding":
        yield expression[1]
    else:
        for part in _parts(expression):
            yield from open_findings(part, low, high)


def unknown_findings(expression: Expression, truth_of: TruthOf) -> Iterator[str]:
    """Yield the findings that keep an expression from being known to hold or not."""
    if truth(expression, truth_of) is not None:
        return
    if expression[0] == "finding":
        yield expression[1]
    else:
        for part in _parts(expression):
            yield from unknown_findings(part, truth_of)


def witnesses(expression: Expression, value_of: ValueOf) -> Iterator[str]:
    """Yield the findings that carry the value of a positive expression: those at or above it, nothing else."""
    reached = value(expression, value_of)
    if expression[0] == "finding":
        yield expression[1]
    else:
        for part in _parts(expression):
            if value(part, value_of) >= reached:
                yield from witnesses(part, value_of)


def _parts(expression: Expression) -> tuple[Expression, ...]:
    return expression[2:] if expression[0] == "atleast" else expression[1:]


def _needed(expression: Expression) -> int:
    """Return how many parts must hold: all for `and`, one for `or`, k for `atleast`."""
    match expression[0]:
        case "and":
            return len(expression) - 1
        case "or":
            return 1
        case "atleast":
            return int(expression[1])
        case other:
            raise ValueError(f"'{other}' has no place on the chain of levels")
