"""Checks of what differs in another region; whether pages have the places is checked with the pages."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.differences import KEYS, TABLES, Place
from symptom_checker_workshop.tables.rows import Difference

FORM = "write a page, such as self-care/fluids.md, or table, id and key, such as 'advice no-quinine text'"


@check("difference-place")
def a_difference_has_its_place(tables: Tables) -> Iterator[Problem]:
    """What differs in the tables names a text that is there, and the facts that it rests on at home."""
    for row in tables.knowledge.differences.values():
        if not row.is_of_page:
            yield from (tables.problem("difference", row.id, what) for what in _misplaced(tables, row))


def _misplaced(tables: Tables, difference: Difference) -> Iterator[str]:
    place = Place.named(difference.at)
    if place is None:
        yield f"'{difference.at}' names no place: {FORM}"
    elif place.table not in TABLES:
        yield f"table '{place.table}' has no words to change, {did_you_mean(place.table, TABLES)}"
    elif place.row not in tables.rows(place.table):
        yield f"{place.table} '{place.row}' does not exist, {did_you_mean(place.row, tables.rows(place.table))}"
    else:
        row: Any = tables.rows(place.table)[place.row]
        options = {option.id: option for option in row.option} if place.option else {"": row}
        if place.option not in options:
            yield f"option '{place.option}' does not exist, {did_you_mean(place.option, options)}"
            return
        if place.key not in KEYS or not isinstance(getattr(options[place.option], place.key, None), str):
            known = sorted(key for key in KEYS if isinstance(getattr(options[place.option], key, None), str))
            yield f"key '{place.key}' holds no words, {did_you_mean(place.key, known)}"
        facts = () if place.option else getattr(row, "facts", ())
        if set(facts) != set(difference.of):
            yield (
                f"was written for the facts {_names(difference.of)}, and the words now rest on {_names(facts)}: "
                "read both, correct 'here' and 'facts', then write these facts in 'of'"
            )


@check("difference-words")
def a_difference_has_words_of_its_region(tables: Tables) -> Iterator[Problem]:
    """What differs has words, other facts than at home, and one at least from a source of the region itself."""
    knowledge = tables.knowledge
    for row in knowledge.differences.values():
        if not row.here:
            yield tables.problem("difference", row.id, "has no words: write them in 'here'")
        if row.is_of_page and not row.of:
            what = "has no facts 'of': write those of the mark behind the words on the page"
            yield tables.problem("difference", row.id, what)
        domains = knowledge.regions[row.region].domains if row.region in knowledge.regions else ()
        keys = {key for name in row.facts if name in knowledge.facts for key in knowledge.facts[name].sources}
        hosts = {urlsplit(knowledge.sources[key].url).netloc.lower() for key in keys if key in knowledge.sources}
        if domains and row.facts and not any(f".{host}".endswith(f".{end}") for host in hosts for end in domains):
            what = f"rests on no source of {row.region} (address in {_names(domains)}): add a fact with one"
            yield tables.problem("difference", row.id, what)


def _names(facts: object) -> str:
    return ", ".join(sorted(facts)) if isinstance(facts, tuple) and facts else "none"
