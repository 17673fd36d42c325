"""Read TOML that an editor wrote: what it holds, or the one problem that keeps it from being read."""

import re
import tomllib
from typing import Any

from symptom_checker_workshop.problem import Problem
from symptom_checker_workshop.tables import unseen
from symptom_checker_workshop.tables.lines import is_too_large, of_excess

_LINE = re.compile(r"at line (\d+)")


def parse(file: str, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the text of a file holds, and its problems: signs that nobody sees, or why it holds nothing."""
    line, what = 0, "holds a number that is too large: write a smaller one"
    try:
        data = tomllib.loads(text)
        if not _holds_too_large(data):
            return data, list(unseen.in_toml(file, text, data))
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        line, what = int(place[1]) if place else text.count("\n") + 1, f"cannot be read: {error}"
    except RecursionError:
        what = "is nested too deep: write a list of rows, each with words and lists of words"
    except ValueError as error:  # a number that is too long
        what = f"cannot be read ({error}): write a smaller number"
    return {}, [Problem(file=file, line=line or of_excess(text), where="file", what=what)]


def _holds_too_large(data: object) -> bool:
    """Tell whether any number of the data is too large."""
    if isinstance(data, dict):
        return any(map(_holds_too_large, data.values()))
    if isinstance(data, list):
        return any(map(_holds_too_large, data))
    return isinstance(data, int) and is_too_large(data)
