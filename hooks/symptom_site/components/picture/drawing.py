"""One drawing as SVG: what it may hold, and how its places become links or answers."""

import re
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any

from lxml import etree
from markupsafe import Markup

from symptom_checker_workshop.problem import Problem

ELEMENTS = {
    "svg": {"viewBox"},
    "g": {"id", "class"},
    "path": {"class", "d"},
    "circle": {"class", "cx", "cy", "r"},
    "rect": {"class", "x", "y", "width", "height", "rx"},
    "text": {"class", "x", "y"},
}
"""What a drawing may hold: shapes, whose colors come from the style sheet. Nothing here runs, loads or styles."""

NUMBERS = {"cx", "cy", "r", "x", "y", "width", "height", "rx"}
NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
"""The attributes that hold one number, and how it may be written."""

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
NAME_WIDTH = 9
"""Letters of the name of a place that fit beside the body, in one line of `NAME_HEIGHT`."""
NAME_HEIGHT = 16

type Group = Any
"""A `<g>` of a drawing."""


def check(file: str, drawing: str) -> Iterator[Problem]:
    """Name what a drawing may not hold."""

    def problem(line: int, where: str, what: str) -> Problem:
        return Problem(file=file, line=line, where=where, what=what)

    try:
        root = _parsed(drawing)
    except etree.XMLSyntaxError as error:
        yield problem(error.lineno or 1, "drawing", f"cannot be read ({error.msg}): save it as an SVG file again")
        return
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        yield problem(1, "drawing", "must be an <svg> with a viewBox: without one it cannot grow with the page")
    for element in root.iter():
        tag = str(element.tag).removeprefix(SVG)
        if tag not in ELEMENTS:
            known = ", ".join(ELEMENTS)
            shown = tag if isinstance(element.tag, str) else "a comment or an instruction"
            yield problem(element.sourceline, f"<{shown}>", f"may not stand in a drawing: draw with {known} alone")
            continue
        for attribute in sorted(set(element.keys()) - ELEMENTS[tag]):
            what = f"may not stand in <{tag}>: colors and lines come from the style sheet, by a class"
            yield problem(element.sourceline, f"'{attribute}'", what)
        for attribute in sorted(NUMBERS & set(element.keys())):
            if not NUMBER.fullmatch(value := element.get(attribute, "")):
                yield problem(element.sourceline, f"'{attribute}'", f"is '{value[:20]}': write a number, such as 12.5")


def drawn(drawing: str, change: Callable[[str, Group], None]) -> tuple[str, Markup]:
    """Return the viewBox of a drawing, and what it holds after `change` was done to each group with its id."""
    root = _parsed(drawing)
    for group in root.iter(f"{SVG}g"):
        if name := group.attrib.pop("id", ""):
            change(name, group)
    etree.cleanup_namespaces(root, top_nsmap={"xlink": XLINK.strip("{}")})
    held = b"".join(etree.tostring(element) for element in root).decode()
    inner = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", held)
    inner = re.sub(r"\s*\n\s*", "", inner)
    return str(root.get("viewBox")), Markup(inner)  # noqa: S704  checked: shapes alone


def link(group: Group, name: str, address: str) -> None:
    """Turn a group into a link that has a name."""
    group.tag = f"{SVG}a"
    # The old form: the theme makes every [href] absolute by a property that an element of SVG only reads, and fails.
    group.set(f"{XLINK}href", address)
    group.set("role", "link")  # not every reader of screens knows the old form
    _name(group, name)


def tick(group: Group, name: str, option: str) -> None:
    """Turn a group into one that has a name and stands for an option."""
    group.set("data-tick", option)
    _name(group, name)


def _name(group: Group, name: str) -> None:
    """Write the name of a place, in lines that fit beside the body; it is heard in one piece."""
    group.set("class", "place")
    if len(wrap(name, NAME_WIDTH)) > 1 or group.find(f"{SVG}text") is None:
        group.set("aria-label", name)
    for text in group.iter(f"{SVG}text"):
        first, *others = wrap(name, NAME_WIDTH)
        text.set("y", f"{float(text.get('y', '0')) - NAME_HEIGHT * len(others) / 2:g}")
        text.text = first
        for row in others:
            # What is seen and what is heard are the same words; it takes no room.
            etree.SubElement(text, f"{SVG}tspan", {"class": "gap"}).text = " "
            line = etree.SubElement(text, f"{SVG}tspan", x=text.get("x", "0"), dy=str(NAME_HEIGHT))
            line.text = row


def _parsed(drawing: str) -> Any:
    return etree.fromstring(drawing.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
