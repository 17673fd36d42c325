"""Citation marks: `[@SER-01 NEW-07]` in a page names the facts behind the words before it."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from parts import care_card, templates
from parts.citations import Citation
from parts.plain_text import blocks, prose
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import Knowledge

MARK = re.compile(r"\s*\[@([^\]]*)\]")
"""A mark, with the white space before it: no line may break between the words and their numbers."""

PLACE = re.compile(r'<sup data-facts="([^"]*)"></sup>')
"""What stands in the HTML of a page until its sources have their numbers."""

SHOWN = 4
"""The most numbers that one mark shows; of more sources the last place says how many are left."""

CHECKER = "How the checker can help"
"""The section that makes no medical statement; every other one has a mark behind its words."""

HEADS_LIST = re.compile(r"[^.!?]*:\**$|\*\*[^*]*[^*.!?]\*\*$")
"""One sentence that leads over to a list, or words in bold that head one."""

OF_SITE = re.compile(r"\W*(?:Here are|Look up|The checker|The phone numbers|This site)\b")
"""How a sentence about the site itself begins."""

SENTENCE_END = re.compile(r"(?<=[.!?])[*\"”’)]*\s+")
LINK = re.compile(r"\[[^\]@]*\]\(")

REPORTED = re.compile(r"(?:^|[.!?]\W*\s)\W*Reported by ")


class Citations(Extension):
    """Markdown extension: leaves a place for the numbers of each mark, which `fill` writes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Read marks before links, and after code and escaped signs."""
        md.inlinePatterns.register(_Processor(MARK.pattern, md), "citation", 175)


class _Processor(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        place = etree.Element("sup")
        place.set("data-facts", " ".join(m[1].split()))
        return place, m.start(), m.end()


def fill(html: str, sources: Sequence[Citation], knowledge: Knowledge) -> str:
    """Return the HTML of a page with a link to each numbered source of its foot in the place of each mark."""
    numbers = {key: number for number, source in enumerate(sources, 1) for key in source.keys}

    def cited(place: re.Match[str]) -> str:
        known = [name for name in place[1].split() if name in knowledge.facts]
        found = sorted({numbers[key] for name in known for key in knowledge.facts[name].sources if key in numbers})
        cut = len(found) if len(found) <= SHOWN else SHOWN - 1
        shown = [(number, sources[number - 1]) for number in found[:cut]]
        return templates.render("citation-mark.html", shown=shown, more=found[cut:]) if found else ""

    return PLACE.sub(cited, html)


def facts(markdown: str) -> tuple[str, ...]:
    """Return the facts that the marks of a text name, each once, in the order of the text; code holds no marks."""
    return tuple(dict.fromkeys(name for mark in MARK.findall(prose(markdown)) for name in mark.split()))


def check(file: str, markdown: str, first_line: int, knowledge: Knowledge) -> Iterator[Problem]:
    """Name the marks of a page that name no fact."""
    text = prose(markdown)
    for mark in MARK.finditer(text):
        line = first_line + text.count("\n", 0, mark.start(1))
        if not mark[1].split():
            yield _problem(file, line, mark[0], "names no fact: write one, such as [@DEF-01]")
        for name in mark[1].split():
            if name not in knowledge.facts:
                yield _problem(file, line, mark[0], f"'{name}' is not in facts.toml, {mend(name, knowledge)}")


def check_article(
    file: str, markdown: str, first_line: int, knowledge: Knowledge, *, cards_alone: bool = False
) -> Iterator[Problem]:
    """Name words of an article without a mark behind them, and words that may calm and rest on reports alone.

    `cards_alone`: the page is no article, so that only what its care cards say is looked at.
    """
    text = [block for block in blocks(markdown, first_line) if not block.rank and (block.card or not cards_alone)]
    for block, following in zip(text, [*text, None][1:], strict=True):
        where = f"'{block.card}' card" if block.card else f"'{block.section}'"
        has_parts = following is not None and following.indent > block.indent >= 0
        is_item = block.indent >= 0 and not has_parts
        if block.section != CHECKER and not _is_cited(block.text, is_item=is_item):
            what = f"has no mark: name the facts behind it, such as [@DEF-01], before its last sign ({where})"
            yield _problem(file, block.line, block.text, what)
        known = [name for name in facts(block.text) if name in knowledge.facts]
        is_alarm = block.card in care_card.ORDER[:-1]
        if known and not is_alarm and all(map(knowledge.is_weak, known)) and not REPORTED.search(block.text):
            what = (
                f"rests on reports alone ({', '.join(known)}) where it may calm ({where}): "
                "cite a fact that was read itself, or begin with 'Reported by' and the publisher"
            )
            yield _problem(file, block.line, block.text, what)


def _is_cited(text: str, *, is_item: bool) -> bool:
    """Tell whether the last words that state something have a mark, which stands for those before them too."""
    stating = [part for part in SENTENCE_END.split(text) if facts(part) or not _leads_on(part, is_item=is_item)]
    return not stating or bool(facts(stating[-1]))


def _leads_on(sentence: str, *, is_item: bool) -> bool:
    """Tell whether a sentence states nothing: it asks, heads a list, leads elsewhere or speaks of the site."""
    heads = not is_item and HEADS_LIST.match(sentence)
    return bool(heads or LINK.search(sentence) or OF_SITE.match(sentence) or sentence.rstrip("*").endswith("?"))


def mend(name: str, knowledge: Knowledge) -> str:
    """Say what to write instead: a fact that became several is there as SER-25a, SER-25b and so on."""
    parts = [known for known in knowledge.facts if known[:-1] == name and known[-1].isalpha()]
    return f"it was split: name those of {', '.join(parts)} that fit" if parts else did_you_mean(name, knowledge.facts)


def _problem(file: str, line: int, text: str, what: str) -> Problem:
    text = text.strip()
    return Problem(file=file, line=line, where=f"'{text if len(text) < 40 else text[:40] + ' …'}'", what=what)
