"""Which elements of a body are blocks of a family: told from their class names and from their shape."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fic2epub.normalize.families.names import CERTAIN, LIKELY, WITHIN
from fic2epub.normalize.families.parts import SIDES, Found, Named, meanings_of, named, side_of
from fic2epub.normalize.families.shapes import SHAPES, Look
from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.trees import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.families.names import Meaning

__all__ = ["blocks", "boxes", "loose_messages", "within_blocks"]

_BOXES = frozenset("div blockquote p ul ol dl table figure details".split())
"""What a block may be; the items, cells and sayings of another are not."""
_NESTED = 8
"""Boxes around a box that were none: deeper nobody draws, and looking would cost by squares."""


def blocks(entries: list[Named]) -> list[Found]:
    """All blocks of a body that are none of a book of ours yet: those in a box, then runs of messages without one."""
    taken = {one for entry in entries if entry.done for one in entry.element.iter()}
    found = list(boxes(entries))
    taken.update(one for each in found for element in each.elements for one in element.iter())
    return found + list(loose_messages(entries, taken))


def within_blocks(body: _Element) -> set[_Element]:
    """The elements of a body that are to be printed as blocks, or stand in one."""
    entries = named(body)
    tops = [entry.element for entry in entries if entry.done]
    tops += [element for found in blocks(entries) for element in found.elements]
    return {one for top in tops for one in top.iter("*")}


def boxes(entries: list[Named]) -> Iterator[Found]:
    """The outermost blocks that are told by the name of what is around them, in order."""
    taken: set[_Element] = set()
    refused: set[_Element] = set()
    failed: list[_Element] = []
    for place, entry in enumerate(entries):
        element = entry.element
        if element in taken or element in refused:
            continue
        if entry.done:
            taken.update(element.iter())
            continue
        if element.tag not in _BOXES or not any(one.role == "box" for one in entry.meanings):
            continue
        failed = [one for one in failed if _is_around(one, element)]
        if len(failed) >= _NESTED:
            continue
        found = _found(entries, place)
        if found is None:
            failed.append(element)
            refused.update(_neighbours(entry))
            continue
        for one in found.elements:
            taken.update(one.iter())
        yield found


def _is_around(outer: _Element, inner: _Element) -> bool:
    return any(one is outer for one in inner.iterancestors())


def _found(entries: list[Named], place: int) -> Found | None:
    """The block that begins with this element, if it is one of the families that its names speak of."""
    best: tuple[int, Found] | None = None
    for family, strength in _claims(entries[place].meanings).items():
        elements = _run(entries[place].element, family)
        within = {one for element in elements for one in element.iter()}
        parts = []
        for at in range(place, len(entries)):
            if entries[at].element not in within:
                break
            parts.append(entries[at])
        found = Found(family, elements, parts)
        look = Look(found, certain=strength == CERTAIN)
        if not look.lines or _holds_boxes(found) or not SHAPES[family](look):
            continue
        weight = sum(1 for part in parts[1:] if any(one.family == family for one in part.meanings))
        weight += 3 * (strength == CERTAIN)
        if best is None or weight > best[0]:
            best = (weight, found)
    return best[1] if best else None


def _claims(said: tuple[Meaning, ...]) -> dict[str, int]:
    """The families of which it may be a block, each with the strength of the claim."""
    claims: dict[str, int] = {}
    for meaning in said:
        if meaning.role == "box":
            claims[meaning.family] = max(meaning.strength, claims.get(meaning.family, 0))
    return claims


def _run(element: _Element, family: str) -> list[_Element]:
    """The element, and if it is a paragraph those that follow and are named like it."""
    run = [element]
    while element.tag == "p" and is_blank(element.tail):
        follower = element.getnext()
        if follower is None or follower.tag != "p" or not _goes_on(follower, family):
            break
        run.append(follower)
        element = follower
    return run


def _goes_on(element: _Element, family: str) -> bool:
    """Whether a paragraph is named like a block of the family, or like a message in one."""
    said = meanings_of(element)
    if family == "texts" and any(one.family == family and one.strength >= LIKELY for one in said):
        return True
    return family in _claims(said)


def _neighbours(entry: Named) -> Iterator[_Element]:
    """The paragraphs that would have been of the block, if it had been one."""
    if entry.element.tag == "p":
        for family in _claims(entry.meanings):
            yield from _run(entry.element, family)


def _holds_boxes(found: Found) -> bool:
    """Whether it is only around several blocks of its family, as `div.tweets` is around each `div.tweet`."""
    outer = set(found.elements)
    inner = [part for part in found.parts if part.element not in outer and part.element.tag in _BOXES]
    return sum(1 for part in inner if part.role(found.family, "box") == CERTAIN) > 1


_LONGEST_MESSAGE = 500
"""Characters that somebody types into a telephone; longer paragraphs are prose."""
_RAREST = 20
"""One message in so many is the other side's, at the least: a class on every paragraph of a chapter is no side."""


def loose_messages(entries: list[Named], taken: set[_Element]) -> Iterator[Found]:
    """Runs of neighbours that are text messages of two sides, with no box around them."""
    carriers: dict[_Element, list[Named]] = {}
    filled: dict[_Element, bool] = {}
    for entry in entries:
        if entry.element in taken or (entry.role("texts", *SIDES) or WITHIN) < LIKELY:
            continue
        carrier = _carrier(entry.element)
        if carrier is None:
            continue
        if carrier not in filled:
            filled[carrier] = carrier is entry.element or _is_filled(carrier)
        if filled[carrier]:
            carriers.setdefault(carrier, []).append(entry)
    for run in _runs(carriers):
        inner = [entry for carrier in run for entry in carriers[carrier]]
        if _are_messages(inner):
            yield Found("texts", run, inner)


def _carrier(element: _Element) -> _Element | None:
    """The block that a message may be: the element itself, or the paragraph around it."""
    if element.tag in ("p", "div"):
        return element
    parent = element.getparent()
    return parent if element.tag == "span" and parent is not None and parent.tag == "p" else None


def _is_filled(paragraph: _Element) -> bool:
    """Whether it holds nothing but messages, and what stands beside them."""
    if not is_blank(paragraph.text):
        return False
    return all(is_blank(child.tail) and (child.tag == "br" or _is_part(child)) for child in paragraph)


def _is_part(element: _Element) -> bool:
    """Whether it is a message, a name, a time."""
    return any(meaning.family == "texts" for meaning in meanings_of(element))


def _runs(carriers: Iterable[_Element]) -> Iterator[list[_Element]]:
    """Those that stand one behind the other, blank paragraphs between them or not."""
    run: list[_Element] = []
    for carrier in carriers:
        if run and _next_written(run[-1]) is not carrier:
            yield run
            run = []
        run.append(carrier)
    if run:
        yield run


def _next_written(element: _Element) -> _Element | None:
    """The next sibling that says something, if no text stands between."""
    while is_blank(element.tail):
        follower = element.getnext()
        if follower is None:
            return None
        if follower.tag != "p" or "".join(follower.itertext()).strip(SPACES) or len(follower) > 1:
            return follower
        element = follower
    return None


def _are_messages(entries: list[Named]) -> bool:
    """Whether both sides speak, often enough, and shortly."""
    sides = Counter(side_of(entry) for entry in entries)
    fewest = min(sides["sent"], sides["received"])
    return fewest * _RAREST >= len(entries) and all(_is_short(entry.element) for entry in entries)


def _is_short(element: _Element) -> bool:
    return len("".join(element.itertext())) <= _LONGEST_MESSAGE
