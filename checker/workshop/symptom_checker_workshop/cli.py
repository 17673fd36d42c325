"""The command: `python -m symptom_checker`."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

from symptom_checker.assessing import assess
from symptom_checker.errors import BadInputError, CheckerError
from symptom_checker.logic import LEVELS
from symptom_checker_workshop import terminal
from symptom_checker_workshop.cases.accuracy import Scorecard, clopper_pearson
from symptom_checker_workshop.cases.exam import Contradiction, contradictions
from symptom_checker_workshop.cases.readers import RoundFigures
from symptom_checker_workshop.new_topic import write
from symptom_checker_workshop.problem import KnowledgeError, number_of
from symptom_checker_workshop.proofs.proof import How, PropertyResult, patterns_of
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.compile import compile_topic, module_text
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import Case, Knowledge, SetName, Story

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
"""The folder of the checkout that holds a folder for each topic."""

HOWS: dict[How, str] = {
    "proved": "Proved over every pattern of answers:",
    "counted": "Counted:",
    "checked": "Checked row by row:",
    "sampled": "Sampled, so the next try could differ:",
    "cases": "Tried on the written cases:",
}
"""What `verify` prints above the properties that were looked at in the same way."""

VERDICTS = "verdicts.toml"
"""The file with the verdicts of clinicians, which a topic may lack."""

BAD_INPUT = 2
"""Exit status when the command or the answers cannot be used."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 problems found, 2 unusable input."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except CheckerError as error:
        print(f"symptom_checker: {error}", file=sys.stderr)
        return BAD_INPUT
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was kept.", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="symptom_checker", description="Ask, assess, write and prove a topic.")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        command.add_argument(
            "--in", dest="folder", type=Path, default=KNOWLEDGE, help="folder of topics (default: the checkout's)"
        )
        return command

    add("ask", _ask, "walk the questions in the terminal").add_argument("topic")
    assessing = add("assess", _assess, "print the assessment of a file of answers as JSON")
    assessing.add_argument("answers", type=Path, metavar="ANSWERS.json")
    assessing.add_argument("--topic", help="default: the one that the file names, else the only one")
    add("new", _new, "start a topic: a folder with every table, and what to write marked").add_argument("topic")
    linting = add("lint", _lint, "report every error of the knowledge at once, with file and line")
    linting.add_argument("topic", nargs="?", help="default: all topics")
    verifying = add("verify", _verify, "prove the properties of a topic over its whole answer space")
    verifying.add_argument("topic", nargs="?", help="default: all topics")
    verifying.add_argument("--site", type=Path, default=Path("site"), help="built site, for its paper version (V16)")
    reading = add("readers", _readers, "print the questions for readers of a study, or take their answers")
    reading.add_argument("topic")
    what = reading.add_mutually_exclusive_group(required=True)
    what.add_argument("--sheet", action="store_true", help="print the questions, without levels and rules")
    what.add_argument("--take", type=Path, metavar="ANSWERS.toml", help="add a reader's answers to this round")
    reading.add_argument("--set", choices=get_args(SetName), help="with --take: the set whose stories were answered")
    reading.add_argument("--reader", help="with --take: the id of the reader in readers.toml")
    examining = add("exam", _exam, "write a page by which a clinician judges the rules")
    examining.add_argument("topic")
    examining.add_argument("--out", type=Path, help="default: exam-TOPIC.html in this folder")
    add("release", _release, "keep what this version does, to compare later ones with it").add_argument("topic")
    add("compile", _compile, "print the compiled knowledge of a topic").add_argument("topic")
    return parser


def topics(folder: Path = KNOWLEDGE) -> list[str]:
    """Return the ids of the topics in a folder of topics."""
    return sorted(path.parent.name for path in folder.glob("*/topic.toml"))


def _today() -> date:
    return datetime.now(UTC).date()


def _names(given: argparse.Namespace) -> list[str]:
    """Return the topic that was named, else all of the folder; raises BadInputError when there are none."""
    names = [given.topic] if given.topic else topics(given.folder)
    if not names:
        raise BadInputError(f"{given.folder}: holds no topic; name the folder that holds the folders of topics")
    return names


def _folder(given: argparse.Namespace, name: str) -> Path:
    """Return the folder of a topic; raises BadInputError when there is no such topic."""
    known = topics(given.folder)
    if name not in known:
        raise BadInputError(f"there is no topic '{name}' (there are: {', '.join(known) or 'none'})")
    return Path(given.folder, name)


def _ask(given: argparse.Namespace) -> int:
    knowledge = read_checked(_folder(given, given.topic), _today())
    return terminal.ask(knowledge, compile_topic(knowledge))


def _assess(given: argparse.Namespace) -> int:
    answers, topic = _read_json(given.answers), given.topic
    if isinstance(answers.get("answers"), dict):
        topic, answers = answers.get("topic", topic), answers["answers"]
    if topic is None:
        known = topics(given.folder)
        if len(known) != 1:
            named = ", ".join(known) or "none is there"
            raise BadInputError(f"{given.answers}: names no topic: choose one with --topic ({named})")
        topic = known[0]
    if not isinstance(topic, str):
        raise BadInputError(f"{given.answers}: 'topic' must be a word such as \"back-pain\"")
    logic = compile_topic(read_checked(_folder(given, topic), _today()))
    try:
        print(json.dumps(asdict(assess(logic, answers)), indent=2))
    except BadInputError as error:
        raise BadInputError(f"{given.answers}: {error}") from error
    return 0


def _read_json(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{path}: is not JSON ({str(error).splitlines()[0]})") from error
    if not isinstance(given, dict):
        raise BadInputError(f'{path}: must hold an object such as {{"danger": ["none"]}}')
    return given


def _new(given: argparse.Namespace) -> int:
    folder = write(given.topic, given.folder, _today())
    there = "" if given.folder == KNOWLEDGE else f" --in {given.folder}"
    print(f"{folder}: written. `python -m symptom_checker lint {given.topic}{there}` names what is still to write.")
    return 0


def _lint(given: argparse.Namespace) -> int:
    worst = 0
    for name in _names(given):
        folder = _folder(given, name)
        try:
            knowledge = read_checked(folder, _today())
        except KnowledgeError as error:
            for problem in error.problems:
                print(f"{folder.name}/{problem}", file=sys.stderr)
            print(f"{name}: {number_of(len(error.problems), 'problem')}", file=sys.stderr)
            worst = 1
        else:
            counted = ("questions", "rules", "cases", "facts", "sources")
            counts = (number_of(len(getattr(knowledge, table)), table.removesuffix("s")) for table in counted)
            print(f"{name}: no problems ({', '.join(counts)})")
    return worst


def _verify(given: argparse.Namespace) -> int:
    # The diagrams are large: only this command loads them.
    from symptom_checker_workshop.report import KEPT, keep, verify

    broken = 0
    for name in _names(given):
        folder = _folder(given, name)
        tables = read_checked(folder, _today())
        found = verify(tables)
        paper = _paper(tables, given.site)
        options = f"{number_of(found.questions, 'question')}, {number_of(found.options, 'option')}"
        print(f"{name} {found.version}: {options}, {patterns_of(sum(found.patterns))}")
        for level, patterns in zip(LEVELS, found.patterns, strict=True):
            print(f"       {level:<10} {patterns_of(patterns)}")
        if found.handed_over:
            print(f"       {'no level':<10} {patterns_of(found.handed_over)}, because it hands over")
        results = sorted([*found.results, *([paper] if paper else [])], key=lambda result: int(result.number[1:]))
        for how, title in HOWS.items():
            print(title)
            for result in results:
                for line in _result_lines(result, tables) if result.how == how else ():
                    print(line)
        cards = {"stories, first run": found.first, "stories now": found.now, "golden cases": found.cases}
        for title, card in cards.items():
            for line in _score(title, card) if card.stories else ():
                print(line)
        for figures in found.readers:
            for line in _round(figures):
                print(line)
        against = contradictions(tables, compile_topic(tables))
        for line in _verdicts(tables, against):
            print(line)
        if paper is None:
            print(f"  V16  not looked at: {given.site} holds no paper version of {name}; build the site first")
        if found.broken:
            print(f"{folder / KEPT}: not written, because not every property holds")
        elif keep(tables, found, folder):
            print(f"{folder / KEPT}: written, so that a build need not find this again; keep it with the tables")
        broken += sum(not result.holds for result in results) + len(against)
    return 1 if broken else 0


def _result_lines(result: PropertyResult, tables: Knowledge) -> Iterator[str]:
    words, state = Words.default(), "holds" if result.holds else "BROKEN"
    yield f"  {result.number:<4} {state:<6} {words.number('checks', result.checks):>12}  {words.says(result)}"
    yield f"       over {words.covers(result)}"
    yield from (f"       counterexample: {failure}" for failure in result.failures)
    yield from (f"       {words.example(example, tables.option_texts)}" for example in result.examples)
    if result.findings:
        yield f"       {', '.join(result.findings)}"


def _paper(tables: Knowledge, site: Path) -> PropertyResult | None:
    """Return V16, the paper version against the engine; None where the site holds none of this topic."""
    from symptom_checker_workshop.form.paper_reader import compare

    page = site / "check" / "paper" / "index.html"
    html = page.read_text(encoding="utf-8") if page.is_file() else ""
    if tables.topic.title not in html:
        return None
    cases: list[Case | Story] = [*tables.cases.values(), *tables.stories.values()]
    return PropertyResult(
        number="V16",
        name="paper_form",
        how="cases",
        checks=len(cases),
        failures=tuple(compare(html, tables, compile_topic(tables), cases)),
    )


def _score(title: str, card: Scorecard) -> Iterator[str]:
    share, lower, upper = card.safe
    yield f"  {title}: {card.correct} of {card.stories} correct, {card.under} under, {card.over} over,"
    yield f"       {card.critical} critical under-triage; strict safety {share:.1%} (95%: {lower:.1%} to {upper:.1%})"
    for row in card.rows:
        yield f"       {row.level:<10} {row.stories:>3}: {row.correct} correct, {row.under} under, {row.over} over"


def _round(figures: RoundFigures) -> Iterator[str]:
    """Yield what came of a round of readers' answers: each reader's figures, and the questions that they read apart."""
    words = Words.default()
    yield f"  readers, {figures.set}, round {figures.version}: {figures.stories} stories"
    for row in figures.readers:
        yield f"    {row.reader}: asked before the question changed {row.gone}, left open {row.open}, unfit {row.unfit}"
        for title, card in {"first": row.first, "now": row.now}.items():
            for name, (number, of) in card.shares.items():
                lower, upper = clopper_pearson(number, of)
                told = f"{number} of {of} = {number / of:.1%} (95%: {lower:.1%} to {upper:.1%})"
                yield f"      {title:<5} {words.table['shares'][name]:<52} {told}"
    yield "    kappa by question, lowest first: the share of decisions that were the same, pairs of answers"
    for item in figures.agreements:
        kappa = "   -" if item.kappa is None else f"{item.kappa:.2f}"
        yield f"      {kappa} {item.question:<14} {item.same:6.1%} {item.stories:4}"


def _verdicts(tables: Knowledge, against: list[Contradiction]) -> Iterator[str]:
    """Yield how many verdicts of clinicians the rules follow, and each that they do not, with the rules it names."""
    if tables.verdicts:
        followed = len(tables.verdicts) - len(against)
        yield f"  verdicts of clinicians: {followed} of {len(tables.verdicts)} are followed"
    for row in against:
        line = tables.lines.get(("verdict", row.id), 1)
        wanted = f"wants {row.wanted}" if row.wanted else "does not agree"
        given = f", the checker gives {row.given}" if row.given else ""
        rules = ", ".join(row.rules) or "no rule holds"
        why = f"; why: {row.why}" if row.why else ""
        yield f"    {VERDICTS}:{line}: verdict '{row.id}': {wanted}{given}; rules: {rules}{why}"


def _readers(given: argparse.Namespace) -> int:
    from symptom_checker_workshop.study import sheet, take

    folder = _folder(given, given.topic)
    if given.sheet:
        print(sheet.sheet(read_checked(folder, _today())), end="")
        return 0
    if not given.set or not given.reader:
        raise BadInputError("--take needs --set and --reader: which stories were answered, and by whom")
    # Its stories may be answered by nobody yet, so the tables are read and not checked.
    knowledge = read(folder)
    file = take.add(knowledge, take.take(knowledge, given.take, given.set, given.reader), given.set)
    print(f"{file}: answers added. `python -m symptom_checker verify {given.topic}` tells how they come out.")
    return 0


def _exam(given: argparse.Namespace) -> int:
    from symptom_checker_workshop.cases.exam import choose
    from symptom_checker_workshop.study import exam_page

    knowledge = read_checked(_folder(given, given.topic), _today())
    choice = choose(knowledge, compile_topic(knowledge))
    out = given.out or Path(f"exam-{given.topic}.html")
    out.write_text(exam_page.page(knowledge, choice), encoding="utf-8", newline="\n")
    decisions = number_of(len(exam_page.waiting(knowledge)), "open decision")
    stories = f"{len(choice.runs)} stories, no choice has fewer than {choice.at_least}"
    print(f"{out}: written: {decisions}, then {stories}; about {exam_page.minutes(knowledge, choice)} minutes")
    print(f"  on them {number_of(choice.told_apart, 'broken rule')} differ from the sound ones")
    for what in choice.untold:
        print(f"  no case or story tells apart: {what}")
    print(f"Put the verdicts of a clinician in {Path(knowledge.folder, VERDICTS)}; `verify` reads them.")
    return 0


def _release(given: argparse.Namespace) -> int:
    from symptom_checker_workshop.proofs.release_diff import BASELINE, write_baseline

    folder = _folder(given, given.topic)
    text = write_baseline(compile_topic(read_checked(folder, _today())))
    Path(folder, BASELINE).write_text(text, encoding="utf-8", newline="\n")
    print(f"{folder / BASELINE}: written. From now on `verify` compares with this version.")
    return 0


def _compile(given: argparse.Namespace) -> int:
    print(module_text(compile_topic(read_checked(_folder(given, given.topic), _today()))), end="")
    return 0
