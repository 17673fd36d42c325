"""The school grade of a text (Flesch-Kincaid)."""

from collections.abc import Callable, Iterable, Set

from symptom_site.prose.passage import Sentence, bare
from symptom_site.source.sentences import WORD

EASY = 2
"""A word of so many syllables is as easy to read as any other, explained or not."""


def grade(text: Iterable[Sentence], syllables: Callable[[str], int], hard: Set[str] = frozenset()) -> float:
    """Return the grade of some sentences; the syllables of `hard` words, which are explained, are left out."""
    count, words, plain = 0, 0, list[str]()
    for sentence in text:
        count += 1
        words += len(sentence.words)
        plain += [word for word in sentence.words if bare(word) not in hard]
    if not plain:
        return 0.0
    return 0.39 * words / count + 11.8 * sum(map(syllables, plain)) / len(plain) - 15.59


def hard_words(terms: Iterable[str], syllables: Callable[[str], int]) -> frozenset[str]:
    """Return the words of some terms that are long when spoken, each as `bare` has it."""
    return frozenset(bare(word) for term in terms for word in WORD.findall(term) if syllables(word) > EASY)
