"""The browser's door."""

import json
from dataclasses import replace

import pytest

from support import SAMPLE, rank, sample, sample_tables, walk
from symptom_checker import web
from symptom_checker.logic import LEVELS
from symptom_checker.show import Place

TOPIC = SAMPLE.name


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    """The wheel carries the compiled topic; here it stands in for it."""
    monkeypatch.setattr(web, "_load", lambda topic: sample() if topic == TOPIC else web.load(topic))


def _ask(request: object) -> dict:
    return json.loads(web.handle(json.dumps(request)))


def test_a_step_names_the_next_question_and_the_assessment_so_far():
    """With the first list answered no, the next question is who it is for."""
    reply = _ask({"type": "step", "topic": TOPIC, "version": sample().version, "answers": {"danger": ["none"]}})
    assert (reply["type"], reply["show"]["question"], reply["notices"]) == ("step", "who", [])
    assert (reply["assessment"]["level"], reply["known"], reply["parts"]) == ("self-care", "", [])
    assert (reply["show"]["kind"], reply["show"]["number"]) == ("question", 2)
    assert reply["show"]["total"] > 6


def test_an_emergency_has_no_next_question():
    """A sign that means emergency ends the questions with its route and its reason."""
    reply = _ask({"type": "step", "topic": TOPIC, "answers": {"danger": ["heavy"]}})
    assert (reply["show"]["kind"], reply["known"]) == ("result", "emergency")
    assessment = reply["assessment"]
    assert (assessment["level"], assessment["route"]) == ("emergency", "call-911")
    assert assessment["rules"] == [{"id": "danger-heavy", "level": "emergency", "because_of": ["danger.heavy"]}]


def test_a_result_tells_what_would_bring_help_sooner_and_what_it_rests_on():
    """At the end the reply holds the signs that can still come, the highest level first, and those to take back."""
    watched = {question.id for question in sample().questions if question.watch}
    seen = {"sooner": 0, "lower": 0}
    for case in sample_tables().cases.values():
        reply = _ask({"type": "step", "topic": TOPIC, "answers": case.answers})
        level = rank(reply["assessment"]["level"])
        told = {part["name"]: part.get("items", []) for part in reply["parts"]}
        rising, falling = told.get("sooner", []), told.get("lower", [])
        ranks = [LEVELS.index(change["level"]) for change in rising]
        assert ranks == sorted(ranks, reverse=True)
        assert all(rank > level for rank in ranks)
        assert watched >= {name.partition(".")[0] for change in rising for name in change["findings"]}
        assert all(LEVELS.index(change["level"]) < level for change in falling)
        seen = {name: seen[name] + len(told.get(name, [])) for name in seen}
    assert all(seen.values())


def test_answers_of_another_version_are_used_and_told():
    """Answers to an older version are kept, and the difference is said."""
    reply = _ask({"type": "step", "topic": TOPIC, "version": "2020.1.0", "answers": {"danger": ["none"]}})
    assert reply["show"]["question"] == "who"
    assert "version 2020.1.0" in reply["notices"][0]["why"]


def test_the_request_says_where_the_reader_is():
    """After going back the next answered question comes, after a change the open one, and a look moves nobody."""
    _, answers = walk(sample(), {})
    some = {name: answers[name] for name in ("danger", "who", "injury")}
    ask = {"type": "step", "topic": TOPIC, "answers": some}
    assert _ask(ask | {"from": "danger"})["show"]["question"] == "who"
    assert _ask(ask | {"from": "danger", "is_change": True})["show"]["question"] == "about"
    assert _ask(ask | {"at": "who"})["show"]["question"] == "who"
    assert _ask(ask | {"at": "nobody"})["show"]["question"] == "about"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The request is not JSON."),
        ("[" * 100_000, "The request is not JSON."),
        ("[]", "The request is not an object."),
        ("{}", "The request names no topic."),
        ('{"topic": "nosebleeds"}', "The request holds no answers."),
        ('{"topic": "nosebleeds", "answers": []}', "The request holds no answers."),
    ],
)
def test_a_bad_request_is_an_answer_not_an_exception(text, message):
    """What cannot be used comes back as an error message in JSON."""
    assert json.loads(web.handle(text)) == {"type": "error", "message": message}


def test_an_unknown_topic_is_an_answer_too():
    """A topic that is not installed is named in the reply."""
    assert "no topic 'backache'" in _ask({"topic": "backache", "answers": {}})["message"]


def test_handing_over_tells_the_page_and_nothing_else():
    """The reply holds the page, whether the review is past, the answers and the sources; no level is known."""
    reply = _ask({"type": "step", "topic": TOPIC, "answers": {"danger": ["none"], "who": ["unsure"]}})
    assert (reply["show"]["kind"], reply["known"]) == ("result", "")
    assert [part["name"] for part in reply["parts"]] == ["hand_over", "overdue", "answers", "sources"]
    assert reply["parts"][0]["items"] == [{"sort": "hand_over", "id": "who.unsure"}]


_, CALM = walk(sample(), {})
"""The answers of an adult with a simple nosebleed."""


def test_a_second_look_comes_once_before_a_calm_result():
    """Lines say what was answered no; who has looked, or just answered the extra question, sees the result."""
    ask = {"type": "step", "topic": TOPIC, "answers": CALM}
    reply = _ask(ask)
    assert reply["show"] | {"kind": "check", "question": "", "number": 0} == reply["show"]
    assert [part["name"] for part in reply["parts"]] == ["check"]
    assert [item["id"] for item in reply["parts"][0]["items"]] == ["danger.0", "danger.1", "danger.2"]
    assert _ask(ask | {"is_checked": True})["show"]["kind"] == "result"
    extra = {"answers": CALM | {"triggers": ["dry"]}, "from": "triggers"}
    assert _ask(ask | extra)["show"]["kind"] == "result"


def test_what_was_not_sure_is_not_repeated_as_no():
    """A line with a sign that was not sure is left out; from urgent on nothing is looked at once more."""
    logic = replace(
        sample(),
        questions=tuple(
            replace(item, calm=(("bruises",), ("pale", "stuck"))) if item.id == "signs" else replace(item, calm=())
            for item in sample().questions
        ),
    )
    place = Place()
    doubt = web.step(logic, CALM | {"signs": ["unsure:bruises"]}, place=place)
    assert [item["id"] for item in doubt["parts"][0]["items"]] == ["signs.1"]
    urgent = web.step(logic, CALM | {"danger": ["unsure:faint"], "look": ["none"]}, place=place)
    assert urgent["show"]["kind"] == "result"
