"""What several tests share: a sample topic as it stands, topics made in a test, and the cases."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from symptom_checker.expression import Expression
from symptom_checker.logic import LEVELS, Logic, Option, Question, Rule
from symptom_checker_workshop.cases.runs import walk
from symptom_checker_workshop.proofs.encode import SymbolicAnswers, SymbolicRules
from symptom_checker_workshop.report import Report, verify_if_changed
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read
from symptom_site import editorial
from symptom_site.components.templates import Fragments

__all__ = [
    "EDITORIAL",
    "FRAGMENTS",
    "ROOT",
    "SAMPLE",
    "SAMPLE_DOCS",
    "question",
    "rule",
    "sample",
    "sample_found",
    "sample_tables",
    "small",
    "symbolic",
    "walk",
    "without_module",
    "worded",
]

EDITORIAL, _ = editorial.read(Path("no folder"))
"""The settings of a site that sets nothing itself."""

FRAGMENTS = Fragments.of(EDITORIAL)
"""The fragments in the words of the home region."""

ROOT = Path(__file__).resolve().parent.parent

SAMPLE = ROOT / "tests" / "topics" / "nosebleeds"
"""A small topic that has every feature: tests of the generator read it, so that no text of this site can break them."""
SAMPLE_DOCS = SAMPLE.with_name("nosebleeds-docs")
"""The pages of its site."""


@cache
def sample_tables() -> tables.Knowledge:
    """Return the tables of the sample topic."""
    return read(SAMPLE)


@cache
def sample() -> Logic:
    """Return what the sample topic decides by."""
    return compile_topic(sample_tables())


@cache
def sample_found() -> Report:
    """Return what was proved and measured of the sample topic, found again when anything that it rests on changed."""
    return verify_if_changed(sample_tables(), ROOT / ".build" / "proofs")


def symbolic(logic: Logic) -> SymbolicRules:
    """Return all answers to a topic at once, with what its rules make of them, in the words of the sample topic."""
    return SymbolicRules(SymbolicAnswers(logic), words=sample_tables().option_texts)


def rank(level: str) -> int:
    """Return the place of a level on the chain; who is handed over has none and stands below what is told: 0."""
    return LEVELS.index(level) if level else 0


def question(name: str, options: tuple[str, ...] = ("yes",), **changes: object) -> Question:
    """Return a list of signs with these options; the changes win."""
    plain = {"select": "many", "unsure": "as_yes", "cap": "routine"}
    return Question(id=name, options=tuple(Option(id=item) for item in options), **(plain | changes))  # type: ignore[arg-type]


def rule(name: str, level: str, when: Expression, **changes: object) -> Rule:
    """Return a rule; the changes win."""
    return Rule(id=name, level=level, when=when, **changes)  # type: ignore[arg-type]


def small(questions: tuple[Question, ...], rules: tuple[Rule, ...]) -> Logic:
    """Return a topic of these questions and rules, with the routes, time frames and places of the sample."""
    return replace(
        sample(), topic="small", version="1", questions=questions, rules=rules, kinds=(), causes=(), advice=()
    )


def worded(logic: Logic) -> tables.Knowledge:
    """Return tables for a small topic in which each question, option and rule is called by its id."""
    questions = {
        item.id: tables.Question(
            id=item.id,
            select=item.select,  # type: ignore[arg-type]
            text=item.id,
            why="Why.",
            unsure=item.unsure,  # type: ignore[arg-type]
            option=tuple(tables.Option(id=option.id, text=option.id) for option in item.options),
        )
        for item in logic.questions
    }
    rules = {
        item.id: tables.Rule(id=item.id, level=item.level, when="", because=item.id, facts=())  # type: ignore[arg-type]
        for item in logic.rules
    }
    return replace(sample_tables(), questions=questions, rules=rules)


def without_module(archive: Path, module: str) -> bytes:
    """Return an archive of Python's library, which is compiled, without one of its modules."""
    made = io.BytesIO()
    with zipfile.ZipFile(archive) as opened, zipfile.ZipFile(made, "w") as changed:
        for name in opened.namelist():
            if name != f"{module}.pyc":
                changed.writestr(name, opened.read(name))
    return made.getvalue()
