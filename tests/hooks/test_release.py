"""The release: what a page names as its own, and the identity that changes with any of it."""

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from symptom_site.runtime import pyodide
from symptom_site.runtime.pyodide import Runtime
from symptom_site.runtime.release import Release

FOLDER = "assets/app/0123456789ab/"
FILES = {f"{FOLDER}a/one.mjs": b"1", f"{FOLDER}a/two.mjs": b"2", f"{FOLDER}a/one.css": b"3", "fonts/a.woff2": b"4"}


@pytest.fixture
def made(tmp_path: Path) -> Runtime:
    """A runtime of one small file, and a wheel."""
    for name in ("pyodide.mjs", "whole.zip", "a.whl"):
        (tmp_path / name).write_bytes(name.encode())
    files = {"pyodide.mjs": tmp_path / "pyodide.mjs"}
    whole = {"whole.zip": tmp_path / "whole.zip"}
    return Runtime(hash="cd", files=files, whole=whole, checker_hash="ef", wheel=tmp_path / "a.whl")


def test_every_file_that_runs_has_its_sum(made: Runtime) -> None:
    """Modules, Python and wheel have the sum of their bytes; styles and fonts decide nothing."""
    release = Release.of(made, FOLDER, FILES)
    digest = base64.b64encode(hashlib.sha256(b"a.whl").digest()).decode()

    assert set(release.sums) == {
        f"{FOLDER}a/one.mjs",
        f"{FOLDER}a/two.mjs",
        "runtime/cd/pyodide.mjs",
        "checker/ef/a.whl",
    }
    assert release.sums[release.wheel] == f"sha256-{digest}"
    assert set(release.whole) == {"runtime/cd/whole.zip"}
    assert set(release.runtime_sums) == {"pyodide.mjs"}
    assert (release.runtime, release.scripts, release.size) == ("runtime/cd/", FOLDER, len("pyodide.mjs"))


def test_the_lock_that_is_tested_is_the_one_that_ships(made: Runtime) -> None:
    """What the page gives the worker as lock is the one constant that the runtime's tests start Python with."""
    manifest = json.loads(Release.of(made, FOLDER, FILES).manifest("page"))

    assert manifest["lock"] == pyodide.LOCK
    for module in Path(pyodide.__file__).parents[1].rglob("*.mjs"):
        assert pyodide.LOCK["info"]["abi_version"] not in module.read_text(encoding="utf-8"), module


def test_the_identity_changes_with_everything(made: Runtime) -> None:
    """One other word of the page, byte of a script, of the wheel or of Python, or trial gives another identity."""

    def identity(release: Release, page: str = "page", trials: tuple[str, ...] = ()) -> str:
        found: str = json.loads(release.manifest(page, version="1", trials=trials))["identity"]
        return found

    release = Release.of(made, FOLDER, FILES)
    found = [
        identity(release),
        identity(release, page="other page"),
        identity(release, trials=("one",)),
        identity(Release.of(made, FOLDER, FILES | {f"{FOLDER}a/one.mjs": b"0"})),
        identity(Release.of(replace(made, hash="ce"), FOLDER, FILES)),
    ]
    made.wheel.write_bytes(b"a rule changed")
    found.append(identity(Release.of(made, FOLDER, FILES)))

    assert len(set(found)) == len(found)
    assert identity(Release.of(made, FOLDER, FILES)) == found[-1]
