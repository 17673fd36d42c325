"""The browser modules, the style sheet and the fonts, under addresses that change with their bytes."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from symptom_site.components import stylesheet
from symptom_site.material import script

FOLDERS = ("components", "material")
"""The folders of the package that hold browser modules and styles."""

NOTES = re.compile(rb"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.DOTALL | re.MULTILINE)
"""Whole lines of comment for people and for the type check, a fifth of what a page would load."""

ENTRIES = (
    "material/focus-after-navigation.mjs",
    "material/keyboard-access.mjs",
    "components/search/search-box.mjs",
    "material/shortcuts.mjs",
    "material/forget-palette.mjs",
    "material/overdue-notice.mjs",
    "components/citation/citation-switch.mjs",
    "components/article_foot/print-page.mjs",
    "components/checker/come.mjs",
    "components/offline/offline.mjs",
)
"""The modules that a page loads by itself, in this order; all others are imported by these."""

QUIZ = "components/checker/mount.mjs"
"""The module that brings a quiz to life: a page that has one asks at once for all that it imports."""

EARLY = "components/checker/early.mjs"
"""The module that starts the checker's Python before anything else of such a page runs."""

IMPORT = re.compile(rb'^import\s[^;"]*"(\.{1,2}/[^"]+)";', re.MULTILINE)

SEARCH = "components/search/search.mjs"
"""The search's worker: it stands before the theme's own, whose address is written in the place of `THEME_SEARCH`."""
THEME_SEARCH = "assets/javascripts/workers/search.*.min.js"

WORDS = "components/page/words.mjs"
"""The module with the words that modules say on any page: they are written in the place of `SITE_WORDS`."""

FONT = "atkinson-hyperlegible-next"
NAME = "atkinson"
"""Begins the names of its files in the site."""
FIRST_FACES = ((400, "normal"), (700, "normal"))
FACES = (*FIRST_FACES, (400, "italic"), (700, "italic"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What is added to the site, by address from its root."""

    files: dict[str, bytes]
    folder: str
    """Address of the folder of modules, which changes with any of them."""
    modules: tuple[str, ...]
    """Addresses of the entry modules, in order."""
    quiz_modules: tuple[str, ...]
    """Addresses of the modules of a page with a quiz, which are imported by others."""
    early: str
    """Address of the module that starts the checker of such a page."""
    style: str
    """Address of the one style sheet, which holds the theme's too."""
    script: str
    """Address of the theme's script, corrected."""
    search: str
    """Address of the search's worker."""
    fonts: tuple[str, ...]
    """Addresses of the faces that a page asks for at once, because its first words are set in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What is taken from the theme, by address from the root of the site."""

    script: str
    """Address of its script, which ours stands for: nothing loads it."""
    script_text: str
    search: str
    """Address of its search's worker."""
    styles: dict[str, str]
    """Address → text of its styles, which ours holds: nothing links them."""

    @classmethod
    def of(cls, folders: Iterable[str]) -> "Theme":
        """Look in the theme's folders; raises FileNotFoundError when something does not stand where it was."""
        folders = tuple(folders)
        search, _ = _in_theme(folders, THEME_SEARCH)
        address, text = _in_theme(folders, script.SCRIPT)
        return cls(script=address, script_text=text, search=search, styles=stylesheet.theme_styles(folders))


def _in_theme(folders: Iterable[str], pattern: str) -> tuple[str, str]:
    """Return the address and the text of the file of the theme that has such a name."""
    for folder in folders:
        for path in sorted(Path(folder).glob(pattern)):
            return path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    raise FileNotFoundError(
        f"the theme has no {pattern}: see where it keeps that now, and correct assets.py or material/script.py"
    )


def collect(
    folder: Path, fonts: Path, theme: Theme, colors: Mapping[str, str], words: Mapping[str, str] = MappingProxyType({})
) -> Assets:
    """Return the modules and styles of the package in `folder`, above those of the theme, and the faces of our font.

    `colors` are the site's own, by name; `words` are what modules say, by component and name, such as `offline.saved`.
    """
    files = {name: NOTES.sub(b"", data) for name, data in _sources(folder, ".mjs").items()}
    if SEARCH in files:
        up = "../" * (SEARCH.count("/") + 3)
        files[SEARCH] = files[SEARCH].replace(b"THEME_SEARCH", f"{up}{theme.search}".encode())
    if WORDS in files:
        said = json.dumps(json.dumps(dict(words), ensure_ascii=False), ensure_ascii=False)
        files[WORDS] = files[WORDS].replace(b'"SITE_WORDS"', said.encode())
    faces = {face: _font_file(fonts, *face).read_bytes() for face in FACES}
    fonts_by_face = {
        (weight, style): f"assets/fonts/{NAME}-{weight}-{style}.{_digest(data)}.woff2"
        for (weight, style), data in faces.items()
    }
    own = {name: data.decode() for name, data in _sources(folder, ".css").items()}
    rules = "".join(_font_face(*face, fonts_by_face[face]) for face in FACES)
    sheet = stylesheet.build(theme.styles.values(), own, rules, colors).encode()
    # Apart from the modules, which change more often than the 150 KB of the theme's styles.
    style = f"assets/stylesheets/site.{_digest(sheet)}.css"
    own_script = script.fixed(theme.script_text).encode()
    script_address = f"{script.SCRIPT.partition('*')[0]}{_digest(own_script)}.min.js"
    # The folders stay as they are, so that a module finds the others in the browser as it does in the source.
    base = f"assets/app/{_digest(*(part for name in sorted(files) for part in (name.encode(), files[name])))}"
    return Assets(
        files={f"{base}/{name}": data for name, data in files.items()}
        | {fonts_by_face[face]: data for face, data in faces.items()}
        | {style: sheet, script_address: own_script},
        folder=f"{base}/",
        modules=tuple(f"{base}/{name}" for name in ENTRIES if name in files),
        quiz_modules=tuple(f"{base}/{name}" for name in sorted(_imported(files, QUIZ)) if name not in ENTRIES),
        early=f"{base}/{EARLY}",
        style=style,
        script=script_address,
        search=f"{base}/{SEARCH}",
        fonts=tuple(fonts_by_face[face] for face in FIRST_FACES),
    )


def _sources(folder: Path, suffix: str) -> dict[str, bytes]:
    """Return the files of a kind in the package, by path in it."""
    paths = (path for name in FOLDERS for path in sorted((folder / name).rglob(f"*{suffix}")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _imported(files: Mapping[str, bytes], name: str) -> set[str]:
    """Return the path of a module, and of every module that it imports before it runs."""
    found, left = set[str](), {name} & files.keys()
    while left:
        found |= left
        paths = ((posixpath.dirname(path), imported) for path in left for imported in IMPORT.findall(files[path]))
        left = {posixpath.normpath(posixpath.join(folder, imported.decode())) for folder, imported in paths} - found
    return found


def _font_file(fonts: Path, weight: int, style: str) -> Path:
    path = fonts / "files" / f"{FONT}-latin-{weight}-{style}.woff2"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the font is not installed; run 'make setup'")
    return path


def _font_face(weight: int, style: str, address: str) -> str:
    # A font that comes late waits for the next page: words that change their shape move under the reader's finger.
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next";font-display:optional;'
        f"font-weight:{weight};font-style:{style};"
        f'src:url("../../{address}") format("woff2")}}\n'
    )


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:12]
