"""The map of the questions: their order, what brings each up, and how far it can lead."""

import re
from dataclasses import replace

import pytest
from lxml import html as lxml

from support import FRAGMENTS, question, rule, sample, sample_tables, small, worded
from symptom_checker.expression import All, Finding, Some
from symptom_site.components.rules import question_map

SIGNS = question("signs", ("a", "b"), danger=True, cap="urgent")
AFTER = question("after", ("c",), select="one", unsure="as_no", cap="", ask_if=Finding("signs.a"))
DEEPER = question("deeper", ("d",), cap="emergency", ask_if=Some((Finding("signs.b"), Finding("after.c"))))
LATE = question("late", ("e",), unsure="as_no", cap="", after_result=True)
TOPIC = small(
    (SIGNS, AFTER, DEEPER, LATE),
    (
        rule("soon", "routine", Finding("after.unsure"), within="few-days"),
        rule("now", "emergency", All((Finding("signs.a"), Finding("deeper.d"))), route="er"),
    ),
)


@pytest.fixture(scope="module")
def html() -> str:
    """The map of the sample topic."""
    return question_map.render(sample_tables(), sample(), FRAGMENTS)


def boxes(html: str, place: str = ".//*") -> list[lxml.HtmlElement]:
    """The boxes of questions below some place of a map."""
    return lxml.fragment_fromstring(html).xpath(f"{place}/div[contains(@class, 'question-map__item')]")


def items_of(html: str) -> list[str]:
    """The questions of a map, each with all that is said about it."""
    return [" ".join(box.text_content().split()) for box in boxes(html)]


def test_every_question_stands_on_the_map(html):
    """There are as many boxes as questions, in clinical order and with their words."""
    listed = items_of(html)
    assert len(listed) == len(sample().questions)
    for item, one in zip(listed, sample_tables().questions.values(), strict=True):
        assert one.text in item, one.id


def test_follow_ups_stand_below_the_question_that_everyone_is_asked():
    """What only some answers bring up is a list in the list; what is asked after the result stands apart."""
    html = question_map.render(worded(TOPIC), TOPIC, FRAGMENTS)
    firsts = [box.findtext("p/strong") for box in boxes(html, "./ul/li")]
    assert ["1. signs", "After the result. late"] == firsts
    assert ["2. after", "3. deeper"] == [box.findtext("p/strong") for box in boxes(html, "./ul/li[1]/ul/li")]


def test_danger_is_shown_by_word_and_shape():
    """A danger list says so, and has a shape of its own."""
    first, *others = boxes(question_map.render(worded(TOPIC), TOPIC, FRAGMENTS))
    assert "danger signs" in first.text_content()
    assert "question-map__item--danger" in first.get("class")
    assert not any("danger" in lxml.tostring(box, encoding="unicode") for box in others)


def test_the_map_says_when_how_far_and_what_not_sure_counts_as():
    """Each question has its condition in words, the number of its answers, its reach and its doubt."""
    assert items_of(question_map.render(worded(TOPIC), TOPIC, FRAGMENTS)) == [
        (
            "1. signs (danger signs) Asked: always. It has 2 answers and can lead to: Go to an ER. "
            "“I’m not sure” counts for “Get medical care today” at most."
        ),
        (
            "2. after Asked: only after “a”. It has 1 answer and can lead to: Appointment. "
            "“I’m not sure” is an answer of its own."
        ),
        (
            "3. deeper Asked: only after “b” or “c”. It has 1 answer and can lead to: Go to an ER. "
            "“I’m not sure” counts like yes."
        ),
        (
            "After the result. late Asked: always. It has 1 answer and does not change the level. "
            "“I’m not sure” counts as no."
        ),
    ]


def test_an_answer_that_hands_over_leads_somewhere():
    """A question by which the checker hands over says so, alone or beside a level, and so does its doubt."""
    who, both = question("who", ("baby",), select="one", unsure="as_no", cap=""), question("both", ("a", "b"))
    topic = small((who, both), (rule("soon", "routine", Finding("both.a")),))
    topic = replace(topic, hand_overs=("who.baby", "who.unsure", "both.b"))
    assert items_of(question_map.render(worded(topic), topic, FRAGMENTS)) == [
        (
            "1. who Asked: always. It has 1 answer and can lead to a page made for someone else. "
            "“I’m not sure” is an answer of its own."
        ),
        (
            "2. both Asked: always. It has 2 answers and can lead to: Appointment, or to a page made for someone else. "
            "“I’m not sure” counts for “Make an appointment with a doctor” at most."
        ),
    ]


def test_the_map_needs_no_style_and_no_script(html):
    """The policy blocks inline styles and scripts, so there are none."""
    assert re.findall(r"\sstyle=|<style|<script|\son[a-z]+=", html) == []


def test_a_condition_that_all_share_is_told_once(html):
    """Who is asked at all is said with the first question it decides; the later ones refer to it."""
    asked = [item.partition("Asked: ")[2].partition(".")[0] for item in items_of(html)]
    scope = sample_tables().questions["who"].option[0].text
    assert [4] == [number for number, words in enumerate(asked, 1) if scope in words]
    assert asked.count("like question 4") == 6


def test_a_question_that_only_brings_up_others_leads_somewhere():
    """A question that no rule names, but whose answers bring up others, is not said to change nothing."""
    kind, deeper = question("kind", ("a",), select="one", unsure="as_no", cap=""), question("deeper", ("b",))
    deeper = replace(deeper, ask_if=Finding("kind.a"))
    topic = small((kind, deeper), (rule("now", "emergency", Finding("deeper.b"), route="er"),))
    first, _ = items_of(question_map.render(worded(topic), topic, FRAGMENTS))
    assert (
        first == "1. kind Asked: always. It has 1 answer and can bring up other questions. “I’m not sure” counts as no."
    )
