"""Checks of questions and their options."""

import re
from collections.abc import Iterator
from dataclasses import fields

from symptom_checker.logic import LEVELS
from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables.checks.check import check
from symptom_checker_workshop.tables.checks.under_check import Tables
from symptom_checker_workshop.tables.rows import NONE_OF_THESE, CalmLine, Option, Question

SIGNS_IN_A_DANGER_LIST = 7
"""The most signs that one list of danger signs may hold."""

MOST_SHOWN = 3
"""The most ways to say an option that stand below it: more would be in the way of the next one."""

WORD = re.compile(r"\w+")
"""A word of an option, or of what people say."""

FEWEST_SAID = 3
"""How many ways of saying an option there are at least, where a question has any."""

SNAKE = re.compile(r"[a-z][a-z0-9_]*")

BLANK = re.compile(r"\{[^}]*\}?")
"""A place in a text that is filled in for each reader."""

PERSON = "{person}"
"""The only blank there is: whom the reader answers for."""


@check("question-id")
def ids_are_names(tables: Tables) -> Iterator[Problem]:
    """The id of a question or option can stand in a condition, and is not that of another or of an answer."""
    for row in tables.knowledge.questions.values():
        if not SNAKE.fullmatch(row.id):
            yield tables.problem("question", row.id, "the id must be small letters, digits and underscores")
        seen: set[str] = set()
        for option in row.option:
            if not SNAKE.fullmatch(option.id) or option.id in ("none", "unsure"):
                what = f"option '{option.id}': the id must be small letters, digits, underscores; not none, unsure"
                yield tables.problem("question", row.id, what)
            if option.id in seen:
                yield tables.problem("question", row.id, f"option '{option.id}' stands twice: give one another id")
            seen.add(option.id)


@check("cap")
def not_sure_has_a_value(tables: Tables) -> Iterator[Problem]:
    """Only where "not sure" counts as yes is there a cap: the highest level that it leads to."""
    for row in tables.knowledge.questions.values():
        if row.unsure == "as_yes" and not row.cap:
            what = f"unsure as_yes needs a cap: one of {', '.join(LEVELS[1:])}"
            yield tables.problem("question", row.id, what)
        if row.unsure == "as_no" and row.cap:
            yield tables.problem("question", row.id, "a cap goes with unsure = 'as_yes' only: take it out")


@check("none-of-one")
def a_choice_of_one_has_no_none(tables: Tables) -> Iterator[Problem]:
    """Only a list shows "None of these", so only a list has words for it."""
    for row in tables.knowledge.questions.values():
        if row.select == "one" and row.none != NONE_OF_THESE:
            yield tables.problem("question", row.id, "a choice of one shows no 'none': take it out, or add an option")


@check("red-flag-level")
def red_flags_have_a_level(tables: Tables) -> Iterator[Problem]:
    """A red flag says how soon it needs help, and nothing else does."""
    for row in tables.knowledge.questions.values():
        for option in row.option:
            if (option.role == "red_flag") != bool(option.level):
                what = f"option '{option.id}': a red flag, and only a red flag, declares its level"
                yield tables.problem("question", row.id, what)


@check("shown")
def what_is_shown_is_said_and_adds_something(tables: Tables) -> Iterator[Problem]:
    """What stands below an option is among what people say of it, is short, and says it in other words."""
    for row in tables.knowledge.questions.values():
        for option in row.option:
            own = set(WORD.findall(f"{option.text} {option.hint}".casefold()))
            if len(option.shown) > MOST_SHOWN:
                what = f"option '{option.id}': shows {len(option.shown)} of what people say: keep at most {MOST_SHOWN}"
                yield tables.problem("question", row.id, what)
            for words in option.shown:
                if words not in option.said:
                    what = (
                        f"option '{option.id}': shows '{words}', which is not in 'said': add it there, or take it out"
                    )
                    yield tables.problem("question", row.id, what)
                if own.issuperset(WORD.findall(words.casefold())):
                    what = f"option '{option.id}': shows '{words}', which its own words say: take it out"
                    yield tables.problem("question", row.id, what)


@check("said")
def people_say_each_option_in_several_ways(tables: Tables) -> Iterator[Problem]:
    """Where options of a question have the words of people, each has enough, and no words are those of two.

    The last option may say that none fits, for which people have no words.
    """
    for row in tables.knowledge.questions.values():
        if not any(option.said for option in row.option):
            continue
        owner: dict[str, str] = {}
        for option in row.option:
            count = len(option.said)
            is_rest = option is row.option[-1] and not count
            if count < FEWEST_SAID and not is_rest:
                what = f"option '{option.id}': is said in {count} of {FEWEST_SAID} ways: add how people say it"
                yield tables.problem("question", row.id, what)
            for words in option.said:
                other = owner.setdefault(words.casefold(), option.id)
                if other != option.id or option.said.count(words) > 1:
                    what = f"option '{option.id}': '{words}' is also said of '{other}': keep it where it fits best"
                    yield tables.problem("question", row.id, what)


@check("danger-list")
def danger_lists_are_short_and_strict(tables: Tables) -> Iterator[Problem]:
    """A list of danger signs is one that a frightened reader can take in, and a doubt about it counts."""
    for row in tables.knowledge.questions.values():
        yield from (tables.problem("question", row.id, what) for what in (_danger(row) if row.danger else ()))


def _danger(row: Question) -> Iterator[str]:
    if len(row.option) > SIGNS_IN_A_DANGER_LIST:
        yield f"a danger list holds at most {SIGNS_IN_A_DANGER_LIST} signs, not {len(row.option)}: split it"
    if row.select != "many" or any(option.role != "red_flag" for option in row.option):
        yield "a danger list is select = 'many' and holds red flags only"
    if row.unsure != "as_yes" or row.cap not in ("urgent", "emergency"):
        yield "not sure on a danger list counts as urgent at least: unsure = 'as_yes', cap = 'urgent'"
    if not {option.level for option in row.option if option.level} <= {"emergency", "urgent"}:
        yield "the signs of a danger list are urgent or emergency"


@check("blank")
def blanks_are_filled_in(tables: Tables) -> Iterator[Problem]:
    """No reader sees a blank: `{person}` stands only where it is filled in, and there is no other."""
    for row in tables.knowledge.questions.values():
        texts = [(f"option '{option.id}': {key}", text) for option in row.option for key, text in _texts(option)]
        texts += [(f"calm_line: {key}", text) for line in row.calm_line for key, text in _texts(line)]
        for key, text in (*_texts(row), *texts):
            filled = {PERSON} if key.endswith("_they") else set()
            for blank in sorted(set(BLANK.findall(text)) - filled):
                what = f"{key} has '{blank}': only {PERSON} is filled in, and only in keys that end in _they"
                yield tables.problem("question", row.id, what)


def _texts(row: Question | Option | CalmLine) -> list[tuple[str, str]]:
    """Return the texts of a row, each with its key."""
    texts = [(item.name, getattr(row, item.name)) for item in fields(row)]
    return [(key, text) for key, text in texts if isinstance(text, str)]


@check("calm-line")
def calm_lines_cover_their_list(tables: Tables) -> Iterator[Problem]:
    """Calm lines stand at a list, cover options that it has, and together all of them."""
    for row in tables.knowledge.questions.values():
        ids = [option.id for option in row.option]
        covered = [name for line in row.calm_line for name in line.covers]
        yield from tables.unknown("question", row.id, "calm_line: option", covered, ids)
        if row.calm_line and row.select != "many":
            yield tables.problem("question", row.id, "has calm lines, which only a list can have: take them out")
        if row.calm_line and (left := sorted(set(ids) - set(covered))):
            what = f"no calm line covers {', '.join(left)}: a second look would leave it out"
            yield tables.problem("question", row.id, what)
        if any(not line.covers for line in row.calm_line):
            yield tables.problem("question", row.id, "a calm line covers nothing: name the options it says no to")
