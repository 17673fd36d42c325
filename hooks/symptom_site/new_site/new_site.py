"""Write the repository of a new site: settings, pages, tables of the topic, tests; each text to write is marked."""

import importlib.metadata
from datetime import date
from pathlib import Path

from copier import run_copy

from symptom_checker.errors import BadInputError
from symptom_checker_workshop import new_topic

TEMPLATE = Path(__file__).parent
KNOWLEDGE = Path("checker", "knowledge")


def write(folder: Path, topic: str, today: date) -> None:
    """Write a site on `topic` into an empty `folder`; raises BadInputError for a folder with files, or for no id."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInputError(f"{folder}: is not an empty folder; name one that is empty or not there yet")
    new_topic.check_id(topic)
    answers = {
        "topic": topic,
        "name": f"{topic.replace('-', ' ').capitalize()} guide",
        "version": importlib.metadata.version("symptom-site"),
        "today": today.isoformat(),
        "review_by": date(today.year + 1, today.month, min(today.day, 28)).isoformat(),
    }
    run_copy(str(TEMPLATE), folder, data=answers, defaults=True, quiet=True)
    (folder / KNOWLEDGE).mkdir(parents=True)
    new_topic.write(topic, folder / KNOWLEDGE, today)
