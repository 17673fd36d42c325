"""Whether a page is shown as it is written: its blocks, held against its HTML.

Checks read a page by CommonMark, and Python-Markdown renders it. Where the two differ, what was checked is not what
readers see, and mostly not what the writer meant.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from symptom_checker_workshop.problem import Problem
from symptom_site.source import html_text
from symptom_site.source.blocks import Page

UNREAD = html_text.UNREAD | {"pre", "code"}
"""Elements whose text is no part of a block."""

MADE = frozenset(("care-card__heading", "care-card__abroad"))
"""Classes of what a care card says by itself."""

FIX = (
    "leave an empty line before a list, a table and a heading, begin a card at the left edge, "
    "and move what belongs to an item to the right by four spaces"
)

_LETTERS = re.compile(r"[\W_]+")
_CARD = re.compile(r"care-card--([\w-]+)")

type _Part = tuple[int, int, str, str]
"""Rank, number of lists around it, name of the card around it, letters."""


def check(page: Page, html: str) -> Iterator[Problem]:
    """Name the first place at which a page's HTML, as Markdown makes it, differs from what is written."""
    try:
        root = html_text.document(html)
    except ValueError as error:
        yield Problem(file=page.path, line=page.body_line, where="page", what=f"cannot be read as HTML: {error}")
        return
    shown = list(_shown(root)) if root is not None else []
    written = [(block, (block.rank, block.depth, block.card, _letters(block.text))) for block in page.blocks]
    written = [(block, part) for block, part in written if part[-1]]
    for place, (block, part) in enumerate(written):
        if place >= len(shown) or shown[place][1] != part:
            text = shown[place][0] if place < len(shown) else ""
            seen = f"is shown as {_kind(shown[place][1])} '{_start(text)}'" if text else "is not shown"
            what = f"{seen} where it is written as {_kind(part)}: {FIX}"
            yield Problem(file=page.path, line=block.line, where=f"'{_start(block.text)}'", what=what)
            return
    if len(shown) > len(written):
        text, part = shown[len(written)]
        what = f"is shown as {_kind(part)}, and is written in a way that is not read: {FIX}"
        yield Problem(file=page.path, line=page.body_line, where=f"'{_start(text)}'", what=what)


def _shown(root: HtmlElement) -> Iterator[tuple[str, _Part]]:
    """Yield each text of the HTML with what it is; a line end within a paragraph ends none."""
    last: html_text.Text | None = None
    words = ""
    for text in (*html_text.texts(root, UNREAD), None):
        if last and text and last.around == text.around:
            words += f" {text.words}"
        else:
            if last and (part := _part(last, words))[-1]:
                yield words, part
            words = text.words if text else ""
        last = text if text and not _is_made(text) else None


def _is_made(text: html_text.Text) -> bool:
    return any(element.get("class", "") in MADE for element in text.around)


def _part(text: html_text.Text, words: str) -> _Part:
    names = (_CARD.search(element.get("class", "")) for element in text.around)
    card = next((name[1] for name in names if name), "")
    return text.rank, text.depth, card, _letters(words)


def _letters(text: str) -> str:
    return _LETTERS.sub("", text)


def _kind(part: _Part) -> str:
    rank, depth, card, _ = part
    kind = f"a heading of rank {rank}" if rank else f"an item in {depth} lists" if depth else "a paragraph"
    return f"{kind} in the card '{card}'" if card else kind


def _start(text: str) -> str:
    return text if len(text) < 40 else f"{text[:40]} …"
