"""The page, the terminal and the paper form tell every case alike: the engine says what, and in which order."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from support import sample, sample_tables, walk
from symptom_checker import assess
from symptom_checker.logic import NONE, UNSURE, Answers
from symptom_checker.web import step
from symptom_checker_workshop.explain import Explanation, explain
from symptom_checker_workshop.form import paper_reader
from symptom_checker_workshop.terminal import ask

pytestmark = pytest.mark.browser

TELL_ALL = """
async (results) => {
  const section = document.querySelector("[data-release]");
  const release = JSON.parse(section.dataset.release);
  const scripts = `../${release.scripts}components/checker/`;
  const load = (name) => import(new URL(scripts + name, document.baseURI));
  const [{ resultNode }, { Words }, { later }] = await Promise.all(["result.mjs", "words.mjs", "later.mjs"].map(load));
  const words = new Words((await later(release)).pieces, section.querySelector("form[data-question]"));
  const texts = (node, selector) => [...node.querySelectorAll(selector)].map((line) => words.text(line));
  return results.map(({ answers, parts }) => {
    const node = resultNode(words, { answers, parts, isOverdue: true, version: "1" });
    return {
      level: node.dataset.level,
      parts: [...node.querySelectorAll(":scope > [data-part]")].map((part) => part.dataset.part),
      card: words.text(node.querySelector("[data-card]")),
      reasons: texts(node, "[data-part=rules] li > p:first-child"),
      do: texts(node, "[data-part=do] li"),
      dont: texts(node, "[data-part=dont] li"),
    };
  });
}
"""
"""Makes the result of each case with the page's own scripts."""

SILENT = {"about", "sources"}
"""Parts in which the page alone knows whether there is anything to tell."""

TITLES = {
    "Why": "rules",
    "Do": "do",
    "Don't": "dont",
    "Watch for": "watch",
    "What you describe fits": "kinds",
    "Everyday things that may bring it on": "causes",
    "You were not sure about": "unsure",
}
"""What the terminal calls a part."""

CASES = {name: walk(sample(), case.answers)[1] for name, case in sample_tables().cases.items()}
"""Id of each case → the answers to what is really asked."""


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, Any]]:
    """What the engine replies at the end of each case."""
    return {name: json.loads(json.dumps(step(sample(), answers))) for name, answers in CASES.items()}


def in_words(answers: Answers) -> Explanation:
    """Return what the engine concludes, in the words of the knowledge."""
    return explain(sample_tables(), assess(sample(), answers))


def said_in_terminal(answers: Answers) -> list[str]:
    """Return the lines that the terminal prints as a result when these answers are typed."""
    typed = []
    for name, members in answers.items():
        question = sample().question(name)
        assert question
        places = {option.id: str(place) for place, option in enumerate(question.options, 1)}
        typed.append(" ".join(({NONE: "0", UNSURE: "?"} | places)[member] for member in members))
    lines: list[str] = []
    ask(sample_tables(), sample(), lambda _: typed.pop(0) if typed else "", lines.append)
    start = max(place for place, line in enumerate(lines) if line.startswith(("  ?. ", "Press Enter to go on")))
    return [line.strip() for line in lines[start + 1 :]]


def test_the_page_tells_the_parts_of_the_engine_in_order(page: Page, site: str, results: dict[str, Any]) -> None:
    """For every case the page shows the level, the card, the reasons and the steps of the engine, in its order."""
    page.goto(f"{site}check/")
    asked = [{"answers": CASES[name], "parts": reply["parts"]} for name, reply in results.items()]
    shown = dict(zip(results, page.evaluate(TELL_ALL, asked), strict=True))
    for name, got in shown.items():
        words = in_words(CASES[name])
        order = [part["name"] for part in results[name]["parts"]]
        assert [part for part in order if part not in SILENT] == [part for part in got["parts"] if part not in SILENT]
        assert results[name]["assessment"]["level"] == (got["level"] or ""), name
        places = [got["card"].find(sentence) for sentence in (words.heading, *words.text)]
        assert -1 not in places, name
        assert all(earlier < later for earlier, later in pairwise(places)), name
        assert [reason.because for reason in words.reasons] == got["reasons"], name
        for part, lines in (("do", words.do), ("dont", words.dont)):
            assert list(lines) == [line.partition("Read more: ")[0].strip() for line in got[part]], name


def test_the_terminal_tells_the_parts_of_the_engine_in_order(results: dict[str, Any]) -> None:
    """For every case that can be typed the terminal prints the card, then the parts, as the engine has them."""
    typed = 0
    for name, answers in CASES.items():
        if any(member.startswith(f"{UNSURE}:") for members in answers.values() for member in members):
            continue
        typed += 1
        lines = said_in_terminal(answers)
        words = in_words(answers)
        assert [words.heading, *words.text] == lines[: len(words.text) + 1], name
        reasons = [f"- {reason.because}" for reason in words.reasons]
        place = lines.index("Why") + 1 if reasons else 0
        assert reasons == lines[place : place + len(reasons)], name
        order = [part["name"] for part in results[name]["parts"] if part["name"] in TITLES.values()]
        assert order == [TITLES[line] for line in lines if line in TITLES], name
    assert typed > 30


def test_the_paper_form_tells_what_stands_on_the_card(site_dir: Path) -> None:
    """For every case the form leads to the level, the way to help and the lines to call of the card."""
    html = (site_dir / "check" / "paper" / "index.html").read_text(encoding="utf-8")
    assert paper_reader.compare(html, sample_tables(), sample(), sample_tables().cases.values()) == []
