"""Check of the numbers that are written once."""

from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables


@check("number")
def a_number_has_words_and_facts(tables: Tables) -> Iterator[Problem]:
    """Each number has words with a number in them, the facts that say it, and what it means."""
    for row in tables.knowledge.numbers.values():
        if not row.facts:
            yield tables.problem("number", row.id, "has no facts: write those that say it")
        if not any(sign.isdigit() for sign in row.text):
            yield tables.problem(
                "number", row.id, f"its text '{row.text}' holds no number: write it, such as 10 minutes"
            )
        if not row.means:
            yield tables.problem("number", row.id, "says not what it means: write of what it is the number")
