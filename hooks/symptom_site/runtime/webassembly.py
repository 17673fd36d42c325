"""Reads and writes files of WebAssembly, as far as the build changes them.

Their form is that of the WebAssembly Core Specification, chapter 5.
"""

from collections.abc import Collection, Iterable, Sequence

IMPORT, GLOBAL, EXPORT, CODE = 2, 6, 7, 10
"""The numbers of sections."""
FUNCTION, TABLE, MEMORY, VARIABLE, TAG = range(5)
"""The kinds of what is imported and exported."""
_HEADER = 8
"""Bytes before the first section."""


def sections(data: bytes) -> list[tuple[int, bytes]]:
    """Return the number and the contents of each section of a file, in their order."""
    found, at = [], _HEADER
    while at < len(data):
        size, begin = number_at(data, at + 1)
        found.append((data[at], data[begin : begin + size]))
        at = begin + size
    return found


def joined(data: bytes, parts: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a file that begins as `data` does and has these sections."""
    return data[:_HEADER] + b"".join(bytes([number]) + _sized(contents) for number, contents in parts)


def bodies(contents: bytes) -> list[bytes]:
    """Return the bodies of functions in the contents of a code section."""
    count, at = number_at(contents, 0)
    found = []
    for _ in range(count):
        size, begin = number_at(contents, at)
        found.append(contents[begin : begin + size])
        at = begin + size
    return found


def code(functions: Iterable[bytes]) -> bytes:
    """Return the contents of a code section with these bodies."""
    sized = [_sized(body) for body in functions]
    return number(len(sized)) + b"".join(sized)


def number_at(data: Sequence[int], at: int) -> tuple[int, int]:
    """Return the number that begins at a place (unsigned LEB128), and the place behind it."""
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def number(value: int) -> bytes:
    """Return a number from 0 on as unsigned LEB128."""
    more, last = value >> 7, value & 0x7F
    return bytes([last | 0x80]) + number(more) if more else bytes([last])


def _sized(contents: bytes) -> bytes:
    return number(len(contents)) + contents


def imports(contents: bytes) -> list[tuple[str, int]]:
    """Return the name and the kind of each import in the contents of an import section."""
    count, at = number_at(contents, 0)
    found = []
    for _ in range(count):
        _, at = _name_at(contents, at)  # the module
        name, at = _name_at(contents, at)
        kind = contents[at]
        found.append((name, kind))
        at = _behind(contents, at + 1, kind)
    return found


def imported(data: bytes) -> frozenset[str]:
    """Return the names of all that a file imports."""
    return frozenset(name for name, _ in imports(dict(sections(data))[IMPORT]))


def exporting(data: bytes, names: Collection[str]) -> bytes:
    """Return a file that exports nothing but what has one of these names."""
    parts = sections(data)
    contents = dict(parts)[EXPORT]
    count, at = number_at(contents, 0)
    kept = []
    for _ in range(count):
        begin = at
        name, at = _name_at(contents, at)
        _, at = number_at(contents, at + 1)
        if name in names:
            kept.append(contents[begin:at])
    return joined(data, [(kind, number(len(kept)) + b"".join(kept) if kind == EXPORT else old) for kind, old in parts])


def _name_at(contents: bytes, at: int) -> tuple[str, int]:
    size, at = number_at(contents, at)
    return contents[at : at + size].decode(), at + size


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
