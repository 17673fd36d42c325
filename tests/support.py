"""What several tests share: the real topic, a small topic, and the cases."""

from functools import cache
from pathlib import Path

from symptom_checker.model import Knowledge, Option, Question, Rule
from symptom_checker_workshop import tables
from symptom_checker_workshop.compile import compile_topic
from symptom_checker_workshop.parse import read
from symptom_checker_workshop.replay import walk
from symptom_checker_workshop.report import Report, report

__all__ = ["KNOWLEDGE", "ROOT", "TOPIC", "found", "option", "question", "real", "real_tables", "rule", "small", "walk"]

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "checker" / "knowledge"
TOPIC = "muscle-spasms"


@cache
def real_tables(topic: str = TOPIC) -> tables.Knowledge:
    """Return the tables of a topic as they stand."""
    return read(KNOWLEDGE / topic)


@cache
def real(topic: str = TOPIC) -> Knowledge:
    """Return the compiled knowledge of a topic as it stands."""
    return compile_topic(real_tables(topic))


@cache
def found() -> Report:
    """Return what was proved and measured of the real topic, made anew when anything that it rests on changed."""
    return report(real_tables(), ROOT / ".build" / "proofs")


def question(name: str, options: tuple[str, ...] = ("yes",), **changes: object) -> Question:
    """Return a list of signs with these options; the changes win."""
    plain = {
        "select": "many",
        "text": name,
        "text_they": "",
        "hint": "",
        "hint_they": "",
        "why": "Why.",
        "danger": False,
        "unsure": "as_yes",
        "cap": "routine",
        "ask_if": None,
        "none": "None of these",
        "after_result": False,
        "watch": False,
    }
    return Question(id=name, options=tuple(option(item) for item in options), **(plain | changes))  # type: ignore[arg-type]


def option(name: str) -> Option:
    """Return an option that is neither a red flag nor context."""
    return Option(id=name, text=name, text_they="", hint="", role="", level="", voice="", group="")


def rule(name: str, level: str, when: tuple[object, ...], **changes: object) -> Rule:
    """Return a rule without words; the changes win."""
    plain = {
        "because": name,
        "advice": (),
        "facts": (),
        "sources": (),
        "within": "",
        "route": "",
        "where": "",
        "contact": "",
        "refines": "",
    }
    return Rule(id=name, level=level, when=when, **(plain | changes))  # type: ignore[arg-type]


def small(questions: tuple[Question, ...], rules: tuple[Rule, ...]) -> Knowledge:
    """Return a topic of these questions and rules, with the words of the real one."""
    words = real()
    return Knowledge(
        topic="small",
        version="1",
        title="Small",
        review_by="2099-01-01",
        scope=(),
        always="",
        disclaimer="",
        levels=words.levels,
        routes=words.routes,
        withins=words.withins,
        wheres=words.wheres,
        contacts=words.contacts,
        questions=questions,
        rules=rules,
        kinds=(),
        causes=(),
        advice=(),
    )
