"""The one parser of a page's Markdown: CommonMark with tables, and what this site adds. It tells where all stands.

markdown-it-py gives a block its lines, and what stands in a text no place at all. It is made of rules that may be
replaced, so each rule that reads a text, or something in one, is wrapped in one that notes where it did.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from math import inf

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token

CITATION = re.compile(r"\[@(?P<facts>[^\[\]]*)\]")
"""A citation mark, such as `[@SER-01 NEW-07]`."""

type _BlockRule = Callable[[StateBlock, int, int, bool], bool]
type _InlineRule = Callable[[StateInline, bool], bool]

_CARD = re.compile(r"(/{3,})[ \t]*(?:([\w-]+)[ \t]*(.*))?$")
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[.#][^{}\n]*|[\w-]+=[^{}\n]*)\}")

_LEAVES = {
    "table": (table, ["paragraph", "reference"]),
    "heading": (heading, ["paragraph", "reference", "blockquote"]),
    "lheading": (lheading, []),
    "paragraph": (paragraph, []),
}
"""The blocks that hold a text: name → rule, and the blocks that such a block may end."""


def parse(body: str) -> list[Token]:
    """Return the tokens of a text without front matter; the `meta` of some tells more.

    `start` of a text (`inline`) is where it starts on the page, a heading with its signs, an item behind its own;
    `places` is for `place`. `at` of what stands in a text is where in the text it starts; `hidden`
    of it is the start and end of what is no words: code, a tag, attributes, or what follows the words of a link.
    """
    return _markdown().parse(body)


def html(written: str) -> list[Token]:
    """Return the tokens of a block of HTML, whose words are no Markdown."""
    return _html().parseInline(written)[0].children or []


def place(text: Token, at: int) -> int:
    """Return where on the page a place in a text is."""
    places: list[tuple[int, int]] = text.meta["places"]
    there, here = places[max(bisect_right(places, (at, inf)) - 1, 0)]
    return here + at - there


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    ends = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "card", _card, ends)  # type: ignore[arg-type]
    for name, (rule, alt) in _LEAVES.items():
        parser.block.ruler.at(name, _block(rule), {"alt": alt})
    parser.inline.ruler.before("link", "citation", _inline(_own("citation", CITATION)))
    parser.inline.ruler.before("link", "attributes", _inline(_own("attributes", _ATTRIBUTES), _start))
    parser.inline.ruler.at("link", _inline(link, _end_of_words))
    parser.inline.ruler.at("image", _inline(image, _end_of_words))
    for name, read in (("backticks", backtick), ("html_inline", html_inline), ("autolink", autolink)):
        parser.inline.ruler.at(name, _inline(read, _start))
    return parser


@cache
def _html() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": True}).enable("html_inline")
    parser.inline.ruler.at("html_inline", _inline(html_inline, _start))
    return parser


def _block(rule: _BlockRule) -> _BlockRule:
    """Return a rule for a block that also notes where on the page its texts stand."""

    def placed(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        before = len(state.tokens)
        is_found = rule(state, line, last, silent)
        after = 0
        for around, token in zip(state.tokens[before:], state.tokens[before + 1 :], strict=False):
            if token.type == "inline" and token.content:
                line = token.map[0] if token.map else 0
                start = state.bMarks[line] + state.tShift[line]
                if around.tag in ("td", "th"):
                    places = [*_places_of_cell(state, token, max(start, after))]
                    start = places[0][1]
                else:
                    signs = len(around.markup) if around.markup.startswith("#") else 0
                    places = [*_places_of_lines(state, token, line, start + signs)]
                token.meta.update(places=places, start=start)
                after = place(token, len(token.content))
        return is_found

    return placed


def _places_of_lines(state: StateBlock, text: Token, line: int, start: int) -> Iterator[tuple[int, int]]:
    """Tell where each line of a text stands, from `line` on; the first one comes after `start`."""
    at = 0
    for row in text.content.split("\n"):
        words = row.lstrip(" \t")
        while (
            found := state.src.find(words, max(start, state.bMarks[line] + state.tShift[line]), state.eMarks[line])
        ) < 0:
            line += 1  # of white space that is not in the text
        yield at + len(row) - len(words), found
        line, at = line + 1, at + len(row) + 1


def _places_of_cell(state: StateBlock, text: Token, start: int) -> Iterator[tuple[int, int]]:
    """Tell where a cell stands, which comes after `start`, and each stroke in it, which has lost its backslash."""
    found = state.src.index(text.content.replace("|", r"\|"), start)
    yield 0, found
    for lost, stroke in enumerate(re.finditer(r"\|", text.content), 1):
        yield stroke.start(), found + stroke.start() + lost


def _inline(rule: _InlineRule, hidden: Callable[[StateInline, int], int] | None = None) -> _InlineRule:
    """Return a rule for what stands in a text that also notes where; `hidden` tells from where on it is no words."""

    def placed(state: StateInline, silent: bool) -> bool:
        at, before = state.pos, len(state.tokens)
        is_found = rule(state, silent)
        made = [token for token in state.tokens[before:] if token.type != "text"] if is_found and not silent else []
        if made:
            made[0].meta["at"] = made[-1].meta["at"] = at
            if hidden:
                made[-1].meta["hidden"] = (hidden(state, at), state.pos)
        return is_found

    return placed


def _start(_: StateInline, at: int) -> int:
    return at


def _end_of_words(state: StateInline, at: int) -> int:
    """Return where the words of a link or a picture end, at their closing bracket."""
    is_image = state.src[at] == "!"
    return parseLinkLabel(state, at + is_image, not is_image)


def _card(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    """Read the line that opens or closes a care card; what stands in the card is read as on the page around it."""
    found = _CARD.match(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    if not found or state.is_code_block(line):
        return False
    if not silent:
        token = state.push("card", "", 0)
        token.map = [line, line + 1]
        token.meta = {"name": found[2] or "", "rest": (found[3] or "").strip(), "strokes": len(found[1])}
        state.line = line + 1
    return True


def _own(name: str, pattern: re.Pattern[str]) -> _InlineRule:
    """Return a rule that reads what only this site has in a text; its token holds the last group of the pattern."""

    def read(state: StateInline, silent: bool) -> bool:
        found = pattern.match(state.src, state.pos, state.posMax)
        if found and not silent:
            token = state.push(name, "", 0)
            token.content, token.markup = found[found.lastindex or 0], found[0]
        if found:
            state.pos = found.end()
        return bool(found)

    return read
