"""What a page says about itself to machines: schema.org data in JSON-LD, made from the words that readers see.

`reviewed` of a page is the day on which sources were checked, not a review by a person with the training for it. So
no page names a reviewer or a `lastReviewed`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from symptom_site.source.blocks import Page

type Node = dict[str, object]
"""A thing of the vocabulary: its `@type`, and what is said about it."""

SUBJECTS = {"symptom": "MedicalSymptom", "condition": "MedicalCondition", "remedy": "TherapeuticProcedure"}
"""What an article is about (`about` in its front matter) → the type of that; other articles are about no one thing."""

NAMES_NONE = re.compile(r".*\b(?:no|normal|not|nothing)\b", re.IGNORECASE)
"""A sign or cause that says what is not so, such as that often no cause is found: to name too few is safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is said of the whole site."""

    name: str
    description: str
    language: str
    """Language tag, such as `en` or `en-GB`."""
    address: str
    """Where it is published, with a slash at its end; empty when nobody else can reach it."""
    headings: Mapping[str, Sequence[str]]
    """Name of a heading of articles → the ways to say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page and what is known of it."""

    title: str
    description: str
    url: str
    """Its address, as seen from the root of the site; empty for the root."""
    is_article: bool
    """Whether it makes medical statements."""
    about: str
    """What it is about: a key of `SUBJECTS`, or another word."""
    page: Page
    """Its text."""
    trail: tuple[tuple[str, str], ...]
    """Title and address of the pages above it, the root first."""


def graph(page: PageFacts, site: Site) -> Node:
    """Return all that the page says about itself and the site, ready for JSON."""
    things = [_breadcrumbs(page, site) if page.trail else _website(site)]
    if page.is_article:
        things.append(_web_page(page, site))
    return {"@context": "https://schema.org", "@graph": things}


def items(page: Page, headings: Iterable[str]) -> list[str]:
    """Return the items of the lists below these headings, in plain words; those of care cards are left out."""
    wanted = set(headings)
    return [
        block.text
        for block in page.blocks
        if block.section in wanted and not block.card and block.kind == "item" and block.depth == 1
    ]


def questions(page: Page) -> dict[str, str]:
    """Return each second-level heading that is a question, with the words that answer it.

    Where most headings ask nothing there are none: an article may ask one thing and is no list of questions.
    """
    asked = [heading for heading in page.headings if heading.endswith("?")]
    if len(asked) * 2 <= len(page.headings):
        return {}
    answers = [block for block in page.blocks if not block.rank and not block.card]
    return {
        heading: " ".join(_sentence(block.text) for block in answers if block.section == heading) for heading in asked
    }


def _website(site: Site) -> Node:
    return {"@type": "WebSite", "name": site.name, "description": site.description} | _everywhere(site, "")


def _web_page(page: PageFacts, site: Site) -> Node:
    asked = questions(page.page)
    node: Node = {
        "@type": ["MedicalWebPage", "FAQPage"] if asked else "MedicalWebPage",
        "name": page.title,
        "description": page.description,
        **_everywhere(site, page.url),
    }
    if page.about in SUBJECTS:
        node["about"] = _subject(page, site)
    if asked:
        node["mainEntity"] = [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in asked.items()
        ]
    return node


def _everywhere(site: Site, url: str) -> Node:
    node: Node = {"inLanguage": site.language}
    if site.address:
        node["url"] = site.address + url
    return node


def _subject(page: PageFacts, site: Site) -> Node:
    """Say what the page is about.

    Of a remedy only its name, and nowhere what treats something: lists of steps also say when not to do a thing, and
    no program can tell the two apart.
    """
    node: Node = {"@type": SUBJECTS[page.about], "name": page.title}
    if page.about == "remedy":
        return node
    if signs := _affirmed(items(page.page, site.headings["feels"])):
        node["signOrSymptom"] = _named("MedicalSignOrSymptom", signs)
    if causes := _affirmed(items(page.page, site.headings["causes"])):
        # In this vocabulary the cause points to the condition: `causeOf`.
        node["@reverse"] = {"causeOf": _named("MedicalCause", causes)}
    return node


def _affirmed(names: Iterable[str]) -> list[str]:
    return [name for name in names if not NAMES_NONE.match(name)]


def _named(kind: str, names: Iterable[str]) -> list[Node]:
    return [{"@type": kind, "name": name} for name in names]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _breadcrumbs(page: PageFacts, site: Site) -> Node:
    return {"@type": "BreadcrumbList", "itemListElement": list(_crumbs((*page.trail, (page.title, page.url)), site))}


def _crumbs(trail: Iterable[tuple[str, str]], site: Site) -> Iterator[Node]:
    for position, (title, url) in enumerate(trail, 1):
        crumb: Node = {"@type": "ListItem", "position": position, "name": title}
        if site.address:
            crumb["item"] = {"@type": "WebPage", "@id": site.address + url}
        yield crumb
