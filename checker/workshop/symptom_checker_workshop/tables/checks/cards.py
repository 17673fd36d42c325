"""Checks of what is said of care cards."""

from collections.abc import Iterator

from symptom_checker.logic import NONE, UNSURE
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables


@check("card")
def a_card_has_answers_or_a_reason(tables: Tables) -> Iterator[Problem]:
    """Each row for care cards has facts, and either answers that the questions know or a reason why there are none."""
    for row in tables.knowledge.cards.values():
        if not row.facts:
            yield tables.problem("card", row.id, "has no facts: write those of the marks in the line")
        if bool(row.answers) == bool(row.reason):
            what = "has either 'answers', the findings of its lines, or a 'reason' why it has none: write one of them"
            yield tables.problem("card", row.id, what)
        for answers in row.answers:
            if not answers:
                what = "answers: one of them is empty: write a finding, or take it out"
                yield tables.problem("card", row.id, what)
            yield from tables.unknown("card", row.id, "question", answers, tables.knowledge.questions)
            for name in tables.knowledge.questions.keys() & answers.keys():
                question = tables.knowledge.questions[name]
                known = {NONE, UNSURE, *(option.id for option in question.option)}
                yield from tables.unknown("card", row.id, f"answer to '{name}':", answers[name], known)
