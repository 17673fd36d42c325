"""Compare two versions of a topic: which patterns of answers rise or fall, and whether each fall was allowed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oxidd.bdd import BDDFunction

from symptom_checker.answers import read
from symptom_checker.assessing import assess_so_far
from symptom_checker.expression import Expression, from_plain, to_plain
from symptom_checker.logic import LEVELS, TOP, Answers, Logic, Option, Question, Rule
from symptom_checker_workshop.proofs.encode import SymbolicAnswers, SymbolicRules, Values
from symptom_checker_workshop.proofs.proof import Example, PropertyResult, in_words, patterns_of
from symptom_checker_workshop.proofs.replay import contradiction
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.compile import known_findings
from symptom_checker_workshop.tables.conditions import parse

BASELINE = "release_baseline.json"
"""The file beside the tables that holds what the last released version did: its questions and rules, no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """Patterns that have another level than before."""

    level: str
    """The level that they rise to or fall below."""
    patterns: int
    """How many patterns, exactly."""
    example: Answers
    """The smallest of them."""
    allowed: bool
    """Whether signed lines cover a fall; true for every rise."""
    unconfirmed: str = ""
    """How the engine's levels of the smallest differ from those of the comparison; empty when they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two versions of a topic."""

    before: str
    """The older version."""
    total: int
    """How many patterns of answers the newer version has."""
    rises: tuple[LevelChange, ...]
    """Patterns that reach a level they did not reach before, level by level."""
    falls: tuple[LevelChange, ...]
    """Patterns that no longer reach a level, level by level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downgrade:
    """Patterns that a signed line lets fall."""

    since: str
    """The released version that gave them a higher level."""
    when: Expression
    """Which patterns."""


def allowed_downgrades(source: tables.Knowledge) -> list[Downgrade]:
    """Return the signed lines of a topic without their words."""
    known = known_findings(source)
    terms = {term.id: term.when for term in source.terms.values()}
    lines = source.allowed_downgrades.values()
    return [Downgrade(since=line.since, when=parse(line.when, known, terms)) for line in lines]


def compare(before: Logic, answers: SymbolicAnswers, allowed: Iterable[Downgrade] = ()) -> Comparison:
    """Compare an older version with the one that the answers belong to, over every pattern of answers."""
    now, then = SymbolicRules(answers), SymbolicRules(answers, before)
    signed = answers.any(now.reaches(line.when, 1) for line in allowed if line.since == before.version)
    rises, falls = [], []
    for rank in range(1, len(LEVELS)):
        up = answers.complete & now.level(rank) & ~then.level(rank)
        # Who is handed over has no level that could fall below the one before; an emergency may not be lost so.
        told = ~now.handed_over() if rank < TOP else answers.always
        down = answers.complete & then.level(rank) & ~now.level(rank) & told
        if up.satisfiable():
            rises.append(_change(now, then, rank, up, allowed=True))
        if down.satisfiable():
            unsigned = (down & ~signed).satisfiable()
            example = down & ~signed if unsigned else down
            falls.append(_change(now, then, rank, down, allowed=not unsigned, example=example))
    return Comparison(
        before=before.version,
        total=answers.count(answers.always),
        rises=tuple(rises),
        falls=tuple(falls),
    )


def _change(
    now: SymbolicRules,
    then: SymbolicRules,
    rank: int,
    patterns: BDDFunction,
    *,
    allowed: bool,
    example: BDDFunction | None = None,
) -> LevelChange:
    values = now.answers.fewest(now.answers.complete & (patterns if example is None else example)) or {}
    return LevelChange(
        level=LEVELS[rank],
        patterns=now.answers.count(patterns),
        example=now.answers_of(values),
        allowed=allowed,
        unconfirmed="; ".join(filter(None, (contradiction(now, values), _contradiction_then(then, values)))),
    )


def _contradiction_then(then: SymbolicRules, values: Values) -> str:
    """Return how the engine differs with the older version, where that version can be given these answers at all."""
    fits = not read(then.logic, then.answers_of(values)).notices
    return contradiction(then, values, assess_so_far) if fits else ""


def falls_are_allowed(comparison: Comparison, words: Mapping[str, str]) -> PropertyResult:
    """V15: every fall since the last release is covered by a signed line; `words` are those of each finding."""
    return PropertyResult(
        number="V15",
        how="counted",
        name="falls_signed",
        checks=2 * (len(LEVELS) - 1),
        values={"before": comparison.before, "patterns": comparison.total},
        failures=(
            *_unsigned(comparison, words),
            *(
                f"from or to {change.level}: {in_words(change.example, words)}. "
                f"The engine does not confirm this: {change.unconfirmed}"
                for change in (*comparison.rises, *comparison.falls)
                if change.unconfirmed
            ),
        ),
        examples=(*_examples("rise", comparison.rises), *_examples("fall", comparison.falls)),
    )


def _unsigned(comparison: Comparison, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the falls that no signed line covers."""
    for change in comparison.falls:
        if not change.allowed:
            yield (
                f"{patterns_of(change.patterns)} no longer reach {change.level}, such as: "
                f"{in_words(change.example, words)}. "
                f"Fix the rules, or sign the fall in allowed_downgrades.toml"
            )


def _examples(kind: Literal["rise", "fall"], changes: Iterable[LevelChange]) -> Iterator[Example]:
    for change in changes:
        yield Example(change=kind, patterns=change.patterns, level=change.level, answers=change.example)


def nothing_released() -> PropertyResult:
    """V15 for a topic of which no version was released."""
    return PropertyResult(
        number="V15",
        how="counted",
        name="nothing_released",
        checks=0,
        failures=(),
    )


def write_baseline(logic: Logic) -> str:
    """Return what a version does, as the text of `release_baseline.json`: one line for each question and rule."""
    rows: list[dict[str, Any]] = [
        {
            "question": item.id,
            "select": item.select,
            "unsure": item.unsure,
            "cap": item.cap,
            "ask_if": to_plain(item.ask_if) if item.ask_if else None,
            "options": [option.id for option in item.options],
        }
        for item in logic.questions
    ]
    rows += [{"rule": rule.id, "level": rule.level, "when": to_plain(rule.when)} for rule in logic.rules]
    lines = [json.dumps({"topic": logic.topic, "version": logic.version}), *map(json.dumps, rows)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read_baseline(text: str) -> Logic:
    """Return the version that `write_baseline` wrote; raises ValueError or KeyError for another text."""
    head, *rows = json.loads(text)
    questions = tuple(
        Question(
            id=row["question"],
            select=row["select"],
            unsure=row["unsure"],
            cap=row["cap"],
            ask_if=_expression(row["ask_if"]),
            options=tuple(Option(id=name) for name in row["options"]),
        )
        for row in rows
        if "question" in row
    )
    rules = tuple(
        Rule(id=row["rule"], level=row["level"], when=from_plain(row["when"])) for row in rows if "rule" in row
    )
    return Logic(topic=head["topic"], version=head["version"], questions=questions, rules=rules)


def _expression(raw: Any) -> Expression | None:
    return None if raw is None else from_plain(raw)
