"""The workshop's commands: adds `lint` and `compile` to `python -m symptom_checker`."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from symptom_checker import model
from symptom_checker.errors import BadInputError
from symptom_checker_workshop.compile import compile_topic, module_text
from symptom_checker_workshop.lint import check
from symptom_checker_workshop.parse import read
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables import Knowledge

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
"""The folder that holds a folder for each topic."""


def topics() -> list[str]:
    """Return the ids of the topics in the checkout."""
    return sorted(path.parent.name for path in KNOWLEDGE.glob("*/topic.toml"))


def read_checked(folder: Path, today: date) -> Knowledge:
    """Return the tables of a topic; raises KnowledgeError with every problem at once."""
    knowledge = read(folder)
    problems = check(knowledge, today)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def load(topic: str) -> model.Knowledge:
    """Return the topic as it stands in the checkout; raises KnowledgeError when its tables have problems."""
    return compile_topic(read_checked(KNOWLEDGE / topic, _today()))


def add_commands(commands: Any) -> None:
    """Add the workshop's commands to the parser of `python -m symptom_checker`."""
    linting = commands.add_parser("lint", help="report every error of the knowledge at once, with file and line")
    linting.add_argument("topic", nargs="?", help="default: all topics")
    linting.set_defaults(run=_lint)
    verifying = commands.add_parser("verify", help="prove the properties of a topic over its whole answer space")
    verifying.add_argument("topic", nargs="?", help="default: all topics")
    verifying.set_defaults(run=_verify)
    compiling = commands.add_parser("compile", help="print the compiled knowledge of a topic")
    compiling.add_argument("topic")
    compiling.set_defaults(run=_compile)


def _today() -> date:
    return datetime.now(UTC).date()


def _lint(given: argparse.Namespace) -> int:
    names = [given.topic] if given.topic else topics()
    worst = 0
    for name in names:
        folder = KNOWLEDGE / name
        if name not in topics():
            raise BadInputError(f"there is no topic '{name}' (there are: {', '.join(topics())})")
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
    from symptom_checker_workshop.mutate import ENOUGH, score
    from symptom_checker_workshop.prove import prove
    from symptom_checker_workshop.space import Space

    broken = 0
    for name in [given.topic] if given.topic else topics():
        if name not in topics():
            raise BadInputError(f"there is no topic '{name}' (there are: {', '.join(topics())})")
        tables = read_checked(KNOWLEDGE / name, _today())
        knowledge = compile_topic(tables)
        print(f"{name} {knowledge.version}: {Space(knowledge).patterns():.1e} patterns of answers")
        for proof in prove(knowledge):
            state = "holds" if proof.holds else "BROKEN"
            print(f"  {proof.number:<4} {state:<6} {proof.checks:>4} checks  {proof.says}")
            for failure in proof.failures:
                print(f"       {failure}")
            broken += not proof.holds
        caught = score(knowledge, tables.cases.values())
        state = "holds" if caught.share >= ENOUGH else "BROKEN"
        counted = f"{caught.caught} of {caught.caught + len(caught.survivors)} broken rules, {caught.share:.1%}"
        print(f"  V14  {state:<6} {len(tables.cases):>4} cases   The cases notice {counted}.")
        for survivor in caught.survivors:
            print(f"       not noticed: {survivor}")
        broken += caught.share < ENOUGH
    return 1 if broken else 0


def _compile(given: argparse.Namespace) -> int:
    print(module_text(load(given.topic)), end="")
    return 0
