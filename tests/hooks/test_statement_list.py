"""The page that follows each statement of the source document through the site."""

from sample_site import GOOD, KNOWLEDGE, text_of
from support import EDITORIAL, FRAGMENTS
from symptom_checker_workshop.tables.rows import Knowledge, Statement
from symptom_site.checks import articles
from symptom_site.checks.known import known
from symptom_site.components.statements import statement_list
from symptom_site.source.blocks import parse

STATEMENTS = {
    "S01": Statement(
        id="S01",
        text="Cramps hurt.",
        refined="But not for long.",
        section=("types", "get-help"),
        checker="kind, red flag",
        facts=("F-03",),
    ),
    "S02": Statement(id="S02", text="It is in the US.", refined="", section=("types",), checker="", facts=()),
}
PAGES = {
    "types/index.md": GOOD.replace("title: Cramps", "title: All kinds"),
    "types/cramp.md": GOOD,
    "serious/clot.md": GOOD.replace("title: Cramps", "title: Clots").replace("S01, S02", "S01"),
    "about/index.md": "---\ntitle: About\ndescription: Who.\nkind: page\nstatements: [S01]\n---\n",
}

DECIDES = "about/how-the-checker-decides.md"


def html() -> str:
    """The list of these two statements."""
    knowledge = Knowledge(
        folder="",
        topic=KNOWLEDGE.topic,
        statements=STATEMENTS,
        rules=KNOWLEDGE.rules,
        facts=KNOWLEDGE.facts,
        sources=KNOWLEDGE.sources,
        questions=KNOWLEDGE.questions,
    )
    pages = {path: parse(f"docs/{path}", text) for path, text in PAGES.items()}
    found = [articles.of(path, page, known(knowledge), EDITORIAL.articles) for path, page in pages.items()]
    return statement_list.render(
        found,
        knowledge,
        FRAGMENTS,
        lambda path: f"../{path}" if path in {*PAGES, DECIDES} else None,
        DECIDES,
    )


def test_statement_says_where_it_is_and_what_others_say():
    """A statement has its words, what sources add, its sections and articles, its use in the checker, its sources."""
    first, second = text_of(html()).split("Statement S02 ")
    assert first == (
        "Statement S01 Cramps hurt. What trusted sources add or correct: But not for long. "
        "Where it is covered: All kinds: Cramps get-help serious: Clots "
        "In the checker: what it fits, danger signs. "
        "Rules of the checker that rest on the same facts (1) It is hot. "
        "Sources (1) CDC: Heat, read on the publisher’s own page. "
    )
    assert second == "It is in the US. Where it is covered: All kinds: Cramps"


def test_statement_links_to_articles_sections_and_rules():
    """The articles, the first page of a section, and the rules are links; a section without a page is its name."""
    text = html()
    for link in (
        '<a href="../types/index.md">All kinds</a>',
        '<a href="../types/cramp.md">Cramps</a>',
        '<a href="../serious/clot.md">Clots</a>',
        '<a href="../about/how-the-checker-decides.md#rule-hot">It is hot.</a>',
    ):
        assert link in text
    assert "../about/index.md" not in text
