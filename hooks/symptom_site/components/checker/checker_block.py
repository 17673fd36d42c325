"""The fenced block of a page in whose place a quiz stands."""

import difflib
import html
import re
from collections.abc import Callable, Iterable
from typing import Any

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_site.source.blocks import Page

NAME = "symptom-quiz"
MARK = re.compile(rf'<div class="{NAME}" data-topic="([^"]*)"></div>')
TOPIC = re.compile(r"\s*topic:[ ]*(\S+)\s*")


def fence() -> dict[str, object]:
    """Return the setting with which pymdownx.superfences leaves a mark in place of the block."""
    return {"name": NAME, "class": NAME, "format": _mark}


def _mark(source: str, *_: Any, **__: Any) -> str:
    found = TOPIC.fullmatch(source)
    return f'<div class="{NAME}" data-topic="{html.escape(found[1]) if found else ""}"></div>'


def fill(page: str, render: Callable[[str], str]) -> str:
    """Return the HTML of a page with a quiz for each mark; `render` makes the quiz of a topic."""
    # An element with a name of its own: the search takes the first end tag of that name for the end of what it
    # leaves out, and would find the second half of a <div> that holds others.
    return MARK.sub(lambda mark: f"<{NAME} data-search-exclude>\n{render(html.unescape(mark[1]))}\n</{NAME}>", page)


def check(page: Page, topics: Iterable[str]) -> Iterable[Problem]:
    """Name the blocks of a page that name no topic, and those whose own name is misspelt."""
    for code in page.codes:
        if code.name != NAME:
            if difflib.get_close_matches(code.name, [NAME], cutoff=0.75):
                what = f"is shown as code, did you mean '{NAME}'?"
                yield Problem(file=page.path, line=code.line, where=f"block '{code.name}'", what=what)
            continue
        found = TOPIC.fullmatch(code.content)
        if not found or found[1] not in topics:
            given = f"'{found[1]}' is no topic, {did_you_mean(found[1], topics)}" if found else "names no topic"
            what = f"{given}: write one line in it, such as 'topic: {next(iter(topics))}'"
            yield Problem(file=page.path, line=code.line, where=f"block '{NAME}'", what=what)
