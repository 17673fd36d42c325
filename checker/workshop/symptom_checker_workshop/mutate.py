"""Breaks the rules in small ways and counts how many of the broken ones the cases notice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import z3

from symptom_checker.answers import Reading, read
from symptom_checker.evaluate import value
from symptom_checker.model import LEVELS, Expression, Knowledge, Rule
from symptom_checker_workshop.proof import Proof
from symptom_checker_workshop.space import Space
from symptom_checker_workshop.tables import Case

ENOUGH = 0.95
"""The share of mutants that the cases must notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One rule with one change."""

    what: str
    """The change in words."""
    rule: str
    """Id of the rule."""
    changed: Rule | None
    """The rule as it is now; None = deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many mutants the cases notice."""

    caught: int
    """Mutants that change the level or the rules of some case."""
    equivalent: int
    """Mutants that fire for exactly the same answers at the same level: no case could notice them."""
    survivors: tuple[str, ...]
    """Mutants that no case notices, in words."""

    @property
    def share(self) -> float:
        """The share that is caught of those that can be, 0 to 1."""
        possible = self.caught + len(self.survivors)
        return self.caught / possible if possible else 1.0


def score(knowledge: Knowledge, cases: Iterable[Case]) -> Score:
    """Return how well the cases guard the rules of a topic (V14)."""
    readings = [read(knowledge, case.answers) for case in cases]
    rules = {rule.id: rule for rule in knowledge.rules}
    space = Space(knowledge)
    caught, equivalent, survivors = 0, 0, []
    for mutant in mutants(knowledge):
        if any(_notices(reading, rules[mutant.rule], mutant.changed) for reading in readings):
            caught += 1
        elif mutant.changed is not None and _is_equivalent(space, rules[mutant.rule], mutant.changed):
            equivalent += 1
        else:
            survivors.append(f"rule '{mutant.rule}': {mutant.what}")
    return Score(caught=caught, equivalent=equivalent, survivors=tuple(survivors))


def proof(knowledge: Knowledge, cases: Iterable[Case]) -> Proof:
    """Return the score as property V14."""
    found = score(knowledge, cases)
    possible = found.caught + len(found.survivors)
    told = f"{found.caught} of {possible} broken rules are noticed ({found.share:.1%})"
    missed = tuple(f"not noticed: {survivor}" for survivor in found.survivors)
    return Proof(
        number="V14",
        says=f"The cases notice at least {ENOUGH:.0%} of small mistakes in the rules: {told}.",
        checks=possible,
        covers=f"every rule, each finding of each; {found.equivalent} changes without any effect are left out",
        failures=missed if found.share < ENOUGH else (),
    )


def mutants(knowledge: Knowledge) -> Iterator[Mutant]:
    """Yield every mutant: rule deleted, level one up or down, finding dropped, and ↔ or, option swapped."""
    for rule in knowledge.rules:
        yield Mutant(what="deleted", rule=rule.id, changed=None)
        place = LEVELS.index(rule.level)
        for other in (place - 1, place + 1):
            if 0 <= other < len(LEVELS):
                changed = replace(rule, level=LEVELS[other])
                yield Mutant(what=f"{rule.level} becomes {LEVELS[other]}", rule=rule.id, changed=changed)
        for what, when in _changed(rule.when, knowledge):
            yield Mutant(what=what, rule=rule.id, changed=replace(rule, when=when))


def _changed(expression: Expression, knowledge: Knowledge) -> Iterator[tuple[str, Expression]]:
    operator, *rest = expression
    if operator == "finding":
        other = _neighbour(rest[0], knowledge)
        if other:
            yield f"{rest[0]} becomes {other}", ("finding", other)
        return
    head, parts = (expression[:2], rest[1:]) if operator == "atleast" else (expression[:1], rest)
    if operator == "and":
        yield "and becomes or", ("or", *parts)
    elif operator == "or":
        yield "or becomes and", ("and", *parts)
    else:
        yield "atleast becomes or", ("or", *parts)
    for index, part in enumerate(parts):
        fewer = (*parts[:index], *parts[index + 1 :])
        yield f"{_said(part)} dropped", fewer[0] if len(fewer) == 1 else (*head, *fewer)
        for what, changed in _changed(part, knowledge):
            yield what, (*head, *parts[:index], changed, *parts[index + 1 :])


def _neighbour(finding: str, knowledge: Knowledge) -> str:
    """Return the next option of the same question, empty when there is none."""
    name, _, option = finding.partition(".")
    question = knowledge.question(name)
    ids = [item.id for item in question.options] if question else []
    if option not in ids or len(ids) < 2:
        return ""
    return f"{name}.{ids[(ids.index(option) + 1) % len(ids)]}"


def _notices(reading: Reading, rule: Rule, changed: Rule | None) -> bool:
    """Return whether one case sees the difference: a rule fires or does not, or reaches another level."""
    before = _outcome(reading, rule)
    after = _outcome(reading, changed) if changed is not None else None
    return before != after


def _outcome(reading: Reading, rule: Rule) -> int | None:
    place = value(rule.when, reading.low_of)
    return min(place, LEVELS.index(rule.level)) if place else None


def _is_equivalent(space: Space, rule: Rule, changed: Rule) -> bool:
    if rule.level != changed.level:
        return False
    solver = z3.Solver()
    solver.add(*space.form())
    places = range(1, max(LEVELS.index(rule.level), 1) + 1)
    solver.add(
        z3.Or(*(z3.Xor(space.reaches(rule.when, place), space.reaches(changed.when, place)) for place in places))
    )
    return bool(solver.check() == z3.unsat)


def _said(expression: Expression) -> str:
    return str(expression[1]) if expression[0] == "finding" else f"({expression[0]} …)"
