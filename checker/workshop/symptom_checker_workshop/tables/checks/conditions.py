"""Checks of conditions by themselves."""

from collections.abc import Iterator

from symptom_checker.expression import findings
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables


@check("condition")
def conditions_can_be_read(tables: Tables) -> Iterator[Problem]:
    """Each condition names findings and terms that exist, and nothing else."""
    yield from tables.unread


@check("asked-before")
def follow_ups_come_later(tables: Tables) -> Iterator[Problem]:
    """A question depends only on those before it."""
    order = list(tables.knowledge.questions)
    for name, condition in tables.ask_if.items():
        earlier = set(order[: order.index(name)])
        for other in sorted({finding.partition(".")[0] for finding in findings(condition)} - earlier):
            what = f"ask_if names '{other}', which is not asked before: that is a cycle; move the question"
            yield tables.problem("question", name, what)


@check("asked-after-result")
def no_rule_waits_for_the_result(tables: Tables) -> Iterator[Problem]:
    """No rule uses what is asked only after the result."""
    late = {question.id for question in tables.knowledge.questions.values() if question.after_result}
    for name, condition in tables.when.items():
        for finding in findings(condition):
            if finding.partition(".")[0] in late:
                yield tables.problem("rule", name, f"'{finding}' is asked after the result: no rule may use it")
