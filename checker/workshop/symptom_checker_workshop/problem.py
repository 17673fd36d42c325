"""A fault in the knowledge: what is wrong, in which file and line, and the fix."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from symptom_checker.errors import CheckerError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fault."""

    file: str
    """Name of the file in the topic's folder."""
    line: int
    """Line, counted from 1."""
    where: str
    """The row, e.g. `rule 'chest'`."""
    what: str
    """What is wrong, and the fix."""
    check: str = ""
    """Id of the check that found it; empty where none has an id."""

    def __str__(self) -> str:
        """Return the line that a person reads."""
        return f"{self.file}:{self.line}: {self.where}: {self.what}" + (f" [{self.check}]" if self.check else "")


class KnowledgeError(CheckerError, ValueError):
    """The knowledge cannot be used; the message lists every problem, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted by file and line."""
        self.problems = sorted(set(problems))
        super().__init__(
            "\n".join([f"{number_of(len(self.problems), 'problem')} in the knowledge:", *map(str, self.problems)])
        )


def number_of(count: int, noun: str) -> str:
    """Return a number with its noun, such as `1 problem` or `1,892 rows`; the plural is the noun with an s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the fix for an unknown name: the nearest known one, or what is known."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return "known: " + (", ".join(names[:8]) + (" …" if len(names) > 8 else "") if names else "none")
