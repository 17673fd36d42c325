"""The site for another region: built from the same texts with one setting."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

import second_topic
from support import ROOT
from symptom_checker import assess_so_far
from symptom_checker.logic import LEVELS
from symptom_checker_workshop.form import paper_reader as paper
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_site.source import region
from symptom_site.source.blocks import parse
from this_site import build, compiled, tables

REGION = "GB"
US_ONLY = "911|988|ER|emergency room|Poison Control|1-800|urgent care|labor and delivery|OB|Tylenol|insurer|nurse line"


@pytest.fixture(scope="module")
def british(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a strictly built site for the United Kingdom: no foreign word and no unused phrase is left."""
    folder = tmp_path_factory.mktemp("british")
    build(folder, REGION=REGION)
    return folder


def pages(site: Path) -> dict[str, str]:
    """Return the HTML of every page by its path."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_page_says_which_english_it_is_in(british: Path, site_pages: dict[str, str]):
    """Pages and manifest are in British English there, and in American English on the usual site."""
    here = {re.findall(r"<html lang=\"([^\"]+)", html)[0] for html in pages(british).values()}
    usual = {re.findall(r"<html lang=\"([^\"]+)", html)[0] for html in site_pages.values()}
    assert ({"en-GB"}, {"en-US"}) == (here, usual)
    assert json.loads((british / "manifest.webmanifest").read_text(encoding="utf-8"))["lang"] == "en-GB"


def test_words_of_a_region_change_no_code_and_no_address() -> None:
    """The parser finds the same code and the same addresses before and after, but for those of phrases and calls."""
    chosen = region.choose(tables(), REGION)
    assert chosen.table
    given = [phrase.here for phrase in chosen.table.phrase] + [row.here for row in chosen.differing]
    # What differs replaces whole sentences, with the links in them.
    left_out = {row.at for row in chosen.differing}
    paths = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.relative_to(ROOT / "docs").as_posix() not in left_out)
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        before, after = parse(path.name, text), parse(path.name, chosen.page(text))
        assert [code.content for code in before.codes] == [code.content for code in after.codes], path
        fixed, said = ([link.target for link in page.links if not link.target.startswith("tel:")] for page in (before, after))
        assert fixed == [target for target in said if target in fixed or not any(target in words for words in given)], path


@pytest.fixture(scope="module")
def site_pages(plain_site: Path) -> dict[str, str]:
    """The pages of the usual site."""
    return pages(plain_site)


def test_days_are_written_as_in_the_region(british: Path, site_pages: dict[str, str]):
    """A page names its days with the day before the month there, and after it at home."""
    [due] = re.findall(r"^review_by: (.*)$", (ROOT / "docs/body/calf.md").read_text(encoding="utf-8"), re.MULTILINE)
    reviewed = date.fromisoformat(due)
    there, at_home = f"{reviewed.day} {reviewed:%B} {reviewed.year}", f"{reviewed:%B} {reviewed.day}, {reviewed.year}"
    page = (british / "body" / "calf" / "index.html").read_text(encoding="utf-8")
    assert (True, False) == (there in page, at_home in page)
    assert (False, True) == (there in site_pages["body/calf/index.html"], at_home in site_pages["body/calf/index.html"])


def test_phone_links_call_numbers_of_the_region(british: Path, site_pages: dict[str, str]):
    """Links on phones call 999, 111 and 116 123, and none of the numbers of the usual site."""
    here, usual = (set(re.findall(r"tel:([+0-9]+)", " ".join(html.values()))) for html in (pages(british), site_pages))
    assert {"999", "111", "116123"} == here
    # The about page tells readers in the United Kingdom their number.
    assert {"911", "988", "+18002221222", "999"} == usual


def test_help_page_has_no_word_of_the_united_states(british: Path):
    """The page that says when to get help names 999, A&E and 111, and none of the ways to help of the other region."""
    html = (british / "get-help" / "index.html").read_text(encoding="utf-8")
    text = unescape(re.sub(r"<[^>]+>", " ", html.partition("<article")[2].partition('id="sources"')[0]))
    assert [word for word in ("999", "A&E", "111", "GP") if word not in text] == []
    assert re.findall(rf"\b(?:{US_ONLY})\b", text) == []


def test_help_page_cites_the_sources_of_its_region(british: Path):
    """The sources of the help page are those of what it says there, without the law of the other region on payment."""
    html = (british / "get-help" / "index.html").read_text(encoding="utf-8")
    sources = unescape(html.partition('id="sources"')[2])
    expected = (
        "When to call 999",
        "When to go to A&E",
        "NHS 24: call free on 111",
        "Contact a Samaritan",
        "Royal Free",
    )
    assert [] == [title for title in expected if title not in sources]
    assert "EMTALA" not in sources


def test_what_differs_in_care_is_said_on_its_page(british: Path):
    """The words of each difference of a page stand on it there, and no British page forbids quinine outright."""
    here, html = region.choose(tables(), REGION), pages(british)
    shown = {path: " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for path, text in html.items()}
    missing = []
    for row in tables().differences.values():
        if row.is_of_page:
            plain = re.sub(r"[*]{2}|\[([^\]]*)\]\([^)]*\)", r"\1", here.text(row.here)).rstrip(".")
            first = re.split(r"(?<=[.?]) |:|\(", plain)[0].rstrip(".")
            path = re.sub(r"(?:/?index)?\.md$", "/index.html", row.at).lstrip("/")
            missing += [row.id] if " ".join(first.split()) not in shown[path] else []
    assert [] == missing
    assert [] == [path for path, text in shown.items() if "Never take quinine for cramps" in text]


def test_same_answers_give_the_same_result():
    """Every golden case and story has the whole result that it has on the usual site: level, rules, advice and all."""
    here = compile_topic(region.choose(tables(), REGION).knowledge(tables()))
    stories = [*tables().cases.values(), *tables().stories.values()]
    usual, there = ([assess_so_far(knowledge, story.answers) for story in stories] for knowledge in (compiled(), here))
    assert usual == there
    assert set(LEVELS) == {result.level for result in there if not result.handed_over}


def test_paper_form_decides_as_the_engine(british: Path):
    """The form on paper, in the words of the region, leads every case to the result of the engine there."""
    here = region.choose(tables(), REGION).knowledge(tables())
    form = (british / "check" / "paper" / "index.html").read_text(encoding="utf-8")
    assert paper.compare(form, here, compile_topic(here), tables().cases.values()) == []


def test_topic_without_the_region_cannot_be_built_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A region for which the topic has no phrases stops the build, with the setting and the fix."""
    monkeypatch.setenv("REGION", REGION)
    done = second_topic.run(tmp_path, knowledge=str(second_topic.TOPICS / second_topic.TOPIC))
    assert done.returncode == 1
    assert re.search(r"setting 'region': \S+/hiccups/regions\.toml: no region 'GB', known: US", done.stderr)


def test_phrases_that_name_help_rest_on_facts():
    """Every phrase of a region that says whom to call, where to go or what it costs names the fact behind it."""
    help_words = re.compile(r"999|111|116 123|A&E|GP surgery|NHS|midwife|maternity unit|free")
    phrases = [phrase for row in tables().regions.values() for phrase in row.phrase]
    assert [] == [phrase.here for phrase in phrases if help_words.search(phrase.here) and not phrase.facts]
