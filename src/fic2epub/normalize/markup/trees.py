"""Changes to many places of a tree at once, each linear in its size.

lxml's `parent.index()` and `insert()` walk the siblings, so that changing one child after the other is quadratic.
Here elements are marked by a name of their own, and libxml2 takes all of them away in one walk.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.names import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

__all__ = [
    "add_class",
    "append_text",
    "drop",
    "having",
    "is_blank",
    "pieces",
    "refill",
    "select",
    "turn_into",
    "unwrap",
    "values_of",
]

_MARK = "taken-away"


def unwrap(body: _Element, elements: Iterable[_Element]) -> None:
    """Take the elements away, and leave all that is inside them."""
    marked = False
    for element in elements:
        element.tag = _MARK
        marked = True
    if marked:
        etree.strip_tags(body, _MARK)


def drop(body: _Element, elements: Iterable[_Element]) -> None:
    """Take the elements away with all inside them; what follows them stays."""
    marked = False
    for element in elements:
        element.tag = _MARK
        marked = True
    if marked:
        etree.strip_elements(body, _MARK, with_tail=False)


def select(body: _Element, path: str) -> list[_Element]:
    """The elements an XPath finds, as a list that stays good while the tree is changed."""
    found: list[_Element] = _compiled(path)(body)
    return found


@cache
def _values(attribute: str) -> etree.XPath:
    return etree.XPath(f"descendant::*/@{attribute}", smart_strings=False)


@cache
def _compiled(path: str) -> etree.XPath:
    """A path that is compiled once: for a small body that takes longer than the walk."""
    return etree.XPath(path)


def having(body: _Element, *attributes: str) -> list[_Element]:
    """
    The elements below `body` that have one of the attributes, in order, as a list that stays good.

    libxml2 goes to the attributes that are there three times as fast as it asks each element for one.
    """
    found = _compiled(" | ".join(f"descendant::*/@{name}" for name in attributes))(body)
    return list(dict.fromkeys(value.getparent() for value in found))


def values_of(body: _Element, attribute: str) -> set[str]:
    """All that this attribute says below `body`: mostly a few words, none of which means anything to a rule."""
    return set(_values(attribute)(body))


def add_class(element: _Element, token: str) -> None:
    """Add a class unless it is there."""
    tokens = (element.get("class") or "").split()
    if token and token not in tokens:
        element.set("class", " ".join([*tokens, token]))


def turn_into(element: _Element, tag: str, token: str = "") -> None:
    """Rename the element, and give it a class."""
    element.tag = tag
    if token:
        add_class(element, token)


def is_blank(text: str | None) -> bool:
    """Whether HTML shows nothing of it between blocks."""
    return not text or not text.strip(BLANK)


def append_text(parent: _Element, text: str | None) -> None:
    """Add text at the end of the element."""
    if not text:
        return
    for last in parent.iterchildren(reversed=True):  # `len(parent)` counts all children
        last.tail = (last.tail or "") + text
        return
    parent.text = (parent.text or "") + text


def pieces(element: _Element) -> Iterator[_Element | str]:
    """Empty the element: its texts and children in order, each child without its tail; comments are not expected."""
    text, children = element.text, list(element)
    element.text = None
    element[:] = []
    if text:
        yield text
    for child in children:
        tail = child.tail
        child.tail = None
        yield child
        if tail:
            yield tail


def refill(element: _Element, parts: Iterable[_Element | str]) -> None:
    """Append texts and elements in order; one text setting for each run of texts."""
    for part in parts:
        if isinstance(part, str):
            append_text(element, part)
        else:
            element.append(part)
