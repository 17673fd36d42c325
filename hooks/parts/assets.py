"""The browser modules, styles and fonts, under addresses that change with their bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ENTRIES = ("navigate.mjs", "reach.mjs", "shortcuts.mjs", "colors.mjs", "review.mjs", "mount.mjs", "offline.mjs")
"""The modules that a page loads by itself, in this order; all others are imported by these."""

SEARCH = "search.mjs"
"""The search's worker: it stands before the theme's own, whose address is written in the place of `THEME_SEARCH`."""
THEME_SEARCH = "assets/javascripts/workers/search.*.min.js"

FIRST_STYLES = ("fonts.css", "site.css")
"""Styles that the others build on."""

FONT = "atkinson-hyperlegible-next"
FACES = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What is added to the site, by address from its root."""

    files: dict[str, bytes]
    modules: tuple[str, ...]
    """Addresses of the entry modules, in order."""
    styles: tuple[str, ...]
    """Addresses of the styles, in order."""
    search: str
    """Address of the search's worker."""


def theme_search(folders: Iterable[str]) -> str:
    """Return the address of the search's worker in one of a theme's folders; raises FileNotFoundError without any."""
    found = [path.relative_to(folder) for folder in folders for path in sorted(Path(folder).glob(THEME_SEARCH))]
    if not found:
        raise FileNotFoundError(
            f"the theme has no {THEME_SEARCH}: see where it keeps its search now, and mend {SEARCH}"
        )
    return found[0].as_posix()


def collect(folder: Path, fonts: Path, search: str) -> Assets:
    """Return the modules and styles of `folder` (its own files, not its subfolders') and the faces of our font.

    `search` is the address of the theme's worker for the search.
    """
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".mjs", ".css")}
    if SEARCH in files:
        files[SEARCH] = files[SEARCH].replace(b"THEME_SEARCH", search.encode())
    faces = {face: _font_file(fonts, *face) for face in FACES}
    fonts_by_face = {
        face: f"assets/fonts/{path.stem}.{_digest(path.read_bytes())}.woff2" for face, path in faces.items()
    }
    files["fonts.css"] = "".join(_font_face(*face, fonts_by_face[face]) for face in FACES).encode()
    # One folder for all, so that a module finds its neighbours by name.
    base = f"assets/app/{_digest(*(part for name in sorted(files) for part in (name.encode(), files[name])))}"
    styles = sorted((name for name in files if name.endswith(".css")), key=lambda name: (_place(name), name))
    return Assets(
        files={f"{base}/{name}": data for name, data in files.items()}
        | {fonts_by_face[face]: path.read_bytes() for face, path in faces.items()},
        modules=tuple(f"{base}/{name}" for name in ENTRIES if name in files),
        styles=tuple(f"{base}/{name}" for name in styles),
        search=f"{base}/{SEARCH}",
    )


def _place(style: str) -> int:
    return FIRST_STYLES.index(style) if style in FIRST_STYLES else len(FIRST_STYLES)


def _font_file(fonts: Path, weight: int, style: str) -> Path:
    path = fonts / "files" / f"{FONT}-latin-{weight}-{style}.woff2"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the font is not installed; run 'make setup'")
    return path


def _font_face(weight: int, style: str, address: str) -> str:
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next";font-display:swap;'
        f"font-weight:{weight};font-style:{style};"
        f'src:url("../../../{address}") format("woff2")}}\n'
    )


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:12]
