"""Checks of cases and stories, and of the everyday pictures of kinds."""

from collections.abc import Iterator

from symptom_checker.answers import read
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.conditions import ExpressionError
from symptom_checker_workshop.tables.rows import Case


@check("answer")
def answers_fit(tables: Tables) -> Iterator[Problem]:
    """Each answer of a case, a story or an everyday picture is one that a reader can give."""
    try:
        logic = compile_topic(tables.knowledge) if tables.are_sound else None
    except ExpressionError:
        logic = None
    for table, answers in (("case", "answers"), ("story", "answers"), ("kind", "everyday")) if logic else ():
        for row in tables.rows(table).values():
            for notice in read(logic, getattr(row, answers)).notices if logic else ():
                yield tables.problem(table, row.id, f"answer to '{notice.question}': {notice.why}")


@check("contrast")
def a_contrast_changes_one_answer(tables: Tables) -> Iterator[Problem]:
    """A case and its contrast differ in the answer to one question, and in what comes of it."""
    for case in tables.knowledge.cases.values():
        if other := tables.knowledge.cases.get(case.contrast):
            yield from (tables.problem("case", case.id, what) for what in _contrast(tables, case, other))


def _contrast(tables: Tables, case: Case, other: Case) -> Iterator[str]:
    if (case.level, case.hand_over, set(case.rules)) == (other.level, other.hand_over, set(other.rules)):
        yield f"contrast '{other.id}' has the same level and the same rules: choose a case that ends elsewhere"
    differ = [name for name in tables.knowledge.questions if _answer(case, name) != _answer(other, name)]
    # An answer that differs brings up other questions; only those may stand in one of the two cases alone.
    changed = [name for name in differ if name in case.answers and name in other.answers]
    if len(changed) != 1 or changed != differ[:1]:
        named = ", ".join(differ) or "none"
        what = f"contrast '{other.id}' must differ in the answer to one question and in what follows it"
        yield f"{what}, not: {named}"


def _answer(case: Case, question: str) -> set[str] | None:
    return set(case.answers[question]) if question in case.answers else None
