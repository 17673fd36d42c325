"""What the start of the checker is measured beside: each peer is a folder with a page whose worker answers once."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from support import ROOT
from symptom_checker_workshop.tables.compile import module_text
from symptom_site.runtime import pyodide as runtime
from symptom_site.runtime import wheel
from this_site import TOPIC, compiled

SOURCES = Path(__file__).with_name("peer_pages")
NPM = ROOT / "node_modules" / "pyodide"
MICROPIP = "0.11.1"
MICROPYTHON = "@micropython/micropython-webassembly-pyscript@1.27.0"
NAMES = ("stock", "micropython", "plain")
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# A browser keeps the files of a peer as it keeps ours.
HEADERS = "/*\n  Cache-Control: public, max-age=31536000, immutable\n"


def make(folder: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """Make the folder of each peer in `folder`; give them by name, and why one could not be made."""
    made: dict[str, Path] = {}
    missing: dict[str, str] = {}
    for name in NAMES:
        try:
            made[name] = _make(name, folder / name)
        except (OSError, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stderr", "") or str(error)).strip()
            missing[name] = f"not measured: {said.splitlines()[-1] if said else type(error).__name__}"
    return made, missing


def _make(name: str, folder: Path) -> Path:
    folder.mkdir()
    for source, target in (("peer.html", "index.html"), ("peer.js", "peer.js"), (f"{name}.js", "worker.js")):
        shutil.copyfile(SOURCES / source, folder / target)
    (folder / "_headers").write_text(HEADERS, encoding="utf-8")
    if name == "stock":
        _add_stock(folder)
    if name == "micropython":
        _add_micropython(folder)
    return folder


def _add_stock(folder: Path) -> None:
    """Add Pyodide as it is shipped, micropip, and the checker's wheel before it is compiled."""
    for file in STOCK_FILES:
        shutil.copyfile(NPM / file, folder / file)
    unpacked = folder / "micropip"
    install = [sys.executable, "-m", "uv", "pip", "install", "-q", "--no-deps", "--python-version", "3.14"]
    _run([*install, "--target", unpacked, f"micropip=={MICROPIP}"], folder)
    packed = f"micropip-{MICROPIP}-py3-none-any.whl"
    with zipfile.ZipFile(folder / packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(unpacked.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(unpacked))
    shutil.rmtree(unpacked)
    engine = ROOT / "checker" / "engine" / "symptom_checker"
    built = wheel.build(engine, {TOPIC.replace("-", "_"): module_text(compiled())}, folder.parent / "wheel")
    shutil.copyfile(built, folder / built.name)
    request = json.dumps({"type": "step", "topic": TOPIC, "answers": {}})
    names = {"micropip": packed, "wheel": built.name, "request": request}
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")


def _add_micropython(folder: Path) -> None:
    npm = ROOT / ".venv" / "npm" / "bin" / "npm-cli.js"
    _run([runtime.node(), npm, "pack", "--silent", MICROPYTHON], folder)
    [packed] = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        for file in ("micropython.mjs", "micropython.wasm"):
            found = archive.extractfile(f"package/{file}")
            assert found
            (folder / file).write_bytes(found.read())


def _run(command: list[str | Path], folder: Path) -> None:
    subprocess.run(list(map(str, command)), cwd=folder, check=True, capture_output=True, text=True)
