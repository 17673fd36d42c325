"""What a site holds that others made: the table of the about page, and the bill of materials."""

import hashlib
import importlib.metadata
import json
from importlib.resources import files
from pathlib import Path

import pytest

from support import FRAGMENTS, ROOT
from symptom_site import bill
from symptom_site.components.parts import parts_table
from symptom_site.runtime import parts

MODULES = ROOT / "node_modules"
PACKAGES = [part for part in parts.known() if part.origin in ("npm", "pypi")]


@pytest.fixture(scope="module")
def written(sample_site: Path) -> dict:
    """The bill of the sample's site."""
    return json.loads(bill.text(sample_site, MODULES))


@pytest.mark.parametrize("part", PACKAGES, ids=lambda part: part.package)
def test_license_is_that_of_the_package(part: parts.Part) -> None:
    """The table says the license that the installed package says of itself."""
    if part.origin == "npm":
        said = json.loads((MODULES / part.package / "package.json").read_text(encoding="utf-8"))["license"]
    else:
        said = importlib.metadata.metadata(part.package)["License-Expression"]
    assert said == part.license


def test_every_library_in_the_theme_is_listed() -> None:
    """The libraries that the theme's own maps of sources name all stand in the table, and no others as part of it."""
    found = bill.libraries(Path(str(files("material") / "templates")))
    assert found | {"material-design-icons"} == {part.package for part in parts.known() if part.origin == "inside"}


def test_table_has_a_row_for_each_part() -> None:
    """The about page lists each part with its license."""
    html = parts_table.render(FRAGMENTS)
    assert len(parts.known()) == html.count("<tr><td>")
    assert all(f"<td>{part.license}</td>" in html for part in parts.known())


def test_bill_holds_every_file_once_with_its_sum(written: dict, sample_site: Path) -> None:
    """Each file of the site stands once in the bill, with its SHA-256, below what it is of."""
    owners = (written["metadata"]["component"], *written["components"])
    held = [file for one in owners for file in one.get("components", ())]
    sums = {file["name"]: file["hashes"][0]["content"] for file in held if file["bom-ref"].startswith("file:")}
    real = {
        path.relative_to(sample_site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sample_site.rglob("*")
        if path.is_file() and path.suffix not in bill.COPIES
    }
    assert real == sums
    assert len(sums) == sum(file["bom-ref"].startswith("file:") for file in held)


def test_bill_names_what_runs(written: dict) -> None:
    """Packages have their address in their registry, and the modules of Python that a browser loads are listed."""
    assert {"pkg:npm/pyodide@314.0.7", "pkg:pypi/mkdocs-material@9.8.1"} <= {
        one.get("purl") for one in written["components"]
    }
    (library,) = [one for one in written["components"] if one["name"] == "Python standard library"]
    assert any(file["name"].startswith("json/decoder.py") for file in library["components"])


def test_bill_is_the_same_for_the_same_site(written: dict, sample_site: Path) -> None:
    """No moment and no chance stand in the bill."""
    assert written == json.loads(bill.text(sample_site, MODULES))


def test_nothing_is_copied_that_no_reader_gets(sample_site: Path) -> None:
    """Maps of sources, and the words of other languages for the search, stay out of an English site."""
    assert [] == [path for path in sample_site.rglob("*") if path.suffix == ".map" or path.parent.name == "lunr"]
