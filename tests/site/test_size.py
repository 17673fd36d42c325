"""What ships to the browser stays small, and says nothing."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from support import ROOT
from symptom_checker_workshop.tables.compile import module_text
from symptom_site.finish.compressed import COPIES
from symptom_site.runtime import wheel
from symptom_site.runtime.pyodide import WHOLE
from this_site import built, compiled, tables

MOST = {"engine": 60_000, "topic": 52_000, "start": 3_000_000}
"""The most bytes that the sources of the engine, the logic of this site's topic, and all that a start loads but the
WebAssembly, may have."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> dict[str, str]:
    """The text of each module in the wheel with this site's topic."""
    engine = ROOT / "checker" / "engine" / "symptom_checker"
    built = wheel.build(engine, {"muscle_spasms": module_text(compiled())}, tmp_path_factory.mktemp("wheel"))
    with ZipFile(built) as archive:
        return {Path(name).stem: archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")}


def test_what_ships_is_small(shipped):
    """The engine, and the logic of this site's topic, are within their limits."""
    sizes = {name: len(text.encode()) for name, text in shipped.items()}
    topic = sizes.pop("muscle_spasms")
    assert {"expression", "logic", "asking", "assessing", "web"} <= set(sizes)
    assert sum(sizes.values()) <= MOST["engine"], sizes
    assert topic <= MOST["topic"]


def test_a_start_loads_few_bytes():
    """The files that each start of the checker loads are within their limit, most of them WebAssembly of Pyodide."""
    runtime = [path for path in (built() / "runtime").rglob("*") if path.name not in WHOLE.values()]
    wheel_ = [*(built() / "checker").rglob("*.whl")]
    whole = [path for path in (*runtime, *wheel_) if path.is_file() and path.suffix not in COPIES]
    sizes = {path.name: path.stat().st_size for path in whole}
    assert len(sizes) == 5
    assert sum(sizes.values()) - sizes["pyodide.asm.wasm"] <= MOST["start"], sizes


def test_no_word_for_a_reader_ships(shipped):
    """No sentence of the tables is in the compiled topic, nor anything that is longer than an id."""
    said = {text for text in _texts(tables()) if " " in text}
    assert len(said) > 1000
    assert [text for text in said if text in shipped["muscle_spasms"]] == []
    literals = re.findall(r"'([^']*)'", shipped["muscle_spasms"])
    assert [text for text in literals if " " in text] == []


def test_no_terminal_ships(shipped):
    """Neither the door to the commands nor what reads them is in the wheel."""
    assert "__main__" not in shipped
    assert [name for name, text in shipped.items() if re.search(r"argparse|print\(|input\(", text)] == []


def _texts(value: object) -> set[str]:
    """Return every text in rows, and in what they hold."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return _texts(tuple(value.values()))
    if is_dataclass(value):
        return _texts(
            tuple(getattr(value, item.name) for item in fields(value) if item.name not in ("folder", "lines"))
        )
    return {text for item in value for text in _texts(item)} if isinstance(value, tuple | list) else set()
