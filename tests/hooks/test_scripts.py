"""What runs in browsers is type-checked and linted, each file of it, and no type is left open."""

import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from support import ROOT
from symptom_site.runtime import pyodide

OPEN = re.compile(r"\bany\b(?=[^\n]*\})|:\s*any\b")
"""A type that lets everything pass: in braces behind a tag of JSDoc, or in a file of types."""


def scripts() -> set[str]:
    """The paths of all scripts and types of the generator."""
    listed = subprocess.run(
        ["git", "ls-files", "hooks/*.js", "hooks/*.mjs", "hooks/*.ts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(listed.stdout.split())


def found_by(*command: str) -> set[str]:
    """The paths below the repository that a tool says it reads."""
    done = subprocess.run([pyodide.node(), *command], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = (Path(line) for line in done.stdout.splitlines())
    return {path.relative_to(ROOT).as_posix() for path in lines if path.is_relative_to(ROOT)}


def test_each_script_is_type_checked():
    """Together the two projects of `make check` read every script; one is for pages, one for the service worker."""
    read = found_by("node_modules/.bin/tsc", "--listFilesOnly")
    read |= found_by("node_modules/.bin/tsc", "--listFilesOnly", "--project", ".ci/tsconfig.service-worker.json")
    assert set() == scripts() - read


def test_each_script_is_linted():
    """The linter's settings name every script."""
    patterns = json.loads((ROOT / "biome.json").read_text(encoding="utf-8"))["files"]["includes"]
    assert set() == {path for path in scripts() if not any(fnmatch(path, pattern) for pattern in patterns)}


@pytest.mark.parametrize("path", sorted(scripts()))
def test_no_type_is_left_open(path):
    """No comment and no file of types says `any`, which would let every slip pass."""
    text = (ROOT / path).read_text(encoding="utf-8")
    said = text if path.endswith(".ts") else "\n".join(re.findall(r"/\*\*.*?\*/", text, re.DOTALL))
    types = re.sub(r"/\*.*?\*/|//[^\n]*", "", said) if path.endswith(".ts") else said
    assert [] == [line.strip() for line in types.splitlines() if OPEN.search(line)]
