"""Check of the numbers that are written once."""

import re
from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables

FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")

COUNT = re.compile(r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|once|twice)\b", re.IGNORECASE)
"""A number in letters, such as that of "a day"."""


@check("number")
def a_number_has_words_and_facts(tables: Tables) -> Iterator[Problem]:
    """Each number has words with a number in them, the facts that say it, and what it means; a fact has its figures."""
    for row in tables.knowledge.numbers.values():
        if not row.facts:
            yield tables.problem("number", row.id, "has no facts: write those that say it")
        figures = FIGURE.findall(row.text)
        if not figures and not COUNT.search(row.text):
            what = f"its text '{row.text}' holds no number: write it, such as 10 minutes"
            yield tables.problem("number", row.id, what)
        facts = [FIGURE.findall(fact.text) for name, fact in tables.knowledge.facts.items() if name in row.facts]
        if facts and figures and not any(set(figures) <= set(said) for said in facts):
            what = f"its text '{row.text}' is said by none of its facts: correct it, or name the fact that says it"
            yield tables.problem("number", row.id, what)
        if not row.means:
            yield tables.problem("number", row.id, "says not what it means: write of what it is the number")
