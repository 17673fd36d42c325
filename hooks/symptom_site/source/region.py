"""The region that a site is for: its words in place of those of the region that the texts are written for."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.rows import Knowledge, Phrase
from symptom_site.source import front_matter, sentences

TABLES = (
    "levels", "routes", "withins", "wheres", "contacts", "hand_overs", "questions", "rules", "kinds", "causes",
    "advice", "statements", "hazards",
)  # fmt: skip
"""The tables whose words stand on pages; what sources, cases and stories say is not ours to change."""

WORDS = frozenset(
    """
    named named_they
    text text_they short hint hint_they why none because heading card_heading urgency title group call_text
    scope always disclaimer emergency_heading emergency_line abroad checker_name
    refined hazard cause effect residual open
    """.split()
)
"""The keys of the topic and of these tables that hold words; the others hold names."""

HEAD_KEYS = ("title", "description", "tags")
"""The keys of a page's front matter that readers see or search for."""

KEPT = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?^[ ]{0,3}(?P=fence)[`~]*[ ]*$  # code
    | `[^`\n]+`
    | \]\([^)\n]*\)                  # where a link leads
    | <!--.*?--> | </?[A-Za-z][^>]*>
    | \{[^}\n]*\}                    # attributes
    | https?://[^\s<>)"]+
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
"""What is no text in a page's Markdown."""

CITED = re.compile(r"\[@(?P<cited>[^\]]*)\]")
"""The facts behind the words before it."""

END = re.compile(
    rf"(?P<end_of_sentence>{sentences.END}) | (?P<end_of_paragraph>\n(?=[ ]*(?:$|[-*+][ ]|\d+[.)][ ]|[#/])))",
    KEPT.flags,
)
"""What may end a sentence, and the end of a paragraph or of an item in a list."""

HEAD_FACTS = re.compile(r"^(facts: *)\[([^\]]*)\]", re.MULTILINE)

CALLED = re.compile(r"(?<=tel:)[+0-9]+")
NOT_DIALLED = re.compile(r"[^+0-9]")
HEAD_KEY = re.compile(r"(\w+):")
NAME = re.compile(r"[\w-]+")


class Region:
    """Turns texts into those for a region, and remembers the phrases that it came upon."""

    def __init__(self, table: tables.Region | None = None) -> None:
        """Keep the phrases of a region; without any, texts stay as they are."""
        self.table = table
        self._phrases: dict[str, Phrase] = {phrase.us: phrase for phrase in table.phrase} if table else {}
        self._home_facts = frozenset(table.home_facts if table else ())
        self._met: set[str] = set()
        phrases = "|".join(whole(us) for us in sorted(self._phrases, key=lambda us: (-len(us), us))) or "(?!)"
        self._plain = re.compile(phrases)
        # A phrase may hold a link, so phrases come first; each is looked for in what is text alone.
        parts = f"(?P<phrase>{phrases})|{CITED.pattern}|(?P<end>{END.pattern})|(?P<kept>{KEPT.pattern})"
        self._marked = re.compile(parts, KEPT.flags)

    def text(self, words: str) -> str:
        """Return a plain text in the words of the region."""
        return self._plain.sub(lambda found: self._said(found[0]).here, words)

    def page(self, markdown: str) -> str:
        """Return a page with its front matter; its names, code, addresses and marks stay, but for phone numbers.

        The facts behind a phrase join those of the next mark in its sentence, and those in the front matter. There,
        and in later marks of the paragraph that name no others, they take the place of facts on services elsewhere.
        """
        if self.table is None:
            return markdown
        head = front_matter.HEAD.match(markdown)
        end = head.end() if head else 0
        sentence: list[str] = []
        paragraph: list[str] = []
        spoken: list[str] = []

        def changed(found: re.Match[str]) -> str:
            if found["phrase"]:
                phrase = self._said(found[0])
                for facts in (sentence, paragraph, spoken):
                    facts.extend(phrase.facts)
                return phrase.here
            if found["cited"]:
                is_foreign = self._home_facts.issuperset(NAME.findall(found["cited"]))
                cited = self._cited(found["cited"], paragraph if is_foreign else sentence)
                sentence.clear()
                return f"[@{' '.join(cited)}]"
            if found["end"]:
                if found["end_of_paragraph"]:
                    paragraph.clear()
                if found["end_of_paragraph"] or sentences.is_end(markdown, end + found.end()):
                    sentence.clear()
                return found[0]
            return CALLED.sub(lambda called: self._number(called[0]), found[0])

        body = self._marked.sub(changed, markdown[end:])
        return self._head(markdown[:end], spoken) + body

    def knowledge(self, knowledge: Knowledge) -> Knowledge:
        """Return the knowledge in the words of the region; what it decides stays the same."""
        if self.table is None:
            return knowledge
        topic = replace(self._row(knowledge.topic), region=self.table.id, language=self.table.language)
        changed: dict[str, Any] = {
            name: {key: self._row(row) for key, row in getattr(knowledge, name).items()} for name in TABLES
        }
        return replace(knowledge, topic=topic, **changed)

    def unused(self, line: int) -> list[Problem]:
        """Name each phrase that no text held; `line` is that of the region in its file."""
        what = "stands in no text: take it out, or correct it to match the words that it was made for"
        return [
            Problem(file="regions.toml", line=line, where=f"phrase '{us}'", what=what)
            for us in self._phrases
            if us not in self._met
        ]

    def _said(self, found: str) -> Phrase:
        """Return the phrase that words match; what it says begins with a capital where they do."""
        words = " ".join(found.split())
        us = words if words in self._phrases else words[0].lower() + words[1:]
        self._met.add(us)
        phrase = self._phrases[us]
        return phrase if us == words else replace(phrase, here=phrase.here[:1].upper() + phrase.here[1:])

    def _cited(self, facts: str, spoken: list[str]) -> Iterable[str]:
        """Return the facts that are named, and those behind phrases, which push out those on services elsewhere."""
        named = NAME.findall(facts)
        return dict.fromkeys([*(fact for fact in named if not spoken or fact not in self._home_facts), *spoken])

    def _number(self, called: str) -> str:
        return NOT_DIALLED.sub("", self.text(called))

    def _head(self, text: str, spoken: list[str]) -> str:
        lines, key = [], ""
        for line in text.splitlines(keepends=True):
            named = HEAD_KEY.match(line)
            key = named[1] if named else key
            start = named.end() if named else 0
            lines.append(line[:start] + self.text(line[start:]) if key in HEAD_KEYS else line)
        return HEAD_FACTS.sub(lambda found: f"{found[1]}[{', '.join(self._cited(found[2], spoken))}]", "".join(lines))

    def _row[Row](self, row: Row) -> Row:
        """Return a row of a table with its words, and those of the rows in it, changed."""
        return replace(row, **{item.name: self._value(item.name, getattr(row, item.name)) for item in fields(row)})  # type: ignore[type-var, arg-type]

    def _value(self, name: str, value: Any) -> Any:
        if name == "call":
            return self._number(value)
        if isinstance(value, tuple):
            return tuple(self._row(item) if is_dataclass(item) else self._value(name, item) for item in value)
        return self.text(value) if name in WORDS else value


HOME = Region()
"""The region that the texts are written for."""


def choose(knowledge: Knowledge, name: str) -> Region:
    """Return the region with the id `name`; raises ValueError with the fix where the topic does not know it."""
    if name == knowledge.topic.region:
        return HOME
    if name in knowledge.regions:
        return Region(knowledge.regions[name])
    known: Iterable[str] = [knowledge.topic.region, *knowledge.regions]
    raise ValueError(
        f"setting 'region': {Path(knowledge.folder, 'regions.toml')}: no region '{name}', {did_you_mean(name, known)}"
    )


def whole(us: str) -> str:
    """Return the pattern of a phrase: whole words, over line ends; a small first letter may be a capital."""
    first = f"[{us[0]}{us[0].upper()}]" if us[0].islower() else re.escape(us[0])
    words = first + r"\s+".join(re.escape(word) for word in us[1:].split(" "))
    before, after = r"(?<!\w)" if us[0].isalnum() else "", r"(?!\w)" if us[-1].isalnum() else ""
    return f"{before}{words}{after}"
