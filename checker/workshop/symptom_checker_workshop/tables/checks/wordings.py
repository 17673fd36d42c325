"""Checks of routes, time frames, places, lines to call, and handing over."""

import re
from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.compile import known_findings

NUMBER = re.compile(r"\+?[0-9]+")


@check("call-text")
def a_number_has_words(tables: Tables) -> Iterator[Problem]:
    """A number to call and the words of its link come together."""
    for table in ("route", "within", "where", "contact"):
        for row in tables.rows(table).values():
            if bool(row.call) != bool(row.call_text):
                yield tables.problem(table, row.id, "'call' and 'call_text' go together: add the other one")


@check("call-number")
def a_number_can_be_called(tables: Tables) -> Iterator[Problem]:
    """A number to call is one that a phone can dial."""
    for table in ("route", "within", "where", "contact"):
        for row in tables.rows(table).values():
            if row.call and not NUMBER.fullmatch(row.call):
                yield tables.problem(table, row.id, f"call '{row.call}' must be digits, with + for abroad")


@check("equal-strength")
def one_of_several_wins(tables: Tables) -> Iterator[Problem]:
    """No two routes or time frames are equally strong, or the order of the file would decide."""
    for table in ("route", "within"):
        strengths: dict[int, str] = {}
        for row in tables.rows(table).values():
            other = strengths.setdefault(row.strength, row.id)
            if other != row.id:
                what = f"strength {row.strength} is that of '{other}' too: say which wins where both apply"
                yield tables.problem(table, row.id, what)


@check("hand-over")
def who_is_handed_over_has_no_level(tables: Tables) -> Iterator[Problem]:
    """A row that hands over names an answer that is no sign, so that it stands outside of all levels."""
    known = known_findings(tables.knowledge)
    for row in tables.knowledge.hand_overs.values():
        yield from tables.unknown("hand_over", row.id, "answer", [row.id], known)
        option = tables.option(row.id)
        if option is not None and option.role:
            what = f"'{row.id}' has the role '{option.role}': who is handed over has no level, take the role out"
            yield tables.problem("hand_over", row.id, what)


@check("case-end")
def a_case_ends_in_one_way(tables: Tables) -> Iterator[Problem]:
    """A case expects a level, or that the checker hands over."""
    for case in tables.knowledge.cases.values():
        if bool(case.level) == bool(case.hand_over):
            yield tables.problem("case", case.id, "expects either a 'level' or a 'hand_over': write one of them")
