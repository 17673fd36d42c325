"""The fenced block that becomes a quiz."""

import pytest
from markdown import Markdown

from parts import quiz_block

BLOCK = "Before.\n\n```symptom-quiz\ntopic: cramps\n```\n\nAfter.\n"


def html_of(markdown: str) -> str:
    """The page as HTML, with a mark for each quiz."""
    fences = {"pymdownx.superfences": {"custom_fences": [quiz_block.fence()]}}
    return Markdown(extensions=["pymdownx.superfences"], extension_configs=fences).convert(markdown)


def test_block_becomes_the_quiz_of_its_topic():
    """The quiz stands where the block stood, and nothing else on the page changes."""
    page = quiz_block.fill(html_of(BLOCK), lambda topic: f"<form>{topic}</form>")
    expected = "<symptom-quiz data-search-exclude>\n<form>cramps</form>\n</symptom-quiz>"
    assert page == f"<p>Before.</p>\n{expected}\n<p>After.</p>"


def test_quiz_is_taken_as_it_is():
    """Backslashes in the quiz stay: it is no pattern."""
    assert r"\1 \n" in quiz_block.fill(html_of(BLOCK), lambda _: r"\1 \n")


def test_sound_block_has_no_problem():
    """A block with a known topic is accepted, and so is a page without any."""
    assert list(quiz_block.check("docs/a.md", BLOCK, ["cramps"])) == []
    assert list(quiz_block.check("docs/a.md", "Text.\n", ["cramps"])) == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("topic: cramp\n", "'cramp' is no topic, did you mean 'cramps'?"),
        ("cramps\n", "names no topic"),
        ("", "names no topic"),
    ],
)
def test_block_without_a_known_topic_is_named(block, expected):
    """A block that names no known topic is named with its line in the file."""
    (problem,) = quiz_block.check("docs/a.md", f"Text.\n\n```symptom-quiz\n{block}```\n", ["cramps"], 11)
    assert (
        str(problem) == f"docs/a.md:13: block 'symptom-quiz': {expected}: write one line in it, such as 'topic: cramps'"
    )
