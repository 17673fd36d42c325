"""Texts of a new site that are still to write, in its pages and settings; the topic's tables have their own check."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.texts import UNWRITTEN

SETTINGS = "mkdocs.yml"
"""The file beside the folder of pages that holds the name of the site, its description and its navigation."""

KEY = re.compile(r"\s*(\w+):\s*[\"']?$")


def check(docs: Path, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Name each such text in the pages of `docs` (path → text) and in the settings beside them."""
    settings = docs.parent / SETTINGS
    if settings.is_file():
        yield from _in_file(SETTINGS, settings.read_text(encoding="utf-8", errors="replace"))
    for path, text in texts.items():
        yield from _in_file(f"docs/{path}", text)


def _in_file(file: str, text: str) -> Iterator[Problem]:
    if UNWRITTEN not in text:
        return
    for number, line in enumerate(text.splitlines(), 1):
        before, mark, after = line.partition(UNWRITTEN)
        if mark:
            key = KEY.fullmatch(before)
            what = f"is still to write, in place of '{mark}{after.rstrip('"')}'"
            yield Problem(file=file, line=number, where=f"'{key[1]}'" if key else "text", what=what)
