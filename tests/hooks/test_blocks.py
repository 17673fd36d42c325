"""The one parse of a page: blocks, marks, links, cards, code and comments, each with its line."""

from symptom_site.source import blocks

HEAD = "---\ntitle: A\n---\n\n"
"""After it the text starts at line 5."""


def found(markdown: str) -> list[tuple[int, str, str, int, str, str, int]]:
    """The blocks of a page whose text starts at line 5, as rows."""
    return [
        (block.line, block.kind, block.text, block.rank, block.section, block.card, block.depth)
        for block in blocks.parse("a.md", HEAD + markdown).blocks
    ]


def test_blocks_know_where_they_stand():
    """A block has the line of the file on which it starts, and the heading, the card and the lists around it."""
    assert [
        (5, "heading", "A", 1, "", "", 0),
        (7, "paragraph", "One two.", 0, "", "", 0),
        (10, "heading", "B", 2, "", "", 0),
        (13, "item", "Three", 0, "B", "urgent", 1),
        (14, "item", "Four", 0, "B", "urgent", 2),
        (16, "paragraph", "Five", 0, "B", "", 0),
    ] == found("# A\n\nOne\ntwo.\n\n## B { #b }\n\n/// urgent\n1. Three\n    - Four\n///\nFive\n")


def test_words_are_those_that_a_reader_sees():
    """Emphasis, addresses, attributes, marks, comments, tags and code leave nothing; lines are counted."""
    text = "<!-- one\ntwo -->\n\n*It* [hurts](a.md){ .big } `code` [@F-1]<br>.\n\n~~~\n- code\n~~~\n- last\n"
    assert [(8, "paragraph", "It hurts."), (13, "item", "last")] == [row[:3] for row in found(text)]


def test_page_is_read_as_it_renders():
    """A heading may be underlined, a table needs no outer strokes, and what is indented by four spaces is code."""
    text = "Signs\n=====\n\na | b\n--|--\nc | d\n\n    code\n\n> said\n"
    assert [
        (5, "heading", "Signs", 1),
        (8, "cell", "a", 0),
        (8, "cell", "b", 0),
        (10, "cell", "c", 0),
        (10, "cell", "d", 0),
        (14, "paragraph", "said", 0),
    ] == [row[:4] for row in found(text)]


def test_html_between_blocks_is_read_too():
    """The text of an element is a block, and what stands in it as Markdown is read as such."""
    text = "<div markdown>\n\n- one\n\n</div>\n\n<h2>Two <b>words</b></h2>\n<ul><li>three</ul>\n"
    assert [
        (7, "item", "one", 0, 1),
        (11, "html", "Two words", 2, 0),
        (11, "html", "three", 0, 1),
    ] == [(row[0], row[1], row[2], row[3], row[6]) for row in found(text)]


def test_marks_have_line_and_column():
    """A mark names its facts, stands in its place of the text, and is found in the file, in a later line too."""
    page = blocks.parse("a.md", f"{HEAD}- It `[@F-0]` hurts [@F-1\n  F-2]. It\n  lasts [@F-3].\n")
    assert [
        (("F-1", "F-2"), "It hurts", 5, 21),
        (("F-3",), "It hurts. It lasts", 7, 9),
    ] == [(mark.facts, page.blocks[0].text[: mark.at], mark.line, mark.column) for mark in page.marks]


def test_a_mark_in_a_cell_is_found_behind_a_stroke():
    """The backslash before a stroke in a cell, which the text loses, is counted in the column of a mark."""
    page = blocks.parse("a.md", f"{HEAD}| a | b |\n|---|---|\n| x | a \\| b [@F-1] |\n")
    assert [(7, 14)] == [(mark.line, mark.column) for mark in page.marks]


def test_facts_come_once_in_the_order_of_the_text():
    """The facts of a page are those of its marks, wherever they stand, but for code and escaped brackets."""
    text = "## Why [@F-4]?\n\n- it hurts [@F-2\nF-1] `[@F-3]` \\[@F-5]\n- it lasts [@F-1]\n\n```\n[@F-6]\n```\n"
    assert ("F-4", "F-2", "F-1") == blocks.parse("a.md", text).facts


def test_links_and_bold_words_have_their_places():
    """A link has its words, its address and its line, as a reference too; bold words have their places."""
    page = blocks.parse("a.md", "---\n---\n**See** [one](a%20b.md#c) or\n[two][t].\n\n[t]: <../c d.md>\n")
    (block,) = page.blocks
    assert [("one", "a b.md#c", 3), ("two", "../c d.md", 4)] == [
        (block.text[link.start : link.end], link.target, link.line) for link in block.links
    ]
    assert ["See"] == [block.text[start:end] for start, end in block.bold]


def test_cards_code_and_comments_have_their_lines():
    """The lines of cards, blocks of code with what they hold, and comments are told; code holds none of them."""
    page = blocks.parse("a.md", "/// urgent x\n\n```a b\n/// routine\n<!-- c -->\n```\n///\n\nd <!-- e -->\n")
    assert [(1, "urgent", "x"), (7, "", "")] == [(sign.line, sign.name, sign.rest) for sign in page.cards]
    assert [(3, "a", "/// routine\n<!-- c -->\n", "urgent")] == [
        (code.line, code.name, code.content, code.card) for code in page.codes
    ]
    assert [(9, "<!-- e -->")] == [(comment.line, comment.written) for comment in page.comments]


def test_html_that_nests_without_end_is_named():
    """Elements that nest more deeply than HTML is read are one problem, on their line."""
    (problem,) = blocks.parse("a.md", "A\n\n" + "<div>" * 3000, has_head=False).problems
    assert str(problem).startswith("a.md:3: HTML: cannot be read: its elements nest more than 2,000 deep")
