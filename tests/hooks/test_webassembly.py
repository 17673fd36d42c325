"""Files of WebAssembly, read and written."""

import pytest

from symptom_site.runtime import webassembly

BEGIN = b"\0asm\1\0\0\0"
TYPES = b"\x01\x04\x01\x60\x00\x00"
IMPORTS = (
    b"\x02\x2e\x05"
    b"\x03env\x01f\x00\x00"  # a function
    b"\x03env\x01t\x01\x70\x01\x01\x02"  # a table of 1 to 2 functions
    b"\x03env\x01m\x02\x00\x01"  # a memory of at least 1 page
    b"\x03env\x01v\x03\x7f\x00"  # a variable
    b"\x03got\x01g\x00\x00"
)
EXPORTS = b"\x07\x0d\x03" + b"\x01a\x00\x00" + b"\x01b\x02\x00" + b"\x01c\x00\x01"


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 16_383, 16_384, 2**32 - 1])
def test_numbers_are_read_as_they_are_written(value: int) -> None:
    """A number takes as many bytes as it needs, and is read back with the place behind it."""
    written = webassembly.number(value)
    assert len(written) == max(1, -(-value.bit_length() // 7))
    assert webassembly.number_at(b"?" + written + b"?", 1) == (value, 1 + len(written))


def test_imports_of_each_kind_are_named() -> None:
    """What is imported is found by its name, whatever its kind, and whichever module it is from."""
    assert webassembly.imported(BEGIN + TYPES + IMPORTS) == {"f", "t", "m", "v", "g"}


def test_exports_that_are_not_named_go() -> None:
    """Of the exports those stay that are named; the other sections are as they were."""
    expected = b"\x07\x09\x02" + b"\x01a\x00\x00" + b"\x01c\x00\x01"
    file = BEGIN + TYPES + EXPORTS
    assert webassembly.exporting(file, {"a", "c", "z"}) == BEGIN + TYPES + expected
    assert webassembly.exporting(file, {"a", "b", "c"}) == file
