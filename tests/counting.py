"""A file of WebAssembly that tells which of its functions have run."""

from symptom_site.runtime.functions import CODE, bodies, code, joined, number, number_at, sections

IMPORT, GLOBAL, EXPORT = 2, 6, 7
"""The numbers of sections."""
ZERO = bytes([0x7F, 0x01, 0x41, 0x00, 0x0B])
"""A variable of all functions that holds a whole number and begins with 0."""
FUNCTION, TABLE, MEMORY, VARIABLE, TAG = range(5)
"""The kinds of import."""

SEEN = """
(exports) => {
  const seen = [];
  for (let place = 0; `~${place}` in exports; place++) if (exports[`~${place}`].value) seen.push(place);
  return seen;
}
"""
"""Gives the places of the functions that have run, from what an instance exports."""


def counting(data: bytes) -> bytes:
    """Return the same file in which each function, as it begins, sets a variable of its own to 1: `~` and its place."""
    parts = sections(data)
    contents = dict(parts)
    functions = bodies(contents[CODE])
    variables, behind = number_at(contents[GLOBAL], 0)
    exports, names = number_at(contents[EXPORT], 0)
    first = _imported_variables(contents[IMPORT]) + variables
    new = {
        GLOBAL: number(variables + len(functions)) + contents[GLOBAL][behind:] + ZERO * len(functions),
        EXPORT: number(exports + len(functions))
        + contents[EXPORT][names:]
        + b"".join(_name(f"~{place}") + bytes([VARIABLE]) + number(first + place) for place in range(len(functions))),
        CODE: code(_noted(body, first + place) for place, body in enumerate(functions)),
    }
    return joined(data, [(kind, new.get(kind, old)) for kind, old in parts])


def _noted(body: bytes, variable: int) -> bytes:
    """Set the variable right behind what the body says of its local ones."""
    groups, at = number_at(body, 0)
    for _ in range(groups):
        _, at = number_at(body, at)
        at += 1
    return body[:at] + b"\x41\x01\x24" + number(variable) + body[at:]


def _imported_variables(contents: bytes) -> int:
    count, at = number_at(contents, 0)
    kinds = []
    for _ in range(count):
        for _name_of in ("module", "import"):
            size, at = number_at(contents, at)
            at += size
        kinds.append(contents[at])
        at = _behind(contents, at + 1, contents[at])
    return kinds.count(VARIABLE)


def _behind(contents: bytes, at: int, kind: int) -> int:
    """Return the place behind the type of an import."""
    if kind == VARIABLE:
        return at + 2
    if kind in (TABLE, TAG):
        at += 1  # what a table holds, or how a tag is used
    if kind in (FUNCTION, TAG):
        return number_at(contents, at)[1]
    has_most = contents[at] & 1
    at = number_at(contents, at + 1)[1]
    return number_at(contents, at)[1] if has_most else at


def _name(text: str) -> bytes:
    return number(len(text)) + text.encode()
