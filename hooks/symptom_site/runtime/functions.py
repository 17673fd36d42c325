"""The functions of Pyodide's WebAssembly that run in the browser, and that file without what the others do.

A function is known by its place among the bodies in the file's code section.
"""

import textwrap
from collections.abc import Collection, Iterable
from pathlib import Path

from symptom_site.runtime.webassembly import CODE, bodies, code, joined, sections

USED = Path(__file__).with_name("functions.txt")
"""The places of those that run, as `written` has them. Tests in three browsers fail when it is out of date.

Where another one is called it traps; then the worker says so, and starts again with the whole file.
"""

TRAP = bytes([0x00, 0x00, 0x0B])
"""The body of a function that has no local variables and does nothing but trap."""


def trimmed(data: bytes, used: Collection[int]) -> bytes:
    """Return a file of WebAssembly in which every function traps whose place is not in `used`; all else stays as it is.

    Raises ValueError where the file has no such place, as when it is of another version.
    """
    parts = sections(data)
    functions = [body for number, contents in parts if number == CODE for body in bodies(contents)]
    if unknown := sorted(place for place in used if place >= len(functions)):
        raise ValueError(f"{USED}: {unknown[0]} is no place of the {len(functions)} functions; record them anew")
    kept = code(body if place in used else TRAP for place, body in enumerate(functions))
    return joined(data, [(number, kept if number == CODE else contents) for number, contents in parts])


def read(text: str) -> frozenset[int]:
    """Return the places that a text as of `written` names."""
    spans = [span.partition("-") for line in text.splitlines() if not line.startswith("#") for span in line.split()]
    return frozenset(place for first, _, last in spans for place in range(int(first), int(last or first) + 1))


def written(places: Iterable[int]) -> str:
    """Return places as text, such as `0-3 7`: those that follow each other as a span, in lines of 120 letters."""
    spans: list[list[int]] = []
    for place in sorted(set(places)):
        if spans and place == spans[-1][-1] + 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    names = (str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
    return textwrap.fill(" ".join(names), 120, break_on_hyphens=False) + "\n"
