"""Care cards: the blocks of a page that say when to get help, and how fast."""

import functools
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Mapping

from markdown import Markdown
from markdown.util import AtomicString
from markupsafe import Markup
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.rows import Level
from symptom_site.components.templates import Fragments
from symptom_site.source.blocks import CardSign, Page

ORDER = ("emergency", "urgent", "routine", "self-care")
"""The order of the cards on a page: the most urgent first."""

STROKES = 3
"""A line with as many closes a card; with others it would not."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def render(level: Level, body: Markup, fragments: Fragments, *, abroad: str, heading: int = 3) -> str:
    """Return a card as HTML; `heading` is the rank of its heading, `abroad` what an emergency says to other regions."""
    shown = abroad if level.id == ORDER[0] else ""
    return fragments.render("care_card/care-card.html", level=level, body=body, heading=heading, abroad=shown)


class CareCards(BlocksExtension):
    """Markdown extension: `/// emergency` … `///` becomes a card, and so for each level."""

    def __init__(self, levels: Mapping[str, Level], abroad: str, fragments: Fragments) -> None:
        """Keep the words of the levels, and what an emergency says to other regions."""
        super().__init__()
        self._levels = levels
        self._empty = functools.cache(
            lambda level, rank: render(levels[level], Markup(), fragments, abroad=abroad, heading=rank)
        )

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: ARG002, N802
        """Register one block per level."""
        for level in self._levels.values():
            block_mgr.register(_block_for(level, self._empty), {})


def _block_for(level: Level, empty: Callable[[str, int], str]) -> type[Block]:
    """Return the block class of one level; the blocks of pymdownx are told apart by class.

    `empty` gives the HTML of a card without lines, for a level and the rank of its heading.
    """

    class CareCard(Block):
        NAME = level.id

        def on_create(self, parent: etree.Element) -> etree.Element:
            card = etree.fromstring(empty(level.id, self._rank()))  # noqa: S314  our own
            heading = card[0]
            # The outline beside the page shows the word alone; the heading's own words are a sentence.
            heading.set("data-toc-label", level.urgency)
            # A link to a card stays good where a region words it in another way.
            heading.set("id", level.id)
            for part in card.iter():
                # These words are finished: Markdown must not read marks into them.
                part.text, part.tail = AtomicString(part.text or ""), AtomicString(part.tail or "")
            parent.append(card)
            return card

        def on_add(self, block: etree.Element) -> etree.Element:
            return block[1]

        def _rank(self) -> int:
            """Return the rank that follows the last heading before the card; that of another card counts as it is."""
            last = _last_heading(self.md.parser.root)
            if last is None:
                return 2
            rank = int(last.tag[1])
            return rank if last.get("class") == "care-card__heading" else min(rank + 1, 6)

    return CareCard


def _last_heading(root: etree.Element) -> etree.Element | None:
    """Return the last heading; looks from the end, so that a page of many cards is not read anew for each."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in HEADINGS:
            return element
        waiting.extend(element)
    return None


def check(page: Page) -> Iterable[Problem]:
    """Name what is wrong with the cards of a page."""
    around = _folds(page)
    everywhere: dict[int, dict[str, int]] = {}
    opened: CardSign | None = None
    for sign in page.cards:
        seen = everywhere.setdefault(around(sign.line), {})
        if sign.strokes != STROKES:
            what = f"begins with {sign.strokes} strokes: write {STROKES}"
            yield Problem(file=page.path, line=sign.line, where=f"'{'/' * sign.strokes} {sign.name}'", what=what)
        if sign.name:
            if opened:
                yield _problem(page, opened, "is never closed: add a line '///' after it")
            yield from _card_problems(page, sign, seen)
            seen.setdefault(sign.name, sign.line)
        elif opened is None:
            yield Problem(file=page.path, line=sign.line, where="'///'", what="closes no card: remove it")
        elif not _words(page, opened, sign):
            yield _problem(page, opened, "is empty: write below it, in a list, when it holds")
        elif second := _second_heading_problem(page, opened, sign):
            yield second
        opened = sign if sign.name else None
    if opened:
        yield _problem(page, opened, "is never closed: add a line '///' after it")
    for code in page.codes:
        if code.card:
            what = "stands in a card as code, which no reader takes for a sign: move it to the left edge of the page"
            yield Problem(file=page.path, line=code.line, where=f"'{code.content.split(chr(10))[0][:40]}'", what=what)


def _folds(page: Page) -> Callable[[int], int]:
    """Return what gives, for a line of the page, that of the fold around it; 0 outside of folds."""
    starts, rank, fold = [(0, 0)], 0, 0
    for block in page.blocks:
        if block.rank and (block.is_fold or block.rank <= rank):
            rank, fold = (block.rank, block.line) if block.is_fold else (0, 0)
            starts.append((block.line, fold))
    return lambda line: next(fold for start, fold in reversed(starts) if start <= line)


def _words(page: Page, opened: CardSign, closed: CardSign) -> bool:
    """Return whether anything stands between two lines of a page, code too, which is named by itself."""
    lines = (*(block.line for block in page.blocks), *(code.line for code in page.codes))
    return any(opened.line < line < closed.line for line in lines)


def _second_heading_problem(page: Page, opened: CardSign, closed: CardSign) -> Problem | None:
    """Name a bold line that begins a card and divides nothing: the card's own heading then has no line of its own."""
    inside = [block for block in page.blocks if opened.line < block.line < closed.line]
    headings = [block for block in inside if block.kind == "paragraph" and block.bold == ((0, len(block.text)),)]
    if len(headings) != 1 or headings[0] is not inside[0]:
        return None
    what = "is a second heading right below that of its card: take it out, or put lines of the card before it"
    return Problem(file=page.path, line=headings[0].line, where=f"'{headings[0].text}'", what=what)


def _problem(page: Page, sign: CardSign, what: str) -> Problem:
    return Problem(file=page.path, line=sign.line, where=f"card '{sign.name}'", what=what)


def _card_problems(page: Page, sign: CardSign, seen: Mapping[str, int]) -> Iterable[Problem]:
    if sign.name not in ORDER:
        yield _problem(page, sign, f"is not a level, {did_you_mean(sign.name, ORDER)}")
        return
    if sign.rest:
        what = f"has words beside its name ('{sign.rest}'): its heading comes from levels.toml, remove them"
        yield _problem(page, sign, what)
    if sign.name in seen:
        what = f"stands twice on the page (first in line {seen[sign.name]}): make it one card"
        yield _problem(page, sign, what)
    for later in ORDER[ORDER.index(sign.name) + 1 :]:
        if later in seen:
            what = f"stands after '{later}' (line {seen[later]}): the most urgent card comes first"
            yield _problem(page, sign, what)
            break
