"""Everything that was found about a topic: its properties, its mutation score and its scorecards."""

import json
import os
import tokenize
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tokenize import COMMENT, DEDENT, ENCODING, INDENT, NEWLINE, NL, STRING
from typing import Any

import cattrs

import symptom_checker
from symptom_checker.logic import LEVELS, Logic
from symptom_checker_workshop.cases import accuracy, cards, everyday, length, mutants, readers, runs, slips
from symptom_checker_workshop.cases.accuracy import Row, Scorecard
from symptom_checker_workshop.cases.readers import RoundFigures
from symptom_checker_workshop.problem import KnowledgeError, Problem
from symptom_checker_workshop.proofs import properties, release_diff, second_reading, single_points
from symptom_checker_workshop.proofs.encode import SymbolicAnswers, SymbolicRules, with_room
from symptom_checker_workshop.proofs.proof import Example, PropertyResult
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.compile import compile_topic, terms_of

STOPPERS = ("V2", "V3", "V6", "V7", "V8", "V18", "V20", "V21")
"""Properties without which nothing may be built."""

KEPT = "proofs.json"
"""The file beside the tables that holds what `verify` found, so that a build need not find it again."""

LINE_STARTS = (NEWLINE, INDENT, DEDENT)
"""Tokens of Python behind which a line of code begins; a string there is a docstring."""


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
    verified: bool = True
    """False when the rules changed and nobody has verified them yet: then it holds only what lint and tables tell."""
    patterns: tuple[int, ...] = ()
    """How many patterns of answers are told each level, lowest first; with those handed over, all there are."""
    handed_over: int = 0
    """How many patterns are told no level, because the checker hands over."""
    results: tuple[PropertyResult, ...]
    """Every property, by number."""
    first: Scorecard
    """Stories by someone who had not seen the rules, as the engine first answered them."""
    now: Scorecard
    """The same stories, with the rules as they are."""
    cases: Scorecard
    """The golden cases, for which the rules were written."""
    readers: tuple[RoundFigures, ...] = ()
    """Stories that readers answered who had seen only the questions; empty where the topic has no such study."""

    @property
    def broken(self) -> tuple[PropertyResult, ...]:
        """The properties that do not hold."""
        return tuple(result for result in self.results if not result.holds)

    @property
    def stopping(self) -> tuple[PropertyResult, ...]:
        """Those of them without which nothing may be built."""
        return tuple(result for result in self.broken if result.number in STOPPERS)


def verify(source: tables.Knowledge) -> Report:
    """Prove and measure everything about tables that have no problems."""
    # The cases run beside the proofs; a fresh process, because a forked one would inherit the threads of a preview.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        tried = beside.submit(_over_cases, source)
        *patterns, handed, proved = with_room(compile_topic(source), lambda all_: _over_all_answers(source, all_))
        results, tried_on = tried.result()
    counts = {"patterns": tuple(patterns), "handed_over": handed}
    return _report(source, **counts, results=[*proved, *results], **tried_on)


def verify_if_changed(source: tables.Knowledge, cache: Path) -> Report:
    """Return what was found about tables without problems; find it again only when what decides has changed.

    It is read from the topic's folder or from the folder `cache`; what had to be found again is written to `cache`.
    """
    report = _kept(source, Path(source.folder)) or _kept(source, cache / source.topic.id)
    if report is None:
        report = verify(source)
        keep(source, report, cache / source.topic.id)
    return report


def preview(source: tables.Knowledge, cache: Path) -> Report:
    """Return what was found about tables without problems; at once, and `verified` only if nothing has changed since.

    For a page that an author looks at while writing. What is published rests on `verify_if_changed`.
    """
    report = _kept(source, Path(source.folder)) or _kept(source, cache / source.topic.id)
    nobody = Scorecard(rows=(), critical=0)
    return report or _report(source, verified=False, results=[], now=nobody, cases=nobody)


def keep(source: tables.Knowledge, report: Report, folder: Path) -> bool:
    """Write a report to a folder when every property holds, and tell whether that changed the file.

    What is broken is never kept: its counterexamples quote words, and it is to be fixed at once.
    """
    if report.broken:
        return False
    kept: dict[str, Any] = {
        "key": fingerprint(source),
        "patterns": report.patterns,
        "handed_over": report.handed_over,
        "results": [asdict(result) for result in report.results if result.number != "V1"],
        "stories": asdict(report.now),
        "cases": asdict(report.cases),
        "readers": [asdict(figures) for figures in report.readers],
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    file = folder / KEPT
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".half-{os.getpid()}")
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(file)  # at once: another build may read it meanwhile
    return True


def fingerprint(source: tables.Knowledge) -> str:
    """Return a key that changes with all that the kept findings depend on: what decides, and the code that judges.

    Words are no part of it, nor are facts, sources, hazards, statements and regions: `lint` judges those each time.
    """
    baseline = Path(source.folder, release_diff.BASELINE)
    decides = [
        replace(compile_topic(source), version="").to_tuple(),
        [
            [case.id, case.answers, case.level, case.hand_over, case.route, case.rules, case.screens]
            for case in source.cases.values()
        ],
        [[story.id, story.answers, story.level] for story in source.stories.values()],
        _answered(source.study),
        [asdict(line) for line in release_diff.allowed_downgrades(source)],
        baseline.read_text(encoding="utf-8") if baseline.is_file() else "",
        [[term.id, term.when] for term in source.terms.values()],
        [[rule.id, rule.when] for rule in source.rules.values()],
        [[row.id, row.ask_if] for row in source.questions.values()],
        [[kind.id, kind.everyday] for kind in source.kinds.values()],
        [[card.id, card.answers] for card in source.cards.values()],
        [[name, bool(option.silent), option.harmless] for name, option in source.options.items()],
    ]
    workshop, engine = Path(__file__).parent, Path(symptom_checker.__file__).parent
    folders = (workshop / "proofs", workshop / "cases", engine)
    code = [Path(__file__), *(path for folder in folders for path in folder.glob("*.py"))]
    parts = [json.dumps(decides), *sorted(without_remarks(path) for path in code)]
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def _answered(study: tables.ReaderStudy) -> list[Any]:
    """Return what the figures of a reader study depend on; not its words, and not whether its sources hold."""
    return [
        [
            name,
            [(story.id, story.level) for story in group.stories.values()],
            [
                (version, row.story, row.reader, row.answers, row.first, bool(row.unfit))
                for version, answers in group.rounds.items()
                for row in answers.values()
            ],
        ]
        for name, group in study.sets.items()
    ]


def without_remarks(path: Path) -> str:
    """Return the code of a module without comments, docstrings and line breaks, none of which can change a finding."""
    kept, before = [], NEWLINE
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            begins = before in LINE_STARTS
            if token.type in (COMMENT, ENCODING, NL) or (begins and token.type in (STRING, NEWLINE)):
                continue
            kept.append(tokenize.tok_name[token.type] if token.type in LINE_STARTS else token.string)
            before = token.type
    return " ".join(kept)


def _over_all_answers(source: tables.Knowledge, answers: SymbolicAnswers) -> tuple[Any, ...]:
    """Return how many patterns are told each level, lowest first, and how many none, and what holds for all of them."""
    rules = SymbolicRules(answers, words=source.option_texts)
    handed = rules.handed_over()
    reached = [answers.count(rules.level(place) & ~handed) for place in range(len(LEVELS))]
    patterns = (here - above for here, above in zip(reached, [*reached[1:], 0], strict=True))
    results = [
        second_reading.readings_agree(rules, source),
        *properties.prove(rules, source.silent),
        single_points.single_points(rules),
        mutants.cases_notice_mutants(rules, source.cases.values(), terms_of(source)),
        _compared(source, answers),
    ]
    return *patterns, answers.count(handed), results


def _over_cases(source: tables.Knowledge) -> tuple[list[PropertyResult], dict[str, Any]]:
    """Return what is found by running the cases, and how the stories, the cases and the readers' answers come out."""
    knowledge = compile_topic(source)
    cases = runs.run_all(knowledge, source.cases.values(), source.lines)
    stories = runs.run_all(knowledge, source.stories.values(), source.lines)
    results = [
        runs.order_never_matters(knowledge, cases),
        runs.replay_is_fresh(knowledge, cases),
        runs.cases_hold(cases),
        runs.calm_paths_are_short(cases),
        length.results_are_short(knowledge, source, [*cases, *stories]),
        slips.one_slip(knowledge, _released(source), [*stories, *cases]),
        everyday.calm_has_room(source, knowledge, stories),
        cards.cards_agree(source, knowledge),
    ]
    return results, {
        "now": accuracy.score_now(stories),
        "cases": accuracy.score_now(cases),
        "readers": readers.figures(knowledge, source.study),
    }


def _compared(source: tables.Knowledge, answers: SymbolicAnswers) -> PropertyResult:
    before = _released(source)
    if before is None:
        return release_diff.nothing_released()
    return release_diff.falls_are_allowed(
        release_diff.compare(before, answers, release_diff.allowed_downgrades(source)), source.option_texts
    )


def _released(source: tables.Knowledge) -> Logic | None:
    """Return what the released version did; None when none was released."""
    baseline = Path(source.folder, release_diff.BASELINE)
    return release_diff.read_baseline(baseline.read_text(encoding="utf-8")) if baseline.is_file() else None


def _report(source: tables.Knowledge, *, results: list[PropertyResult], **found: Any) -> Report:
    """Return a report of what was found, together with what the tables tell by themselves."""
    return Report(
        topic=source.topic.id,
        version=source.topic.version,
        questions=len(source.questions),
        options=sum(len(question.option) for question in source.questions.values()),
        results=tuple(sorted([_well_formed(source), *results], key=lambda result: int(result.number[1:]))),
        first=accuracy.score_first(source.stories.values()),
        **found,
    )


def _well_formed(source: tables.Knowledge) -> PropertyResult:
    """V1: what `lint` reports nothing of; tables with problems do not come this far."""
    tables_of_rows = [name for name in source.__slots__ if name not in ("folder", "topic", "lines")]
    return PropertyResult(
        number="V1",
        name="well_formed",
        how="checked",
        checks=sum(len(getattr(source, name)) for name in tables_of_rows),
        failures=(),
    )


def _kept(source: tables.Knowledge, folder: Path) -> Report | None:
    """Return the report that a folder holds; None when there is none, or when what it depends on has changed.

    Raises KnowledgeError when the file is not JSON, as after a merge that left both versions in it.
    """
    file = folder / KEPT
    if not file.is_file():
        return None
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        what = f"is not JSON ({error.msg}): run `python -m symptom_checker verify`, which writes it again"
        raise KnowledgeError([Problem(file=KEPT, line=error.lineno, where="file", what=what)]) from error
    if not isinstance(raw, dict) or raw.get("key") != fingerprint(source):
        return None
    return _report(
        source,
        patterns=tuple(raw["patterns"]),
        handed_over=raw["handed_over"],
        results=[_result(row) for row in raw["results"]],
        now=_scorecard(raw["stories"]),
        cases=_scorecard(raw["cases"]),
        readers=cattrs.structure(raw["readers"], tuple[RoundFigures, ...]),
    )


def _result(row: dict[str, Any]) -> PropertyResult:
    examples = tuple(Example(**example) for example in row["examples"])
    lists = {name: tuple(row[name]) for name in ("failures", "findings")}
    return PropertyResult(**(row | lists | {"examples": examples}))


def _scorecard(raw: dict[str, Any]) -> Scorecard:
    return Scorecard(rows=tuple(Row(**row) for row in raw["rows"]), critical=raw["critical"])
