"""Modules, styles and fonts under addresses that change with their bytes."""

import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from symptom_site.components import assets, stylesheet

SEARCH = "assets/javascripts/workers/search.0a1b.min.js"
"""Where the theme keeps its search."""
SCRIPT = "assets/javascripts/bundle.0a1b.min.js"
"""Where it keeps its script."""
SCRIPT_TEXT = (
    'L($(location.protocol!=="file:"),Je("search")).pipe(go);function Mn(e,t=new Worker(e)){return t}'
    "o.content=a.colorScheme,a.backgroundColor;\n//# sourceMappingURL=bundle.0a1b.min.js.map\n"
)
"""What of the script is corrected."""

ADDED = (
    "components/checker/come.mjs",
    "components/checker/mount.mjs",
    "components/checker/worker.mjs",
    "components/offline/offline.mjs",
)
"""Modules of a small package."""

STYLES = {
    "components/checker/checker.css": ".quiz {}",
    "components/page/page.css": "h1 {}",
    "components/page/tokens.css": ":root {}",
    "material/search.css": ".md-search {}",
}
"""Its styles."""

THEME = assets.Theme(
    script=SCRIPT,
    script_text=SCRIPT_TEXT,
    search=SEARCH,
    styles={
        "main.css": '@charset "UTF-8";html{margin:0}\n/*# sourceMappingURL=main.css.map */',
        "palette.css": "body{color:red}\n/*# sourceMappingURL=palette.css.map */\n",
    },
)

COLORS = {"link_on_dark": "#9cc9ff"}


def within_base(address: str) -> str:
    """Return an address without the folder that carries the hash."""
    return re.sub(r"^assets/app/[0-9a-f]+/", "", address)


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """A folder of modules and styles, and one of fonts."""
    own, fonts = tmp_path / "package", tmp_path / "font"
    (fonts / "files").mkdir(parents=True)
    for name in (*ADDED, "components/page/icon.svg", "components/checker/checker.py", "runtime/compile.mjs"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(name)
    for name, text in STYLES.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(f"/* {name} */\n{text}\n")
    (own / assets.SEARCH).parent.mkdir()
    (own / assets.SEARCH).write_text('importScripts("THEME_SEARCH")')
    for weight, style in assets.FACES:
        (fonts / "files" / f"{assets.FONT}-latin-{weight}-{style}.woff2").write_bytes(f"{weight}{style}".encode())
    return own, fonts


def test_modules_keep_their_folders(folders):
    """All modules lie below one address as in the package, so that imports hold; other files stay out."""
    found = assets.collect(*folders, THEME, COLORS)
    app = [address for address in found.files if address.startswith("assets/app/")]
    assert 1 == len({address.split("/")[2] for address in app})
    assert sorted([*ADDED, assets.SEARCH]) == sorted(map(within_base, app))


def test_entries_are_those_that_a_page_loads(folders):
    """A page loads the entry modules that are there."""
    found = assets.collect(*folders, THEME, COLORS)
    assert ["components/checker/come.mjs", "components/offline/offline.mjs"] == list(map(within_base, found.modules))


def test_modules_of_a_quiz_are_all_that_its_first_imports(folders):
    """A page with a quiz names its first module and what that imports, by whatever way; workers and entries are not."""
    texts = {
        "components/checker/mount.mjs": 'import { a } from "./quiz.mjs";\nimport("../offline/offline.mjs");\n',
        "components/checker/quiz.mjs": 'import {\n  b,\n} from "../page/words.mjs";\n',
        "components/page/words.mjs": 'import "../checker/mount.mjs";\nimport "../offline/offline.mjs";\n',
    }
    for name, text in texts.items():
        (folders[0] / name).write_text(text)
    found = assets.collect(*folders, THEME, COLORS)
    assert sorted(texts) == list(map(within_base, found.quiz_modules))


def test_words_of_modules_stand_in_one_of_them(folders):
    """What modules say on any page is written into the one that gives it, whatever signs the words hold."""
    (folders[0] / assets.WORDS).parent.mkdir(parents=True, exist_ok=True)
    (folders[0] / assets.WORDS).write_text('const words = JSON.parse("SITE_WORDS");\n')
    words = {"offline.saved": 'Saved: "é" \\ {part}'}
    files = assets.collect(*folders, THEME, COLORS, words).files
    (text,) = [data.decode() for address, data in files.items() if within_base(address) == assets.WORDS]
    held = text.removeprefix("const words = JSON.parse(").removesuffix(");\n")
    assert words == json.loads(json.loads(held))


def sheet_of(found: assets.Assets) -> str:
    """Return the style sheet."""
    return found.files[found.style].decode()


def test_one_sheet_holds_every_style_in_its_layer(folders):
    """The theme's styles come lowest, then tokens, what holds for every page, and components, each in its layer."""
    text = sheet_of(assets.collect(*folders, THEME, COLORS))
    assert text.startswith('@charset "UTF-8";\n@layer theme, tokens, base, components;\n@font-face{')
    assert [
        ("theme", "html{margin:0}"),
        ("theme", "body{color:red}"),
        ("tokens", ":root{--color-link-on-dark:#9cc9ff;--color-link-on-dark-hint:#9cc9ff33;}"),
        ("components", "/* components/checker/checker.css */\n.quiz {}"),
        ("base", "/* components/page/page.css */\nh1 {}"),
        ("tokens", "/* components/page/tokens.css */\n:root {}"),
        ("theme", "/* material/search.css */\n.md-search {}"),
    ] == re.findall(r"^@layer (\w+) \{\n(.*?)\n\}$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ("package/components/checker/worker.mjs", "style"),
        ("package/components/checker/checker.css", "folder"),
        (f"font/files/{assets.FONT}-latin-400-normal.woff2", "folder"),
    ],
)
def test_address_changes_with_the_bytes(folders, changed, same):
    """The same bytes have the same address; a module changes that of all modules, a style or font that of the sheet."""
    before = assets.collect(*folders, THEME, COLORS)
    assert before == assets.collect(*folders, THEME, COLORS)
    path = folders[0].parent / changed
    path.write_bytes(path.read_bytes() + b" /**/")
    after = assets.collect(*folders, THEME, COLORS)
    assert [same] == [name for name in ("style", "folder") if getattr(before, name) == getattr(after, name)]


def test_every_face_is_found_from_the_style(folders):
    """The address of each face in the style leads, from the style's own folder, to a file that is there."""
    found = assets.collect(*folders, THEME, COLORS)
    faces = re.findall(r'url\("([^"]+)"\)', sheet_of(found))
    assert len(assets.FACES) == len(faces)
    for address in faces:
        assert posixpath.normpath(posixpath.join(posixpath.dirname(found.style), address)) in found.files


def test_search_leads_to_the_themes_own(folders):
    """The search's worker loads the theme's, whose name changes with the theme: another name is another address."""
    found = assets.collect(*folders, THEME, COLORS)
    (address,) = re.findall(r'importScripts\("([^"]+)"\)', found.files[found.search].decode())
    assert posixpath.normpath(posixpath.join(posixpath.dirname(found.search), address)) == SEARCH
    newer = replace(THEME, search=SEARCH.replace("0a1b", "2c3d"))
    assert found.search != assets.collect(*folders, newer, COLORS).search


def test_script_of_the_theme_is_corrected_under_an_address_of_its_own(folders):
    """The theme's script waits for the search to be opened, and leaves a light page as it is; its bytes name it."""
    found = assets.collect(*folders, THEME, COLORS)
    text = found.files[found.script].decode()
    assert text.startswith('Je("search").pipe(go);function Mn(e,t=new class extends EventTarget{')
    assert 'o.content||a.colorScheme!="light"?o.content=a.colorScheme:0,a.backgroundColor;' in text
    assert "sourceMappingURL" not in text
    newer = replace(THEME, script_text=f"{SCRIPT_TEXT}//")
    assert found.script != assets.collect(*folders, newer, COLORS).script


def test_another_script_of_the_theme_stops_the_build(folders):
    """A theme that starts its search in another way is not taken as it is: the build says what to look at."""
    other = replace(THEME, script_text=SCRIPT_TEXT.replace("new Worker(e)", "make(e)"))
    with pytest.raises(ValueError, match=r"new Worker.* 0 times, expected once: see how .* material/script\.py"):
        assets.collect(*folders, other, COLORS)


def test_theme_is_found_in_any_of_its_folders(tmp_path):
    """A theme whose search, script or styles stand elsewhere stops the build; in any of its folders they are found."""
    folders = [str(tmp_path), str(tmp_path / "second")]
    with pytest.raises(FileNotFoundError, match=r"search\.\*\.min\.js: see where it keeps that now"):
        assets.Theme.of(folders)
    styles = {f"assets/stylesheets/{name}.0a1b.min.css": name for name in ("main", "palette")}
    for address in (SEARCH, SCRIPT, *styles):
        path = tmp_path / "second" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(styles.get(address, ""))
    wanted = assets.Theme(script=SCRIPT, script_text="", search=SEARCH, styles=styles)
    assert wanted == assets.Theme.of(folders)
    path.unlink()
    with pytest.raises(FileNotFoundError, match=r"palette\.\*\.min\.css: see which it has now"):
        assets.Theme.of(folders)


def test_missing_font_says_what_to_do(folders):
    """Without the font the build stops, and says how to get it."""
    (folders[1] / "files" / f"{assets.FONT}-latin-700-italic.woff2").unlink()
    with pytest.raises(FileNotFoundError, match=r"700-italic\.woff2: the font is not installed; run 'make setup'"):
        assets.collect(*folders, THEME, COLORS)


def test_every_entry_exists():
    """Each module that a page should load by itself is there, under the name that the list has."""
    own = Path(assets.__file__).parent.parent
    assert [name for name in (*assets.ENTRIES, stylesheet.TOKENS) if not (own / name).is_file()] == []


def test_notes_for_people_and_for_the_type_check_do_not_ship(folders):
    """Whole lines of such a comment stay behind; one that stands before code on its line stays with it."""
    code = 'export function go(way) {\n  /** @type {Way} */ (way).go();\n  // Why.\n  return "/** no note */";\n}\n'
    (folders[0] / ADDED[1]).write_text(f"/**\n * Go.\n * @param {{Way}} way\n */\n{code}/** @type {{Way[]}} */\n")
    files = assets.collect(*folders, THEME, {}).files
    assert [code.encode()] == [data for address, data in files.items() if within_base(address) == ADDED[1]]
