"""The words that a mark stands for: those from the mark before it, or from the start of the paragraph, to its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symptom_site.source import front_matter

PARAGRAPH_END = r"\n(?=[ ]*(?:$|[-*+][ ]|\d+[.)][ ]|[#/|]))"
"""Pattern of the end of a paragraph, of an item in a list, or of a row; wants MULTILINE."""

MARK = re.compile(r"[ ]*\[@(?P<facts>[^\]]*)\](?P<sign>[.!?,;:]?[*_\"'”’)]*)")
"""A mark, with what ends its sentence."""

_END = re.compile(PARAGRAPH_END, re.MULTILINE)
_CARD = re.compile(r"/{3,}[ ]*(?P<name>[\w-]*)")
_START = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])[ ]+)?")
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
    head = front_matter.HEAD.match(markdown)
    at, card = head.end() if head else 0, ""
    ends = [*(found.start() for found in _END.finditer(markdown, at)), len(markdown)]
    for end in ends:
        start = _START.match(markdown, at, end)
        at = start.end() if start else at
        if sign := _CARD.match(markdown, at, end):
            card = sign["name"]
        for mark in MARK.finditer(markdown, at, end):
            yield Cited(start=at, end=mark.end(), card=card, facts=frozenset(mark["facts"].split()))
            at = mark.end()
            at += len(markdown[at:end]) - len(markdown[at:end].lstrip())
        at = end


def with_mark(words: str, facts: tuple[str, ...]) -> str:
    """Return words with a mark before the sign that ends them."""
    end = _LAST_SIGN.search(words)
    at = end.start() if end else len(words)
    return f"{words[:at]} [@{' '.join(facts)}]{words[at:]}"
