"""Write what a built site is made of as a software bill of materials in the CycloneDX form."""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from symptom_site.finish.compressed import COPIES
from symptom_site.runtime import parts
from symptom_site.runtime.parts import Part

ROOT = "site"


def text(site: Path, node_modules: Path) -> str:
    """Return the bill of the site in a folder as JSON, the same for the same site.

    Every file of the site stands in it with its SHA-256, those of others below the part that they belong to. Raises
    ValueError when the library that writes it finds a fault in it.
    """
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    files = {name: path for name, path in files.items() if path.suffix not in COPIES}
    theirs = {part: part.files_of(files) for part in parts.known()}
    taken = {name for names in theirs.values() for name in names}
    own = Component(
        name=ROOT,
        type=ComponentType.APPLICATION,
        bom_ref=ROOT,
        components=[_file(name, files[name]) for name in files if name not in taken],
    )
    bom = Bom(components=[_part(part, names, files, node_modules) for part, names in theirs.items()])
    bom.metadata.component = own
    bom.register_dependency(own, bom.components)
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the same site on another day is the same bill
    sums = "".join(_sum(path) for path in files.values())
    bom.serial_number = uuid5(NAMESPACE_URL, hashlib.sha256(sums.encode()).hexdigest())
    written = JsonV1Dot6(bom).output_as_string(indent=2)
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(written):
        raise ValueError(f"the bill of materials is not in its form: {fault}")
    return written


def _part(part: Part, names: Iterable[str], files: dict[str, Path], node_modules: Path) -> Component:
    version = part.version(node_modules)
    held = [_file(name, files[name]) for name in names]
    if part.origin == "python":
        held += [module for name in names for module in _modules(files[name], name)]
    is_known = part.origin in ("npm", "pypi")
    group, _, name = part.package.rpartition("/")
    return Component(
        name=part.name,
        version=version if part.origin != "inside" else f"as in {part.within} {version}",
        type=ComponentType.LIBRARY,
        bom_ref=f"part:{part.package}",
        licenses=[LicenseFactory().make_from_string(part.license)],
        purl=PackageURL(part.origin, group or None, name, version) if is_known else None,
        description=part.does,
        components=held,
    )


def _modules(archive: Path, within: str) -> Iterable[Component]:
    """Yield the modules in an archive of Python's library."""
    with zipfile.ZipFile(archive) as opened:
        for name in sorted(item for item in opened.namelist() if item.endswith((".py", ".pyc"))):
            yield Component(
                name=name,
                type=ComponentType.FILE,
                bom_ref=f"{within}!{name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(opened.read(name)).hexdigest())],
            )


def _file(name: str, path: Path) -> Component:
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=_sum(path))]
    return Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}", hashes=hashes)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def libraries(folder: Path) -> set[str]:
    """Return the libraries that the maps of sources in a folder name."""
    found: set[str] = set()
    for path in folder.rglob("*.map"):
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]:
            _, inside, rest = source.rpartition("node_modules/")
            if inside:
                found.add("/".join(rest.split("/")[: 2 if rest.startswith("@") else 1]))
    return found
