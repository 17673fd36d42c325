"""Ask what faults are known of the packages that are used here, and say plainly when nobody could be asked.

Exit status: 0 all were looked up and have none, 1 faults are known, 2 some could not be looked up.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = (
    *(BIN / "pip-audit", "--requirement", ROOT / "requirements-dev.txt", "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
)
NPM = (BIN / "node", ROOT / ".venv" / "npm" / "bin" / "npm-cli.js", "audit", "--json")


def python(said: str) -> tuple[int, int, list[str]]:
    """Return of what pip-audit says: how many were looked up, how many were not, and each known fault.

    It calls a package that it did not find a skipped one, and ends well: that would pass for a clean bill.
    """
    rows = json.loads(said)["dependencies"]
    unknown = sum("skip_reason" in row for row in rows)
    faults = [f"{row['name']} {row['version']}: {fault['id']}" for row in rows for fault in row.get("vulns", ())]
    return len(rows) - unknown, unknown, faults


def npm(said: str) -> tuple[int, int, list[str]]:
    """Return the same of what npm says; raises KeyError when it could not ask."""
    found = json.loads(said)
    faults = [f"{name}: {row['severity']}" for name, row in found["vulnerabilities"].items()]
    return found["metadata"]["dependencies"]["total"], 0, faults


def main() -> int:
    """Ask for both sorts of packages, and tell what came of it."""
    faults, was_asked = 0, True
    for name, command, read in (("Python", PYTHON, python), ("npm", NPM, npm)):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        try:
            known, unknown, found = read(done.stdout)
        except (KeyError, ValueError):
            known, unknown, found = 0, 0, []
        for fault in found:
            print(f"audit: {name}: {fault}")
        faults += len(found)
        if unknown or not known:
            was_asked = False
            print(f"audit: {name}: NOT AUDITED: the data on {unknown or 'all'} packages could not be reached")
        else:
            print(f"audit: {name}: {known} packages looked up, {len(found)} known faults")
    return 1 if faults else 0 if was_asked else 2


if __name__ == "__main__":
    sys.exit(main())
