"""Names and times: who speaks in a chat and when, which field of a mail it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.normalize.markup.names import INLINE
from fic2epub.normalize.markup.trees import add_class, is_blank

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["mark_leads", "mark_part"]


def mark_part(element: _Element, token: str) -> None:
    """Give a part its class; a sheet parted it from what is beside it in the line, and here a blank does."""
    add_class(element, token)
    if element.tag not in INLINE:
        return
    before, follower = element.getprevious(), element.getnext()
    if before is not None and before.tag in INLINE - {"br"} and not before.tail:
        before.tail = " "
    elif before is None or before.tail:
        _end_with_blank(element, before)
    if element.tail and element.tail[0].isalnum():
        element.tail = " " + element.tail
    elif not element.tail and follower is not None and follower.tag in INLINE - {"br"}:
        element.tail = " "


def _end_with_blank(element: _Element, before: _Element | None) -> None:
    """Put a blank behind the letters in front of the element."""
    if before is not None:
        before.tail = _parted(before.tail)
        return
    around = element.getparent()
    if around is not None and around.text:
        around.text = _parted(around.text)


def _parted(text: str | None) -> str:
    """The text with a blank behind it if it ends in a letter or a sentence."""
    text = text or ""
    return text + " " if text[-1:].isalnum() or text[-1:] in tuple(".!?…,;:") else text


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
    while is_blank(element.text):
        child = next(element.iterchildren(), None)
        if child is None or child.tag not in INLINE:
            break
        element = child
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
