"""One parse of a page: its front matter, its blocks with their lines, and what stands in them.

The parser is markdown-it-py, because its tokens carry lines. Python-Markdown, which renders the pages, keeps none. The
two differ in rare places, and there a writer most often meant what CommonMark reads: an item right below a paragraph, a
heading without a space. `checks.rendering` compares every page with its HTML, so no difference passes in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from symptom_checker_workshop.problem import Problem
from symptom_site.source import front_matter, html_text, parser

FOLD = "fold"
"""The class of a heading that opens and closes what stands below it, as in `### Chest pain {.fold #chest}`."""

_IS_FOLD = re.compile(r"\{:?[^{}\n]*\.fold\b[^{}\n]*\}\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A citation mark, such as `[@SER-01 NEW-07]`."""

    at: int
    """Its place in the text of its block, where it leaves nothing."""
    facts: tuple[str, ...]
    """The ids that it names."""
    written: str
    """How it stands on the page."""
    line: int
    column: int
    """Line and column of its bracket in the file, both counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, and its words in the text of its block."""

    start: int
    end: int
    target: str
    """The address as it is written, or as its reference has it."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, an item of a list, a cell of a table or the text of an HTML element."""

    line: int
    """The line of the file on which it starts."""
    kind: str
    """`heading`, `paragraph`, `item`, `cell` or `html`."""
    text: str
    """Its words as a reader sees them, without code; marks, links and bold words are told by their places in it."""
    rank: int = 0
    """That of a heading, 1 to 6; 0 for other blocks."""
    is_fold: bool = False
    """Whether it is a heading that folds what stands below it."""
    section: str = ""
    """The heading of the second rank above it; empty at the head of a page."""
    card: str = ""
    """The name of the care card around it; may be empty."""
    depth: int = 0
    """How many lists are around it."""
    is_numbered: bool = False
    """Whether it is an item of a numbered list."""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    """Start and end of each run of bold words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSign:
    """A line `/// name`, which opens a care card, or `///`, which closes it."""

    line: int
    name: str
    """The name of the card; empty for a line that closes one."""
    rest: str
    """What stands behind the name."""
    strokes: int
    """How many strokes it begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A block of code: fenced, or indented by four spaces."""

    line: int
    is_fenced: bool
    name: str
    """The first word behind the fence; may be empty."""
    content: str
    card: str
    """The name of the care card around it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An HTML comment outside code."""

    line: int
    written: str
    """The whole comment, with its signs."""
    is_alone: bool
    """Whether nothing else stands in its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an editor wrote in one file."""

    path: str
    """The file as problems name it, such as `docs/types/dry-cough.md`."""
    values: dict[str, Any]
    """Key of the front matter → its value."""
    lines: dict[str, int]
    """Key of the front matter → its line."""
    is_head_read: bool
    """Whether the front matter as a whole could be read; single values of it may not."""
    body_line: int
    """The line on which the text below the front matter starts."""
    blocks: tuple[Block, ...]
    cards: tuple[CardSign, ...]
    codes: tuple[Code, ...]
    comments: tuple[Comment, ...]
    problems: tuple[Problem, ...]
    """What could not be read."""

    @property
    def marks(self) -> Iterator[Mark]:
        """Every citation mark, in the order of the text."""
        return (mark for block in self.blocks for mark in block.marks)

    @property
    def links(self) -> Iterator[Link]:
        """Every link, in the order of the text."""
        return (link for block in self.blocks for link in block.links)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the second rank."""
        return tuple(block.text for block in self.blocks if block.rank == 2)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the marks name, each once, in the order of the text."""
        return tuple(dict.fromkeys(name for mark in self.marks for name in mark.facts))


def parse(path: str, text: str, *, has_head: bool = True) -> Page:
    r"""Return the page at `path`, whose file holds `text`; what is wrong with its form is in its problems.

    The text's lines end in `\n` alone, as `text_file.read` gives it.
    Where it `has_head`, front matter stands above its text.
    """
    head = front_matter.read(path, text) if has_head else front_matter.none(text)
    reader = _Reader(head.body, head.body_line)
    reader.read()
    return Page(
        path=path,
        values=head.values,
        lines=head.lines,
        is_head_read=head.is_read,
        body_line=head.body_line,
        blocks=tuple(reader.blocks),
        cards=tuple(reader.cards),
        codes=tuple(reader.codes),
        comments=tuple(reader.comments),
        problems=(
            *head.problems,
            *(Problem(file=path, line=line, where="HTML", what=what) for line, what in reader.unread),
        ),
    )


class _Reader:
    """Collects what stands in the text of a page while it goes through the tokens once."""

    def __init__(self, body: str, first_line: int) -> None:
        self._body, self._first_line = body, first_line
        self._section = self._card = ""
        self._items: list[bool] = []  # for each item around this place: whether its first text is still to come
        self._lists: list[bool] = []  # for each list around it: whether it is numbered
        self.blocks: list[Block] = []
        self.cards: list[CardSign] = []
        self.codes: list[Code] = []
        self.comments: list[Comment] = []
        self.unread: list[tuple[int, str]] = []  # line of HTML that cannot be read, and why

    def read(self) -> None:
        """Go through the tokens."""
        around = Token("", "", 0)
        for token in parser.parse(self._body):
            match token.type:
                case "inline":
                    self._inline(token, around)
                case "ordered_list_open" | "bullet_list_open":
                    self._lists.append(token.type == "ordered_list_open")
                case "ordered_list_close" | "bullet_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._items.append(True)
                case "list_item_close":
                    self._items.pop()
                case "card":
                    self.cards.append(CardSign(line=self._line(token), **token.meta))
                    self._card = token.meta["name"]
                case "fence" | "code_block":
                    self._code(token)
                case "html_block":
                    self._html(token)
            around = token

    def _line(self, token: Token) -> int:
        return self._first_line + (token.map[0] if token.map else 0)

    def _code(self, token: Token) -> None:
        name = (token.info.split() or [""])[0]
        is_fenced = token.type == "fence"
        code = Code(line=self._line(token), is_fenced=is_fenced, name=name, content=token.content, card=self._card)
        self.codes.append(code)

    def _html(self, token: Token) -> None:
        line = self._line(token)
        self._comment(token.content, line, is_block=True)
        try:
            root = html_text.document(_COMMENT.sub("", token.content))
        except ValueError as error:
            self.unread.append((line, f"cannot be read: {error}"))
            return
        for text in html_text.texts(root) if root is not None else ():
            self._add(line, "html", _Words(text=text.words), text.rank, text.depth)

    def _inline(self, token: Token, around: Token) -> None:
        line = self._line(token)
        words = _Words()
        for child in token.children or ():
            at = child.meta.get("at", 0)
            here = line + token.content.count("\n", 0, at)
            if child.type == "html_inline":
                self._comment(child.content, here)
            elif child.type == "citation":
                words.cite(child, here, self._column(parser.place(token, at)))
            else:
                words.add(child, here)
        rank = int(around.tag[1]) if around.type == "heading_open" else 0
        is_first = bool(self._items) and self._items[-1]
        if self._items:
            self._items[-1] = False
        kind = "heading" if rank else "cell" if around.tag in ("td", "th") else "item" if is_first else "paragraph"
        self._add(line, kind, words, rank, is_fold=bool(rank and _IS_FOLD.search(token.content)))

    def _column(self, place: int) -> int:
        """Return the column in the file of a place in the text, counted from 1."""
        return place - self._body.rfind("\n", 0, place)

    def _comment(self, text: str, line: int, *, is_block: bool = False) -> None:
        for found in _COMMENT.finditer(text):
            at, written = line + text.count("\n", 0, found.start()), found[0].strip()
            self.comments.append(Comment(line=at, written=written, is_alone=text.strip() == written and is_block))

    def _add(
        self, line: int, kind: str, words: "_Words", rank: int = 0, inner_depth: int = 0, *, is_fold: bool = False
    ) -> None:
        text = words.text.rstrip()
        if rank == 2:
            self._section = text
        if text or words.marks:
            block = Block(
                line=line,
                kind=kind,
                text=text,
                rank=rank,
                is_fold=is_fold,
                section="" if rank == 2 else self._section,
                card=self._card,
                depth=len(self._items) + inner_depth,
                is_numbered=kind == "item" and self._lists[-1],
                marks=tuple(words.marks),
                links=tuple(words.links),
                bold=tuple(words.bold),
            )
            self.blocks.append(block)


@dataclass(slots=True, kw_only=True)
class _Words:
    """The text of a block while it is put together, and the places of what stands in it."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    open_links: list[tuple[int, Token, int]] = field(default_factory=list)
    open_bold: list[int] = field(default_factory=list)

    def add(self, token: Token, line: int) -> None:
        """Add a part of the text, or remember the start or end of a link or of bold words."""
        match token.type:
            case "text" | "text_special":
                is_apart = not self.text or self.text.endswith(" ")
                self.text += token.content.lstrip(" ") if is_apart else token.content
            case "softbreak" | "hardbreak":
                self.text = f"{self.text.rstrip(' ')} "
            case "link_open":
                self.open_links.append((len(self.text), token, line))
            case "link_close":
                start, opened, line = self.open_links.pop()
                target = unquote(str(opened.attrs["href"]))
                self.links.append(Link(start=start, end=len(self.text), target=target, line=line))
            case "strong_open":
                self.open_bold.append(len(self.text))
            case "strong_close":
                self.bold.append((self.open_bold.pop(), len(self.text)))

    def cite(self, token: Token, line: int, column: int) -> None:
        """Add a mark; the white space before it belongs to it."""
        self.text = self.text.rstrip()
        names = tuple(token.content.split())
        self.marks.append(Mark(at=len(self.text), facts=names, written=token.markup, line=line, column=column))
