"""Checks that each name of another row is the name of one."""

import re
from collections.abc import Iterator

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.hazards import PROPERTIES
from symptom_checker_workshop.tables.checks.under_check import Tables

REFERENCES = (
    ("rule", "advice", "advice"),
    ("rule", "route", "route"),
    ("rule", "within", "within"),
    ("rule", "where", "where"),
    ("rule", "contact", "contact"),
    ("rule", "refines", "rule"),
    ("rule", "facts", "fact"),
    ("kind", "facts", "fact"),
    ("cause", "facts", "fact"),
    ("advice", "facts", "fact"),
    ("hand_over", "facts", "fact"),
    ("fact", "sources", "source"),
    ("statement", "facts", "fact"),
    ("downgrade", "facts", "fact"),
    ("not_encoded", "id", "fact"),
    ("card", "facts", "fact"),
    ("number", "facts", "fact"),
    ("case", "rules", "rule"),
    ("case", "route", "route"),
    ("case", "contrast", "case"),
    ("case", "hand_over", "hand_over"),
    ("region", "home_facts", "fact"),
    ("difference", "region", "region"),
    ("difference", "of", "fact"),
    ("difference", "facts", "fact"),
)
"""Table, key, and the table whose rows the key names."""

SAID = {
    "facts": "fact",
    "home_facts": "fact",
    "of": "fact",
    "id": "fact",
    "sources": "source",
    "rules": "rule",
}
"""What a key is called in a message where that is another word."""

FACT_ID = re.compile(r"\b([A-Z]+)-[0-9]+[a-z]?\b")


@check("reference")
def names_exist(tables: Tables) -> Iterator[Problem]:
    """Each id of another row is that of one."""
    for table, key, target in REFERENCES:
        known = set(tables.rows(target))
        for row in tables.rows(table).values():
            given = getattr(row, key)
            names = (given,) if isinstance(given, str) else given
            yield from tables.unknown(table, row.id, SAID.get(key, key), names, known)
    for hazard in tables.knowledge.hazards.values():
        controls = [*tables.knowledge.rules, *tables.knowledge.hand_overs]
        yield from tables.unknown("hazard", hazard.id, "control", hazard.controls, controls)
        yield from tables.unknown("hazard", hazard.id, "test", hazard.tests, [*tables.knowledge.cases, *PROPERTIES])
    for region in tables.knowledge.regions.values():
        for phrase in region.phrase:
            yield from tables.unknown("region", region.id, "fact", phrase.facts, tables.knowledge.facts)


@check("case-source")
def cases_say_where_their_level_comes_from(tables: Tables) -> Iterator[Problem]:
    """Each case and story has a source, and a fact that it names exists.

    A fact that was split later may be named without its letter. Words may stand beside the facts: some cases are there
    for a rule of the checker itself, such as what "not sure" counts as.
    """
    facts = tables.knowledge.facts
    known = {*facts, *(re.sub(r"[a-z]$", "", name) for name in facts)}
    series = {name.partition("-")[0] for name in facts}
    for table in ("case", "story"):
        for row in tables.rows(table).values():
            if not row.source:
                yield tables.problem(table, row.id, "has no source: say which facts its level comes from")
            named = [found[0] for found in FACT_ID.finditer(row.source) if found[1] in series]
            yield from tables.unknown(table, row.id, "source: fact", named, known)
