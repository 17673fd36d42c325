"""The fenced block that becomes a quiz."""

import pytest
from markdown import Markdown

from symptom_site.components.checker import checker_block as quiz_block
from symptom_site.source.blocks import parse

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
    assert list(quiz_block.check(parse("docs/a.md", BLOCK), ["cramps"])) == []
    assert list(quiz_block.check(parse("docs/a.md", "Text.\n\n```python\ntopic\n```\n"), ["cramps"])) == []


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
    page = parse("docs/a.md", f"---\n---\nText.\n\n```symptom-quiz\n{block}```\n")
    (problem,) = quiz_block.check(page, ["cramps"])
    assert (
        str(problem) == f"docs/a.md:5: block 'symptom-quiz': {expected}: write one line in it, such as 'topic: cramps'"
    )


def test_block_with_a_misspelt_name_is_named():
    """A block that would be shown as code because its name is misspelt is named with its line."""
    (problem,) = quiz_block.check(parse("docs/a.md", "~~~ symptom-quizz\ntopic: cramps\n~~~\n"), ["cramps"])
    assert str(problem) == "docs/a.md:1: block 'symptom-quizz': is shown as code, did you mean 'symptom-quiz'?"
