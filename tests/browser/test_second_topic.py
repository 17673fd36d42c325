"""The quiz of the second topic, in a real browser, against the engine on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.test_parity import ASK_ALL
from browser.walk import answer, open_quiz, question, result
from parts import preview
from second_topic import TOPIC, TOPICS
from support import walk
from symptom_checker import assess, web
from symptom_checker.explain import explain
from symptom_checker_workshop.compile import compile_topic
from symptom_checker_workshop.parse import read

pytestmark = pytest.mark.browser

TABLES = read(TOPICS / TOPIC)
KNOWLEDGE = compile_topic(TABLES)


@pytest.fixture(scope="module")
def address(second_site: Path) -> Iterator[str]:
    """The address of the site about the second topic."""
    with preview.serve(second_site) as address:
        yield address


def texts(place: Locator, part: str) -> list[str]:
    """The lines of one part of the result, as a reader sees them."""
    return [" ".join(text.split()) for text in place.locator(f"[data-slot='{part}'] > li").all_inner_texts()]


@pytest.mark.parametrize(
    "case_id", ["hiccups-and-double-vision", "long-after-surgery", "long-and-young", "after-dinner"]
)
def test_result_in_the_browser_is_that_of_the_engine(page: Page, address: str, complaints: list[str], case_id: str):
    """Answered question by question, a case of each level gives the questions, level, words and advice of CPython."""
    case = TABLES.cases[case_id]
    path, given = walk(KNOWLEDGE, case.answers)
    open_quiz(page, address)
    asked = []
    while (name := question(page)) is not None:
        asked.append(name)
        answer(page, *given[name])
    expected = assess(KNOWLEDGE, given)
    said = explain(KNOWLEDGE, expected)
    assert (path, case.level) == (asked, expected.level)
    expect(result(page)).to_have_attribute("data-level", expected.level)
    expect(result(page).locator("[data-card] h2")).to_contain_text(said.heading)
    for part, lines in (("do", said.do), ("dont", said.dont)):
        assert list(lines) == texts(result(page), part), part
    for reason in said.reasons:
        expect(result(page).locator("[data-slot='rules']")).to_contain_text(reason.because)
    expect(result(page)).to_contain_text("Hiccups checker, version 2026.11.0")
    assert complaints == []


def test_all_cases_give_the_same_in_the_browser(page: Page, address: str):
    """Each case, at its result, gives the same reply from the runtime in the site of the second topic."""
    answers = [walk(KNOWLEDGE, case.answers)[1] for case in TABLES.cases.values()]
    page.goto(f"{address}check/")
    requests = [json.dumps({"type": "step", "topic": TOPIC, "answers": given}) for given in answers]
    replies = page.evaluate(ASK_ALL, requests)
    expected = [json.loads(json.dumps(web.step(KNOWLEDGE, given))) for given in answers]
    assert len(expected) > 15
    assert expected == [json.loads(reply) for reply in replies]
