"""Files beside the pages: what may be copied into a site as it stands, and the icons that it needs."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from symptom_checker_workshop.problem import Problem

KINDS = ("", ".avif", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".txt", ".webp")
"""Kinds that only show something. What runs or changes the look of pages comes from the generator alone."""

FOLDER = "assets/icons"
ICONS = ("icon.svg", "icon-180.png", "icon-192.png", "icon-512.png", "maskable-512.png")
"""The site's sign: a number is a width and height in pixels, and the last one is cut to any shape by a device."""


def check(paths: Iterable[str]) -> Iterator[Problem]:
    """Name each file, by its path under the folder of pages, that is of another kind."""
    for path in paths:
        kind = PurePosixPath(path).suffix.lower()
        if kind not in KINDS:
            what = f"is of a kind that a site does not copy: take it out, or save it as one of {', '.join(KINDS[1:])}"
            yield Problem(file=f"docs/{path}", line=1, where=f"'{kind}'", what=what)


def check_icons(docs: Path) -> Iterator[Problem]:
    """Name each icon that an installed site needs and that is not in the folder of pages."""
    for name in ICONS:
        if not (docs / FOLDER / name).is_file():
            what = "is missing: an installed site shows it, and so does a link to the site: add it"
            yield Problem(file=f"docs/{FOLDER}/{name}", line=1, where="icon", what=what)
