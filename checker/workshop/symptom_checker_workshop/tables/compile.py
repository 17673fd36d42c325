"""Turns the tables of a topic into what it decides by, and that into the module that ships."""

import pprint
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from symptom_checker.expression import Expression
from symptom_checker.logic import Advice, Cause, Kind, Logic, Option, Question, Ranked, Record, Rule
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.conditions import parse


def compile_topic(source: tables.Knowledge) -> Logic:
    """Return what a topic decides by; raises ExpressionError where `lint.check` would have named a problem."""
    known = known_findings(source)
    terms = {term.id: term.when for term in source.terms.values()}

    def made[T: Record](record: type[T], rows: Iterable[object], *, negation: bool = False) -> tuple[T, ...]:
        """Return of each row the fields that decide; `negation` says whether its conditions may hold a `not`."""

        def value(kind: Any, given: Any) -> Any:
            if kind == tuple[Option, ...]:
                return made(Option, given)
            if kind == Expression or (kind == Expression | None and given):
                return parse(given, known, terms, negation=negation)
            return None if kind == Expression | None else given

        names = {field.name: field.type for field in fields(record)}  # type: ignore[arg-type]
        return tuple(record(**{name: value(kind, getattr(row, name)) for name, kind in names.items()}) for row in rows)

    return Logic(
        topic=source.topic.id,
        version=source.topic.version,
        routes=made(Ranked, source.routes.values()),
        timeframes=made(Ranked, source.timeframes.values()),
        locations=tuple(source.locations),
        contacts=tuple(source.contacts),
        hand_overs=tuple(source.hand_overs),
        questions=made(Question, source.questions.values()),
        rules=made(Rule, source.rules.values()),
        kinds=made(Kind, source.kinds.values(), negation=True),
        causes=made(Cause, source.causes.values(), negation=True),
        advice=made(Advice, source.advice.values(), negation=True),
    )


def terms_of(source: tables.Knowledge) -> list[Expression]:
    """Return what the terms of a topic stand for; raises ExpressionError where `lint.check` would name a problem."""
    terms = {term.id: term.when for term in source.terms.values()}
    return [parse(when, known_findings(source), terms) for when in terms.values()]


def module_text(logic: Logic) -> str:
    """Return the source text of the module that ships: one literal of plain tuples, the same for the same logic."""
    literal = pprint.pformat(logic.to_tuple(), width=120, compact=True)
    return f'"""The compiled topic {logic.topic}, version {logic.version}."""\n\nTOPIC = {literal}\n'


def known_findings(source: tables.Knowledge) -> set[str]:
    """Return every finding of the topic, as `question.option`, and `question.unsure` of each choice of one."""
    options = {f"{question.id}.{option.id}" for question in source.questions.values() for option in question.option}
    return options | {f"{question.id}.unsure" for question in source.questions.values() if question.select == "one"}
