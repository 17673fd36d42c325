"""The list of checks, and how one is added."""

from collections.abc import Callable, Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.under_check import Tables

type Check = Callable[[Tables], Iterator[Problem]]
"""Yields what is wrong with the tables in one respect."""

CHECKS: dict[str, Check] = {}
"""Id → check."""


def check(name: str) -> Callable[[Check], Check]:
    """Add a function to the checks; raises ValueError when its id is taken."""

    def add(function: Check) -> Check:
        if name in CHECKS:
            raise ValueError(f"two checks have the id '{name}'")
        CHECKS[name] = function
        return function

    return add
