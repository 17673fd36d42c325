"""Citation marks: `[@SER-01 NEW-07]` in a page names the facts behind the words before it."""

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

SHOWN = 4
"""The most numbers that one mark shows; of more sources the last place says how many are left."""


class Citations(Extension):
    """Markdown extension: leaves a place for the numbers of each mark, which `fill` writes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Read marks before links, and after code and escaped signs."""
        md.inlinePatterns.register(_Processor(MARK.pattern, md), "citation", 175)


class _Processor(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return self.md.htmlStash.store(f"<!--facts:{' '.join(m[1].split())}-->"), m.start(), m.end()


def fill(html: str, sources: Sequence[Citation], knowledge: Knowledge, fragments: Fragments) -> str:
    """Return the HTML of a page with a link to each numbered source of its foot in the place of each mark."""
    numbers = {key: number for number, source in enumerate(sources, 1) for key in source.keys}

    def cited(place: re.Match[str]) -> str:
        known = [name for name in place[1].split() if name in knowledge.facts]
        found = sorted({numbers[key] for name in known for key in knowledge.facts[name].sources if key in numbers})
        cut = len(found) if len(found) <= SHOWN else SHOWN - 1
        shown = [(number, sources[number - 1]) for number in found[:cut]]
        return fragments.render("citation/citation-mark.html", shown=shown, more=found[cut:]) if found else ""

    return PLACE.sub(cited, html)
