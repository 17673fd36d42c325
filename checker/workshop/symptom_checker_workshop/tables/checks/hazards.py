"""Checks of the hazard log."""

from collections.abc import Iterator

from symptom_checker.expression import findings
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables

PROPERTIES = tuple(f"V{number}" for number in range(1, 23))
"""The properties that are proved, measured or tested over the whole answer space."""


@check("control-not-shown")
def tests_show_the_controls(tables: Tables) -> Iterator[Problem]:
    """Each control of a hazard is expected by a case that the hazard names, or is a red flag, of which V8 speaks."""
    knowledge = tables.knowledge
    for hazard in knowledge.hazards.values():
        named = [knowledge.cases[name] for name in hazard.tests if name in knowledge.cases]
        shown = {control for case in named for control in (*case.rules, case.hand_over)}
        for name in hazard.controls:
            known = name in knowledge.rules or name in knowledge.hand_overs
            if known and name not in shown and not ("V8" in hazard.tests and _flagged(tables, name)):
                what = f"no test shows the control '{name}': name a case that expects it, or V8 for a red flag"
                yield tables.problem("hazard", hazard.id, what)


def _flagged(tables: Tables, rule: str) -> bool:
    """Return whether a red flag can bring the rule, so that V8 speaks of it."""
    options = [tables.option(finding) for finding in findings(tables.when[rule])] if rule in tables.when else []
    return any(option is not None and option.role == "red_flag" for option in options)
