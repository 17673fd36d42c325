"""Counts the syllables of English words."""

from collections.abc import Mapping


class Syllables:
    """Counts syllables, and keeps what it counted: the dictionary behind it takes a second to read."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        """Begin with the words that are `known` (word → syllables)."""
        self.known: dict[str, int] = dict(known or {})

    def __call__(self, word: str) -> int:
        """Return how many syllables a word has, as it is spoken."""
        if word not in self.known:
            import textstat

            self.known[word] = int(textstat.syllable_count(word.replace("’", "'")))
        return self.known[word]
