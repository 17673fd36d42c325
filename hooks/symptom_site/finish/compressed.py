"""Write a compressed copy beside each file of a finished site that gains from one: `.br` (Brotli) and `.gz` (gzip).

Hosts that serve such copies need not compress at each request, and the smallest copy takes longer than they would take.
"""

import gzip
import hashlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from symptom_site import cache

KINDS = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".whl", ".xml", ".zip")
"""Our archives hold their files as they are, so they gain too. Pictures and fonts are compressed in themselves."""

LEAST = 200
"""Bytes below which a copy gains nothing."""

UNUSED = 30 * 24 * 3600
"""Seconds after which a copy that no build used is forgotten."""

MAKERS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda data: brotli.compress(data, quality=11, lgwin=24),
    ".gz": lambda data: gzip.compress(data, 9, mtime=0),
}

COPIES = tuple(MAKERS)
"""The ends of the names of compressed copies, which are their files in another form."""


def write(site: Path, kept: Path) -> int:
    """Write the copies of a site and return how many; those of earlier builds are kept in a folder, by content."""
    kept.mkdir(parents=True, exist_ok=True)
    files = [path for path in sorted(site.rglob("*")) if path.suffix in KINDS and path.is_file()]
    wanted = [(path, ending) for path in files if path.stat().st_size >= LEAST for ending in MAKERS]
    # The largest first, so that no processor waits for the one that has it.
    wanted.sort(key=lambda want: -want[0].stat().st_size)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        written = sum(pool.map(lambda want: _copy(want[0], want[1], kept), wanted))
    for old in kept.iterdir():
        if time.time() - old.stat().st_mtime > UNUSED:
            old.unlink(missing_ok=True)
    return written


def _copy(path: Path, ending: str, kept: Path) -> bool:
    """Write one copy, unless it would be no smaller; tell whether it was written."""
    data = path.read_bytes()
    known = kept / f"{hashlib.sha256(data).hexdigest()}{ending}"
    if known.is_file():
        known.touch()
        small = known.read_bytes()
    else:
        small = MAKERS[ending](data)
        cache.write(known, small)
    if len(small) >= len(data):
        return False
    path.with_name(path.name + ending).write_bytes(small)
    return True
