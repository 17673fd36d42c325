"""Reads the bytes of a file that an editor saved."""

import codecs
import re
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables import unseen

LARGEST = 2_000_000
"""Bytes of the largest file that is read: the longest table has an eighth of it."""

LARGEST_PAGE = 150_000
"""Bytes of the largest page that is read: the longest one has a fifth of it."""

DEEPEST = 50
"""How many signs of lists may begin a line, or brackets or cards be open at once.

A renderer of Markdown ends on a thousand.
"""

_NESTED = re.compile(
    rf"(?:^|\n)[ \t]*(?:(?:[-*+>]|\d{{1,9}}[.)])[ \t]+){{{DEEPEST}}}"
    rf"|(?:\[[^\[\]]*){{{DEEPEST}}}|(?:\[[^\[\]]*\]\([^()]*){{{DEEPEST}}}"
)

_CARD = re.compile(r"^[ \t]*/{3,}[ \t]*(\S?)", re.MULTILINE)
"""A line that opens a card, by its name, or closes one."""


def load(path: str, file: Path) -> tuple[str, list[Problem]]:
    """Return the text of a file and its problems, as `read` does; a folder in its place is a problem too."""
    try:
        data = file.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror}): put a file in its place, or take it out"
        return "", [Problem(file=path, line=1, where="file", what=what)]
    return read(path, data)


def read(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of the file at `path` with one kind of line ends, and its problems: encoding, size, unseen signs.

    A file that is too large, or a page that nests too deeply, gives no text. What cannot be read as UTF-8 is read as
    Windows-1252, which most such files are, so that other faults can be named too.
    """
    problems: list[Problem] = []
    largest = LARGEST_PAGE if path.endswith(".md") else LARGEST
    if len(data) > largest:
        what = f"has {len(data):,} bytes, more than {largest:,}: it is no text for readers, take it out or split it"
        return "", [Problem(file=path, line=1, where="file", what=what)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if is_utf16 else "cp1252", errors="replace")
        sign = data[error.start : error.start + 1].decode("cp1252", errors="replace")
        read_as = "UTF-16" if is_utf16 else f"byte 0x{data[error.start]:02X}, which is '{sign}' in Windows-1252"
        what = f"is not saved as UTF-8 ({read_as}): save the file again with the encoding UTF-8"
        problems.append(Problem(file=path, line=data.count(b"\n", 0, error.start) + 1, where="file", what=what))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if path.endswith(".md") and (nested := _nested(text)):
        place, what = nested
        line = text.count("\n", 0, place) + 1
        return "", [*problems, Problem(file=path, line=line, where="file", what=what)]
    if not problems:
        problems += unseen.in_text(path, text)
    return text, problems


def _nested(text: str) -> tuple[int, str] | None:
    """Return where a page nests too deeply, and what to do about it."""
    if found := _NESTED.search(text):
        what = "lists or open brackets in one another: close them, or put \\ before each sign"
        return found.start() + 1, f"nests more than {DEEPEST} {what}"
    depth = 0
    for sign in _CARD.finditer(text):
        depth = depth + 1 if sign[1] else max(depth - 1, 0)
        if depth > DEEPEST:
            return sign.start(), f"nests more than {DEEPEST} cards in one another: write /// after each"
    return None
