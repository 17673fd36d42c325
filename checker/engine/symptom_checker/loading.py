"""Finds the compiled topics of this installation."""

import importlib
import importlib.resources

from symptom_checker.errors import UnknownTopicError
from symptom_checker.logic import Logic


def topics() -> list[str]:
    """Return the ids of the topics that were compiled into this installation."""
    folder = importlib.resources.files("symptom_checker.topics")
    stems = {entry.name.split(".")[0] for entry in folder.iterdir() if entry.name.endswith((".py", ".pyc"))}
    return sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_"))


def load(topic: str) -> Logic:
    """Return what a compiled topic decides by; raises UnknownTopicError when it is not installed."""
    name = topic.replace("-", "_")
    if not name.isidentifier() or name.startswith("_"):
        raise UnknownTopicError(f"'{topic}' is not a topic id: use small letters and hyphens, like 'back-pain'")
    try:
        module = importlib.import_module(f"symptom_checker.topics.{name}")
    except ModuleNotFoundError as error:
        known = ", ".join(topics()) or "none"
        raise UnknownTopicError(f"no topic '{topic}' is installed (installed: {known})") from error
    return Logic.from_tuple(module.TOPIC)
