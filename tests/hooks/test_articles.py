"""The contract of articles, the foot that shows it, and the list of all sources."""

from datetime import date
from html.parser import HTMLParser

import pytest

from parts import article_foot, articles, citations, front_matter, source_list
from symptom_checker_workshop.tables import Fact, Kind, Knowledge, Option, Question, Source, Statement, Topic

TODAY = date(2026, 11, 23)

GOOD = """---
title: Cramps
description: What a cramp is, and what to do.
tags: [charley horse]
statements: [S01, S02]
facts: [F-01, F-02]
reviewed: 2026-11-01
review_by: 2027-11-01
check_place: calf
---

# Cramps
"""

KNOWLEDGE = Knowledge(
    folder="knowledge",
    topic=Topic(
        id="spasms",
        version="1",
        language="en-US",
        region="US",
        title="Spasms",
        checker_name="Spasm checker",
        sources_checked=date(2026, 1, 1),
        review_by=date(2027, 1, 1),
        purpose="A sample.",
        scope=(),
        always="Call for help.",
        disclaimer="This is information, not a diagnosis.",
        emergency_heading="Now",
        emergency_line="Call.",
        abroad="Call there.",
        emergency_sign=(),
    ),
    facts={
        "F-01": Fact(id="F-01", text="One.", sources=("A-1", "A-2"), read="seen"),
        "F-02": Fact(id="F-02", text="Two.", sources=("B",), read="inferred"),
        "F-03": Fact(id="F-03", text="Three.", sources=("C",), read="seen"),
        "F-04a": Fact(id="F-04a", text="Four, first half.", sources=("C",), read="seen"),
        "F-09": Fact(id="F-09", text="No source.", sources=(), read="unsourced"),
    },
    sources={
        "A-1": Source(
            key="A-1", publisher="NHS", title="Cramps", url="https://a.example/", date="2012", read="relayed"
        ),
        "A-2": Source(key="A-2", publisher="NHS", title="Cramps", url="https://a.example/", date="2020", read="copy"),
        "B": Source(key="B", publisher="A & B", title="<Spasms>", url="", date="not shown", read="direct"),
        "C": Source(key="C", publisher="CDC", title="Heat", url="https://c.example/", date="", read="direct"),
    },
    statements={
        name: Statement(id=name, text="", refined="", section=("types",), checker="", facts=())
        for name in ("S01", "S02")
    },
    kinds={"heat": Kind(id="heat", title="Heat", text="", article="", fits="x.y", facts=("F-03",))},
    questions={
        "place": Question(
            id="place",
            select="one",
            text="Where?",
            why="",
            unsure="as_no",
            option=(Option(id="calf", text="Calf"), Option(id="hand_arm", text="Hand or arm")),
        )
    },
    lines={("statement", "S02"): 12},
)


def problems_of(text: str) -> list[str]:
    """All that is wrong with a site of this one page."""
    return [str(problem) for problem in articles.read({"types/cramp.md": text}, KNOWLEDGE, TODAY)[1]]


def test_sound_article_has_no_problem():
    """An article with all its keys, known facts and statements, and dates that hold, is accepted as it is."""
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("F-02]", "F-011]", "6: 'facts': 'F-011' is not in facts.toml, did you mean 'F-01'?"),
        ("F-02]", "F-04]", "6: 'facts': 'F-04' is not in facts.toml, it was split: name those of F-04a that fit"),
        ("F-02]", "F-09]", "6: 'facts': 'F-09' has no source yet: find one, or leave out what rests on it"),
        ("F-01, F-02", "", "6: 'facts': is empty: name the facts it rests on, or make it a 'kind: page'"),
        ("F-02]", "F-01]", "6: 'facts': 'F-01' stands twice: keep one"),
        ("S02]", "S02, S022]", "5: 'statements': 'S022' is not in statements.toml, did you mean 'S02'?"),
        ("2027-11", "2026-09", "8: 'review_by': 2026-09-01 is past: check the sources again, then set both dates anew"),
        ("2027-11", "2026-11", "8: 'review_by': 2026-11-01 is not after 'reviewed' (2026-11-01): set a later day"),
        ("2027-11-01", "next year", "8: 'review_by': must be a day, such as 2026-11-23"),
        ("review_by: 2027-11-01\n", "", "1: 'review_by': is missing: add it to the front matter"),
        (
            "2026-11",
            "2026-12",
            "7: 'reviewed': 2026-12-01 is still to come: write the day on which the sources were checked",
        ),
        ("tags:", "tag:", "4: 'tag': is not a key that we know, did you mean 'tags'?"),
        (
            "charley horse",
            "911",
            "4: 'tags': must be a list of texts, such as [one, two]; a number among them needs quotation marks",
        ),
        ("What a", 'A "what"', "3: 'description': must not hold any of \" < >: it stands in an attribute of the page"),
        ("title: Cramps", "title: a\ntitle: b", "3: 'title': stands twice (first in line 2): keep one"),
        ("title: Cramps", "title: a\nkind: blog", "3: 'kind': is 'blog': write article or page"),
        (": calf", ": calves", "9: 'check_place': 'calves' is no option of the question 'place', did you mean 'calf'?"),
    ],
)
def test_broken_article_is_named_with_its_mend(old, new, expected):
    """Each break of the contract is named with file, line and what to do."""
    assert old in GOOD
    assert f"docs/types/cramp.md:{expected}" in problems_of(GOOD.replace(old, new))


def test_statement_without_a_page_is_named():
    """A statement of the source document that no page covers is named where it stands, with its part of the site."""
    expected = "no page covers it (types): cover it, then add S02 to that page's 'statements'"
    assert problems_of(GOOD.replace("S01, S02", "S01")) == [f"statements.toml:12: statement 'S02': {expected}"]


def test_all_problems_come_at_once():
    """Two pages with three faults between them give all three in one go."""
    broken = GOOD.replace("F-02]", "F-05]").replace("tags:", "tag:")
    pages = {"a.md": broken, "b.md": GOOD.replace("2027-11-01", "2026-01-01"), "c.md": GOOD}
    found = [problem.where for problem in articles.read(pages, KNOWLEDGE, TODAY)[1]]
    assert sorted(["'facts'", "'tag'", "'tags'", "'review_by'", "'review_by'"]) == sorted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Cramps\n", "docs/types/cramp.md:1: front matter: has no front matter"),
        (
            "---\ntitle: a\ndescription: b: c\n---\n",
            "docs/types/cramp.md:3: front matter: cannot be read (mapping values",
        ),
        ("---\n- one\n---\n", "docs/types/cramp.md:2: front matter: cannot be read (it is not a list of"),
    ],
)
def test_unreadable_front_matter_is_named(text, expected):
    """A page whose front matter is missing or no YAML is one clear problem, not a traceback."""
    assert problems_of(text)[0].startswith(expected)


def test_page_needs_no_facts():
    """A page without medical statements needs a title and a description alone, and has the topic's dates."""
    pages = {"index.md": "---\ntitle: Home\ndescription: Start here.\nkind: page\n---\n", "a.md": GOOD}
    found, problems = articles.read(pages, KNOWLEDGE, TODAY)
    assert problems == []
    assert (date(2026, 1, 1), date(2027, 1, 1)) == (found["index.md"].reviewed, found["index.md"].review_by)


def test_body_line_counts_from_the_file():
    """The line of the text below the front matter is its line in the file, where an editor looks for it."""
    assert front_matter.read("a.md", GOOD, []).body_line == 11


def foot_of(text: str = GOOD) -> str:
    """The foot of a page with this text."""
    found, _ = articles.read({"types/cramp.md": text}, KNOWLEDGE, TODAY)
    return article_foot.render(
        found["types/cramp.md"], KNOWLEDGE, check_url="../../check/", report_url="../../about/#report-a-mistake"
    )


def test_foot_names_each_publication_once():
    """Two readings of one publication are one entry, with both dates and the better of the two ways of reading."""
    assert [(citation.publisher, citation.dates) for citation in citations.of(["F-01", "F-02"], KNOWLEDGE)] == [
        ("A & B", ""),
        ("NHS", "2012; 2020"),
    ]
    assert "read in a copy of the publisher’s page" in foot_of()
    assert foot_of().count('href="https://a.example/" rel="noopener"') == 1


def test_foot_says_what_the_page_is_worth():
    """The foot gives both dates, what reviewed means, that no clinician checked it, and where to report a mistake."""
    text = text_of(foot_of())
    assert "Last reviewed November 1, 2026" in text
    assert "Next review due November 1, 2027" in text
    assert "“Reviewed” means that we checked the sources on that day." in text
    assert "This is information, not a diagnosis." in text
    assert '<a href="../../about/#report-a-mistake">Report a mistake</a>' in foot_of()


def test_foot_opens_the_checker_at_the_place():
    """The link to the checker carries the page's place, and none when the page names none."""
    assert '<a href="../../check/#place-calf">Check your symptoms</a>' in foot_of()
    assert '<a href="../../check/">Check your symptoms</a>' in foot_of(GOOD.replace("check_place: calf\n", ""))


def test_foot_carries_the_notice_of_an_overdue_review():
    """The notice for an old copy lies hidden in the page with its date, for a browser that is offline."""
    assert 'data-review-by="2027-11-01" hidden>' in foot_of()


def test_foot_escapes_its_values():
    """A title from the tables stands as text: its marks are no HTML."""
    assert "A &amp; B: &lt;Spasms&gt;, read on the publisher’s own page." in foot_of()


def test_source_list_names_all_sources_with_their_pages():
    """Every source that a page or the checker uses is listed with the pages that use it, and no other source."""
    found, _ = articles.read({"types/cramp.md": GOOD}, KNOWLEDGE, TODAY)
    html = source_list.render(found.values(), KNOWLEDGE, lambda path: f"../../{path.removesuffix('.md')}/")
    assert text_of(html) == (
        "A & B: <Spasms>, read on the publisher’s own page. Used in 1 page Cramps "
        "CDC: Heat, read on the publisher’s own page. Used in 1 page Check your symptoms "
        "NHS: Cramps (2012; 2020), read in a copy of the publisher’s page. Used in 1 page Cramps"
    )


def text_of(html: str) -> str:
    """The text of some HTML, white space made one."""
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join("".join(parts).split())
