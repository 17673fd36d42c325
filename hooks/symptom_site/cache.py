"""Keep what a build made until something that it was made from changes."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST = 12
"""How many versions of one thing are kept: of the last builds, also for another region or topic."""

FEW = 2
"""How many versions of a page are kept: a site has many pages."""

FRESH = 60
"""Seconds for which a text counts as just used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of texts, each under a name and a digest of what it was made from."""

    folder: Path | None
    """None = nothing is kept."""
    base: str
    """Stands for everything that each text is made from, such as the code."""

    def kept(self, name: str, made_from: object, make: Callable[[], str], *, most: int = MOST) -> str:
        """Return the text `name` as it was made from the same; `repr(made_from)` must tell all that differs.

        `most` versions of it are kept.
        """
        if self.folder is None:
            return make()
        folder = self.folder / name
        parts = made_from if isinstance(made_from, tuple) else (made_from,)
        # A text stands for itself: `repr` of a whole page takes longer than its digest.
        told = (part if isinstance(part, str) else repr(part) for part in parts)
        file = folder / f"{digest(self.base, *told)}.txt"
        with suppress(FileNotFoundError):
            known = file.read_text(encoding="utf-8")
            if time.time() - _last_used(file) / 1e9 > FRESH:
                file.touch()  # it is still in use
            return known
        text = make()
        write(file, text.encode())
        for old in sorted(folder.glob("*.txt"), key=_last_used, reverse=True)[most:]:
            old.unlink(missing_ok=True)
        return text


NOTHING_KEPT = Cache(folder=None, base="")


def write(file: Path, data: bytes) -> None:
    """Write a file at once, its folder too: a build that is stopped leaves no half, and others may run beside it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".half-{os.getpid()}-{threading.get_ident()}")
    half.write_bytes(data)
    half.replace(file)


def _last_used(file: Path) -> int:
    """Return when a text was last used; 0 when another build has just removed it."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def digest(*parts: str | bytes) -> str:
    """Return 16 hex digits that stand for these texts."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8) + data)
    return found.hexdigest()[:16]


def stamp(file: Path) -> tuple[str, int, int]:
    """Return where a file is, how long it is and when it was last written; -1 for what is not there."""
    known = file.stat() if file.is_file() else None
    return (str(file), known.st_size, known.st_mtime_ns) if known else (str(file), -1, -1)


def of_folder(*folders: Path, suffixes: tuple[str, ...]) -> str:
    """Return a digest of all files with these suffixes below some folders."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes)
    return digest(*(part for path in files for part in (str(path.name), path.read_bytes())))
