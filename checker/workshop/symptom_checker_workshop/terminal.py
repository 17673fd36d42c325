"""Walks the questions of a topic in a terminal."""

from collections.abc import Callable, Iterator
from itertools import groupby

from symptom_checker.answers import read
from symptom_checker.asking import progress
from symptom_checker.assessing import conclude
from symptom_checker.logic import NONE, UNSURE, Answers, Logic
from symptom_checker.telling import Part, parts, second_look
from symptom_checker_workshop.explain import explain
from symptom_checker_workshop.tables.rows import Knowledge, Question


def ask(
    knowledge: Knowledge, logic: Logic, read_line: Callable[[str], str] = input, write: Callable[[str], None] = print
) -> int:
    """Walk the questions with a person and print the result; returns the exit status 0."""
    write(f"{knowledge.topic.title}\n")
    for paragraph in (*knowledge.topic.scope, knowledge.topic.always):
        write(f"{paragraph}\n")
    write("Type the numbers of your answers, 0 for none of these, ? for not sure, b to go back.\n")
    answers: Answers = {}
    order: list[str] = []
    while (now := progress(logic, read(logic, answers))).question is not None:
        question = knowledge.questions[now.question.id]
        write(f"Question {len(order) + 1} of about {len(order) + now.likely}")
        chosen = _ask_one(question, read_line, write)
        if chosen is None:
            if order:
                answers.pop(order.pop())
            continue
        answers[question.id] = chosen
        order.append(question.id)
        if progress(logic, read(logic, answers)).question is None and (
            again := _look(knowledge, logic, answers, read_line, write)
        ):
            answers.pop(again)
            order.remove(again)
    _write_result(knowledge, logic, answers, write)
    return 0


def _ask_one(question: Question, read_line: Callable[[str], str], write: Callable[[str], None]) -> list[str] | None:
    """Return the answer to one question, or None to go back; asks again until the line fits."""
    write(f"\n{question.text}")
    if question.hint:
        write(f"  {question.hint}")
    for number, option in enumerate(question.option, 1):
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
        fits = all(number.isdecimal() and 1 <= int(number) <= len(question.option) for number in numbers)
        if numbers and fits and not (one and len(numbers) > 1):
            return [question.option[int(number) - 1].id for number in numbers]
        write("Type one number." if one else "Type one or more numbers, such as 1 3.")


def _look(
    knowledge: Knowledge, logic: Logic, answers: Answers, read_line: Callable[[str], str], write: Callable[[str], None]
) -> str:
    """Say once more, in other words, what was answered no; return the question to ask again, empty to go on."""
    state = read(logic, answers)
    told = [item.id for part in second_look(logic, state, conclude(logic, state)) for item in part.items]
    if not told:
        return ""
    write("\nYou said no to all of this. Is that right?")
    for number, name in enumerate(told, 1):
        question, _, place = name.partition(".")
        write(f"  {number}. {knowledge.questions[question].calm_line[int(place)].text}")
    write("Press Enter to go on, or type the number of a line to change its answer.")
    while True:
        line = read_line("> ").strip()
        if not line:
            return ""
        if line.isdecimal() and 1 <= int(line) <= len(told):
            return told[int(line) - 1].partition(".")[0]
        write("Press Enter, or type one number.")


def _write_result(knowledge: Knowledge, logic: Logic, answers: Answers, write: Callable[[str], None]) -> None:
    """Print the result, its parts in the order in which the engine tells them."""
    state = read(logic, answers)
    assessment = conclude(logic, state)
    words = explain(knowledge, assessment)
    write(f"\n{words.heading}")
    for sentence in words.text:
        write(sentence)
    if words.article:
        write(f"Read: {words.article}")
    told = {
        "rules": ("Why", [reason.because for reason in words.reasons]),
        "do": ("Do", words.do),
        "dont": ("Don't", words.dont),
        "watch": ("Watch for", words.watch),
        "kinds": ("What you describe fits", words.fits),
        "causes": ("Everyday things that may bring it on", words.causes),
        "unsure": ("You were not sure about", words.not_sure),
    }
    for part in parts(logic, answers, state, assessment):
        sections = list(_sooner(knowledge, part)) if part.name == "sooner" else [told.get(part.name, ("", ()))]
        for title, lines in sections:
            if lines:
                write(f"\n{title}")
            for line in lines:
                write(f"  - {line}")
    write(f"\n{knowledge.topic.always}\n\n{words.disclaimer}")


def _sooner(knowledge: Knowledge, part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield the signs that can still come, by the level that they lead to."""
    for lines in (part.items, part.more):
        for level, items in groupby(lines, key=lambda item: item.level):
            signs = [", together with: ".join(map(knowledge.words_of, item.findings)) for item in items]
            yield f"{knowledge.levels[level].heading} if", signs
