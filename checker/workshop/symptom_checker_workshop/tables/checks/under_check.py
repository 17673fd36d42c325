"""The tables of a topic under check."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from symptom_checker.expression import Expression, findings
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.compile import known_findings
from symptom_checker_workshop.tables.conditions import ExpressionError, parse
from symptom_checker_workshop.tables.read import FILE_OF, FILES, TOPIC
from symptom_checker_workshop.tables.rows import Advice, Cause, Difference, HandOver, Kind, Knowledge, Option, Rule

CONDITIONS = (
    ("term", "when", False),
    ("question", "ask_if", False),
    ("rule", "when", False),
    ("kind", "fits", True),
    ("kind", "against", True),
    ("cause", "when", True),
    ("advice", "when", True),
    ("downgrade", "when", False),
)
"""Every condition: table, key, whether it may hold a `not`."""

MAY_BE_EMPTY = {("question", "ask_if"), ("kind", "against"), ("advice", "when")}

ATTRIBUTES = {table: attribute for tables in FILES.values() for table, (attribute, _) in tables.items()}
"""Table → the attribute of `Knowledge` that holds its rows."""


class Tables:
    """The tables of a topic, with their conditions as far as they can be read."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        """Read every condition; what cannot be read is a problem in `unread`."""
        self.knowledge, self.today = knowledge, today
        self.unread: list[Problem] = []
        self._read = {(table, key): self._conditions(table, key, negation) for table, key, negation in CONDITIONS}
        self.when = self._read["rule", "when"]
        self.ask_if = self._read["question", "ask_if"]
        self._naming: dict[str, set[str]] = {}
        for rule, condition in self.when.items():
            for finding in findings(condition):
                self._naming.setdefault(finding, set()).add(rule)

    def _conditions(self, table: str, key: str, negation: bool) -> dict[str, Expression]:
        known = known_findings(self.knowledge)
        terms = {term.id: term.when for term in self.knowledge.terms.values()}
        conditions = {}
        for name, row in self.rows(table).items():
            text = getattr(row, key)
            if not text and (table, key) in MAY_BE_EMPTY:
                continue
            try:
                conditions[name] = parse(text, known, terms, negation=negation)
            except ExpressionError as error:
                self.unread.append(self.problem(table, name, f"{key}: {error}"))
        return conditions

    def rows(self, table: str) -> Mapping[str, Any]:
        """Return the rows of a table by id."""
        rows: Mapping[str, Any] = getattr(self.knowledge, ATTRIBUTES[table])
        return rows

    def problem(self, table: str, row: str, what: str) -> Problem:
        """Return a problem of a row, with its file and line."""
        line = self.knowledge.lines.get((table, row), 1)
        return Problem(file=FILE_OF[table], line=line, where=f"{table} '{row}'", what=what)

    def of_topic(self, what: str) -> Problem:
        """Return a problem of the topic as a whole."""
        return Problem(file=TOPIC, line=1, where="topic", what=what)

    def unknown(self, table: str, row: str, key: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each name that is not known, with the nearest one that is."""
        known = set(known)
        for name in names:
            if name and name not in known:
                yield self.problem(table, row, f"{key} '{name}' does not exist, {did_you_mean(name, known)}")

    def rules_naming(self, finding: str) -> Iterable[str]:
        """Return the ids of the rules whose conditions name a finding."""
        return self._naming.get(finding, ())

    @property
    def are_sound(self) -> bool:
        """Whether every rule could be read and no question waits for a later one."""
        order = list(self.knowledge.questions)
        waits = any(
            finding.partition(".")[0] not in order[: order.index(name)]
            for name, condition in self.ask_if.items()
            for finding in findings(condition)
        )
        return not waits and len(self.when) == len(self.knowledge.rules)

    def option(self, finding: str) -> Option | None:
        """Return the option that a finding, `question.option`, names."""
        question_id, _, option_id = finding.partition(".")
        question = self.knowledge.questions.get(question_id)
        return next((option for option in question.option if option.id == option_id), None) if question else None

    def citing(self) -> Iterator[tuple[str, Rule | Kind | Cause | Advice | HandOver | Difference]]:
        """Yield every row that rests on facts, with its table."""
        for table in ("rule", "kind", "cause", "advice", "hand_over", "difference"):
            yield from ((table, row) for row in self.rows(table).values())
