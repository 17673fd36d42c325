"""The browser's door."""

import json

import pytest

from support import TOPIC, real, real_tables
from symptom_checker import web
from symptom_checker.model import LEVELS


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    """The wheel carries the compiled topic; here it stands in for it."""
    monkeypatch.setattr(web, "_load", lambda topic: real(topic) if topic == TOPIC else web.load(topic))


def _ask(request: object) -> dict:
    return json.loads(web.handle(json.dumps(request)))


def test_a_step_names_the_next_question_and_the_assessment_so_far():
    """With the first list answered no, the next question is who it is for."""
    reply = _ask({"type": "step", "topic": TOPIC, "version": real().version, "answers": {"danger": ["none"]}})
    assert (reply["type"], reply["next"], reply["notices"]) == ("step", "who", [])
    assert reply["assessment"]["level"] == "self-care"
    assert reply["likely"] > 5


def test_an_emergency_has_no_next_question():
    """A sign that means emergency ends the questions with its route and its reason."""
    reply = _ask({"type": "step", "topic": TOPIC, "answers": {"danger": ["chest"]}})
    assert (reply["next"], reply["likely"], reply["offers"]) == (None, 0, [])
    assessment = reply["assessment"]
    assert (assessment["level"], assessment["route"]) == ("emergency", "call-911")
    assert assessment["rules"] == [{"id": "danger-chest", "level": "emergency", "because_of": ["danger.chest"]}]


def test_a_result_tells_what_would_bring_help_sooner_and_what_it_rests_on():
    """At the end the reply holds the signs that can still come, the highest level first, and those to take back."""
    watched = {question.id for question in real().questions if question.watch}
    seen = {"sooner": 0, "lower": 0}
    for case in real_tables().cases.values():
        reply = _ask({"type": "step", "topic": TOPIC, "answers": case.answers})
        level = LEVELS.index(reply["assessment"]["level"])
        ranks = [LEVELS.index(change["level"]) for change in reply["sooner"]]
        assert ranks == sorted(ranks, reverse=True)
        assert all(rank > level for rank in ranks)
        assert watched >= {name.partition(".")[0] for change in reply["sooner"] for name in change["findings"]}
        assert all(LEVELS.index(change["level"]) < level for change in reply["lower"])
        seen = {name: seen[name] + len(reply[name]) for name in seen}
    assert all(seen.values())


def test_answers_of_another_version_are_used_and_told():
    """Answers to an older version are kept, and the difference is said."""
    reply = _ask({"type": "step", "topic": TOPIC, "version": "2020.1.0", "answers": {"danger": ["none"]}})
    assert reply["next"] == "who"
    assert "version 2020.1.0" in reply["notices"][0]["why"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The request is not JSON."),
        ("[" * 100_000, "The request is not JSON."),
        ("[]", "The request is not an object."),
        ("{}", "The request names no topic."),
        ('{"topic": "muscle-spasms"}', "The request holds no answers."),
        ('{"topic": "muscle-spasms", "answers": []}', "The request holds no answers."),
    ],
)
def test_a_bad_request_is_an_answer_not_an_exception(text, message):
    """What cannot be used comes back as an error message in JSON."""
    assert json.loads(web.handle(text)) == {"type": "error", "message": message}


def test_an_unknown_topic_is_an_answer_too():
    """A topic that is not installed is named in the reply."""
    assert "no topic 'backache'" in _ask({"topic": "backache", "answers": {}})["message"]
