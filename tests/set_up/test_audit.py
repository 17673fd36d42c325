"""What `make audit` makes of the answers of pip-audit and npm."""

import importlib.util
import json

import pytest

from support import ROOT

SPEC = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
assert SPEC
assert SPEC.loader
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

FINE = {"name": "a", "version": "1", "vulns": []}
FAULTY = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found"}
NPM = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 9}}}


@pytest.mark.parametrize(
    ("rows", "npm", "status", "said"),
    [
        ([FINE], NPM, 0, "1 packages looked up, 0 known faults"),
        ([FINE, FAULTY], NPM, 1, "Python: b 2: CVE-1"),
        ([FINE, SKIPPED], NPM, 2, "NOT AUDITED: the data on 1 packages could not be reached"),
        ([FINE], {"message": "405 Method Not Allowed"}, 2, "npm: NOT AUDITED: the data on all packages"),
        ([], NPM, 2, "Python: NOT AUDITED: the data on all packages"),
        ([FINE], NPM | {"vulnerabilities": {"x": {"severity": "high"}}}, 1, "npm: x: high"),
    ],
)
def test_nothing_passes_that_was_not_looked_up(monkeypatch, capsys, rows, npm, status, said):
    """It ends well only when every package was looked up and none has a known fault."""
    answers = iter([json.dumps({"dependencies": rows}), json.dumps(npm)])
    done = type("Done", (), {"stdout": property(lambda _: next(answers))})
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done())
    assert status == audit.main()
    assert said in capsys.readouterr().out
