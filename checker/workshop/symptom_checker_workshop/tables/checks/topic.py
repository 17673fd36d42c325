"""Checks of topic.toml, and of the levels."""

from collections.abc import Iterator

from symptom_checker.logic import LEVELS
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables


@check("review-past")
def review_is_not_past(tables: Tables) -> Iterator[Problem]:
    """The day by which the knowledge must be reviewed is still to come."""
    review_by = tables.knowledge.topic.review_by
    if review_by < tables.today:
        yield tables.of_topic(f"review_by {review_by} is past: check the sources again and move the date")


@check("checked-later")
def sources_were_checked(tables: Tables) -> Iterator[Problem]:
    """The day of the last check is not in the future."""
    checked = tables.knowledge.topic.sources_checked
    if checked > tables.today:
        yield tables.of_topic(f"sources_checked {checked} is still to come: give the day of the last check")


@check("emergency-sign")
def emergency_signs_are_red_flags(tables: Tables) -> Iterator[Problem]:
    """Each sign before the first question is one that the checker takes for a danger too."""
    for sign in tables.knowledge.topic.emergency_sign:
        for name in sign.findings:
            option = tables.option(name)
            if option is None or option.role != "red_flag":
                yield tables.of_topic(f"emergency sign '{sign.text}': '{name}' is not a red flag of a question")


@check("considered-series")
def considered_series_exist(tables: Tables) -> Iterator[Problem]:
    """Each series of facts that must be used or set aside has facts."""
    series = {name.partition("-")[0] for name in tables.knowledge.facts}
    for name in tables.knowledge.topic.considered:
        if name not in series:
            yield tables.of_topic(f"considered '{name}' is not a series of facts, {did_you_mean(name, series)}")


@check("levels")
def levels_are_those_of_the_engine(tables: Tables) -> Iterator[Problem]:
    """The four levels are there, lowest first."""
    if tuple(tables.knowledge.levels) != LEVELS:
        what = f"must be {', '.join(LEVELS)}, in this order"
        yield Problem(file="levels.toml", line=1, where="levels", what=what)
