"""A second reading of the rules, straight from the tables, that must agree with the first.

It shares with the first only the variables of the answers, without which nothing could be compared. The first parses
conditions with Python's own grammar into a tree, compiles it, and asks the tree once for each level. This one works a
condition out while it reads it, word by word and for all levels at once, and keeps no tree; it has its own order of the
levels, its own "at least" and its own account of which answers are complete.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import get_args

from oxidd.bdd import BDDFunction, BDDManager

from symptom_checker_workshop.proofs.decide import counterexample, proved, red_flags
from symptom_checker_workshop.proofs.encode import SymbolicRules
from symptom_checker_workshop.proofs.proof import PropertyResult
from symptom_checker_workshop.tables.rows import Knowledge, LevelId, Question

CHAIN: tuple[str, ...] = get_args(LevelId)
"""The levels, lowest first."""

WORD = re.compile(r"\s*([a-z_][a-z0-9_.]*|[0-9]+|[(),])")
"""A word of a condition: a name, a number, a bracket or a comma."""

type Worth = tuple[BDDFunction, ...]
"""For each level above the lowest: when something is worth at least that much."""


class ReadingError(ValueError):
    """The second reading cannot make sense of what the tables say."""


class SecondReading:
    """What every set of answers comes to, as the tables say it."""

    def __init__(self, source: Knowledge, diagrams: BDDManager) -> None:
        """Read the questions in their order, and then the rules; raises ReadingError."""
        self._diagrams, self._terms = diagrams, {term.id: term.when for term in source.terms.values()}
        self._worth: dict[str, Worth] = {}
        self.asked: dict[str, BDDFunction] = {}
        self.complete = diagrams.true()
        for question in source.questions.values():
            self._take(question)
        never = diagrams.false()
        rules = [(CHAIN.index(rule.level), self._read(rule.when)) for rule in source.rules.values()]
        self.levels: Worth = tuple(
            reduce(or_, (worth[rank - 1] for most, worth in rules if most >= rank), never)
            for rank in range(1, len(CHAIN))
        )
        """When the level is at least each of those above the lowest."""

    def _take(self, question: Question) -> None:
        """Note what a question's answers are worth, and add to `complete` that it has one."""
        asked = self._read(question.ask_if)[0] if question.ask_if else self._diagrams.true()
        doubt_is_worth = CHAIN.index(question.cap) if question.unsure == "as_yes" else 0
        names = [f"{question.id}.{option.id}" for option in question.option]
        self.asked[question.id] = asked
        whole = None if question.select == "many" else self._diagrams.var(f"{question.id}.unsure")
        for name in names:
            chosen = self._diagrams.var(name)
            doubt = self._diagrams.var(f"{name}?") if whole is None else whole
            self._worth[name] = tuple(
                asked & (chosen | doubt if rank <= doubt_is_worth else chosen) for rank in range(1, len(CHAIN))
            )
            if whole is None:
                self.complete &= ~chosen | ~doubt
        if whole is not None:
            self._worth[f"{question.id}.unsure"] = (asked & whole,) * (len(CHAIN) - 1)
            self.complete &= _exactly_one([*map(self._diagrams.var, names), whole])

    def _read(self, condition: str) -> Worth:
        words = _Words(condition)
        worth = self._either(words)
        if words.next():
            raise ReadingError(f"'{condition}': what does '{words.next()}' do there?")
        return worth

    def _either(self, words: "_Words") -> Worth:
        parts = [self._both(words)]
        while words.skip("or"):
            parts.append(self._both(words))
        return _level_by_level(parts, lambda whens: reduce(or_, whens))

    def _both(self, words: "_Words") -> Worth:
        parts = [self._one(words)]
        while words.skip("and"):
            parts.append(self._one(words))
        return _level_by_level(parts, lambda whens: reduce(and_, whens))

    def _one(self, words: "_Words") -> Worth:
        if words.skip("("):
            worth = self._either(words)
            words.take(")")
            return worth
        name = words.take()
        if name == "atleast":
            return self._at_least(words)
        if name in self._terms:
            return self._read(self._terms[name])
        if name not in self._worth:
            raise ReadingError(f"'{name}' is no finding of an earlier question, and no term")
        return self._worth[name]

    def _at_least(self, words: "_Words") -> Worth:
        words.take("(")
        needed, parts = words.number(), []
        while words.skip(","):
            parts.append(self._either(words))
        words.take(")")
        if not 1 <= needed <= len(parts):
            raise ReadingError(f"atleast({needed}, …) has {len(parts)} conditions")
        return _level_by_level(
            parts, lambda whens: reduce(or_, (reduce(and_, some) for some in combinations(whens, needed)))
        )


class _Words:
    """The words of a condition, taken one after the other."""

    def __init__(self, condition: str) -> None:
        self._condition, self._at = condition, 0

    def next(self) -> str:
        """Return the word that comes next; empty at the end."""
        found = WORD.match(self._condition, self._at)
        if found is None and self._condition[self._at :].strip():
            raise ReadingError(f"'{self._condition}': cannot read '{self._condition[self._at :]}'")
        return found[1] if found else ""

    def take(self, expected: str = "") -> str:
        """Return the next word and go on behind it; raises ReadingError when it is not the expected one."""
        word = self.next()
        if not word or (expected and word != expected):
            raise ReadingError(f"'{self._condition}': '{word}' stands where {expected or 'a word'} belongs")
        self._at = self._condition.index(word, self._at) + len(word)
        return word

    def number(self) -> int:
        """Return the next word as a number and go on behind it; raises ReadingError when it is none."""
        if not self.next().isdigit():
            raise ReadingError(f"'{self._condition}': '{self.next()}' stands where a number belongs")
        return int(self.take())

    def skip(self, word: str) -> bool:
        """Go on behind the next word if it is this one, and return whether it is."""
        is_it = self.next() == word
        if is_it:
            self.take()
        return is_it


def _level_by_level(parts: Sequence[Worth], joined: Callable[[Sequence[BDDFunction]], BDDFunction]) -> Worth:
    return tuple(map(joined, zip(*parts, strict=True)))


def _exactly_one(whens: Sequence[BDDFunction]) -> BDDFunction:
    return reduce(or_, whens) & reduce(and_, (~one | ~other for one, other in combinations(whens, 2)))


def readings_agree(rules: SymbolicRules, source: Knowledge) -> PropertyResult:
    """V2, V3, V8: both readings have the same answers, questions asked of them, red flags, and level of each pattern.

    V2, V3 and V8 speak of nothing else, so what is proved of the one reading holds for the other.
    """
    try:
        second = SecondReading(source, rules.answers.diagrams)
    except ReadingError as error:
        return _found(rules, 1, [f"the second reading stops: {error}"])
    failures = (
        [] if second.complete == rules.answers.complete else ["the readings differ in which answers are complete"]
    )
    declared = {name: option.level for name, option in source.options.items() if option.role == "red_flag"}
    if declared != red_flags(rules.logic):
        failures.append("the readings differ in the red flags and their levels")
    for name, asked in second.asked.items():
        first = rules.applies(f"{name}.{source.questions[name].option[0].id}")
        failures += counterexample(rules, first ^ asked, f"the readings differ in whether '{name}' is asked")
    for rank, level in enumerate(second.levels, 1):
        for more, less, said in ((rules.level(rank), level, "first"), (level, rules.level(rank), "second")):
            failures += counterexample(rules, more & ~less, f"only the {said} reading gives {CHAIN[rank]}")
    return _found(rules, 2 + len(second.asked) + 2 * len(second.levels), failures)


def _found(rules: SymbolicRules, checks: int, failures: Iterable[str]) -> PropertyResult:
    return proved(rules, number="V2", name="two_readings", checks=checks, failures=failures)
