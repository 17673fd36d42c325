"""The wheel part: what is in the wheel, and that nothing else changes its bytes."""

import shutil
import zipfile
from pathlib import Path

import pytest

from parts import wheel

PYPROJECT = """\
[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"

[project]
name = "symptom-checker"
version = "1.2.3"
description = "A small engine for the tests."
requires-python = ">=3.12"
"""


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """Give the folder of a small engine that was already used from the command line."""
    package = tmp_path / "engine" / "symptom_checker"
    (package / "topics" / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text('"""A small engine."""\n')
    (package / "topics" / "__init__.py").write_text("")
    (package / "topics" / "left_over.py").write_text("TOPIC = 0\n")
    (package / "topics" / "__pycache__" / "left_over.pyc").write_bytes(b"")
    (tmp_path / "engine" / "pyproject.toml").write_text(PYPROJECT)
    return tmp_path / "engine"


def test_wheel_holds_the_engine_and_exactly_the_given_topics(engine: Path, tmp_path: Path) -> None:
    """The wheel is pure, carries the engine's name and version, and of the topics has those of this build only."""
    built = wheel.build(engine, {"muscle_spasms": "TOPIC = ('é',)\n"}, tmp_path / "out")

    assert built == tmp_path / "out" / "symptom_checker-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(built) as archive:
        assert {name for name in archive.namelist() if name.endswith((".py", ".pyc"))} == {
            "symptom_checker/__init__.py",
            "symptom_checker/topics/__init__.py",
            "symptom_checker/topics/muscle_spasms.py",
        }
        assert archive.read("symptom_checker/topics/muscle_spasms.py").decode() == "TOPIC = ('é',)\n"
    assert list((tmp_path / "out").iterdir()) == [built]


def test_same_sources_elsewhere_give_the_same_bytes(engine: Path, tmp_path: Path) -> None:
    """Neither the folder nor the time of a build shows in the wheel."""
    shutil.copytree(engine, tmp_path / "copy", copy_function=shutil.copyfile)
    first = wheel.build(engine, {"a": "A = 1\n", "b": "B = 2\n"}, tmp_path / "out")
    second = wheel.build(tmp_path / "copy", {"b": "B = 2\n", "a": "A = 1\n"}, tmp_path / "other")

    assert second.read_bytes() == first.read_bytes()


def test_engine_itself_is_left_alone(engine: Path, tmp_path: Path) -> None:
    """Building works on a copy: nothing is added to the engine's folder, nothing is removed."""
    before = sorted(engine.rglob("*"))
    wheel.build(engine, {"a": "A = 1\n"}, tmp_path / "out")

    assert sorted(engine.rglob("*")) == before


def test_every_problem_is_told_at_once(engine: Path, tmp_path: Path) -> None:
    """A missing file, a topic that is no module name and one that is no Python come in one error, and no wheel."""
    (engine / "pyproject.toml").unlink()
    with pytest.raises(wheel.WheelError) as caught:
        wheel.build(engine, {"muscle-spasms": "TOPIC = 1\n", "broken": "TOPIC = (\n"}, tmp_path / "out")

    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        str(engine / "pyproject.toml"),
        "topic 'muscle-spasms'",
        "topic 'broken'",
    ]
    assert not (tmp_path / "out").exists()


def test_project_file_that_flit_refuses_is_named(engine: Path, tmp_path: Path) -> None:
    """What flit says about the project file is passed on in one line, and no half wheel stays."""
    (engine / "pyproject.toml").write_text(PYPROJECT.replace("1.2.3", "one"))
    with pytest.raises(wheel.WheelError, match=r"'one' does not match.*mend the engine's pyproject\.toml"):
        wheel.build(engine, {}, tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []
