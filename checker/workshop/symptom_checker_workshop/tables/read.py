"""Reads the TOML tables of one topic into rows, naming every key that does not belong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, get_args

from cattrs import Converter

from symptom_checker_workshop.problem import KnowledgeError, Problem, did_you_mean
from symptom_checker_workshop.tables import numbers, toml_text, unseen
from symptom_checker_workshop.tables import rows as tables
from symptom_checker_workshop.tables.lines import Lines, RowLines, find
from symptom_checker_workshop.tables.structure import converter, structure

TOPIC = "topic.toml"
"""The file that says what the topic is; it holds one table."""

FILES: dict[str, dict[str, tuple[str, type]]] = {
    "levels.toml": {
        "level": ("levels", tables.Level),
        "route": ("routes", tables.Wording),
        "within": ("timeframes", tables.Wording),
        "where": ("locations", tables.Wording),
        "contact": ("contacts", tables.Wording),
        "hand_over": ("hand_overs", tables.HandOver),
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
    "allowed_downgrades.toml": {"downgrade": ("allowed_downgrades", tables.AllowedDowngrade)},
    "regions.toml": {"region": ("regions", tables.Region)},
    "differences.toml": {"difference": ("differences", tables.Difference)},
    "verdicts.toml": {"verdict": ("verdicts", tables.Verdict)},
    "cards.toml": {"card": ("cards", tables.Card)},
    numbers.FILE: {"number": ("numbers", tables.Number)},
}
"""File → table header → (attribute of Knowledge, row)."""

OPTIONAL = ("differences.toml", "verdicts.toml", "cards.toml", numbers.FILE)
"""Files that a topic may lack."""

STUDY = "readers"
"""The folder of the reader study, which a topic may lack."""

READERS = f"{STUDY}/readers.toml"
"""The file that says who the readers were; beside it stand a file for each set, and one for each round of answers."""

ROUND = re.compile(rf"({'|'.join(get_args(tables.SetName))})-([0-9]+(?:\.[0-9]+)*)\.toml")
"""What the answers of a round are called: the set, and the version of the knowledge whose questions were answered."""

PLACED = (("region", "?"), ("at", "?"), ("card", ""))
"""Keys of a difference that tell its place, and what stands for one that is missing."""

_parsed = lru_cache(maxsize=64)(toml_text.parse)
"""A live preview reads all tables when one has changed: what the others hold is kept, and nothing changes it."""

FILE_OF = {table: file for file, headers in FILES.items() for table in headers}
"""Table header → its file."""


def read(folder: Path) -> tables.Knowledge:
    """Return the tables of the topic in `folder`; raises KnowledgeError with every problem of form at once."""
    files = {name: _File.load(folder, name) for name in (TOPIC, *FILES)}
    problems = [problem for file in files.values() for problem in file.problems]
    for path in sorted(folder.glob("*.toml")):
        if path.name not in files:
            what = f"is no file of a topic, {did_you_mean(path.name, files)}"
            problems.append(Problem(file=path.name, line=1, where="file", what=what))
    made = converter()
    said, _ = files[numbers.FILE].rows("number", tables.Number, made)
    for name, file in files.items():
        if numbers.PLACE.search(file.text):
            problems += numbers.unknown(name, file.text, said) if name != numbers.FILE else ()
            file.data = numbers.filled(file.data, numbers.words(said))
    topic, faults = structure(tables.Topic, files[TOPIC].data, made)
    problems += [Problem(file=TOPIC, line=1, where="topic", what=what) for what in faults]
    rows: dict[str, dict[str, Any]] = {}
    for name, headers in FILES.items():
        problems += files[name].unknown_tables([*headers])
        for header, (attribute, row) in headers.items():
            rows[attribute], faulty = files[name].rows(header, row, made)
            problems += faulty
    study = _Study.load(folder, made)
    problems += study.problems
    if problems or topic is None:
        raise KnowledgeError(problems)
    places = {
        header: (files[name].text, header, list(rows[attribute]))
        for name, headers in FILES.items()
        for header, (attribute, _) in headers.items()
    }
    lines = RowLines(places | study.places)
    return tables.Knowledge(folder=str(folder), topic=topic, study=study.rows, lines=lines, **rows)


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions such as `2026.11.1` are put in order by; raises ValueError for any other text."""
    return tuple(map(int, version.split(".")))


@dataclass(kw_only=True)
class _Study:
    """The reader study of a topic, as far as it can be read."""

    rows: tables.ReaderStudy = field(default_factory=tables.ReaderStudy)
    places: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    """File → its text, the header of its rows, and their ids."""
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path, made: Converter) -> "_Study":
        """Return the study in a topic's folder, empty where there is none."""
        study = cls()
        if not (folder / STUDY).is_dir():
            return study
        study.rows.readers.update(study._file(folder, READERS, "reader", tables.Reader, made))
        for name in get_args(tables.SetName):
            stories = study._file(folder, f"{STUDY}/{name}.toml", "story", tables.ReaderStory, made)
            study.rows.sets[name] = tables.ReaderSet(stories=stories)
        known = {READERS, *(f"{STUDY}/{name}.toml" for name in study.rows.sets)}
        rounds = {}
        for path in sorted((folder / STUDY).glob("*.toml")):
            if found := ROUND.fullmatch(path.name):
                rounds[found[1], found[2]] = f"{STUDY}/{path.name}"
            elif f"{STUDY}/{path.name}" not in known:
                what = "is no file of a reader study: answers stand in a file such as tune-2026.11.1.toml"
                study.problems.append(Problem(file=f"{STUDY}/{path.name}", line=1, where="file", what=what))
        for group, version in sorted(rounds, key=lambda item: version_key(item[1])):
            answers = study._file(folder, rounds[group, version], "answer", tables.ReaderAnswer, made)
            study.rows.sets[group].rounds[version] = answers
        return study

    def _file[T](self, folder: Path, name: str, header: str, row: type[T], made: Converter) -> dict[str, T]:
        """Return the rows of one file, and keep its problems."""
        file = _File.load(folder, name)
        rows, faulty = file.rows(header, row, made)
        self.problems += [*file.problems, *file.unknown_tables([header]), *faulty]
        self.places[name] = (file.text, header, list(rows))
        return rows


@dataclass(kw_only=True)
class _File:
    """A file of a topic, as far as it can be read."""

    name: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Why nothing of it can be read, or what nobody sees in it."""

    @cached_property
    def lines(self) -> Lines:
        """Where its tables begin; only a fault asks for it."""
        return find(self.text)

    def unknown_tables(self, known: Sequence[str]) -> Iterator[Problem]:
        """Yield each table that the file may not have, and the first key of a row that has no header above it."""
        unknown = sorted(set(self.data) - set(known), key=lambda key: self.lines.first[key])
        bare = [key for key in unknown if not _is_table(self.data[key])]
        for key in unknown:
            if key in bare[1:]:
                continue
            what = f"unknown table, {did_you_mean(key, known)}"
            if key in bare:
                what = f"stands above all rows: write [[{known[0]}]] in the line before it"
            yield Problem(file=self.name, line=self.lines.first[key], where=f"'{key}'", what=what)

    def rows[T](self, header: str, row: type[T], made: Converter) -> tuple[dict[str, T], list[Problem]]:
        """Return the rows under a header by id, those without a fault, and every fault."""
        given = self.data.get(header, [])
        if not isinstance(given, list):
            what = f"must be a row for each {header}: write [[{header}]] above its keys"
            return {}, [Problem(file=self.name, line=self.lines.first[header], where=f"'{header}'", what=what)]
        rows: dict[str, T] = {}
        problems: list[Problem] = []
        seen: dict[str, int] = {}
        for place, item in enumerate(given):
            name = _id_of(item, row)
            value, faults = structure(row, item, made)
            if name in seen:
                line = self.lines.rows[header][seen[name]]
                fix = "make them one row" if row in (tables.Card, tables.Difference) else "give one another id"
                faults.append(f"the id stands twice (first in line {line}): {fix}")
            seen.setdefault(name, place)
            where = f"{header} '{name}'"
            problems += [
                Problem(file=self.name, line=self.lines.rows[header][place], where=where, what=what) for what in faults
            ]
            if value is not None:
                rows[name] = value
        return rows, problems

    @classmethod
    def load(cls, folder: Path, name: str) -> "_File":
        """Return a file; what cannot be read is a problem, and then there is no data."""
        path = folder / name

        def broken(line: int, what: str) -> "_File":
            return cls(name=name, problems=[Problem(file=name, line=line, where="file", what=what)])

        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            if name in OPTIONAL:
                return cls(name=name)
            return broken(1, "is missing: add it, empty if need be")
        except OSError as error:
            return broken(1, f"cannot be read ({error.strerror}): put a file of TOML in its place")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            return broken(line, f"is not UTF-8 ({error.reason}): save it as UTF-8")
        data, problems = _parsed(name, text)
        # Of what cannot be read the one reason is told.
        return cls(name=name, text=text, data=data, problems=[*(unseen.in_text(name, text) if data else ()), *problems])


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _id_of(item: object, row: type) -> str:
    """Return what a row is called: its id, its key, or what else an answer or a card has; `?` where it has none."""
    if isinstance(item, dict):
        if row is tables.Card and isinstance(item.get("facts"), list):
            return tables.card_id(str(item.get("level", "?")), map(str, item["facts"]))
        if row is tables.Difference:
            region, at, card = (str(item.get(key, default)) for key, default in PLACED)
            of = item.get("of")
            return tables.difference_id(region, at, card, map(str, of) if isinstance(of, list) else ())
        for keys in (("id",), ("key",), ("story", "reader")):
            if all(key in item for key in keys):
                return " ".join(str(item[key]) for key in keys)
    return "?"
