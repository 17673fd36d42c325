"""The contract of articles, the foot that shows it, and the list of all sources."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from sample_site import GOOD, KNOWLEDGE, TODAY, text_of
from support import EDITORIAL, FRAGMENTS
from symptom_site.checks import articles, citations
from symptom_site.checks.known import known
from symptom_site.components.article_foot import article_foot
from symptom_site.components.citation import bibliography
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.sources import source_list
from symptom_site.editorial import Articles
from symptom_site.source.article import Article
from symptom_site.source.blocks import Page, parse

PATH = "types/cramp.md"
KNOWN = known(KNOWLEDGE)
RULES = EDITORIAL.articles


def page_of(text: str = GOOD) -> Page:
    """The page with this text."""
    return parse(f"docs/{PATH}", text)


def article_of(text: str = GOOD, rules: Articles = RULES) -> Article:
    """What the page with this text says about itself."""
    return articles.of(PATH, page_of(text), KNOWN, rules)


def problems_of(text: str, rules: Articles = RULES) -> list[str]:
    """All that is wrong with a page as an article."""
    page, article = page_of(text), article_of(text, rules)
    found = [
        *page.problems,
        *articles.check(page, article, KNOWN, rules),
        *articles.check_days(page, TODAY),
        *citations.check(page, KNOWN.facts),
        *citations.check_statements(page, KNOWN.facts, rules.headings["checker"]),
    ]
    return [str(problem) for problem in found]


def test_sound_article_has_no_problem():
    """An article with all its keys, known facts and statements, and dates that hold, is accepted as it is."""
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("F-03]", "F-033]", "6: 'facts': 'F-033' is not in facts.toml, did you mean 'F-03'?"),
        ("F-03]", "F-04]", "6: 'facts': 'F-04' is not in facts.toml, it was split: name those of F-04a that fit"),
        ("F-03]", "F-03, F-03]", "6: 'facts': 'F-03' stands twice: keep one"),
        ("F-03]", "]", "6: 'facts': rests on 2 facts, fewer than 3: cite more, or make it a 'kind: page'"),
        ("F-02].", "F-022].", "17: '[@F-022]': 'F-022' is not in facts.toml, did you mean 'F-02'?"),
        ("@F-02].", "@].", "17: '[@]': names no fact: write one, such as [@DEF-01]"),
        ("S02]", "S02, S022]", "5: 'statements': 'S022' is not in statements.toml, did you mean 'S02'?"),
        ("2027-11", "2026-09", "9: 'review_by': 2026-09-01 is past: check the sources again, then set both dates"),
        ("2027-11", "2026-11", "9: 'review_by': 2026-11-01 is not after 'reviewed' (2026-11-01): set a later day"),
        ("2027-11-01", "next year", "9: 'review_by': must be a day, such as 2026-11-23"),
        ("review_by: 2027-11-01\n", "", "1: 'review_by': is missing: add it to the front matter"),
        (
            "2026-11",
            "2026-12",
            "8: 'reviewed': 2026-12-01 is still to come: write the day on which the sources were checked",
        ),
        (
            "about:",
            "search_first: [stroke, 911]\nabout:",
            (
                "7: 'search_first': must be a list of texts, such as [one, two]; "
                "a number among them needs quotation marks"
            ),
        ),
        ("about:", "search_first: [er, er]\nabout:", "7: 'search_first': 'er': stands twice: keep one"),
        ("tags:", "tag:", "4: 'tag': is not a key that we know, did you mean 'tags'?"),
        (
            "charley horse",
            "911",
            "4: 'tags': must be a list of texts, such as [one, two]; a number among them needs quotation marks",
        ),
        (
            "What a",
            'A "what"',
            "3: 'description': must not hold any of \" < >: it stands in an attribute, and in search results",
        ),
        (
            "charley horse",
            "<img src=x>",
            "4: 'tags': must not hold any of \" < >: it stands in an attribute, and in search results",
        ),
        ("title: Cramps", "title: a\ntitle: b", "3: 'title': stands twice (first in line 2): keep one"),
        ("title: Cramps", "title: a\nkind: blog", "3: 'kind': is 'blog': write article or page"),
        (
            ": calf",
            ": calves",
            "10: 'check_place': 'calves' is not an option of the question 'place', did you mean 'calf'?",
        ),
        (
            "place: calf",
            "kind: hicups",
            "10: 'check_kind': 'hicups' is not an option of the question 'kind', did you mean 'hiccups'?",
        ),
        (
            ": calf",
            ": calf\ncheck_kind: hiccups",
            "11: 'check_kind': stands beside 'check_place', but a link answers one question: keep one of them",
        ),
        ("about: symptom\n", "", "1: 'about': is missing: add it to the front matter"),
        ("symptom", "sign", "7: 'about': is 'sign': write symptom, condition, remedy or topic"),
        (
            "causes\n\n- hard work [@F-01]",
            "causes\n\n- hard work",
            (
                "25: 'hard work': has no mark: name the facts behind it, such as [@DEF-01], before its last sign "
                "('Common causes')"
            ),
        ),
        (
            "breathe [@F-01]",
            "breathe",
            (
                "38: 'you cannot breathe': has no mark: name the facts behind it, such as [@DEF-01], "
                "before its last sign ('emergency' card)"
            ),
        ),
        (
            "## More about it",
            "## What it feels or looks like",
            (
                "31: heading 'What it feels or looks like': stands beside 'What it feels or looks like': "
                "an article has one such heading, make them one"
            ),
        ),
        (
            "## What it feels",
            "## One of many\n\n## What it feels",
            (
                "21: heading 'What it feels or looks like': stands after 'One of many': the order is What it is, "
                "What it feels or looks like, Common causes, What you can do now, a heading of its own, "
                "When to get help, How the checker can help"
            ),
        ),
        (
            "## When to",
            "## Another\n\n## When to",
            "35: heading 'Another': stands beside 'More about it': an article has one such heading, make them one",
        ),
        (
            "## How the",
            "### How the",
            "1: heading 'How the checker can help': is missing: every article has it, add it",
        ),
    ],
)
def test_broken_article_is_named_with_its_fix(old, new, expected):
    """Each break of the contract is named with file, line and what to do."""
    assert old in GOOD
    assert f"docs/types/cramp.md:{expected}" in problems_of(GOOD.replace(old, new))


def test_statement_without_a_page_is_named():
    """A statement of the source document that no article covers is named where it stands, with its part of the site."""
    expected = "no article covers it (types): cover it, then add S02 to that article's 'statements'"
    (problem,) = articles.uncovered([article_of(GOOD.replace("S01, S02", "S01"))], KNOWLEDGE)
    assert str(problem) == f"statements.toml:12: statement 'S02': {expected}"


def test_statement_on_a_page_without_evidence_is_not_covered():
    """A page that makes no medical statements covers no statement of the source document."""
    page = article_of("---\ntitle: About\ndescription: Who we are.\nkind: page\nstatements: [S02]\n---\n")
    found = articles.uncovered([page, article_of(GOOD.replace("S01, S02", "S01"))], KNOWLEDGE)
    assert ["statement 'S02'"] == [problem.where for problem in found]


def test_page_about_a_danger_may_show_its_signs_early():
    """On a page about a condition the cards may come before the causes; on another they may not."""
    cards = GOOD[GOOD.index("## When to") : GOOD.index("## How the")]
    early = GOOD.replace(cards, "").replace("## Common causes", f"{cards}## What brings it on")
    assert problems_of(early.replace("symptom", "condition")) == []
    assert len(problems_of(early)) == 3


def test_list_of_questions_may_have_any_headings():
    """A page about a topic needs no order of headings, but each item of its cards needs a mark."""
    topic = GOOD.replace("symptom", "topic").replace("## What you can do now", "## Does it help to stretch?")
    assert problems_of(topic) == []
    assert len(problems_of(topic.replace("breathe [@F-01]", "breathe"))) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: Cramps", "title: Cramps: all"), ("reviewed: 2026-11-01", "\treviewed: 2026-11-01")],
)
def test_head_that_cannot_be_read_is_one_problem(old, new):
    """Of a front matter that cannot be read no key is called missing beside it; the text is checked all the same."""
    said = problems_of(GOOD.replace(old, new).replace("breathe [@F-01]", "breathe"))
    assert ["front matter", "'you cannot breathe'"] == [problem.split(": ")[1] for problem in said]


def test_value_that_cannot_be_read_is_one_problem():
    """A day that is not in the calendar is named once, where it stands, and is not called missing."""
    (said,) = problems_of(GOOD.replace("2027-11-01", "2027-02-30"))
    assert (
        said == f"docs/{PATH}:9: 'review_by': '2027-02-30' is not a day of the calendar: write one such as 2026-11-23"
    )


def test_misspelt_heading_is_named_alone():
    """A heading that is all but one of the order is the only one that is blamed, in whatever way it is misspelt."""
    for old, new in (("When to get help", "When to get hlp"), ("Common causes", "common Causes:")):
        (said,) = problems_of(GOOD.replace(f"## {old}", f"## {new}"))
        assert said.endswith(f"heading '{new}': did you mean '{old}'?")


def test_without_tables_names_are_not_looked_up():
    """When the topic's tables cannot be read, what needs none of them is still named, and no name is called unknown."""
    page = page_of(GOOD.replace("tags:", "tag:"))
    article = articles.of(PATH, page, None, RULES)
    found = [*articles.check(page, article, None, RULES), *citations.check(page, None)]
    assert ["'tags'", "'tag'"] == [problem.where for problem in found]
    assert ("F-02", "F-01", "F-03") == article.facts


def test_page_needs_no_facts():
    """A page without medical statements needs a title and a description alone, and has the topic's dates."""
    text = "---\ntitle: Home\ndescription: Start here.\nkind: page\n---\n"
    found = article_of(text)
    assert list(articles.check(page_of(text), found, KNOWN, RULES)) == []
    assert (date(2026, 1, 1), date(2027, 1, 1)) == (found.reviewed, found.review_by)


def foot_of(text: str = GOOD) -> str:
    """The foot of a page with this text."""
    return article_foot.render(
        article_of(text),
        KNOWLEDGE,
        FRAGMENTS,
        check_url="../../check/",
        report_url="../../about/#report-a-mistake",
    )


def test_foot_names_each_publication_once():
    """Two readings of one publication are one entry, with both dates and the better of the two ways of reading."""
    assert [(citation.publisher, citation.dates) for citation in bibliography.of(["F-01", "F-02"], KNOWLEDGE)] == [
        ("A & B", ""),
        ("NHS", "2012; 2020"),
    ]
    assert "read in a copy" in foot_of()
    assert foot_of().count('href="https://a.example/"') == 1


def test_foot_says_what_the_page_is_worth():
    """The foot gives both dates, what reviewed means, that no clinician checked it, and where to report a mistake."""
    text = text_of(foot_of())
    assert "Last reviewed November 1, 2026" in text
    assert "Next review due November 1, 2027" in text
    assert "“Reviewed” means we checked the sources on that day." in text
    assert "This is information, not a diagnosis." in text
    assert '<a href="../../about/#report-a-mistake">Report a mistake</a>' in foot_of()


def test_foot_has_a_note_for_each_mark():
    """Each note names the sources behind its mark, in full where they come first; others have an entry of their own.

    What was named before is a short link back: no publication has its address twice.
    """
    foot = article_foot.render(article_of(), KNOWLEDGE, FRAGMENTS, notes=[(1, 2), (2,)], check_url="", report_url="")
    entries = re.findall(r'<li id="note-(\d)">(.*)</li>', foot)
    assert [(number, text_of(entry)) for number, entry in entries] == [
        (
            "1",
            ("A & B: <Spasms>. NHS: Cramps (2012; 2020), read in a copy."),
        ),
        ("2", "As in 1: NHS."),
        ("3", "CDC: Heat."),
    ]
    assert '<li id="note-2"><a href="#note-1">As in 1</a>: NHS.</li>' in foot
    assert "We read each source on the publisher’s own page, unless its line says otherwise." in foot
    assert "Sources (3)" in foot
    assert foot.count("<ol>") == 1


def test_a_note_says_which_of_two_of_one_publisher():
    """Where a note has two publications of one publisher, what leads back to it gives the title too."""
    one, other, third = (
        Citation(publisher=publisher, title=title, url="", dates="", way="direct", keys=(title,))
        for publisher, title in (("NHS", "Cramps"), ("NHS", "Heat"), ("CDC", "Heat"))
    )
    found = article_foot.entries([one, other, third], [(1, 2, 3), (2, 3)])
    assert [(entry.sources, entry.before) for entry in found] == [
        ((one, other, third), {}),
        ((), {1: ("NHS, Heat", "CDC")}),
    ]


def test_foot_has_a_switch_for_marks():
    """The switch that shows or hides all marks waits for its script, and stands on no page without marks."""
    foot = article_foot.render(article_of(), KNOWLEDGE, FRAGMENTS, notes=[(1,)], check_url="", report_url="")
    assert re.search(r"<button [^>]* hidden>Hide the numbers of sources</button>", foot)
    assert "article-foot__marks" not in foot_of()


def test_foot_opens_the_checker_as_the_page_asks():
    """The link to the checker carries the page's place or kind, and none when the page names none."""
    kind = GOOD.replace("check_place: calf", "check_kind: hiccups")
    assert '<a href="../../check/#kind-hiccups">Check your symptoms</a>' in foot_of(kind)
    assert '<a href="../../check/#place-calf">Check your symptoms</a>' in foot_of()
    assert '<a href="../../check/">Check your symptoms</a>' in foot_of(GOOD.replace("check_place: calf\n", ""))


def test_foot_carries_the_notice_of_an_overdue_review():
    """The notice for an old copy lies hidden in the page with its date, for a browser that is offline."""
    assert 'data-review-by="2027-11-01" hidden>' in foot_of()


def test_foot_escapes_its_values():
    """A title from the tables stands as text: its marks are no HTML."""
    assert "A &amp; B: &lt;Spasms&gt;." in foot_of()


def test_source_list_names_all_sources_with_their_users():
    """Every source that a page or the checker uses is listed with its pages and number of rules, and no other."""
    html = source_list.render(
        [article_of()], KNOWLEDGE, FRAGMENTS, lambda path: f"../../{path.removesuffix('.md')}/", "check/index.md"
    )
    assert text_of(html) == (
        "A & B: <Spasms> (no date shown), read on the publisher’s own page. Used in 1 page Cramps "
        "CDC: Heat (no date shown), read on the publisher’s own page. "
        "Used in 2 pages, and by 1 rule of the checker Check your symptoms Cramps "
        "NHS: Cramps (2012; 2020), read in a copy. "
        "Used in 2 pages, and by 1 rule of the checker Check your symptoms Cramps"
    )


@pytest.mark.parametrize(
    ("mark", "publishers"),
    [
        ("<!-- sources a-a -->", ["A & B"]),
        ("<!-- sources b-m -->", ["CDC"]),
        ("<!-- sources n-z -->", ["NHS"]),
    ],
)
def test_a_part_lists_the_publishers_of_its_letters(mark, publishers):
    """A part of a long list has the sources whose publishers begin with its letters, and no other."""
    url = lambda path: f"../../{path.removesuffix('.md')}/"  # noqa: E731
    html = source_list.render([article_of()], KNOWLEDGE, FRAGMENTS, url, "check/index.md", mark)
    assert publishers == [name for name in ("A & B", "CDC", "NHS") if f"{name}: " in text_of(html)]


def test_each_letter_is_in_one_part_of_the_list():
    """Parts that leave out a letter, or have one twice, are named with the letters; parts that fit are not."""
    fit = {"a.md": "Sources\n\n<!-- sources a-m -->", "b.md": "<!-- sources n-z -->"}
    assert [] == [*source_list.check(fit), *source_list.check({"a.md": source_list.MARK})]
    wrong = fit | {"b.md": "\n<!-- sources m-x -->"}
    assert [
        "docs/b.md:2: '<!-- sources m-x -->': the letters y, z are in no part of the sources: each belongs to one",
        "docs/b.md:2: '<!-- sources m-x -->': the letters m are in two of the sources: each belongs to one",
    ] == list(map(str, source_list.check(wrong)))


def test_a_site_has_its_own_limits_and_headings():
    """The fewest facts, the headings with their order, and the keys answered beforehand are a site's own."""
    rules = replace(
        RULES,
        fewest_facts=9,
        beforehand={"check_side": "place"},
        headings={**RULES.headings, "help": ("Get help",)},
        order=("help", "own"),
        needed=("help",),
    )
    assert [
        "docs/types/cramp.md:10: 'check_place': is not a key that we know",
        "docs/types/cramp.md:6: 'facts': rests on 3 facts, fewer than 9: cite more, or make it a 'kind: page'",
        "docs/types/cramp.md:1: heading 'Get help': is missing: every article has it, add it",
    ] == [said.partition(", did")[0] for said in problems_of(GOOD, rules) if "stands beside" not in said]
    text = GOOD.replace("check_place: calf", "check_side: calf")
    assert "place-calf" == article_of(text, rules).check_anchor


def test_one_fact_is_one_fact():
    """A number of one has its noun in the singular."""
    text = re.sub(r" \[@[^]]*\]", "", GOOD)
    assert any("rests on 1 fact, fewer than 3" in said for said in problems_of(text))


def test_a_site_without_a_place_for_reports_has_no_link_to_it():
    """Where a site has neither an address for reports nor a page about itself, the foot leads nowhere."""
    foot = article_foot.render(article_of(), KNOWLEDGE, FRAGMENTS, check_url="", report_url="")
    assert "Report a mistake" not in foot


def test_days_are_looked_at_only_where_one_may_be_wrong():
    """Whatever the days of a page are, or without them, a page whose days are wrong is among those looked at."""
    days = [timedelta(days=number) for number in (-400, -1, 0, 1, 400)]
    lines = [("", *(f"{key}: {TODAY + by}\n" for by in days)) for key in ("reviewed", "review_by")]
    wrong = 0
    for head in product(*lines):
        page = parse("a.md", f"---\ntitle: Day\n{''.join(head)}---\nText.\n")
        if list(articles.check_days(page, TODAY)):
            wrong += 1
            assert articles.may_be_late(articles.of("a.md", page, KNOWN, RULES), TODAY), head
    assert wrong
