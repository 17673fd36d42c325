"""The cut between the generator's tests and this site: a word, a rule or a case of this site breaks none of the former."""

import re

import pytest

from support import ROOT

READS_THIS_SITE = re.compile(r'this_site|muscle.spasms|\[2\] / "(docs|site)"|ROOT / "(docs|site)"|ROOT / "checker" / "know')
EXEMPT = {
    "browser/shots.py": "no test: it takes pictures of this site",
}
"""File → why it may read this site."""

OF_THIS_TOPIC = re.compile(r"muscle|spasm|\bcramps?\b|\bcramp-|twitch", re.IGNORECASE)
GENERATOR = ("checker/engine", "checker/workshop", "hooks")


@pytest.mark.parametrize("folder", ["checker", "hooks", "browser"])
def test_tests_of_the_generator_do_not_read_this_site(folder):
    """No test of engine, workshop, generator or browser reads this site's pages, tables or what is built of them."""
    files = {path.relative_to(ROOT / "tests").as_posix(): path for path in (ROOT / "tests" / folder).rglob("*.py")}
    read = {name for name, path in files.items() if READS_THIS_SITE.search(path.read_text(encoding="utf-8"))}
    assert {name for name in EXEMPT if name.startswith(folder)} == read


@pytest.mark.parametrize("package", GENERATOR)
def test_the_generator_does_not_speak_of_this_topic(package):
    """No file of the generator names what this site is about, not even as an example: it serves any topic."""
    kinds = (".py", ".mjs", ".js", ".html", ".css", ".toml", ".jinja", ".md", ".ts")
    files = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / package).rglob("*") if path.suffix in kinds}
    assert len(files) > 10
    assert [] == [name for name, path in files.items() if OF_THIS_TOPIC.search(path.read_text(encoding="utf-8"))]
