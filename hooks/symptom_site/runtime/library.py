"""The part of Python's standard library that the browser gets: the modules that are used there, and no others."""

from pathlib import Path

USED = """
    __future__ _colorize _opcode_metadata _py_warnings _weakrefset annotationlib ast codeop collections contextlib copy
    copyreg dataclasses dis encodings encodings.aliases encodings.utf_8 enum functools importlib importlib._abc
    importlib.abc inspect json json.decoder json.encoder json.scanner keyword linecache opcode operator re re._casefix
    re._compiler re._constants re._parser reprlib textwrap token tokenize traceback types typing warnings weakref
    _pyodide _pyodide._base _pyodide._core_docs _pyodide._future_helper _pyodide._importhook _pyodide.docs_argspec
    _pyodide.docstring _pyodide.jsbind pyodide pyodide._state pyodide.code pyodide.ffi
"""
"""What Pyodide and the checker import, from start to result: recorded by a test, which fails when this is out of date.

Where the worker misses another module it says so, and starts again with the whole library.
"""

STAND_INS = Path(__file__).with_name("stand_ins")
"""Small modules of our own in the place of large ones that Pyodide imports as it starts and the worker never uses."""


def subset(whole: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of the library that the browser gets, by path in its archive, of all that there are."""
    names = {module.replace(".", "/") for module in USED.split()}
    used = {name: data for name, data in whole.items() if _module(name) in names}
    return used | stand_ins()


def stand_ins() -> dict[str, bytes]:
    """Return our own modules by their path in the archive."""
    return {path.relative_to(STAND_INS).as_posix(): path.read_bytes() for path in sorted(STAND_INS.rglob("*.py"))}


def _module(name: str) -> str:
    """Return the path of a module without what makes it a file; empty for what is no module."""
    return name.removesuffix(".py").removesuffix("/__init__") if name.endswith(".py") else ""
