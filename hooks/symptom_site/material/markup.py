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
    # A list of headings that a page hides is shown nowhere.
    (
        re.compile(
            r'<div class="md-sidebar md-sidebar--secondary"[^>]* hidden>.*?(?=<div class="md-content")', re.DOTALL
        ),
        "",
    ),
    # A name in a menu breaks into lines; the theme would measure each one to see whether it is cut off.
    (re.compile(r'(<[^>]*class="md-nav__link\b[^>]*>\s*)<span class="md-ellipsis">([^<]*)</span>'), r"\1\2"),
    # The style sheet draws the arrow behind the name of a part that is shut.
    (
        re.compile(
            r'(md-nav__item--pruned) md-nav__item--nested("[^>]*>\s*<a [^>]*>[^<]*)'
            r'<span class="md-nav__icon md-icon"></span>'
        ),
        r"\1\2",
    ),
    (re.compile(r'(<input class="md-option"[^>]*?)  (aria-label="[^"]*")  '), r"\1 \2 "),
    # The name of the site stands beside its sign.
    (re.compile(r' title="[^"]*"( class="md-(?:header|nav)__button md-logo")'), r"\1"),
    # Which tools made a page is of no use to its reader.
    (re.compile(r'<meta name="generator"[^>]*>\s*'), ""),
)
_SERVES = {
    "__tabbed_": re.compile(r"<script>var target=document\.getElementById\(location\.hash[^<]*</script>\s*"),
    "content.code.copy": re.compile(r'"clipboard\.\w+":"[^"]*",'),
    '"version":{': re.compile(r',"select\.version":"[^"]*"'),
}
"""What most pages have not, such as tabs in their text → the theme's parts that serve it alone."""

_ICON = re.compile(r'(<svg viewBox="0 0 24 24">)<path (d="[^"]{100,}"/>)')
"""A large icon of the theme."""
_BODY = re.compile(r"<body\b[^>]*>")
_LABEL = '<label class="md-nav__title" for="__toc">'
_BOX = 'id="__toc"'

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
"""Elements in which white space counts: a script is known by its hash."""
_SPACE = re.compile(r"\s*\n\s*")
_FRAMES = (
    "article",
    "body",
    "div",
    "dl",
    "figure",
    "footer",
    "form",
    "head",
    "header",
    "html",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "section",
    "table",
    "title",
    "ul",
)
_BESIDE = (
    (re.compile(rf"\n?(</?(?:{'|'.join(_FRAMES)})(?: [^<>]*)?>)\n?"), r"\1"),
    (re.compile(r'(<[^<>]* class="md-[^<>]*>)\n'), r"\1"),
    (re.compile(r'( class="md-[^<>]*>[^<>]*)\n</'), r"\1</"),
    (re.compile(r"(</(?:svg|a|label|span)>)\n(?=</|<li class=\"md-|<input class=\"md-|<svg\b)"), r"\1"),
    (re.compile(r'</li>\n(?=<li class="md-)'), "</li>"),
)
"""Line ends beside tags that hold no text of their own, and in the theme's own parts: they show nothing."""


def fixed(page: str) -> str:
    """Return a whole page, valid and bare."""
    for wrong, right in _FIXES:
        page = wrong.sub(right, page)
    for served, part in _SERVES.items():
        bare = part.sub("", page)
        page = page if served in bare else bare
    page = _with_icons_once(page)
    if f'form="{TOGGLES}"' in page:
        page = _BODY.sub(rf'\g<0>\n<form id="{TOGGLES}" autocomplete="off" hidden></form>', page, count=1)
    if _BOX not in page:
        page = page.replace(_LABEL, _LABEL.replace(' for="__toc"', ""))
    parts = _KEPT.split(page)
    # Each kept element stands between two others, before its name.
    return "".join(
        _bare(part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 != 2
    ).lstrip()


def _bare(part: str) -> str:
    """Return a part of a page, in which white space counts nowhere, without the line ends that show nothing."""
    part = _SPACE.sub("\n", part)
    for wrong, right in _BESIDE:
        part = wrong.sub(right, part)
    return part


def _with_icons_once(page: str) -> str:
    """Return a page in which a large icon that stands there again only names the first."""
    names = dict[str, str]()

    def icon(found: re.Match[str]) -> str:
        start, drawn = found.groups()
        if page.count(drawn) == 1:
            return found[0]
        if drawn in names:
            # The old form of a link: the theme would set the plain one as a property, which fails.
            return f'{start}<use xlink:href="#{names[drawn]}"/>'
        names[drawn] = f"__icon_{len(names) + 1}"
        return f'{start}<path id="{names[drawn]}" {drawn}'

    return _ICON.sub(icon, page)
