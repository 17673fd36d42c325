"""Whoever builds the site gets the same bytes: anyone can check that what is published is made of these sources."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT
from this_site import SETTINGS

pytestmark = pytest.mark.deep

PACKAGES = ("checker/engine", "checker/workshop", "hooks")
"""Our own packages, which each copy takes from itself."""

STEPS = (
    ("mkdocs", "build", "--strict"),
    ("symptom_site.cli", "compress", "site"),
    ("symptom_site.cli", "editions"),
)
"""What `make site` and `make offline-zip` run."""

PLACES = {
    "one": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "umask": "022"},
    "größe und maß": {"TZ": "Etc/GMT+12", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "umask": "077"},
}
"""Name of a folder → what is set where the site is built in it; in these two places it is never the same day."""


def copy(target: Path) -> None:
    """Copy what git has of this project, as it stands now, and lead to the installed packages for browsers."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    (target / "node_modules").symlink_to((ROOT / "node_modules").resolve())


def made(folder: Path, umask: str, **environment: str) -> dict[str, bytes]:
    """Build the site and its other editions from nothing in a new copy; return every file, by its path."""
    copy(folder)
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    paths = os.pathsep.join(str(folder / package) for package in PACKAGES)
    for step in STEPS:
        done = subprocess.run(
            [sys.executable, "-m", *step],
            cwd=folder,
            env={**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": paths, **environment},
            umask=int(umask, 8),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    files = [path for part in ("site", "editions") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_places_make_the_same_bytes(tmp_path: Path) -> None:
    """Pages, compressed copies and editions are the same in another folder, time zone, language and order of sets."""
    first, second = [made(tmp_path / name, **where) for name, where in PLACES.items()]
    assert sorted(first) == sorted(second)
    assert {"site/index.html.br", "site/sw.js", "editions/guide.zip", "editions/guide.epub"} <= first.keys()
    assert [path for path in first if first[path] != second[path]] == []
