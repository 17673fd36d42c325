"""Find the lines of a TOML text in which its rows begin; the standard library's parser does not tell them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

LARGEST = 1 << 63
"""Where the whole numbers of TOML end."""
DIGITS = 70
"""Signs that a whole number may have: in binary the longest has 66, with its sign and `0b`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Where the tables of a file begin, by their first key: `rule` for `[[rule]]`, `[rule]` and `rule = [{ … }]`."""

    first: dict[str, int] = field(default_factory=dict)
    """Key → the line of its first mention, counted from 1."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    """Key → the line of each of its rows, in order."""


class RowLines(Mapping[tuple[str, str], int]):
    """Table and id → the line of the row's header; found when the first is asked for, because most builds ask none."""

    def __init__(self, tables: Mapping[str, tuple[str, str, Iterable[str]]]) -> None:
        """Take, for each table, the text of its file, its header, and the ids of its rows in the order of the file."""
        self._tables = tables

    @cached_property
    def _lines(self) -> dict[tuple[str, str], int]:
        found = {text: find(text) for text in {text for text, _, _ in self._tables.values()}}
        return {
            (table, name): line
            for table, (text, header, names) in self._tables.items()
            for name, line in zip(names, found[text].rows.get(header, ()), strict=True)
        }

    def __getitem__(self, row: tuple[str, str]) -> int:
        return self._lines[row]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def find(text: str) -> Lines:
    """Return where the tables of a TOML text that the standard library can read begin."""
    lines = Lines()
    for node in _tree(text).children:
        if node.type not in ("table", "table_array_element", "pair"):
            continue
        key, *rest = node.named_children
        name = _first_name(key)
        line = node.start_point.row + 1
        lines.first.setdefault(name, line)
        if node.type == "table_array_element" and key.type != "dotted_key":
            lines.rows.setdefault(name, []).append(line)
        elif node.type == "pair" and key.type != "dotted_key" and rest[0].type == "array":
            items = [item for item in rest[0].named_children if item.type != "comment"]
            lines.rows.setdefault(name, []).extend(item.start_point.row + 1 for item in items)
    return lines


def is_too_large(number: int) -> bool:
    """Tell whether a number is no whole number of TOML; tomllib takes those too, of which Python prints not each."""
    return not -LARGEST <= number < LARGEST


def of_excess(text: str) -> int:
    """Return the line of what is too much: the first number that is too large, else the deepest list."""
    deepest, line = 0, 1
    for node, depth in _walk(_tree(text)):
        if node.type == "integer" and is_too_large(_number(node)):
            return node.start_point.row + 1
        if depth > deepest:
            deepest, line = depth, node.start_point.row + 1
    return line


def _number(node: "Node") -> int:
    """Return a whole number; one with more digits than any good one in binary is too large anyhow."""
    text = (node.text or b"").decode().replace("_", "")
    return int(text, 0) if len(text) < DIGITS else LARGEST


def _tree(text: str) -> "Node":
    # Only a fault asks for a line, so only a fault pays for this parser.
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node


def _walk(root: "Node") -> Iterator[tuple["Node", int]]:
    """Yield every node with its depth; without recursion, because the text may be nested deeper than Python goes."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in reversed(node.named_children)]


def _first_name(key: "Node") -> str:
    """Return the first part of a key as the parser reads it: `rule` for `rule`, `"rule"` and `rule.id`."""
    while key.type == "dotted_key":
        key = key.named_children[0]
    text = (key.text or b"").decode()
    return text if key.type == "bare_key" else next(iter(tomllib.loads(f"{text} = 0")))
