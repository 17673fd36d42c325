"""A site about a second topic, from other settings alone: its words are its own."""

import json
import re
from html import unescape
from pathlib import Path

from parts import policy, readability
from second_topic import TOPIC, TOPICS, run
from support import ROOT, real_tables
from symptom_checker_workshop import paper
from symptom_checker_workshop.compile import compile_topic
from symptom_checker_workshop.parse import read
from symptom_checker_workshop.tables import Knowledge

TABLES = read(TOPICS / TOPIC)


def words(knowledge: Knowledge) -> set[str]:
    """Every text of a topic that stands on its pages."""
    rows = (*knowledge.rules.values(), *knowledge.questions.values(), *knowledge.advice.values())
    options = [option for question in knowledge.questions.values() for option in question.option]
    return {getattr(row, "because", "") or row.text for row in (*rows, *options)} | {knowledge.topic.always}


def pages(site: Path) -> str:
    """Every page of a site, one after the other, as a reader has its text."""
    return unescape(" ".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))))


def test_pages_have_the_words_of_the_topic(second_site):
    """Each question, option, reason and piece of advice of the second topic stands on its site."""
    text = pages(second_site)
    assert len(words(TABLES)) > 50
    assert [word for word in sorted(words(TABLES)) if word not in text] == []


def test_pages_have_no_word_of_the_first_topic(second_site):
    """No text of the first topic that is not the second's too stands on the site, and no page speaks of cramps."""
    text = pages(second_site)
    alien = [word for word in sorted(words(real_tables()) - words(TABLES)) if len(word) > 20 and word in text]
    assert alien == []
    assert re.findall(r"[Cc]ramp|[Tt]witch|muscle[- ]spasm|Muscle", text) == []


def test_wrong_address_and_install_name_the_topic(second_site):
    """The page for a wrong address has the topic's number to call, and the manifest the names of the settings."""
    missing = (second_site / "404.html").read_text(encoding="utf-8")
    manifest = json.loads((second_site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert TABLES.topic.emergency_line in missing
    assert TABLES.topic.abroad in missing
    assert "get-help" not in missing
    assert ("Hiccup Guide", "Hiccups") == (manifest["name"], manifest["short_name"])
    assert ["./check/"] == [shortcut["url"] for shortcut in manifest["shortcuts"]]


def test_paper_form_decides_as_the_engine(second_site):
    """The second topic's form on paper, read as it is printed, gives each case the result of the engine."""
    form = (second_site / "check" / "paper" / "index.html").read_text(encoding="utf-8")
    assert paper.compare(form, compile_topic(TABLES), TABLES.cases.values()) == []


def test_site_keeps_the_policy(second_site):
    """The pages hold nothing that the policy forbids."""
    assert policy.problems(second_site) == []


def test_words_of_the_topic_are_easy_to_read():
    """The tables and pages of the second topic keep the limits of the first."""
    assert list(readability.check(path for path in sorted(TOPICS.rglob("*")) if path.suffix in (".md", ".toml"))) == []


def test_settings_that_name_no_topic_stop_the_build(tmp_path):
    """A setting that leads to no topic ends the build with the setting, the folder and the mend."""
    done = run(tmp_path, knowledge="nowhere")
    assert done.returncode == 1
    assert f"extra.knowledge: {ROOT / 'nowhere'} holds no topic.toml: name the folder of a topic" in done.stderr
