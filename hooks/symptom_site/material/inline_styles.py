"""The styles that stand in templates of our own: the only inline ones that the policy allows."""

import functools
import re
from pathlib import Path

TEMPLATES = Path(__file__).parent / "theme"

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def is_known(style: str) -> bool:
    """Return whether a style is that of one of our templates, letter for letter."""
    return style in _known()


@functools.cache
def _known() -> frozenset[str]:
    files = sorted(TEMPLATES.glob("*.html"))
    return frozenset(style for file in files for style in _STYLE.findall(file.read_text(encoding="utf-8")))
