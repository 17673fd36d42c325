"""The text of a page in blocks and sentences."""

from parts import plain_text


def found(markdown: str) -> list[tuple[int, str, int, str, str, int]]:
    """The blocks of a page whose text starts at line 5, as rows."""
    return [
        (block.line, block.text, block.rank, block.section, block.card, block.indent)
        for block in plain_text.blocks(markdown, 5)
    ]


def test_blocks_know_where_they_stand():
    """A block has the line of the file on which it starts, and the heading and the card around it."""
    assert [
        (5, "A", 1, "", "", -1),
        (7, "One two.", 0, "", "", -1),
        (10, "B", 2, "", "", -1),
        (13, "Three", 0, "B", "urgent", 0),
        (14, "Four", 0, "B", "urgent", 4),
        (16, "Five", 0, "B", "", -1),
    ] == found("# A\n\nOne\ntwo.\n\n## B { #b }\n\n/// urgent\n1. Three\n    - Four\n///\nFive\n")


def test_words_keep_their_marks_and_lose_what_is_no_text():
    """A block keeps links, emphasis and citation marks; comments, tags and code are gone, and lines are counted."""
    text = "<!-- one\ntwo -->\n*It* [hurts](a.md) `code` [@F-1]<br>.\n\n~~~\n- code\n~~~\n- last\n"
    assert [(7, "*It* [hurts](a.md)  [@F-1].", 0, "", "", -1), (12, "last", 0, "", "", 0)] == found(text)


def test_each_cell_of_a_table_is_a_block():
    """The cells of a row stand for themselves; the line under the head is none."""
    assert [(5, "a"), (5, "b"), (7, "c d")] == [row[:2] for row in found("| a | b |\n|---|---|\n| c d | |\n")]
