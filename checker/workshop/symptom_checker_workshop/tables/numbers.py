"""Numbers that are said in several places and written once: `[=pain-longest]` stands for the words of its entry.

`[=Pain-longest]`, with a capital, begins a sentence.
"""

import re
from collections.abc import Iterator, Mapping

from symptom_checker_workshop.problem import Problem, did_you_mean
from symptom_checker_workshop.tables.rows import Number

FILE = "numbers.toml"

PLACE = re.compile(r"\[=([^\]\n]*)\]")
"""What stands in a text for a number; its id is in the brackets."""


def words(rows: Mapping[str, Number]) -> dict[str, str]:
    """Return the words of each number by its id."""
    return {name: row.text for name, row in rows.items()}


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """Return a text with each number in its place (id → words); a place with an unknown id stays, and is named."""
    return PLACE.sub(lambda place: _words(place[1], numbers) or place[0], text) if "[=" in text else text


def filled[T](value: T, numbers: Mapping[str, str]) -> T:
    """Return what TOML holds with each number in its place, in all of its texts."""
    if isinstance(value, str):
        return fill(value, numbers)  # type: ignore[return-value]
    if isinstance(value, list):
        return [filled(item, numbers) for item in value]  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: filled(item, numbers) for key, item in value.items()}  # type: ignore[return-value]
    return value


def unknown(file: str, text: str, numbers: Mapping[str, object]) -> Iterator[Problem]:
    """Name each place in a file whose id has no entry."""
    for number, line in enumerate(text.splitlines(), 1):
        for place in PLACE.finditer(line):
            if name(place[1]) not in numbers:
                what = f"is not in {FILE}, {did_you_mean(name(place[1]), numbers)}"
                yield Problem(file=file, line=number, where=f"'{place[0]}'", what=what)


def name(written: str) -> str:
    """Return the id that stands in a place, which begins with a capital where its words do."""
    return written[:1].lower() + written[1:]


def _words(written: str, numbers: Mapping[str, str]) -> str:
    words = numbers.get(name(written), "")
    return words if name(written) == written else words[:1].upper() + words[1:]
