"""Whether what a page states has a mark behind it, and whether the facts of its marks carry it."""

import re
from collections.abc import Collection, Iterator, Mapping

from symptom_checker_workshop.problem import Problem
from symptom_site.checks.known import fact_instead
from symptom_site.components.care_card import care_card
from symptom_site.source import sentences
from symptom_site.source.blocks import Block, Page

OF_SITE = re.compile(r"\W*(?:Here are|Look up|The checker|The phone numbers|This site)\b")
"""How a sentence about the site itself begins."""

REPORTED = re.compile(r"\W*Reported by ")


def check(page: Page, facts: Mapping[str, bool] | None) -> Iterator[Problem]:
    """Name the marks of a page that name no fact; `facts`: id → whether it is weak, None when they are not known."""
    for mark in page.marks:
        if not mark.facts:
            yield _problem(page, mark.line, mark.written, "names no fact: write one, such as [@DEF-01]")
        for name in mark.facts:
            if facts is not None and name not in facts:
                what = f"'{name}' is not in facts.toml, {fact_instead(name, facts)}"
                yield _problem(page, mark.line, mark.written, what)


def check_statements(
    page: Page, facts: Mapping[str, bool] | None, unmarked: Collection[str], *, cards_alone: bool = False
) -> Iterator[Problem]:
    """Name words of an article without a mark behind them, and words that may calm and rest on reports alone.

    `unmarked`: the headings of the section that makes no medical statement; others have a mark behind their words.
    `cards_alone`: the page is no article, so that only what its care cards say needs a mark.
    """
    text = [block for block in page.blocks if not block.rank]
    for block, following in zip(text, [*text, None][1:], strict=True):
        where = f"'{block.card}' card" if block.card else f"'{block.section}'"
        has_parts = following is not None and block.kind == "item" and following.depth > block.depth
        is_item = block.kind == "item" and not has_parts
        needs_mark = block.section not in unmarked and bool(block.card or not cards_alone)
        if needs_mark and not _is_cited(block, is_item=is_item):
            what = f"has no mark: name the facts behind it, such as [@DEF-01], before its last sign ({where})"
            yield _problem(page, block.line, block.text, what)
        named = [name for mark in block.marks for name in mark.facts if facts and name in facts]
        is_alarm = block.card in care_card.ORDER[:-1]
        is_reported = any(map(REPORTED.match, sentences.split(block.text)))
        if named and facts and not is_alarm and all(facts[name] for name in named) and not is_reported:
            what = (
                f"rests on reports alone ({', '.join(named)}) where it may calm ({where}): "
                "cite a fact that was read itself, or begin with 'Reported by' and the publisher"
            )
            yield _problem(page, block.line, block.text, what)


def _is_cited(block: Block, *, is_item: bool) -> bool:
    """Return whether the last words that state something have a mark, which stands for those before them too."""
    last, is_last_cited = 0, True
    for start, end in sentences.spans(block.text):
        has_mark = any(last < mark.at <= end or (mark.at == last == 0) for mark in block.marks)
        if has_mark or not _leads_on(block, start, end, is_item=is_item):
            is_last_cited = has_mark
        last = end
    return is_last_cited


def _leads_on(block: Block, start: int, end: int, *, is_item: bool) -> bool:
    """Return whether a sentence states nothing: it asks, heads a list, leads elsewhere or speaks of the site."""
    words = block.text[start:end]
    is_bold = any(first <= start and end <= last for first, last in block.bold)
    heads = not is_item and (words.endswith(":") or (is_bold and not words.endswith((".", "!", "?"))))
    leads_away = any(start <= link.start < end for link in block.links)
    return bool(heads or leads_away or OF_SITE.match(words) or words.endswith("?"))


def _problem(page: Page, line: int, text: str, what: str) -> Problem:
    text = text.strip()
    return Problem(file=page.path, line=line, where=f"'{text if len(text) < 40 else text[:40] + ' …'}'", what=what)
