"""What was found out about texts, kept between builds by all that it depends on."""

import functools
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import symptom_checker
import symptom_checker_workshop
import symptom_site
from symptom_site import cache


class Kept:
    """A file of results, each under a name and the fingerprint of what it depends on.

    Each result is pickled by itself: a build with one page changed pickles that page again, and copies the others.
    """

    def __init__(self, file: Path | None) -> None:
        """Read the file if it is there and of this code; without one nothing is kept."""
        self._file = file
        self._old: dict[str, tuple[str, bytes]] = _read(file) if file else {}
        self._new: dict[str, tuple[str, bytes]] = {}

    def get[**Given, Result](
        self, name: str, depends_on: str, make: Callable[Given, Result], *args: Given.args, **values: Given.kwargs
    ) -> Result:
        """Return the result under a name, made of what is given unless the kept one depends on the same."""
        kept = self._new.get(name) or self._old.get(name)
        result: Result
        if kept and kept[0] == depends_on:
            self._new[name] = kept
            result = pickle.loads(kept[1])  # noqa: S301  our own file, beside the code that is run
        else:
            result = make(*args, **values)
            self._new[name] = (depends_on, pickle.dumps(result))
        return result

    def keep(self, name: str) -> None:
        """Keep the result under a name, although nobody has asked for it."""
        if name in self._old:
            self._new.setdefault(name, self._old[name])

    def last(self, name: str) -> Any:
        """Return what stood under a name, whatever it depended on; None when there is nothing."""
        kept = self._old.get(name)
        return pickle.loads(kept[1]) if kept else None  # noqa: S301  our own file

    def save(self) -> None:
        """Write what was asked for in this build, when anything of it is new."""
        if self._file and self._new != self._old:
            cache.write(self._file, pickle.dumps((code(), self._new)))
        self._old = {}


def fingerprint(*parts: object) -> str:
    """Return a digest of some values, made from their `repr`."""
    return cache.digest(*map(repr, parts))


def _read(file: Path) -> dict[str, tuple[str, bytes]]:
    try:
        of_code, results = pickle.loads(file.read_bytes())  # noqa: S301  our own file
    except Exception:
        return {}
    return results if of_code == code() else {}


@functools.cache
def code() -> str:
    """Return the fingerprint of the code that makes the results, and of the libraries that it finds.

    Both are the same for as long as the code runs.
    """
    folders = [Path(package.__path__[0]) for package in (symptom_site, symptom_checker, symptom_checker_workshop)]
    ours = cache.of_folder(*folders, suffixes=(".py", ".html", ".toml"))
    libraries = sorted(path.name for place in sys.path for path in Path(place).glob("*.dist-info"))
    return cache.digest(ours, sys.version, *libraries)
