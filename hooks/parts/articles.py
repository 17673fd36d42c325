"""The contract that every page keeps with its reader: what it rests on, and when that was last checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parts import cited_text, front_matter
from parts.plain_text import blocks
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables import Knowledge

type Report = Callable[[str, str], Problem]
"""Makes a problem of a key and what is wrong with it."""

KINDS = ("article", "page")
"""An `article` makes medical statements; a `page` (home, the checker, about) need not."""

ABOUT = ("symptom", "condition", "remedy", "topic")
"""What an article is about. A `topic` (a list, questions, words explained) may have any headings."""

NEEDED = {
    "article": ("title", "description", "tags", "statements", "about", "reviewed", "review_by"),
    "page": ("title", "description"),
}
BEFOREHAND = {"check_place": "place", "check_kind": "kind"}
"""Key → the question that the article's link to the checker answers beforehand, as in `check/#place-calf`."""

TEXTS = ("title", "description", "kind", "about", *BEFOREHAND, "template")
LISTS = ("tags", "statements", "facts", "hide")
DATES = ("reviewed", "review_by")
KEYS = (*TEXTS, *LISTS, *DATES, "search")
"""All keys that a page may have; `hide`, `template` and `search` are the theme's."""

FEWEST_FACTS = 3
"""The fewest facts that an article rests on."""

FEELS = "What it feels or looks like"
CAUSES = ("Common causes", "What brings it on")
"""Two ways to say it; an article has one of them."""
DO = "What you can do now"
HELP, CHECKER = "When to get help", cited_text.CHECKER
OWN = "a heading of its own"
ORDER = ("What it is", FEELS, CAUSES[0], DO, OWN, HELP, CHECKER)
"""The order of an article's headings; it may leave out what does not apply, but not the last two."""


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
    """Ids of the facts it rests on: those that its marks name, in the order of the text, then those of its head."""
    reviewed: date
    """The day on which the sources were last checked."""
    review_by: date
    """The day by which they must be checked again."""
    about: str
    """One of `ABOUT`; empty for a page."""
    check_anchor: str
    """The anchor with which its link opens the checker, such as `place-calf`; may be empty."""


def read(pages: Mapping[str, str], knowledge: Knowledge, today: date) -> tuple[dict[str, Article], list[Problem]]:
    """Return the pages (path → text) that could be read, by path, with every problem of all of them."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path, text in sorted(pages.items()):
        found: list[Problem] = []
        matter = front_matter.read(f"docs/{path}", text, found)
        if not found:
            articles[path] = article = _article(path, matter, knowledge)
            found = list(_page_problems(f"docs/{path}", matter, knowledge, today))
            found += cited_text.check(f"docs/{path}", matter.body, matter.body_line, knowledge)
            is_article = article.kind == "article"
            found += cited_text.check_article(
                f"docs/{path}", matter.body, matter.body_line, knowledge, cards_alone=not is_article
            )
            if is_article:
                found += _article_problems(f"docs/{path}", matter, article)
        problems += found
    return articles, problems + list(_uncovered(articles.values(), knowledge))


def _article(path: str, matter: front_matter.FrontMatter, knowledge: Knowledge) -> Article:
    """Return the page as far as its keys are sound; what is not has been named as a problem."""
    values = matter.values
    facts = dict.fromkeys([*cited_text.facts(matter.body), *_names(values, "facts")])

    def day(key: str, otherwise: date) -> date:
        value = values.get(key)
        return value if isinstance(value, date) else otherwise

    return Article(
        path=path,
        title=str(values.get("title", path)),
        kind=str(values.get("kind", "article")),
        statements=tuple(_names(values, "statements")),
        facts=tuple(name for name in facts if name in knowledge.facts),
        reviewed=day("reviewed", knowledge.topic.sources_checked),
        review_by=day("review_by", knowledge.topic.review_by),
        about=str(values.get("about", "")),
        check_anchor=next((f"{name}-{values[key]}" for key, name in BEFOREHAND.items() if key in values), ""),
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
    if values.get("about", ABOUT[0]) not in ABOUT:
        yield problem("about", f"is '{values['about']}': write {', '.join(ABOUT[:-1])} or {ABOUT[-1]}")
    yield from _name_problems(values, knowledge, problem)
    yield from _beforehand_problems(values, knowledge, problem)
    yield from _date_problems(values, today, problem)


def _name_problems(values: dict[str, Any], knowledge: Knowledge, problem: Report) -> Iterable[Problem]:
    facts, statements = _names(values, "facts"), _names(values, "statements")
    for name in facts:
        if name not in knowledge.facts:
            yield problem("facts", f"'{name}' is not in facts.toml, {cited_text.mend(name, knowledge)}")
    for name in statements:
        if name not in knowledge.statements:
            known = did_you_mean(name, knowledge.statements)
            yield problem("statements", f"'{name}' is not in statements.toml, {known}")
    for key, names in (("facts", facts), ("statements", statements)):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield problem(key, f"'{name}' stands twice: keep one")


def _beforehand_problems(values: dict[str, Any], knowledge: Knowledge, problem: Report) -> Iterable[Problem]:
    given = [key for key in BEFOREHAND if key in values]
    for key in given:
        question = knowledge.questions.get(BEFOREHAND[key])
        options = [option.id for option in question.option] if question else []
        if isinstance(values[key], str) and values[key] not in options:
            known = did_you_mean(values[key], options)
            yield problem(key, f"'{values[key]}' is no option of the question '{BEFOREHAND[key]}', {known}")
    if len(given) > 1:
        yield problem(given[1], f"stands beside '{given[0]}', but a link answers one question: keep one of them")


def _article_problems(file: str, matter: front_matter.FrontMatter, article: Article) -> Iterable[Problem]:
    if len(article.facts) < FEWEST_FACTS:
        what = f"rests on {len(article.facts)} facts, fewer than {FEWEST_FACTS}: cite more, or make it a 'kind: page'"
        yield Problem(file=file, line=matter.lines.get("facts", 1), where="'facts'", what=what)
    if article.about != "topic":
        found = [(block.line, block.text) for block in blocks(matter.body, matter.body_line) if block.rank == 2]
        yield from _heading_problems(file, found, is_condition=article.about == "condition")


def _heading_problems(file: str, found: list[tuple[int, str]], *, is_condition: bool) -> Iterable[Problem]:
    """Name what breaks the order of the headings (line, words)."""
    reached, passed = -1, dict[str, str]()
    for line, words in found:
        name = CAUSES[0] if words in CAUSES else words if words in ORDER else OWN
        place = ORDER.index(name)

        def problem(what: str, line: int = line, words: str = words) -> Problem:
            return Problem(file=file, line=line, where=f"heading '{words}'", what=what)

        if name in passed:
            yield problem(f"stands beside '{passed[name]}': an article has one such heading, make them one")
        elif place < reached:
            what = f"stands after '{passed[ORDER[reached]]}': the order is {', '.join(ORDER)}"
            yield problem(what)
        passed.setdefault(name, words)
        # On a page about a danger the signs may come early.
        if not (is_condition and name in (OWN, HELP)):
            reached = max(reached, place)
    for name in (HELP, CHECKER):
        if name not in passed:
            yield Problem(file=file, line=1, where=f"heading '{name}'", what="is missing: every article has it, add it")


def _date_problems(values: dict[str, Any], today: date, problem: Report) -> Iterable[Problem]:
    reviewed, review_by = (values.get(key) if type(values.get(key)) is date else None for key in DATES)
    if reviewed and reviewed > today:
        yield problem("reviewed", f"{reviewed} is still to come: write the day on which the sources were checked")
    if review_by and review_by < today:
        yield problem("review_by", f"{review_by} is past: check the sources again, then set both dates anew")
    if reviewed and review_by and review_by <= reviewed:
        yield problem("review_by", f"{review_by} is not after 'reviewed' ({reviewed}): set a later day")


def _uncovered(articles: Iterable[Article], knowledge: Knowledge) -> Iterable[Problem]:
    """Name each statement of the source document that no article covers."""
    covered = {name for article in articles if article.kind == "article" for name in article.statements}
    for name, statement in knowledge.statements.items():
        if name not in covered:
            section = " or ".join(statement.section)
            what = f"no article covers it ({section}): cover it, then add {name} to that article's 'statements'"
            line = knowledge.lines.get(("statement", name), 1)
            yield Problem(file="statements.toml", line=line, where=f"statement '{name}'", what=what)
