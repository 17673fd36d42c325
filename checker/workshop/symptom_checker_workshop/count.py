"""Counts the patterns of answers of a topic, exactly, with decision diagrams."""

from collections.abc import Iterable

from oxidd.bdd import BDDFunction, BDDManager

from symptom_checker.model import LEVELS, Expression, Knowledge, Question

NODES = 1 << 20
"""Room for the nodes of the diagrams, and for what was worked out of them."""


class Patterns:
    """Every complete set of answers, asked for or not: yes, no or not sure for a sign, one choice for a choice of one.

    Knowledge of an older version is counted over the answers of this one: an option that it did not have is not known
    to it, and one that is gone can no longer be chosen.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Make the variables of every question."""
        self.diagram = BDDManager(NODES, NODES, 1)
        self._yes: dict[str, BDDFunction] = {}
        self._unsure: dict[str, BDDFunction] = {}
        self.form = self.diagram.true()
        for question in knowledge.questions:
            self.form &= self._add(question)

    def _add(self, question: Question) -> BDDFunction:
        names = [f"{question.id}.{option.id}" for option in question.options]
        no = self.diagram.false()
        if question.select == "many":
            self.diagram.add_named_vars([f"{name}{mark}" for name in names for mark in ("", "?")])
            self._yes |= {name: self.diagram.var(name) for name in names}
            self._unsure |= {name: self.diagram.var(f"{name}?") for name in names}
            form = self.diagram.true()
            for name in names:
                form &= ~(self._yes[name] & self._unsure[name])
            return form
        whole = f"{question.id}.unsure"
        self.diagram.add_named_vars([*names, whole])
        self._yes |= {name: self.diagram.var(name) for name in [*names, whole]}
        self._unsure |= dict.fromkeys(names, self._yes[whole]) | {whole: no}
        none, one = self.diagram.true(), no
        for name in reversed([*names, whole]):
            none, one = ~self._yes[name] & none, self._yes[name].ite(none, one)
        return one

    def count(self, patterns: BDDFunction) -> int:
        """Return how many patterns a condition holds for."""
        return (patterns & self.form).sat_count(self.diagram.num_vars())

    @property
    def total(self) -> int:
        """How many patterns there are."""
        return self.count(self.diagram.true())

    def levels(self, knowledge: Knowledge) -> tuple[BDDFunction, ...]:
        """Return, for each level, the patterns that reach it or more under this knowledge; all reach the lowest."""
        meaning = _Meaning(self, knowledge)
        return (self.diagram.true(), *(meaning.level(place) for place in range(1, len(LEVELS))))

    def yes(self, finding: str) -> BDDFunction:
        """Return when a finding was chosen; never, when there is no such option any more."""
        return self._yes.get(finding, self.diagram.false())

    def unsure(self, finding: str) -> BDDFunction:
        """Return when the answer was not sure of a finding."""
        return self._unsure.get(finding, self.diagram.false())


class _Meaning:
    """What the patterns mean under one version of the knowledge."""

    def __init__(self, patterns: Patterns, knowledge: Knowledge) -> None:
        self.patterns, self.knowledge = patterns, knowledge
        self._questions = {question.id: question for question in knowledge.questions}
        self._memo: dict[tuple[Expression, int], BDDFunction] = {}

    def level(self, place: int) -> BDDFunction:
        """Return when the level is at least this one."""
        reached = self.patterns.diagram.false()
        for rule in self.knowledge.rules:
            if LEVELS.index(rule.level) >= place:
                reached |= self.reaches(rule.when, place)
        return reached

    def reaches(self, expression: Expression, place: int) -> BDDFunction:
        """Return when a positive expression has at least this place on the chain of levels."""
        key = (expression, place)
        if key not in self._memo:
            self._memo[key] = self._reaches(expression, place)
        return self._memo[key]

    def _reaches(self, expression: Expression, place: int) -> BDDFunction:
        operator, *rest = expression
        if operator == "finding":
            return self._finding(rest[0], place)
        parts = rest[1:] if operator == "atleast" else rest
        needed = {"and": len(parts), "or": 1}.get(operator) or rest[0]
        return self._at_least(needed, (self.reaches(part, place) for part in parts))

    def _finding(self, name: str, place: int) -> BDDFunction:
        question = self._questions[name.partition(".")[0]]
        counted = self.patterns.yes(name)
        if question.unsure == "as_yes" and LEVELS.index(question.cap) >= place:
            counted |= self.patterns.unsure(name)
        return counted if question.ask_if is None else counted & self.reaches(question.ask_if, 1)

    def _at_least(self, needed: int, parts: Iterable[BDDFunction]) -> BDDFunction:
        diagram = self.patterns.diagram
        held = [diagram.true(), *(diagram.false() for _ in range(needed))]
        for part in parts:
            for many in range(needed, 0, -1):
                held[many] |= part & held[many - 1]
        return held[needed]
