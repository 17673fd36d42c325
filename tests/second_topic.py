"""Sites about the small topics, made by the same engine, hooks and templates with settings alone."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from support import ROOT

NEW_SITE = ROOT / "hooks" / "symptom_site" / "new_site" / "template"
TOPICS = ROOT / "tests" / "topics"
TOPIC = "hiccups"
"""The topic that is meant where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the site about one topic says of itself."""

    name: str
    """Name of the site."""
    description: str
    """One sentence about it."""
    short_name: str
    """Name under the icon of an installed site."""
    nav: tuple[Any, ...]
    """The pages, as `nav` of mkdocs.yml lists them."""
    logo: str = ""
    """Icon beside the name, of those that the theme carries; empty = that of the first topic."""
    has_icons: bool = False
    """Whether its pages come with `assets/icons/` of their own; else those of a new site are taken."""


SITES = {
    "hiccups": Settings(
        name="Hiccup Guide",
        description="Plain information about hiccups.",
        short_name="Hiccups",
        nav=(
            "index.md",
            "check/index.md",
            "check/paper.md",
            "types/hiccups.md",
            "about/index.md",
            "about/glossary.md",
            "about/how-the-checker-decides.md",
            "about/sources.md",
        ),
    ),
    "nosebleeds": Settings(
        name="Nosebleed Guide",
        description="Plain information about nosebleeds.",
        short_name="Nosebleeds",
        logo="material/water-outline",
        has_icons=True,
        nav=(
            {"Home": "index.md"},
            {"Check your symptoms": ["check/index.md", "check/paper.md"]},
            {
                "Nosebleeds": [
                    "types/front-nosebleed.md",
                    "types/childrens-nosebleeds.md",
                    "types/on-blood-thinners.md",
                    "types/after-an-injury.md",
                ]
            },
            {"Get help": "get-help/index.md"},
            {
                "About": [
                    "about/index.md",
                    "about/glossary.md",
                    "about/how-the-checker-decides.md",
                    "about/how-safe-is-it.md",
                    "about/sources.md",
                    "about/privacy.md",
                ]
            },
        ),
    ),
}
"""Topic → the settings of its site."""


def build(folder: Path, topic: str = TOPIC, region: str = "") -> Path:
    """Build the site about a topic strictly in `folder`, for a region or its own, and return its place."""
    done = run(folder, knowledge=str(TOPICS / topic), topic=topic, region=region)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def run(
    folder: Path, knowledge: str, topic: str = TOPIC, region: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build the site about a topic in `folder`; `knowledge` is the folder of its tables. Returns what was said.

    `environment` is what is set beside.
    """
    config = configure(folder, knowledge, topic, region)
    kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPORT_URL", "LIVE_PREVIEW")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", folder / "site"],
        cwd=ROOT,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def configure(
    folder: Path, knowledge: str, topic: str = TOPIC, region: str = "", *, cache: Path = ROOT / ".build"
) -> Path:
    """Put the pages about a topic into `folder`, with the project's own settings but for a few, and return their file.

    `knowledge` is the folder of the topic's tables, and `cache` that in which builds keep what they made.
    """
    site = SITES[topic]
    shutil.copytree(TOPICS / f"{topic}-docs", folder / "docs")
    if not site.has_icons:
        shutil.copytree(NEW_SITE / "docs" / "assets", folder / "docs" / "assets")
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": site.name,
        "site_description": site.description,
        "docs_dir": str(folder / "docs"),
        "nav": list(site.nav),
        "hooks": [str(ROOT / "hooks" / "site_hooks.py")],
        "theme": _signs(site, folder),
        "watch": [],
        "extra": {
            "symptom_site": {
                "knowledge": knowledge,
                "short_name": site.short_name,
                "cache": str(cache),
                "node_modules": str(ROOT / "node_modules"),
                **({"region": region} if region else {}),
            }
        },
    }
    file = folder / "mkdocs.yml"
    file.write_text(json.dumps(settings), encoding="utf-8")
    return file


def _signs(site: Settings, folder: Path) -> dict[str, Any]:
    """Return the settings of the theme for the signs of a site that are not those of the first topic."""
    signs: dict[str, Any] = {"icon": {"logo": site.logo}} if site.logo else {}
    if site.has_icons:
        icon = (folder / "docs" / "assets" / "icons" / "icon.svg").read_text(encoding="utf-8")
        signs["favicon"] = f"data:image/svg+xml,{quote(icon)}"
    return signs
