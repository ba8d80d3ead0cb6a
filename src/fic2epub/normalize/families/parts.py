"""The elements of a body whose class names speak of a family, and what a block is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.families.names import OWN, Meaning, meanings
from fic2epub.normalize.markup.trees import having, values_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["SIDES", "Found", "Named", "meanings_of", "named", "side_of"]

_OURS = frozenset(OWN.values())
SIDES = ("sent", "received")


class Named(NamedTuple):
    """An element whose class names speak of a family."""

    element: _Element
    meanings: tuple[Meaning, ...]
    done: bool
    """Whether it is a block of a book already."""

    def role(self, family: str, *roles: str) -> int | None:
        """How surely it is one of these parts of the family; None when it is none."""
        return max((one.strength for one in self.meanings if one.family == family and one.role in roles), default=None)


class Found(NamedTuple):
    """A block: its family, its elements (neighbours), and the named elements in them."""

    family: str
    elements: list[_Element]
    parts: list[Named]


def named(body: _Element) -> list[Named]:
    """The elements whose classes speak of a family, in order."""
    told: dict[str, tuple[tuple[Meaning, ...], bool]] = {}
    for written in values_of(body, "class"):
        tokens = written.split()
        said = tuple(meaning for token in tokens for meaning in meanings(token))
        done = not _OURS.isdisjoint(tokens)
        if said or done:
            told[written] = (said, done)
    if not told:
        return []
    return [
        Named(element, *told[written])
        for element in having(body, "class")
        if (written := element.attrib["class"]) in told
    ]


def meanings_of(element: _Element) -> tuple[Meaning, ...]:
    """What its classes may mean."""
    return tuple(meaning for token in (element.get("class") or "").split() for meaning in meanings(token))


def side_of(entry: Named) -> str:
    """`sent` or `received`, the surer of both; nothing for no side."""
    sides = [(entry.role("texts", side), side) for side in SIDES]
    return max(((strength, side) for strength, side in sides if strength is not None), default=(0, ""))[1]
