"""Where on a page its words stand, so that some of them can be changed and everything else stays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from symptom_site.source import parser

_NAME_IS_WORDS = ("]", "][]")
"""What stands behind the words of a link that are the name of its address, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Code, a tag, attributes, an address: what a reader never sees as words."""

    start: int
    end: int
    name: int | None = None
    """Where the words of a link start that are the name of its address, too; they end where this starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A heading, a paragraph, an item of a list, a cell of a table or a block of HTML."""

    start: int
    """A heading starts with its signs, an item behind its own."""
    end: int
    card: str
    """The name of the care card around it; may be empty."""
    hidden: tuple[Hidden, ...]

    def find(self, pattern: re.Pattern[str], body: str) -> Iterator[re.Match[str]]:
        """Yield what starts in its words and does not leave it; `body` is what the text was found in."""
        at = self.start
        hidden = iter(sorted((one.start, one.end) for one in self.hidden))
        start, end = next(hidden, (self.end, self.end))
        while found := pattern.search(body, at, self.end):
            while end <= found.start() < self.end:
                start, end = next(hidden, (self.end, self.end))
            if start <= found.start():
                at = end
                continue
            at = found.end()
            yield found


def find(body: str) -> Iterator[Text]:
    """Yield each text of a page without its front matter, in their order. What is in none of them is no words."""
    card = ""
    rows = [0, *(end.end() for end in re.finditer(r"\n", body)), len(body)]
    for token in parser.parse(body):
        if token.type == "card":
            card = token.meta["name"]
        elif token.type == "html_block" and token.map:
            start, end = (rows[line] for line in token.map)
            tags = (Hidden(start=start + a, end=start + b) for _, a, b in _hidden(parser.html(body[start:end])))
            yield Text(start=start, end=end, card=card, hidden=tuple(tags))
        elif token.type == "inline" and token.content:
            end = parser.place(token, len(token.content) - 1) + 1
            yield Text(start=token.meta["start"], end=end, card=card, hidden=tuple(_placed(token)))


def _placed(text: Token) -> Iterator[Hidden]:
    """Yield what is hidden in a text by its place on the page."""
    for at, start, end in _hidden(text.children or ()):
        words = text.content.index("[", at) + 1 if text.content[start:end] in _NAME_IS_WORDS else None
        yield Hidden(
            start=parser.place(text, start),
            end=parser.place(text, end - 1) + 1,
            name=None if words is None else parser.place(text, words),
        )


def _hidden(tokens: Sequence[Token], base: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield where each thing with a hidden part starts, and the start and end of that part."""
    for token in tokens:
        at = base + token.meta.get("at", 0)
        yield from _hidden(token.children or (), at + len("!["))
        if hidden := token.meta.get("hidden"):
            yield at, base + hidden[0], base + hidden[1]
