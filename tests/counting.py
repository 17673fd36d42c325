"""A file of WebAssembly that tells which of its functions have run."""

from symptom_site.runtime.webassembly import (
    CODE,
    EXPORT,
    GLOBAL,
    IMPORT,
    VARIABLE,
    bodies,
    code,
    imports,
    joined,
    number,
    number_at,
    sections,
)

ZERO = bytes([0x7F, 0x01, 0x41, 0x00, 0x0B])
"""A variable of all functions that holds a whole number and begins with 0."""

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
    imported = [kind for _, kind in imports(contents[IMPORT])].count(VARIABLE)
    first = imported + variables
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


def _name(text: str) -> bytes:
    return number(len(text)) + text.encode()
