"""The region that a site is for: its words in place of those of the region that the texts are written for."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import differences
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.differences import WORDS
from symptom_checker_workshop.tables.rows import Difference, Knowledge, Phrase
from symptom_site.source import cited, front_matter, parser, sentences, texts
from symptom_site.source.texts import Text

HEAD_KEYS = ("title", "description", "tags")
"""The keys of a page's front matter that readers see or search for."""

ADDRESS = r"https?://[^\s<>)\"]+"
"""An address in a text, which is no link in Markdown."""

HEAD_FACTS = re.compile(r"^(facts: *)\[([^\[\]]*)\]", re.MULTILINE)

CALLED = re.compile(r"(?<=tel:)[+0-9]+")
NOT_DIALLED = re.compile(r"[^+0-9]")
HEAD_KEY = re.compile(r"(\w+):")
NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Region:
    """Says texts in the words of a region; without a table they stay as they are."""

    table: tables.Region | None = None
    """Its phrases, in place of those of the texts."""
    differing: tuple[Difference, ...] = ()
    """Where care differs there."""

    @cached_property
    def phrases(self) -> dict[str, Phrase]:
        """Return its phrases by the words that they stand in for."""
        return {phrase.home: phrase for phrase in self.table.phrase} if self.table else {}

    @cached_property
    def home_facts(self) -> frozenset[str]:
        """Return the facts on services elsewhere, which the facts of its phrases push out."""
        return frozenset(self.table.home_facts if self.table else ())

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """Return what finds its phrases in a plain text."""
        return re.compile(any_of(self.phrases))

    @cached_property
    def marked(self) -> re.Pattern[str]:
        """Return what finds its phrases in a text of a page, marks, and what may end a sentence.

        A phrase comes first: it may hold a link.
        """
        parts = (f"(?P<phrase>{self.plain.pattern})", parser.CITATION.pattern, f"(?P<end>{sentences.END})", ADDRESS)
        return re.compile("|".join(parts))

    def text(self, words: str) -> str:
        """Return a plain text in the words of the region."""
        return Speaker(self).text(words)

    def page(self, markdown: str, path: str = "") -> str:
        """Return a page in the words of the region; see `Speaker.page`."""
        return Speaker(self).page(markdown, path)

    def knowledge(self, knowledge: Knowledge) -> Knowledge:
        """Return the knowledge in the words of the region; what it decides stays the same."""
        return Speaker(self).knowledge(knowledge)

    def unused(self, met: Collection[str], line: int) -> list[Problem]:
        """Name each phrase that was not met in any text; `line` is that of the region in its file."""
        what = "stands in no text: take it out, or correct it to match the words that it was made for"
        return [
            Problem(file="regions.toml", line=line, where=f"phrase '{home}'", what=what)
            for home in self.phrases
            if home not in met
        ]


class _Edit(NamedTuple):
    """What comes in place of a part of a page."""

    start: int
    end: int
    new: str


class Speaker:
    """Says one text after the other in the words of a region, and collects the phrases that it meets."""

    def __init__(self, region: Region) -> None:
        """Begin with no phrase met."""
        self.region = region
        self.met: set[str] = set()

    def text(self, words: str) -> str:
        """Return a plain text in the words of the region."""
        return self.region.plain.sub(lambda found: self._phrase(found[0]).here, words)

    def page(self, markdown: str, path: str = "") -> str:
        """Return a page with its front matter; its names, code, addresses and marks stay, but for phone numbers.

        What differs at `path` is put in first.
        The facts behind a phrase join those of the next mark in its sentence, and those in the front matter. There,
        and in later marks of the paragraph that name no others, they take the place of facts on services elsewhere.
        """
        if self.region.table is None:
            return markdown
        head, body = front_matter.cut(self._with_differences(markdown, path))
        edits: list[_Edit] = []
        spoken: list[str] = []
        for text in texts.find(body):
            edits += self._edits(text, body, spoken)
        said, at = [], 0
        for edit in edits:
            said += [self._dialled(body[at : edit.start]), edit.new]
            at = edit.end
        return self._head(head, spoken) + "".join(said) + self._dialled(body[at:])

    def knowledge(self, knowledge: Knowledge) -> Knowledge:
        """Return the knowledge in the words of the region; what it decides stays the same."""
        if self.region.table is None:
            return knowledge
        knowledge = differences.changed(knowledge, self.region.differing)
        topic = replace(self._row(knowledge.topic), region=self.region.table.id, language=self.region.table.language)
        changed: dict[str, Any] = {
            name: {key: self._row(row) for key, row in getattr(knowledge, name).items()}
            for name in differences.TABLES.values()
        }
        return replace(knowledge, topic=topic, **changed)

    def _with_differences(self, markdown: str, path: str) -> str:
        here = {(str(row.card), frozenset(row.of)): row for row in self.region.differing if row.at == path}
        for words in reversed([*cited.find(markdown)] if here else []):
            if row := here.get((words.card, words.facts)):
                markdown = markdown[: words.start] + cited.with_mark(row.here, row.facts) + markdown[words.end :]
        return markdown

    def _edits(self, text: Text, body: str, spoken: list[str]) -> list[_Edit]:
        """Return what changes in a text of a page; the facts behind its phrases join those `spoken`."""
        sentence: list[str] = []
        paragraph: list[str] = []
        edits: list[_Edit] = []
        for found in text.find(self.region.marked, body):
            new = found[0]
            if found["phrase"]:
                phrase = self._phrase(new)
                new = phrase.here
                for facts in (sentence, paragraph, spoken):
                    facts.extend(phrase.facts)
            elif found["facts"]:
                is_foreign = self.region.home_facts.issuperset(NAME.findall(found["facts"]))
                new = f"[@{' '.join(self._cited(found['facts'], paragraph if is_foreign else sentence))}]"
                sentence.clear()
            elif found["end"] and sentences.is_end(body, found.end()):
                sentence.clear()
            if new != found[0]:
                edits.append(_Edit(found.start(), found.end(), new))
        named = [(one, one.name) for one in text.hidden if one.name is not None]
        changed = tuple(edits)
        for one, name in named:
            first = bisect_left(changed, name, key=lambda edit: edit.start)
            if first < len(changed) and changed[first].end <= one.start:
                # The words are the name of the address, too, which stays.
                edits.append(_Edit(one.start, one.end, f"][{body[name : one.start]}]"))
        return sorted(edits)

    def _phrase(self, found: str) -> Phrase:
        """Return the phrase that words match; what it says begins with a capital where they do."""
        words = " ".join(found.split())
        home = words if words in self.region.phrases else words[0].lower() + words[1:]
        self.met.add(home)
        phrase = self.region.phrases[home]
        return phrase if home == words else replace(phrase, here=phrase.here[:1].upper() + phrase.here[1:])

    def _cited(self, facts: str, spoken: list[str]) -> Iterable[str]:
        """Return the facts that are named, and those behind phrases, which push out those on services elsewhere."""
        named = NAME.findall(facts)
        return dict.fromkeys([*(fact for fact in named if not spoken or fact not in self.region.home_facts), *spoken])

    def _dialled(self, markdown: str) -> str:
        return CALLED.sub(lambda called: self._number(called[0]), markdown)

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
        differing = (row for row in knowledge.differences.values() if row.region == name)
        return Region(knowledge.regions[name], tuple(differing))
    known: Iterable[str] = [knowledge.topic.region, *knowledge.regions]
    raise ValueError(
        f"setting 'region': {Path(knowledge.folder, 'regions.toml')}: no region '{name}', {did_you_mean(name, known)}"
    )


def any_of(phrases: Iterable[str]) -> str:
    """Return the pattern of any of these phrases, the longest that fits; it finds whole words."""
    # Most places are in the middle of a word, where no phrase is tried.
    longest_first = sorted(phrases, key=lambda words: (-len(words), words))
    return rf"(?:(?<!\w)|(?=\W))(?:{'|'.join(map(_words, longest_first)) or '(?!)'})"


def _words(phrase: str) -> str:
    """Return the pattern of a phrase, which may run over line ends; a small first letter may be a capital."""
    first = f"[{phrase[0]}{phrase[0].upper()}]" if phrase[0].islower() else re.escape(phrase[0])
    words = first + r"\s+".join(re.escape(word) for word in phrase[1:].split(" "))
    return words + (r"(?!\w)" if phrase[-1].isalnum() else "")
