"""Words of another region that are left on a built site."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.rows import Region, Source
from symptom_site.components.search import search_first
from symptom_site.source import html_text, sentences
from symptom_site.source.region import any_of

HEARD = ("alt", "aria-label", "title", "placeholder", "label")
"""Attributes that a reader sees or hears."""

ADDRESSES = ("location", "url", "@id", "mainEntityOfPage")
"""Keys of JSON whose text is an address."""

TYPED = search_first.KEY
"""The key of JSON whose text readers type, wherever they are from, and nobody sees."""

REPLIES = "precomputed"
"""The key of JSON that holds replies of the engine, which names ids and says nothing."""

TEXTS = ("search/search_index.json", "manifest.webmanifest", "checker/*/quiz.json")
"""The files that hold texts for readers as JSON."""

WORDS = "assets/app/*/components/page/words.mjs"
"""The module that holds the words of the others, as JSON in a string."""
_HELD = re.compile(r'JSON\.parse\((".*")\)')

LONGEST = 120
"""So many letters of a sentence are quoted."""


def check(site: Path, region: Region, sources: Iterable[Source]) -> list[Problem]:
    """Name each foreign word on the pages, in the search index and in the manifest of a site, phone links included.

    Titles and publishers of sources stay as they are, and so does a sentence that names the other region.
    """
    foreign = re.compile(any_of(region.foreign))
    rows = list(sources)
    names = {f"{row.publisher}{mark} {row.title}" for row in rows for mark in ":,"}
    # "As in 3: one publisher; another publisher."
    names |= {f"{before} {row.publisher}{after}" for row in rows for before in ":;" for after in ".;"}
    quoted = [name for name in names if foreign.search(name)]
    # "Sources: one publisher 3, another publisher 4"
    publishers = "|".join(sorted({re.escape(row.publisher) for row in rows if foreign.search(row.publisher)}))
    listed = re.compile(rf"(?<=[:,] )(?:{publishers or '(?!)'}) \d+(?=,|\s*\Z)")
    problems: dict[Problem, None] = {}
    for path, text in _texts(site):
        for name in quoted:
            text = text.replace(name, "")
        text = listed.sub("", text)
        for sentence in sentences.split(text):
            for word in foreign.findall(sentence) if region.origin not in sentence else ():
                what = f"is foreign in {region.id}: give regions.toml a phrase for '{sentence.strip()[:LONGEST]}'"
                problems[Problem(file=path, line=1, where=f"'{word}'", what=what)] = None
    return list(problems)


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every text of a site with the path of its file."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield from ((name, text) for text in _read(path.read_text(encoding="utf-8")))
    for pattern in TEXTS:
        for path in sorted(site.glob(pattern)):
            name = path.relative_to(site).as_posix()
            for value in _strings(json.loads(path.read_text(encoding="utf-8"))):
                yield from ((name, text) for text in _read(value))
    for path in sorted(site.glob(WORDS)):
        name = path.relative_to(site).as_posix()
        for held in _HELD.findall(path.read_text(encoding="utf-8")):
            yield from ((name, text) for text in _strings(json.loads(json.loads(held))))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in what JSON holds, but addresses and what readers type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item) if key not in (*ADDRESSES, TYPED, REPLIES) else ()


def _read(page: str) -> Iterator[str]:
    """Yield what HTML shows or says to a reader or a machine, the pieces of a result in its templates included."""
    root = html_text.document(page)
    if root is None:
        return
    for element in root.iter():
        yield from (value for name in HEARD if (value := element.get(name)))
        if element.tag == "meta":
            yield element.get("content", "")
        elif element.tag == "a" and element.get("href", "").startswith("tel:"):
            yield element.get("href", "")
        elif element.tag == "script" and element.get("type") == "application/ld+json":
            yield from _strings(json.loads(element.text or "null"))
    yield from (text.words for text in html_text.texts(root))
