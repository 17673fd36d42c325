"""Follows the asking symbolically: which questions are asked, for every complete set of answers at once."""

from collections.abc import Callable, Iterator

from oxidd.bdd import BDDFunction

from symptom_checker.expression import Expression, Finding, Not, findings
from symptom_checker.logic import TOP, URGENT, Logic, Question, question_of
from symptom_checker_workshop.proofs.encode import SymbolicRules


class Asking:
    """What `asking.next_question` asks, as one condition for each question, in clinical order.

    One pass in order is enough: what does not matter at its turn never matters later. `left_over` lets that be proved.
    """

    def __init__(self, rules: SymbolicRules) -> None:
        """Follow the asking from the first question to the last."""
        self.rules = rules
        self.logic: Logic = rules.logic
        self.end = State(rules)
        for question in self.logic.questions:
            if not question.after_result:
                self.end = self.end.after(question, self.end.is_asked_now(question, rules.answers.complete))
        self.asked = self.end.asked

    def left_over(self) -> Iterator[tuple[str, BDDFunction]]:
        """Yield each question with the condition that the engine would still ask it at the end."""
        for question in self.logic.questions:
            if not question.after_result:
                open_still = self.rules.answers.complete & ~self.asked[question.id]
                yield question.id, self.end.is_asked_now(question, open_still)


class State:
    """What is known when some questions were asked and the others are open."""

    def __init__(self, rules: SymbolicRules) -> None:
        """Start with every question open."""
        self.rules, self.logic, self.answers = rules, rules.logic, rules.answers
        self.asked: dict[str, BDDFunction] = {}
        self._at_least = dict.fromkeys(range(1, TOP + 1), self.answers.never)
        self._low: dict[tuple[Expression, int], BDDFunction] = {}
        self._high: dict[tuple[Expression, int], BDDFunction] = {}
        self._truth: dict[tuple[Expression, bool], BDDFunction] = {}

    def after(self, question: Question, asked: BDDFunction) -> "State":
        """Return the state after the turn of a question, which is asked of some answers."""
        state = State(self.rules)
        state.asked = self.asked | {question.id: asked}
        # An answer only ever raises a level, and only by the rules that name its question.
        state._at_least = {
            rank: level
            | self.answers.any(
                state.low(rule.when, rank)
                for rule in self.logic.rules
                if rule.rank >= rank and _names(rule.when, question.id)
            )
            for rank, level in self._at_least.items()
        }
        return state

    def is_asked_now(self, question: Question, among: BDDFunction) -> BDDFunction:
        """Return for which of some answers the question is put to the reader: it applies, and can matter."""
        applies = self.answers.always if question.ask_if is None else self.low(question.ask_if, 1)
        return self._is_needed(question, among & applies & ~self.at_least(TOP))

    def at_least(self, rank: int) -> BDDFunction:
        """Return when the level reaches this rank whatever the open questions bring."""
        return self._at_least[rank]

    def at_most(self, rank: int) -> BDDFunction:
        """Return when the level could reach this rank."""
        return self.answers.any(self.high(rule.when, rank) for rule in self.logic.rules if rule.rank >= rank)

    def low(self, expression: Expression, rank: int) -> BDDFunction:
        """Return when the expression reaches this rank with every open question answered no."""
        key = (expression, rank)
        if key not in self._low:
            self._low[key] = self._bound(expression, rank, self.low, self._finding_low)
        return self._low[key]

    def high(self, expression: Expression, rank: int) -> BDDFunction:
        """Return when the expression reaches this rank with every open question answered yes."""
        key = (expression, rank)
        if key not in self._high:
            self._high[key] = self._bound(expression, rank, self.high, self._finding_high)
        return self._high[key]

    def _bound(
        self,
        expression: Expression,
        rank: int,
        bound: Callable[[Expression, int], BDDFunction],
        finding: Callable[[str, int], BDDFunction],
    ) -> BDDFunction:
        if isinstance(expression, Finding):
            return finding(expression.name, rank)
        return self.answers.at_least(expression.needed, [bound(part, rank) for part in expression.parts])

    def _answered(self, name: str) -> BDDFunction:
        return self.asked.get(question_of(name), self.answers.never)

    def _possible(self, name: str) -> BDDFunction:
        condition = self.rules.asked_if[name]
        return self.answers.always if condition is None else self.high(condition, 1)

    def _finding_low(self, name: str, rank: int) -> BDDFunction:
        return self._answered(name) & self.rules.counts(name, rank)

    def _finding_high(self, name: str, rank: int) -> BDDFunction:
        return self._answered(name).ite(self.rules.counts(name, rank), self._possible(name))

    def _is_needed(self, question: Question, among: BDDFunction) -> BDDFunction:
        """Return for which of some answers the question, or one that hangs on it, can still change something."""
        if question.after_result or not among.satisfiable():
            return self.answers.never
        first = f"{question.id}.{question.options[0].id}"
        needed = self._matters(question.id, among & ~self._answered(first) & self._possible(first))
        later = [other for other in self.logic.questions if question.id in _parents(other)]
        return needed | self.answers.any(self._is_needed(other, among) for other in later)

    def _matters(self, question: str, among: BDDFunction) -> BDDFunction:
        """Return for which of some answers a question can still change the level or, below urgent, the advice."""
        matters = self.answers.never
        for rule in self.logic.rules if among.satisfiable() else ():
            if _names(rule.when, question):
                raises = self.answers.any(
                    among & self.high(rule.when, rank) & ~self.at_least(rank) for rank in range(1, rule.rank + 1)
                )
                matters |= self._moves(rule.when, question, raises)
        calm = among & ~self.at_least(URGENT)
        return matters | self.answers.any(
            self._tells(expression, question, calm) for expression in self._conditions_for_advice()
        )

    def _conditions_for_advice(self) -> Iterator[Expression]:
        yield from (kind.fits for kind in self.logic.kinds)
        yield from (item.when for item in self.logic.advice if item.when is not None)

    def _moves(self, expression: Expression, question: str, among: BDDFunction) -> BDDFunction:
        """Return for which of some answers a question can still move the expression, as `open_findings` does."""
        if not _names(expression, question) or not among.satisfiable():
            return self.answers.never
        here = self.answers.any(
            among & self.high(expression, rank) & ~self.low(expression, rank) for rank in range(1, TOP + 1)
        )
        if isinstance(expression, Finding):
            return here
        return self.answers.any(self._moves(part, question, here) for part in expression.parts)

    def _tells(self, expression: Expression, question: str, among: BDDFunction) -> BDDFunction:
        """Return for which of some answers a question keeps the expression from being known."""
        if not _names(expression, question) or not among.satisfiable():
            return self.answers.never
        here = among & ~self.holds(expression, True) & ~self.holds(expression, False)
        if isinstance(expression, Finding):
            return here
        return self.answers.any(self._tells(part, question, here) for part in expression.parts)

    def holds(self, expression: Expression, wanted: bool) -> BDDFunction:
        """Return when a three-valued condition is known to have this truth."""
        key = (expression, wanted)
        if key not in self._truth:
            self._truth[key] = self._truth_of(expression, wanted)
        return self._truth[key]

    def _truth_of(self, expression: Expression, wanted: bool) -> BDDFunction:
        if isinstance(expression, Finding):
            name = expression.name
            if wanted:
                return self._answered(name) & self.answers.yes(name)
            return self._answered(name).ite(self.answers.no(name), ~self._possible(name))
        if isinstance(expression, Not):
            return self.holds(expression.part, not wanted)
        enough = expression.needed if wanted else len(expression.parts) - expression.needed + 1
        return self.answers.at_least(enough, [self.holds(part, wanted) for part in expression.parts])


def _names(expression: Expression, question: str) -> bool:
    return any(question_of(name) == question for name in findings(expression))


def _parents(question: Question) -> set[str]:
    if question.ask_if is None:
        return set()
    return {question_of(name) for name in findings(question.ask_if)}
