"""Adds files to zip archives so that the same files give the same bytes."""

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

START = (1980, 1, 1, 0, 0, 0)
"""The time of every file, the first that an archive can hold."""


def add(archive: ZipFile, name: str, data: bytes, how: int = ZIP_DEFLATED) -> None:
    """Add a file that anyone may read, as small as `how` (a constant of `zipfile`) makes it."""
    entry = ZipInfo(name, START)
    entry.create_system = 3  # of Unix, on any system
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, data, how, 9)
