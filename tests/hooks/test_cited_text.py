"""Citation marks: what they become on a page, and which mistakes are named."""

import re

import pytest
from markdown import Markdown

from sample_site import KNOWLEDGE as TOPIC
from support import EDITORIAL, FRAGMENTS
from symptom_checker_workshop.tables.rows import Fact, Knowledge, Level, Source
from symptom_site.checks import citations as marks
from symptom_site.components.care_card import care_card
from symptom_site.components.citation import bibliography as citations
from symptom_site.components.citation import citation_marks as cited_text
from symptom_site.source.blocks import parse

SOURCES = {
    key: Source(key=key, publisher=f"Publisher {key}", title="A & B", url="", date="", read=read)
    for key, read in [("A", "direct"), ("B", "copy"), ("C", "direct"), ("D", "direct"), ("E", "relayed")]
}
FACTS = {
    "F-1": Fact(id="F-1", text="One.", sources=("B", "A"), read="seen"),
    "F-2": Fact(id="F-2", text="Two.", sources=("A",), read="seen"),
    "F-3": Fact(id="F-3", text="Three.", sources=("A", "B", "C", "D", "E"), read="seen"),
    "F-4": Fact(id="F-4", text="Four.", sources=("C",), read="relayed", single=True),
    "F-5": Fact(id="F-5", text="Five.", sources=("E",), read="relayed"),
}
UNMARKED = EDITORIAL.articles.headings["checker"]
KNOWN = {name: fact.single or name == "F-5" for name, fact in FACTS.items()}
"""Each fact, and whether it rests on reports alone."""
KNOWLEDGE = Knowledge(folder="", topic=TOPIC.topic, facts=FACTS, sources=SOURCES)


def filled(markdown: str, *others: str) -> tuple[str, list[cited_text.Note]]:
    """The HTML of a page that cites the facts of its marks, and `others` before them, with its notes."""
    cards = care_card.CareCards({"urgent": LEVEL}, "", FRAGMENTS)
    html = Markdown(extensions=["tables", "toc", cards, cited_text.Citations()]).convert(markdown)
    names = [name for name in (*others, *parse("a.md", markdown).facts) if name in FACTS]
    return cited_text.fill(html, citations.numbered(names, KNOWLEDGE), KNOWLEDGE, FRAGMENTS)


def html_of(markdown: str, *others: str) -> str:
    """The HTML of such a page."""
    return filled(markdown, *others)[0]


LEVEL = Level(id="urgent", heading="", text="", urgency="Urgent", card_heading="If:")


def links(html: str) -> list[str]:
    """The number of each mark, which is that of its address and of its name for those who hear the page."""
    return re.findall(r'<a href="#note-(\d+)" aria-label="Sources, note \1">\1</a>', html)


def test_paragraph_has_one_mark_for_the_sources_of_all_its_facts():
    """A text that cites several facts shows one number at its end, which leads to the sources of them all."""
    html, notes = filled("It hurts [@F-1]. It passes [@F-2 F-4].\n\nIt *comes* back [@F-5].")
    assert links(html) == ["1", "2"]
    assert notes == [(1, 2, 3), (4,)]
    assert re.match(r"<p>It hurts. It passes.<sup", html)
    assert "<em>comes</em> back.<sup" in html


def test_each_item_and_cell_has_its_own_mark():
    """A list in a list, a paragraph in an item and the cells of a table are texts by themselves."""
    html, notes = filled("- a [@F-2]\n    - b [@F-4]\n\n| c [@F-5] | d |\n|---|---|\n| e | f [@F-1] |\n")
    assert [notes[int(number) - 1] for number in links(html)] == [(1,), (2,), (3,), (1, 4)]
    assert re.findall(r">(\w)<sup", html) == ["a", "b", "c", "f"]


def test_texts_with_the_same_sources_share_a_note():
    """A second text with the same sources leads to the note of the first, whatever facts it names."""
    html, notes = filled("One [@F-1].\n\nTwo [@F-4].\n\nThree [@F-2 F-1].")
    assert links(html) == ["1", "2", "1"]
    assert notes == [(1, 2), (3,)]


def test_mark_stands_close_to_its_words_and_outside_the_search():
    """No space is left before the number, so that it starts no line; the search leaves it out."""
    assert re.match(r'<p>It hurts\.<sup class="cite"><a [^>]*>1</a></sup></p>$', html_of("It hurts [@F-2]."))


def test_mark_works_inside_a_card_and_beside_a_link():
    """A mark in a care card, or right after a link, is a mark."""
    assert len(links(html_of("/// urgent\n- it *hurts* [@F-2]\n- see [this](#x) [@F-4]\n///"))) == 2


@pytest.mark.parametrize("markdown", ["`[@F-1]`", "```\n[@F-1]\n```", "    [@F-1]", r"\[@F-1]"])
def test_mark_in_code_is_shown_as_it_is(markdown):
    """What only shows a mark stays as it was written."""
    html = html_of(markdown)
    assert links(html) == []
    assert "[@F-1]" in html


def test_mark_of_nothing_leaves_nothing():
    """A mark without a known fact shows no number; the build names it."""
    assert html_of("It hurts [@F-9].") == "<p>It hurts.</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One [@F-1].\n\nTwo\n[@F-11].", ["10: '[@F-11]': 'F-11' is not in facts.toml, did you mean 'F-1'?"]),
        ("One [@F-1,F-2].", ["7: '[@F-1,F-2]': 'F-1,F-2' is not in facts.toml, did you mean 'F-2'?"]),
        ("`[@F-99]`\n\n~~~\n[@]\n~~~", []),
    ],
)
def test_wrong_mark_is_named_where_it_stands(text, expected):
    """A mark that names no known fact is named with file, line and fix, also on the next line; code is let alone."""
    said = [str(problem) for problem in marks.check(parse("docs/a.md", f"---\n#\n#\n#\n#\n---\n{text}"), KNOWN)]
    assert [f"docs/a.md:{line}" for line in expected] == said


def problems(markdown: str) -> list[tuple[int, str]]:
    """Line and place of all that is wrong with the marks of an article."""
    found = marks.check_statements(parse("docs/a.md", markdown), KNOWN, UNMARKED)
    return [(problem.line, problem.where) for problem in found]


@pytest.mark.parametrize("heading", ["What it is", "Common causes", "What you can do now", "Some words of its own"])
def test_item_without_a_mark_is_named(heading):
    """Wherever an article states something, each item of a list has a mark, however many lines it has."""
    items = "- cited\n  here [@F-1]\n- not cited\n"
    text = f"## {heading} {{ #here }}\n\nThese are some:\n\n{items}\n## {UNMARKED[0]}\n\n- It asks.\n"
    assert problems(text) == [(7, "'not cited'")]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("It is harmless.", True),
        ("It is harmless [@F-1].", False),
        ("It is short. It is harmless [@F-1].", False),
        ("It is short [@F-1]. It is harmless.", True),
        ("It is harmless. See [cramps](a.md).", True),
        ("Is it a cramp? See [cramps](../types/cramp.md#now).", False),
        ("**It is harmless.**", True),
        ("**At night**", False),
        ("**Go now, if:**", False),
        ("You can wait. Go, if:", True),
        ("Look first [@F-1]. **Go, if:**", False),
        ("This site has no source for that.", False),
        ("It is a cramp, e.g. in bed [@F-1].", False),
        ("It hurts here: It is harmless [@F-1].", False),
        ("It hurts [@F-1] in bed. It is **not harmless.**", True),
    ],
)
def test_paragraph_without_a_mark_is_named(text, is_wrong):
    """A paragraph needs a mark after its last statement, unless it only asks, heads a list or leads elsewhere."""
    for place in (f"## Common causes\n\n{text}\n", f"/// urgent\n{text}\n///\n"):
        assert is_wrong is bool(problems(place))


def test_page_that_is_no_article_needs_marks_in_its_cards():
    """On a page such as home only what stands in a care card needs a mark."""
    text = "It is calm here.\n\n/// urgent\n- it is red\n///\n"
    found = marks.check_statements(parse("docs/index.md", text), KNOWN, UNMARKED, cards_alone=True)
    assert [4] == [problem.line for problem in found]


def test_calming_words_of_any_page_rest_on_more_than_reports():
    """What a page that is no article cites must carry it: reports alone may not calm there either."""
    found = marks.check_statements(
        parse("docs/index.md", "It is calm here [@F-5].\n"), KNOWN, UNMARKED, cards_alone=True
    )
    assert ["rests on reports alone (F-5)"] == [problem.what.partition(" where")[0] for problem in found]


def test_item_of_a_card_without_a_mark_is_named():
    """In a care card each item has a mark, what stands over items of its own too, unless it leads over to them."""
    text = (
        "/// urgent\n- cited [@F-1]\n- now if:\n    - cited [@F-1]\n    - not cited\n- now\n    - cited [@F-1]\n///\n"
    )
    assert problems(text) == [(5, "'not cited'"), (6, "'now'")]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("## What you can do now\n\n- Rest [@F-4].", True),
        ("## What you can do now\n\nIt is harmless [@F-5 F-4].", True),
        ("/// self-care\n- it is short [@F-5]\n///", True),
        ("/// self-care\n- it is short [@F-5 F-2]\n///", False),
        ("## What you can do now\n\n- **Reported by Publisher C**: rest [@F-4].", False),
        ("## What you can do now\n\n- Rest. Reported by Publisher C: it helps [@F-4].", False),
        ("## What you can do now\n\n/// urgent\n- it is red [@F-4]\n///", False),
        ("## Common causes\n\n- hard work [@F-4]", True),
    ],
)
def test_report_alone_never_calms(text, is_wrong):
    """Where words calm, a fact that was read in reports alone needs another beside it, or says who is reported."""
    assert is_wrong is bool(problems(text))


def test_publications_stand_in_one_order():
    """Publications whose names differ in capitals alone stand in one order, however the facts come."""
    spelled = {
        key: Source(key=key, publisher="A", title=title, url="", date="", read="direct")
        for key, title in (("A", "The cramp"), ("B", "the Cramp"))
    }
    facts = {key: Fact(id=key, text="", sources=(key,), read="seen") for key in spelled}
    known = Knowledge(folder="", topic=TOPIC.topic, facts=facts, sources=spelled)
    assert citations.of(["A", "B"], known) == citations.of(["B", "A"], known)
