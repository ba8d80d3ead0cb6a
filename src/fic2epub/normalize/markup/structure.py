"""The rule that puts blocks and inline elements right, for any tree.

One walk copies the body and is linear in its size: inline elements are opened where there is text to hold, closed
where a block starts, and opened again behind it; in a block they are opened inside it, so that emphasis is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import BLANK, BLOCKS, INLINE, LEAVES, PHRASING_ONLY
from fic2epub.normalize.markup.trees import append_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

_REOPENED = 8
"""How many inline elements are opened again, the innermost ones: deeper it is damage, and would grow by squares."""
_NOT_IN_THEMSELVES = ("a", "dfn")
_EMPTY = ("br", "img")
"""Inline elements that hold nothing, and mean something."""


@rule(brings="p")
def part_blocks_and_inline(body: _Element, note: Note) -> None:
    """No block stands in a paragraph, a heading or an inline element, and no link in a link."""
    wrong = any(one.getparent() is not body and stands_in_line(one) for one in body.iterdescendants(*BLOCKS))
    links = any(next(link.iterancestors("a"), None) is not None for link in body.iter("a"))
    if links:
        note("M009", "links within links were parted")
    if wrong or links or any(next(dfn.iterancestors("dfn"), None) is not None for dfn in body.iter("dfn")):
        _Copyist(body).copy()


def stands_in_line(block: _Element) -> bool:
    """Whether what is around the block may hold none."""
    parent = block.getparent()
    return parent is not None and parent.tag in PHRASING_ONLY


class _Shell:
    """An inline element or paragraph of the source that is open, and whether a copy of it was made."""

    __slots__ = ("made", "source")

    def __init__(self, source: _Element) -> None:
        self.source = source
        self.made = False

    def copy_in(self, parent: _Element) -> _Element:
        """A copy without content; the first one has the id."""
        source = self.source
        copy = etree.SubElement(parent, source.tag, dict(source.attrib))
        if self.made:
            copy.attrib.pop("id", None)
        self.made = True
        return copy


class _Frame:
    """A block of the source that is open: where its blocks go, and what is open for its text."""

    __slots__ = ("chain", "flow", "leaf", "parted", "shells", "white")

    def __init__(self, flow: _Element, leaf: _Shell | None, shells: list[_Shell]) -> None:
        self.flow = flow
        self.leaf = leaf
        self.shells = shells
        self.chain: list[_Element] = []
        """The copies that are open: the leaf's, then one a shell; shorter than that while there was no text."""
        self.white = ""
        self.parted = False

    def open(self) -> _Element:
        """Make the copies that are still missing; the innermost one takes the text."""
        shells = self.shells if self.leaf is None else [self.leaf, *self.shells]
        if len(self.chain) < len(shells):
            at = self.chain[-1] if self.chain else self.flow
            for shell in shells[len(self.chain) :]:
                at = shell.copy_in(at)
                self.chain.append(at)
        return self.chain[-1] if self.chain else self.flow

    def write(self, text: str | None) -> None:
        """Add text; white space waits for what follows it."""
        if not text:
            return
        if not text.strip(BLANK) and len(self.chain) < len(self.shells) + (self.leaf is not None):
            at = self.chain[-1] if self.chain else None
            if at is not None:
                append_text(at, text)
            else:
                self.white += text
            return
        append_text(self.open_for_text(), text)

    def open_for_text(self) -> _Element:
        """The innermost copy, and in it the white space that waited."""
        white, self.white = self.white, ""
        if white:
            append_text(self.chain[-1] if self.chain else self.open(), white)
        return self.open()

    def close_run(self) -> None:
        """A block follows: whatever is open is closed, and what is not too deep will be opened again."""
        append_text(self.flow, self.white)
        self.white = ""
        self.chain.clear()
        self.parted = True
        self.shells = _distinct(self.shells)

    def leave(self, element: _Element) -> None:
        """An inline element ends; one that held nothing is copied only if it is a target."""
        if not self.shells or self.shells[-1].source is not element:
            return
        shell = self.shells[-1]
        if not shell.made and element.get("id"):
            self.open()
        self.shells.pop()
        del self.chain[len(self.shells) + (self.leaf is not None) :]

    def part(self, tag: str) -> None:
        """Close the open element of this name: it may not hold another."""
        for place, shell in enumerate(self.shells):
            if shell.source.tag == tag:
                del self.shells[place]
                del self.chain[place + (self.leaf is not None) :]
                return


def _distinct(shells: list[_Shell]) -> list[_Shell]:
    """Each kind of element once, and not too many."""
    if not shells[1:]:
        return shells
    kinds: dict[tuple[object, ...], _Shell] = {}
    for shell in shells:
        kinds.setdefault((shell.source.tag, *sorted(shell.source.items())), shell)
    return list(kinds.values())[-_REOPENED:]


class _Copyist:
    """Copies a body by the events of a walk."""

    def __init__(self, body: _Element) -> None:
        self.body = body
        self.frames = [_Frame(etree.Element("div"), None, [])]

    def copy(self) -> None:
        """Write the body anew."""
        body = self.body
        frame = self.frames[0]
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if event == "start":
                if element is not body:
                    self._start(element)
                self.frames[-1].write(element.text)
            elif element is not body:
                self._end(element)
                self.frames[-1].write(element.tail)
        frame.close_run()
        body[:] = []
        body.text = frame.flow.text
        body.extend(list(frame.flow))

    def _start(self, element: _Element) -> None:
        frame = self.frames[-1]
        tag = element.tag
        if tag in _EMPTY:
            etree.SubElement(frame.open_for_text(), tag, dict(element.attrib))
        elif tag in INLINE:
            if tag in _NOT_IN_THEMSELVES:
                frame.part(tag)
            frame.shells.append(_Shell(element))
        else:
            frame.close_run()
            shells = list(frame.shells)
            if tag in LEAVES:
                self.frames.append(_Frame(frame.flow, _Shell(element), shells))
            else:
                self.frames.append(_Frame(etree.SubElement(frame.flow, tag, dict(element.attrib)), None, shells))

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _EMPTY:
            return
        frame = self.frames[-1]
        if tag in INLINE:
            frame.leave(element)
            return
        if frame.leaf is not None and not frame.leaf.made and (element.get("id") or not frame.parted):
            frame.shells.clear()
            frame.open()
        frame.close_run()
        self.frames.pop()
