"""Modules, styles and fonts under addresses that change with their bytes."""

import posixpath
import re
from pathlib import Path

import pytest

from parts import assets

SEARCH = "assets/javascripts/workers/search.0a1b.min.js"
"""Where the theme keeps its search."""


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """A folder of modules and styles, and one of fonts."""
    own, fonts = tmp_path / "assets", tmp_path / "font"
    (own / "icons").mkdir(parents=True)
    (fonts / "files").mkdir(parents=True)
    for name in ("offline.mjs", "worker.mjs", "mount.mjs", "quiz.css", "site.css", "icons/icon.svg", "notes.txt"):
        (own / name).write_text(name)
    (own / "search.mjs").write_text('importScripts("../../../THEME_SEARCH")')
    for weight, style in assets.FACES:
        (fonts / "files" / f"{assets.FONT}-latin-{weight}-{style}.woff2").write_bytes(f"{weight}{style}".encode())
    return own, fonts


def test_modules_and_styles_lie_in_one_folder(folders):
    """All modules and styles share one folder, so that a module finds its neighbours; other files stay out."""
    found = assets.collect(*folders, SEARCH)
    (base,) = {posixpath.dirname(address) for address in found.files if address.startswith("assets/app/")}
    names = ["fonts.css", "mount.mjs", "offline.mjs", "quiz.css", "search.mjs", "site.css", "worker.mjs"]
    assert names == sorted(posixpath.basename(address) for address in found.files if address.startswith(f"{base}/"))


def test_entries_are_those_that_a_page_loads(folders):
    """A page loads the entry modules that are there, the fonts before the site's style, and other styles after both."""
    found = assets.collect(*folders, SEARCH)
    assert [posixpath.basename(address) for address in found.modules] == ["mount.mjs", "offline.mjs"]
    assert [posixpath.basename(address) for address in found.styles] == ["fonts.css", "site.css", "quiz.css"]


@pytest.mark.parametrize(
    "changed", ["assets/worker.mjs", "assets/quiz.css", f"font/files/{assets.FONT}-latin-400-normal.woff2"]
)
def test_address_changes_with_the_bytes(folders, changed):
    """The same bytes have the same address; a change in any file, a font too, gives all of them a new one."""
    before = assets.collect(*folders, SEARCH)
    assert before == assets.collect(*folders, SEARCH)
    path = folders[0].parent / changed
    path.write_bytes(path.read_bytes() + b" ")
    assert set() == set(before.modules) & set(assets.collect(*folders, SEARCH).modules)


def test_every_face_is_found_from_the_style(folders):
    """The address of each face in the style leads, from the style's own folder, to a file that is there."""
    found = assets.collect(*folders, SEARCH)
    style = next(address for address in found.styles if address.endswith("/fonts.css"))
    faces = re.findall(r'url\("([^"]+)"\)', found.files[style].decode())
    assert len(assets.FACES) == len(faces)
    for address in faces:
        assert posixpath.normpath(posixpath.join(posixpath.dirname(style), address)) in found.files


def test_search_leads_to_the_themes_own(folders):
    """The search's worker loads the theme's, whose name changes with the theme: another name is another address."""
    found = assets.collect(*folders, SEARCH)
    (address,) = re.findall(r'importScripts\("([^"]+)"\)', found.files[found.search].decode())
    assert posixpath.normpath(posixpath.join(posixpath.dirname(found.search), address)) == SEARCH
    assert found.search != assets.collect(*folders, SEARCH.replace("0a1b", "2c3d")).search


def test_theme_without_its_search_is_named(tmp_path):
    """A theme whose search stands elsewhere stops the build; in any of its folders it is found."""
    with pytest.raises(FileNotFoundError, match=r"search\.\*\.min\.js: see where it keeps its search now"):
        assets.theme_search([str(tmp_path)])
    path = tmp_path / "second" / SEARCH
    path.parent.mkdir(parents=True)
    path.touch()
    assert assets.theme_search([str(tmp_path), str(tmp_path / "second")]) == SEARCH


def test_missing_font_says_what_to_do(folders):
    """Without the font the build stops, and says how to get it."""
    (folders[1] / "files" / f"{assets.FONT}-latin-700-italic.woff2").unlink()
    with pytest.raises(FileNotFoundError, match=r"700-italic\.woff2: the font is not installed; run 'make setup'"):
        assets.collect(*folders, SEARCH)


def test_every_entry_exists():
    """Each module that a page should load by itself is there, under the name that the list has."""
    own = Path(assets.__file__).parent.parent / "theme" / "assets"
    assert [name for name in (*assets.ENTRIES, "site.css") if not (own / name).is_file()] == []
