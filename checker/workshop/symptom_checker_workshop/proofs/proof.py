"""What was found about one property of a topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from symptom_checker.logic import NONE, Answers

type How = Literal["proved", "counted", "checked", "sampled", "cases"]
"""How a property was looked at: proved or counted over every pattern of answers; checked row by row; tried on samples
that chance picked, always the same ones; or tried on the written cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Answers whose level changed since the last release."""

    change: Literal["rise", "fall"]
    """What they did."""
    patterns: int
    """How many patterns did the same."""
    level: str
    """The level that they reach now, or no longer reach."""
    answers: Answers
    """The smallest of them, by id, so that they can be told in the words of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyResult:
    """One property, held or broken; `words.py` says it."""

    number: str
    """The number of the property, `V1` to `V22`."""
    name: str
    """Its name in `words.toml`; a number may have several."""
    how: How
    """How it was looked at: only what is `proved` holds for answers that nobody tried."""
    checks: int
    """How many statements were decided, or answer sets compared."""
    values: Mapping[str, int | str] = field(default_factory=dict)
    """What fills the blanks of its words."""
    failures: tuple[str, ...]
    """The smallest counterexamples in plain words; empty when the property holds."""
    examples: tuple[Example, ...] = ()
    """What is worth seeing although the property holds."""
    findings: tuple[str, ...] = ()
    """The findings (`question.option`) that it names."""

    @property
    def holds(self) -> bool:
        """Whether no counterexample was found."""
        return not self.failures


def in_words(answers: Answers, words: Mapping[str, str], none: str = "every list answered with none") -> str:
    """Return answers with the words of each finding that has some; lists without a true sign are left out.

    `none` is what is said where nothing is left.
    """

    def told(name: str, member: str) -> str:
        first, _, sign = member.partition(":")
        text = words.get(f"{name}.{sign or first}")
        return f"{member} (“{text}”)" if text else member

    given = [
        f"{name} = {', '.join(told(name, member) for member in members)}"
        for name, members in answers.items()
        if members != [NONE]
    ]
    return "; ".join(given) or none


def power(number: float) -> str:
    """Return a very large or very small number as two digits and a power of ten, such as `4.0 × 10⁷¹`.

    Whole numbers that can be read at a glance stay as they are, such as `1,892`.
    """
    if number == int(number) and abs(number) < 1_000_000:
        return f"{int(number):,}"
    digits, _, exponent = f"{number:.1e}".partition("e")
    return f"{digits} × 10{str(int(exponent)).translate(_RAISED)}"


def patterns_of(number: int) -> str:
    """Return how many patterns, such as `1 pattern` or `4.0 × 10⁷¹ patterns`."""
    return f"{power(number)} pattern{'' if number == 1 else 's'}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
