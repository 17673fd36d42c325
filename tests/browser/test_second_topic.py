"""The quizzes of the small topics, in a real browser, against the engine on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import shared_tab
from browser.walk import ASK_ALL, answer, question, restart, result
from second_topic import SITES, TOPICS
from support import walk
from symptom_checker import assess, web
from symptom_checker.logic import LEVELS
from symptom_checker_workshop.explain import explain
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import read
from symptom_site import preview

pytestmark = pytest.mark.browser

TABLES = {topic: read(TOPICS / topic) for topic in SITES}
KNOWLEDGE = {topic: compile_topic(tables) for topic, tables in TABLES.items()}
CASES = {
    "hiccups": ("hiccups-and-double-vision", "long-after-surgery", "long-and-young", "after-dinner"),
    "nosebleeds": ("girl-both-nostrils", "apixaban-short", "twice-a-week", "boy-of-7"),
}
"""Topic → a case of each level, the most urgent first."""


@pytest.fixture(scope="module")
def address(small_site: Path) -> Iterator[str]:
    """The address of the site about the small topic."""
    with preview.serve(small_site) as address:
        yield address


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab for the cases of all levels, and what it complains of."""
    with shared_tab(chromium) as tab:
        yield tab


def texts(place: Locator, part: str) -> list[str]:
    """The lines of one part of the result, those in its fold too, without the link to an article below a line."""
    lines = (" ".join(text.split()) for text in place.locator(f"[data-part='{part}'] li").all_text_contents())
    return [line.partition("Read more: ")[0].strip() for line in lines]


@pytest.mark.parametrize("place", range(len(LEVELS)), ids=reversed(LEVELS))
def test_result_in_the_browser_is_that_of_the_engine(
    tab: tuple[Page, list[str]], address: str, small_topic: str, place: int
):
    """Answered question by question, a case of each level gives the questions, level, words and advice of CPython."""
    knowledge = KNOWLEDGE[small_topic]
    case = TABLES[small_topic].cases[CASES[small_topic][place]]
    path, given = walk(knowledge, case.answers)
    page, complaints = tab
    complaints.clear()
    restart(page, address)
    asked = []
    while (name := question(page)) is not None:
        asked.append(name)
        answer(page, *given[name])
    expected = assess(knowledge, given)
    said = explain(TABLES[small_topic], expected)
    assert (path, case.level, LEVELS[-1 - place]) == (asked, expected.level, expected.level)
    expect(result(page)).to_have_attribute("data-level", expected.level)
    expect(result(page).locator("[data-card] h2")).to_contain_text(said.heading)
    for part, lines in (("do", said.do), ("dont", said.dont)):
        assert list(lines) == texts(result(page), part), part
    for reason in said.reasons:
        expect(result(page).locator("[data-slot='rules']")).to_contain_text(reason.because)
    expect(result(page)).to_contain_text(f"{TABLES[small_topic].topic.checker_name}, version 2026.11.0")
    assert complaints == []


def test_all_cases_give_the_same_in_the_browser(page: Page, address: str, small_topic: str):
    """Each case, at its result, gives the same reply from the runtime in the site of the small topic."""
    knowledge = KNOWLEDGE[small_topic]
    answers = [walk(knowledge, case.answers)[1] for case in TABLES[small_topic].cases.values()]
    page.goto(f"{address}check/")
    requests = [
        json.dumps({"type": "step", "topic": small_topic, "answers": given, "is_checked": True}) for given in answers
    ]
    replies = page.evaluate(ASK_ALL, requests)
    expected = [json.loads(json.dumps(web.step(knowledge, given))) for given in answers]
    assert len(expected) > 15
    assert expected == [json.loads(reply) for reply in replies]
