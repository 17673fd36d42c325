"""Takes what a reader answered into the tables of the study, with the level that the engine gives at first sight."""

import json
import tomllib
from pathlib import Path
from typing import Any

from symptom_checker.answers import read
from symptom_checker.assessing import assess
from symptom_checker.errors import BadInputError
from symptom_checker_workshop.problem import did_you_mean
from symptom_checker_workshop.proofs.walker import Walker
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.read import STUDY
from symptom_checker_workshop.tables.rows import HANDED_OVER, Knowledge, ReaderSet


def take(knowledge: Knowledge, file: Path, group: str, reader: str) -> str:
    """Return the rows that a reader's file of answers makes, in TOML, in the order of the stories.

    The file has a table `[answers.STORY]` with a list of choices for each question, and may have a table `[unfit]` with
    a sentence for each story that no option fitted. Raises BadInputError for a file, story, reader or choice that is
    not known, and for an answer that the round holds already.
    """
    raw = _read(file)
    stories = knowledge.study.sets.get(group, ReaderSet()).stories
    if reader not in knowledge.study.readers:
        raise BadInputError(f"reader '{reader}' does not exist, {did_you_mean(reader, knowledge.study.readers)}")
    answers, unfit = raw.pop("answers", {}), raw.pop("unfit", {})
    if raw:
        name = next(iter(raw))
        raise BadInputError(f"{file}: '{name}' is not known, {did_you_mean(name, ['answers', 'unfit'])}")
    if not answers:
        raise BadInputError(f"{file}: holds no answer: write a table [answers.STORY] for each story")
    for name in [*answers, *unfit]:
        if name not in stories:
            raise BadInputError(f"{file}: story '{name}' is not in {group}.toml, {did_you_mean(name, stories)}")
    taken = knowledge.study.sets[group].rounds.get(knowledge.topic.version, {})
    if twice := [name for name in answers if f"{name} {reader}" in taken]:
        again = "in this round already; for a new one raise the version in topic.toml"
        raise BadInputError(f"{file}: '{reader}' has answered '{twice[0]}' {again}")
    logic = compile_topic(knowledge)
    walker, rows = Walker(logic), []
    for name in stories:
        if name not in answers:
            continue
        if notices := read(logic, answers[name]).notices:
            raise BadInputError(f"{file}: story '{name}': {notices[0].question}: {notices[0].why}")
        first = assess(logic, walker.walk(answers[name])).level or HANDED_OVER
        rows.append(_row(name, reader, answers[name], first, unfit.get(name, "")))
    return "".join(rows)


def add(knowledge: Knowledge, rows: str, group: str) -> Path:
    """Write rows of answers below those of the round of this version, and return its file."""
    file = Path(knowledge.folder, STUDY, f"{group}-{knowledge.topic.version}.toml")
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.write_text(before + rows, encoding="utf-8", newline="\n")
    return file


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise BadInputError(f"{file}: is not TOML ({error})") from error


def _row(story: str, reader: str, answers: dict[str, list[str]], first: str, unfit: str) -> str:
    """Return one row; TOML reads words and lists as JSON writes them."""
    given = ", ".join(f"{name} = {json.dumps(members)}" for name, members in answers.items())
    lines = [f'story = "{story}"', f'reader = "{reader}"', f"answers = {{ {given} }}", f'first = "{first}"']
    lines += [f"unfit = {json.dumps(unfit, ensure_ascii=False)}"] if unfit else []
    return "\n".join(["[[answer]]", *lines]) + "\n\n"
