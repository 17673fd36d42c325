"""The command `symptom-site`: start a site, install what it ships, check it, compress it, show it."""

import argparse
import shutil
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from symptom_checker.errors import BadInputError, CheckerError
from symptom_site import editorial, site
from symptom_site.editions import built, disk, epub, one_file
from symptom_site.finish import compressed
from symptom_site.runtime import pyodide

NAME = "guide"
"""What the other editions of a site are called."""

NPM = Path(__file__).parent / "runtime" / "npm"
"""Names the npm packages that a site ships, with their versions and sums."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 problems found, 2 unusable input."""
    parser = argparse.ArgumentParser(prog="symptom-site", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="write the repository of a new site")
    new.add_argument("folder", type=Path, help="an empty folder, or one that is not there yet")
    new.add_argument("--topic", required=True, help="id of the topic, such as back-pain")
    new.set_defaults(run=_new)
    install = commands.add_parser("install", help="install what a site ships from npm: Pyodide, Workbox, the font")
    install.set_defaults(run=_install)
    check = commands.add_parser(
        "check",
        help="name every mistake in the rules and the pages, with file and line",
        description="Name every mistake in the rules, the pages, their files and the words of the site. "
        "Whether pages are shown as they are written is seen by a strict build alone, because only that renders them.",
    )
    check.add_argument("--docs", type=Path, default=Path("docs"), help="folder of the pages")
    check.add_argument("--knowledge", type=Path, help="folder of the topic (default: that in checker/knowledge)")
    check.add_argument("--region", default="", help="id of the region whose words the pages speak")
    check.add_argument("--pages", action="store_true", help="print instead what is counted of each page, as a table")
    check.set_defaults(run=_check)
    settings = commands.add_parser("settings", help="print every setting of docs/_editorial.toml with its default")
    settings.set_defaults(run=_settings)
    other = commands.add_parser(
        "editions",
        help="make of the built site a folder that opens from a disk, its zip file, one file, and a book",
    )
    other.add_argument("--site", type=Path, default=Path("site"), help="folder of the built site")
    other.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the settings that it was built with")
    other.add_argument("--to", type=Path, default=Path("editions"), help="folder to write them into")
    other.set_defaults(run=_editions)
    bill = commands.add_parser("sbom", help="write what the built site is made of, in the form CycloneDX")
    bill.add_argument("--site", type=Path, default=Path("site"), help="folder of the built site")
    bill.add_argument("--node-modules", type=Path, default=Path("node_modules"), help="folder of the npm packages")
    bill.add_argument("--to", type=Path, default=Path("sbom.cdx.json"), help="the file to write")
    bill.set_defaults(run=_bill)
    compress = commands.add_parser("compress", help="write a compressed copy beside each file of a built site")
    compress.add_argument("site", type=Path, help="the folder of the built site")
    compress.add_argument("--cache", type=Path, default=Path(".build"), help="folder that keeps what a build made")
    compress.set_defaults(run=_compress)
    serve = commands.add_parser("serve", help="show a built site", add_help=False)
    serve.set_defaults(run=None)
    given, rest = parser.parse_known_args(arguments)
    if given.command == "serve":
        from symptom_site import preview  # the other commands need not wait for a web server

        return preview.main(rest)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(given.run(given))
    except CheckerError as error:
        print(f"symptom-site: {error}", file=sys.stderr)
        return 2


def _new(given: argparse.Namespace) -> int:
    try:
        from symptom_site.new_site import new_site  # needs Copier, which no build needs
    except ModuleNotFoundError as error:
        raise BadInputError(f"{error.name} is not installed; run: pip install 'symptom-site[new]'") from error
    new_site.write(given.folder, given.topic, datetime.now(UTC).date())
    print(f"{given.folder}: written. In it, `make check` names each text that is still to write.")
    return 0


def _install(_: argparse.Namespace) -> int:
    """Fill node_modules of the folder at hand with exactly what the lock says, and run no package's scripts."""
    folder = Path(".build", "npm")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(NPM / name, folder / name)
    node = pyodide.node()
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ("--ignore-scripts", "--no-audit", "--no-fund")
    done = subprocess.run([node, npm, "ci", *options], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"symptom-site: npm packages could not be installed:\n{done.stderr}", file=sys.stderr)
        return 1
    return 0


def _check(given: argparse.Namespace) -> int:
    topics = [given.knowledge] if given.knowledge else sorted(Path("checker", "knowledge").glob("*/"))
    if len(topics) != 1 or not topics[0].is_dir() or not given.docs.is_dir():
        found = ", ".join(map(str, topics)) or "none"
        raise BadInputError(f"name the folder of the topic with --knowledge, of the pages with --docs ({found})")
    if given.pages:
        print(site.table_of_pages(given.docs, topics[0], given.region))
        return 0
    problems = site.check_folders(given.docs, topics[0], given.region)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return bool(problems)


def _editions(given: argparse.Namespace) -> int:
    """Write them all; what stood there under the same names is replaced."""
    given.to.mkdir(parents=True, exist_ok=True)
    folder = given.to / NAME
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    read = built.read(given.site, given.config)
    # Each changes the pages that it is given.
    disk.write(deepcopy(read), folder)
    disk.pack(folder, given.to / f"{NAME}.zip")
    one_file.write(deepcopy(read), given.to / f"{NAME}.html")
    epub.write(read, given.to / f"{NAME}.epub")
    print(f"{given.to}: {NAME}/index.html, {NAME}.zip, {NAME}.html, {NAME}.epub")
    return 0


def _bill(given: argparse.Namespace) -> int:
    try:
        from symptom_site import bill  # needs a library that no build needs
    except ModuleNotFoundError as error:
        raise BadInputError(f"{error.name} is not installed; run: pip install 'symptom-site[sbom]'") from error
    if not (given.site / "index.html").is_file():
        raise BadInputError(f"{given.site}: no index.html in it; build the site first")
    given.to.write_text(bill.text(given.site, given.node_modules), encoding="utf-8")
    print(f"{given.to}: written, and valid")
    return 0


def _compress(given: argparse.Namespace) -> int:
    if not (given.site / "index.html").is_file():
        raise BadInputError(f"{given.site}: no index.html in it; build the site first")
    compressed.write(given.site, given.cache / "compressed")
    return 0


def _settings(_: argparse.Namespace) -> int:
    print(editorial.defaults(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
