"""Reads the front matter of a page, keeping the line of every key."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from symptom_checker_workshop.problem import Problem

HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(\n|\Z)", re.DOTALL | re.MULTILINE)
"""The front matter with its two lines of hyphens; its last line ends the file where group 2 is empty."""

OPEN = re.compile(r"---[ \t]*\n")

DAY = re.compile(r"\d{4}-\d\d?-\d\d?")

LONGEST = 10_000
"""The most characters that are read; a YAML reader in C ends the whole program on what is nested too deeply."""

QUOTE = "put quotation marks around a text that holds a colon or a quotation mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys at the head of a page, and the text below them."""

    values: dict[str, Any]
    """Key → value, as YAML reads it; a key whose value cannot be read is missing."""
    lines: dict[str, int]
    """Key → its line in the file, counted from 1; those that cannot be read too."""
    body: str
    """The Markdown below the front matter."""
    body_line: int
    """The line in the file on which the body starts."""
    is_read: bool
    """Whether it could be read as a whole; single values may not."""
    problems: tuple[Problem, ...]
    """What could not be read."""


def read(path: str, text: str) -> FrontMatter:
    """Return the front matter of the page at `path`, with a problem for each part that cannot be read."""
    head = HEAD.match(text)
    if not head:
        what = "has no front matter: start the file with a line '---', the keys, and another '---'"
        if OPEN.match(text):
            what = "never ends: add a line '---' below the keys"
        problem = _problem(path, 1, what)
        return FrontMatter(values={}, lines={}, body=text, body_line=1, is_read=False, problems=(problem,))
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    is_read = False
    try:
        problems += _keys(path, head[1], values, lines)
        is_read = True
    except yaml.YAMLError as error:
        problems.append(_unreadable(path, head[1], error))
    if not head[2]:
        problems.append(_problem(path, text.count("\n") + 1, "ends with its '---': add an empty line below it"))
    return FrontMatter(
        values=values,
        lines=lines,
        body=text[head.end() :],
        body_line=text.count("\n", 0, head.end()) + 1,
        is_read=is_read,
        problems=tuple(problems),
    )


def cut(text: str) -> tuple[str, str]:
    """Return the front matter of a page with its two lines of hyphens, empty where it has none, and the text below."""
    head = HEAD.match(text)
    end = head.end() if head else 0
    return text[:end], text[end:]


def none(text: str) -> FrontMatter:
    """Return that of a file that is to have none."""
    return FrontMatter(values={}, lines={}, body=text, body_line=1, is_read=True, problems=())


def _keys(path: str, head: str, values: dict[str, Any], lines: dict[str, int]) -> list[Problem]:
    """Add each key with its value and line; return a problem for each that cannot be read alone.

    Raises YAMLError when nothing can be read.
    """
    if len(head) > LONGEST:
        raise yaml.YAMLError(f"it has {len(head)} characters, more than {LONGEST}")
    loader = yaml.CSafeLoader(head)
    node = loader.get_single_node()
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise yaml.YAMLError("it is not a list of 'key: value' lines")
    problems: list[Problem] = []
    for key, value in node.value if node else ():
        line = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode):
            problems.append(_problem(path, line, "holds a key that is not a word: write 'key: value'"))
        elif key.value in lines:
            what = f"stands twice (first in line {lines[key.value]}): keep one"
            problems.append(Problem(file=path, line=line, where=f"'{key.value}'", what=what))
        else:
            lines[key.value] = line
            try:
                values[key.value] = loader.construct_object(value, deep=True)
            except (yaml.YAMLError, ValueError, RecursionError) as error:
                what = _no_value(value, error)
                problems.append(Problem(file=path, line=value.start_mark.line + 2, where=f"'{key.value}'", what=what))
    return problems


def _no_value(node: yaml.Node, error: Exception) -> str:
    """Say why a value cannot be read, and what to write."""
    if isinstance(node, yaml.ScalarNode) and DAY.match(node.value):
        return f"'{node.value}' is not a day of the calendar: write one such as 2026-11-23"
    return f"cannot be read ({_reason(error)}): write it in quotation marks"


def _reason(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).partition("\n")[0]


def _unreadable(path: str, head: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else 0
    rows = head.split("\n")
    fix = "write spaces in place of the tab" if line < len(rows) and "\t" in rows[line] else QUOTE
    return _problem(path, line + 2, f"cannot be read ({_reason(error)}): {fix}")


def _problem(path: str, line: int, what: str) -> Problem:
    return Problem(file=path, line=line, where="front matter", what=what)
