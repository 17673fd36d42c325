"""What belongs together: a page of the checker, its scripts, the wheel and the browser's Python, with their sums."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from symptom_site.runtime.pyodide import LOCK, Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the page tells its scripts to load. Addresses are as seen from the root of the site."""

    runtime: str
    """Folder of the browser's Python."""
    wheel: str
    """The checker's wheel."""
    scripts: str
    """Folder of the site's own modules."""
    size: int
    """Bytes of the browser's Python."""
    sums: Mapping[str, str]
    """Address of each file that the checker runs → its sum, as in an `integrity` attribute."""
    whole: Mapping[str, str]
    """The same of the whole library and the whole WebAssembly, in whose place the worker reads a part."""

    @classmethod
    def of(cls, made: Runtime, scripts: str, files: Mapping[str, bytes]) -> "Release":
        """Return the release of a runtime and of the modules in the folder `scripts` of the site's own `files`.

        `files`: address → bytes.
        """
        runtime, wheel = f"runtime/{made.hash}/", f"checker/{made.checker_hash}/{made.wheel.name}"
        modules = {
            address: data
            for address, data in sorted(files.items())
            if address.startswith(scripts) and address.endswith(".mjs")
        }
        python = {f"{runtime}{name}": path.read_bytes() for name, path in made.files.items()}
        # In the order in which the worker asks for them.
        run = python | {wheel: made.wheel.read_bytes()} | modules
        return cls(
            runtime=runtime,
            wheel=wheel,
            scripts=scripts,
            size=sum(map(len, python.values())),
            sums={address: integrity(data) for address, data in run.items()},
            whole={f"{runtime}{name}": integrity(path.read_bytes()) for name, path in made.whole.items()},
        )

    @property
    def runtime_sums(self) -> dict[str, str]:
        """Return the sums of the browser's Python alone, by name in its folder."""
        return {
            address.removeprefix(self.runtime): sum_
            for address, sum_ in self.sums.items()
            if address.startswith(self.runtime)
        }

    def manifest(self, page: str, **said: object) -> str:
        """Return as JSON what a page carries: all this, what else is `said`, and the one identity of it and of `page`.

        The identity is a digest of everything: it changes with any word, rule or script, even if the version does not.
        """
        parts = {
            "runtime": self.runtime,
            "wheel": self.wheel,
            "scripts": self.scripts,
            "size": self.size,
            "lock": LOCK,
            "sums": self.sums,
            "whole": self.whole,
            **said,
        }
        identity = hashlib.sha256(json.dumps([page, parts]).encode()).hexdigest()[:16]
        return json.dumps({"identity": identity, **parts}, separators=(",", ":"))


def integrity(data: bytes) -> str:
    """Return the sum of bytes as an `integrity` attribute has it."""
    return f"sha256-{b64encode(hashlib.sha256(data).digest()).decode()}"
