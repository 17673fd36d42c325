"""A site of one's own: in an empty folder, with nothing of this project but its three built packages."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

PACKAGES = ("checker/engine", "checker/workshop", "hooks")
"""The folders of the packages that are built and installed."""

TOPIC = "nosebleeds"
CONTENT = ROOT / "tests" / "topics"

NAV = """\
  - Nosebleeds:
      - types/front-nosebleed.md
      - types/childrens-nosebleeds.md
      - types/on-blood-thinners.md
      - types/after-an-injury.md
"""


def run(folder: Path, *command: str | Path, status: int = 0) -> str:
    """Run a program in `folder` without a trace of this checkout in its environment, and return all that it said."""
    own = ("PYTHONPATH", "VIRTUAL_ENV", "SITE_URL", "REPORT_URL", "REGION", "LIVE_PREVIEW")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**kept, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def install(folder: Path) -> Path:
    """Build the three packages, install them with their dependencies in a new environment, and return its `bin`."""
    wheels, env = folder / "wheels", folder / "env"
    for package in PACKAGES:
        run(ROOT, sys.executable, "-m", "flit_core.wheel", "--outdir", wheels, ROOT / package)
    run(folder, sys.executable, "-m", "venv", "--without-pip", env)
    # The versions that everything else here is tested with.
    pinned = folder / "pinned.txt"
    pinned.write_text("".join(f"{name}\n" for name in re.findall(r"^[\w.-]+==[\w.]+", _locked(), re.MULTILINE)))
    uv = (sys.executable, "-m", "uv", "pip", "install", "--python", env / "bin" / "python")
    run(folder, *uv, "--find-links", wheels, "--constraint", pinned, "symptom-site[new]", "pytest")
    return env / "bin"


def write(folder: Path, programs: Path) -> tuple[Path, str]:
    """Start a site in `folder`; return its folder and what `check` says of it while nothing is written yet."""
    site = folder / "guide"
    run(folder, programs / "symptom-site", "new", site, "--topic", TOPIC)
    unwritten = run(site, programs / "symptom-site", "check", status=1)
    fill(site)
    return site, unwritten


def fill(site: Path) -> None:
    """Write the content and the settings, as a person with content at hand does; nothing else is changed."""
    shutil.rmtree(site / "docs" / "articles")
    shutil.rmtree(site / "checker" / "knowledge" / TOPIC)
    shutil.copytree(CONTENT / TOPIC, site / "checker" / "knowledge" / TOPIC)
    shutil.copytree(CONTENT / f"{TOPIC}-docs", site / "docs", dirs_exist_ok=True)
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace('"TO WRITE: one sentence about the site"', "Plain information about nosebleeds.")
    settings = re.sub(r'"TO WRITE: a dozen letters [^"]*"', "Nosebleeds", settings)
    settings = settings.replace("  - Articles:\n      - articles/index.md\n", NAV)
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")


def _locked() -> str:
    """Return all lock files as one text."""
    files = sorted([*ROOT.glob("requirements*.txt"), *ROOT.glob("requirements/*.txt")])
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
