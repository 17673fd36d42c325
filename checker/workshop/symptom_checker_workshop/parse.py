"""Reads the TOML tables of one topic into rows, naming every key that does not belong."""

import re
import tomllib
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from symptom_checker_workshop import tables
from symptom_checker_workshop.problem import KnowledgeError, Problem, did_you_mean

FILES: dict[str, dict[str, tuple[str, type]]] = {
    "levels.toml": {
        "level": ("levels", tables.Level),
        "route": ("routes", tables.Wording),
        "within": ("withins", tables.Wording),
        "where": ("wheres", tables.Wording),
        "contact": ("contacts", tables.Wording),
    },
    "questions.toml": {"question": ("questions", tables.Question)},
    "rules.toml": {"term": ("terms", tables.Term), "rule": ("rules", tables.Rule)},
    "kinds.toml": {"kind": ("kinds", tables.Kind)},
    "causes.toml": {"cause": ("causes", tables.Cause)},
    "advice.toml": {"advice": ("advice", tables.Advice)},
    "facts.toml": {"fact": ("facts", tables.Fact)},
    "not_encoded.toml": {"not_encoded": ("not_encoded", tables.NotEncoded)},
    "sources.toml": {"source": ("sources", tables.Source)},
    "statements.toml": {"statement": ("statements", tables.Statement)},
    "cases.toml": {"case": ("cases", tables.Case)},
    "hazards.toml": {"hazard": ("hazards", tables.Hazard)},
    "stories.toml": {"story": ("stories", tables.Story)},
    "falls.toml": {"fall": ("falls", tables.Fall)},
    "regions.toml": {"region": ("regions", tables.Region)},
}
"""File → table header → (attribute of Knowledge, row)."""

FILE_OF = {table: file for file, headers in FILES.items() for table in headers}
"""Table header → its file."""


def read(folder: Path) -> tables.Knowledge:
    """Return the tables of the topic in `folder`; raises KnowledgeError with every problem of form at once."""
    problems: list[Problem] = []
    topic_data, _ = _load(folder / "topic.toml", problems)
    topic = _row(tables.Topic, topic_data, "topic.toml", 1, "topic", problems)
    rows: dict[str, dict[str, Any]] = {attribute: {} for headers in FILES.values() for attribute, _ in headers.values()}
    lines: dict[tuple[str, str], int] = {}
    for file, headers in FILES.items():
        data, text = _load(folder / file, problems)
        for key in set(data) - set(headers):
            what = f"unknown table, {did_you_mean(key, headers)}"
            problems.append(Problem(file=file, line=_line_of_key(text, key), where=f"'{key}'", what=what))
        for header, (attribute, row_type) in headers.items():
            places = _header_lines(text, header)
            for place, item in zip(places, data.get(header, []), strict=False):
                name = str(item.get("id", item.get("key", "?")))
                row = _row(row_type, item, file, place, f"{header} '{name}'", problems)
                if name in rows[attribute]:
                    what = f"the id stands twice (first in line {lines[header, name]}): give one another id"
                    problems.append(Problem(file=file, line=place, where=f"{header} '{name}'", what=what))
                lines.setdefault((header, name), place)
                if row is not None:
                    rows[attribute][name] = row
    if problems or topic is None:
        raise KnowledgeError(problems)
    return tables.Knowledge(folder=str(folder), topic=topic, lines=lines, **rows)


def _load(path: Path, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), text
    except FileNotFoundError:
        problems.append(Problem(file=path.name, line=1, where="file", what="is missing: add it, empty if need be"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        problems.append(Problem(file=path.name, line=line, where="file", what=f"is not TOML: {error}"))
    return {}, ""


def _row(row: type, data: dict[str, Any], file: str, line: int, where: str, problems: list[Problem]) -> Any:
    """Return one row, or None when it has problems."""
    found: list[str] = []
    value = _record(row, data, found)
    problems.extend(Problem(file=file, line=line, where=where, what=what) for what in found)
    return None if found else value


def _record(row: type, data: Any, found: list[str]) -> Any:
    if not isinstance(data, dict):
        found.append("must be a table")
        return None
    known = {item.name: item for item in fields(row)}
    hints = typing.get_type_hints(row)
    found.extend(f"unknown key '{key}', {did_you_mean(key, known)}" for key in data if key not in known)
    values = {}
    for name, item in known.items():
        if name in data:
            values[name] = _value(hints[name], data[name], name, found)
        elif item.default is MISSING and item.default_factory is MISSING:
            found.append(f"has no '{name}': add it")
    return None if found else row(**values)


def _value(hint: Any, given: Any, name: str, found: list[str]) -> Any:
    if isinstance(hint, types.GenericAlias) and hint.__origin__ is tuple:
        if not isinstance(given, list):
            found.append(f"'{name}' must be a list")
            return ()
        return tuple(_value(hint.__args__[0], item, name, found) for item in given)
    if isinstance(hint, types.GenericAlias) and hint.__origin__ is dict:
        fine = isinstance(given, dict) and all(
            isinstance(value, list) and all(isinstance(item, str) for item in value) for value in given.values()
        )
        if not fine:
            found.append(f"'{name}' must be a table of lists, such as {{ danger = [\"none\"] }}")
        return given
    if is_dataclass(hint):
        return _record(hint, given, found)  # type: ignore[arg-type]
    if hint is date and isinstance(given, date):
        return given
    if isinstance(given, hint) and not (hint is int and isinstance(given, bool)):
        return given.strip() if isinstance(given, str) else given
    found.append(f"'{name}' must be {'text' if hint is str else hint.__name__}")
    return given


def _header_lines(text: str, header: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{header}]]"]


def _line_of_key(text: str, key: str) -> int:
    pattern = re.compile(rf"^\[*{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
