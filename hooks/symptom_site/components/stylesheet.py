"""The one style sheet of a site: the theme's own below ours, in cascade layers.

What the theme says wins over nothing of ours, however long its selectors are.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

LAYERS = ("theme", "tokens", "base", "components")
"""Each wins over the ones before, however long their selectors are."""

THEME_STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
"""The theme's own, by address from its root, in the order in which it links them."""

TOKENS = "components/page/tokens.css"
FOLDERS = {"material": "theme", "components/page": "base"}
"""Folder of styles → their layer; those of other folders are of a component.

What corrects the theme stands in the theme's layer, below its own rules: there the stronger selector wins.
"""

# It holds for a whole file alone, and the map is not shipped.
_OF_A_FILE = re.compile(r'^@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')
# The theme's script sets this on <body> and takes it away again as each page comes, also where no color changes: for
# this rule alone, browsers would find the style of every element twice more.
_OF_A_SWITCH = re.compile(r"(?:\[data-md-color-switching\] [^{},]*,?)+\{[^{}]*\}")


def theme_styles(folders: Iterable[str]) -> dict[str, str]:
    """Return the theme's own styles (address → text) from its folders; raises FileNotFoundError where one is not."""
    folders = tuple(folders)
    found = {}
    for pattern in THEME_STYLES:
        paths = [(path.relative_to(folder), path) for folder in folders for path in sorted(Path(folder).glob(pattern))]
        if not paths:
            raise FileNotFoundError(f"the theme has no {pattern}: see which it has now, and correct THEME_STYLES")
        address, path = paths[0]
        found[address.as_posix()] = path.read_text(encoding="utf-8")
    return found


def build(theme: Iterable[str], own: Mapping[str, str], faces: str, colors: Mapping[str, str]) -> str:
    """Write the style sheet from the theme's styles, our `own` (path → text), the `faces` of our font and `colors`.

    `colors` are the site's own, by name.
    """
    parts = ['@charset "UTF-8";', f"@layer {', '.join(LAYERS)};", faces.strip()]
    parts += [_in_layer("theme", text) for text in theme]
    parts += [_in_layer("tokens", _colors(colors))]
    parts += [_in_layer(layer(path), own[path]) for path in sorted(own)]
    return "\n".join(parts) + "\n"


def layer(path: str) -> str:
    """Return the layer of a style of ours."""
    if path == TOKENS:
        return "tokens"
    return FOLDERS.get(PurePosixPath(path).parent.as_posix(), "components")


def _colors(colors: Mapping[str, str]) -> str:
    """Name a site's colors, such as `--color-link`, each also as a mere hint of it."""
    pairs = ((f"--color-{name.replace('_', '-')}", color) for name, color in colors.items())
    return f":root{{{''.join(f'{name}:{color};{name}-hint:{color}33;' for name, color in pairs)}}}"


def _in_layer(name: str, text: str) -> str:
    return f"@layer {name} {{\n{_OF_A_SWITCH.sub('', _OF_A_FILE.sub('', text)).strip()}\n}}"
