"""The drawing of the questions and the list that says the same."""

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

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
    """The drawing and the list of the sample topic."""
    return question_map.render(sample_tables(), sample(), FRAGMENTS)


@pytest.fixture(scope="module")
def drawings() -> list[ElementTree.Element]:
    """The pieces of the drawing of the small topic."""
    drawings = re.findall(r"<svg.*?</svg>", question_map.render(worded(TOPIC), TOPIC, FRAGMENTS), re.DOTALL)
    return [ElementTree.fromstring(svg) for svg in drawings]  # noqa: S314  our own


def items_of(html: str) -> list[str]:
    """The questions of the list, each with all that is said about it."""
    listed = html.partition('<ul class="question-map__list">')[2]
    return [" ".join(re.sub("<[^>]*>", " ", item).split()) for item in listed.split("<li><p>")[1:]]


def words_of(svg: ElementTree.Element) -> list[str]:
    """The lines of words in a piece of the drawing."""
    return [text.text or "" for text in svg.iter("text")]


def test_every_question_stands_in_the_drawing_and_in_the_list(html):
    """There are as many boxes and items as questions, in clinical order and with their words."""
    assert html.count("question-map__box") == len(sample().questions)
    listed = items_of(html)
    assert len(listed) == len(sample().questions)
    for item, one in zip(listed, sample_tables().questions.values(), strict=True):
        assert one.text in item.replace("&#39;", "'"), one.id


def test_a_piece_holds_a_question_and_its_follow_ups(drawings):
    """A question that everyone is asked starts a piece; what is asked after the result stands apart."""
    assert [words_of(svg) for svg in drawings] == [
        [
            "1. signs",
            "DANGER SIGNS: can lead to: Go to an ER",
            "2. after",
            "Only after an answer to 1",
            "Can lead to: Appointment",
            "3. deeper",
            "Only after an answer to 1 or 2",
            "Can lead to: Go to an ER",
        ],
        ["After the result. late", "Does not change the level"],
    ]


def test_an_arrow_leads_from_each_question_that_brings_one_up(drawings):
    """The small topic has three such pairs, and an arrow to the next piece."""
    heads = [path for path in drawings[0].iter("path") if path.get("class") == "question-map__head"]
    ways = [path.get("d", "") for path in drawings[0].iter("path") if path.get("class") == "question-map__way"]
    assert len(ways) == 3 + 1
    assert len(heads) == 2 + 1


def test_lines_side_by_side_do_not_meet(drawings):
    """Lines of two questions that go down past the same follow-up have lanes of their own."""
    ways = [path.get("d", "") for path in drawings[0].iter("path")]
    lanes = {found[1] for way in ways if (found := re.search(r"(?:M|H)(\d+)(?: \d+)?V", way))}
    assert len(lanes) == 2


def test_boxes_do_not_overlap(html):
    """In each piece every box starts below the one before, and stays within the drawing."""
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        tree = ElementTree.fromstring(svg)  # noqa: S314  our own
        boxes = [box for box in tree.iter("rect") if box.get("class") == "question-map__box"]
        edges = [float(box.get(name, "")) for box in boxes for name in ("y", "height")]
        spans = list(zip(edges[::2], edges[1::2], strict=True))
        assert all(y + height < below for (y, height), (below, _) in itertools.pairwise(spans))
        assert spans[-1][0] + spans[-1][1] <= float((tree.get("viewBox") or "").split()[3])


def test_danger_is_shown_by_word_and_shape(drawings):
    """A danger list says so, has sharp corners and a thick edge; the others have round corners."""
    corners = [box.get("rx") for box in drawings[0].iter("rect") if box.get("class") == "question-map__box"]
    edges = [box for box in drawings[0].iter("rect") if box.get("class") == "question-map__edge"]
    assert corners == ["0", "6", "6"]
    assert len(edges) == 1


def test_the_list_says_when_how_far_and_what_not_sure_counts_as():
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


def test_the_drawing_needs_no_style_and_no_script(html):
    """The policy blocks inline styles and scripts, so there are none."""
    assert re.findall(r"\sstyle=|<style|<script|\son[a-z]+=", html) == []


def test_a_condition_that_all_share_is_told_once(html):
    """Who is asked at all is said with the first question it decides; the later ones refer to it."""
    asked = [item.partition("Asked: ")[2].partition(".")[0] for item in items_of(html)]
    scope = sample_tables().questions["who"].option[0].text
    assert [4] == [number for number, words in enumerate(asked, 1) if scope in words]
    assert asked.count("like question 4") == 6


def test_long_words_are_broken_into_lines_that_fit():
    """A question of many words takes several lines, none longer than its box."""
    words = "Is any of these many words about the arm, the leg, the back or the belly true for you right now today?"
    topic = small((question("long"),), ())
    tables = worded(topic)
    tables = replace(tables, questions={"long": replace(tables.questions["long"], text=words)})
    (svg,) = re.findall(r"<svg.*?</svg>", question_map.render(tables, topic, FRAGMENTS), re.DOTALL)
    lines = words_of(ElementTree.fromstring(svg))[:-1]  # noqa: S314  our own
    assert " ".join(lines) == f"1. {words}"
    assert len(lines) > 1
    assert max(map(len, lines)) * question_map.CHARACTER <= question_map.WIDTH
