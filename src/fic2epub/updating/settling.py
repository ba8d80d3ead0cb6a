"""A document of the newer edition, with all that it shares with the older one at the places of before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import XHTML, parse_document, serialize
from fic2epub.places import own_text_end
from fic2epub.updating.aligning import aligned, same
from fic2epub.updating.slots import Level, is_carriable, is_plain, kind_of, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from fic2epub.updating.slots import Slot

__all__ = ["parsed", "settled"]

_FRAMES = frozenset(("body", "section"))
_LEVELS = _FRAMES | {"aside", "blockquote", "div", "li", "ol", "ul"}
"""What is looked into, if it holds no text of its own."""
_TEXTS = frozenset(("box-body", "chapter-body"))
_WHITE = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 100
"""Elements in elements that are looked into."""


def parsed(content: bytes) -> _Element:
    """A document of ours, with names that have no namespace."""
    root = parse_document(content)
    for element in root.iter(f"{{{XHTML}}}*"):
        element.tag = str(element.tag).partition("}")[2]
    return root


def settled(old: bytes, new: bytes) -> bytes:
    """
    The newer document, so that places in the older one are found in it; itself when they are already.

    Both are ours, the older one perhaps updated before, the newer one fresh.
    """
    if old == new:
        return new
    before, root = parsed(old), parsed(new)
    here, there = before.find("body"), root.find("body")
    if here is None or there is None:
        return new
    _settle(here, there, 0)
    return serialize(root)


def _settle(old: _Element, new: _Element, depth: int) -> None:
    """Bring the children of an element, and theirs, to their places."""
    if depth > _DEEPEST or not (_is_level(old) and _is_level(new)):
        return
    frame = old.tag in _FRAMES
    level = Level(old, frame=frame)
    units, children = level.units(), list(new)
    if not units:  # no place is in it
        return
    _fill(units, children, frame=frame)
    filled = {unit.fill: unit for unit in units if unit.fill is not None}
    last: Slot | None = None
    opens = not _TEXTS.isdisjoint(named(new))
    for child in children:
        last = filled.get(child) or level.put_behind(last, child, opens=opens)
    level.build(new)
    for unit in units:
        if unit.old is not None and unit.fill is not None and unit.tag in _LEVELS:
            _settle(unit.old, unit.fill, depth + 1)


def _is_level(element: _Element) -> bool:
    """Whether it holds elements and no text beside them."""
    if element.tag not in _LEVELS or (element.text or "").strip():
        return False
    return all(isinstance(child.tag, str) and not (child.tail or "").strip() for child in element)


def _fill(units: Sequence[Slot], children: Sequence[_Element], *, frame: bool) -> None:
    """Say which child comes to stand in which place."""
    live = [unit for unit in units if unit.old is not None]
    told = _role if frame else _told
    old = [told(unit.old) for unit in live if unit.old is not None]
    new = [told(child) for child in children]
    pairs = same(old, new) if frame else aligned(old, new)
    for one, other in pairs:
        if _fits(live[one], children[other]):
            live[one].fill = children[other]
    _reuse([unit for unit in units if not frame or unit.old is None or unit.fill is not None], children)


def _reuse(units: Sequence[Slot], children: Sequence[_Element]) -> None:
    """Fill places that are empty now with what came in between the same neighbours."""
    places = {child: place for place, child in enumerate(children)}
    start = 0
    gap: list[Slot] = []
    for unit in (*units, None):
        if unit is not None and unit.fill is None:
            gap.append(unit)
            continue
        stop = len(children) if unit is None or unit.fill is None else places[unit.fill]
        for child in children[start:stop]:
            fitting = next((place for place, one in enumerate(gap) if _fits(one, child)), None)
            if fitting is not None:
                gap[fitting].fill = child
                gap = gap[fitting + 1 :]
        gap, start = [], stop + 1


def _fits(slot: Slot, child: _Element) -> bool:
    """Whether an element can stand in a place."""
    if slot.line:
        return is_carriable(child) and (slot.old is None or kind_of(slot.old) == child.tag)
    if slot.carried and not is_plain(child):
        return False
    return slot.tag == child.tag


def _role(element: _Element) -> str:
    """What an element of our frame is."""
    names = named(element)
    if names[:1] == ["chapter"]:  # there may be several in a document
        return f"chapter {element.get('aria-labelledby')}"
    kept = names[:2] if names[:1] == ["box"] else names[:1]
    return " ".join((str(element.tag), *kept))


def _told(element: _Element) -> str:
    """What an element of a text says, without what it carries."""
    if element.tag in {"p", "span"}:
        end = own_text_end(element)
        text = (element.text or "") + "".join(_texts(list(element)[:end]))
        pictures = [picture.get("src", "") for child in list(element)[:end] for picture in child.iter("img")]
        name = kind_of(element)
    else:
        text = "".join(element.itertext("*"))
        pictures = [picture.get("src", "") for picture in element.iter("img")]
        name = str(element.tag)
    return f"<{name}> {_WHITE.sub(' ', text).strip()} {' '.join(pictures)}"


def _texts(children: Sequence[_Element]) -> Iterator[str]:
    for child in children:
        yield from child.itertext("*")
        yield child.tail or ""
