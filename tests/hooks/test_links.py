"""The links that hold the site together: no article apart, no table that leads nowhere."""

from dataclasses import replace

import pytest

from sample_site import GOOD, KNOWLEDGE
from support import EDITORIAL
from symptom_checker_workshop.tables.rows import Advice, Cause, HandOver, Kind, Knowledge, Option, Question, Rule
from symptom_site.checks import articles, links
from symptom_site.checks.known import known
from symptom_site.source.blocks import parse

PAGES = {
    "index.md": "---\ntitle: Home\ndescription: Start.\nkind: page\n---\n[Kinds](types/cramp.md#what-it-is)\n",
    "types/cramp.md": GOOD,
}


def problems(pages: dict[str, str], knowledge: Knowledge = KNOWLEDGE) -> list[str]:
    """All that is wrong with the links of a site."""
    read = {path: parse(f"docs/{path}", text) for path, text in pages.items()}
    found = {path: articles.of(path, page, known(knowledge), EDITORIAL.articles) for path, page in read.items()}
    leads_to = {path: links.targets(path, page) for path, page in read.items()}
    return [str(problem) for problem in links.check(leads_to, found, knowledge)]


def test_linked_article_is_no_orphan():
    """A site in which a page's text leads to each article is accepted; a page that is no article needs no link."""
    assert problems(PAGES) == []


@pytest.mark.parametrize(
    "text", ["[Kinds](types/spasm.md)", "`[Kinds](types/cramp.md)`", "[Kinds](../types/cramp.md)", "Nothing."]
)
def test_article_that_no_text_leads_to_is_named(text):
    """An article to which only the navigation or itself leads is named with the fix."""
    home = PAGES["index.md"].replace("[Kinds](types/cramp.md#what-it-is)", text)
    said = "no other page's text leads to it: link to it, for example from the first page of its folder"
    own = GOOD + "\n[Here](cramp.md)\n"
    assert problems({"index.md": home, "types/cramp.md": own}) == [f"docs/types/cramp.md:1: page: {said}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", {"types/b.md"}),
        ("[a](../b.md#c) and [d](<./e.md>)", {"b.md", "types/e.md"}),
        ("[a][b]\n\n[b]: ../c.md\n", {"c.md"}),
        ("[a](https://a.example/) [b](#c) [d](e.png)", set()),
    ],
)
def test_targets_are_paths_of_pages(text, expected):
    """A link leads to a page as seen from its own; anchors, pictures and other sites are none."""
    assert expected == links.targets("types/a.md", parse("a.md", text))


def test_table_that_leads_nowhere_is_named():
    """A row whose article is not there is named where it stands, and one whose article rests on none of its facts."""
    said = {"title": "", "text": "", "facts": ("F-01",)}
    rule = {"level": "urgent", "when": "place.calf", "because": "", "facts": ("F-01", "F-04a")}
    knowledge = Knowledge(
        folder="",
        topic=KNOWLEDGE.topic,
        facts=KNOWLEDGE.facts,
        sources=KNOWLEDGE.sources,
        kinds={"good": Kind(id="good", article="types/cramp.md", fits="", **said)},
        causes={"bad": Cause(id="bad", article="types/crmp.md", when="", **said)},
        rules={
            "none": Rule(id="none", **rule),
            "good": Rule(id="good", **rule, article="types/cramp.md"),
            "bad": Rule(id="bad", **rule, article="serious/clot.md"),
            "other": Rule(id="other", **rule, article="index.md"),
        },
        advice={"bad": Advice(id="bad", type="do", text="", article="self-care/rub.md", facts=("F-01",))},
        lines={("rule", "bad"): 9},
    )
    fix = "name another page, or cite one of F-01, F-04a there"
    assert problems(PAGES, knowledge) == [
        "causes.toml:1: cause 'bad': article 'types/crmp.md' does not exist, did you mean 'types/cramp.md'?",
        "rules.toml:9: rule 'bad': article 'serious/clot.md' does not exist, known: index.md, types/cramp.md",
        f"rules.toml:1: rule 'other': article 'index.md' rests on none of its facts: {fix}",
        "advice.toml:1: advice 'bad': article 'self-care/rub.md' does not exist, known: index.md, types/cramp.md",
    ]


def test_option_that_leads_nowhere_is_named():
    """An answer whose article is not there is named with its question."""
    options = (
        Option(id="calf", text="Calf", article="types/cramp.md"),
        Option(id="foot", text="", article="types/c.md"),
    )
    place = Question(id="place", select="one", text="Where?", why="", unsure="as_yes", option=options)
    said = "article 'types/c.md' does not exist, did you mean 'types/cramp.md'?"
    assert [f"questions.toml:1: option 'place.foot': {said}"] == problems(
        PAGES, replace(KNOWLEDGE, questions={"place": place})
    )


def test_handing_over_to_a_page_that_is_not_there_is_named():
    """Each page to which a reader is handed over exists, those that fit some of them better too."""
    row = HandOver(
        id="who.child",
        heading="",
        text="",
        short="",
        article="types/cramp.md",
        facts=(),
        also=("index.md", "types/crmp.md"),
    )
    said = "article 'types/crmp.md' does not exist, did you mean 'types/cramp.md'?"
    assert [f"levels.toml:1: hand_over 'who.child': {said}"] == problems(
        PAGES, replace(KNOWLEDGE, hand_overs={"who.child": row})
    )
