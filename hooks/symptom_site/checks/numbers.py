"""Numbers on pages: one that is said in several places is written once, in the topic's numbers.toml.

A number is known by its words and by the facts of the mark behind it: "10 minutes" of a cramp is another number than
"10 minutes" of a cold pack.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.numbers import FILE, PLACE, name
from symptom_checker_workshop.tables.rows import Knowledge, Number
from symptom_site.source.blocks import Block, Page

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_RANGE = rf"{_NUMBER}(?:(?: to | or |-|–){_NUMBER})?"
_UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|milligrams?|mg|grams?|micrograms?|ounces?|cups?|"
    r"glasses|liters?|pints?|quarts?|teaspoons?|tablespoons?|pounds?|inches|inch|feet|miles?|°[CF]|degrees?)"
)
COUNTED = re.compile(
    rf"\b{_RANGE}(?: |-)?{_UNIT}(?!\w)|\b{_NUMBER} (?:or|and) (?:older|over|younger|under)\b"
    rf"|\b(?:under|over|aged?) {_RANGE}\b(?!(?: |-){_UNIT})",
    re.IGNORECASE,
)
"""A number with a unit, and an age."""

LISTED = 4
"""So many pages are named in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number that is written by hand."""

    path: str
    """The file of its page."""
    line: int
    text: str
    """Its words, in small letters and with single spaces."""
    facts: frozenset[str]
    """Those of the next mark behind it; empty where there is none."""


def check(pages: Iterable[Page], knowledge: Knowledge) -> Iterator[Problem]:
    """Name what is written by hand and has an entry, or stands on several pages and has none.

    `pages` are as they are written, with places for numbers. Where the topic has no entry, nothing is named.
    """
    if not knowledge.numbers:
        return
    pages = list(pages)
    entries: dict[str, list[Number]] = {}
    for row in knowledge.numbers.values():
        entries.setdefault(_plain(row.text), []).append(row)
    rest = []
    for found in (found for page in pages for found in by_hand(page, entries)):
        fitting = [row for row in entries.get(found.text, ()) if not found.facts or found.facts.intersection(row.facts)]
        if fitting:
            ways = " or ".join(f"[={row.id}] ({row.means})" for row in fitting)
            yield _problem(found, f"is written by hand: write {ways}")
        else:
            rest.append(found)
    yield from _repeated(rest)
    for page in pages:
        yield from _unfounded(page, knowledge.numbers)
    yield from _unused(pages, knowledge)


def check_filled(page: Page, known: Collection[str] | None) -> Iterator[Problem]:
    """Name each place for a number on a page whose id has no entry, so that readers would see it.

    Without the ids that are `known`, because the tables could not be read, no place is filled in and none is named.
    """
    places = [(block.line, place) for block in page.blocks for place in PLACE.finditer(block.text)]
    for key, value in page.values.items():
        places += [(page.lines.get(key, 1), place) for place in PLACE.finditer(str(value))]
    for line, place in places if known is not None else ():
        what = f"is not in {FILE}, {did_you_mean(place[1], known or ())}"
        yield Problem(file=page.path, line=line, where=f"'{place[0]}'", what=what)


def by_hand(page: Page, entries: Iterable[str] = ()) -> Iterator[Found]:
    """Yield each number of a page as it is written; `entries` are words that are numbers too."""
    known = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in sorted(entries, key=len, reverse=True))
    pattern = re.compile(rf"{COUNTED.pattern}|(?<!\w)(?:{known})(?!\w)" if known else COUNTED.pattern, re.IGNORECASE)
    for block in page.blocks:
        text = PLACE.sub(lambda place: " " * len(place[0]), block.text)
        for number in pattern.finditer(text):
            facts = frozenset(_facts_behind(block, number.end()))
            yield Found(path=page.path, line=block.line, text=_plain(number[0]), facts=facts)


def _repeated(found: list[Found]) -> Iterator[Problem]:
    """Name each number that several pages say with the same fact, at the first of them."""
    rest = found
    while rest:
        groups: dict[tuple[str, str], list[Found]] = {}
        for item in rest:
            for fact in sorted(item.facts):
                groups.setdefault((item.text, fact), []).append(item)
        many = max(groups.values(), key=lambda group: len({item.path for item in group}), default=[])
        paths = sorted({item.path for item in many})
        if len(paths) < 2:
            return
        text, fact = next(key for key, group in groups.items() if group is many)
        names = ", ".join(paths[:LISTED]) + (" …" if len(paths) > LISTED else "")
        what = (
            f"stands by hand on {len(paths)} pages ({names}) with the fact {fact}: "
            f'give it an entry in {FILE}, [[number]] with text = "{text}", and write [=its id]'
        )
        yield _problem(many[0], what)
        rest = [item for item in rest if item.text != text or fact not in item.facts]


def _unfounded(page: Page, numbers: Mapping[str, Number]) -> Iterator[Problem]:
    """Name each place for a number behind which a mark stands that names none of its facts."""
    for block in page.blocks:
        for place in PLACE.finditer(block.text):
            facts, row = _facts_behind(block, place.end()), numbers.get(name(place[1]))
            if facts and row and not set(facts).intersection(row.facts):
                wanted = " or ".join(row.facts)
                what = f"has a mark behind it without {wanted}, on which it rests: add it there, or take another number"
                yield Problem(file=page.path, line=block.line, where=f"'{place[0]}'", what=what)


def _unused(pages: Iterable[Page], knowledge: Knowledge) -> Iterator[Problem]:
    texts = [path.read_text(encoding="utf-8") for path in Path(knowledge.folder).glob("*.toml")]
    for page in pages:
        texts += [block.text for block in page.blocks] + list(map(str, page.values.values()))
    used = {name(place) for text in texts for place in PLACE.findall(text)}
    for row in knowledge.numbers.values():
        if row.id not in used:
            line = knowledge.lines.get(("number", row.id), 1)
            yield Problem(file=FILE, line=line, where=f"number '{row.id}'", what="stands nowhere: take it out")


def _facts_behind(block: Block, at: int) -> tuple[str, ...]:
    """Return the facts of the next mark behind a place in a block."""
    return next((mark.facts for mark in block.marks if mark.at >= at), ())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _problem(found: Found, what: str) -> Problem:
    return Problem(file=found.path, line=found.line, where=f"'{found.text}'", what=what)
