"""All checks of all pages, and what of them is kept between builds."""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sample_site import GOOD, KNOWLEDGE, TODAY
from support import EDITORIAL
from symptom_checker_workshop.tables.rows import Knowledge, Number
from symptom_site.checks import kept, pages
from symptom_site.checks.kept import Kept
from symptom_site.checks.pages import Checked, House

HOME = "---\ntitle: Home\ndescription: Start.\nkind: page\n---\n\n[Kinds](types/cramp.md)\n\n<!-- rules -->\n"
TEXTS = {"index.md": HOME, "types/cramp.md": GOOD}
HOUSE = House(marks=("<!-- rules -->",), editorial=EDITORIAL, plain_words=Path("none"))


def own(**settings: object) -> House:
    """What pages are held against on a site with settings of its own."""
    return replace(HOUSE, editorial=replace(EDITORIAL, **settings))  # type: ignore[arg-type]


def checked(
    texts: Mapping[str, str] = TEXTS,
    knowledge: Knowledge | None = KNOWLEDGE,
    *,
    house: House = HOUSE,
    today: date = TODAY,
    keep: Path | None = None,
) -> Checked:
    """What is found in a site."""
    return pages.check(texts, knowledge, house, today, keep=keep)


def said(**changes: object) -> list[str]:
    """What is wrong with a site."""
    return [str(problem) for problem in checked(**changes).problems]  # type: ignore[arg-type]


def test_sound_site_has_no_problem():
    """A site whose pages keep every rule has no problem, and gives its pages and articles by path."""
    found = checked()
    assert ((), ["index.md", "types/cramp.md"]) == (found.problems, sorted(found.pages))
    assert "Cramps" == found.articles["types/cramp.md"].title


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\ntitle: Cramps", "", "1: 'title': is missing"),
        ("title: Cramps", "title: Cramps: all", "2: front matter: cannot be read"),
        ("# Cramps\n", "# Cramps\n\n<!-- rule -->\n", "15: comment '<!-- rule -->': is neither a mark nor a note"),
        ("/// emergency\n", "/// emergency\n\n    ", "39: '- you cannot breathe [@F-01]': stands in a card as code"),
        ("It passes [@F-01]", "It passes", "33: 'It passes.': has no mark"),
        ("[@F-02]", "[@F-99]", "17: '[@F-99]': 'F-99' is not in facts.toml"),
        ("It passes", "go " * 26 + "on", "33: sentence 'go go go go go …': has 27 words"),
        ("More about it\n", "More about it\n\n```symptom-quiz\n```\n", "33: block 'symptom-quiz': names no topic"),
    ],
)
def test_each_kind_of_fault_is_named(old, new, expected):
    """Every check looks at every page, and says file and line."""
    assert old in GOOD
    found = said(texts={**TEXTS, "types/cramp.md": GOOD.replace(old, new, 1)})
    assert [line for line in found if line.startswith(f"docs/types/cramp.md:{expected}")]


def test_without_tables_pages_are_checked_all_the_same():
    """When the topic's tables cannot be read, the faults of the pages that need none are named, and no others."""
    texts = {**TEXTS, "types/cramp.md": GOOD.replace("tags:", "tag:").replace("F-02", "F-99")}
    assert ["'tags'", "'tag'"] == [line.split(": ")[1] for line in said(texts=texts, knowledge=None)]


def test_head_that_cannot_be_read_blames_no_statement():
    """While a front matter cannot be read, no statement is said to have no article."""
    texts = {**TEXTS, "types/cramp.md": GOOD.replace("title: Cramps", "title: Cramps: all")}
    assert [] == [line for line in said(texts=texts) if line.startswith("statements.toml")]


def test_glossary_explains_and_words_to_avoid_are_named(tmp_path):
    """The site's own list of words holds, but for the terms of its glossary."""
    words = tmp_path / "words.toml"
    words.write_text('names = []\n[say]\n"many" = ["multiple"]\n')
    house = replace(HOUSE, plain_words=words)
    texts = {**TEXTS, "index.md": HOME + "\nMultiple sclerosis, multiple signs.\n"}
    explained = {**texts, "about/glossary.md": HOME.replace("Kinds", "Kind") + "\n## Multiple sclerosis\n"}
    assert 2 == len([line for line in said(texts=texts, house=house) if "stops readers" in line])
    assert 1 == len([line for line in said(texts=explained, house=house) if "stops readers" in line])


def test_what_is_kept_is_what_would_be_found(tmp_path):
    """A second build says the same as the first, and as one that keeps nothing, also of faults."""
    texts = {**TEXTS, "types/cramp.md": GOOD.replace("tags:", "tag:")}
    keep = tmp_path / "kept"
    first, second = checked(texts, keep=keep), checked(texts, keep=keep)
    assert first == second == checked(texts)
    assert first.problems


def test_only_what_changed_is_looked_at_again(tmp_path, monkeypatch):
    """With one page changed the others are taken as they were kept, and the changed one is checked."""
    keep = tmp_path / "kept"
    checked(keep=keep)
    parsed = []
    real = pages.parse
    monkeypatch.setattr(pages, "parse", lambda path, text: parsed.append(path) or real(path, text))
    texts = {**TEXTS, "index.md": f"{HOME}<!-- rule -->\n"}
    assert 1 == len(checked(texts, keep=keep).problems)
    assert ["docs/index.md"] == parsed


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"knowledge": replace(KNOWLEDGE, facts={k: v for k, v in KNOWLEDGE.facts.items() if k != "F-02"})}, "F-02"),
        ({"house": replace(HOUSE, marks=())}, "'<!-- rules -->'"),
        ({"today": date(2028, 1, 1)}, "2027-11-01 is past"),
        ({"house": own(articles=replace(EDITORIAL.articles, fewest_facts=9))}, "fewer than 9"),
        ({"house": own(articles=replace(EDITORIAL.articles, order=("help", "own", "checker")))}, "the order is When"),
        ({"house": own(prose=replace(EDITORIAL.prose, article_grade=-9.0))}, "more than -9"),
        ({"house": own(prose=replace(EDITORIAL.prose, words_grade=-9.0))}, "editorial.toml:1: 'words.offline'"),
        ({"house": own(words={"offline": {"later": "It is extraordinarily complicated."}})}, "extraordinarily"),
    ],
)
def test_what_pages_are_held_against_is_never_old(tmp_path, changes, named):
    """When a fact goes, a mark goes, a day passes or a setting changes, what did not change is named."""
    keep = tmp_path / "kept"
    assert [] == said(keep=keep)
    assert any(named in line for line in said(keep=keep, **changes))


def test_kept_page_counts_with_those_that_changed(tmp_path):
    """A page as it was kept is named when the last link to it goes from another, or its number gets an entry."""
    keep = tmp_path / "kept"
    row = Number(id="longest", text="10 minutes", facts=("F-01",), means="how long it may last")
    other = replace(row, id="other", text="a day")
    texts = {**TEXTS, "index.md": f"{HOME}\nIt lasts 10 minutes [@F-01].\n"}

    def found(texts: Mapping[str, str], *rows: Number) -> list[str]:
        numbers = {row.id: row for row in rows}
        return said(texts=texts, knowledge=replace(KNOWLEDGE, numbers=numbers), keep=keep)

    assert not [line for line in found(texts, other) if line.startswith("docs/")]
    assert [line for line in found(texts, other, row) if "'10 minutes': is written by hand" in line]
    assert not [line for line in found(texts, other) if line.startswith("docs/")]
    lost = {**texts, "index.md": texts["index.md"].replace("[Kinds](types/cramp.md)", "Kinds")}
    assert [line for line in found(lost) if line.startswith("docs/types/cramp.md:1: page: no other page's text leads")]


def test_no_parsed_page_stays_in_memory(tmp_path):
    """A page is read from what is kept each time that it is asked for, always the same."""
    found = checked(keep=tmp_path / "kept").pages
    assert found["types/cramp.md"] == found["types/cramp.md"]
    assert found["types/cramp.md"] is not found["types/cramp.md"]
    assert (2, list(TEXTS)) == (len(found), list(found))


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps(("other code", {"page index.md": ("x", None)}))])
def test_file_that_is_not_of_this_code_is_made_again(tmp_path, content):
    """A file that is damaged, or was written by other code, is not believed."""
    keep = tmp_path / "kept"
    keep.write_bytes(content)
    assert [] == said(keep=keep)
    assert Kept(keep).last("page index.md") == checked().pages["index.md"]


def test_results_go_with_the_libraries(tmp_path, monkeypatch):
    """Another version of any installed library stands for other code, whose results are not believed."""
    before = kept.code.__wrapped__()
    assert before == kept.code.__wrapped__()
    (tmp_path / "markdown-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert before != kept.code.__wrapped__()


def test_results_go_with_what_they_depend_on(tmp_path):
    """A result is made once for what it depends on, and again for something else."""
    made = []
    for value in ("a", "a", "b"):
        store = Kept(tmp_path / "kept")
        assert value == store.get("name", kept.fingerprint(value), lambda value=value: made.append(value) or value)
        store.save()
    assert ["a", "b"] == made
