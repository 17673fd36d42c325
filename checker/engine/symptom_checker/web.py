"""The one door for the browser: JSON text in, JSON text out, no Python objects across."""

import json
from dataclasses import asdict
from functools import cache
from typing import Any

from symptom_checker.answers import Notice, read
from symptom_checker.changes import if_true, lower, sooner, what_would_change
from symptom_checker.engine import conclude, load, progress
from symptom_checker.errors import UnknownTopicError
from symptom_checker.model import Knowledge
from symptom_checker.why import why_asked, why_skipped

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


def step(knowledge: Knowledge, answers: dict[str, list[str]], version: str | None = None) -> dict[str, Any]:
    """Return the next question and the assessment so far, as plain data; at the end also what would change it."""
    reading = read(knowledge, answers)
    now = progress(knowledge, reading)
    assessment = conclude(knowledge, reading)
    changes = () if now.question else what_would_change(knowledge, answers)
    notices = [asdict(notice) for notice in reading.notices]
    if version is not None and version != knowledge.version:
        why = f"These answers were given to version {version}; this is version {knowledge.version}."
        notices.append(asdict(Notice(question="", why=why)))
    return {
        "type": "step",
        "next": now.question.id if now.question else None,
        "likely": now.likely,
        "why": asdict(why_asked(knowledge, reading, now.question, now.matters_for)) if now.question else None,
        "offers": [] if now.question else now.offers,
        "assessment": asdict(assessment),
        "sooner": [asdict(change) for change in sooner(knowledge, changes, assessment.level)],
        "if_true": [asdict(change) for change in if_true(changes, assessment.level, assessment.not_sure)],
        "lower": [asdict(change) for change in lower(changes, assessment.level)],
        "skipped": [] if now.question else [asdict(skipped) for skipped in why_skipped(knowledge, reading)],
        "notices": notices,
    }


def _step(request: dict[str, Any]) -> dict[str, Any]:
    topic, answers, version = request.get("topic"), request.get("answers"), request.get("version")
    if not isinstance(topic, str):
        return _error("The request names no topic.")
    if not isinstance(answers, dict):
        return _error("The request holds no answers.")
    return step(_load(topic), answers, version if isinstance(version, str) else None)


def _error(message: str) -> dict[str, Any]:
    return {"type": "error", "message": message}
