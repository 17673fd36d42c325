"""What a page says about itself."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page and what it says about itself."""

    path: str
    """Path under the folder of pages, e.g. `types/back-pain.md`."""
    title: str
    kind: str
    """`article` or `page`."""
    statements: tuple[str, ...]
    """Ids of the statements of the source document that it covers."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on: those that its marks name, in the order of the text, then those of its head."""
    reviewed: date
    """The day on which the sources were last checked."""
    review_by: date
    """The day by which they must be checked again."""
    form: str
    """Which of the site's forms it has, such as `self-care`; empty for none."""
    about: str
    """What sort of thing it is about, such as `symptom`; empty for a page."""
    check_anchor: str
    """The anchor with which its link opens the checker, such as `place-ear`; may be empty."""
    search_first: tuple[str, ...]
    """The searches for which it comes before all other pages."""
    is_own_about_checker: bool = False
    """Whether it has a heading of its own about the checker."""
