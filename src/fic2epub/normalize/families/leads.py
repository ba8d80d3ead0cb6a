"""Names that begin a line: who speaks in a chat, which field of a mail it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.normalize.markup.names import INLINE
from fic2epub.normalize.markup.trees import is_blank

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["mark_leads"]


class _Start(NamedTuple):
    """Where a line begins: in the text of an element, or in its tail."""

    owner: _Element
    slot: str

    @property
    def text(self) -> str:
        """The text that begins there."""
        return (self.owner.tail if self.slot == "tail" else self.owner.text) or ""


def mark_leads(block: _Element, pattern: re.Pattern[str]) -> None:
    """What the first group of the pattern finds at the start of a line becomes a span `block-name`."""
    for leaf in list(block.iter("p", "li", "dd", "td")):
        for start in list(_line_starts(leaf)):
            match = pattern.match(start.text)
            if match:
                _wrap_start(start, match.start(1), match.end(1))


def _line_starts(leaf: _Element) -> Iterator[_Start]:
    yield from _first_text(leaf)
    for line in leaf.iter("br"):
        if not is_blank(line.tail):
            yield _Start(line, "tail")
        else:
            follower = line.getnext()
            if follower is not None and follower.tag in INLINE:
                yield from _first_text(follower)


def _first_text(element: _Element) -> Iterator[_Start]:
    """The innermost element that the text begins in, unless it is marked already."""
    while is_blank(element.text) and len(element) and element[0].tag in INLINE:
        element = element[0]
    if not is_blank(element.text) and "block-name" not in (element.get("class") or "").split():
        yield _Start(element, "text")


def _wrap_start(start: _Start, first: int, end: int) -> None:
    """Put these letters into a span, and leave what is around them where it is."""
    text, owner = start.text, start.owner
    name = etree.Element("span", {"class": "block-name"})
    name.text = text[first:end]
    if start.slot == "tail":
        owner.tail = None
        owner.addnext(name)
        owner.tail = text[:first]
    else:
        owner.text = text[:first]
        owner.insert(0, name)
    name.tail = text[end:]
