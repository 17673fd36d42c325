"""The text of a page as it is read aloud: its sentences, without Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import textstat

HEAD = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^( {0,3})(`{3,}|~{3,}).*?^ {0,3}\2[`~]*$", re.DOTALL | re.MULTILINE)
TAG_OR_COMMENT = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
CITATION = re.compile(r"\s*\[@[^\]]*\]")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
ATTRIBUTES = re.compile(r"\{:?\s*[.#\w][^}\n]*\}")
EMPHASIS = re.compile(r"[*_`]+")
HEADING = re.compile(r"\s*(#{1,6})\s+")
SKIPPED = re.compile(r"\s*(?:/{3,}|\|?[\s:|-]+$|\[[^\]]+\]:)")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+|\s*>\s?")
SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|etc|e\.g|i\.e|[ap]\.m|U\.S)\.$")
WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, an item of a list or a cell of a table."""

    line: int
    """The line on which it starts."""
    text: str
    rank: int = 0
    """That of a heading, 1 to 6; 0 for other blocks."""


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


def blocks(markdown: str) -> Iterator[Block]:
    """Yield what a reader reads of a page, block by block; code and what stands in the front matter is left out."""
    for pattern in (HEAD, FENCED, TAG_OR_COMMENT):
        markdown = pattern.sub(lambda match: "\n" * match[0].count("\n"), markdown)
    start, parts = 1, list[str]()
    for number, line in enumerate([*markdown.splitlines(), ""], 1):
        heading, item, is_skipped = HEADING.match(line), ITEM.match(line), bool(SKIPPED.match(line))
        cells = [cell for cell in line.split("|") if cell.strip()] if line.lstrip().startswith("|") else []
        if parts and (not line.strip() or heading or item or cells or is_skipped):
            yield Block(line=start, text=" ".join(parts))
            parts = []
        if is_skipped:
            continue
        if heading:
            yield Block(line=number, text=plain(line[heading.end() :]), rank=len(heading[1]))
        elif cells:
            yield from (Block(line=number, text=plain(cell)) for cell in cells)
        elif line.strip():
            start = start if parts else number
            parts.append(plain(line[item.end() :] if item else line))


def sentences(markdown: str) -> list[Sentence]:
    """Return the sentences of a page; headings are none."""
    found = []
    for block in blocks(markdown):
        for text in () if block.rank else _split(block.text):
            if words := tuple(WORD.findall(text)):
                found.append(Sentence(line=block.line, words=words))
    return found


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has, as it is spoken."""
    return int(textstat.syllable_count(word.replace("’", "'")))


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
