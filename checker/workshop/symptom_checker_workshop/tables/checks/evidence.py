"""Checks of what rests on which facts, and facts on which sources."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from symptom_checker.logic import LEVELS
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.rows import Advice, Cause, Difference, HandOver, Kind, Rule

WEBSITE = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|net|org|info|io|co|eu|us|ca|de|fr|uk|au|nz|ie|in)\b", re.IGNORECASE)
"""A name of a website, as a title may hold one: `example.com`."""


@check("fact-without-source")
def facts_have_sources(tables: Tables) -> Iterator[Problem]:
    """What nobody has read anywhere is no fact."""
    for fact in tables.knowledge.facts.values():
        if not fact.sources:
            yield tables.problem("fact", fact.id, "has no source: find one, or take the fact out")


@check("source-unused")
def sources_are_used(tables: Tables) -> Iterator[Problem]:
    """A source stands in the list only while a fact rests on it."""
    used = {key for fact in tables.knowledge.facts.values() for key in fact.sources}
    for source in tables.knowledge.sources.values():
        if source.id not in used:
            yield tables.problem("source", source.id, "no fact rests on it: name it in one, or take it out")


@check("source-address")
def sources_have_addresses(tables: Tables) -> Iterator[Problem]:
    """Who read a publisher's own page can say where; an address is one that a browser opens."""
    for source in tables.knowledge.sources.values():
        address = urlsplit(source.url)
        if not source.url and source.read == "direct":
            what = "was read on the publisher's own page, but has no address: write its url, or read = 'copy'"
            yield tables.problem("source", source.id, what)
        if source.url and (address.scheme not in {"http", "https"} or "." not in address.netloc):
            what = f"url {source.url!r} is no address: begin it with https:// and the host, or leave it empty"
            yield tables.problem("source", source.id, what)


@check("source-twice")
def a_page_is_read_once(tables: Tables) -> Iterator[Problem]:
    """A publisher's own page is one source; only copies of it, read elsewhere, have its address too."""
    first: dict[tuple[str, str], str] = {}
    for source in tables.knowledge.sources.values():
        address = urlsplit(source.url.casefold())
        page = (f"{address.netloc}{address.path.rstrip('/')}?{address.query}", source.date)
        known = first.setdefault(page, source.id) if source.url and source.read == "direct" else source.id
        if known != source.id:
            what = f"is the same page as the source '{known}': name that one in its facts, and take this row out"
            yield tables.problem("source", source.id, what)


@check("source-elsewhere")
def sources_name_no_other_website(tables: Tables) -> Iterator[Problem]:
    """A publisher or a title names no website but the one that it leads to: not where a copy happens to lie."""
    for source in tables.knowledge.sources.values():
        host = urlsplit(source.url).netloc.lower()
        for website in WEBSITE.findall(f"{source.publisher} {source.title}"):
            if not f".{host}".endswith(f".{website.lower()}"):
                what = f"names {website}, to which it does not lead: name the publisher alone"
                yield tables.problem("source", source.id, what)


@check("no-fact")
def rows_rest_on_facts(tables: Tables) -> Iterator[Problem]:
    """Each rule, kind, cause, piece of advice, handing over and difference rests on a fact."""
    for table, row in tables.citing():
        if not set(row.facts) & set(tables.knowledge.facts):
            yield tables.problem(table, row.id, "rests on no fact: add one, or take it out")


@check("weak-calm")
def reports_never_calm(tables: Tables) -> Iterator[Problem]:
    """What lets a reader do less, or asks for something to be done, rests on a fact that was read itself."""
    for table, row in tables.citing():
        cited = [name for name in row.facts if name in tables.knowledge.facts]
        if cited and _calms(row) and all(map(tables.knowledge.is_weak, cited)):
            what = "rests on reports alone, which may raise a level but not calm: cite a fact that was read itself"
            yield tables.problem(table, row.id, what)


def _calms(row: Rule | Kind | Cause | Advice | HandOver | Difference) -> bool:
    """Return whether a reader could do less because of the row, or something that may harm."""
    is_calm = (isinstance(row, Rule) and row.level == LEVELS[0]) or (isinstance(row, Advice) and row.type == "do")
    return is_calm or isinstance(row, Difference)


@check("fact-not-considered")
def facts_are_considered(tables: Tables) -> Iterator[Problem]:
    """Every fact of the considered series is used, or set aside with a reason."""
    knowledge = tables.knowledge
    used = {name for _, row in tables.citing() for name in row.facts}
    for fact in knowledge.facts.values():
        is_considered = fact.id.partition("-")[0] in knowledge.topic.considered
        if is_considered and fact.id not in used and fact.id not in knowledge.not_encoded:
            what = "is used by no rule, kind, cause or advice: use it, or list it in not_encoded.toml with the reason"
            yield tables.problem("fact", fact.id, what)


@check("set-aside")
def set_aside_with_a_reason(tables: Tables) -> Iterator[Problem]:
    """A fact that is set aside is used by nothing, and says why."""
    citer = {name: f"the {table} '{row.id}'" for table, row in tables.citing() for name in row.facts}
    for row in tables.knowledge.not_encoded.values():
        if row.id in citer:
            yield tables.problem("not_encoded", row.id, f"{citer[row.id]} uses it: take this row out")
        if not row.reason:
            what = "has no reason: say in one sentence why it is not used"
            yield tables.problem("not_encoded", row.id, what)


@check("unsigned-fall")
def falls_are_signed(tables: Tables) -> Iterator[Problem]:
    """A level falls only with a reason, and with the name of who decided it."""
    for line in tables.knowledge.allowed_downgrades.values():
        if not line.reason or not line.signed:
            yield tables.problem("downgrade", line.id, "needs a reason and who signed it, with the day")
