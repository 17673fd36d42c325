"""The terminal's door: `ask` walks the questions, `assess` reads answers from a file."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from symptom_checker.answers import read
from symptom_checker.changes import Change, sooner, what_would_change
from symptom_checker.engine import assess, load, next_question, questions_likely, topics
from symptom_checker.errors import BadInputError, CheckerError, UnknownTopicError
from symptom_checker.explain import explain, words_of
from symptom_checker.model import LEVELS, NONE, UNSURE, Answers, Knowledge, Question

BAD_INPUT = 2
"""Exit status when the command or the answers cannot be used."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 problems found, 2 unusable input."""
    workshop = _workshop()
    parser = argparse.ArgumentParser(prog="symptom_checker", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("ask", help="walk the questions in the terminal")
    asking.add_argument("topic")
    asking.set_defaults(run=lambda given: ask(_load(given.topic, given, workshop)))
    assessing = commands.add_parser("assess", help="print the assessment of a file of answers as JSON")
    assessing.add_argument("answers", metavar="ANSWERS.json")
    assessing.add_argument("--topic", help="default: the one that the file names, else the only one")
    assessing.set_defaults(run=lambda given: _assess_file(Path(given.answers), given, workshop))
    if workshop is not None:
        workshop.add_commands(commands)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given))
    except CheckerError as error:
        print(f"symptom_checker: {error}", file=sys.stderr)
        return BAD_INPUT
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was kept.", file=sys.stderr)
        return BAD_INPUT


def ask(knowledge: Knowledge, read_line: Callable[[str], str] = input, write: Callable[[str], None] = print) -> int:
    """Walk the questions with a person and print the result; returns the exit status 0."""
    write(f"{knowledge.title}\n")
    for paragraph in (*knowledge.scope, knowledge.always):
        write(f"{paragraph}\n")
    write("Type the numbers of your answers, 0 for none of these, ? for not sure, b to go back.\n")
    answers: Answers = {}
    order: list[str] = []
    while (question := next_question(knowledge, answers)) is not None:
        write(f"Question {len(order) + 1} of about {len(order) + questions_likely(knowledge, answers)}")
        chosen = _ask_one(question, read_line, write)
        if chosen is None:
            if order:
                answers.pop(order.pop())
            continue
        answers[question.id] = chosen
        order.append(question.id)
    _write_result(knowledge, answers, write)
    return 0


def _ask_one(question: Question, read_line: Callable[[str], str], write: Callable[[str], None]) -> list[str] | None:
    """Return the answer to one question, or None to go back; asks again until the line fits."""
    write(f"\n{question.text}")
    if question.hint:
        write(f"  {question.hint}")
    for number, option in enumerate(question.options, 1):
        write(f"  {number}. {option.text}" + (f" ({option.hint})" if option.hint else ""))
    if question.select == "many":
        write(f"  0. {question.none}")
    write("  ?. I'm not sure")
    while True:
        line = read_line("> ").strip().lower()
        if line == "b":
            return None
        if line == "?":
            return [UNSURE]
        if line == "0" and question.select == "many":
            return [NONE]
        numbers = line.replace(",", " ").split()
        one = question.select == "one"
        fits = all(number.isdecimal() and 1 <= int(number) <= len(question.options) for number in numbers)
        if numbers and fits and not (one and len(numbers) > 1):
            return [question.options[int(number) - 1].id for number in numbers]
        write("Type one number." if one else "Type one or more numbers, such as 1 3.")


def _write_result(knowledge: Knowledge, answers: Answers, write: Callable[[str], None]) -> None:
    assessment = assess(knowledge, answers)
    words = explain(knowledge, assessment)
    rising = sooner(knowledge, what_would_change(knowledge, answers), assessment.level)
    write(f"\n{words.heading}")
    for sentence in words.text:
        write(sentence)
    for title, lines in (
        ("Why", [reason.because for reason in words.reasons]),
        ("Do", words.do),
        ("Don't", words.dont),
        ("Watch for", words.watch),
        *(
            (
                words_of_level.heading + " if",
                [_together(knowledge, change) for change in rising if change.level == name],
            )
            for name, words_of_level in reversed(list(zip(LEVELS, knowledge.levels, strict=True)))
        ),
        ("What you describe fits", words.fits),
        ("Everyday things that may bring it on", words.causes),
        ("You were not sure about", words.not_sure),
    ):
        if lines:
            write(f"\n{title}")
            for line in lines:
                write(f"  - {line}")
    write(f"\n{knowledge.always}\n\n{words.disclaimer}")


def _together(knowledge: Knowledge, change: Change) -> str:
    return ", together with: ".join(words_of(knowledge, name) for name in change.findings)


def _assess_file(path: Path, command: argparse.Namespace, workshop: Any) -> int:
    given, topic = _read_json(path), command.topic
    if isinstance(given.get("answers"), dict):
        topic, given = given.get("topic", topic), given["answers"]
    if topic is None:
        known = _known(command, workshop)
        if len(known) != 1:
            raise BadInputError(
                f"{path}: names no topic: choose one with --topic ({', '.join(known) or 'none is there'})"
            )
        topic = known[0]
    if not isinstance(topic, str):
        raise BadInputError(f"{path}: 'topic' must be a word such as \"back-pain\"")
    knowledge = _load(topic, command, workshop)
    notices = read(knowledge, given).notices
    if notices:
        raise BadInputError(f"{path}: " + "; ".join(f"{notice.question}: {notice.why}" for notice in notices))
    print(json.dumps(asdict(assess(knowledge, given)), indent=2))
    return 0


def _read_json(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{path}: is not JSON ({str(error).splitlines()[0]})") from error
    if not isinstance(given, dict):
        raise BadInputError(f'{path}: must hold an object such as {{"danger": ["none"]}}')
    return given


def _load(topic: str, command: argparse.Namespace, workshop: Any) -> Knowledge:
    """Return the topic as it stands in its folder where there is a workshop, else as it was compiled."""
    if workshop is not None and topic in workshop.topics(command.folder):
        return workshop.load(topic, command.folder)  # type: ignore[no-any-return]
    try:
        return load(topic)
    except UnknownTopicError:
        known = ", ".join(_known(command, workshop)) or "none"
        raise UnknownTopicError(f"there is no topic '{topic}' (there are: {known})") from None


def _known(command: argparse.Namespace, workshop: Any) -> list[str]:
    return sorted({*topics(), *(workshop.topics(command.folder) if workshop is not None else ())})


def _workshop() -> Any:
    """Return the workshop's commands when it is installed; it never ships, so the engine may not import it by name."""
    try:
        return importlib.import_module("symptom_checker_workshop.commands")
    except ModuleNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
