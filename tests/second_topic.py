"""A site about the second, small topic, made by the same engine, hooks and templates with settings alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

TOPICS = ROOT / "tests" / "topics"
TOPIC = "hiccups"
PAGES = (
    "index.md",
    "check/index.md",
    "check/paper.md",
    "types/hiccups.md",
    "about/index.md",
    "about/glossary.md",
    "about/how-the-checker-decides.md",
    "about/sources.md",
)


def build(folder: Path) -> Path:
    """Build the site strictly in `folder`, and return its place."""
    done = run(folder, knowledge=str(TOPICS / TOPIC))
    assert done.returncode == 0, done.stderr
    return folder / "site"


def run(folder: Path, knowledge: str) -> subprocess.CompletedProcess[str]:
    """Build the site in `folder` from the project's own settings with a few changed, and return what was said."""
    shutil.copytree(TOPICS / f"{TOPIC}-docs", folder / "docs")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": "Hiccup Guide",
        "site_description": "Plain information about hiccups.",
        "docs_dir": str(folder / "docs"),
        "nav": list(PAGES),
        "hooks": [str(ROOT / "hooks" / "site_hooks.py")],
        "theme": {"custom_dir": str(ROOT / "hooks" / "theme")},
        "watch": [],
        "extra": {"knowledge": knowledge, "short_name": "Hiccups"},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPORT_URL", "LIVE_PREVIEW")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", folder / "mkdocs.yml", "-d", folder / "site"],
        cwd=ROOT,
        env={**kept, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
