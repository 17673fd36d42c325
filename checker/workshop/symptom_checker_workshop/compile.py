"""Turns the tables of a topic into the engine's model, and the model into the module of tuples that ships."""

import pprint

from symptom_checker import model
from symptom_checker.model import Expression
from symptom_checker_workshop import tables
from symptom_checker_workshop.expression import parse


def compile_topic(source: tables.Knowledge) -> model.Knowledge:
    """Return the engine's knowledge; raises ExpressionError where `lint.check` would have named a problem."""
    known = known_findings(source)
    terms = {term.id: term.when for term in source.terms.values()}

    def condition(text: str, *, negation: bool = False) -> Expression:
        return parse(text, known, terms, negation=negation)

    def sources_of(facts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for fact in facts for key in source.facts[fact].sources))

    return model.Knowledge(
        topic=source.topic.id,
        version=source.topic.version,
        title=source.topic.title,
        review_by=source.topic.review_by.isoformat(),
        scope=source.topic.scope,
        always=source.topic.always,
        disclaimer=source.topic.disclaimer,
        levels=tuple(
            model.Words(id=level.id, heading=level.heading, text=level.text, strength=place)
            for place, level in enumerate(source.levels.values())
        ),
        routes=_words(source.routes),
        withins=_words(source.withins),
        wheres=_words(source.wheres),
        contacts=_words(source.contacts),
        questions=tuple(
            model.Question(
                id=question.id,
                select=question.select,
                text=question.text,
                text_they=question.text_they,
                hint=question.hint,
                hint_they=question.hint_they,
                why=question.why,
                danger=question.danger,
                unsure=question.unsure,
                cap=question.cap,
                ask_if=condition(question.ask_if) if question.ask_if else None,
                none=question.none if question.select == "many" else "",
                after_result=question.after_result,
                watch=question.watch,
                options=tuple(
                    model.Option(**{name: getattr(option, name) for name in model.Option.__slots__})
                    for option in question.option
                ),
            )
            for question in source.questions.values()
        ),
        rules=tuple(
            model.Rule(
                id=rule.id,
                level=rule.level,
                when=condition(rule.when),
                because=rule.because,
                advice=rule.advice,
                facts=rule.facts,
                sources=sources_of(rule.facts),
                within=rule.within,
                route=rule.route,
                where=rule.where,
                contact=rule.contact,
                refines=rule.refines,
            )
            for rule in source.rules.values()
        ),
        kinds=tuple(
            model.Kind(
                id=kind.id,
                title=kind.title,
                text=kind.text,
                article=kind.article,
                fits=condition(kind.fits, negation=True),
                against=condition(kind.against, negation=True) if kind.against else None,
                facts=kind.facts,
                sources=sources_of(kind.facts),
            )
            for kind in source.kinds.values()
        ),
        causes=tuple(
            model.Cause(
                id=cause.id,
                title=cause.title,
                text=cause.text,
                article=cause.article,
                when=condition(cause.when, negation=True),
                facts=cause.facts,
                sources=sources_of(cause.facts),
            )
            for cause in source.causes.values()
        ),
        advice=tuple(
            model.Advice(
                id=advice.id,
                type=advice.type,
                text=advice.text,
                when=condition(advice.when, negation=True) if advice.when else None,
                levels=advice.levels,
                facts=advice.facts,
                sources=sources_of(advice.facts),
            )
            for advice in source.advice.values()
        ),
    )


def module_text(knowledge: model.Knowledge) -> str:
    """Return the source text of the module that ships: one literal of plain tuples, the same for the same knowledge."""
    literal = pprint.pformat(knowledge.to_tuple(), width=120, compact=True)
    return f'"""The compiled topic {knowledge.topic}, version {knowledge.version}."""\n\nTOPIC = {literal}\n'


def known_findings(source: tables.Knowledge) -> set[str]:
    """Return every finding of the topic, as `question.option`, and `question.unsure` of each choice of one."""
    options = {f"{question.id}.{option.id}" for question in source.questions.values() for option in question.option}
    return options | {f"{question.id}.unsure" for question in source.questions.values() if question.select == "one"}


def _words(rows: dict[str, tables.Wording]) -> tuple[model.Words, ...]:
    return tuple(
        model.Words(id=row.id, heading=row.heading, text=row.text, strength=row.strength) for row in rows.values()
    )
