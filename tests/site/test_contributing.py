"""The tree in CONTRIBUTING.md against the repository."""

import re
import subprocess

from support import ROOT

CONTENTS = re.compile(
    r"checker/knowledge/[^/]+|tests/topics/[^/]+|hooks/symptom_site/new_site/template|hooks/symptom_site/runtime/npm"
)
"""Folders whose insides the tree does not list: content, and what is copied."""

ROOTS = ("checker", "hooks", "tests", ".ci", ".github/decisions")


def listed() -> set[str]:
    """Every path in the tree of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tree = re.search(r"## The tree\n\n```\n(.*?)```", text, re.DOTALL)
    assert tree
    found, above = set[str](), list[tuple[int, str]]()
    for line in tree[1].splitlines():
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        for name in re.split(r"\s{2,}", line.strip())[0].split(" "):
            path = "/".join([*(part for _, part in above), name.rstrip("/")])
            found.add(path)
        above.append((indent, re.split(r"\s{2,}", line.strip())[0].split(" ")[-1].rstrip("/")))
    return found


def folders() -> set[str]:
    """Every folder of the repository that holds code, but those whose insides are content."""
    said = subprocess.run(["git", "ls-files", *ROOTS], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {path.rpartition("/")[0] for path in said.stdout.splitlines()}
    return {match[0] if (match := CONTENTS.match(folder)) else folder for folder in found}


def test_everything_in_the_tree_is_there():
    """Each file and folder that the tree names stands in the repository."""
    assert [] == sorted(path for path in listed() if not (ROOT / path).exists())


def test_every_folder_is_in_the_tree():
    """Each folder of code, and each folder of content, stands in the tree, itself or by the folders in it."""
    named = listed()
    above = {path.rpartition("/")[0] for path in named}
    assert [] == sorted(folder for folder in folders() if folder not in named | above)
