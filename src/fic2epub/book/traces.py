"""What binding a work takes away that nobody could tell from its documents, written down for `book/unbinding.py`.

Nearly always that is nothing: most of what binding does can be undone by who knows how it was done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.records import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from fic2epub.book.links import Body, InnerLink

__all__ = ["LOWEST", "TYPED", "as_written", "is_note", "key_of", "trace_divisions", "trace_move", "traced"]

LOWEST = "h6"
"""The lowest heading, which a box cannot set any lower."""
TYPED = "typed-indents"
"""Class of a body whose author indented its paragraphs with signs that are gone; in no document."""
_PREFIX = r"(?:p\d+-)?(?:w[sne]|c\d*x*[sne]?)-"
"""What ids of a body begin with in a book (`Plan.bodies`); compiled when a work has links in itself."""
_FRAME = (
    (r"(?:p\d+-)?chapter-(\d+)-end-notes-title", r"endnotes\1"),
    (r"(?:p\d+-)?chapter-(\d+)-title", r"chapter-\1"),
    (r"(?:p\d+-)?work-end-notes-title", "endnotes"),
)
"""Places of our frame → what the archive's pages call them (`Plan.frame_places`)."""


def key_of(body: Body) -> str:
    """What a trace calls a body."""
    return body.prefix[:-1]


def as_written(ident: str) -> str:
    """The address that most likely led to a place, by its id in the book."""
    for place, written in _FRAME:
        if re.fullmatch(place, ident):
            return "#" + re.sub(place, written, ident)
    return "#" + re.sub(f"^{_PREFIX}", "", ident)


def is_note(element: _Element) -> bool:
    """Whether an element is a note, or looks like one."""
    return "footnote" in element.get("class", "").split() and bool(element.get("id"))


def traced(bodies: Sequence[Body], links: Sequence[InnerLink], changed: Mapping[_Element, str]) -> Trace:
    """
    The trace of a work whose links are settled, and whose bodies are in no box yet.

    `changed` are links that led elsewhere, and where; all lead where their author wrote still.
    """
    trace = Trace()
    led = {link.element: href for link in links if (href := link.element.get("href", "")) != as_written(link.target[0])}
    led |= changed
    if led:
        every = (link for body in bodies for link in body.element.iter("a"))
        trace.links |= {str(place): led[link] for place, link in enumerate(every) if link in led}
    for body in bodies:
        key = key_of(body)
        if TYPED in body.element.get("class", "").split():
            trace.typed.append(key)
        if not body.where.startswith("chapter") or ", " in body.where:
            _trace_headings(body, key, trace)
    return trace


def _trace_headings(body: Body, key: str, trace: Trace) -> None:
    """Which headings of a box cannot go lower, among those that will be the lowest."""
    if next(body.element.iter(LOWEST), None) is not None:
        lowest = body.element.iter("h5", LOWEST)
        trace.lowest[key] = [place for place, heading in enumerate(lowest) if heading.tag == LOWEST]


def trace_divisions(bodies: Sequence[Body], trace: Trace) -> None:
    """Which divisions look like notes, before notes become divisions."""
    for body in bodies:
        alike = (element for element in body.element.iter("aside", "div") if is_note(element))
        found = [place for place, element in enumerate(alike) if element.tag == "div"]
        if found:
            trace.divisions[key_of(body)] = found


def trace_move(element: _Element, body: Body, trace: Trace, *, opened: bool) -> None:
    """
    Where an element stands that is about to be moved behind its body's text.

    Whether a division for it was opened, how much text stands before it, and the way to it from the body: the places
    of its ancestors and its own among their siblings. Who puts the last one back first needs no more.
    """
    before, parent = element.getprevious(), element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    way: list[int] = []
    while element is not body.element and parent is not None:
        way.append(parent.index(element))
        element, parent = parent, parent.getparent()
    trace.moved.setdefault(key_of(body), []).append([int(opened), len(text), *reversed(way)])
