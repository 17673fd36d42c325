"""Checks of the reader study."""

from collections.abc import Iterator

from symptom_checker.answers import read
from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.conditions import ExpressionError
from symptom_checker_workshop.tables.read import STUDY, version_key
from symptom_checker_workshop.tables.rows import ReaderAnswer, ReaderSet

CHANGED = "Correct the answer; if the question has changed since it was asked, raise the version in topic.toml."
"""What to do about an answer that does not fit: answers to an older version may name what is gone."""


@check("reader-story")
def stories_are_answered_and_have_a_source(tables: Tables) -> Iterator[Problem]:
    """Each story of a reader study stands in one set, is answered by someone, and names the address of its source."""
    sets = tables.knowledge.study.sets
    now = tables.knowledge.topic.version
    told = {name: {story.story for story in group.stories.values()} for name, group in sets.items()}
    for name, group in sets.items():
        answered = {answer.story for answers in group.rounds.values() for answer in answers.values()}
        for story in group.stories.values():
            if story.id not in answered:
                what = f"is answered by nobody: add answers to {name}-{now}.toml, or take it out"
                yield _problem(tables, f"{name}.toml", "story", story.id, what)
            if "https://" not in story.source and "http://" not in story.source:
                what = "source: names no address: give publisher, title and address of what fixes the level"
                yield _problem(tables, f"{name}.toml", "story", story.id, what)
            if others := [other for other in sets if other != name and story.story in told[other]]:
                what = f"stands in {others[0]}.toml too: a story guides a rule or measures it, never both"
                yield _problem(tables, f"{name}.toml", "story", story.id, what)


@check("reader-answer")
def answers_name_their_story_and_reader(tables: Tables) -> Iterator[Problem]:
    """Each answer of a reader is for a story of its set, and by a reader who is told."""
    study = tables.knowledge.study
    for file, group, _, answer in _answers(tables):
        if answer.story not in group.stories:
            others = [name for name, other in study.sets.items() if answer.story in other.stories]
            fix = f"it stands in {others[0]}.toml: move its answers too" if others else ""
            what = f"story '{answer.story}' does not exist, {fix or did_you_mean(answer.story, group.stories)}"
            yield _problem(tables, file, "answer", answer.id, what)
        if answer.reader not in study.readers:
            what = f"reader '{answer.reader}' does not exist, {did_you_mean(answer.reader, study.readers)}"
            yield _problem(tables, file, "answer", answer.id, what)


@check("reader-choice")
def answers_of_this_version_fit(tables: Tables) -> Iterator[Problem]:
    """Each answer to the questions of this version is one that a reader can give; those of older ones may be gone."""
    try:
        logic = compile_topic(tables.knowledge) if tables.are_sound else None
    except ExpressionError:
        logic = None
    version = tables.knowledge.topic.version
    for file, _, asked, answer in _answers(tables):
        for notice in read(logic, answer.answers).notices if logic and asked == version else ():
            what = f"answer to '{notice.question}': {notice.why} {CHANGED}"
            yield _problem(tables, file, "answer", answer.id, what)


@check("reader-round")
def rounds_are_of_released_versions(tables: Tables) -> Iterator[Problem]:
    """No round of answers is of a version that is still to come."""
    now = tables.knowledge.topic.version
    for name, group in tables.knowledge.study.sets.items():
        for version in group.rounds:
            try:
                is_later = version_key(version) > version_key(now)
            except ValueError:
                is_later = False
            if is_later:
                what = f"is of version {version}, later than {now} of topic.toml: name the version that was asked"
                yield Problem(file=f"{STUDY}/{name}-{version}.toml", line=1, where="file", what=what)


def _answers(tables: Tables) -> Iterator[tuple[str, ReaderSet, str, ReaderAnswer]]:
    """Yield every answer with its file, its set, and the version whose questions it answers."""
    for name, group in tables.knowledge.study.sets.items():
        for version, answers in group.rounds.items():
            yield from ((f"{name}-{version}.toml", group, version, answer) for answer in answers.values())


def _problem(tables: Tables, file: str, header: str, row: str, what: str) -> Problem:
    line = tables.knowledge.lines.get((f"{STUDY}/{file}", row), 1)
    return Problem(file=f"{STUDY}/{file}", line=line, where=f"{header} '{row}'", what=what)
