"""Runs one function on many seeded inputs, each within bounds of time and memory."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import pytest

SEED = 20_261_130

LONGEST = 20
"""Seconds of a processor that one input may take: no measure of speed, but far less than a hang."""

LONGEST_NOTE = 5_000
"""Characters of an input that a failure repeats."""

ROOM = 1 << 30
"""Bytes of memory that may be needed on top of what the process holds at the start."""


class HangError(BaseException):
    """An input took too long; no handler of errors catches this."""


@contextmanager
def bounded() -> Iterator[None]:
    """Hold what runs inside to `LONGEST` seconds for each input, and to `ROOM` bytes more than now."""
    held = int(Path(f"/proc/{os.getpid()}/statm").read_text().split()[0]) * resource.getpagesize()
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    old = signal.signal(signal.SIGPROF, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (held + ROOM, hard))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _stop(_: int, __: FrameType | None) -> None:
    raise HangError(f"took more than {LONGEST} seconds of a processor")


def survive[Input](draw: Callable[[Random], Input], run: Callable[[Input], object], times: int) -> None:
    """Run a function on so many inputs, always the same ones; what it raises names the number of its input."""
    with bounded():
        for number in range(times):
            drawn = draw(Random(f"{SEED}-{number}"))  # noqa: S311  no secret
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            try:
                run(drawn)
            except BaseException as error:
                error.add_note(f"input {number} of seed {SEED}: {repr(drawn)[:LONGEST_NOTE]}")
                raise


def many(few: int, full: int) -> pytest.MarkDecorator:
    """Return the numbers of inputs with which a test runs: a few in every run, the full number in a deep one."""
    return pytest.mark.parametrize("times", [few, pytest.param(full, marks=pytest.mark.deep)])
