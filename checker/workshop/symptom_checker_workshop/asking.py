"""Follows the asking symbolically: which questions are asked, for every complete set of answers at once."""

from collections.abc import Iterator

import z3

from symptom_checker.evaluate import findings
from symptom_checker.model import LEVELS, TOP, Expression, Knowledge, Question
from symptom_checker_workshop.space import Space

URGENT = LEVELS.index("urgent")

NO, YES = z3.BoolVal(False), z3.BoolVal(True)


class Asking:
    """What `engine.next_question` asks, as one condition for each question, in clinical order.

    One pass in order is enough: what does not matter at its turn never matters later. `left_over` lets that be proved.
    """

    def __init__(self, space: Space) -> None:
        """Follow the asking from the first question to the last."""
        self.space = space
        self.knowledge: Knowledge = space.knowledge
        self.asked: dict[str, z3.BoolRef] = {}
        for question in self.knowledge.questions:
            if question.after_result:
                continue
            state = _State(space, self.asked)
            # A name for each step keeps the conditions of the later ones small.
            name = z3.Bool(f"asked {question.id}")
            space.rules_of_form[f"asked {question.id}"] = [name == state.is_asked_now(question)]
            self.asked[question.id] = name
        self.end = _State(space, self.asked)

    def left_over(self) -> Iterator[tuple[str, z3.BoolRef]]:
        """Yield each question with the condition that the engine would still ask it at the end."""
        for question in self.knowledge.questions:
            if not question.after_result:
                yield question.id, z3.And(z3.Not(self.asked[question.id]), self.end.is_asked_now(question))


class _State:
    """What is known when some questions were asked and the others are open."""

    def __init__(self, space: Space, asked: dict[str, z3.BoolRef]) -> None:
        self.space, self.knowledge, self.asked = space, space.knowledge, dict(asked)
        self._low: dict[tuple[Expression, int], z3.BoolRef] = {}
        self._high: dict[tuple[Expression, int], z3.BoolRef] = {}
        self._truth: dict[tuple[Expression, bool], z3.BoolRef] = {}
        self._at_least: dict[int, z3.BoolRef] = {}
        self._needed: dict[str, z3.BoolRef] | None = None

    def is_asked_now(self, question: Question) -> z3.BoolRef:
        """Return when the question is put to the reader: it applies, and its answer can matter."""
        if self._needed is None:
            self._needed = self._all_needed()
        applies = YES if question.ask_if is None else self.low(question.ask_if, 1)
        return z3.And(applies, z3.Not(self.at_least(TOP)), self._needed[question.id])

    def at_least(self, place: int) -> z3.BoolRef:
        """Return when the level reaches this place whatever the open questions bring."""
        if place not in self._at_least:
            self._at_least[place] = self._level(place, self.low)
        return self._at_least[place]

    def at_most(self, place: int) -> z3.BoolRef:
        """Return when the level could reach this place."""
        return self._level(place, self.high)

    def _level(self, place: int, bound) -> z3.BoolRef:  # type: ignore[no-untyped-def]
        return z3.Or(*(bound(rule.when, place) for rule in self.knowledge.rules if LEVELS.index(rule.level) >= place))

    def low(self, expression: Expression, place: int) -> z3.BoolRef:
        """Return when the expression reaches this place with every open question answered no."""
        key = (expression, place)
        if key not in self._low:
            self._low[key] = self._bound(expression, place, self.low, self._finding_low)
        return self._low[key]

    def high(self, expression: Expression, place: int) -> z3.BoolRef:
        """Return when the expression reaches this place with every open question answered yes."""
        key = (expression, place)
        if key not in self._high:
            self._high[key] = self._bound(expression, place, self.high, self._finding_high)
        return self._high[key]

    def _bound(self, expression: Expression, place: int, bound, finding) -> z3.BoolRef:  # type: ignore[no-untyped-def]
        operator, *rest = expression
        if operator == "finding":
            return finding(rest[0], place)
        if operator == "atleast":
            return z3.PbGe([(bound(part, place), 1) for part in rest[1:]], rest[0])
        parts = [bound(part, place) for part in rest]
        return z3.And(*parts) if operator == "and" else z3.Or(*parts)

    def _answered(self, name: str) -> z3.BoolRef:
        return self.asked.get(name.partition(".")[0], NO)

    def _possible(self, name: str) -> z3.BoolRef:
        condition = self.space.asked_if[name]
        return YES if condition is None else self.high(condition, 1)

    def _finding_low(self, name: str, place: int) -> z3.BoolRef:
        return z3.And(self._answered(name), self.space.counts(name, place))

    def _finding_high(self, name: str, place: int) -> z3.BoolRef:
        return z3.If(self._answered(name), self.space.counts(name, place), self._possible(name))

    def _all_needed(self) -> dict[str, z3.BoolRef]:
        direct: dict[str, list[z3.BoolRef]] = {question.id: [] for question in self.knowledge.questions}
        for rule in self.knowledge.rules:
            raises = z3.Or(
                *(
                    z3.And(self.high(rule.when, place), z3.Not(self.at_least(place)))
                    for place in range(1, LEVELS.index(rule.level) + 1)
                )
            )
            for name, still_open in self._open(rule.when, raises):
                direct[name.partition(".")[0]].append(still_open)
        calm = z3.Not(self.at_least(URGENT))
        for expression in self._told():
            for name, unknown in self._unknown(expression, calm):
                direct[name.partition(".")[0]].append(unknown)
        needed: dict[str, z3.BoolRef] = {}
        for question in reversed(self.knowledge.questions):
            first = f"{question.id}.{question.options[0].id}"
            own = z3.And(z3.Not(self._answered(first)), self._possible(first), z3.Or(*direct[question.id]))
            for_later = [
                needed[later.id]
                for later in self.knowledge.questions
                if later.id in needed and question.id in _parents(later)
            ]
            needed[question.id] = NO if question.after_result else z3.Or(own, *for_later)
        return needed

    def _told(self) -> Iterator[Expression]:
        yield from (kind.fits for kind in self.knowledge.kinds)
        yield from (item.when for item in self.knowledge.advice if item.when is not None)

    def _open(self, expression: Expression, above: z3.BoolRef) -> Iterator[tuple[str, z3.BoolRef]]:
        """Yield each finding with the condition that it can still move the expression, as `open_findings` does."""
        moves = z3.Or(
            *(z3.And(self.high(expression, place), z3.Not(self.low(expression, place))) for place in range(1, TOP + 1))
        )
        here = z3.And(above, moves)
        if expression[0] == "finding":
            yield expression[1], here
        else:
            for part in expression[2:] if expression[0] == "atleast" else expression[1:]:
                yield from self._open(part, here)

    def _unknown(self, expression: Expression, above: z3.BoolRef) -> Iterator[tuple[str, z3.BoolRef]]:
        """Yield each finding with the condition that it keeps the expression from being known."""
        here = z3.And(above, z3.Not(self._is(expression, True)), z3.Not(self._is(expression, False)))
        if expression[0] == "finding":
            yield expression[1], here
        else:
            for part in expression[2:] if expression[0] == "atleast" else expression[1:]:
                yield from self._unknown(part, here)

    def _is(self, expression: Expression, wanted: bool) -> z3.BoolRef:
        """Return when a three-valued condition is known to have this truth."""
        key = (expression, wanted)
        if key not in self._truth:
            self._truth[key] = self._truth_of(expression, wanted)
        return self._truth[key]

    def _truth_of(self, expression: Expression, wanted: bool) -> z3.BoolRef:
        operator, *rest = expression
        if operator == "finding":
            name = rest[0]
            if wanted:
                return z3.And(self._answered(name), self.space.yes[name])
            said_no = z3.And(z3.Not(self.space.yes[name]), z3.Not(self.space.unsure[name]))
            return z3.If(self._answered(name), said_no, z3.Not(self._possible(name)))
        if operator == "not":
            return self._is(rest[0], not wanted)
        parts = rest[1:] if operator == "atleast" else rest
        needed = {"and": len(parts), "or": 1}.get(operator) or rest[0]
        enough = needed if wanted else len(parts) - needed + 1
        return z3.PbGe([(self._is(part, wanted), 1) for part in parts], enough)


def _parents(question: Question) -> set[str]:
    if question.ask_if is None:
        return set()
    return {name.partition(".")[0] for name in findings(question.ask_if)}
