"""Counts how often the checker agrees with the level that a story expects, in the terms of the literature."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import comb

from symptom_checker.logic import LEVELS, TOP, URGENT
from symptom_checker_workshop.cases.runs import CaseRun
from symptom_checker_workshop.tables.rows import Story

CONFIDENCE = 0.95
"""How sure the bounds are, both sides together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The stories of one expected level."""

    level: str
    """The expected level."""
    stories: int
    """How many stories expect it."""
    correct: int
    """Given exactly this level."""
    under: int
    """Given a lower one (under-triage)."""
    over: int
    """Given a higher one (over-triage)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """How a set of stories came out."""

    rows: tuple[Row, ...]
    """By expected level, lowest first."""
    critical: int
    """Emergencies that were sent below urgent (critical under-triage)."""

    @property
    def stories(self) -> int:
        """How many stories there are."""
        return sum(row.stories for row in self.rows)

    @property
    def correct(self) -> int:
        """How many got exactly the level they expect."""
        return sum(row.correct for row in self.rows)

    @property
    def under(self) -> int:
        """How many got a lower one."""
        return sum(row.under for row in self.rows)

    @property
    def over(self) -> int:
        """How many got a higher one."""
        return sum(row.over for row in self.rows)

    @property
    def safe(self) -> tuple[float, float, float]:
        """The share that got at least the level they expect (strict safety), with its Clopper-Pearson bounds."""
        return (1 - self.under / self.stories, *clopper_pearson(self.stories - self.under, self.stories))

    def of(self, level: str) -> Row:
        """Return the row of an expected level."""
        return next(row for row in self.rows if row.level == level)

    @property
    def shares(self) -> dict[str, tuple[int, int]]:
        """The figures of a study of readers, by name: how many, and of how many; those of nobody are left out."""
        first, top = self.of(LEVELS[0]), self.of(LEVELS[TOP])
        found = {
            "right": (self.correct, self.stories),
            "safe": (self.stories - self.under, self.stories),
            "emergency": (top.correct, top.stories),
            "emergency_today": (top.stories - self.critical, top.stories),
            "kept": (first.correct, first.stories),
            **{f"over_{row.level.replace('-', '_')}": (row.over, row.stories) for row in self.rows[:TOP]},
        }
        return {name: (number, of) for name, (number, of) in found.items() if of}


def score_now(runs: Iterable[CaseRun]) -> Scorecard:
    """Return how stories come out now, through the questions really asked.

    Who is handed over is told no level, so that nothing is right or wrong: such stories are not counted.
    """
    return scorecard((run.case.level, run.assessment.level) for run in runs if not run.assessment.handed_over)


def score_first(stories: Iterable[Story]) -> Scorecard:
    """Return how stories that no rule was fitted to came out when the engine first saw them."""
    return scorecard((story.level, story.first) for story in stories)


def scorecard(pairs: Iterable[tuple[str, str]]) -> Scorecard:
    """Return how pairs of an expected and a given level come out."""
    ranks = [(LEVELS.index(expected), LEVELS.index(given)) for expected, given in pairs]
    rows = []
    for rank, level in enumerate(LEVELS):
        given = [got for expected, got in ranks if expected == rank]
        rows.append(
            Row(
                level=level,
                stories=len(given),
                correct=given.count(rank),
                under=sum(got < rank for got in given),
                over=sum(got > rank for got in given),
            )
        )
    critical = sum(expected == TOP and got < URGENT for expected, got in ranks)
    return Scorecard(rows=tuple(rows), critical=critical)


@cache
def clopper_pearson(successes: int, trials: int) -> tuple[float, float]:
    """Return the exact bounds of a share, 0 to 1 (Clopper and Pearson, Biometrika 26:404, 1934)."""
    tail = (1 - CONFIDENCE) / 2
    lower = 0.0 if successes == 0 else _root(lambda share: 1 - _below(successes, trials, share) - tail)
    upper = 1.0 if successes == trials else _root(lambda share: tail - _below(successes + 1, trials, share))
    return lower, upper


def _below(count: int, trials: int, share: float) -> float:
    """Return how likely fewer than `count` successes are."""
    return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(count))


def _root(rising: Callable[[float], float]) -> float:
    """Return where a rising function of a share crosses 0, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2
