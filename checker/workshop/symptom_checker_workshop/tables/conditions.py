"""Parses the conditions of the tables: a whitelist over Python's own grammar, never evaluated as Python."""

import ast
from collections.abc import Iterable, Mapping

from symptom_checker.expression import All, AtLeast, Expression, Finding, Not, Some
from symptom_checker_workshop.problem import did_you_mean


class ExpressionError(ValueError):
    """A condition cannot be read; the message says what and the fix."""


def parse(text: str, known: set[str], terms: Mapping[str, str], *, negation: bool = False) -> Expression:
    """Return the expression that `text` stands for, terms replaced by their meaning.

    `known` holds every finding (`question.option`), `terms` the named conditions; `negation` allows `not`.
    Raises ExpressionError for anything else: unknown names, comparisons, calls, cycles of terms.
    """
    return _Parser(known, terms, negation).parse(text, ())


class _Parser:
    def __init__(self, known: set[str], terms: Mapping[str, str], negation: bool) -> None:
        self.known, self.terms, self.negation = known, terms, negation

    def parse(self, text: str, inside: tuple[str, ...]) -> Expression:
        try:
            body = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ExpressionError(f"'{text}' cannot be read: use findings, and, or, atleast(2, a, b)") from None
        return self.node(body, inside)

    def node(self, node: ast.expr, inside: tuple[str, ...]) -> Expression:
        match node:
            case ast.BoolOp(op=operator, values=values):
                joined = All if isinstance(operator, ast.And) else Some
                return joined(self.parts(values, inside))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                if not self.negation:
                    raise ExpressionError(
                        "'not' is not allowed here, so that danger only ever adds up: name the sign itself"
                    )
                return Not(self.node(operand, inside))
            case ast.Attribute(value=ast.Name(id=question), attr=option):
                return self.finding(f"{question}.{option}")
            case ast.Name(id=term):
                return self.term(term, inside)
            case ast.Call(func=ast.Name(id="atleast"), args=[ast.Constant(value=int(needed)), *parts], keywords=[]):
                if isinstance(needed, bool) or not 1 <= needed <= len(parts):
                    raise ExpressionError(f"atleast({needed}, …) needs a number from 1 to {len(parts)}, its conditions")
                return AtLeast(needed, self.parts(parts, inside))
        raise ExpressionError(f"'{ast.unparse(node)}' is not allowed: use findings, and, or, atleast(2, a, b)")

    def parts(self, nodes: Iterable[ast.expr], inside: tuple[str, ...]) -> tuple[Expression, ...]:
        return tuple(self.node(part, inside) for part in nodes)

    def finding(self, name: str) -> Expression:
        if name not in self.known:
            raise ExpressionError(f"unknown finding '{name}', {did_you_mean(name, self.known)}")
        return Finding(name)

    def term(self, name: str, inside: tuple[str, ...]) -> Expression:
        if name not in self.terms:
            raise ExpressionError(f"unknown term '{name}', {did_you_mean(name, self.terms)}")
        if name in inside:
            raise ExpressionError(f"cycle of terms: {' → '.join((*inside, name))}; take one of them out")
        return self.parse(self.terms[name], (*inside, name))
