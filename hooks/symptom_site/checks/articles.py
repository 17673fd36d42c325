"""The contract that every page keeps with its reader: what it rests on, and when that was last checked."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from symptom_checker_workshop.problem import Problem, did_you_mean, number_of
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.checks.known import Known, fact_instead
from symptom_site.components.search import search_first
from symptom_site.editorial import OWN, Articles
from symptom_site.source.article import Article
from symptom_site.source.blocks import Page

KINDS = ("article", "page")
"""An `article` makes medical statements; a `page` (home, the checker, about) need not."""

ABOUT = ("symptom", "condition", "remedy", "topic")
"""What an article is about. A `topic` (a list, questions, words explained) may have any headings."""

NEEDED = {
    "article": ("title", "description", "tags", "statements", "about", "reviewed", "review_by"),
    "page": ("title", "description"),
}
TEXTS = ("title", "description", "kind", "about", "template")
LISTS = ("tags", search_first.KEY, "statements", "facts", "hide")
SHOWN = ("title", "description", "tags")
DATES = ("reviewed", "review_by")
KEYS = (*TEXTS, *LISTS, *DATES, "search")
"""The keys that any page may have; `hide`, `template` and `search` are the theme's. A site adds those that answer a
question of the checker beforehand, as in `check/#place-ear`."""

EARLY = (OWN, "help")
"""The headings that may come early on a page about a danger."""


def of(path: str, page: Page, known: Known | None, rules: Articles) -> Article:
    """Return what the page at `path` says about itself, as far as its keys are sound; `check` names what is not."""
    values = page.values
    facts = dict.fromkeys([*page.facts, *_names(values, "facts")])

    def day(key: str, otherwise: date) -> date:
        value = values.get(key)
        return value if type(value) is date else otherwise

    return Article(
        path=path,
        title=str(values.get("title", path)),
        kind=str(values.get("kind", "article")),
        statements=tuple(_names(values, "statements")),
        facts=tuple(name for name in facts if known is None or name in known.facts),
        reviewed=day("reviewed", known.sources_checked if known else date.min),
        review_by=day("review_by", known.review_by if known else date.max),
        about=str(values.get("about", "")),
        check_anchor=next((f"{name}-{values[key]}" for key, name in rules.beforehand.items() if key in values), ""),
        search_first=tuple(_names(values, search_first.KEY)),
    )


def check(page: Page, article: Article, known: Known | None, rules: Articles) -> Iterator[Problem]:
    """Name what breaks the contract of a page, but for its days; without `known` the names on it are not looked up."""
    yield from _page_problems(page, known, rules)
    if article.kind == "article":
        yield from _article_problems(page, article, rules)


def check_days(page: Page, today: date) -> Iterator[Problem]:
    """Name what is wrong with the days of a page, which changes from day to day."""
    reviewed, review_by = (page.values.get(key) if type(page.values.get(key)) is date else None for key in DATES)
    if reviewed and reviewed > today:
        what = f"{reviewed} is still to come: write the day on which the sources were checked"
        yield _problem(page, "reviewed", what)
    if review_by and review_by < today:
        yield _problem(page, "review_by", f"{review_by} is past: check the sources again, then set both dates anew")
    if reviewed and review_by and review_by <= reviewed:
        yield _problem(page, "review_by", f"{review_by} is not after 'reviewed' ({reviewed}): set a later day")


def _names(values: dict[str, Any], key: str) -> list[str]:
    """Return the texts of a list; what is no list of texts has been named as a problem."""
    value = values.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _problem(page: Page, key: str, what: str) -> Problem:
    return Problem(file=page.path, line=page.lines.get(key, 1), where=f"'{key}'", what=what)


def _page_problems(page: Page, known: Known | None, rules: Articles) -> Iterator[Problem]:
    values, keys, texts = page.values, (*KEYS, *rules.beforehand), (*TEXTS, *rules.beforehand)
    kind = values.get("kind", "article")
    if kind not in KINDS:
        yield _problem(page, "kind", f"is '{kind}': write {' or '.join(KINDS)}")
    for key in NEEDED.get(str(kind), ()):
        # A value that cannot be read, and all keys of a head that cannot, have been named already.
        if values.get(key) in (None, "") and (key in values or key not in page.lines) and page.is_head_read:
            yield _problem(page, key, "is missing: add it to the front matter")
    for key, value in values.items():
        if key not in keys:
            yield _problem(page, key, f"is not a key that we know, {did_you_mean(str(key), keys)}")
        elif key in texts and not isinstance(value, str):
            yield _problem(page, key, "must be text")
        elif key in LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            what = "must be a list of texts, such as [one, two]; a number among them needs quotation marks"
            yield _problem(page, key, what)
        elif key in DATES and type(value) is not date:
            yield _problem(page, key, "must be a day, such as 2026-11-23")
        elif key in SHOWN and any(set(text) & set('"<>') for text in ([value] if isinstance(value, str) else value)):
            yield _problem(page, key, 'must not hold any of " < >: it stands in an attribute, and in search results')
    if values.get("about", ABOUT[0]) not in ABOUT:
        yield _problem(page, "about", f"is '{values['about']}': write {', '.join(ABOUT[:-1])} or {ABOUT[-1]}")
    for what in search_first.problems(_names(values, search_first.KEY)):
        yield _problem(page, search_first.KEY, what)
    yield from _name_problems(page, known)
    yield from _beforehand_problems(page, known, rules.beforehand)


def _name_problems(page: Page, known: Known | None) -> Iterator[Problem]:
    facts, statements = _names(page.values, "facts"), _names(page.values, "statements")
    for name in facts:
        if known and name not in known.facts:
            yield _problem(page, "facts", f"'{name}' is not in facts.toml, {fact_instead(name, known.facts)}")
    for name in statements:
        if known and name not in known.statements:
            near = did_you_mean(name, known.statements)
            yield _problem(page, "statements", f"'{name}' is not in statements.toml, {near}")
    for key, names in (("facts", facts), ("statements", statements)):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield _problem(page, key, f"'{name}' stands twice: keep one")


def _beforehand_problems(page: Page, known: Known | None, beforehand: Mapping[str, str]) -> Iterator[Problem]:
    given = [key for key in beforehand if key in page.values]
    for key in given if known else ():
        options = known.options.get(beforehand[key], ()) if known else ()
        value = page.values[key]
        if isinstance(value, str) and value not in options:
            near = did_you_mean(value, options)
            yield _problem(page, key, f"'{value}' is not an option of the question '{beforehand[key]}', {near}")
    if len(given) > 1:
        what = f"stands beside '{given[0]}', but a link answers one question: keep one of them"
        yield _problem(page, given[1], what)


def _article_problems(page: Page, article: Article, rules: Articles) -> Iterator[Problem]:
    if len(article.facts) < rules.fewest_facts and page.is_head_read:
        rests = f"rests on {number_of(len(article.facts), 'fact')}, fewer than {rules.fewest_facts}"
        yield _problem(page, "facts", f"{rests}: cite more, or make it a 'kind: page'")
    if article.about != "topic" and page.is_head_read:
        found = [(block.line, block.text) for block in page.blocks if block.rank == 2]
        yield from _heading_problems(page.path, found, rules, is_condition=article.about == "condition")


def _heading_problems(
    file: str, found: list[tuple[int, str]], rules: Articles, *, is_condition: bool
) -> Iterator[Problem]:
    """Name what breaks the order of the headings (line, words)."""
    reached, passed = -1, dict[str, str]()
    names = {words: name for name in rules.order if name != OWN for words in rules.headings[name]}
    for line, words in found:

        def problem(what: str, line: int = line, words: str = words) -> Problem:
            return Problem(file=file, line=line, where=f"heading '{words}'", what=what)

        name = names.get(words, OWN)
        if name == OWN and (meant := _meant(words, [other for _, other in found], names)):
            # It is taken for what was meant, so that no other heading is blamed for it.
            yield problem(f"did you mean '{meant}'?")
            name = names[meant]
        place = rules.order.index(name)
        if name in passed:
            yield problem(f"stands beside '{passed[name]}': an article has one such heading, make them one")
        elif place < reached:
            ways = {OWN: ("a heading of its own",), **rules.headings}
            order = ", ".join(ways[name][0] for name in rules.order)
            yield problem(f"stands after '{passed[rules.order[reached]]}': the order is {order}")
        passed.setdefault(name, words)
        # On a page about a danger the signs may come early.
        if not (is_condition and name in EARLY):
            reached = max(reached, place)
    for name in rules.needed:
        if name not in passed:
            where = f"heading '{rules.headings[name][0]}'"
            yield Problem(file=file, line=1, where=where, what="is missing: every article has it, add it")


def _meant(words: str, others: Collection[str], known: Iterable[str]) -> str:
    """Return the heading of the order that is all but `words` and that the page lacks; empty when there is none."""
    lacking = {name.casefold(): name for name in known if name not in others}
    near = difflib.get_close_matches(words.casefold(), lacking, n=1, cutoff=0.85)
    return lacking[near[0]] if near else ""


def uncovered(articles: Iterable[Article], knowledge: Knowledge) -> Iterable[Problem]:
    """Name each statement of the source document that no article covers."""
    covered = {name for article in articles if article.kind == "article" for name in article.statements}
    for name, statement in knowledge.statements.items():
        if name not in covered:
            section = " or ".join(statement.section)
            what = f"no article covers it ({section}): cover it, then add {name} to that article's 'statements'"
            line = knowledge.lines.get(("statement", name), 1)
            yield Problem(file="statements.toml", line=line, where=f"statement '{name}'", what=what)
