"""What the checks of a page ask of the topic's tables, and no more: a page is checked again only when that changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from symptom_checker_workshop.problem import did_you_mean
from symptom_checker_workshop.tables.rows import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that a page may use."""

    topic: str
    """Id of the topic."""
    facts: Mapping[str, bool]
    """Id of a fact → whether it rests on reports alone, so that it may raise urgency and never calm."""
    statements: tuple[str, ...]
    """Ids of the statements of the source document."""
    options: Mapping[str, tuple[str, ...]]
    """Id of a question → the ids of its options."""
    cards: tuple[str, ...] = ()
    """What stands for the lines of care cards that the topic knows, by level and facts; empty where it says nothing."""
    numbers: tuple[str, ...] = ()
    """Ids of the numbers that are written once."""
    sources_checked: date
    review_by: date
    """Days of the topic, for pages that have none of their own."""


def known(knowledge: Knowledge) -> Known:
    """Return what the tables tell the checks of a page."""
    return Known(
        topic=knowledge.topic.id,
        facts={name: knowledge.is_weak(name) for name in knowledge.facts},
        statements=tuple(knowledge.statements),
        options={name: tuple(option.id for option in row.option) for name, row in knowledge.questions.items()},
        cards=tuple(knowledge.cards),
        numbers=tuple(knowledge.numbers),
        sources_checked=knowledge.topic.sources_checked,
        review_by=knowledge.topic.review_by,
    )


def fact_instead(name: str, facts: Iterable[str]) -> str:
    """Say what to write for an unknown fact: one that became several is there as SER-25a, SER-25b and so on."""
    names = list(facts)
    parts = [known for known in names if known[:-1] == name and known[-1].isalpha()]
    return f"it was split: name those of {', '.join(parts)} that fit" if parts else did_you_mean(name, names)
