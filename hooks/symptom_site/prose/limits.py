"""How hard words may be to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one site; a grade is a school grade after Flesch and Kincaid."""

    article_grade: float
    """The highest grade of a page."""
    checker_grade: float
    """The highest grade of a text of the checker, and of all words of one of its tables together."""
    words_grade: float
    """The same for the words of the generator and of its components."""
    graded: int
    """The fewest words of a text that has a grade of its own; of fewer, one long word decides."""
    longest_sentence: int
    """The most words in a sentence."""
    passive_share: float
    """The largest share of the sentences of a page that may be passive."""
    passive_allowed: int
    """So many passive sentences are no habit, however short the page is."""
    shortest_mean: float
    """The least mean of words in a sentence of running text."""
    longest_mean: float
    short_sentence: int
    """A sentence with fewer words is a short one."""
    short_run: int
    """So many short sentences after each other sound chopped."""
