"""Everything that was found about a topic: its proofs, its mutation score and its scorecards, kept until it changes."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import symptom_checker
from symptom_checker.model import Knowledge
from symptom_checker_workshop import compare, mutate, prove, replay, scorecard, tables
from symptom_checker_workshop.compile import compile_topic, module_text
from symptom_checker_workshop.count import Patterns
from symptom_checker_workshop.proof import Proof
from symptom_checker_workshop.replay import Walked
from symptom_checker_workshop.scorecard import Row, Scorecard

STOPPERS = ("V2", "V3", "V6", "V7", "V8")
"""Properties without which nothing may be built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found about one version of a topic."""

    topic: str
    """Id of the topic."""
    version: str
    """Version of its knowledge."""
    questions: int
    """How many questions it has."""
    options: int
    """How many options they have."""
    patterns: tuple[int, ...]
    """How many patterns of answers have each level, lowest first; together all there are."""
    proofs: tuple[Proof, ...]
    """Every property, by number."""
    first: Scorecard
    """Stories by someone who had not seen the rules, as the engine first answered them."""
    now: Scorecard
    """The same stories, with the rules as they are."""
    cases: Scorecard
    """The golden cases, for which the rules were written."""

    @property
    def broken(self) -> tuple[Proof, ...]:
        """The properties that do not hold."""
        return tuple(proof for proof in self.proofs if not proof.holds)

    @property
    def stopping(self) -> tuple[Proof, ...]:
        """Those of them without which nothing may be built."""
        return tuple(proof for proof in self.broken if proof.number in STOPPERS)


def report(source: tables.Knowledge, folder: Path | None = None) -> Report:
    """Return the report on tables that have no problems; from `folder` if nothing changed since it was kept there."""
    knowledge = compile_topic(source)
    kept = folder / f"{source.topic.id}-{_fingerprint(source, knowledge)}.json" if folder else None
    if kept and kept.is_file():
        return _from_json(json.loads(kept.read_text(encoding="utf-8")))
    made = _make(source, knowledge)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in kept.parent.glob(f"{source.topic.id}-*.json"):
            older.unlink()
        kept.write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    return made


def _make(source: tables.Knowledge, knowledge: Knowledge) -> Report:
    patterns = Patterns(knowledge)
    reached = [patterns.count(level) for level in patterns.levels(knowledge)]
    walked = replay.walk_all(knowledge, source.cases.values())
    proofs = sorted(_proofs(source, knowledge, walked), key=lambda proof: int(proof.number[1:]))
    return Report(
        topic=knowledge.topic,
        version=knowledge.version,
        questions=len(knowledge.questions),
        options=sum(len(question.options) for question in knowledge.questions),
        patterns=tuple(here - above for here, above in zip(reached, [*reached[1:], 0], strict=True)),
        proofs=tuple(proofs),
        first=scorecard.score_first(source.stories.values()),
        now=scorecard.score_now(knowledge, source.stories.values()),
        cases=scorecard.score_now(knowledge, source.cases.values()),
    )


def _proofs(source: tables.Knowledge, knowledge: Knowledge, walked: list[Walked]) -> Iterator[Proof]:
    yield _well_formed(source)
    yield from prove.prove(knowledge)
    yield replay.order_never_matters(knowledge, walked)
    yield replay.replay_is_fresh(knowledge, walked)
    yield replay.cases_hold(knowledge, walked)
    yield mutate.proof(knowledge, source.cases.values())
    yield _compared(source, knowledge)
    yield replay.calm_paths_are_short(walked)


def _well_formed(source: tables.Knowledge) -> Proof:
    """V1: what `lint` reports nothing of; tables with problems do not come this far."""
    rows = sum(len(getattr(source, name)) for name in tables.Knowledge.__slots__ if name not in ("folder", "topic"))
    return Proof(
        number="V1",
        says="Well formed: ids unique, references resolve, everything sourced, review date not past.",
        checks=rows,
        covers="every row of every table, by lint",
        failures=(),
    )


def _compared(source: tables.Knowledge, knowledge: Knowledge) -> Proof:
    kept = Path(source.folder, compare.RELEASED)
    before = compare.thaw(kept.read_text(encoding="utf-8")) if kept.is_file() else knowledge
    terms = {term.id: term.when for term in source.terms.values()}
    return compare.proof(compare.compare(before, knowledge, source.falls.values(), terms))


def _fingerprint(source: tables.Knowledge, knowledge: Knowledge) -> str:
    """Return what changes with the tables, with what was released before, and with the code that judges them."""
    code = [*Path(__file__).parent.glob("*.py"), *Path(symptom_checker.__file__).parent.glob("*.py")]
    kept = Path(source.folder, compare.RELEASED)
    parts = [
        module_text(knowledge).encode(),
        repr((source.cases, source.stories, source.falls, source.terms)).encode(),
        kept.read_bytes() if kept.is_file() else b"",
        *(path.read_bytes() for path in sorted(code)),
    ]
    return sha256(b"\0".join(parts)).hexdigest()[:16]


def _from_json(raw: dict[str, Any]) -> Report:
    proofs = tuple(
        Proof(**(row | {name: tuple(row[name]) for name in ("failures", "examples")})) for row in raw["proofs"]
    )
    cards = {name: _scorecard(raw[name]) for name in ("first", "now", "cases")}
    return Report(**(raw | {"patterns": tuple(raw["patterns"]), "proofs": proofs} | cards))


def _scorecard(raw: dict[str, Any]) -> Scorecard:
    return Scorecard(rows=tuple(Row(**row) for row in raw["rows"]), critical=raw["critical"])
