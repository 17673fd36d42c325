"""The gravest signs of all, in one line that stands once in the site and that pages show in the place of a mark."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from markdown import markdown
from markupsafe import Markup

from symptom_checker_workshop.problem import Problem
from symptom_site.components.care_card import care_card
from symptom_site.components.citation import citation_marks
from symptom_site.components.templates import Fragments
from symptom_site.source import text_file
from symptom_site.source.blocks import Page, parse

MARK = "<!-- all-signs -->"
"""The comment of a page in whose place the line stands."""

NAME = "_all-signs.md"
"""The file of the line in the folder of pages; a site need not have one."""


def read(docs: Path, say: Callable[[str], str]) -> tuple[str, list[Problem]]:
    """Return the line in the folder of pages, empty where there is none; `say` gives it the words of the region."""
    file = docs / NAME
    if not file.exists():
        return "", []
    text, problems = text_file.load(f"docs/{NAME}", file)
    return say(text), problems


def line(text: str) -> Page:
    """Return the line as a page whose every block is a line of the most urgent care card."""
    page = parse(f"docs/{NAME}", text, has_head=False)
    return replace(page, blocks=tuple(replace(block, card=care_card.ORDER[0]) for block in page.blocks))


def check(page: Page, *, is_there: bool) -> Iterator[Problem]:
    """Name what is wrong with the marks of a page; `is_there`: the site has such a line."""
    marks = [comment for comment in page.comments if comment.written == MARK]
    for comment in marks:

        def problem(what: str, at: int = comment.line) -> Problem:
            return Problem(file=page.path, line=at, where=f"'{MARK}'", what=what)

        if not is_there:
            yield problem(f"stands for the line in docs/{NAME}, which is missing: write it there")
        if not comment.is_alone:
            yield problem("stands beside other words: give it a line of its own, with an empty line above and below")
        if comment is not marks[0]:
            yield problem(f"stands twice (first in line {marks[0].line}): keep one")


def render(text: str, fragments: Fragments, *, help_url: str) -> str:
    """Return the line as HTML, with places for its sources; `help_url` leads to all signs, and is empty there."""
    body = Markup(markdown(text, extensions=[citation_marks.Citations()]))  # noqa: S704  from an editor
    return fragments.render("all_signs/all-signs.html", body=body, help_url=help_url)
