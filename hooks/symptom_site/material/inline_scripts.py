"""The scripts that stand in pages of Material 9.8: the only inline ones that the policy allows."""

import hashlib
import re

KNOWN = {
    "7eb3684fdacd2881f67b9428983273a29d8774d8bc82622af9b65a8ec1032a90": "base.html",
    "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e": "palette.html",
    "d74bb3b582599bb38b62d1eb15a60a0af4ce0147e3335efe0a811693984b71ce": "content.html",
    "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f": "content.html",
    "e441dbdde5a0501b99527bb443d86875df7b1a02ed15df77ed97b4c8234e4b70": "announce.html",
}
"""Hash of a script, as `digest` makes it → the file below `partials/javascripts` of the theme that has it."""

_SCOPE = re.compile(r'new URL\("[\w.~/-]*",location\)')
"""The address of the site as seen from the page, the only part that is not the same on each."""


def is_known(script: str) -> bool:
    """Return whether a script is one of the theme's, letter for letter."""
    return digest(script) in KNOWN


def digest(script: str) -> str:
    """Return the hash under which a script is known, in hexadecimal."""
    return hashlib.sha256(_SCOPE.sub('new URL("",location)', script, count=1).encode()).hexdigest()
