"""The engine and its compiled topics as one pure, reproducible wheel."""

import keyword
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from symptom_site import cache

PACKAGE = "symptom_checker"

NEVER_SHIPS = ("__main__.py",)
"""Files of the package without a use in a browser."""

PROJECT = """\
[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"

[project]
name = "symptom-checker"
dynamic = ["version", "description"]
requires-python = ">=3.12"
license = { text = "MIT" }

[tool.flit.module]
name = "symptom_checker"
"""
"""What the wheel says about itself: the package gives its version and what it is."""

# The oldest moment that a zip archive can hold: the wheel's bytes depend on its contents alone.
SOURCE_DATE_EPOCH = "315532800"


class WheelError(Exception):
    """The wheel cannot be built; the message says where, and how to fix it."""


def build(engine: Path, topics: dict[str, str], out: Path) -> Path:
    """Return the wheel of the package in `engine` with exactly `topics` (module name to source), built into `out`.

    A wheel that was built from the same is taken as it is.
    """
    _check(engine, topics)
    made_from = (cache.of_folder(engine, suffixes=(".py",)), PROJECT, repr(sorted(topics.items())))
    place = out / cache.digest(*made_from)
    for built in place.glob("*.whl"):
        return built
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as temporary:
        staged = Path(temporary, "engine")
        shutil.copytree(engine, staged / PACKAGE, ignore=shutil.ignore_patterns("__pycache__", ".*", *NEVER_SHIPS))
        (staged / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        _write_topics(staged / PACKAGE / "topics", topics)
        built = _run_flit(staged, Path(temporary, "dist"))
        place.mkdir(exist_ok=True)
        return built.replace(place / built.name)


def _check(engine: Path, topics: dict[str, str]) -> None:
    problems = [f"{path}: not found; the engine needs it" for path in [engine / "__init__.py"] if not path.is_file()]
    for name, source in topics.items():
        if not name.isidentifier() or keyword.iskeyword(name):
            problems.append(f"topic {name!r}: not a module name; use letters, digits and underscores, as in back_pain")
        try:
            compile(source, f"{name}.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            problems.append(f"topic {name!r}: not Python ({error}); correct the compiler that wrote it")
    if problems:
        raise WheelError("\n".join(problems))


def _write_topics(folder: Path, topics: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for left_over in folder.glob("*.py"):  # a topic compiled earlier for use on the command line
        if left_over.name != "__init__.py":
            left_over.unlink()
    (folder / "__init__.py").touch()
    for name, source in topics.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8", newline="\n")


def _run_flit(project: Path, out: Path) -> Path:
    # A process of its own, because flit reads the date from the environment.
    result = subprocess.run(
        [sys.executable, "-m", "flit_core.wheel", "--outdir", out, project],
        env={**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH},
        capture_output=True,
        text=True,
    )
    if result.returncode:
        reason = (result.stderr.strip() or "no message").splitlines()[-1]
        raise WheelError(f"flit_core cannot build the engine's wheel: {reason}; correct its __version__ or docstring")
    (wheel,) = out.glob("*.whl")
    return wheel
