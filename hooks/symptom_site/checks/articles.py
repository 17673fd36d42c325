"""The contract that every page keeps with its reader: what it rests on, and when that was last checked."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from symptom_checker_workshop.problem import Problem, did_you_mean, number_of
from symptom_checker_workshop.tables.rows import Knowledge
from symptom_site.checks.known import Known, fact_instead
from symptom_site.components.all_signs import all_signs as signs_line
from symptom_site.components.search import search_first
from symptom_site.editorial import OWN, Articles, Form
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
LONGER = "longer_because"
"""The key whose value says why an article is longer than others of its form."""
MORE_LINES = "more_lines_because"
"""The key whose value says why a care card of an article has more lines than others of its form."""

TEXTS = ("title", "description", "kind", "about", "form", LONGER, MORE_LINES, "template")
LISTS = ("tags", search_first.KEY, "statements", "facts", "hide")
SHOWN = ("title", "description", "tags")
DATES = ("reviewed", "review_by")
KEYS = (*TEXTS, *LISTS, *DATES, "search")
"""The keys that any page may have; `hide`, `template` and `search` are the theme's. A site adds those that answer a
question of the checker beforehand, as in `check/#place-ear`."""

EARLY = (OWN, "help")
"""The headings that may come early on a page about a danger that has no form."""


def of(
    path: str,
    page: Page,
    known: Known | None,
    rules: Articles,
    all_signs: tuple[str, ...] = (),
    shown: Iterable[str] = (),
) -> Article:
    """Return what the page at `path` says about itself, as far as its keys are sound; `check` names what is not.

    `all_signs` are the facts of the line that stands in the place of its mark, and `shown` those behind its pictures.
    """
    values = page.values
    named = [(mark.line, mark.facts) for mark in page.marks]
    named += [(comment.line, all_signs) for comment in page.comments if comment.written == signs_line.MARK]
    cited = [name for _, names in sorted(named, key=lambda item: item[0]) for name in names]
    facts = dict.fromkeys([*cited, *_names(values, "facts"), *shown])

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
        form=str(values.get("form", "")),
        about=str(values.get("about", "")),
        check_anchor=next((f"{name}-{values[key]}" for key, name in rules.beforehand.items() if key in values), ""),
        search_first=tuple(_names(values, search_first.KEY)),
        is_own_about_checker=not set(rules.headings["checker"]).isdisjoint(page.headings),
    )


def check(page: Page, article: Article, known: Known | None, rules: Articles) -> Iterator[Problem]:
    """Name what breaks the contract of a page, except its days; without `known` the names on it are not looked up."""
    yield from _page_problems(page, known, rules)
    if article.kind == "article":
        yield from _article_problems(page, article, rules)


def may_be_late(article: Article, today: date) -> bool:
    """Tell whether anything may be wrong with the days of a page; `check_days` names it."""
    return not article.reviewed <= today <= article.review_by or article.review_by <= article.reviewed


def check_days(page: Page, today: date) -> Iterator[Problem]:
    """Name what is wrong with the days of a page, which changes from day to day."""
    reviewed, review_by = (page.values.get(key) if type(page.values.get(key)) is date else None for key in DATES)
    if reviewed and reviewed > today:
        what = f"{reviewed} is still to come: write the day on which the sources were checked"
        yield _problem(page, "reviewed", what)
    if review_by and review_by < today:
        yield _problem(page, "review_by", f"{review_by} is past: check the sources again, then set both dates")
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
    form = values.get("form")
    if isinstance(form, str) and not rules.form(form):
        near = did_you_mean(form, rules.form_names)
        yield _problem(page, "form", f"'{form}' is no form of an article, {near}")
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
    if rules.needs_form and "form" not in page.lines and page.is_head_read:
        names = rules.form_names
        yield _problem(page, "form", f"is missing: write {', '.join(names[:-1])} or {names[-1]}")
    form = rules.form(article.form)
    if form is None and article.about != "topic":
        early = EARLY if article.about == "condition" else ()
        form = Form(names=(), order=rules.order, early=early, needed=rules.needed)
    if form and form.order != (OWN,) and page.is_head_read:
        found = [(block.line, block.text) for block in page.blocks if block.rank == 2]
        yield from _heading_problems(page.path, found, rules.headings, form)
    if article.form:
        yield from _link_problems(page, rules)


def _link_problems(page: Page, rules: Articles) -> Iterator[Problem]:
    """Name the section about the checker where it only leads there, as the foot of an article with a form does."""
    for block in page.blocks:
        if block.rank == 2 and block.text in rules.headings["checker"]:
            said = [other for other in page.blocks if other.section == block.text]
            if any(other.links for other in said):
                what = "leads to the checker, and so does the foot of the page by itself: take the section out"
                yield Problem(file=page.path, line=block.line, where=f"heading '{block.text}'", what=what)


def _heading_problems(
    file: str, found: list[tuple[int, str]], headings: Mapping[str, Sequence[str]], form: Form
) -> Iterator[Problem]:
    """Name what breaks the order of the headings (line, words)."""
    reached, passed = -1, dict[str, str]()
    names = {words: name for name in form.order if name != OWN for words in headings[name]}
    # Of a form whose first words have no heading.
    needless = {words for name in headings if form.names and name not in form.order for words in headings[name]}
    for line, words in found:

        def problem(what: str, line: int = line, words: str = words) -> Problem:
            return Problem(file=file, line=line, where=f"heading '{words}'", what=what)

        if words in needless:
            yield problem(f"does not belong on a page of the form '{form.names[0]}': take the heading out")
            continue
        name = names.get(words, OWN)
        if name == OWN and (meant := _meant(words, [other for _, other in found], names)):
            # It is taken for what was meant, so that no other heading is blamed for it.
            yield problem(f"did you mean '{meant}'?")
            name = names[meant]
        place = form.order.index(name)
        if name in passed:
            yield problem(f"stands beside '{passed[name]}': an article has one such heading, make them one")
        elif place < reached:
            ways = {OWN: ("a heading of its own",), **headings}
            order = ", ".join(ways[name][0] for name in form.order)
            yield problem(f"stands after '{passed[form.order[reached]]}': the order is {order}")
        passed.setdefault(name, words)
        if name not in form.early:
            reached = max(reached, place)
    for name in form.needed:
        if name not in passed:
            where = f"heading '{headings[name][0]}'"
            yield Problem(file=file, line=1, where=where, what="is missing: every article has it, add it")


def _meant(words: str, others: Collection[str], known: Iterable[str]) -> str:
    """Return the heading of the order that is nearly `words` and that the page lacks; empty when there is none."""
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
