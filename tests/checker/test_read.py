"""Reading the tables: every row is seen, whatever way of TOML it is written in, and whatever cannot be read is told."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.tables.lines import find
from symptom_checker_workshop.tables.read import read

HICCUPS = ROOT / "tests" / "topics" / "hiccups"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of a small topic that a test may break."""
    return Path(shutil.copytree(HICCUPS, tmp_path / "hiccups"))


def _problems(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("header", ["[[hazard]] # a note", "[[ hazard ]]", '[["hazard"]]', " \t[[hazard]]"])
def test_a_header_may_be_written_in_any_legal_way(folder, header):
    """A note, spaces or quotes at one header lose no row and shift no line."""
    before = read(folder)
    path = folder / "hazards.toml"
    path.write_text(path.read_text().replace("[[hazard]]", header, 1))
    after = read(folder)
    assert (after.hazards, dict(after.lines)) == (before.hazards, dict(before.lines))


def test_rows_may_be_written_as_a_list(folder):
    """Rows written as a list of inline tables are read, each with its own line."""
    rows = ", # a note\n".join(f'{{ id = "{name}", reason = "None." }}' for name in ("A-1", "A-2"))
    (folder / "not_encoded.toml").write_text(f"# two facts\nnot_encoded = [\n{rows},\n]\n")
    tables = read(folder)
    assert list(tables.not_encoded) == ["A-1", "A-2"]
    assert (tables.lines["not_encoded", "A-1"], tables.lines["not_encoded", "A-2"]) == (3, 4)


def test_a_header_inside_a_text_is_no_row(folder):
    """A text of several lines may hold what looks like a header."""
    text = (
        '[[not_encoded]]\nid = "A-1"\nreason = """\n[[not_encoded]]\n"""\n\n[[not_encoded]]\nid = "A-2"\nreason = "r"\n'
    )
    (folder / "not_encoded.toml").write_text(text)
    assert read(folder).lines["not_encoded", "A-2"] == 7


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('# one\n[kind]\nid = "hiccups"\n', 2),
        ("kind = true\n", 1),
        ("\nkind = 5\n", 2),
        ('kind.id = "hiccups"\n', 1),
        ('[[kind.option]]\nid = "x"\n', 1),
    ],
)
def test_a_table_that_is_no_list_of_rows_is_told(folder, text, line):
    """A single table, a word or a number where rows belong is told with its line, and loses nothing in silence."""
    (folder / "kinds.toml").write_text(text)
    assert f"kinds.toml:{line}: 'kind': must be a row for each kind: write [[kind]] above its keys" in _problems(folder)


def test_a_row_that_is_no_table_is_told(folder):
    """A number among the rows is told with its line."""
    (folder / "not_encoded.toml").write_text("not_encoded = [\n  3,\n]\n")
    assert "not_encoded.toml:2: not_encoded '?': must be a table" in _problems(folder)


def test_an_unknown_table_is_told_with_its_line(folder):
    """A misspelt table is told where it first stands."""
    path = folder / "hazards.toml"
    text = path.read_text()
    path.write_text(f'{text}[["hazzard"]]\nid = "HZ"\n')
    line = text.count("\n") + 1
    assert f"hazards.toml:{line}: 'hazzard': unknown table, did you mean 'hazard'?" in _problems(folder)


def test_a_key_above_all_rows_is_told(folder):
    """A row whose header is missing, or behind a `#`, is told with the header that it needs."""
    path = folder / "advice.toml"
    path.write_text(path.read_text().replace("[[advice]]", "# [[advice]]", 1))
    line = path.read_text().splitlines().index("# [[advice]]") + 2
    assert f"advice.toml:{line}: 'id': stands above all rows: write [[advice]] in the line before it" in _problems(
        folder
    )


def test_a_file_that_belongs_to_no_topic_is_told(folder):
    """A misspelt file is told with the nearest one that a topic has."""
    (folder / "rule.toml").write_text("")
    assert "rule.toml:1: file: is no file of a topic, did you mean 'rules.toml'?" in _problems(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# one\nx = " + "1" * 5000, "kinds.toml:2: file: cannot be read (Exceeds the limit (4300 digits)"),
        ("# one\nx = [1, 0x" + "f" * 5000 + "]", "kinds.toml:2: file: holds a number that is too large"),
        (f"# one\nx = 1_0\ny.z = 0o{1 << 63:o}", "kinds.toml:3: file: holds a number that is too large"),
        ("# one\nx = " + "[" * 5000 + "]" * 5000, "kinds.toml:2: file: is nested too deep"),
        ("# one\nx = [\n" + "[" * 5000 + "]" * 5000 + "\n]", "kinds.toml:3: file: is nested too deep"),
        ("# one\n" + "x." * 5000 + "x = 1", "kinds.toml:2: file: is nested too deep"),
        ('x = "a', "kinds.toml:1: file: cannot be read: "),
    ],
)
def test_a_text_that_cannot_be_parsed_is_told_with_its_line(folder, text, said):
    """What is too long, too deep or not closed is a problem with its line, never a traceback."""
    (folder / "kinds.toml").write_text(text)
    assert any(problem.startswith(said) for problem in _problems(folder)), _problems(folder)


def test_bytes_that_are_not_utf_8_are_told_with_their_line(folder):
    """A file saved in another encoding is told with the line of the first byte that does not fit."""
    (folder / "kinds.toml").write_bytes("# one\n# café\n".encode("latin-1"))
    assert "kinds.toml:2: file: is not UTF-8 (invalid continuation byte): save it as UTF-8" in _problems(folder)


def test_a_folder_in_place_of_a_file_is_told(folder):
    """A folder with the name of a table is a problem, never a traceback."""
    (folder / "kinds.toml").unlink()
    (folder / "kinds.toml").mkdir()
    said = "kinds.toml:1: file: cannot be read (Is a directory): put a file of TOML in its place"
    assert said in _problems(folder)


@pytest.mark.parametrize("moment", ["2026-11-23T00:00:00Z", "2026-11-23T00:00:00", "00:00:00", '"2026-11-23"'])
def test_a_moment_is_no_day(folder, moment):
    """A day with a time is told, because it cannot be compared with a day."""
    path = folder / "topic.toml"
    lines = [f"review_by = {moment}" if line.startswith("review_by") else line for line in path.read_text().split("\n")]
    path.write_text("\n".join(lines))
    assert "topic.toml:1: topic: 'review_by' must be a day, such as 2026-11-23" in _problems(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.toml", 'level = "emergency"\n', "", "rule 'danger-chest': has no 'level': add it"),
        (
            "rules.toml",
            'level = "emergency"',
            "level = [1]",
            "rule 'danger-chest': level '[1]' does not exist, known: ",
        ),
        ("rules.toml", 'facts = ["SER-41", "SER-51c"]', 'facts = "SER-41"', "'facts' must be a list"),
        ("rules.toml", 'facts = ["SER-41", "SER-51c"]', "facts = [4]", "'facts' must be text"),
        (
            "advice.toml",
            'levels = ["self-care", "routine"]',
            'levels = ["urgnt"]',
            "levels 'urgnt' does not exist, did you mean",
        ),
        ("levels.toml", "strength = 1", "strength = true", "'strength' must be a whole number"),
        ("questions.toml", "danger = true", "danger = 1", "question 'danger': 'danger' must be true or false"),
        (
            "questions.toml",
            'role = "red_flag"',
            'rule = "red_flag"',
            "option 'chest': unknown key 'rule', did you mean 'role'?",
        ),
        (
            "questions.toml",
            'role = "red_flag"',
            'role = "flag"',
            "option 'chest': role 'flag' does not exist, did you mean",
        ),
        (
            "topic.toml",
            'findings = ["danger.chest"]',
            "findings = true",
            "emergency_sign '0': 'findings' must be a list",
        ),
        (
            "cases.toml",
            "answers = {",
            "answers = { x = 3,",
            "'answers' must be a table of lists, such as { danger = ['none'] }",
        ),
    ],
)
def test_each_misfit_is_told_with_its_key(folder, file, old, new, said):
    """A key or value that does not fit its row is told with the row, the option and what it must be."""
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert any(problem.startswith(f"{file}:") and said in problem for problem in _problems(folder)), _problems(folder)


def test_all_misfits_come_at_once(folder):
    """Faults of one row, of its options and of other files are all told in one run, in order of file and line."""
    for file, old, new in (
        ("questions.toml", 'select = "many"', 'select = "some"\nwhy_not = "x"'),
        ("questions.toml", 'role = "red_flag"', 'role = "flag"'),
        ("advice.toml", 'type = "do"', "type = 3"),
    ):
        path = folder / file
        path.write_text(path.read_text().replace(old, new, 1))
    said = _problems(folder)
    assert [problem.split(":")[0] for problem in said] == ["advice.toml", *["questions.toml"] * 3]


NAMES = st.sampled_from(["rule", "term", "a b", "é", 'q"', "x.y", ""])
ROWS = st.lists(st.tuples(NAMES, st.sampled_from(["header", "note", "spaces", "text"])), max_size=8)


@given(ROWS)
def test_lines_are_found_as_the_parser_reads(rows):
    """Every row that the standard library reads has a line, which holds its header."""
    text = ""
    for name, way in rows:
        key = json.dumps(name)
        header = f"[[{key}]]" if way in ("header", "text") else f"[[ {key} ]] # [[{key}]]"
        inside = f"t = '''\n{header}\n'''\n" if way == "text" else ""
        text += f"\n{header}\n{inside}[[{key}.sub]]\nid = 1\n"
    found, split = find(text), text.split("\n")
    read_rows = {name: len(items) for name, items in tomllib.loads(text).items()}
    assert {name: len(lines) for name, lines in found.rows.items()} == read_rows
    assert found.first == {name: lines[0] for name, lines in found.rows.items()}
    for name, lines in found.rows.items():
        assert all(split[line - 1].startswith("[[") and json.dumps(name) in split[line - 1] for line in lines)


@pytest.mark.parametrize("written", ["\\u202E", "\\U0000202e", "\u202e", "&#x202e;"])
def test_signs_that_nobody_sees_are_named(folder, written):
    """A sign that turns the text round is named with its line, also where TOML writes it with letters."""
    path = folder / "hazards.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f'{before}\n[[hazard]]\nid = "a{written}b"\n', encoding="utf-8")
    line = before.count("\n") + 3
    assert any(f"hazards.toml:{line}: file: holds U+202E" in problem for problem in _problems(folder))


def test_line_end_that_is_written_with_letters_is_named(folder):
    """A carriage return in a text would end a line of a page for some readers of it, and not for others."""
    path = folder / "hazards.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f'{before}\n[[hazard]]\nid = "a\\rb"\n', encoding="utf-8")
    assert any("holds U+000D (a sign without a name, written \\r)" in problem for problem in _problems(folder))


def test_backslash_that_writes_no_sign_is_fine(folder):
    """Words in single quotes may hold a backslash before any letter."""
    path = folder / "hazards.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# 'a\\b' and \"a\\\\u202E\"\n", encoding="utf-8")
    read(folder)
