"""Checks of what options say that they are: red flags, context, or neither."""

from collections import defaultdict
from collections.abc import Iterator

from symptom_checker.expression import findings, value
from symptom_checker.logic import LEVELS, TOP, URGENT
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.rows import Option


@check("role-missing")
def what_urgent_rules_use_has_a_role(tables: Tables) -> Iterator[Problem]:
    """Each finding of an urgent or emergency rule is a red flag or context."""
    used = _used(tables)
    for question, option in _options(tables):
        finding = f"{question}.{option.id}"
        if finding in used and not option.role:
            what = f"option '{option.id}' is used by the rule '{used[finding]}': give it a role"
            yield tables.problem("question", question, f"{what}, 'red_flag' or 'context'")


@check("red-flag-too-low")
def red_flags_reach_their_level(tables: Tables) -> Iterator[Problem]:
    """A red flag alone reaches the level that it declares."""
    for question, option in _options(tables):
        reached = _alone(tables, f"{question}.{option.id}") if option.role == "red_flag" and option.level else TOP
        if reached < LEVELS.index(option.level or LEVELS[0]):
            what = f"option '{option.id}' alone reaches {LEVELS[reached]}, below its {option.level}: add a rule"
            yield tables.problem("question", question, what)


@check("context-unused")
def context_is_used(tables: Tables) -> Iterator[Problem]:
    """What is called context is part of an urgent or emergency rule."""
    used = _used(tables)
    for question, option in _options(tables):
        if option.role == "context" and f"{question}.{option.id}" not in used:
            what = f"option '{option.id}' is context, but no urgent or emergency rule uses it: drop the role"
            yield tables.problem("question", question, what)


@check("context-alone")
def context_alone_is_not_urgent(tables: Tables) -> Iterator[Problem]:
    """What alone means urgent is a red flag."""
    for question, option in _options(tables):
        reached = _alone(tables, f"{question}.{option.id}") if option.role == "context" else 0
        if reached >= URGENT:
            what = f"option '{option.id}' alone reaches {LEVELS[reached]}: it is a red flag, not context"
            yield tables.problem("question", question, what)


@check("red-flag-passed-over")
def red_flags_are_heard(tables: Tables) -> Iterator[Problem]:
    """No red flag may go without a word or count as harmless."""
    for question, option in _options(tables):
        for key in ("silent", "harmless"):
            if option.role == "red_flag" and getattr(option, key):
                yield tables.problem("question", question, f"option '{option.id}' is a red flag: take out its '{key}'")


def _options(tables: Tables) -> Iterator[tuple[str, Option]]:
    """Yield each option with its question's id; none while a condition cannot be read."""
    if tables.are_sound:
        for question in tables.knowledge.questions.values():
            yield from ((question.id, option) for option in question.option)


def _used(tables: Tables) -> dict[str, str]:
    """Return the findings of urgent and emergency rules, each with the last rule that uses it."""
    urgent = [rule for rule in tables.knowledge.rules.values() if LEVELS.index(rule.level) >= URGENT]
    return {name: rule.id for rule in urgent if rule.id in tables.when for name in findings(tables.when[rule.id])}


def _alone(tables: Tables, finding: str) -> int:
    """Return the level that the finding reaches with nothing else but what brings its question up.

    Where several findings bring it up, the one that reaches least counts.
    """
    red = (option := tables.option(finding)) is not None and option.role == "red_flag"
    levels = []
    for above in _chains(tables, finding):
        reached, background = _level_of(tables, above | {finding}), _level_of(tables, above)
        # What the parent reaches by itself is not this finding's doing, unless it declares that level itself.
        levels.append(reached if red or reached > background else 0)
    return min(levels)


def _chains(tables: Tables, finding: str) -> list[set[str]]:
    """Return the sets of findings that each bring up the question of this finding."""
    question = finding.partition(".")[0]
    condition = tables.ask_if.get(question)
    term = tables.knowledge.terms.get(tables.knowledge.questions[question].ask_if)
    if condition is None or (term is not None and term.scope):  # everyone within the scope is asked
        return [set()]
    return [{parent} | above for parent in findings(condition) for above in _chains(tables, parent)]


def _level_of(tables: Tables, true: set[str]) -> int:
    """Return the level of answers in which only these findings are true."""
    ranks = defaultdict(int, dict.fromkeys(true, TOP))
    # A condition has no `not`, so a rule that names none of the findings does not hold.
    named = {rule for finding in true for rule in tables.rules_naming(finding)}
    levels = {name: LEVELS.index(tables.knowledge.rules[name].level) for name in named}
    return max((min(level, value(tables.when[name], ranks)) for name, level in levels.items()), default=0)
