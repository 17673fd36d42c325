"""The vocabulary of schema.org, as the shapes that pyshacl carries, and what in a page's data breaks it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, Graph
from rdflib.term import Node

CONTEXT = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}
"""What schema.org's own context says of the names in use, so that no test asks the network for it."""


def read(data: dict[str, object]) -> Graph:
    """Return the triples of some JSON-LD that names schema.org as its context."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")


def problems(data: Graph) -> list[str]:
    """Name each unknown type, each property that none of a thing's types has, and each value of a wrong type."""
    return sorted({*_unknown(data), *_misfits(data)})


def _unknown(data: Graph) -> Iterator[str]:
    for thing in set(data.subjects()):
        types = sorted(data.objects(thing, RDF.type))
        yield from (f"{kind} is no type" for kind in types if (kind, RDF.type, RDFS.Class) not in _shapes())
        known = {RDF.type}.union(*map(_properties, types))
        yield from (f"{name} is no property of {types}" for name in data.predicates(thing) if name not in known)


def _misfits(data: Graph) -> Iterator[str]:
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), ont_graph=_shapes())
    for result in report.objects(None, SH.result):
        node, path, message = (report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.resultMessage))
        yield f"{path} of {data.value(node, RDF.type)}: {message}"


@cache
def _shapes() -> Graph:
    return Graph().parse(Path(pyshacl.__file__).parent / "assets" / "schema.ttl")


@cache
def _properties(kind: Node) -> frozenset[Node]:
    """Return the properties of a type and of all types above it."""
    shapes = _shapes()
    above = shapes.transitive_objects(kind, RDFS.subClassOf)
    return frozenset(path for type_ in above for path in shapes.objects(type_, SH.property / SH.path))
