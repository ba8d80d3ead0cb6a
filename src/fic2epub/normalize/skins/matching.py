"""Which elements of a body the selectors mean, found by our own hand: no old reader has to, and none takes for ever.

Every try of one compound on one element is counted. So many are allowed for a work; who needs more gets no style.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.skins.selectors import Attribute, Compound, Count, Selector

__all__ = ["Nodes", "Tries", "keys_of"]


class Tries:
    """How many tries a work has left."""

    def __init__(self, left: int) -> None:
        self.left = left

    @property
    def are_out(self) -> bool:
        """Whether there were not enough."""
        return self.left < 0


class Nodes:
    """The elements of one body in document order, with what selectors ask of them; the first is the body's box."""

    def __init__(self, body: _Element, tries: Tries) -> None:
        self.elements: list[_Element] = list(body.iter("*"))
        self.parents: list[int] = []
        self.classes: list[frozenset[str]] = []
        self.sizes: list[int] = []
        """Characters of text inside, white space and all."""
        self._tries = tries
        self._places: list[tuple[int, int]] = []
        self._before: list[int] = []
        self._children: defaultdict[int, int] = defaultdict(int)
        self._types: defaultdict[tuple[int, str], int] = defaultdict(int)
        self._count()

    def _count(self) -> None:
        """One walk down for the places, one up for the sizes."""
        index_of = {element: index for index, element in enumerate(self.elements)}
        last: dict[int, int] = {}
        for index, element in enumerate(self.elements):
            over = element.getparent() if index else None
            parent = -1 if over is None else index_of[over]
            self.parents.append(parent)
            self.classes.append(frozenset((element.get("class") or "").split()))
            self._children[parent] += 1
            kind = (parent, str(element.tag))
            self._types[kind] += 1
            self._places.append((self._children[parent], self._types[kind]))
            self._before.append(last.get(parent, -1))
            last[parent] = index
        self.sizes = [0] * len(self.elements)
        for index in range(len(self.elements) - 1, -1, -1):
            element = self.elements[index]
            self.sizes[index] += len(element.text or "")
            if index:
                self.sizes[self.parents[index]] += self.sizes[index] + len(element.tail or "")

    def matches(self, selector: Selector, index: int) -> bool:
        """Whether the selector means the element, if all that waits for a reader's hand is so."""
        return self._matches(selector, 0, index)

    def _matches(self, selector: Selector, step: int, index: int) -> bool:
        self._tries.left -= 1
        if self._tries.are_out or not self._fits(selector.compounds[step], index):
            return False
        if step == len(selector.combinators):
            return True
        around = _WAYS[selector.combinators[step]](self, index)
        return any(self._matches(selector, step + 1, other) for other in around)

    def above(self, index: int) -> Iterator[int]:
        """The elements around it, the body's box last."""
        while (index := self.parents[index]) >= 0:
            yield index

    def parent(self, index: int) -> Iterator[int]:
        """The element around it."""
        if self.parents[index] >= 0:
            yield self.parents[index]

    def earlier(self, index: int) -> Iterator[int]:
        """The siblings before it, the nearest first."""
        while (index := self._before[index]) >= 0:
            yield index

    def previous(self, index: int) -> Iterator[int]:
        """The sibling before it."""
        if self._before[index] >= 0:
            yield self._before[index]

    def _fits(self, compound: Compound, index: int) -> bool:
        """Whether one element is all that a compound asks."""
        if not index:
            return compound.is_frame
        element = self.elements[index]
        if compound.tag and compound.tag != element.tag:
            return False
        if not self.classes[index].issuperset(compound.classes):
            return False
        if compound.ids and any(element.get("id") != ident for ident in compound.ids):
            return False
        return self._fits_closely(compound, index, element)

    def _fits_closely(self, compound: Compound, index: int, element: _Element) -> bool:
        """What is asked for more rarely."""
        if not all(_has(element, attribute) for attribute in compound.attributes):
            return False
        if not all(self._is_at(count, index) for count in compound.counts):
            return False
        if compound.empty and (len(element) or element.text):
            return False
        return all(
            nested.negated != any(self._matches(one, 0, index) for one in nested.selectors)
            for nested in compound.nested
        )

    def _is_at(self, count: Count, index: int) -> bool:
        parent = self.parents[index]
        place = self._places[index][count.of_type]
        if count.from_end:
            of_type = self._types[parent, str(self.elements[index].tag)]
            place = (of_type if count.of_type else self._children[parent]) + 1 - place
        rest = place - count.start
        return rest == 0 if not count.step else rest % count.step == 0 and rest // count.step >= 0


_WAYS: dict[str, Callable[[Nodes, int], Iterator[int]]] = {
    " ": Nodes.above,
    ">": Nodes.parent,
    "+": Nodes.previous,
    "~": Nodes.earlier,
}


def _has(element: _Element, attribute: Attribute) -> bool:
    found = element.get(attribute.name)
    if found is None:
        return False
    value = attribute.value
    if attribute.any_case:
        found, value = found.lower(), value.lower()
    return _OPERATORS[attribute.operator](found, value)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "": lambda _found, _value: True,
    "=": lambda found, value: found == value,
    "~=": lambda found, value: value in found.split(),
    "|=": lambda found, value: found == value or found.startswith(value + "-"),
    "^=": lambda found, value: bool(value) and found.startswith(value),
    "$=": lambda found, value: bool(value) and found.endswith(value),
    "*=": lambda found, value: bool(value) and value in found,
}


def keys_of(selector: Selector) -> str:
    """What an element must have to be meant: `.class`, a name, or `*` for any."""
    last = selector.compounds[0]
    if last.classes and not last.is_frame:
        return f".{last.classes[0]}"
    return last.tag or "*"
