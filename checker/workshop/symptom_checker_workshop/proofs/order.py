"""Put the questions of a topic in an order in which the diagrams of their answers stay small.

A diagram looks at its variables one after the other. It is the smaller, the nearer to each other those stand that
decide together. The method is FORCE (Aloul, Markov and Sakallah, Great Lakes Symposium on VLSI, 2003).
"""

from collections.abc import Collection, Mapping, Sequence
from statistics import fmean

from symptom_checker.expression import Expression, findings
from symptom_checker.logic import Logic, Question

ROUNDS = 50
"""Rounds after which an order that still changes is taken as it is."""


def in_order(logic: Logic) -> list[Question]:
    """Return the questions, those that decide together near to each other."""
    asked_if = {question.id: question.ask_if for question in logic.questions}
    groups = [group for rule in logic.rules if rule.rank and len(group := _together(rule.when, asked_if)) > 1]
    best = order = list(asked_if)
    for _ in range(ROUNDS):
        after = _drawn_together(order, groups)
        if after == order:
            break
        order = after
        best = min(best, order, key=lambda ids: _length(ids, groups))
    return sorted(logic.questions, key=lambda question: best.index(question.id))


def _together(when: Expression, asked_if: Mapping[str, Expression | None]) -> set[str]:
    """Return the questions that decide a condition, and those that bring them up."""
    named = {name.partition(".")[0] for name in findings(when)}
    return named.union(*(_together(condition, asked_if) for name in named if (condition := asked_if[name]) is not None))


def _drawn_together(order: Sequence[str], groups: Collection[Collection[str]]) -> list[str]:
    """Return an order in which each question stands in the middle of its groups as they stand now."""
    middles: dict[str, list[float]] = {name: [] for name in order}
    for group in groups:
        middle = fmean(order.index(name) for name in group)
        for name in group:
            middles[name].append(middle)
    return sorted(order, key=lambda name: fmean(middles[name] or [order.index(name)]))


def _length(order: Sequence[str], groups: Collection[Collection[str]]) -> int:
    """Return how far the ends of all groups are apart."""
    places = [[order.index(name) for name in group] for group in groups]
    return sum(max(place) - min(place) for place in places)
