"""Parses the conditions of the tables: a whitelist over Python's own grammar, never evaluated as Python."""

import ast
from collections.abc import Iterable, Mapping

from symptom_checker.expression import All, AtLeast, Expression, Finding, Joined, Not, Some, fold
from symptom_checker_workshop.problem import did_you_mean

LONGEST = 2_000
"""Characters of the longest condition that is read; those of real topics have a tenth of it."""

DEEPEST = 50
"""How deep the parts of a condition may nest, terms included."""

MOST = 2_000
"""How many findings a condition may come to when its terms stand for what they mean."""

WAYS = 2_000
"""In how many ways a condition may come to hold, because each of them is worked out; real topics stay below 50."""

SHOWN = 80
"""Characters of a condition that an error repeats."""


class ExpressionError(ValueError):
    """A condition cannot be read; the message says what and the fix."""


def parse(text: str, known: set[str], terms: Mapping[str, str], *, negation: bool = False) -> Expression:
    """Return the expression that `text` stands for, terms replaced by their meaning.

    `known` holds every finding (`question.option`), `terms` the named conditions; `negation` allows `not`.
    Raises ExpressionError for anything else: unknown names, comparisons, calls, cycles of terms.
    """
    expression = _Parser(known, terms, negation).parse(text, ())
    if (ways := fold(expression, lambda _: 1, _number_of_ways)) > WAYS:
        raise ExpressionError(
            f"'{_start(text)}' can hold in {ways:.0e} ways, more than {WAYS}: name fewer findings in its 'atleast' "
            "and 'and', or make several rules of it"
        )
    return expression


class _Parser:
    def __init__(self, known: set[str], terms: Mapping[str, str], negation: bool) -> None:
        self.known, self.terms, self.negation = known, terms, negation
        self.left = MOST

    def parse(self, text: str, inside: tuple[str, ...], depth: int = 0) -> Expression:
        if len(text) > LONGEST:
            raise ExpressionError(f"'{_start(text)}' is longer than {LONGEST} characters: name parts of it with terms")
        try:
            body = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ExpressionError(f"'{_start(text)}' cannot be read: use findings, and, or, atleast(2, a, b)") from None
        return self.node(body, text.strip(), inside, depth)

    def node(self, node: ast.expr, text: str, inside: tuple[str, ...], depth: int) -> Expression:
        if depth > DEEPEST:
            raise ExpressionError(
                f"'{_start(text)}' nests deeper than {DEEPEST}: use fewer brackets and terms in terms"
            )

        def parts(nodes: Iterable[ast.expr]) -> tuple[Expression, ...]:
            return tuple(self.node(part, text, inside, depth + 1) for part in nodes)

        match node:
            case ast.BoolOp(op=operator, values=values):
                joined = All if isinstance(operator, ast.And) else Some
                return joined(parts(values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                if not self.negation:
                    raise ExpressionError(
                        "'not' is not allowed here, so that danger only ever adds up: name the sign itself"
                    )
                return Not(*parts([operand]))
            case ast.Attribute(value=ast.Name(id=question), attr=option):
                return self.finding(f"{question}.{option}")
            case ast.Name(id=term):
                return self.term(term, inside, depth)
            case ast.Call(func=ast.Name(id="atleast"), args=[ast.Constant(value=int(needed)), *given], keywords=[]):
                if isinstance(needed, bool) or not 1 <= needed <= len(given):
                    raise ExpressionError(f"atleast({needed}, …) needs a number from 1 to {len(given)}, its conditions")
                return AtLeast(needed, parts(given))
        written = _start(ast.get_source_segment(text, node) or text)
        raise ExpressionError(f"'{written}' is not allowed: use findings, and, or, atleast(2, a, b)")

    def finding(self, name: str) -> Expression:
        if name not in self.known:
            raise ExpressionError(f"unknown finding '{_start(name)}', {did_you_mean(name, self.known)}")
        self.left -= 1
        if self.left < 0:
            raise ExpressionError(f"comes to more than {MOST} findings with its terms: let it name each but once")
        return Finding(name)

    def term(self, name: str, inside: tuple[str, ...], depth: int) -> Expression:
        if name not in self.terms:
            raise ExpressionError(f"unknown term '{_start(name)}', {did_you_mean(name, self.terms)}")
        if name in inside:
            raise ExpressionError(f"cycle of terms: {' → '.join((*inside, name))}; take one of them out")
        return self.parse(self.terms[name], (*inside, name), depth + 1)


def _number_of_ways(joined: Joined, parts: list[int]) -> int:
    """Return how many choices of findings make a condition hold, each with no more parts than it needs."""
    needed = 1 if isinstance(joined, Not) else joined.needed
    found = [1, *(0 for _ in range(needed))]
    for part in parts:
        for many in range(needed, 0, -1):
            found[many] += part * found[many - 1]
    return found[needed]


def _start(text: str) -> str:
    """Return a condition as an error repeats it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
