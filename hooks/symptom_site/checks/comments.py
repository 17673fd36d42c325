"""HTML comments: each is a mark in whose place something is put, or a note that says so."""

import difflib
import re
from collections.abc import Collection, Iterator

from symptom_checker_workshop.problem import Problem
from symptom_site.source.blocks import Page

NOTE = re.compile(r"<!--\s*note:", re.IGNORECASE)
"""How a comment begins that is for editors alone: `<!-- note: ask the author -->`."""


def check(page: Page, marks: Collection[str]) -> Iterator[Problem]:
    """Name each comment of a page that is neither one of the `marks`, such as `<!-- rules -->`, nor a note."""
    for comment in page.comments:
        if comment.written in marks or NOTE.match(comment.written):
            continue
        if not comment.written.endswith("-->"):
            what = "is never closed, so that it hides the rest of the page: close it with '-->'"
        else:
            names = {_name(mark): mark for mark in marks}
            near = difflib.get_close_matches(_name(comment.written), names, n=1)
            known = f"did you mean '{names[near[0]]}'?" if near else f"known: {', '.join(sorted(marks))}"
            what = f"is neither a mark nor a note for editors, which begins with '<!-- note:': {known}"
        first = comment.written.split("\n")[0]
        where = f"comment '{first if len(first) < 40 else first[:40] + ' …'}'"
        yield Problem(file=page.path, line=comment.line, where=where, what=what)


def _name(comment: str) -> str:
    """Return what stands between the signs of a comment."""
    return comment.removeprefix("<!--").removesuffix("-->").strip()
