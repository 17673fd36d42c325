"""Whatever the page sends, the engine answers in JSON: no traceback, no hang, nothing that grows."""

import json
from random import Random
from typing import Any

import pytest

from fuzz.bounds import many, survive
from fuzz.inputs import value, words_of
from support import SAMPLE, sample
from symptom_checker import web

TOPICS = (SAMPLE.name, "__init__", "", ".", "..", "a.b", "topics", "symptom-checker", "os", "\0", "ß", "a" * 5000)
IDS = sorted(
    {name for item in sample().questions for name in (item.id, *(option.id for option in item.options))}
    | {"none", "unsure", "unsure:heavy", "unsure:", "__class__", ""}
)
QUESTIONS = [item.id for item in sample().questions]
KEYS = ("version", "from", "at", "is_checked", "is_change", "extra")


def request(luck: Random) -> str:
    """Draw the text of a request: mostly one that is nearly right, now and then anything."""
    match luck.randrange(8):
        case 0:
            return words_of(luck, 60)
        case 1:
            before = luck.choice(("", '{"topic":"nosebleeds","answers":'))
            return before + luck.choice(("[", '{"answers":', '["a",', "-", '{"a":[')) * luck.randint(1, 20_000)
        case 2:
            answers = {luck.choice(IDS): luck.choices(IDS, k=4) * luck.randint(0, 500)}
            return json.dumps({"topic": SAMPLE.name, "answers": answers})
        case 3:
            return json.dumps(value(luck, IDS, 5))
    members = [(luck.choice(QUESTIONS), luck.choices(IDS, k=luck.randint(0, 3))) for _ in range(luck.randint(0, 9))]
    request: dict[str, Any] = {
        "type": "step",
        "topic": SAMPLE.name if luck.randrange(8) else luck.choice((*TOPICS, value(luck, IDS))),
        "answers": dict(members) if luck.randrange(8) else value(luck, IDS),
    }
    if luck.randrange(2):
        request["answers"] = {**dict(members), luck.choice(IDS): value(luck, IDS)}
    for name in luck.sample(KEYS, k=luck.randint(0, 3)):
        request[name] = value(luck, IDS)
    return json.dumps(request)


LARGE = 1_500_000
LARGE_REQUESTS: dict[str, dict[str, Any]] = {
    "a key that is not known": {"region": "a" * LARGE},
    "a version": {"version": "a" * LARGE},
    "a place": {"at": ["a"] * (LARGE // 5)},
    "questions": {"answers": {str(number): ["a"] for number in range(LARGE // 15)}},
    "one member over and over": {"answers": {"danger": ["heavy"] * (LARGE // 9)}},
    "members": {"answers": {"danger": [f"unsure:{number}" for number in range(LARGE // 15)]}},
    "all members": {
        "answers": {item.id: [option.id for option in item.options] * (LARGE // 500) for item in sample().questions}
    },
}
"""What of a request may be large → a request of a megabyte or more."""


@pytest.mark.parametrize("large", LARGE_REQUESTS.values(), ids=LARGE_REQUESTS)
def test_a_large_request_has_an_answer(large: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """However large a request is, its answer comes, and is not many times larger."""
    monkeypatch.setattr(web, "_load", lambda _: sample())
    text = json.dumps({"type": "step", "topic": SAMPLE.name, "answers": {}} | large)
    assert len(text) > LARGE // 2
    replies: list[str] = []
    survive(lambda _: text, lambda asked: replies.append(web.handle(asked)), 1)
    assert json.loads(replies[0])["type"] == "step"
    assert len(replies[0]) < 10 * len(text)


@many(500, 100_000)
def test_every_request_has_an_answer(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request is answered by an object of JSON that says whether it is a step or an error, as a page takes it."""
    monkeypatch.setattr(web, "_load", lambda topic: sample() if topic == SAMPLE.name else web.load(topic))

    def run(text: str) -> None:
        reply = json.loads(web.handle(text), parse_constant=pytest.fail)
        assert reply["type"] in ("step", "error")
        if reply["type"] == "error":
            assert reply["message"]

    survive(request, run, times)
