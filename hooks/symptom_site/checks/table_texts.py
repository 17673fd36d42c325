"""The texts of a topic's tables that readers see, as they are written, each with the facts that it rests on."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.checks.wording import READ_BY_READERS, SHOWN_TABLES

FILES = tuple(f"{name}.toml" for name in SHOWN_TABLES)

_ANSWER = re.compile(r"\b(\w+\.\w+)\b")
"""An answer in a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a table."""

    path: str
    """The file of its table."""
    line: int
    text: str
    facts: frozenset[str]
    """Those of its row; of an answer, those of the rules that name it; empty where there is none."""
    is_cited: bool
    """Its row names facts itself."""


def asked(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Return the facts of all rules that name an answer, by the answer."""
    found: dict[str, set[str]] = {}
    for rule in knowledge.rules.values():
        for answer in _ANSWER.findall(rule.when):
            found.setdefault(answer, set()).update(rule.facts)
    return {answer: frozenset(facts) for answer, facts in found.items()}


def read(file: str, toml: str, asked: Mapping[str, Collection[str]]) -> tuple[Text, ...]:
    """Return the texts of one table (`toml`), which the standard library can read."""
    rows, last, found = toml.splitlines(), 0, []
    for words, facts, is_cited in _texts(tomllib.loads(toml), asked):
        start = words.strip().split("\n")[0]
        # Texts come in the order of the file, so the search goes on where it ended.
        last = next((row for row in (*range(last, len(rows)), *range(last)) if start in rows[row]), last)
        found.append(Text(path=file, line=last + 1, text=words, facts=frozenset(facts), is_cited=is_cited))
    return tuple(found)


def _texts(
    value: object,
    asked: Mapping[str, Collection[str]],
    key: str = "",
    facts: Collection[str] = (),
    question: str = "",
    *,
    is_cited: bool = False,
) -> Iterator[tuple[str, Collection[str], bool]]:
    """Yield each text that readers see, with its facts, and whether its row names them."""
    if isinstance(value, dict):
        name = str(value.get("id", ""))
        if "facts" in value:
            facts, is_cited = value["facts"], True
        elif key == "option":
            facts = asked.get(f"{question}.{name}", ())
        for inner, item in value.items():
            yield from _texts(item, asked, inner, facts, name or question, is_cited=is_cited)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, asked, key, facts, question, is_cited=is_cited)
    elif isinstance(value, str) and key in READ_BY_READERS and value.strip():
        yield value, facts, is_cited
