"""Checks of rules and advice."""

from collections.abc import Iterator

from symptom_checker.expression import findings, value
from symptom_checker.logic import TOP
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.questions import BLANK
from symptom_checker_workshop.tables.checks.under_check import Tables

NAMED = "{named}"
"""The blank of a reason in which the words of what the reader ticked stand."""


@check("emergency-place")
def an_emergency_names_no_place(tables: Tables) -> Iterator[Problem]:
    """In an emergency the route says where to go."""
    for rule in tables.knowledge.rules.values():
        if rule.level == "emergency" and rule.where:
            yield tables.problem("rule", rule.id, "an emergency names a route, not a place: take 'where' out")


@check("emergency-route")
def an_emergency_names_its_route(tables: Tables) -> Iterator[Problem]:
    """Each emergency has a way to help, and nothing else has one."""
    for rule in tables.knowledge.rules.values():
        if (rule.level == "emergency") != bool(rule.route):
            yield tables.problem("rule", rule.id, "an emergency rule, and only an emergency rule, names a route")


@check("routine-within")
def routine_says_how_soon(tables: Tables) -> Iterator[Problem]:
    """An appointment has a time frame, and nothing else has one."""
    for rule in tables.knowledge.rules.values():
        if (rule.level == "routine") != bool(rule.within):
            yield tables.problem("rule", rule.id, "a routine rule, and only a routine rule, names 'within'")


@check("advice-unused")
def advice_is_given(tables: Tables) -> Iterator[Problem]:
    """Each piece of advice can come: by its own condition, or because a rule names it."""
    named = {name for rule in tables.knowledge.rules.values() for name in rule.advice}
    for advice in tables.knowledge.advice.values():
        if not advice.when and advice.id not in named:
            what = "no rule names it and it has no 'when': add one, or take it out"
            yield tables.problem("advice", advice.id, what)


@check("rule-without-case")
def every_rule_has_a_case(tables: Tables) -> Iterator[Problem]:
    """Some case expects each rule."""
    shown = {name for case in tables.knowledge.cases.values() for name in case.rules}
    for rule in tables.knowledge.rules.values():
        if rule.id not in shown:
            yield tables.problem("rule", rule.id, "no case shows it: add one to cases.toml")


@check("named")
def a_reason_can_be_filled_in(tables: Tables) -> Iterator[Problem]:
    """A reason has no other blank than {named}, and whenever its rule holds, one of the findings has words for it."""
    for rule in tables.knowledge.rules.values():
        blanks = set(BLANK.findall(rule.because))
        for blank in sorted(blanks - {NAMED}):
            yield tables.problem("rule", rule.id, f"because has '{blank}': only {NAMED} is filled in there")
        when = tables.when.get(rule.id)
        if NAMED in blanks and when is not None:
            silent = {name: 0 if _is_named(tables, name) else TOP for name in findings(when)}
            if value(when, silent):
                what = "because has '{named}', but the rule can hold for options without words: give them 'named'"
                yield tables.problem("rule", rule.id, what)


def _is_named(tables: Tables, finding: str) -> bool:
    option = tables.option(finding)
    return option is not None and bool(option.named)
