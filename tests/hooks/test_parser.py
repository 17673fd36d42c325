"""Where on a page the words of its texts stand."""

import pytest

from symptom_site.source import parser


def places(page: str) -> list[str]:
    """What stands on a page at each place of its texts, a text an item."""
    found = (token for token in parser.parse(page) if token.type == "inline" and token.content)
    return ["".join(page[parser.place(text, at)] for at in range(len(text.content))) for text in found]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("One\ntwo\n\nthree", ["One\ntwo", "three"]),
        ("# # one #\nA\nB\n===", ["# one", "A\nB"]),
        ("1. 1\n   - - -a\n     b\n\n  2", ["1", "-a\nb", "2"]),
        ("> > a\n> > > b\n> c", ["a", "b\nc"]),
        ("-\ta\n\n\tb\n", ["a", "b"]),
        ("\v\na\v\nb\v", ["a\v\nb"]),
        ("> 1 | 1\n> -|-\n> a | a a\n", ["1", "1", "a", "a a"]),
    ],
)
def test_every_place_of_a_text_is_found_on_the_page(page, texts):
    """Signs of headings, lists, quotes and tables are passed over, even where they look like the words behind them."""
    assert texts == places(page)


def test_places_of_a_cell_pass_over_lost_backslashes():
    """A stroke in a cell has lost its backslash, and all that comes after it is still found."""
    page = "| a |\n|---|\n| a \\| `b \\| c` d |\n"
    assert "a | `b | c` d" == places(page)[1]


def test_what_is_no_words_is_told_with_its_place():
    """Code, tags, attributes, addresses and what follows the words of a link or a picture are told by start and end."""
    text = "`a` <b> *c* {.d} <https://e.f> [g](h) ![i](j) [@K]"
    (block,) = (token for token in parser.parse(text) if token.type == "inline")
    hidden = [token.meta["hidden"] for token in block.children or () if "hidden" in token.meta]
    assert ["`a`", "<b>", "{.d}", "<https://e.f>", "](h)", "](j)"] == [text[start:end] for start, end in hidden]
