"""Reads the front matter of a page, keeping the line of every key."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from symptom_checker_workshop.problem import Problem

HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys at the head of a page, and the text below them."""

    values: dict[str, Any]
    """Key → value, as YAML reads it."""
    lines: dict[str, int]
    """Key → its line in the file, counted from 1."""
    body: str
    """The Markdown below the front matter."""
    body_line: int
    """The line in the file on which the body starts."""


def read(path: str, text: str, problems: list[Problem]) -> FrontMatter:
    """Return the front matter of the page at `path`; adds a problem when it cannot be read."""
    head = HEAD.match(text)
    if not head:
        mend = "has no front matter: start the file with a line '---', the keys, and another '---'"
        problems.append(Problem(file=path, line=1, where="front matter", what=mend))
        return FrontMatter(values={}, lines={}, body=text, body_line=1)
    body, body_line = text[head.end() :], text[: head.end()].count("\n") + 1
    try:
        node = yaml.compose(head[1], Loader=yaml.SafeLoader)
        values = yaml.safe_load(head[1]) or {}
        if node is not None and not isinstance(node, yaml.MappingNode):
            raise yaml.YAMLError("it is not a list of 'key: value' lines")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        reason = getattr(error, "problem", None) or error
        mend = f"cannot be read ({reason}): put quotation marks around a text that holds a colon or a quotation mark"
        problems.append(Problem(file=path, line=line, where="front matter", what=mend))
        return FrontMatter(values={}, lines={}, body=body, body_line=body_line)
    lines: dict[str, int] = {}
    for key, _ in node.value if node else ():
        if key.value in lines:
            mend = f"stands twice (first in line {lines[key.value]}): keep one"
            problems.append(Problem(file=path, line=key.start_mark.line + 2, where=f"'{key.value}'", what=mend))
        lines.setdefault(key.value, key.start_mark.line + 2)
    return FrontMatter(values=values, lines=lines, body=body, body_line=body_line)
