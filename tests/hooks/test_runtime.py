"""The runtime part: real builds with the pinned npm package, started under Node as the page's worker starts them."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from counting import SEEN, counting
from fuzz.test_handle import request
from support import sample, sample_tables, walk, without_module
from symptom_checker_workshop.tables.compile import module_text
from symptom_site.runtime import functions, library, wheel
from symptom_site.runtime import pyodide as runtime

ROOT = Path(__file__).parents[2]
NPM = ROOT / "node_modules" / "pyodide"
NOWHERE = Path("/nowhere/node")
SOURCE = '''\
"""A small engine."""

__version__ = "1.2.3"


def is_positive(number: int) -> bool:
    """Say whether `number` is above zero."""
    assert isinstance(number, int), "whole numbers only"
    return number > 0
'''


def small_wheel(folder: Path) -> Path:
    """Build a small engine's wheel in `folder`."""
    package = folder / "engine" / "symptom_checker"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(SOURCE)
    return wheel.build(package, {"demo": "TOPIC = 1\n"}, folder / "wheel")


def say(folder: Path, built: runtime.Runtime, expression: str) -> Any:
    """Evaluate a Python expression in Pyodide, started from the built files alone, copied to `folder`."""
    return printed("load_runtime.mjs", folder, built, expression)


def printed(script: str, folder: Path, built: runtime.Runtime, what: str, given: str = "") -> Any:
    """Return what a script prints as JSON that starts Pyodide from the built files alone, copied to `folder`."""
    folder.mkdir()
    for name, path in built.files.items():
        shutil.copyfile(path, folder / name)
    command = [runtime.node(), Path(__file__).with_name(script), folder, built.wheel, json.dumps(runtime.LOCK), what]
    result = subprocess.run(command, input=given, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr[-3000:]
    assert result.stderr == ""
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the module's one runtime is built."""
    return tmp_path_factory.mktemp("runtime")


@pytest.fixture(scope="module")
def built(folder: Path) -> runtime.Runtime:
    """Build a runtime with a small engine."""
    return runtime.build(runtime.node(), NPM, small_wheel(folder), folder / "build")


def test_python_of_the_browser_starts_from_the_built_files_and_imports_the_wheel(
    built: runtime.Runtime, tmp_path: Path
) -> None:
    """Pyodide starts, imports engine and topic from the wheel, keeps docstrings and asserts, and runs our bytecode."""
    answer = say(
        tmp_path / "site",
        replace(built, files=built.files | {runtime.WASM: NPM / runtime.WASM}),
        """[
            list(__import__("importlib.util").util.MAGIC_NUMBER),
            ".".join(map(str, sys.version_info[:3])),
            __import__("symptom_checker.topics.demo").topics.demo.TOPIC,
            sys.modules["symptom_checker"].is_positive.__doc__,
            "whole numbers only" in sys.modules["symptom_checker"].is_positive.__code__.co_consts,
            sys.modules["symptom_checker"].__file__,
            sys.modules["typing"].__file__,
        ]""",
    )
    magic, *rest = answer

    assert rest == [
        runtime.LOCK["info"]["python"],
        1,
        "Say whether `number` is above zero.",
        True,
        "/checker.whl/symptom_checker/__init__.pyc",
        "/lib/python314.zip/typing.pyc",
    ]
    for archive in (built.files[runtime.STDLIB], built.wheel):
        with zipfile.ZipFile(archive) as opened:
            names = [name for name in opened.namelist() if name.endswith((".py", ".pyc"))]
            assert {(name[-4:], opened.read(name)[:8]) for name in names} == {
                (".pyc", bytes(magic) + b"\1\0\0\0")  # PEP 552: named by the source's hash, never checked
            }, archive


USED_BY_ALL = """(
    [bool(__import__(name)) for name in MODULES],
    [sys.modules["symptom_checker.web"].handle(text) for text in REQUESTS],
    sorted(
        module.__spec__.origin.partition(".zip/")[2]
        for module in sys.modules.values()
        if "python314.zip/" in str(getattr(module.__spec__, "origin", ""))
    ),
)[1:]"""
"""The replies to requests, and the files of the library that were read for them."""


@pytest.fixture(scope="module")
def own(folder: Path) -> runtime.Runtime:
    """Build a runtime with the engine itself and the sample topic, beside that of the small engine."""
    package = ROOT / "checker" / "engine" / "symptom_checker"
    packed = wheel.build(package, {sample().topic: module_text(sample())}, folder / "own")
    return runtime.build(runtime.node(), NPM, packed, folder / "build")


def test_the_library_of_the_browser_is_what_is_used_there(tmp_path: Path, own: runtime.Runtime) -> None:
    """The list is what Pyodide and the engine import of the whole library up to each result, and nothing else."""
    engine = ROOT / "checker" / "engine"
    modules = sorted(
        ".".join(path.relative_to(engine).with_suffix("").parts).removesuffix(".__init__")
        for path in (engine / "symptom_checker").rglob("*.py")
        if path.name != "__main__.py" and path.parent.name != "topics"
    )
    part = replace(own, files=own.files | {runtime.WASM: NPM / runtime.WASM})
    whole = replace(part, files=part.files | {runtime.STDLIB: tmp_path / "whole.zip"})
    with zipfile.ZipFile(NPM / runtime.STDLIB) as shipped, zipfile.ZipFile(whole.files[runtime.STDLIB], "w") as made:
        files = {name: shipped.read(name) for name in shipped.namelist()} | library.stand_ins()
        for name, data in files.items():
            made.writestr(name, data)
    expression = USED_BY_ALL.replace("MODULES", repr(modules)).replace("REQUESTS", repr(requests()))
    replies, used = say(tmp_path / "whole", whole, expression)

    assert used == sorted(name.removesuffix("c") for name in contents(own.files[runtime.STDLIB]))
    assert say(tmp_path / "used", part, expression)[0] == replies


def requests() -> list[str]:
    """Return requests that lead to each case's result, and some that are no requests."""
    topic = sample().topic
    results = [walk(sample(), case.answers)[1] for case in sample_tables().cases.values()]
    asked = [(topic, {}), (topic, {"danger": ["?"]}), ("__init__", {}), *((topic, answers) for answers in results)]
    return ["", "[]", "{", "[" * 5000, *(json.dumps({"topic": name, "answers": answers}) for name, answers in asked)]


DEEP = 300
"""No page nests as deeply as this, and a browser has less room for it than the host."""
FEW = 20
"""Functions that only browsers run, of some 2,250."""


def test_the_webassembly_of_the_browser_has_the_functions_that_run(tmp_path: Path, own: runtime.Runtime) -> None:
    """The list has each function that Pyodide and the engine run up to each result, and few more.

    So it has what tells of a module that the library lacks. What browsers run beside, tests in three of them know.
    """
    counts = replace(own, files=own.files | {runtime.WASM: tmp_path / runtime.WASM})
    counts.files[runtime.WASM].write_bytes(counting((NPM / runtime.WASM).read_bytes()))
    luck = Random("functions")  # noqa: S311  a sample
    known = f'"topic": "{sample().topic}"'
    drawn = [text for text in (request(luck) for _ in range(1000)) if known in text and depth(text) < DEEP]
    asked = json.dumps([*requests(), *drawn])
    seen = set(printed("count_functions.mjs", tmp_path / "site", counts, SEEN, asked))
    for module in ("textwrap", "dataclasses"):
        lacking = replace(counts, files=counts.files | {runtime.STDLIB: tmp_path / f"no-{module}.zip"})
        lacking.files[runtime.STDLIB].write_bytes(without_module(own.files[runtime.STDLIB], module))
        seen |= set(printed("count_functions.mjs", tmp_path / module, lacking, SEEN, "[]"))
    listed = functions.read(functions.USED.read_text(encoding="utf-8"))

    assert len(seen) > 2000
    (tmp_path / functions.USED.name).write_text(functions.written(seen | listed))
    assert sorted(seen - listed) == [], f"copy {tmp_path / functions.USED.name} over {functions.USED}"
    assert len(listed - seen) < FEW


def depth(text: str) -> int:
    """Return how deep a text of JSON can nest at most."""
    return len(re.findall(r"[\[{]", text))


def contents(archive: Path) -> list[str]:
    """Return the names of the files in an archive."""
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def test_archives_are_plain_and_sorted_with_one_date(built: runtime.Runtime) -> None:
    """The archives are stored, so that the host's own compression works, with nothing that changes by itself."""
    for path in (built.files[runtime.STDLIB], built.wheel):
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
        assert {(entry.compress_type, entry.date_time) for entry in entries} == {
            (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        }
        assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_build_in_another_folder_gives_the_same_bytes(built: runtime.Runtime, tmp_path: Path) -> None:
    """Compiled again from nothing elsewhere, both archives are the same byte for byte, and so are the addresses."""
    again = runtime.build(runtime.node(), NPM, small_wheel(tmp_path), tmp_path / "build")

    assert again.wheel != built.wheel
    assert again.wheel.read_bytes() == built.wheel.read_bytes()
    assert again.files[runtime.STDLIB].read_bytes() == built.files[runtime.STDLIB].read_bytes()
    assert (again.hash, again.checker_hash) == (built.hash, built.checker_hash)


def test_second_build_compiles_nothing(built: runtime.Runtime, folder: Path) -> None:
    """With the same inputs the earlier work is used: no Node is needed."""
    assert runtime.build(NOWHERE, NPM, next((folder / "wheel").rglob("*.whl")), folder / "build") == built


def test_new_knowledge_leaves_the_runtime_where_it_was(built: runtime.Runtime, own: runtime.Runtime) -> None:
    """Another wheel moves the checker to a new address; what readers' browsers keep of the runtime stays good."""
    assert own.checker_hash != built.checker_hash
    assert (own.hash, own.files) == (built.hash, built.files)


def test_compiled_wheel_says_which_python_can_read_it(built: runtime.Runtime) -> None:
    """Its bytecode is that of Pyodide's Python, so its name and its tag name that version."""
    with zipfile.ZipFile(built.wheel) as archive:
        says = archive.read("symptom_checker-1.2.3.dist-info/WHEEL").decode()
    assert built.wheel.name == "symptom_checker-1.2.3-cp314-none-any.whl"
    assert "Tag: cp314-none-any" in says
    assert "py3-none-any" not in says


def test_wheel_lists_the_files_it_has(built: runtime.Runtime) -> None:
    """RECORD names every file of the compiled wheel with its right sum and size."""
    with zipfile.ZipFile(built.wheel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    record = "symptom_checker-1.2.3.dist-info/RECORD"

    assert sorted(members.pop(record).decode().splitlines()) == sorted(
        [f"{record},,"]
        + [
            f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}"
            for name, data in members.items()
        ]
    )


def test_lock_names_this_pyodide_and_no_package() -> None:
    """The worker's lock has the facts of the npm package's own lock, and nothing that could be fetched."""
    own = json.loads((NPM / "pyodide-lock.json").read_text())

    assert {"info": own["info"], "packages": {}} == runtime.LOCK
    assert json.loads((NPM / "package.json").read_text())["version"] == runtime.PYODIDE


def test_changed_npm_file_is_refused(tmp_path: Path) -> None:
    """A file with other bytes and a missing one are both named, with sums and fix, before anything is built."""
    shutil.copytree(NPM, tmp_path / "npm")
    (tmp_path / "npm" / "pyodide.mjs").write_text("changed")
    (tmp_path / "npm" / "pyodide.asm.mjs").unlink()
    with pytest.raises(runtime.RuntimeBuildError) as caught:
        runtime.build(NOWHERE, tmp_path / "npm", small_wheel(tmp_path), tmp_path / "build")

    changed, missing = str(caught.value).splitlines()
    assert changed.startswith(f"{tmp_path / 'npm' / 'pyodide.mjs'}: sha256 is {hashlib.sha256(b'changed').hexdigest()}")
    assert runtime.SHA256["pyodide.mjs"] in changed
    assert missing.startswith(f"{tmp_path / 'npm' / 'pyodide.asm.mjs'}: not found; run `make setup`")
    assert not (tmp_path / "build").exists()


def test_failed_build_leaves_nothing_half_made(built: runtime.Runtime, tmp_path: Path, folder: Path) -> None:
    """A module that is not Python fails the build, is named with its line, and leaves `build_dir` as it was."""
    broken = small_wheel(tmp_path)
    with zipfile.ZipFile(broken, "a") as archive:
        archive.writestr("symptom_checker/broken.py", "good = 1\nbad = (\n")
    before = sorted((folder / "build").rglob("*"))
    with pytest.raises(runtime.RuntimeBuildError, match=r"symptom_checker/broken\.py.*line 2") as caught:
        runtime.build(runtime.node(), NPM, broken, folder / "build")

    assert str(caught.value).startswith("symptom_checker-1.2.3-cp314-none-any.whl: cannot be compiled")
    assert sorted((folder / "build").rglob("*")) == before
    assert built.wheel.is_file()


def test_missing_node_is_told(tmp_path: Path) -> None:
    """Without Node the build says where it looked and what installs it."""
    with pytest.raises(runtime.RuntimeBuildError, match="/nowhere/node: not found; run `make setup`"):
        runtime.build(NOWHERE, NPM, small_wheel(tmp_path), tmp_path / "build")


def test_compiling_leaves_no_trace_in_the_environment(built: runtime.Runtime) -> None:
    """The compiler runs from the host's packages without writing the other Python's bytecode among them."""
    packages = runtime.node().parents[2]

    assert built.wheel.is_file()
    assert list(packages.glob("pyodide_build/__pycache__/*314*")) == []
