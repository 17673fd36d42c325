"""Finds the signs in an editor's file that nobody sees: control characters, and those that turn the text round."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from symptom_checker_workshop.problem import Problem

KNOWN = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\ufeff")
"""What editors and languages need: line ends, tabs, places for a break, joined letters, the first sign of a file."""

_KINDS = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"})
_REFERENCE = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_SHORT = {"\b": "|b", "\f": "|f", "\r": "|r", "\x1b": "|e"}


def in_text(file: str, text: str) -> Iterator[Problem]:
    """Name each such sign of a text with its line, also one that is written as `&#x202E;`."""
    for line, words in enumerate(text.split("\n"), 1):
        # Nearly every line can be printed whole, which is told much faster than sign by sign.
        for sign in () if words.isprintable() else filter(_is_unseen, words):
            yield _problem(file, line, sign)
        for reference in _REFERENCE.findall(words):
            yield from (_problem(file, line, sign, reference) for sign in unescape(reference) if _is_unseen(sign))


def in_toml(file: str, text: str, data: object) -> Iterator[Problem]:
    r"""Name each such sign that stands in what TOML makes of a text, but not in the text: written as `\u202E`."""
    signs = set().union(*_strings(data)) - set(text)
    for sign in sorted(sign for sign in signs if _is_unseen(sign) or sign == "\r"):
        escape = re.compile(rf"\\(?:u{ord(sign):04x}|U{ord(sign):08x}{_SHORT.get(sign, '')})", re.IGNORECASE)
        if found := escape.search(text):
            yield _problem(file, text.count("\n", 0, found.start()) + 1, sign, found[0])


def _is_unseen(sign: str) -> bool:
    return not sign.isprintable() and sign not in KNOWN and unicodedata.category(sign) in _KINDS


def _problem(file: str, line: int, sign: str, written: str = "") -> Problem:
    name = unicodedata.name(sign, "a sign without a name")
    as_what = f", written {written}" if written else ""
    what = f"holds U+{ord(sign):04X} ({name}{as_what}), which nobody sees: take it out"
    return Problem(file=file, line=line, where="file", what=what)


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
