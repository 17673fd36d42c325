"""What a page says about itself to machines: schema.org data in JSON-LD, made from the words that readers see.

`reviewed` of a page is the day on which sources were checked, not a review by a person with the training for it. So
no page names a reviewer or a `lastReviewed`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parts import articles
from parts.plain_text import blocks, plain

type Node = dict[str, object]
"""A thing of the vocabulary: its `@type`, and what is said about it."""

SUBJECTS = {"symptom": "MedicalSymptom", "condition": "MedicalCondition", "remedy": "TherapeuticProcedure"}
"""What an article is about (`about` in its front matter) → the type of that; other articles are about no one thing."""

TREATMENT = re.compile(
    r"""
    (?:(?:at|before|for|if|in|when|with)\b[^,.?]*,\s)?
    (?:bend|bite|breathe|cool|cut\ down|drink|exercise|get\ more\ rest|have\ less|hold|keep\ moving|leave\ out
      |lie\ down|move|pull|rest|rub|sip|squeeze|stop\ and\ (?:cool|rest)|straighten|stretch|swallow
      |take\ a\ warm|try(?!\ not)|use|walk|warm)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How a step begins that treats something. Others call for help, warn or look for signs: to name too few is safe."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A page and what is known of it."""

    title: str
    description: str
    url: str
    """Its address, as seen from the root of the site; empty for the root."""
    is_article: bool
    """Whether it makes medical statements."""
    about: str
    """What it is about: a key of `SUBJECTS`, or another word."""
    markdown: str
    """Its text."""
    trail: tuple[tuple[str, str], ...]
    """Title and address of the pages above it, the root first."""


def graph(page: Described, site: Site) -> Node:
    """Return all that the page says about itself and the site, ready for JSON."""
    things = [_breadcrumbs(page, site) if page.trail else _website(site)]
    if page.is_article:
        things.append(_web_page(page, site))
    return {"@context": "https://schema.org", "@graph": things}


def items(markdown: str, headings: Iterable[str]) -> list[str]:
    """Return the items of the lists below these headings, in plain words; those of care cards are left out."""
    wanted = set(headings)
    return [
        plain(block.text)
        for block in blocks(markdown)
        if block.section in wanted and not block.card and block.indent == 0
    ]


def questions(markdown: str) -> dict[str, str]:
    """Return each heading of the second rank that asks something → the words that answer it.

    Where most headings ask nothing there are none: an article may ask one thing and is no list of questions.
    """
    text = blocks(markdown)
    headings = [block.text for block in text if block.rank == 2]
    asked = [heading for heading in headings if heading.endswith("?")]
    if len(asked) * 2 <= len(headings):
        return {}
    answers = [block for block in text if not block.rank and not block.card]
    return {
        plain(heading): " ".join(_sentence(plain(block.text)) for block in answers if block.section == heading)
        for heading in asked
    }


def _website(site: Site) -> Node:
    return {"@type": "WebSite", "name": site.name, "description": site.description} | _everywhere(site, "")


def _web_page(page: Described, site: Site) -> Node:
    asked = questions(page.markdown)
    node: Node = {
        "@type": ["MedicalWebPage", "FAQPage"] if asked else "MedicalWebPage",
        "name": page.title,
        "description": page.description,
        **_everywhere(site, page.url),
    }
    if page.about in SUBJECTS:
        node["about"] = _subject(page)
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


def _subject(page: Described) -> Node:
    """Say what the page is about. Of a remedy only its name: its lists also say when not to use it."""
    node: Node = {"@type": SUBJECTS[page.about], "name": page.title}
    if page.about == "remedy":
        return node
    steps = items(page.markdown, (articles.DO,))
    lists = {
        "signOrSymptom": _named("MedicalSignOrSymptom", _affirmed(items(page.markdown, (articles.FEELS,)))),
        "possibleTreatment": _named("MedicalTherapy", [step for step in steps if TREATMENT.match(step)]),
    }
    node |= {name: things for name, things in lists.items() if things}
    if causes := _affirmed(items(page.markdown, articles.CAUSES)):
        # The vocabulary says it the other way round: a cause is the `causeOf` a condition.
        node["@reverse"] = {"causeOf": _named("MedicalCause", causes)}
    return node


def _affirmed(names: Iterable[str]) -> list[str]:
    return [name for name in names if not NAMES_NONE.match(name)]


def _named(kind: str, names: Iterable[str]) -> list[Node]:
    return [{"@type": kind, "name": name} for name in names]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _breadcrumbs(page: Described, site: Site) -> Node:
    return {"@type": "BreadcrumbList", "itemListElement": list(_crumbs((*page.trail, (page.title, page.url)), site))}


def _crumbs(trail: Iterable[tuple[str, str]], site: Site) -> Iterator[Node]:
    for position, (title, url) in enumerate(trail, 1):
        crumb: Node = {"@type": "ListItem", "position": position, "name": title}
        if site.address:
            crumb["item"] = {"@type": "WebPage", "@id": site.address + url}
        yield crumb
