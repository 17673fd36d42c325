"""Compares two versions of a topic: which patterns of answers rise or fall, and whether each fall was signed off."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import z3

from symptom_checker.model import LEVELS, Expression, Knowledge, Option, Question, Record, Rule
from symptom_checker_workshop import tables
from symptom_checker_workshop.count import Patterns
from symptom_checker_workshop.expression import parse
from symptom_checker_workshop.proof import Proof, power
from symptom_checker_workshop.space import Space

RELEASED = "released.json"
"""The file beside the tables that holds what the last released version did: its questions and rules, no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Patterns that have another level than before."""

    level: str
    """The level that they rise to or fall below."""
    patterns: int
    """How many patterns, exactly."""
    example: str
    """The smallest of them in plain words."""
    signed: bool
    """Whether a fall is covered by signed lines; true for every rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two versions of a topic."""

    before: str
    """The older version."""
    after: str
    """The newer version."""
    total: int
    """How many patterns of answers the newer version has."""
    rises: tuple[Shift, ...]
    """Patterns that reach a level they did not reach before, level by level."""
    falls: tuple[Shift, ...]
    """Patterns that no longer reach a level, level by level."""


def compare(before: Knowledge, after: Knowledge, falls: Iterable[tables.Fall], terms: dict[str, str]) -> Comparison:
    """Compare two versions over every pattern of answers of the newer one.

    `falls` are the signed lines; `terms` the names for conditions that they may use, as in the rules.
    """
    patterns, space, old = Patterns(after), Space(after), Space(before)
    known = {*space.yes}
    signed = [parse(fall.when, known, terms) for fall in falls if fall.since == before.version]
    now, then = patterns.levels(after), patterns.levels(before)
    gone = [z3.Not(old.yes[name]) for name in sorted({*old.yes} - known)]
    rises, fallen = [], []
    for place in range(1, len(LEVELS)):
        up, down = patterns.count(now[place] & ~then[place]), patterns.count(then[place] & ~now[place])
        if up:
            found = space.smallest(space.level(place), z3.Not(old.level(place)), *gone)
            rises.append(Shift(level=LEVELS[place], patterns=up, example=space.plain(found or {}), signed=True))
        if down:
            falls_here = (old.level(place), z3.Not(space.level(place)), *gone)
            open_falls = [z3.Not(space.reaches(line, 1)) for line in signed]
            unsigned = space.smallest(*falls_here, *open_falls)
            found = unsigned or space.smallest(*falls_here)
            fallen.append(
                Shift(level=LEVELS[place], patterns=down, example=space.plain(found or {}), signed=unsigned is None)
            )
    return Comparison(
        before=before.version, after=after.version, total=patterns.total, rises=tuple(rises), falls=tuple(fallen)
    )


def proof(comparison: Comparison) -> Proof:
    """Return the comparison as property V15: every fall is covered by a signed line."""
    return Proof(
        number="V15",
        says=f"Since version {comparison.before} no pattern falls without a signed line: {summary(comparison)}.",
        checks=2 * (len(LEVELS) - 1),
        covers=f"{power(comparison.total)} patterns of answers, counted exactly",
        failures=tuple(
            f"{power(shift.patterns)} patterns no longer reach {shift.level}, such as: {shift.example}. "
            f"Mend the rules, or sign the fall in falls.toml"
            for shift in comparison.falls
            if not shift.signed
        ),
        examples=tuple(
            f"{power(shift.patterns)} patterns {verb} {shift.level}, the smallest: {shift.example}"
            for verb, shifts in (("rise to", comparison.rises), ("fall below", comparison.falls))
            for shift in shifts
        ),
    )


def summary(comparison: Comparison) -> str:
    """Return the shifts in one line."""

    def share(shifts: tuple[Shift, ...], verb: str) -> str:
        parts = [f"{power(shift.patterns)} patterns {verb} {shift.level}" for shift in shifts]
        return ", ".join(parts)

    told = [share(comparison.rises, "rise to"), share(comparison.falls, "fall below")]
    return "; ".join(part for part in told if part) or "none rises or falls"


def freeze(knowledge: Knowledge) -> str:
    """Return what a version does, as the text of `released.json`: one line for each question and rule."""
    rows: list[dict[str, Any]] = [
        {
            "question": item.id,
            "select": item.select,
            "unsure": item.unsure,
            "cap": item.cap,
            "ask_if": item.ask_if,
            "options": [option.id for option in item.options],
        }
        for item in knowledge.questions
    ]
    rows += [{"rule": rule.id, "level": rule.level, "when": rule.when} for rule in knowledge.rules]
    lines = [json.dumps({"topic": knowledge.topic, "version": knowledge.version}), *map(json.dumps, rows)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def thaw(text: str) -> Knowledge:
    """Return the version that `freeze` wrote, without its words; raises ValueError or KeyError for another text."""
    head, *rows = json.loads(text)
    questions = tuple(
        _wordless(
            Question,
            id=row["question"],
            select=row["select"],
            unsure=row["unsure"],
            cap=row["cap"],
            ask_if=_expression(row["ask_if"]),
            options=tuple(_wordless(Option, id=name) for name in row["options"]),
        )
        for row in rows
        if "question" in row
    )
    rules = tuple(
        _wordless(Rule, id=row["rule"], level=row["level"], when=_expression(row["when"]))
        for row in rows
        if "rule" in row
    )
    return _wordless(Knowledge, topic=head["topic"], version=head["version"], questions=questions, rules=rules)


def _wordless[T: Record](record: type[T], **known: Any) -> T:
    """Return a record with what is known, and nothing in its other fields."""
    return record(**({item.name: _EMPTY.get(item.type, ()) for item in fields(record)} | known))  # type: ignore[arg-type]


_EMPTY: dict[Any, Any] = {str: "", bool: False, Expression | None: None}
"""Type of a field → what stands in it where the words are left out."""


def _expression(raw: Any) -> Expression | None:
    if isinstance(raw, list):
        return tuple(_expression(part) if isinstance(part, list) else part for part in raw)
    return None
