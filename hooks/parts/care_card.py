"""Care cards: the blocks of a page that say when to get help, and how fast."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping

from markdown import Markdown
from markdown.util import AtomicString
from markupsafe import Markup
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from parts import templates
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import Level

ORDER = ("emergency", "urgent", "routine", "self-care")
"""The order of the cards on a page: the most urgent first."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CODE_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
OPENING = re.compile(r"\s{0,3}/{3,}\s*([\w-]+)\s*(.*)$")
CLOSING = re.compile(r"\s{0,3}/{3,}\s*$")


def render(level: Level, body: Markup, *, abroad: str, heading: int = 3) -> str:
    """Return a card as HTML; `heading` is the rank of its heading, `abroad` what an emergency says to other regions."""
    shown = abroad if level.id == ORDER[0] else ""
    return templates.render("care-card.html", level=level, body=body, heading=heading, abroad=shown)


class CareCards(BlocksExtension):
    """Markdown extension: `/// emergency` … `///` becomes a card, and so for each level."""

    def __init__(self, levels: Mapping[str, Level], abroad: str) -> None:
        """Keep the words of the levels, and what an emergency says to other regions."""
        super().__init__()
        self._levels, self._abroad = levels, abroad

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: ARG002, N802
        """Register one block per level."""
        for level in self._levels.values():
            block_mgr.register(_block_for(level, self._abroad), {})


def _block_for(level: Level, abroad: str) -> type[Block]:
    """Return the block class of one level; the blocks of pymdownx are told apart by class."""

    class CareCard(Block):
        NAME = level.id

        def on_create(self, parent: etree.Element) -> etree.Element:
            card = etree.fromstring(render(level, Markup(), abroad=abroad, heading=self._rank()))  # noqa: S314  our own
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
            """Return the rank that follows the last heading before the card, other cards aside."""
            ranks = [
                int(element.tag[1])
                for element in self.md.parser.root.iter()
                if element.tag in HEADINGS and element.get("class") != "care-card__heading"
            ]
            return min(ranks[-1] + 1, 6) if ranks else 2

    return CareCard


def check(file: str, markdown: str, first_line: int = 1) -> Iterable[Problem]:
    """Name what is wrong with the cards of a page whose text starts at `first_line` of `file`."""
    seen: dict[str, int] = {}
    opened: tuple[str, int] | None = None
    fence = ""
    for number, line in enumerate(markdown.splitlines(), first_line):
        mark = CODE_FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence:
            continue
        if CLOSING.match(line):
            if opened is None:
                yield Problem(file=file, line=number, where="'///'", what="closes no card: remove it")
            opened = None
        elif start := OPENING.match(line):
            name, rest = start.groups()
            if opened:
                yield _unclosed(file, *opened)
            opened = (name, number)
            yield from _card_problems(file, number, name, rest, seen)
            seen.setdefault(name, number)
    if opened:
        yield _unclosed(file, *opened)


def _unclosed(file: str, name: str, number: int) -> Problem:
    return Problem(file=file, line=number, where=f"card '{name}'", what="is never closed: add a line '///' after it")


def _card_problems(file: str, number: int, name: str, rest: str, seen: Mapping[str, int]) -> Iterable[Problem]:
    def problem(what: str) -> Problem:
        return Problem(file=file, line=number, where=f"card '{name}'", what=what)

    if name not in ORDER:
        yield problem(f"is not a level, {did_you_mean(name, ORDER)}")
        return
    if rest:
        yield problem(f"has words beside its name ('{rest}'): its heading comes from levels.toml, remove them")
    if name in seen:
        yield problem(f"stands twice on the page (first in line {seen[name]}): make it one card")
    for later in ORDER[ORDER.index(name) + 1 :]:
        if later in seen:
            yield problem(f"stands after '{later}' (line {seen[later]}): the most urgent card comes first")
            break
