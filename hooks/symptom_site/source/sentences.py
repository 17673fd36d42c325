"""Where a sentence ends, and what a word is: the one definition for checks, prose and regions."""

import re
from collections.abc import Iterator

END = r"[.!?][*_\"'”’)\]]*(?=\s|\Z)"
"""Pattern of what may end a sentence; `is_end` decides. A colon ends none: what it leads to belongs to it."""

WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")

_END = re.compile(END)
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|etc|e\.g|i\.e|[ap]\.m|U\.S)\.[*_\"'”’)\]]*\Z")
_LONGEST_ABBREVIATION = 12
_NEXT = re.compile(r"\s+[*_\"'“‘(\[]*(.)", re.DOTALL)


def is_end(text: str, end: int) -> bool:
    """Return whether a match of `END` in a text, which ends at `end`, ends a sentence.

    After an abbreviation, and before a small letter, a sentence goes on.
    """
    following = _NEXT.match(text, end)
    if following is None:
        return True
    return not following[1].islower() and not _ABBREVIATION.search(text[max(0, end - _LONGEST_ABBREVIATION) : end])


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of a text, without the white space between them."""
    start = len(text) - len(text.lstrip())
    for found in _END.finditer(text):
        if is_end(text, found.end()):
            yield start, found.end()
            start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in spans(text)]
