"""The workshop's commands: adds `new`, `lint`, `verify` and `compile` to `python -m symptom_checker`."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from symptom_checker import model
from symptom_checker.errors import BadInputError
from symptom_checker_workshop.compile import compile_topic, module_text
from symptom_checker_workshop.lint import check
from symptom_checker_workshop.parse import read
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.proof import Proof, power
from symptom_checker_workshop.scaffold import write
from symptom_checker_workshop.scorecard import Scorecard
from symptom_checker_workshop.tables import Case, Knowledge, Story

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
"""The folder of the checkout that holds a folder for each topic."""


def topics(folder: Path = KNOWLEDGE) -> list[str]:
    """Return the ids of the topics in a folder of topics."""
    return sorted(path.parent.name for path in folder.glob("*/topic.toml"))


def read_checked(folder: Path, today: date) -> Knowledge:
    """Return the tables of a topic; raises KnowledgeError with every problem at once."""
    knowledge = read(folder)
    problems = check(knowledge, today)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def load(topic: str, folder: Path = KNOWLEDGE) -> model.Knowledge:
    """Return a topic as it stands in a folder of topics; raises KnowledgeError when its tables have problems."""
    return compile_topic(read_checked(folder / topic, _today()))


def add_commands(commands: Any) -> None:
    """Add the workshop's commands to the parser of `python -m symptom_checker`, and `--in` to every command."""
    starting = commands.add_parser("new", help="start a topic: a folder with every table, and what to write marked")
    starting.add_argument("topic")
    starting.set_defaults(run=_new)
    linting = commands.add_parser("lint", help="report every error of the knowledge at once, with file and line")
    linting.add_argument("topic", nargs="?", help="default: all topics")
    linting.set_defaults(run=_lint)
    verifying = commands.add_parser("verify", help="prove the properties of a topic over its whole answer space")
    verifying.add_argument("topic", nargs="?", help="default: all topics")
    verifying.add_argument("--site", type=Path, default=Path("site"), help="built site, for its paper version (V16)")
    verifying.set_defaults(run=_verify)
    releasing = commands.add_parser("release", help="keep what this version does, to compare later ones with it")
    releasing.add_argument("topic")
    releasing.set_defaults(run=_release)
    compiling = commands.add_parser("compile", help="print the compiled knowledge of a topic")
    compiling.add_argument("topic")
    compiling.set_defaults(run=_compile)
    for command in commands.choices.values():
        command.add_argument(
            "--in", dest="folder", type=Path, default=KNOWLEDGE, help="folder of topics (default: the checkout's)"
        )


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
            print(f"{name}: {len(error.problems)} problems", file=sys.stderr)
            worst = 1
        else:
            counts = f"{len(knowledge.questions)} questions, {len(knowledge.rules)} rules, {len(knowledge.cases)} cases"
            print(f"{name}: no problems ({counts}, {len(knowledge.facts)} facts, {len(knowledge.sources)} sources)")
    return worst


def _verify(given: argparse.Namespace) -> int:
    # The solver is large: only this command loads it.
    from symptom_checker_workshop.report import report

    broken = 0
    for name in _names(given):
        tables = read_checked(_folder(given, name), _today())
        found = report(tables)
        paper = _paper(tables, given.site)
        total = sum(found.patterns)
        print(f"{name} {found.version}: {found.questions} questions, {found.options} options, {power(total)} patterns")
        for level, patterns in zip(model.LEVELS, found.patterns, strict=True):
            print(f"       {level:<10} {power(patterns)} patterns")
        proofs = [*found.proofs, *([paper] if paper else [])]
        for proof in sorted(proofs, key=lambda proof: int(proof.number[1:])):
            for line in _told(proof):
                print(line)
        cards = {"stories, first run": found.first, "stories now": found.now, "golden cases": found.cases}
        for title, card in cards.items():
            for line in _score(title, card) if card.stories else ():
                print(line)
        if paper is None:
            print(f"  V16  not looked at: {given.site} holds no paper version of {name}; build the site first")
        broken += sum(not proof.holds for proof in proofs)
    return 1 if broken else 0


def _told(proof: Proof) -> Iterator[str]:
    state = "holds" if proof.holds else "BROKEN"
    yield f"  {proof.number:<4} {state:<6} {proof.checks:>5} checks  {proof.says}"
    yield f"       over {proof.covers}"
    yield from (f"       counterexample: {failure}" for failure in proof.failures)
    yield from (f"       {example}" for example in proof.examples)


def _paper(tables: Knowledge, site: Path) -> Proof | None:
    """Return V16, the paper version against the engine; None where the site holds none of this topic."""
    from symptom_checker_workshop.paper import compare

    page = site / "check" / "paper" / "index.html"
    html = page.read_text(encoding="utf-8") if page.is_file() else ""
    if tables.topic.title not in html:
        return None
    cases: list[Case | Story] = [*tables.cases.values(), *tables.stories.values()]
    return Proof(
        number="V16",
        says="The built paper version, followed as printed, gives the engine's assessment.",
        checks=len(cases),
        covers="every case and story; tests do the same with random answers, and with Pyodide in a browser",
        failures=tuple(compare(html, compile_topic(tables), cases)),
    )


def _score(title: str, card: Scorecard) -> Iterator[str]:
    share, lower, upper = card.safe
    yield f"  {title}: {card.correct} of {card.stories} correct, {card.under} under, {card.over} over,"
    yield f"       {card.critical} critical under-triage; strict safety {share:.1%} (95%: {lower:.1%} to {upper:.1%})"
    for row in card.rows:
        yield f"       {row.level:<10} {row.stories:>3}: {row.correct} correct, {row.under} under, {row.over} over"


def _release(given: argparse.Namespace) -> int:
    from symptom_checker_workshop.compare import RELEASED, freeze

    folder = _folder(given, given.topic)
    text = freeze(compile_topic(read_checked(folder, _today())))
    Path(folder, RELEASED).write_text(text, encoding="utf-8", newline="\n")
    print(f"{folder / RELEASED}: written. From now on `verify` compares with this version.")
    return 0


def _compile(given: argparse.Namespace) -> int:
    print(module_text(compile_topic(read_checked(_folder(given, given.topic), _today()))), end="")
    return 0
