"""The questions of a topic as a reader of the study gets them: no level, no rule, no reason why they are asked."""

import re
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from symptom_checker.expression import findings
from symptom_checker.logic import NONE, UNSURE
from symptom_checker_workshop.proofs.words import filled
from symptom_checker_workshop.tables.compile import known_findings
from symptom_checker_workshop.tables.conditions import parse
from symptom_checker_workshop.tables.rows import Knowledge, Question

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
"""The words of what is printed."""

NAME = re.compile(r"(?<![.\w])[a-z_0-9]+(?![.\w])")
"""A name in a condition that is no finding."""


def sheet(knowledge: Knowledge) -> str:
    """Return the questions and options of a topic as a text in Markdown, in the order in which they are asked."""
    words = WORDS["sheet"]
    title = filled(words["title"], {"title": knowledge.topic.title, "version": knowledge.topic.version})
    lines = [f"# {title}", "", *words["lead"], *_names(knowledge, words)]
    for question in knowledge.questions.values():
        if not question.after_result:
            lines += _question(knowledge, question, words)
    return "\n".join(lines) + "\n"


def _question(knowledge: Knowledge, question: Question, words: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"## {question.id}: {question.text}", "")
    how = words[question.select]
    yield how if question.hint.startswith(how) or not question.hint else f"{how} {question.hint}"
    if question.hint.startswith(how) and question.hint != how:
        yield question.hint.removeprefix(how).strip()
    if question.ask_if:
        yield filled(words["shown_if"], {"condition": question.ask_if})
        if _doubt_counts(knowledge, question):
            yield words["doubt_counts"]
    yield ""
    for group, options in groupby(question.option, key=lambda option: option.group):
        if group:
            yield f"*{group}*"
        yield from (f"- `{row.id}`: {row.text}" + (f" ({row.hint})" if row.hint else "") for row in options)
    if question.select == "one":
        yield f"- `{UNSURE}`: {words['unsure_one']}"
    else:
        yield f"- `{NONE}`: {question.none}"
        yield f"- {words['unsure_many']}"


def _names(knowledge: Knowledge, words: dict[str, Any]) -> Iterator[str]:
    """Yield what each name stands for that a condition uses."""
    waiting = [question.ask_if for question in knowledge.questions.values() if not question.after_result]
    used: set[str] = set()
    while waiting:
        found = {name for name in NAME.findall(waiting.pop()) if name in knowledge.terms} - used
        used |= found
        waiting += [knowledge.terms[name].when for name in found]
    if used:
        yield from ("", words["names"])
        yield from (f"- {term.id}: {term.when}" for term in knowledge.terms.values() if term.id in used)


def _doubt_counts(knowledge: Knowledge, question: Question) -> bool:
    """Return whether not being sure of a sign brings a question up that hangs on it."""
    terms = {term.id: term.when for term in knowledge.terms.values()}
    condition = parse(question.ask_if, known_findings(knowledge), terms, negation=False)
    asked = [knowledge.questions[finding.partition(".")[0]] for finding in findings(condition)]
    return any(row.select == "many" and row.unsure == "as_yes" for row in asked)
