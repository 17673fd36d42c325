"""Put words of another region into the place in the tables that a difference names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from symptom_checker_workshop.tables.rows import Difference, Knowledge

WORDS = frozenset(
    """
    named named_they said shown
    text text_they short hint hint_they why none because heading card_heading urgency title group call_text
    scope always disclaimer emergency_heading emergency_line abroad checker_name
    refined hazard cause effect residual open
    """.split()
)
"""The keys of the topic and of the tables that hold words; the others hold names."""

TABLES: Mapping[str, str] = {
    "level": "levels", "route": "routes", "within": "timeframes", "where": "locations", "contact": "contacts",
    "hand_over": "hand_overs", "question": "questions", "rule": "rules", "kind": "kinds", "cause": "causes",
    "advice": "advice", "statement": "statements", "hazard": "hazards",
}  # fmt: skip
"""Header of a table whose words stand on pages → the attribute of `Knowledge` that holds its rows.

What sources, cases and stories say is not a region's to change.
"""

KEYS = WORDS | {"call"}
"""The keys that a difference may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A text in the tables."""

    table: str
    row: str
    option: str
    """The id of an answer to a question; empty for the question's own words, and for other rows."""
    key: str

    @classmethod
    def named(cls, at: str) -> Self | None:
        """Return the place that `at` names, such as `advice no-quinine text`; None where it has another form."""
        match at.split():
            case [table, row, key]:
                return cls(table=table, row=row, option="", key=key)
            case ["question" as table, row, option, key]:
                return cls(table=table, row=row, option=option, key=key)
        return None


def changed(knowledge: Knowledge, differences: Iterable[Difference]) -> Knowledge:
    """Return the knowledge with the words and facts of differences in its tables; those of pages change nothing."""
    tables: dict[str, Any] = {}
    for difference in differences:
        place = Place.named(difference.at)
        if place is None or place.table not in TABLES:
            continue
        name = TABLES[place.table]
        rows = tables.setdefault(name, dict(getattr(knowledge, name)))
        if place.row in rows:
            rows[place.row] = _changed_row(rows[place.row], place, difference)
    return replace(knowledge, **tables)


def _changed_row(row: Any, place: Place, difference: Difference) -> Any:
    if place.option:
        options = (
            replace(option, **{place.key: difference.here}) if option.id == place.option else option
            for option in row.option
        )
        return replace(row, option=tuple(options))
    facts = {"facts": difference.facts} if hasattr(row, "facts") else {}
    return replace(row, **{place.key: difference.here}, **facts)
