"""Pyodide's JavaScript around its WebAssembly, which Emscripten calls glue, without what nothing uses.

The file offers all that extensions of Python might ask for: 8,500 exports of the WebAssembly by their names, and
libraries for graphics, sound and windows. The checker loads no extension. What can go is found in the file's own text:
what is offered and named nowhere else. terser then takes away the functions to which nothing refers any more.
"""

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

SCRIPT = Path(__file__).with_name("shake_glue.mjs")
"""Takes away what nothing refers to any more."""

_EXPORT = re.compile(r"""(\w+)=Module\["\w+"\]=wasmExports\["[^"]+"\](?:\.value>>>0)?;?""")
"""Takes an export of the WebAssembly under a name of its own, and offers it."""
_OFFER = re.compile(r"""Module\["(\w+)"\]=\w+;""")
_SIGNATURE = re.compile(r"""(?<![.\w])(\w+)\.sig="\w*";""")
"""Tells the types of a function, for WebAssembly that imports it."""
_IMPORTS = re.compile(r"""(?<=var wasmImports=\{)[^}]*(?=\})""")
_EVAL = re.compile(r"""(?<![.\w])eval\(""")
_TAKEN = re.compile(r"""wasmExports(?:\["([^"]+)"\]|\.(\w+))""")
_WORD = re.compile(r"""[A-Za-z_$][\w$]*""")
_STARTED = frozenset({"main", "__main_argc_argv"})
"""What the glue looks for among the exports by a name that it makes."""


def reduced(text: str, imported: Collection[str], callers: str) -> str:
    """Return the glue without offers that nobody takes up.

    `imported`: the names of all that the WebAssembly imports. `callers`: the text of what uses the glue from outside.
    Raises ValueError where the text has none of an offer's forms, as when it is of another version.
    """
    for form in (_EXPORT, _OFFER, _SIGNATURE, _IMPORTS):
        if not form.search(text):
            raise ValueError(f"{__file__}: Pyodide's glue has nothing like {form.pattern}; write the form anew")
    called = set(_WORD.findall(callers))
    text = _SIGNATURE.sub(lambda found: found[0] if found[1].removeprefix("_") in imported else "", text)
    text = _IMPORTS.sub(lambda found: ",".join(e for e in found[0].split(",") if e.partition(":")[0] in imported), text)
    # A name that is declared, and stands nowhere else.
    words = Counter(_WORD.findall(_EXPORT.sub("", text)))
    text = _EXPORT.sub(lambda found: found[0] if found[1] in called or words[found[1]] > 1 else "", text)
    used = called | set(re.findall(r"Module\.(\w+)", text))
    text = _OFFER.sub(lambda found: found[0] if found[1] in used else "", text)
    # Called so it sees no local variable, so these may go. The site's policy lets no page call it at all.
    return _EVAL.sub("globalThis.eval(", text)


def exports(text: str) -> frozenset[str]:
    """Return the names of the WebAssembly's exports that the glue uses."""
    return frozenset(quoted or plain for quoted, plain in _TAKEN.findall(text)) | _STARTED
