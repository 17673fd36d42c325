"""A figure with its goal, printed and kept among the results of the last run."""

import json
import statistics
from dataclasses import asdict, dataclass, field

import pytest

from support import ROOT

RESULTS = ROOT / "tests" / "bench" / "results.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its goal."""

    key: str
    figure: float
    unit: str
    goal: float
    met: bool
    reason: str
    """What was measured, and beside what."""
    runs: list[float]
    peers: dict[str, float | str] = field(default_factory=dict)
    """Name of a peer → its median, or why it was not measured."""


def keep(figure: Figure, capsys: pytest.CaptureFixture[str]) -> None:
    """Print a figure, and write it among the results of the last run."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    kept[figure.key] = asdict(figure)
    RESULTS.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
    state = "met" if figure.met else "MISSED"
    with capsys.disabled():
        median = statistics.median(figure.runs)
        spread = f"median {median:.2f}, {min(figure.runs):.2f} to {max(figure.runs):.2f}, n = {len(figure.runs)}"
        print(f"\n{figure.key:<4} {figure.figure:.2f} {figure.unit}, goal {figure.goal} ({state}): {figure.reason}")
        print(f"     {spread}; peers: {figure.peers}")
