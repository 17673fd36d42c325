"""Fix the HTML of a page: valid where the theme's is not, and without white space that only templates need."""

import re

TOGGLES = "theme-toggles"
"""Id of an empty form to which the theme's own boxes belong."""

_FIXES = (
    # Boxes take no `autocomplete`. A form does, and it too keeps a browser from opening a menu again after a reload.
    (re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off">'), rf'\1 form="{TOGGLES}">'),
    (re.compile(r' tabindex=""'), ""),
    # In HTML an <svg> is one without it.
    (re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg"'), "<svg"),
    # A list of headings that a page hides is shown nowhere; the menu of a small screen has its own.
    (
        re.compile(
            r'<div class="md-sidebar md-sidebar--secondary"[^>]* hidden>.*?(?=<div class="md-content")', re.DOTALL
        ),
        "",
    ),
)
_BODY = re.compile(r"<body\b[^>]*>")
_LABEL = '<label class="md-nav__title" for="__toc">'
_BOX = 'id="__toc"'

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
"""Elements in which white space counts: a script is known by its hash."""
_SPACE = re.compile(r"\s*\n\s*")


def fixed(page: str) -> str:
    """Return a whole page, valid and bare."""
    for wrong, right in _FIXES:
        page = wrong.sub(right, page)
    if f'form="{TOGGLES}"' in page:
        page = _BODY.sub(rf'\g<0>\n<form id="{TOGGLES}" autocomplete="off" hidden></form>', page, count=1)
    if _BOX not in page:
        page = page.replace(_LABEL, _LABEL.replace(' for="__toc"', ""))
    parts = _KEPT.split(page)
    # Each kept element stands between two others, before its name.
    return "".join(
        _SPACE.sub("\n", part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 != 2
    ).lstrip()
