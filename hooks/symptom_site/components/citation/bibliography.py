"""The publications behind a set of facts, each named once however many copies of it were read."""

from collections.abc import Iterable
from dataclasses import dataclass

from symptom_checker_workshop.tables.rows import Knowledge

WAYS = ("direct", "copy", "relayed", "secondary")
"""How a source was read, the best way first; each has its words for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A publication as the reader sees it."""

    publisher: str
    title: str
    url: str
    """Its address; empty when none is known."""
    dates: str
    """The dates it shows; empty when it shows none."""
    way: str
    """How it was read: one of `WAYS`."""
    keys: tuple[str, ...]
    """The keys of the sources it stands for."""


def of(facts: Iterable[str], knowledge: Knowledge) -> list[Citation]:
    """Return the publications that the facts name, sorted by publisher and title."""
    return sorted(numbered(facts, knowledge), key=_by_publisher)


def numbered(facts: Iterable[str], knowledge: Knowledge) -> list[Citation]:
    """Return the publications that the facts name, in the order in which the facts first name them."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for key in dict.fromkeys(key for fact in facts for key in knowledge.facts[fact].sources):
        source = knowledge.sources[key]
        groups.setdefault((source.publisher, source.title, source.url), []).append(key)
    return [
        Citation(
            publisher=publisher,
            title=title,
            url=url,
            dates=_dates(sorted(keys), knowledge),
            way=_way(keys, knowledge),
            keys=tuple(sorted(keys)),
        )
        for (publisher, title, url), keys in groups.items()
    ]


def _by_publisher(citation: Citation) -> tuple[list[str], tuple[str, ...]]:
    """Return the sort key of a publication: its name, and its capitals only where the names are the same."""
    written = (citation.publisher, citation.title, citation.url)
    return [part.casefold() for part in written], written


def _dates(keys: list[str], knowledge: Knowledge) -> str:
    dates = dict.fromkeys(knowledge.sources[key].date for key in keys)
    return "; ".join(date for date in dates if date and date != "not shown")


def _way(keys: list[str], knowledge: Knowledge) -> str:
    """Return the best way in which one of the sources was read."""
    read = {knowledge.sources[key].read for key in keys}
    return next(way for way in WAYS if way in read)
