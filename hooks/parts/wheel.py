"""The engine and its compiled topics as one pure, reproducible wheel."""

import keyword
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = "symptom_checker"
# The oldest moment that a zip archive can hold: the wheel's bytes depend on its contents alone.
SOURCE_DATE_EPOCH = "315532800"


class WheelError(Exception):
    """The wheel cannot be built; the message says where, and what to mend."""


def build(engine_dir: Path, topics: dict[str, str], out: Path) -> Path:
    """Build the wheel of `engine_dir` with exactly `topics` (module name to source text) into the folder `out`."""
    _check(engine_dir, topics)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as temporary:
        staged = Path(temporary, "engine")
        shutil.copytree(engine_dir, staged, ignore=shutil.ignore_patterns("__pycache__", "dist", ".*"))
        _write_topics(staged / PACKAGE / "topics", topics)
        built = _run_flit(staged, Path(temporary, "dist"))
        return built.replace(out / built.name)


def _check(engine_dir: Path, topics: dict[str, str]) -> None:
    problems = [
        f"{path}: not found; the engine needs it"
        for path in (engine_dir / "pyproject.toml", engine_dir / PACKAGE / "__init__.py")
        if not path.is_file()
    ]
    for name, source in topics.items():
        if not name.isidentifier() or keyword.iskeyword(name):
            problems.append(
                f"topic {name!r}: not a module name; use letters, digits and underscores, as in muscle_spasms"
            )
        try:
            compile(source, f"{name}.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            problems.append(f"topic {name!r}: not Python ({error}); mend the compiler that wrote it")
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
        raise WheelError(f"flit_core cannot build the engine's wheel: {reason}; mend the engine's pyproject.toml")
    (wheel,) = out.glob("*.whl")
    return wheel
