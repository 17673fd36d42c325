"""Words that readers would stumble over, and what to say in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import toml_text
from symptom_site.source import text_file

KEYS = ("names", "say")
"""What a list may hold."""

ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"")
"""What stands in brackets explains a word, and what stands in quotation marks is what someone says."""

VOWELS = "aeiou"

_START = re.compile(r"\w+")


class Phrases:
    """Finds phrases in a text as whole words, in any case, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Sort the phrases by their first word, so that a text is searched only where one can start."""
        starts: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
            if first := _START.match(phrase):
                starts.setdefault(first[0].casefold(), []).append(re.escape(phrase))
        self._starts = starts
        self._patterns: dict[str, re.Pattern[str]] = {}

    def _pattern(self, first: str) -> re.Pattern[str] | None:
        """Return what finds the phrases that start with a word, made when a text holds it for the first time."""
        if first not in self._patterns and first in self._starts:
            self._patterns[first] = re.compile(rf"(?:{'|'.join(self._starts[first])})\b", re.IGNORECASE)
        return self._patterns.get(first)

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Yield each place at which a phrase stands."""
        end = 0
        for word in _START.finditer(text):
            pattern = self._pattern(word[0].casefold()) if word.start() >= end else None
            if pattern and (match := pattern.match(text, word.start())):
                end = match.end()
                yield match

    def without(self, text: str) -> str:
        """Return the text with a space in the place of each phrase."""
        parts, end = [], 0
        for match in self.found(text):
            parts.append(text[end : match.start()])
            end = match.end()
        return " ".join([*parts, text[end:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """A list of words to avoid."""

    fixes: Mapping[str, str]
    """A word in any of its forms → what to say."""
    words: Phrases
    """Finds them."""
    names: Phrases
    """Finds the names and terms in which they may stand."""

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each word to avoid as it stands in the text, with what to say."""
        text = self.names.without(ASIDE.sub(" ", " ".join(text.split())))
        yield from ((match[0], self.fixes[match[0].casefold()]) for match in self.words.found(text))


def read(file: Path, terms: Iterable[str] = ()) -> tuple[PlainWords, list[Problem]]:
    """Return the list in a TOML file, an empty one where there is none, and what is wrong with it.

    `names` of the file are names in which the words may stand, as they may in `terms`; `say` has what to say → the
    words to avoid.
    """
    table, problems = _table(file) if file.exists() else ({}, [])
    fixes = {form: fix for fix, words in table.get("say", {}).items() for word in words for form in forms(word)}
    avoid = PlainWords(fixes=fixes, words=Phrases(fixes), names=Phrases([*table.get("names", ()), *terms]))
    return avoid, problems


def _table(file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the file holds, as far as it is sound, with a problem for all that is not."""
    name = f"{file.parent.name}/{file.name}"
    text, problems = text_file.load(name, file)
    table, unreadable = toml_text.parse(name, text)
    problems += unreadable

    def unsound(key: str, what: str) -> None:
        line = next((at for at, row in enumerate(text.splitlines(), 1) if key in row), 1)
        problems.append(Problem(file=name, line=line, where=f"'{key}'", what=what))

    for key in [key for key in table if key not in KEYS]:
        unsound(key, f"is not a key that we know, {did_you_mean(key, KEYS)}")
    say = table.get("say", {})
    lists = {"names": table.get("names", []), **(say if isinstance(say, dict) else {"say": say})}
    wrong = [key for key, words in lists.items() if not _are_words(words)]
    for key in wrong:
        unsound(key, 'must be a list of words, such as ["one", "two"]')
    sound = {key: words for key, words in lists.items() if key not in wrong}
    return {"names": sound.pop("names", []), "say": sound}, problems


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def forms(word: str) -> Iterator[str]:
    """Yield a word with its usual ends, those of a verb and of a noun; some are no words, and harm nothing."""
    yield word
    if word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y") and word[-2] not in VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    else:
        yield from (f"{word}s", f"{word}es", f"{word}ed", f"{word}ing")
