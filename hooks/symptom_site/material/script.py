"""The script of Material 9.8, corrected: a page that comes does only what its reader sees.

The theme reads half a megabyte of words and starts a worker as each page comes, for a search that few open; from a disk
it waits until the search is opened. So does the corrected script, everywhere. And it tells the browser that a page is
light only where it was dark: else every element would get its style anew.
"""

import re

SCRIPT = "assets/javascripts/bundle.*.min.js"
"""Address of the theme's script from its root."""

_LATE_WORKER = (
    r"=new class extends EventTarget{u=new URL(\1,location);postMessage(m){"
    "this.w||(this.w=new Worker(this.u),this.w.onmessage=({data})=>"
    'this.dispatchEvent(new MessageEvent("message",{data}))),this.w.postMessage(m)}}'
)
"""Stands for a worker, and starts it when something is first said to it.

Its address is as seen from the first page: a click inside the site changes the page's own.
"""

_FIXES = (
    (re.compile(r'\w+\([\w$]+\(location\.protocol!=="file:"\),(\w+\("search"\))\)'), r"\1"),
    (re.compile(r"=new Worker\((\w+)\)"), _LATE_WORKER),
    (
        re.compile(r"(\w+)\.content=(\w+)\.colorScheme"),
        r'\1.content||\2.colorScheme!="light"?\1.content=\2.colorScheme:0',
    ),
    (re.compile(r"\n//# sourceMappingURL=\S+"), ""),
)
"""What stands in the script once → what stands there instead."""


def fixed(script: str) -> str:
    """Return the theme's script as a site has it; raises ValueError where it is not the one that this file knows."""
    for wrong, right in _FIXES:
        script, count = wrong.subn(right, script)
        if count != 1:
            raise ValueError(
                f"the theme's script has {wrong.pattern} {count} times, expected once: see how it does that now, and "
                "correct material/script.py"
            )
    return script
