"""A fault in the knowledge: what is wrong, in which file and line, and the mend."""

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
    """What is wrong, and the mend."""

    def __str__(self) -> str:
        """Return the line that a person reads."""
        return f"{self.file}:{self.line}: {self.where}: {self.what}"


class KnowledgeError(CheckerError, ValueError):
    """The knowledge cannot be used; the message lists every problem, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted by file and line."""
        self.problems = sorted(set(problems))
        super().__init__("\n".join([f"{len(self.problems)} problems in the knowledge:", *map(str, self.problems)]))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the mend for an unknown name: the nearest known one, or what is known."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return "known: " + (", ".join(names[:8]) + (" …" if len(names) > 8 else "") if names else "none")
