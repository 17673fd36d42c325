"""What a build takes from the one before, held against a build that has nothing to take."""

import logging
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import second_topic
from support import ROOT, SAMPLE

CHANGES = {
    "words of a rule": ("rules.toml", "A nosebleed that makes it hard to breathe", "A nosebleed that hinders breath"),
    "condition of a rule": ("rules.toml", 'when = "danger.heavy"', 'when = "danger.heavy or danger.vomit"'),
    "fact": ("facts.toml", 'sources = ["AAO-ENT", "TEES-NB"]', 'sources = ["AAO-ENT"]'),
    "number": ("numbers.toml", 'text = "15 minutes"', 'text = "15 full minutes"'),
    "source": ("sources.toml", 'title = "Nosebleeds: when to see a doctor"', 'title = "When to see a doctor"'),
    "advice": ("advice.toml", "If it bleeds now: sit up", "Does it bleed now? Sit up"),
    "question": ("questions.toml", "Is any of this happening with the nosebleed?", "Is any of this happening?"),
    "level": ("levels.toml", 'card_heading = "Make an appointment', 'card_heading = "Ask for an appointment'),
    "setting": ("docs/_editorial.toml", '"a doctor or a nurse line"', '"a doctor or nurse"'),
}
"""What is changed, one after the other: the file, what stands in it, and what stands there then."""


@pytest.mark.parametrize("region", ["US", pytest.param("GB", marks=pytest.mark.deep)])
def test_no_page_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    """A build after any change gives the files, byte for byte, that a build with nothing kept gives."""
    monkeypatch.setenv("LIVE_PREVIEW", "1")  # It makes the same pages, and does not wait for proofs.
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    shutil.copytree(SAMPLE, tmp_path / "topic")
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    config = second_topic.configure(tmp_path, str(tmp_path / "topic"), SAMPLE.name, region, cache=warm)
    before = built(config, warm)
    for what, (name, old, new) in CHANGES.items():
        file = tmp_path / name if name.startswith("docs/") else tmp_path / "topic" / name
        text = file.read_text(encoding="utf-8")
        assert old in text, what
        file.write_text(text.replace(old, new), encoding="utf-8")
        after = built(config, warm)
        assert after != before, f"no page shows the change: {what}"
        config.write_text(config.read_text().replace(str(warm), str(cold)))
        fresh = built(config, cold)
        config.write_text(config.read_text().replace(str(cold), str(warm)))
        shutil.rmtree(cold)
        stale = sorted(path for path in {*fresh, *after} if fresh.get(path) != after.get(path))
        assert [] == stale, f"stale after a change: {what}"
        before = after


def built(config: Path, cache: Path) -> dict[str, bytes]:
    """Build a site that keeps its own in a folder, and return its files.

    The runtime, the wheel and Jinja's code of each template are those of this tree.
    """
    cache.mkdir(exist_ok=True)
    for name in ("runtime", "wheel", "templates"):
        shared = ROOT / ".build" / name
        shared.mkdir(parents=True, exist_ok=True)
        if not (cache / name).exists():
            (cache / name).symlink_to(shared)
    site = config.parent / "site"
    build(load_config(str(config), site_dir=str(site)))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
