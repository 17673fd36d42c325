"""The unit tests of the browser modules, which run in the Node of the Python packages."""

import subprocess
from pathlib import Path

from symptom_site.runtime import pyodide

FOLDER = Path(__file__).parent


def test_browser_modules() -> None:
    """Every test of `node --test` passes; what fails is named in its report."""
    files = sorted(FOLDER.glob("*.test.mjs"))
    done = subprocess.run([pyodide.node(), "--test", *files], capture_output=True, encoding="utf-8", check=False)
    assert len(files) > 1
    assert done.returncode == 0, done.stdout + done.stderr
