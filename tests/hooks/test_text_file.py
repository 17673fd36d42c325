"""The bytes of a file that an editor saved."""

import pytest

from symptom_site.source import text_file


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_text_has_one_kind_of_line_ends(start):
    """The sign that some editors put first is dropped, and every line ends in the same way."""
    assert ("a’\nb\nc\n", []) == text_file.read("a.md", f"{start}a’\r\nb\rc\n".encode())


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("cp1252", "byte 0x92, which is '’' in Windows-1252"), ("utf-16", "UTF-16")],
)
def test_other_encodings_are_named_and_read(encoding, read_as):
    """A file that is not UTF-8 is named with the line and how to save it, and its words are read all the same."""
    text, (problem,) = text_file.read("a.md", "a\nb’s\n".encode(encoding))
    assert text == "a\nb’s\n"
    assert f"is not saved as UTF-8 ({read_as}): save the file again with the encoding UTF-8" == problem.what
    assert problem.line == (2 if encoding == "cp1252" else 1)
