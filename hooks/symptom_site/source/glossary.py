"""The words that the site explains on a page of their own."""

from symptom_site.source.blocks import Page

TERM_RANK = 2
"""Each heading of this rank is a term."""


def terms(page: Page) -> frozenset[str]:
    """Return the terms of the page in small letters, each with its plural too."""
    found = [block.text.casefold() for block in page.blocks if block.rank == TERM_RANK]
    return frozenset(form for term in found for form in (term, f"{term}s"))
