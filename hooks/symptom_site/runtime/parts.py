"""What a built site holds that others made, and under which license."""

import fnmatch
import importlib.metadata
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cattrs import structure

from symptom_site.runtime.pyodide import PYTHON

FILE = Path(__file__).with_name("parts.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A work of others in the site."""

    name: str
    does: str
    """What it does here, in a few words for readers."""
    license: str
    """Its SPDX id."""
    package: str
    """Its name where it comes from."""
    origin: str
    """`npm`, `pypi`, `python`, or `inside` of another package."""
    within: str
    """The package that holds it; empty for one by itself."""
    files: tuple[str, ...]
    """Patterns of the addresses of its files in a site."""

    def version(self, node_modules: Path) -> str:
        """Return the version that is installed; that of the package around it for a part inside of another."""
        match self.origin:
            case "npm":
                return str(json.loads((node_modules / self.package / "package.json").read_text())["version"])
            case "python":
                return PYTHON
            case _:
                return importlib.metadata.version(self.within or self.package)

    def files_of(self, addresses: Iterable[str]) -> list[str]:
        """Return which of the addresses of a site are files of it."""
        return sorted(name for name in addresses if any(fnmatch.fnmatchcase(name, item) for item in self.files))


@cache
def known() -> tuple[Part, ...]:
    """Return every part, in the order of the table."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["part"]
    return tuple(structure({"within": "", **row, **_origin(row.pop("from"))}, Part) for row in rows)


def _origin(written: str) -> dict[str, str]:
    origin, _, package = written.partition(":")
    return {"origin": origin, "package": package}
