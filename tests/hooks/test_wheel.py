"""The wheel part: what is in the wheel, and that nothing else changes its bytes."""

import shutil
import zipfile
from pathlib import Path

import pytest

from symptom_site.runtime import wheel

PACKAGE = '"""A small engine."""\n\n__version__ = "1.2.3"\n'


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """Give the package of a small engine that was already used from the command line."""
    package = tmp_path / "engine" / "symptom_checker"
    (package / "topics" / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text(PACKAGE)
    (package / "topics" / "__init__.py").write_text("")
    (package / "topics" / "left_over.py").write_text("TOPIC = 0\n")
    (package / "topics" / "__pycache__" / "left_over.pyc").write_bytes(b"")
    return package


def test_wheel_holds_the_engine_and_exactly_the_given_topics(engine: Path, tmp_path: Path) -> None:
    """The wheel is pure, carries the engine's name and version, and of the topics has those of this build only."""
    built = wheel.build(engine, {"sore_throat": "TOPIC = ('é',)\n"}, tmp_path / "out")

    assert built.name == "symptom_checker-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(built) as archive:
        assert {name for name in archive.namelist() if name.endswith((".py", ".pyc"))} == {
            "symptom_checker/__init__.py",
            "symptom_checker/topics/__init__.py",
            "symptom_checker/topics/sore_throat.py",
        }
        assert archive.read("symptom_checker/topics/sore_throat.py").decode() == "TOPIC = ('é',)\n"
    assert [built] == [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_a_wheel_of_the_same_is_built_once(engine: Path, tmp_path: Path) -> None:
    """The same engine and topics give the wheel that is there; another topic gives another one."""
    topics = {"a": "A = 1\n"}
    first = wheel.build(engine, topics, tmp_path / "out")
    first.write_bytes(b"as it was")

    assert (first, b"as it was") == (wheel.build(engine, topics, tmp_path / "out"), first.read_bytes())
    assert first != wheel.build(engine, {"a": "A = 2\n"}, tmp_path / "out")


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
    (engine / "__init__.py").unlink()
    with pytest.raises(wheel.WheelError) as caught:
        wheel.build(engine, {"sore-throat": "TOPIC = 1\n", "broken": "TOPIC = (\n"}, tmp_path / "out")

    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        str(engine / "__init__.py"),
        "topic 'sore-throat'",
        "topic 'broken'",
    ]
    assert not (tmp_path / "out").exists()


def test_version_that_flit_refuses_is_named(engine: Path, tmp_path: Path) -> None:
    """What flit says about the package is passed on in one line, and no half wheel stays."""
    (engine / "__init__.py").write_text(PACKAGE.replace("1.2.3", "one"))
    with pytest.raises(wheel.WheelError, match=r"one.*correct its __version__"):
        wheel.build(engine, {}, tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []
