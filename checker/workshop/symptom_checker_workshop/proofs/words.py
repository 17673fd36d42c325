"""Says what was found about a property, in the words of `words.toml` or in those of a site."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symptom_checker_workshop.proofs.proof import Example, PropertyResult, in_words, power

FILE = Path(__file__).with_name("words.toml")
"""Holds the words for the terminal, which are also the defaults of a site."""

KINDS = ("rise", "fall")
"""What patterns can do since the last release."""

BLANK = re.compile(r"\{(\w+)\}")
"""A place in words that is filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of all properties."""

    table: Mapping[str, Any]
    """What `words.toml` holds, or the same with other words."""

    @classmethod
    def default(cls) -> "Words":
        """Return the words of `words.toml`."""
        return cls(table=tomllib.loads(FILE.read_text(encoding="utf-8")))

    def says(self, result: PropertyResult) -> str:
        """Return the property in one sentence."""
        values = {"changes": self._changes(result.examples), **self._values(result.values)}
        return filled(self.table[result.name]["says"], values)

    def covers(self, result: PropertyResult) -> str:
        """Return what a property was decided over."""
        return filled(self.table[result.name]["covers"], self._values(result.values))

    def example(self, example: Example, texts: Mapping[str, str]) -> str:
        """Return an example in words: `texts` are those of each finding."""
        words = self.table["changes"]
        answers = in_words(example.answers, texts, none=words["no_signs"])
        return filled(words["example"], {"change": self._change(example), "answers": answers})

    def number(self, things: str, number: float) -> str:
        """Return a number of things, such as `1 check` or `4.0 × 10⁷¹ patterns`."""
        return filled(self.table["things"][things][number != 1], {"number": power(number)})

    def _values(self, values: Mapping[str, int | str]) -> dict[str, str]:
        """Return what fills the blanks: a number of things in the words for it, and all else as it is."""
        things = self.table["things"]
        return {
            name: self.number(name, value) if name in things and isinstance(value, int) else str(value)
            for name, value in values.items()
        }

    def _change(self, example: Example) -> str:
        values = {"patterns": self.number("patterns", example.patterns), "level": example.level}
        return filled(self.table["changes"][example.change], values)

    def _changes(self, examples: Iterable[Example]) -> str:
        """Return all changes of level in one line, what rises before what falls."""
        told = {kind: [self._change(example) for example in examples if example.change == kind] for kind in KINDS}
        return "; ".join(", ".join(changes) for changes in told.values() if changes) or self.table["changes"]["none"]


def filled(words: str, values: Mapping[str, object]) -> str:
    """Return words with their {blanks} filled in; raises KeyError for one without a value."""
    return BLANK.sub(lambda blank: str(values[blank[1]]), words)
