"""Citation marks: `[@SER-01 NEW-07]` in a page names the facts behind the words before it.

Writers mark each statement; readers see one number at the end of each paragraph, item or cell.
"""

import re
from collections.abc import Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.templates import Fragments

MARK = re.compile(r"\s*\[@([^\]]*)\]")
"""A mark, with the white space before it: no line may break between the words and their numbers."""

PLACE = re.compile(r"<!--facts:([^>]*)-->")
"""What stands in the HTML of a page until its sources have their numbers: the search is quick to pass by a comment."""

_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|div|section|aside|blockquote|figure|figcaption|hr|pre)"
    r"\b[^>]*>"
)
"""Where the text of a paragraph, an item or a cell begins or ends."""

_PART = re.compile(f"{PLACE.pattern}|{_BLOCK.pattern}")

type Note = tuple[int, ...]
"""The numbers of the sources behind a paragraph, counted from 1 in the order in which a page names them."""


class Citations(Extension):
    """Markdown extension: leaves a place for the numbers of each mark, which `fill` writes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Read marks before links, and after code and escaped signs."""
        md.inlinePatterns.register(_Processor(MARK.pattern, md), "citation", 175)


class _Processor(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return self.md.htmlStash.store(f"<!--facts:{' '.join(m[1].split())}-->"), m.start(), m.end()


def fill(html: str, sources: Sequence[Citation], knowledge: Knowledge, fragments: Fragments) -> tuple[str, list[Note]]:
    """Return the HTML of a page with one mark at the end of each text that cites, and the notes to which marks lead.

    A text is a paragraph, an item, a cell. Its mark leads to the sources of all facts that it names; texts with the
    same sources share a note, whose number is its place, from 1.
    """
    numbers = {key: number for number, source in enumerate(sources, 1) for key in source.keys}
    notes: dict[Note, int] = {}
    parts: list[str] = []
    named: list[str] = []
    end = 0

    def close(text: str) -> None:
        """Add the last words of a text, with its mark before the white space behind them."""
        note = tuple(
            sorted({numbers[key] for name in named for key in knowledge.facts[name].sources if key in numbers})
        )
        named.clear()
        words = text.rstrip()
        parts.append(words)
        if note:
            number = notes.setdefault(note, len(notes) + 1)
            parts.append(fragments.render("citation/citation-mark.html", number=number))
        parts.append(text[len(words) :])

    if PLACE.search(html) is None:
        return html, []
    for part in _PART.finditer(html):
        text = html[end : part.start()]
        end = part.end()
        if part[1] is not None:
            parts.append(text)
            named += [name for name in part[1].split() if name in knowledge.facts]
        else:
            close(text)
            parts.append(part[0])
    close(html[end:])
    return "".join(parts), list(notes)
