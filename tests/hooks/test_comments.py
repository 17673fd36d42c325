"""HTML comments in a page."""

import pytest

from symptom_site.checks import comments
from symptom_site.source.blocks import parse

MARKS = ("<!-- sources -->", "<!-- rules -->")


def problems(markdown: str) -> list[str]:
    """What is wrong with the comments of a page."""
    return [str(problem) for problem in comments.check(parse("docs/a.md", markdown), MARKS)]


@pytest.mark.parametrize(
    "markdown",
    ["<!-- sources -->\n", "a <!-- rules --> b\n", "<!-- note: ask\nher -->\n", "a <!--Note: b-->\n", "`<!-- c -->`\n"],
)
def test_marks_notes_and_code_are_accepted(markdown):
    """A known mark may stand anywhere, and so may a note that says that it is one; code is shown as it is."""
    assert [] == problems(markdown)


@pytest.mark.parametrize(
    ("markdown", "where", "fix"),
    [
        ("a\n\n<!-- source -->\n", "3: comment '<!-- source -->'", "did you mean '<!-- sources -->'?"),
        ("a\nb <!--rules--> c\n", "2: comment '<!--rules-->'", "did you mean '<!-- rules -->'?"),
        ("<!-- ask\nher -->\n", "1: comment '<!-- ask'", "known: <!-- rules -->, <!-- sources -->"),
    ],
)
def test_other_comments_are_named(markdown, where, fix):
    """A comment that is neither is named with its line and the nearest mark: it may be a mark that is misspelt."""
    neither = "is neither a mark nor a note for editors, which begins with '<!-- note:'"
    assert [f"docs/a.md:{where}: {neither}: {fix}"] == problems(markdown)


def test_comment_that_never_ends_is_named():
    """A comment that hides the rest of the page is named where it begins."""
    (said,) = problems("a\n\n<!-- sources\n\nb\n")
    assert said.startswith("docs/a.md:3: comment '<!-- sources': is never closed")
