"""A new topic: what is written, what lint says of it, and which ids are refused."""

import re
from datetime import date
from pathlib import Path

import pytest

from support import symbolic
from symptom_checker_workshop.cli import main
from symptom_checker_workshop.new_topic import write
from symptom_checker_workshop.problem import KnowledgeError
from symptom_checker_workshop.proofs.properties import prove
from symptom_checker_workshop.tables.compile import compile_topic
from symptom_checker_workshop.tables.lint import read_checked
from symptom_checker_workshop.tables.read import FILES

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path) -> Path:
    """The folder of a new topic."""
    return write("back-pain", tmp_path, TODAY)


def test_a_new_topic_has_every_table(folder):
    """Each table that a topic needs is there, and nothing else."""
    assert sorted(["topic.toml", *FILES]) == sorted(path.name for path in folder.iterdir())


def test_lint_names_each_text_to_write_and_nothing_else(folder):
    """Lint reports every marked text of a new topic with its file, line and key, and has no other complaint."""
    expected = [
        f"{path.name}:{number}: '{line.partition('=')[0].strip()}': "
        f"is still to write, in place of '{mark[0]}' [to-write]"
        for path in sorted(folder.iterdir())
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for mark in [re.search('TO WRITE: [^"]*', line)]
        if mark
    ]
    with pytest.raises(KnowledgeError) as caught:
        read_checked(folder, TODAY)
    assert len(expected) > 50
    assert expected == [str(problem) for problem in caught.value.problems]


def test_a_new_topic_with_its_texts_written_is_sound(folder):
    """Once each mark is replaced by words, the topic has no problem and every property is proved."""
    for path in folder.iterdir():
        path.write_text(path.read_text().replace("TO WRITE: ", "About "))
    knowledge = compile_topic(read_checked(folder, TODAY))
    proofs = list(prove(symbolic(knowledge)))
    assert len(proofs) > 8
    assert [failure for proof in proofs for failure in proof.failures] == []


def test_each_file_lists_the_keys_of_its_rows(folder):
    """At its top a file says which keys a row must have and which it may have, for rows inside rows too."""
    head = (folder / "questions.toml").read_text().splitlines()[1:4]
    assert head[0].startswith("# [[question]] has id, select, text, why, unsure, option; it may have text_they, hint")
    assert head[1].startswith("# [[question.calm_line]] has text, covers; it may have text_they")
    assert head[2].startswith("# [[question.option]] has id, text; it may have text_they")


def test_new_is_a_command(tmp_path, capsys):
    """`new` writes the folder and says how to see what is still to write; `lint` then finds it there."""
    assert main(["new", "back-pain", "--in", str(tmp_path)]) == 0
    assert f"lint back-pain --in {tmp_path}` names what is still to write" in capsys.readouterr().out
    assert main(["lint", "back-pain", "--in", str(tmp_path)]) == 1
    assert "back-pain/topic.toml:6: 'title': is still to write" in capsys.readouterr().err


@pytest.mark.parametrize("topic", ["Back pain", "back_pain", "1st", "-pain", "pain-", "class", "../pain", ""])
def test_a_bad_id_is_refused(tmp_path, capsys, topic):
    """An id that could be no folder, no address or no module is refused with the fix, and nothing is written."""
    assert main(["new", "--in", str(tmp_path), "--", topic]) == 2
    assert f"'{topic}' is not a topic id: use small letters, digits and hyphens" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_topic_that_exists_is_left_alone(folder, capsys):
    """A second `new` with the same id is refused with the fix and changes nothing."""
    (folder / "topic.toml").write_text("mine")
    assert main(["new", "back-pain", "--in", str(folder.parent)]) == 2
    assert "is there already: choose another id, or edit what is there" in capsys.readouterr().err
    assert (folder / "topic.toml").read_text() == "mine"


def test_a_missing_folder_is_named(tmp_path, capsys):
    """A folder that is not there is named with the fix, and is not made."""
    assert main(["new", "back-pain", "--in", str(tmp_path / "none")]) == 2
    assert f"there is no folder '{tmp_path / 'none'}': make it first" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
