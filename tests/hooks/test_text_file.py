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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a\u202eb", "holds U+202E (RIGHT-TO-LEFT OVERRIDE), which nobody sees: take it out"),
        ("a&#x202E;b", "holds U+202E (RIGHT-TO-LEFT OVERRIDE, written &#x202E;), which nobody sees: take it out"),
        ("a&#8238b", "holds U+202E (RIGHT-TO-LEFT OVERRIDE, written &#8238), which nobody sees: take it out"),
        ("a\0b", "holds U+0000 (a sign without a name), which nobody sees: take it out"),
        ("a\x1b[31m", "holds U+001B (a sign without a name), which nobody sees: take it out"),
        ("a\u2028b", "holds U+2028 (LINE SEPARATOR), which nobody sees: take it out"),
        ("a\ue000b", "holds U+E000 (a sign without a name), which nobody sees: take it out"),
    ],
)
def test_signs_that_nobody_sees_are_named(words, said):
    """A sign that is not seen, or turns the text round, is named with its line, however it is written."""
    _, (problem,) = text_file.read("a.md", f"fine\n{words}\n".encode())
    assert (2, said) == (problem.line, problem.what)


@pytest.mark.parametrize(
    "words", ["tab\there", "soft\u00adhyphen", "narrow\u202fspace", "joined\u200dletters", "&#233;&nbsp;😀"]
)
def test_signs_that_texts_need_are_read(words):
    """Tabs, spaces of any width, places for a break and letters of any language are fine."""
    assert (f"{words}\n", []) == text_file.read("a.md", f"{words}\n".encode())


@pytest.mark.parametrize("sign", ["- ", "1. ", "> ", "[", "![", "[[", "[a]("])
def test_what_nests_too_deeply_is_named(sign):
    """A page with a thousand lists or open brackets in one another, on which its renderer ends, is not read."""
    text, (problem,) = text_file.read("a.md", f"fine\n{sign * 3000}".encode())
    assert ("", 2) == (text, problem.line)
    assert problem.what.startswith("nests more than 50 lists or open brackets")


def test_cards_that_nest_too_deeply_are_named():
    """Cards that nobody closes are refused at the one too many; as many that are closed are read."""
    text, (problem,) = text_file.read("a.md", b"# One\n\n" + b"/// emergency\n- Words.\n\n" * 3000)
    assert ("", 153, "nests more than 50 cards in one another: write /// after each") == (
        text,
        problem.line,
        problem.what,
    )
    assert text_file.read("a.md", b"/// emergency\n- Words.\n///\n\n" * 300)[1] == []


@pytest.mark.parametrize("words", ["-" * 300, "- " * 20 + "a", "[a](b.md) " * 300, "[ ] " * 300, "|" + "---|" * 100])
def test_long_rows_of_signs_are_read(words):
    """What stands beside one another, and not in one another, is fine."""
    assert (words, []) == text_file.read("a.md", words.encode())


def test_folder_in_place_of_a_file_is_named(tmp_path):
    """What cannot be opened is a problem with the fix."""
    text, (problem,) = text_file.load("a.md", tmp_path)
    assert ("", "cannot be read (Is a directory): put a file in its place, or take it out") == (text, problem.what)


@pytest.mark.parametrize(("name", "most"), [("a.md", 150_000), ("facts.toml", 2_000_000)])
def test_file_that_is_no_text_for_readers_is_named(name, most):
    """A page or a table far larger than any good one is not read; its size is named."""
    assert text_file.read(name, b"a" * most) == ("a" * most, [])
    text, (problem,) = text_file.read(name, b"a" * (most + 1))
    assert text == ""
    assert problem.what.startswith(f"has {most + 1:,} bytes, more than {most:,}")
