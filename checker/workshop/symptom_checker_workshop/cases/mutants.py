"""Break the rules in small ways and count how many of the broken ones the cases notice."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from symptom_checker.answers import AnswerState, read
from symptom_checker.expression import OPERATORS, All, AtLeast, Expression, Finding, Not, Some, value
from symptom_checker.logic import LEVELS, Logic, Rule
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.tables.rows import Case

ENOUGH = 0.95
"""The share of mutants that the cases must notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of a rule, or of a term that several rules share."""

    what: str
    """The change in words, with the rule that it is in, or the first of them."""
    changed: Mapping[str, Rule | None]
    """Id of each rule that is another one now → the rule; None = deleted."""


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


def score(rules: SymbolicRules, cases: Iterable[Case], terms: Collection[Expression] = ()) -> Score:
    """Return how well the cases guard the rules of a topic (V14); `terms` are what rules share, each written once."""
    logic = rules.logic
    readings = [read(logic, case.answers) for case in cases]
    sound = {rule.id: rule for rule in logic.rules}
    caught, equivalent, survivors = 0, 0, []
    for mutant in mutants(logic, terms):
        pairs = [(sound[name], changed) for name, changed in mutant.changed.items()]
        if any(notices(reading, rule, changed) for rule, changed in pairs for reading in readings):
            caught += 1
        elif all(changed is not None and _is_equivalent(rules, rule, changed) for rule, changed in pairs):
            equivalent += 1
        else:
            survivors.append(mutant.what)
    return Score(caught=caught, equivalent=equivalent, survivors=tuple(survivors))


def cases_notice_mutants(
    rules: SymbolicRules, cases: Iterable[Case], terms: Collection[Expression] = ()
) -> PropertyResult:
    """V14: nearly every small mistake in a rule changes the outcome of some case; a term is one place to err in."""
    found = score(rules, cases, terms)
    possible = found.caught + len(found.survivors)
    missed = tuple(f"not noticed: {survivor}" for survivor in found.survivors)
    return PropertyResult(
        number="V14",
        how="counted",
        name="mutants",
        checks=possible,
        values={
            "enough": f"{ENOUGH:.0%}",
            "caught": f"{found.caught:,}",
            "possible": f"{possible:,}",
            "share": f"{found.share:.1%}",
            "equivalent": found.equivalent,
        },
        failures=missed if found.share < ENOUGH else (),
    )


def mutants(logic: Logic, terms: Collection[Expression] = ()) -> Iterator[Mutant]:
    """Yield every mutant: rule deleted, level one up or down, finding dropped, and ↔ or, option swapped.

    What stands in one of the `terms` is changed once, for all rules that share it.
    """
    shared = [term for term in terms if not isinstance(term, Finding)]
    for rule in logic.rules:
        where = f"rule '{rule.id}'"
        yield Mutant(what=f"{where}: deleted", changed={rule.id: None})
        rank = rule.rank
        for other in (rank - 1, rank + 1):
            if 0 <= other < len(LEVELS):
                changed = replace(rule, level=LEVELS[other])
                yield Mutant(what=f"{where}: {rule.level} becomes {LEVELS[other]}", changed={rule.id: changed})
        for what, when in _changed(rule.when, logic, shared):
            yield Mutant(what=f"{where}: {what}", changed={rule.id: replace(rule, when=when)})
    for term in shared:
        holders = [rule for rule in logic.rules if _holds(rule.when, term)]
        others = [other for other in shared if other != term]
        for what, instead in _changed(term, logic, others) if holders else ():
            put = {rule.id: replace(rule, when=_put(rule.when, term, instead)) for rule in holders}
            yield Mutant(what=f"term in rule '{holders[0].id}': {what}", changed=put)


def _holds(expression: Expression, term: Expression) -> bool:
    return expression == term or (
        not isinstance(expression, Finding | Not) and any(_holds(part, term) for part in expression.parts)
    )


def _put(expression: Expression, term: Expression, instead: Expression) -> Expression:
    """Return an expression with another one in the place of a term."""
    if expression == term:
        return instead
    if isinstance(expression, Finding | Not):
        return expression
    return replace(expression, parts=tuple(_put(part, term, instead) for part in expression.parts))


def _changed(expression: Expression, logic: Logic, shared: Collection[Expression]) -> Iterator[tuple[str, Expression]]:
    if expression in shared:
        return
    match expression:
        case Finding(name=name):
            if other := _neighbour(name, logic):
                yield f"{name} becomes {other}", Finding(other)
            return
        case All():
            yield "and becomes or", Some(expression.parts)
        case Some():
            yield "or becomes and", All(expression.parts)
        case AtLeast():
            yield "atleast becomes or", Some(expression.parts)
        case Not():
            raise ValueError("no rule uses 'not'")
    parts = expression.parts
    for index, part in enumerate(parts):
        before, behind = parts[:index], parts[index + 1 :]
        fewer = (*before, *behind)
        yield f"{_short_form(part)} dropped", fewer[0] if len(fewer) == 1 else replace(expression, parts=fewer)
        for what, changed in _changed(part, logic, shared):
            yield what, replace(expression, parts=(*before, changed, *behind))


def _neighbour(finding: str, logic: Logic) -> str:
    """Return the next option of the same question, empty when there is none."""
    name, _, option = finding.partition(".")
    question = logic.question(name)
    ids = [item.id for item in question.options] if question else []
    if option not in ids or len(ids) < 2:
        return ""
    return f"{name}.{ids[(ids.index(option) + 1) % len(ids)]}"


def notices(reading: AnswerState, rule: Rule, changed: Rule | None) -> bool:
    """Return whether one case sees the difference: a rule fires or does not, or reaches another level."""
    before = _outcome(reading, rule)
    after = _outcome(reading, changed) if changed is not None else None
    return before != after


def _outcome(reading: AnswerState, rule: Rule) -> int | None:
    rank = value(rule.when, reading.low)
    return min(rank, rule.rank) if rank else None


def _is_equivalent(rules: SymbolicRules, rule: Rule, changed: Rule) -> bool:
    if rule.level != changed.level:
        return False
    ranks = range(1, max(rule.rank, 1) + 1)
    differs = rules.answers.any(rules.reaches(rule.when, rank) ^ rules.reaches(changed.when, rank) for rank in ranks)
    return not (rules.answers.complete & differs).satisfiable()


def _short_form(expression: Expression) -> str:
    if isinstance(expression, Finding):
        return expression.name
    return "(atleast …)" if isinstance(expression, AtLeast) else f"({OPERATORS[type(expression)]} …)"
