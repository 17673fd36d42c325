"""Pages held against their HTML."""

import pytest
from markdown import Markdown

from sample_site import GOOD
from support import FRAGMENTS, sample_tables
from symptom_site.checks import rendering
from symptom_site.components.care_card import care_card
from symptom_site.components.checker import checker_block
from symptom_site.components.citation import citation_marks
from symptom_site.source.blocks import parse


def problems(markdown: str) -> list[str]:
    """What differs between a page and its HTML, as the site renders it."""
    page = parse("docs/a.md", markdown)
    knowledge = sample_tables()
    cards = care_card.CareCards(knowledge.levels, knowledge.topic.abroad, FRAGMENTS)
    own = [cards, citation_marks.Citations()]
    fences = {"pymdownx.superfences": {"custom_fences": [checker_block.fence()]}}
    names = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
    html = Markdown(extensions=[*names, *own], extension_configs=fences).convert(markdown.rpartition("---\n")[2])
    return [str(problem) for problem in rendering.check(page, html)]


@pytest.mark.parametrize(
    "markdown",
    [
        GOOD,
        "Signs\n=====\n\n## Two { #two .big }\n\n| a | b |\n|---|:-:|\n| c *d* | |\n\na | b\n--|--\nc | d\n",
        "- a [b](c.md){ .d }\n    - e\n\n    f\n\n1. g\n\n    /// urgent\n    - h\n    ///\n",
        "/// emergency\n- one [@A-1]\n    - two\n///\n/// urgent\nThree.\n\nFour.\n///\n",
        '<div class="a" markdown>\n\n- one\n\n</div>\n\n<!-- rules -->\n\n> two\n\n***\n\nthree\\\nfour  \nfive\n',
        "```symptom-quiz\ntopic: a\n```\n\n~~~\ncode\n~~~\n\n    code\n\n`code` & &amp; <https://a.b/c> &nbsp; d_e_f\n",
        "<p>Raw <b>words</b></p>\n\n<ul>\n<li>one</li>\n</ul>\n",
        "",
    ],
)
def test_page_that_is_shown_as_it_is_written_has_no_problem(markdown):
    """What both ways of reading understand alike is accepted."""
    assert [] == problems(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n- b\n", "1: 'a': is shown as a paragraph 'a - b' where it is written as a paragraph"),
        ("- a\n  - b\n", "2: 'b': is shown as an item in 1 lists 'b' where it is written as an item in 2 lists"),
        ("- a\n\n  b\n", "3: 'b': is shown as a paragraph 'b' where it is written as an item in 1 lists"),
        ("#A\n", "1: '#A': is shown as a heading of rank 1 'A' where it is written as a paragraph"),
        ("1) a\n", "1: 'a': is shown as a paragraph '1) a' where it is written as an item in 1 lists"),
        ("a\nb | c\n--|--\nd | e\n", "1: 'a': is shown as a paragraph"),
        ("/// emergency\n    - a\n///\n\nb\n", "5: 'b': is shown as a paragraph '/// emergency"),
        ("////emergency\n- a\n///\n\nb\n", "5: 'b': is shown as a paragraph in the card 'emergency' 'b' where"),
        ("<div>\n\n- a\n\n</div>\n", "3: 'a': is shown as a paragraph '- a' where it is written as an item"),
        ("a {b} { .c }\n", "1: 'a {b}': is shown as"),
    ],
)
def test_what_is_shown_otherwise_is_named(markdown, expected):
    """Where readers would see something else than what was checked, the first such place is named with its line."""
    (said,) = problems(markdown)
    assert said.startswith(f"docs/a.md:{expected}")
    assert said.endswith("and move what belongs to an item to the right by four spaces")
