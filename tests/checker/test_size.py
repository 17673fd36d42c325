"""What ships to the browser stays small."""

from support import ROOT

MOST = 60_000
"""The most bytes that the engine's sources may have together, the compiled knowledge aside."""


def test_the_engine_is_small():
    """All modules of the engine together are within the limit."""
    sizes = {path.name: path.stat().st_size for path in (ROOT / "checker/engine/symptom_checker").glob("*.py")}
    assert {"engine.py", "model.py", "web.py"} <= set(sizes)
    assert sum(sizes.values()) <= MOST, sizes
