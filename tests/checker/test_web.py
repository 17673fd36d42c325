"""The browser's door."""

import json

import pytest

from support import TOPIC, real
from symptom_checker import web


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
