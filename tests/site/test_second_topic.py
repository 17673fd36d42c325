"""Sites about small topics, from other settings alone: their words are their own."""

import json
import re
from html import unescape
from pathlib import Path

from symptom_site.finish import policy
from symptom_site.checks import wording
from second_topic import SITES, TOPICS, build, run
from support import ROOT
from symptom_checker_workshop.form import paper_reader as paper
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read
from symptom_checker_workshop.tables.rows import Knowledge
from this_site import tables as first_tables

TABLES = {topic: read(TOPICS / topic) for topic in SITES}


def words(knowledge: Knowledge) -> set[str]:
    """Every text of a topic that stands on its pages, but for what is filled in for each reader."""
    rows = (*knowledge.rules.values(), *knowledge.questions.values(), *knowledge.advice.values())
    options = [option for question in knowledge.questions.values() for option in question.option]
    found = {getattr(row, "because", "") or row.text for row in (*rows, *options)} | {knowledge.topic.always}
    return {text.partition("{named}")[0].strip() for text in found}


def pages(site: Path) -> str:
    """Every page of a site, one after the other, as a reader has its text, with what the checker shows later."""
    later = [
        piece
        for path in sorted(site.glob("checker/*/quiz.json"))
        for piece in json.loads(path.read_text(encoding="utf-8"))["pieces"].values()
    ]
    return unescape(" ".join([*(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))), *later]))


def texts(site: Path) -> str:
    """Everything that a site says outside its pages: what it is called, its pictures, what a search finds."""
    kinds = (".svg", ".json", ".webmanifest", ".txt", ".xml")
    return " ".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*")) if path.suffix in kinds)


def test_pages_have_the_words_of_the_topic(small_topic, small_site):
    """Each question, option, reason and piece of advice of the topic stands on its site."""
    text, own = pages(small_site), words(TABLES[small_topic])
    assert len(own) > 50
    assert [word for word in sorted(own) if word not in text] == []


def test_pages_have_no_word_of_the_first_topic(small_topic, small_site):
    """No text of the first topic that is not the small one's too stands on its site, and no page speaks of cramps."""
    text, own = pages(small_site), words(TABLES[small_topic])
    alien = [word for word in sorted(words(first_tables()) - own) if len(word) > 20 and word in text]
    assert alien == []
    assert re.findall(r"[Cc]ramp|[Tt]witch|muscle[- ]spasm|Muscle", text) == []


def test_a_site_with_signs_of_its_own_has_nothing_of_the_first_topic(sample_site):
    """Where the pages come with icons of their own, no file but scripts speaks of muscles, spasms or cramps."""
    assert re.findall(r"(?i)muscle|spasm|cramp|twitch", pages(sample_site) + texts(sample_site)) == []
    assert "data:image/svg+xml,%3Csvg" in (sample_site / "index.html").read_text(encoding="utf-8")


def test_wrong_address_and_install_name_the_topic(small_topic, small_site):
    """The page for a wrong address has the topic's number to call, and the manifest the names of the settings."""
    missing = (small_site / "404.html").read_text(encoding="utf-8")
    manifest = json.loads((small_site / "manifest.webmanifest").read_text(encoding="utf-8"))
    site = SITES[small_topic]
    has_help = (small_site / "get-help" / "index.html").is_file()
    assert TABLES[small_topic].topic.emergency_line in missing
    assert TABLES[small_topic].topic.abroad in missing
    assert ("get-help" in missing) is has_help
    assert (site.name, site.short_name) == (manifest["name"], manifest["short_name"])
    expected = ["./check/", *(["./get-help/"] if has_help else [])]
    assert expected == [shortcut["url"] for shortcut in manifest["shortcuts"]]


def test_a_page_opens_the_checker_with_the_answer_of_its_front_matter(sample_site):
    """A link to the checker opens it with the answer that the page names for it, with no anchor written by hand."""
    page = (sample_site / "types" / "front-nosebleed" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../../check/#kind-front">Check your symptoms</a>' in page


def test_paper_form_decides_as_the_engine(small_topic, small_site):
    """The topic's form on paper, read as it is printed, gives each case the result of the engine."""
    form = (small_site / "check" / "paper" / "index.html").read_text(encoding="utf-8")
    tables = TABLES[small_topic]
    assert paper.compare(form, tables, compile_topic(tables), tables.cases.values()) == []


def test_site_keeps_the_policy(small_site):
    """The pages hold nothing that the policy forbids."""
    assert policy.problems(small_site) == []


def test_small_topic_can_be_built_for_another_region(tmp_path):
    """With one setting a small topic's site is for the United Kingdom: no foreign word and no unused phrase is left."""
    text = pages(build(tmp_path, "nosebleeds", "GB"))
    assert "Call 999 now" in text
    assert re.findall(r"Call 911|emergency room|nurse line", re.sub(r'<a href="http[^>]*>[^<]*', "", text)) == []


def test_words_of_the_topic_are_easy_to_read():
    """The tables and pages of the small topics keep the limits of the first."""
    files = [path for path in sorted(TOPICS.rglob("*")) if path.suffix == ".toml"]
    files += sorted(TOPICS.rglob("[!_]*.md"))
    assert [] == wording.check([*files, ROOT / "docs" / wording.PLAIN_WORDS])


def test_settings_that_name_no_topic_stop_the_build(tmp_path):
    """A setting that leads to no topic ends the build with the setting, the folder and the fix."""
    done = run(tmp_path, knowledge="nowhere")
    assert done.returncode == 1
    assert "mkdocs.yml: extra.symptom_site.knowledge: The path '" in done.stderr
