"""Changes to many places of a tree at once, each linear in its size.

lxml's `parent.index()` and `insert()` walk the siblings, so that changing one child after the other is quadratic.
Here elements are marked by a name of their own, and libxml2 takes all of them away in one walk.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.names import BLANK, INLINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.etree import _Element

__all__ = [
    "add_class",
    "append_text",
    "drop",
    "drop_blocks",
    "having",
    "is_blank",
    "is_there",
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


def drop_blocks(body: _Element, blocks: Collection[_Element]) -> None:
    """The same for blocks; one between two lines of an item or a cell leaves a space, or their words would be one."""
    for block in blocks:
        if _line_follows(block) and _line_precedes(block, blocks):
            block.tail = f" {block.tail or ''}"
    drop(body, blocks)


def _line_follows(block: _Element) -> bool:
    if not is_blank(block.tail):
        return True
    following = block.getnext()
    while following is not None and _shows_nothing(following) and is_blank(following.tail):
        following = following.getnext()
    return following is not None and following.tag in INLINE and following.tag != "br"


def _line_precedes(block: _Element, gone: Collection[_Element]) -> bool:
    before, parent = block.getprevious(), block.getparent()
    while before is not None and (before in gone or _shows_nothing(before)) and is_blank(before.tail):
        before = before.getprevious()
    if before is None:
        return parent is not None and not is_blank(parent.text)
    return not is_blank(before.tail) or (before.tag in INLINE and before.tag != "br")


def _shows_nothing(element: _Element) -> bool:
    """Whether it is inline, and has neither text nor a picture or line break in it."""
    if element.tag not in INLINE or element.tag in ("br", "img"):
        return False
    return is_blank("".join(element.itertext())) and next(element.iter("br", "img"), None) is None


def select(body: _Element, path: str) -> list[_Element]:
    """The elements an XPath finds, as a list that stays good while the tree is changed."""
    found: list[_Element] = _compiled(path)(body)
    return found


def is_there(body: _Element, path: str) -> bool:
    """Whether an XPath finds anything."""
    return bool(_compiled(f"boolean({path})")(body))


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
