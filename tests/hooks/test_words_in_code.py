"""What readers see stands in data: no fragment and no module of the generator holds a sentence for them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symptom_site
from support import EDITORIAL
from symptom_site import site

FOLDER = Path(symptom_site.__file__).parent
ROOMS = ("components", "material")
"""The folders whose files make pages; the others check, read or start a site, and speak to editors."""

HEARD = ("alt", "aria-label", "title", "placeholder", "label")
"""Attributes that a reader sees or hears."""

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LITERAL = re.compile(r'"((?:\\.|[^"\\])*)"|\'((?:\\.|[^\'\\])*)\'', re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
TWO_WORDS = re.compile(r"[^\W\d_]{2,}[,;:’]? +[^\W\d_]{2,}")
SCRIPT = re.compile(
    r"""
      //[^\n]* | /\*.*?\*/                                                      # comments
    | (?:(?<=[(,=:!&|?])|(?<=[(,=:!&|?]\s)|(?<=return\s))/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+/[a-z]*  # patterns
    | "(?P<double>(?:\\.|[^"\\\n])*)" | '(?P<single>(?:\\.|[^'\\\n])*)' | `(?P<template>(?:\\.|[^`\\])*)`
    """,
    re.VERBOSE | re.DOTALL,
)
TO_THE_CONSOLE = re.compile(r"console\.\w+\([^;]*\);|new \w*Error\([^;]*\);")
"""What is said to a developer who looks for a fault, and never on a page."""

TO_EDITORS = re.compile(r"check|problem|^_?wrong")
"""How a function is called whose words name mistakes in a site's files."""

CODE = re.compile(r"[<>=\"\\\n]")
"""Signs of HTML, styles, scripts and patterns, which are no words."""

OF_TABLES = ("not shown",)
"""What a table says that is compared, and never shown: `sources.toml` says so where a source has no date."""


def files(*suffixes: str) -> list[Path]:
    """The files of the rooms that make pages, with one of these suffixes."""
    return [path for room in ROOMS for path in sorted((FOLDER / room).rglob("*")) if path.suffix in suffixes]


def name_of(path: Path) -> str:
    """The name of a file within the package."""
    return path.relative_to(FOLDER).as_posix()


STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def in_html(source: str) -> Iterator[str]:
    """Yield the words of a fragment that come from no value: in texts, in heard attributes, in expressions."""
    for code in JINJA.findall(source):
        if not code.startswith("{#"):
            literals = (TAG.sub("", double or single) for double, single in LITERAL.findall(code))
            yield from (text for text in literals if TWO_WORDS.search(text))
    plain = STYLE.sub("", JINJA.sub("", source))
    for name in HEARD:
        yield from (text for text in re.findall(rf'\b{name}="([^"]*)"', plain) if re.search(r"[^\W\d_]", text))
    texts = (text.strip() for text in re.split(TAG, re.sub(r"&\w+;", "", plain)))
    yield from (text for text in texts if re.search(r"[^\W\d_]", text))


def in_script(source: str) -> Iterator[str]:
    """Yield the texts of a browser module that look like a sentence: a space, and a capital or a full stop."""
    for found in SCRIPT.finditer(TO_THE_CONSOLE.sub("", source)):
        text = found["double"] or found["single"] or found["template"] or ""
        text = re.sub(r"\$\{[^}]*\}", "…", text)
        if TWO_WORDS.search(text) and re.search(r"[A-Z]|[^\W\d_]\.(?:\s|$)", text):
            yield text


def in_python(source: str) -> Iterator[str]:
    """Yield the texts of a module that hold two words; errors, docstrings and what names mistakes are left out."""
    tree = ast.parse(source)
    kept: list[ast.AST] = [tree]
    while kept:
        node = kept.pop()
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.FunctionDef) and TO_EDITORS.search(node.name):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if TWO_WORDS.search(node.value) and not CODE.search(node.value) and node.value not in OF_TABLES:
                yield node.value
            continue
        kept += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", files(".html"), ids=name_of)
def test_fragments_hold_no_words(path):
    """A fragment is made of elements and values; each of its words stands in `editorial.toml` or in the tables."""
    assert [] == list(in_html(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", files(".mjs"), ids=name_of)
def test_browser_modules_hold_no_sentence(path):
    """A browser module takes its words from the page."""
    assert [] == list(in_script(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", files(".py"), ids=name_of)
def test_modules_that_make_pages_hold_no_words(path):
    """A module takes its words from the settings."""
    assert [] == list(in_python(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("reads", "source", "found"),
    [
        (in_html, "<p>Go home</p>", ["Go home"]),
        (in_html, '<b title="Menu">{{ words.home }}</b>', ["Menu"]),
        (in_html, "{# Go home #}<p>{{ day or 'no day yet' }} %</p>", ["no day yet"]),
        (in_script, 'say("Go home"); // Go home', ["Go home"]),
        (in_script, "say(`go ${there} home now.`);", ["go … home now."]),
        (in_script, 'throw new Error("Go home"); find("a b"); const t = /["a B]/;', []),
        (in_python, '"""Go home."""\ndef f():\n    """Go home."""\n    return "go home"\n', ["go home"]),
        (in_python, 'def check():\n    yield "go home"\nraise ValueError("go home")\n', []),
    ],
)
def test_words_would_be_found(reads, source, found):
    """A word that stands in a file is found wherever it stands, but for comments, errors and what editors are told."""
    assert found == list(reads(source))


def test_browser_modules_ask_for_words_that_the_page_has():
    """Each name under which a module asks the page for words is one of the settings, and each such word is used."""
    asked = {name for path in files(".mjs") for name in re.findall(r'\bword\("(\w+\.\w+)"', path.read_text("utf-8"))}
    known = {f"{part}.{name}" for part in site.BROWSER_WORDS for name in EDITORIAL.words[part]}
    assert known == asked | {"offline.save"}  # which a fragment says


def test_every_word_is_used():
    """Each of the words is named by a fragment or a module: what a site sets is never without effect."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files(".html", ".py", ".mjs"))
    by_table = {"proofs", "statements"}  # what a result or a row of a table names
    names = {tuple(name.removesuffix("_lead").split(".")[1:3]) for name, _ in EDITORIAL.texts()}
    assert [] == [
        f"{part}.{name}"
        for part, name in sorted(names)
        if part not in by_table and not re.search(rf'words\.{part}\.{name}\b|\w\.{name}\b|"({part}\.)?{name}"', sources)
    ]
