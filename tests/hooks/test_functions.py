"""A file of WebAssembly without the functions that are not used."""

import pytest

from symptom_site.runtime import functions

BEGIN = b"\0asm\1\0\0\0"
TYPES = b"\x01\x04\x01\x60\x00\x00"
TWO = b"\x03\x03\x02\x00\x00"
CALLS, NOTHING = b"\x00\x10\x01\x0b", b"\x00\x0b"
FILE = BEGIN + TYPES + TWO + b"\x0a" + b"\x09\x02" + b"\x04" + CALLS + b"\x02" + NOTHING
"""Two functions; the first one calls the second."""


def test_a_function_that_is_not_used_traps_and_keeps_its_place() -> None:
    """What is not used becomes `unreachable`; types, calls and the other bodies stay as they were."""
    expected = b"\x0a" + b"\x0a\x02" + b"\x04" + CALLS + b"\x03" + functions.TRAP
    assert functions.trimmed(FILE, {0}) == BEGIN + TYPES + TWO + expected
    assert functions.trimmed(FILE, {0, 1}) == FILE


def test_a_place_that_the_file_has_not_is_an_error() -> None:
    """A list of another version of Pyodide is refused, by the first place that is not there."""
    with pytest.raises(ValueError, match=r"functions\.txt: 2 is no place of the 2 functions; record them anew"):
        functions.trimmed(FILE, {0, 2, 7})


def test_places_are_written_as_spans() -> None:
    """Those that follow each other are one span, lines are short, and what is written is read again."""
    assert functions.written([7, 0, 3, 1, 2]) == "0-3 7\n"
    places = frozenset(range(0, 3000, 3)) | frozenset(range(5000, 5100))
    text = functions.written(places)
    assert max(map(len, text.splitlines())) <= 120
    assert functions.read("# where they are from\n" + text) == places
