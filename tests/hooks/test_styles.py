"""The styles of the package: made of tokens, in layers, each selector as short as it can be."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import symptom_site
from symptom_site.components import stylesheet
from symptom_site.editorial import Colors

PACKAGE = Path(symptom_site.__file__).parent

TOKENS = "components/page/tokens.css"

WIDTHS = ("flex", "grid-template-columns", "inline-size", "max-inline-size")
"""Properties that say how wide a column or a box may get: that is of one component alone."""

ALLOWED = {
    (
        "components/citation/citation.css",
        "margin-inline: -4px -14px",
    ): "a target of 24 pixels, however small the mark",
    ("components/citation/citation.css", "padding: 6px 14px 6px 6px"): "a target of 24 pixels, however small the mark",
    ("components/page/page.css", "block-size: 1px"): "out of sight, yet read aloud",
    ("components/picture/picture.css", "font-size: 15px"): "the units of a drawing, which grows with its box",
    ("components/safety/safety.css", "padding: 6px 3px"): "a table that must fit the narrowest phone",
    ("components/search/search.css", "padding-inline-start: 2.2rem"): "in line with the theme's results",
}
"""Sizes that are no tokens, each with its reason."""

STYLES = {
    path.relative_to(PACKAGE).as_posix(): re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for folder in ("components", "material")
    for path in sorted((PACKAGE / folder).rglob("*.css"))
}
"""Path in the package → the style without its comments."""

OTHERS = [name for name in STYLES if name != TOKENS]
"""All but the tokens."""


def declarations(name: str) -> Iterator[tuple[str, str]]:
    """Yield each property of a style with its value."""
    for property_, value in re.findall(r"([a-z-]+):\s+([^;{}]+);", STYLES[name]):
        yield property_, " ".join(value.split())


def test_layer_is_that_of_the_folder():
    """Tokens, styles of every page, corrections of the theme and components stand in their layers, by their folder."""
    layers = [stylesheet.layer(name) for name in (TOKENS, "components/page/page.css", "material/search.css")]
    assert ["tokens", "base", "theme"] == layers
    assert stylesheet.layer("components/home/home.css") == "components"


@pytest.mark.parametrize("name", OTHERS)
def test_colors_are_tokens(name):
    """A color is written in the tokens alone, so that light, dark and paper have each their own."""
    raw = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|color)\(|\b(?:black|white|red)\b", re.IGNORECASE
    )
    assert [] == [f"{key}: {value}" for key, value in declarations(name) if raw.search(value)]


@pytest.mark.parametrize("name", OTHERS)
def test_sizes_are_tokens(name):
    """Space, type, lines and corners are tokens; how wide a box gets is a matter of the box."""
    raw = re.compile(r"\d(?:px|rem)\b")
    found = {f"{key}: {value}" for key, value in declarations(name) if raw.search(value) and key not in WIDTHS}
    assert {said for file, said in ALLOWED if file == name} == {said for said in found if not said.startswith("--")}


@pytest.mark.parametrize("name", [name for name in STYLES if not name.startswith("material/")])
def test_components_do_not_name_the_themes_text(name):
    """A component wins over the theme by its layer, never by a longer selector or by `!important`."""
    assert ".md-typeset" not in STYLES[name]
    assert ("!important" in STYLES[name]) == (name == "components/page/page.css")


def test_every_token_is_used_and_every_use_is_known():
    """What is used stands in the tokens, the settings' colors or the component itself, and no more stands there."""
    everything = "\n".join(STYLES.values())
    used = set(re.findall(r"var\((--(?!md-)[a-z0-9-]+)", everything))
    defined = set(re.findall(r"(?<![\w(-])(--(?!md-)[a-z0-9-]+):", everything))
    colors = [f"--color-{field.name.replace('_', '-')}" for field in fields(Colors)]
    assert [] == sorted(defined - used)
    assert [] == sorted(used - defined - {f"{name}{hint}" for name in colors for hint in ("", "-hint")})
