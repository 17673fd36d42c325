"""Numbers on pages and in tables: one that is said in several places is written once, in the topic's numbers.toml.

A number is known by its words and by the facts of the mark behind it, in a table by those of its row: "10 minutes" of
a pain is another number than "10 minutes" of a cold pack.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.numbers import FILE, PLACE, name
from symptom_checker_workshop.tables.rows import Knowledge, Number
from symptom_site.checks.table_texts import Text
from symptom_site.source.blocks import Block, Page

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_RANGE = rf"{_NUMBER}(?:(?: to | or |-|–){_NUMBER})?"
_UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|milligrams?|mg|grams?|micrograms?|ounces?|cups?|"
    r"glasses|liters?|pints?|quarts?|teaspoons?|tablespoons?|pounds?|inches|inch|feet|miles?|°[CF]|degrees?)"
)
COUNTED = re.compile(
    rf"\bweek {_NUMBER}\b|\b{_RANGE}(?: |-)?{_UNIT}(?!\w)|\b{_NUMBER} (?:or|and) (?:older|over|younger|under)\b"
    rf"|\b(?:under|over|aged?) {_RANGE}\b(?!(?: |-){_UNIT})",
    re.IGNORECASE,
)
"""A number with a unit, a week of pregnancy, and an age."""

LISTED = 4
"""So many pages are named in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number that is written by hand."""

    path: str
    """The file of its page or table."""
    line: int
    text: str
    """Its words, in small letters and with single spaces."""
    facts: frozenset[str]
    """Those of the next mark behind it, or of its row; empty where there is none."""
    is_counted: bool = True
    """It is a number whatever it is of; words such as "a day" are one only beside a fact of their entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says of numbers."""

    by_hand: tuple[Found, ...]
    problems: tuple[Problem, ...]
    """Places for a number on facts that are not its own."""
    named: frozenset[str]
    """The ids of its places for numbers."""


def of(page: Page, numbers: Mapping[str, Number]) -> Said:
    """Return what a page, as it is written, says of numbers; `numbers` are the entries of the topic, by id."""
    texts = [*(block.text for block in page.blocks), *map(str, page.values.values())]
    return Said(
        by_hand=tuple(by_hand(page, _entries(numbers))),
        problems=tuple(_unfounded(page, numbers)),
        named=frozenset(name(place) for text in texts for place in PLACE.findall(text)),
    )


def _entries(numbers: Mapping[str, Number]) -> dict[str, list[Number]]:
    """Return the entries by their words."""
    entries: dict[str, list[Number]] = {}
    for row in numbers.values():
        entries.setdefault(_plain(row.text), []).append(row)
    return entries


def check(pages: Iterable[Said], knowledge: Knowledge, texts: Iterable[Text] = ()) -> Iterator[Problem]:
    """Name what is written by hand and has an entry, or stands in several files and has none.

    `texts` of the tables are as they are written, with places for numbers. Where the topic has no entry, nothing is
    named.
    """
    if not knowledge.numbers:
        return
    pages, texts = list(pages), list(texts)
    entries = _entries(knowledge.numbers)
    rest = []
    for found in (*(found for page in pages for found in page.by_hand), *in_tables(texts, entries)):
        fitting = [row for row in entries.get(found.text, ()) if _fits(found, row)]
        if fitting:
            ways = " or ".join(f"[={row.id}] ({row.means})" for row in fitting)
            yield _problem(found, f"is written by hand: write {ways}")
        elif found.is_counted:
            rest.append(found)
    yield from _repeated(rest)
    for page in pages:
        yield from page.problems
    for text in texts:
        for place in PLACE.finditer(text.text) if text.is_cited else ():
            yield from _without(text.path, text.line, place, text.facts, knowledge.numbers)
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
    pattern = _pattern(entries)
    for block in page.blocks:
        for number, is_counted in _numbers(block.text, pattern):
            facts = frozenset(_facts_behind(block, number.end()))
            yield Found(path=page.path, line=block.line, text=_plain(number[0]), facts=facts, is_counted=is_counted)


def in_tables(texts: Iterable[Text], entries: Iterable[str] = ()) -> Iterator[Found]:
    """Yield each number of the tables that rests on facts, as it is written."""
    pattern = _pattern(entries)
    for said in texts:
        for number, is_counted in _numbers(said.text, pattern) if said.facts else ():
            text = _plain(number[0])
            yield Found(path=said.path, line=said.line, text=text, facts=said.facts, is_counted=is_counted)


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a number; the words of an entry come first, but where a unit goes on they are a part."""
    known = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in sorted(entries, key=len, reverse=True))
    entry = rf"(?<!\w)(?:{known})(?!\w|(?: |-){_UNIT}\b|\s+or\s+(?:two|three|four)\b)|" if known else ""
    return re.compile(f"{entry}{COUNTED.pattern}", re.IGNORECASE)


def _numbers(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each number of a text except places, and whether it is a number whatever it counts."""
    for number in pattern.finditer(PLACE.sub(lambda place: " " * len(place[0]), text)):
        yield number, bool(COUNTED.fullmatch(number[0]))


def _fits(found: Found, row: Number) -> bool:
    """Tell whether a number by hand may be that of an entry: by its facts, or where none stands behind it."""
    return bool(found.facts.intersection(row.facts)) or (found.is_counted and not found.facts)


def _repeated(found: list[Found]) -> Iterator[Problem]:
    """Name each number that several files say with the same fact, at the first of them."""
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
            f"stands by hand in {len(paths)} files ({names}) with the fact {fact}: "
            f'give it an entry in {FILE}, [[number]] with text = "{text}", and write [=its id]'
        )
        yield _problem(many[0], what)
        rest = [item for item in rest if item.text != text or fact not in item.facts]


def _unfounded(page: Page, numbers: Mapping[str, Number]) -> Iterator[Problem]:
    """Name each place for a number behind which a mark stands that names none of its facts."""
    for block in page.blocks:
        for place in PLACE.finditer(block.text):
            yield from _without(page.path, block.line, place, _facts_behind(block, place.end()), numbers)


def _without(
    path: str, line: int, place: re.Match[str], facts: Collection[str], numbers: Mapping[str, Number]
) -> Iterator[Problem]:
    """Name a place for a number whose facts there are not those of the number."""
    row = numbers.get(name(place[1]))
    if facts and row and not set(facts).intersection(row.facts):
        wanted = " or ".join(row.facts)
        what = f"rests there on facts without {wanted}: add it to them, or take another number"
        yield Problem(file=path, line=line, where=f"'{place[0]}'", what=what)


def _unused(pages: Iterable[Said], knowledge: Knowledge) -> Iterator[Problem]:
    texts = [path.read_text(encoding="utf-8") for path in Path(knowledge.folder).glob("*.toml")]
    used = {name(place) for text in texts for place in PLACE.findall(text)}.union(*(page.named for page in pages))
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
