"""The text of a page: its headings, paragraphs and items, and its sentences as they are read aloud."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import textstat

from parts import care_card

HEAD = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
TAG_OR_COMMENT = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
CITATION = re.compile(r"\s*\[@[^\]]*\]")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
ATTRIBUTES = re.compile(r"\{:?\s*[.#\w][^}\n]*\}")
EMPHASIS = re.compile(r"[*_`]+")
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*(?:#+\s*)?(?:\{[^}]*\}\s*)?$")
SKIPPED = re.compile(r"\s*(?:\|?[\s:|-]+$|\[[^\]]+\]:)")
ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+|\s*>\s?")
SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|etc|e\.g|i\.e|[ap]\.m|U\.S)\.$")
WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, an item of a list or a cell of a table, and where it stands on its page."""

    line: int
    """The line of the file on which it starts."""
    text: str
    """Its words with their Markdown, without the sign of a heading or item."""
    rank: int = 0
    """That of a heading, 1 to 6; 0 for other blocks."""
    section: str = ""
    """The heading of the second rank above it; empty at the head of a page."""
    card: str = ""
    """The level of the care card around it; may be empty."""
    indent: int = -1
    """How far an item is moved to the right; -1 for other blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or an item of a list."""

    line: int
    """The line on which its paragraph starts."""
    words: tuple[str, ...]


def plain(markdown: str) -> str:
    """Return a line without marks, tags and addresses; of a link its words stay."""
    for pattern in (TAG_OR_COMMENT, CITATION, IMAGE):
        markdown = pattern.sub("", markdown)
    markdown = LINK.sub(r"\1", markdown)
    for pattern in (ATTRIBUTES, EMPHASIS):
        markdown = pattern.sub("", markdown)
    return markdown.strip()


def prose(markdown: str) -> str:
    """Return a text with its lines, and nothing in the place of what is code."""
    fence = ""
    lines = []
    for line in markdown.split("\n"):
        mark = care_card.CODE_FENCE.match(line)
        is_edge = bool(mark and (not fence or mark[1].startswith(fence)))
        if mark and is_edge:
            fence = "" if fence else mark[1]
        lines.append("" if fence or is_edge else CODE_SPAN.sub("", line))
    return "\n".join(lines)


def blocks(markdown: str, first_line: int = 1) -> list[Block]:
    """Return what a reader reads of a page whose text starts at `first_line` of its file, block by block.

    Code, comments, tags and the front matter are left out.
    """
    for pattern in (HEAD, TAG_OR_COMMENT):
        markdown = pattern.sub(lambda match: "\n" * match[0].count("\n"), markdown)
    found: list[Block] = []
    section = card = ""
    open_block: Block | None = None
    for number, line in enumerate([*prose(markdown).split("\n"), ""], first_line):
        heading, item = HEADING.match(line), ITEM.match(line)
        opening, closing = care_card.OPENING.match(line), care_card.CLOSING.match(line)
        cells = [cell.strip() for cell in line.split("|") if cell.strip()] if line.lstrip().startswith("|") else []
        is_skipped = bool(opening or closing or SKIPPED.match(line))
        if open_block and (not line.strip() or heading or item or cells or is_skipped):
            found.append(open_block)
            open_block = None
        here = Block(line=number, text="", section=section, card=card)
        if opening or closing:
            card = opening[1] if opening else ""
        elif is_skipped:
            continue
        elif heading:
            section = heading[2] if len(heading[1]) == 2 else section
            found.append(replace(here, text=heading[2], rank=len(heading[1])))
        elif cells:
            found += [replace(here, text=cell) for cell in cells]
        elif line.strip() and open_block:
            open_block = replace(open_block, text=f"{open_block.text} {line.strip()}")
        elif line.strip():
            indent = len(item[1]) if item and item[1] is not None else -1
            open_block = replace(here, text=line[item.end() :].strip() if item else line.strip(), indent=indent)
    return found


def sentences(markdown: str) -> list[Sentence]:
    """Return the sentences of a page; headings are none."""
    found = []
    for block in blocks(markdown):
        for text in () if block.rank else _split(plain(block.text)):
            if words := tuple(WORD.findall(text)):
                found.append(Sentence(line=block.line, words=words))
    return found


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has, as it is spoken."""
    return int(textstat.syllable_count(word.replace("’", "'")))


def bare(word: str) -> str:
    """Return a word in small letters, without the sign of what belongs to it: `parkinson` for “Parkinson’s”."""
    return word.casefold().replace("’", "'").removesuffix("'s")


def _split(block: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; an abbreviation ends none."""
    kept = ""
    for part in SENTENCE_END.split(block):
        kept = f"{kept} {part}".strip()
        if not ABBREVIATION.search(kept):
            yield kept
            kept = ""
    if kept:
        yield kept
