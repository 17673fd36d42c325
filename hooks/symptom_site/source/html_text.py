"""Reads HTML by one parser, and gives its texts with the elements in which they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

INLINE = frozenset("a abbr b code em i kbd mark small span strong sub sup".split())
"""Elements within a text; any other one ends it."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

UNREAD = frozenset(("script", "style"))
"""Elements that hold no text for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What stands between two ends of blocks."""

    words: str
    """The text with its white space made one."""
    around: tuple[html.HtmlElement, ...]
    """The block elements around it, the outermost first."""

    @property
    def rank(self) -> int:
        """The rank of the heading that it is, 1 to 6; 0 for other texts."""
        tag = str(self.around[-1].tag) if self.around else ""
        return int(tag[1]) if tag in HEADINGS else 0

    @property
    def depth(self) -> int:
        """How many items of lists are around it."""
        return sum(element.tag == "li" for element in self.around)


def document(text: str) -> html.HtmlElement | None:
    """Return the root of a page or of a piece of one; None where it holds no element and no text.

    `<template>` is an element like any other, so that what stands in it is found too. Raises ValueError where elements
    nest so deeply that the parser leaves out the rest.
    """
    # Pages are our own, so no limit is set to their size; no address in them is followed.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise ValueError("its elements nest more than 2,000 deep: take some of them away")
    return root


def texts(root: html.HtmlElement, unread: frozenset[str] = UNREAD) -> Iterator[Text]:
    """Yield each text below an element in the order of the page, without those of the elements `unread`."""
    parts: list[str] = []
    around: list[html.HtmlElement] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag not in INLINE
        if is_block:
            if words := " ".join("".join(parts).split()):
                yield Text(words=words, around=tuple(around))
            parts.clear()
        if event == "end":
            if is_block:
                around.pop()
            parts.append(element.tail or "")
            continue
        if is_block:
            around.append(element)
        if element.tag in unread:
            walk.skip_subtree()
        else:
            parts.append(element.text or "")
