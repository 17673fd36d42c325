"""A piece of text and the sentences in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from symptom_site.source import sentences
from symptom_site.source.sentences import WORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, an item, a cell, a heading or a line about a page."""

    line: int
    """The line of the file on which it starts."""
    text: str
    role: Literal["text", "heading", "summary"] = "text"
    """A heading has no sentences; those of a summary, which stands outside the text, have no part in its grade."""

    def sentences(self) -> Iterator["Sentence"]:
        """Yield its sentences."""
        for text in sentences.split(self.text):
            if words := tuple(WORD.findall(text)):
                yield Sentence(line=self.line, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or an item of a list."""

    line: int
    """The line on which its passage starts."""
    words: tuple[str, ...]


def bare(word: str) -> str:
    """Return a word in small letters, without the sign of what belongs to it: `parkinson` for “Parkinson’s”."""
    return word.casefold().replace("’", "'").removesuffix("'s")
