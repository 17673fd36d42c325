"""Folds: a heading of a page that opens and closes what stands below it.

An editor writes `### Chest pain {.fold #chest}`. Everything up to the next heading of this or a higher rank goes into
a `<details>`, so that it opens without a script, by keyboard, by a search within the page and by a link to a place in
it; the theme's own script also opens the fold whose heading a link names, and all folds before they are printed.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

from symptom_site.source.blocks import FOLD

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

AFTER_ATTRIBUTES = 7
"""The place among the tree processors: after the attributes of headings (8), before the table of contents (5)."""


class Folds(Extension):
    """Markdown extension: a heading with the class `fold` folds what follows it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Fold when the attributes of headings are known."""
        md.treeprocessors.register(_Folder(md), "fold", AFTER_ATTRIBUTES)


class _Folder(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        rank, name, body = 0, "", None
        for element in list(root):
            own = HEADINGS.index(element.tag) + 1 if element.tag in HEADINGS else 0
            if own and own <= rank:
                rank, body = 0, None
            if own and FOLD in element.get("class", "").split():
                rank, body = own, _fold(root, element)
                name = element.get("id", "")
            elif body is not None:
                root.remove(element)
                body.append(element)
                _name_cards(element, name)


def _fold(root: etree.Element, heading: etree.Element) -> etree.Element:
    """Put a closed fold in the place of a heading, which becomes what opens it; return the place for what it folds."""
    del heading.attrib["class"]
    heading.set("id", heading.get("id") or slugify("".join(heading.itertext()), "-"))
    details = etree.Element("details", {"class": FOLD})
    root[list(root).index(heading)] = details
    etree.SubElement(details, "summary").append(heading)
    return etree.SubElement(details, "div", {"class": f"{FOLD}__body"})


def _name_cards(element: etree.Element, fold: str) -> None:
    """Give the cards of a fold addresses of their own: the page may have others of the same level."""
    for heading in element.iter():
        if heading.get("class") == "care-card__heading":
            heading.set("id", f"{fold}-{heading.get('id')}")
