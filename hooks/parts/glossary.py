"""The words that the site explains on a page of their own."""

from collections.abc import Set

from parts.plain_text import WORD, bare, blocks, plain, syllables

PAGE = "about/glossary.md"
"""The page, by its path under the folder of pages; a site need not have one."""

TERM_RANK = 2
"""Each heading of this rank is a term."""

EASY = 2
"""A word of so many syllables is as easy to read as any other, explained or not."""


def terms(markdown: str) -> frozenset[str]:
    """Return the terms of the page in small letters, each with its plural too."""
    found = [plain(block.text).casefold() for block in blocks(markdown) if block.rank == TERM_RANK]
    return frozenset(form for term in found for form in (term, f"{term}s"))


def hard_words(terms: Set[str]) -> frozenset[str]:
    """Return the words of these terms that are long when spoken, each as `bare` has it."""
    return frozenset(bare(word) for term in terms for word in WORD.findall(term) if syllables(word) > EASY)
