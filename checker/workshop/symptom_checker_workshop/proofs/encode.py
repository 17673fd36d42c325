"""Encodes every complete set of answers to a topic at once, as decision diagrams."""

from collections.abc import Callable, Collection, Iterable, Mapping

from oxidd.bdd import BDDFunction, BDDManager
from oxidd.util import DDMemoryError

from symptom_checker.errors import CheckerError
from symptom_checker.expression import Expression, Finding, findings
from symptom_checker.logic import NONE, TOP, UNSURE, Answers, Logic, Question, Rule
from symptom_checker_workshop.proofs.order import in_order

ROOMS = (1 << 24, 1 << 26)
"""How many nodes of diagrams a proof may make: first, and when that was too few. Unused room costs no memory."""

KEPT_STEPS = 1 << 20
"""How many small results the diagrams remember while they are combined; more is faster and takes 20 bytes each."""


type Values = dict[int, bool]
"""A value for each variable, by its number: one complete set of answers, or one in the making."""


class RoomError(CheckerError):
    """The diagrams of a topic need more nodes than the largest room holds."""


def with_room[T](logic: Logic, work: Callable[["SymbolicAnswers"], T], rooms: Iterable[int] = ROOMS) -> T:
    """Return what `work` finds out about the answers to a topic; start again with the next room when one is too small.

    How many nodes are needed at once depends on when the library tidies up, so only a retry makes it certain.
    Raises RoomError when the last of the `rooms` (numbers of nodes) is too small.
    """
    room = 0
    for room in rooms:
        try:
            return work(SymbolicAnswers(logic, room))
        except DDMemoryError:
            continue
    raise RoomError(
        f"{logic.topic}: the proofs need more than {room:,} nodes of decision diagrams. Too many answers decide "
        f"together: let fewer rules share findings, or raise ROOMS in proofs/encode.py (30 bytes of memory a node)"
    )


class SymbolicAnswers:
    """Every complete set of answers: one variable for each possible answer, and which combinations are complete.

    An answer to a list gives each sign yes, no or not sure; a choice of one has exactly one option, or not sure. A
    question is answered here whether or not it would be asked.
    """

    def __init__(self, logic: Logic, room: int = ROOMS[0]) -> None:
        """Make the variables of every question of `logic`, in diagrams of at most `room` nodes."""
        self.diagrams = BDDManager(room, KEPT_STEPS, 1)
        self.logic = logic
        self._yes: dict[str, BDDFunction] = {}
        self._unsure: dict[str, BDDFunction] = {}
        self._signs: set[int] = set()
        self._complete = {question.id: self._add(question) for question in in_order(logic)}
        self.complete = self.all(self._complete.values())

    def _add(self, question: Question) -> BDDFunction:
        """Add the variables of a question and return when they are an answer to it."""
        names = [f"{question.id}.{option.id}" for option in question.options]
        if question.select == "many":
            first = self.diagrams.num_vars()
            self.diagrams.add_named_vars([f"{name}{mark}" for name in names for mark in ("", "?")])
            self._signs |= {*range(first, self.diagrams.num_vars())}
            self._yes |= {name: self.diagrams.var(name) for name in names}
            self._unsure |= {name: self.diagrams.var(f"{name}?") for name in names}
            return self.all(~(self._yes[name] & self._unsure[name]) for name in names)
        whole = f"{question.id}.{UNSURE}"
        self.diagrams.add_named_vars([*names, whole])
        self._yes |= {name: self.diagrams.var(name) for name in [*names, whole]}
        self._unsure |= dict.fromkeys(names, self._yes[whole])
        chosen = [self._yes[name] for name in [*names, whole]]
        return self.at_least(1, chosen) & ~self.at_least(2, chosen)

    @property
    def always(self) -> BDDFunction:
        """What holds for all answers."""
        return self.diagrams.true()

    @property
    def never(self) -> BDDFunction:
        """What holds for none."""
        return self.diagrams.false()

    def yes(self, finding: str) -> BDDFunction:
        """Return when a finding is chosen; never, when these questions have no such option."""
        return self._yes.get(finding, self.never)

    def unsure(self, finding: str) -> BDDFunction:
        """Return when the answer is not sure of a finding."""
        return self._unsure.get(finding, self.never)

    def no(self, finding: str) -> BDDFunction:
        """Return for which answers a finding is a plain no."""
        return ~self.yes(finding) & ~self.unsure(finding)

    def all(self, conditions: Iterable[BDDFunction]) -> BDDFunction:
        """Return when all conditions hold."""
        result = self.always
        for condition in conditions:
            result &= condition
        return result

    def any(self, conditions: Iterable[BDDFunction]) -> BDDFunction:
        """Return when one of the conditions holds."""
        result = self.never
        for condition in conditions:
            result |= condition
        return result

    def at_least(self, needed: int, conditions: Collection[BDDFunction]) -> BDDFunction:
        """Return when at least `needed` of the conditions hold."""
        if needed == len(conditions):
            return self.all(conditions)
        if needed == 1:
            return self.any(conditions)
        held = [self.always, *(self.never for _ in range(needed))]
        for condition in conditions:
            for many in range(needed, 0, -1):
                held[many] |= condition & held[many - 1]
        return held[needed]

    def complete_but(self, question_id: str) -> BDDFunction:
        """Return when every question but one is answered."""
        return self.all(form for name, form in self._complete.items() if name != question_id)

    def put(self, condition: BDDFunction, values: dict[str, bool]) -> BDDFunction:
        """Return what a condition asks of the other answers when some variables, by name, have these values.

        The name of a finding stands for yes; with a question mark behind it, on a list, for not sure.
        """
        named = {name: self.diagrams.var(name) for name in values}
        given = self.all(variable if values[name] else ~variable for name, variable in named.items())
        return (condition & given).exists(self.all(named.values()))

    def count(self, condition: BDDFunction) -> int:
        """Return how many complete sets of answers a condition holds for."""
        return (condition & self.complete).sat_count(self.diagrams.num_vars())

    def fewest(self, condition: BDDFunction) -> Values | None:
        """Return a value for each variable such that the condition holds with the fewest signs, yes or not sure.

        Of equals it is the one with the first options in the order of the variables. None when it never holds.
        """
        never = self.diagrams.num_vars() + 1
        signs = {self.always: 0, self.never: never}
        waiting = [condition]
        while waiting:
            node = waiting[-1]
            if node not in signs:
                missing = [part for part in _branches(node) if part not in signs]
                if missing:
                    waiting += missing
                    continue
                signs[node] = min(self._with_yes(node, signs), signs[_branches(node)[1]])
            waiting.pop()
        if signs[condition] >= never:
            return None
        values = dict.fromkeys(range(self.diagrams.num_vars()), False)
        node = condition
        while (variable := node.node_var()) is not None:
            yes, no = _branches(node)
            values[variable] = self._with_yes(node, signs) <= signs[no]
            node = yes if values[variable] else no
        return values

    def _with_yes(self, node: BDDFunction, signs: dict[BDDFunction, int]) -> int:
        return signs[_branches(node)[0]] + (node.node_var() in self._signs)


def _branches(node: BDDFunction) -> tuple[BDDFunction, BDDFunction]:
    """Return what is left of a diagram when its first variable is yes, and when it is no."""
    branches = node.cofactors()
    if branches is None:
        raise ValueError("a diagram that always or never holds has no branches")
    return branches


class SymbolicRules:
    """What every set of answers comes to under one version of the logic, which may be older than the answers.

    An option that the version did not have is unknown to it, and one that is gone can no longer be chosen.
    """

    def __init__(
        self, answers: SymbolicAnswers, logic: Logic | None = None, words: Mapping[str, str] | None = None
    ) -> None:
        """Give the answers the meaning that `logic` (default: the version that they answer) gives them.

        `words` are those of each finding, for telling answers.
        """
        self.answers, self.words = answers, words or {}
        self.logic = logic or answers.logic
        self.asked_if: dict[str, Expression | None] = {}
        self._caps: dict[str, int] = {}
        for question in self.logic.questions:
            for name in (*(option.id for option in question.options), UNSURE):
                self.asked_if[f"{question.id}.{name}"] = question.ask_if
                self._caps[f"{question.id}.{name}"] = question.unsure_rank
        self._reached: dict[tuple[Expression, int], BDDFunction] = {}
        self._levels: dict[int, BDDFunction] = {}
        self._parents: dict[str, frozenset[str]] = {}

    def applies(self, finding: str) -> BDDFunction:
        """Return when the question of a finding is asked of these answers at all."""
        condition = self.asked_if[finding]
        return self.answers.always if condition is None else self.reaches(condition, 1)

    def counts(self, finding: str, rank: int) -> BDDFunction:
        """Return when the answer to a question that is asked gives its finding at least this rank."""
        yes = self.answers.yes(finding)
        return yes | self.answers.unsure(finding) if self._caps[finding] >= rank else yes

    def reaches(self, expression: Expression, rank: int) -> BDDFunction:
        """Return when a positive expression has at least this rank on the chain of levels."""
        key = (expression, rank)
        if key not in self._reached:
            self._reached[key] = self._reaches(expression, rank)
        return self._reached[key]

    def _reaches(self, expression: Expression, rank: int) -> BDDFunction:
        if isinstance(expression, Finding):
            return self.applies(expression.name) & self.counts(expression.name, rank)
        return self.answers.at_least(expression.needed, [self.reaches(part, rank) for part in expression.parts])

    def fires(self, rule: Rule) -> BDDFunction:
        """Return when a rule holds, at its own level or a lower one."""
        return self.reaches(rule.when, 1)

    def handed_over(self) -> BDDFunction:
        """Return when the checker hands over: such answers lie outside of the levels, for they are told none.

        An emergency is told all the same. Their rank below it still counts in what asking and rules come to, so that
        every property of levels holds for all answers, these too; what is told of them is proved apart.
        """
        named = [name for name in self.logic.hand_overs if name in self.asked_if]
        chosen = self.answers.any(self.applies(name) & self.answers.yes(name) for name in named)
        return chosen & ~self.level(TOP)

    def level(self, rank: int) -> BDDFunction:
        """Return when the level is at least `rank`; all answers reach the lowest."""
        if rank == 0:
            return self.answers.always
        if rank not in self._levels:
            self._levels[rank] = self.level_by(rank, self.logic.rules)
        return self._levels[rank]

    def level_by(self, rank: int, rules: Iterable[Rule]) -> BDDFunction:
        """Return when one of these rules alone gives at least the level `rank`."""
        return self.answers.any(self.reaches(rule.when, rank) for rule in rules if rule.rank >= rank)

    def parents(self, finding: str) -> frozenset[str]:
        """Return the findings that can bring up the question of this finding, and those that bring up theirs."""
        if finding not in self._parents:
            condition = self.asked_if[finding]
            direct = frozenset(findings(condition)) if condition is not None else frozenset()
            self._parents[finding] = direct.union(*map(self.parents, direct))
        return self._parents[finding]

    def smallest(self, condition: BDDFunction) -> Answers | None:
        """Return the complete answers with the fewest signs for which a condition holds; None when it never does.

        Questions that are not asked of these answers are left out.
        """
        values = self.answers.fewest(condition & self.answers.complete)
        return None if values is None else self.answers_of(values)

    def answers_of(self, values: Values) -> Answers:
        """Return the answers that values stand for, to the questions that are asked of them."""
        holds = [*values.items()]
        given: Answers = {}
        for question in self.logic.questions:
            if not self.applies(f"{question.id}.{question.options[0].id}").eval(holds):
                continue
            members = []
            for option in question.options:
                name = f"{question.id}.{option.id}"
                if self.answers.yes(name).eval(holds):
                    members.append(option.id)
                elif self.answers.unsure(name).eval(holds):
                    members.append(f"{UNSURE}:{option.id}" if question.select == "many" else UNSURE)
            given[question.id] = list(dict.fromkeys(members)) or [NONE]
        return given
