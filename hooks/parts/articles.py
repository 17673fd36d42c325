"""The contract that every page keeps with its reader: what it rests on, and when that was last checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parts import front_matter
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import Knowledge

type Report = Callable[[str, str], Problem]
"""Makes a problem of a key and what is wrong with it."""

KINDS = ("article", "page")
"""An `article` makes medical statements; a `page` (home, the checker, about) need not."""

NEEDED = {
    "article": ("title", "description", "tags", "statements", "facts", "reviewed", "review_by"),
    "page": ("title", "description"),
}
TEXTS = ("title", "description", "kind", "check_place", "template")
LISTS = ("tags", "statements", "facts", "hide")
DATES = ("reviewed", "review_by")
KEYS = (*TEXTS, *LISTS, *DATES, "search")
"""All keys that a page may have; `hide`, `template` and `search` are the theme's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page and what it says about itself."""

    path: str
    """Path under the folder of pages, e.g. `types/cramp.md`."""
    title: str
    kind: str
    """`article` or `page`."""
    statements: tuple[str, ...]
    """Ids of the statements of the source document that it covers."""
    facts: tuple[str, ...]
    """Ids of the facts it rests on."""
    reviewed: date
    """The day on which the sources were last checked."""
    review_by: date
    """The day by which they must be checked again."""
    check_place: str
    """The place with which its link opens the checker; may be empty."""


def read(pages: Mapping[str, str], knowledge: Knowledge, today: date) -> tuple[dict[str, Article], list[Problem]]:
    """Return the pages (path → text) that could be read, by path, with every problem of all of them."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path, text in sorted(pages.items()):
        found: list[Problem] = []
        matter = front_matter.read(f"docs/{path}", text, found)
        if not found:
            found = list(_page_problems(f"docs/{path}", matter, knowledge, today))
            articles[path] = _article(path, matter.values, knowledge)
        problems += found
    return articles, problems + list(_uncovered(articles.values(), knowledge))


def anchors(knowledge: Knowledge) -> list[str]:
    """Return the anchors with which a link opens the checker at a place."""
    question = knowledge.questions.get("place")
    return [f"place-{option.id}" for option in question.options] if question else []


def _article(path: str, values: dict[str, Any], knowledge: Knowledge) -> Article:
    """Return the page as far as its keys are sound; what is not has been named as a problem."""

    def day(key: str, otherwise: date) -> date:
        value = values.get(key)
        return value if isinstance(value, date) else otherwise

    return Article(
        path=path,
        title=str(values.get("title", path)),
        kind=str(values.get("kind", "article")),
        statements=tuple(_names(values, "statements")),
        facts=tuple(name for name in _names(values, "facts") if name in knowledge.facts),
        reviewed=day("reviewed", knowledge.topic.sources_checked),
        review_by=day("review_by", knowledge.topic.review_by),
        check_place=str(values.get("check_place", "")),
    )


def _names(values: dict[str, Any], key: str) -> list[str]:
    """Return the texts of a list; what is no list of texts has been named as a problem."""
    value = values.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _page_problems(file: str, matter: front_matter.FrontMatter, knowledge: Knowledge, today: date) -> Iterable[Problem]:
    values = matter.values

    def problem(key: str, what: str) -> Problem:
        return Problem(file=file, line=matter.lines.get(key, 1), where=f"'{key}'", what=what)

    kind = values.get("kind", "article")
    if kind not in KINDS:
        yield problem("kind", f"is '{kind}': write {' or '.join(KINDS)}")
    for key in NEEDED.get(str(kind), ()):
        if values.get(key) in (None, ""):
            yield problem(key, "is missing: add it to the front matter")
    for key, value in values.items():
        if key not in KEYS:
            yield problem(key, f"is not a key that we know, {did_you_mean(str(key), KEYS)}")
        elif key in TEXTS and not isinstance(value, str):
            yield problem(key, "must be text")
        elif key in LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            yield problem(key, "must be a list of texts, such as [one, two]; a number among them needs quotation marks")
        elif key in DATES and type(value) is not date:
            yield problem(key, "must be a day, such as 2026-11-23")
        elif key in ("title", "description") and set(value) & set('"<>'):
            yield problem(key, 'must not hold any of " < >: it stands in an attribute of the page')
    yield from _citation_problems(values, knowledge, problem)
    yield from _date_problems(values, today, problem)


def _citation_problems(values: dict[str, Any], knowledge: Knowledge, problem: Report) -> Iterable[Problem]:
    facts, statements = _names(values, "facts"), _names(values, "statements")
    for name in facts:
        fact = knowledge.facts.get(name)
        if fact is None:
            yield problem("facts", f"'{name}' is not in facts.toml, {_mend_fact(name, knowledge)}")
        elif fact.read == "unsourced" or not fact.sources:
            yield problem("facts", f"'{name}' has no source yet: find one, or leave out what rests on it")
    for name in statements:
        if name not in knowledge.statements:
            known = did_you_mean(name, knowledge.statements)
            yield problem("statements", f"'{name}' is not in statements.toml, {known}")
    if values.get("kind", "article") == "article" and values.get("facts") == []:
        yield problem("facts", "is empty: name the facts it rests on, or make it a 'kind: page'")
    for key, names in (("facts", facts), ("statements", statements)):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield problem(key, f"'{name}' stands twice: keep one")
    place = values.get("check_place")
    if isinstance(place, str) and f"place-{place}" not in anchors(knowledge):
        known = did_you_mean(f"place-{place}", anchors(knowledge)).replace("place-", "")
        yield problem("check_place", f"'{place}' is no option of the question 'place', {known}")


def _mend_fact(name: str, knowledge: Knowledge) -> str:
    """Say what to write instead: a fact that became several is there as SER-25a, SER-25b and so on."""
    parts = [known for known in knowledge.facts if known[:-1] == name and known[-1].isalpha()]
    return f"it was split: name those of {', '.join(parts)} that fit" if parts else did_you_mean(name, knowledge.facts)


def _date_problems(values: dict[str, Any], today: date, problem: Report) -> Iterable[Problem]:
    reviewed, review_by = (values.get(key) if type(values.get(key)) is date else None for key in DATES)
    if reviewed and reviewed > today:
        yield problem("reviewed", f"{reviewed} is still to come: write the day on which the sources were checked")
    if review_by and review_by < today:
        yield problem("review_by", f"{review_by} is past: check the sources again, then set both dates anew")
    if reviewed and review_by and review_by <= reviewed:
        yield problem("review_by", f"{review_by} is not after 'reviewed' ({reviewed}): set a later day")


def _uncovered(articles: Iterable[Article], knowledge: Knowledge) -> Iterable[Problem]:
    """Name each statement of the source document that no page covers."""
    covered = {name for article in articles for name in article.statements}
    for name, statement in knowledge.statements.items():
        if name not in covered:
            section = " or ".join(statement.section)
            what = f"no page covers it ({section}): cover it, then add {name} to that page's 'statements'"
            line = knowledge.lines.get(("statement", name), 1)
            yield Problem(file="statements.toml", line=line, where=f"statement '{name}'", what=what)
