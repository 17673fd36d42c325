"""The forms of articles, and the line of the gravest signs that they share."""

import re

import pytest

from sample_site import GOOD, KNOWLEDGE, TODAY
from support import EDITORIAL, FRAGMENTS
from symptom_site import editorial
from symptom_site.checks import articles, pages
from symptom_site.checks.known import known
from symptom_site.checks.pages import House
from symptom_site.components.all_signs import all_signs
from symptom_site.components.article_foot import article_foot
from symptom_site.source.blocks import parse

KNOWN = known(KNOWLEDGE)
RULES = EDITORIAL.articles

CALM = """---
title: Cramps
description: What a cramp is, and what to do.
tags: [charley horse]
statements: [S01, S02]
facts: [F-03]
about: symptom
form: symptom
reviewed: 2026-11-01
review_by: 2027-11-01
check_place: calf
---

# Cramps

A muscle tightens by itself for a few minutes and hurts [@F-02].

## What you can do now

1. Stretch it [@F-01 F-02].

## What it feels or looks like

- it hurts [@F-01]

## When to get help

<!-- all-signs -->

/// emergency
- you cannot breathe [@F-01]
///
"""

LINE = "**Call 911 now** if your chest hurts [@F-03].\n"


def problems_of(text: str, rules: editorial.Articles = RULES) -> list[str]:
    """What is wrong with a page as an article."""
    page = parse("docs/a.md", text)
    return [str(problem) for problem in articles.check(page, articles.of("a.md", page, KNOWN, rules), KNOWN, rules)]


def checked(text: str, line: str = LINE) -> pages.Checked:
    """A site of one page and the line of the gravest signs, read and checked."""
    house = House(marks=(all_signs.MARK,), editorial=EDITORIAL, plain_words=pages.Path("no list"), all_signs=line)
    return pages.check({"a.md": text}, KNOWLEDGE, house, TODAY)


def said_of(text: str, line: str = LINE) -> list[str]:
    """What is wrong with a page and the line, but for what the site's settings and tables lack."""
    found = map(str, checked(text, line).problems)
    return [problem for problem in found if "docs/" in problem and "no other page" not in problem]


def test_calm_page_begins_with_words_and_the_act():
    """An article of a calm form has its first words below no heading, and what to do before what it feels like."""
    assert problems_of(CALM) == []


def test_article_without_a_form_keeps_the_order_of_all():
    """Articles can move to a form one by one: one that names none is held to the order of the site."""
    assert problems_of(GOOD) == []
    assert any("stands after" in said for said in problems_of(CALM.replace("form: symptom\n", "")))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "form: symptom",
            "form: symptm",
            "docs/a.md:8: 'form': 'symptm' is no form of an article, did you mean 'symptom'?",
        ),
        ("form: symptom", "form: [a]", "docs/a.md:8: 'form': must be text"),
        (
            "form: sy",
            "longer_becaus: x\nform: sy",
            "docs/a.md:8: 'longer_becaus': is not a key that we know, did you mean",
        ),
        (
            "A muscle",
            "## What it is\n\nA muscle",
            "docs/a.md:16: heading 'What it is': does not belong on a page of the form 'symptom': take the heading out",
        ),
        (
            "## What it feels",
            "## Common causes\n\nWork [@F-01].\n\n## What it feels",
            "docs/a.md:26: heading 'What it feels or looks like': stands after 'Common causes': the order is",
        ),
        ("## When to get help", "## Help", "docs/a.md:1: heading 'When to get help': is missing"),
        (
            "cannot breathe [@F-01]\n///\n",
            "cannot breathe [@F-01]\n///\n\n## How the checker can help\n\n[Check it](../check/index.md).\n",
            "docs/a.md:34: heading 'How the checker can help': leads to the checker, and so does the foot of the page",
        ),
    ],
)
def test_fault_of_a_form_is_named_with_its_place(old, new, expected):
    """What breaks the form of an article is named with file, line and the fix."""
    text = CALM.replace(old, new, 1)
    assert text != CALM
    assert [said for said in problems_of(text) if said.startswith(expected)]


@pytest.mark.parametrize(
    ("form", "has_fault"), [("symptom", True), ("self-care", False), ("serious", True), ("overview", False)]
)
def test_each_form_has_its_order(form, has_fault):
    """Steps of self-care may stand below a heading of their own before all others; an overview has any headings."""
    text = CALM.replace("form: symptom", f"form: {form}").replace(
        "## What you", "## The steps\n\n1. Sit [@F-01].\n\n## What you"
    )
    text = (
        text.replace("## What it feels", "## What it is\n\nIt is tight [@F-01].\n\n## What it feels")
        if form == "serious"
        else text
    )
    assert has_fault is bool([said for said in problems_of(text) if "stands after" in said])


def test_article_may_say_why_the_checker_is_not_for_its_readers():
    """The section about the checker stays where it leads nowhere, such as on a page about babies."""
    why = "\n## How the checker can help\n\nThe checker is not for babies.\n"
    assert problems_of(CALM + why) == []


def test_site_can_ask_every_article_for_a_form(tmp_path):
    """One line of the settings makes an article without a form a problem."""
    (tmp_path / editorial.NAME).write_text("[articles]\nneeds_form = true\n", encoding="utf-8")
    rules = editorial.read(tmp_path)[0].articles
    (said,) = problems_of(GOOD, rules)
    assert said.startswith("docs/a.md:1: 'form': is missing: write symptom, place, people")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            'order = ["do", "feel", "own"]',
            "3: 'articles.forms.calm.order': names 'feel', which is not in articles.headings",
        ),
        (
            'early = ["checkers"]',
            "3: 'articles.forms.calm.early': names 'checkers', which is not in articles.forms.calm.order",
        ),
        (
            'needed = ["what"]',
            "3: 'articles.forms.calm.needed': names 'what', which is not in articles.forms.calm.order",
        ),
        ('order = ["do", "help"]\nearly = ["do"]', "3: 'articles.forms.calm.order': lacks 'own'"),
    ],
)
def test_settings_of_a_form_fit_together(tmp_path, own, expected):
    """A form that names a heading that is not known is named, with the line of the site's own settings."""
    (tmp_path / editorial.NAME).write_text(f"\n[articles.forms.calm]\n{own}\n", encoding="utf-8")
    said = [str(problem) for problem in editorial.read(tmp_path)[1]]
    assert any(problem.startswith(f"docs/_editorial.toml:{expected}") for problem in said)


def test_foot_says_what_is_chosen_beforehand():
    """The link to the checker says which answer the page gives beforehand, and nothing of the kind without one."""
    page = parse("docs/a.md", CALM)
    article = articles.of("a.md", page, KNOWN, RULES)
    html = article_foot.render(article, KNOWLEDGE, FRAGMENTS, check_url="../check/", report_url="")
    assert '<a href="../check/#place-calf">' in html
    assert "We already picked “Calf” for you" in html
    plain = articles.of("a.md", parse("docs/a.md", CALM.replace("check_place: calf\n", "")), KNOWN, RULES)
    html = article_foot.render(plain, KNOWLEDGE, FRAGMENTS, check_url="../check/", report_url="")
    assert '<a href="../check/">' in html
    assert "is chosen" not in html


def test_line_brings_its_sources_to_each_page():
    """The facts of the shared line are among those that a page with its mark rests on, where the mark stands."""
    assert said_of(CALM) == []
    assert checked(CALM.replace("facts: [F-03]", "facts: []")).articles["a.md"].facts == ("F-02", "F-01", "F-03")
    assert "F-03" not in checked(CALM.replace("[F-03]", "[]").replace(f"{all_signs.MARK}\n", "")).articles["a.md"].facts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Call 911 if it hurts.\n", "docs/_all-signs.md:1: 'Call 911 if it hurts.': has no mark"),
        ("Call 911 [@F-033].\n", "docs/_all-signs.md:1: '[@F-033]': 'F-033' is not in facts.toml, did you mean"),
        ("\nExtraordinarily complicated circumstances necessitate hospitalization [@F-03].\n", "has the grade"),
    ],
)
def test_line_is_held_to_what_a_card_line_is(line, expected):
    """The shared line needs known facts and plain words, as each line of a care card does."""
    assert [said for said in said_of(CALM, line) if expected in said]


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("", "", "", "28: '<!-- all-signs -->': stands for the line in docs/_all-signs.md, which is missing: write it"),
        (
            "<!-- all-signs -->",
            "<!-- all-signs --> Call.",
            LINE,
            "stands beside other words: give it a line of its own",
        ),
        ("<!-- all-signs -->", "Call <!-- all-signs -->", LINE, "stands beside other words: give it a line of its own"),
        (
            "# Cramps",
            "# Cramps\n\n<!-- all-signs -->",
            LINE,
            "30: '<!-- all-signs -->': stands twice (first in line 16)",
        ),
    ],
)
def test_mark_of_the_line_stands_alone_and_once(old, new, line, expected):
    """A mark that would show nothing, or in the midst of other words, is named with its line."""
    assert [said for said in said_of(CALM.replace(old, new, 1), line) if expected in said]


def test_line_is_shown_with_its_sources_and_the_way_to_all_signs():
    """The line is shown with a place for its sources and a link to the page of help, where no link is needed."""
    html = all_signs.render(LINE, FRAGMENTS, help_url="../get-help/")
    assert "<strong>Call 911 now</strong> if your chest hurts<!--facts:F-03-->" in html
    assert re.search(r'<a href="../get-help/">[^<]+</a>', html)
    assert "<a " not in all_signs.render(LINE, FRAGMENTS, help_url="")
