"""The one door for the browser: JSON text in, JSON text out, no Python objects across."""

import json
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from symptom_checker.answers import Notice, read
from symptom_checker.assessing import conclude
from symptom_checker.errors import UnknownTopicError
from symptom_checker.loading import load
from symptom_checker.logic import LEVELS, Answers, Logic
from symptom_checker.show import Place, screen
from symptom_checker.telling import Part, parts, plain, second_look

_load = cache(load)


def handle(text: str) -> str:
    """Return the answer to one request, as JSON text; never raises: what is wrong comes back as `type: error`."""
    try:
        request = json.loads(text)
        return json.dumps(_step(request) if isinstance(request, dict) else _error("The request is not an object."))
    except (ValueError, RecursionError):
        return json.dumps(_error("The request is not JSON."))
    except UnknownTopicError as error:
        return json.dumps(_error(str(error)))


def step(logic: Logic, answers: Answers, version: str | None = None, place: Place | None = None) -> dict[str, Any]:
    """Return what to show next and what is known so far, as plain data; `parts` hold the result or the second look.

    `place` says where the reader is; without it the next open question or the result is shown.
    """
    place = place or Place(is_checked=True)
    state = read(logic, answers)
    assessment = conclude(logic, state)
    show = screen(logic, answers, state, place)
    notices = [asdict(notice) for notice in state.notices]
    if version is not None and version != logic.version:
        why = f"These answers were given to version {version}; this is version {logic.version}."
        notices.append(asdict(Notice(question="", why=why)))
    told: tuple[Part, ...] = ()
    if show.kind == "result":
        # Who answers the extra question has seen the result already.
        late = (asked := logic.question(place.answered)) and asked.after_result
        told = () if place.is_checked or late else second_look(logic, state, assessment)
        show = replace(show, kind="check") if told else show
        told = told or parts(logic, answers, state, assessment)
    return {
        "type": "step",
        "show": asdict(show),
        "known": assessment.level if assessment.level != LEVELS[0] else "",
        "parts": [plain(part) for part in told],
        "assessment": asdict(assessment),
        "notices": notices,
    }


def _step(request: dict[str, Any]) -> dict[str, Any]:
    topic, answers, version = request.get("topic"), request.get("answers"), request.get("version")
    if not isinstance(topic, str):
        return _error("The request names no topic.")
    if not isinstance(answers, dict):
        return _error("The request holds no answers.")
    place = Place(
        answered=str(request.get("from") or ""),
        at=str(request.get("at") or ""),
        is_checked=bool(request.get("is_checked")),
        is_change=bool(request.get("is_change")),
    )
    return step(_load(topic), answers, version if isinstance(version, str) else None, place)


def _error(message: str) -> dict[str, Any]:
    return {"type": "error", "message": message}
