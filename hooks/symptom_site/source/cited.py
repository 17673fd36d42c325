"""The words that a mark stands for: those from the mark before it, or from the start of the paragraph, to its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symptom_site.source import front_matter, parser, texts

MARK = re.compile(rf"[ ]*{parser.CITATION.pattern}(?P<sign>[.!?,;:]?[*_\"'”’)]*)")
"""A mark, with what ends its sentence."""

_LAST_SIGN = re.compile(r"(?:[.!?][*_\"'”’)]*)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a page with their mark, in its Markdown."""

    start: int
    end: int
    """Behind the mark and the sign that ends its sentence."""
    card: str
    """The name of the care card around them; may be empty."""
    facts: frozenset[str]
    """Those of the mark."""


def find(markdown: str) -> Iterator[Cited]:
    """Yield the words behind which each mark of a page stands, in the order of the text."""
    head, body = front_matter.cut(markdown)
    for text in texts.find(body):
        at = text.start
        for mark in text.find(MARK, body):
            facts = frozenset(mark["facts"].split())
            yield Cited(start=len(head) + at, end=len(head) + mark.end(), card=text.card, facts=facts)
            at = mark.end() + len(body[mark.end() : text.end]) - len(body[mark.end() : text.end].lstrip())


def with_mark(words: str, facts: tuple[str, ...]) -> str:
    """Return words with a mark before the sign that ends them."""
    end = _LAST_SIGN.search(words)
    at = end.start() if end else len(words)
    return f"{words[:at]} [@{' '.join(facts)}]{words[at:]}"
