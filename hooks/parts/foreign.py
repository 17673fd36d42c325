"""Words of another region that are left on a built site."""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from parts.region import whole
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables import Region, Source

SENTENCE = re.compile(r"(?<=[.!?])\s+")
INLINE = frozenset("a abbr b code em i kbd mark small span strong sub sup".split())
"""Elements within a text; any other one ends it."""

HEARD = ("alt", "aria-label", "title", "placeholder", "label")
"""Attributes that a reader sees or hears."""

ADDRESSES = ("location", "url", "@id", "mainEntityOfPage")
"""Keys of JSON whose text is an address."""

LONGEST = 120
"""So many letters of a sentence are quoted."""


def check(site: Path, region: Region, sources: Iterable[Source]) -> list[Problem]:
    """Name each foreign word on the pages, in the search index and in the manifest of a site, phone links included.

    Titles and publishers of sources stay as they are, and so does a sentence that names the other region.
    """
    foreign = re.compile("|".join(map(whole, sorted(region.foreign, key=len, reverse=True))) or "(?!)")
    names = {f"{row.publisher}{mark} {row.title}" for row in sources for mark in ":,"}
    quoted = [name for name in names if foreign.search(name)]
    problems: dict[Problem, None] = {}
    for path, text in _texts(site):
        for name in quoted:
            text = text.replace(name, "")
        for sentence in SENTENCE.split(text):
            for word in foreign.findall(sentence) if region.origin not in sentence else ():
                what = f"is foreign in {region.id}: give regions.toml a phrase for '{sentence.strip()[:LONGEST]}'"
                problems[Problem(file=path, line=1, where=f"'{word}'", what=what)] = None
    return list(problems)


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every text of a site with the path of its file."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield from ((name, text) for text in _read(path.read_text(encoding="utf-8")))
    for name in ("search/search_index.json", "manifest.webmanifest"):
        if (site / name).is_file():
            for value in _strings(json.loads((site / name).read_text(encoding="utf-8"))):
                yield from ((name, text) for text in _read(value))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in what JSON holds, but addresses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item) if key not in ADDRESSES else ()


def _read(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.texts


class _Reader(HTMLParser):
    """Collects what a page shows, the pieces of a result in its templates included."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._kind = ""

    def end(self) -> None:
        """Finish a text."""
        if text := " ".join("".join(self._parts).split()):
            self.texts.append(text)
        self._parts.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self.end()
        self._kind = f"{tag} {values.get('type', '')}".strip()
        self.texts += [values[name] for name in HEARD if name in values]
        self.texts += [values["content"]] if tag == "meta" and "content" in values else []
        self.texts += [values["href"]] if values.get("href", "").startswith("tel:") else []

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end()
        self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind == "script application/ld+json":
            self.texts += _strings(json.loads(data))
        elif self._kind.partition(" ")[0] not in ("script", "style"):
            self._parts.append(data)
