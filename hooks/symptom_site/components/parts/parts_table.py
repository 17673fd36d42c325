"""List what the site holds that others made, with the license of each, as a table of a page."""

from symptom_site.components.templates import Fragments
from symptom_site.runtime import parts

MARK = "<!-- parts -->"
"""The mark in a page in whose place the table stands."""


def render(fragments: Fragments) -> str:
    """Return the table as HTML."""
    return fragments.render("parts/parts.html", parts=parts.known())
