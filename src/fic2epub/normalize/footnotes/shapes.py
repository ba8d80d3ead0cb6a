"""The blocks that a note is made of: those that stand for themselves, and lines that have to become such."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.normalize.markup.names import BLOCKS, SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.lines import Line
    from fic2epub.normalize.footnotes.notes import Note

__all__ = ["Shape", "in_paragraph", "shape_of"]

_HOLDERS = frozenset(("li", "dd", "div", "blockquote"))
"""Blocks that can have an `aside` in them, with all that they hold."""
_PARTED = frozenset(("p", "div", "li", "dd", "blockquote"))
"""Blocks whose lines can become paragraphs."""


class Shape(NamedTuple):
    """What becomes of the blocks of a note."""

    holder: _Element | None = None
    """The block all of whose content is the note."""
    parted: bool = False
    """Whether lines of a block have to be parted from the others."""

    def enclosed(self, note: Note) -> _Element:
        """The `aside` around the note; to be asked for once."""
        if self.holder is not None and "footnote" in self.holder.get("class", "").split():
            self.holder.tag = "aside"
            return self.holder
        if self.parted:
            _part_block(note)
        elif self.holder is not None:
            return _fill(self.holder)
        return _around(_blocks(note.page.text.lines[note.start : note.end]))


def shape_of(note: Note) -> Shape | None:
    """What is to be done with the blocks of a note; None if they cannot be parted from what is around them."""
    lines = note.page.text.lines
    own = lines[note.start : note.end]
    first = own[0].block
    if _is_shared(note):
        if not all(line.block is first for line in own) or first.tag not in _PARTED or _has_blocks(first):
            return None
        return Shape(parted=True)
    made = next((one for one in (first, *first.iterancestors("div")) if _is_made(one, note)), None)
    if made is not None:
        return Shape(holder=made)
    if first.tag in _HOLDERS:
        return None if first is note.page.element or _holds_more(first, note) else Shape(holder=first)
    if first.tag not in ("p", "pre"):
        return None
    parent = first.getparent()
    return Shape() if all(line.block.getparent() is parent for line in own) else None


def _is_made(block: _Element, note: Note) -> bool:
    """Whether it is the block of a note in a book of ours."""
    return block.tag == "div" and block.get("id") == note.ident and "footnote" in block.get("class", "").split()


def _is_shared(note: Note) -> bool:
    """Whether lines that are not the note's stand in its blocks."""
    lines = note.page.text.lines
    before = lines[note.start - 1] if note.start else None
    behind = lines[note.end] if note.end < len(lines) else None
    first, last = lines[note.start].block, lines[note.end - 1].block
    return (before is not None and before.block is first) or (behind is not None and behind.block is last)


def _holds_more(block: _Element, note: Note) -> bool:
    """Whether a line that is not the note's stands in it, or in a block in it."""
    lines = note.page.text.lines
    around = [lines[number] for number in (note.start - 1, note.end) if 0 <= number < len(lines)]
    return any(block in line.block.iterancestors() for line in around)


def _has_blocks(block: _Element) -> bool:
    return any(one.tag in BLOCKS for one in block.iterdescendants())


def _blocks(lines: Iterable[Line]) -> list[_Element]:
    return list(dict.fromkeys(line.block for line in lines))


def _around(blocks: list[_Element]) -> _Element:
    """An `aside` in place of the blocks, and around them."""
    aside = etree.Element("aside")
    blocks[0].addprevious(aside)
    aside.tail = blocks[-1].tail
    blocks[-1].tail = None
    aside.extend(blocks)
    return aside


def _fill(holder: _Element) -> _Element:
    """An `aside` around all that is in the block."""
    aside = etree.Element("aside")
    aside.text, holder.text = holder.text, None
    aside.extend(list(holder))
    holder.append(aside)
    return aside


def in_paragraph(aside: _Element) -> _Element:
    """The note with what stands bare in it (it was an entry of a list) in a paragraph."""
    if not _has_blocks(aside):
        paragraph = etree.Element("p")
        paragraph.text, aside.text = aside.text, None
        paragraph.extend(list(aside))
        aside.append(paragraph)
    return aside


def _part_block(note: Note) -> None:
    """Make the note's lines a paragraph of their own, and what stands before and behind them others."""
    lines = note.page.text.lines
    block = lines[note.start].block
    if block.tag != "p":
        block = _into_paragraph(block, lines)
    for number in (note.end, note.start):  # the later cut first
        if number < len(lines) and lines[number].block is block and lines[number].breaks is not None:
            _cut(block, lines, number)


def _into_paragraph(block: _Element, lines: list[Line]) -> _Element:
    """Put the content of a block into one paragraph in it."""
    paragraph = etree.Element("p")
    paragraph.text, block.text = block.text, None
    paragraph.extend(list(block))
    block.append(paragraph)
    for line in lines:
        if line.block is block:
            line.block = paragraph
    return paragraph


def _cut(block: _Element, lines: list[Line], number: int) -> None:
    """Part the block before a line; the inline elements around the line break are parted, too."""
    mark = lines[number].breaks
    assert mark is not None  # noqa: S101 - asked before; this is for mypy
    second = etree.Element(block.tag, {name: value for name, value in block.attrib.items() if name != "id"})
    path = [one for one in (mark, *mark.iterancestors()) if one is not block]
    path = path[: next(place for place, one in enumerate(path, 1) if one.getparent() is block)]
    _move_behind(path, second)
    parent = mark.getparent()
    if parent is not None:
        parent.remove(mark)
    lines[number].breaks = None
    block.addnext(second)
    second.tail, block.tail = block.tail, None
    _trim(block)
    for line in lines[number:]:
        if line.block is not block:
            break
        line.block = second
    for one in (block, second):
        _settle_class(one)


def _move_behind(path: list[_Element], second: _Element) -> None:
    """Move all that stands behind the first of `path` into `second`, in copies of what is around it."""
    content: list[_Element] = []
    text = ""
    for place, element in enumerate(path):
        followers = list(element.itersiblings())
        if place:
            shell = etree.Element(element.tag, {name: value for name, value in element.attrib.items() if name != "id"})
            shell.text = text
            shell.extend(content)
            shell.tail, text = element.tail, ""
            content = [shell, *followers]
        else:
            text, content = element.tail or "", followers
        element.tail = None
    second.text = text
    second.extend(content)


def _trim(block: _Element) -> None:
    """Take line breaks away that end a block."""
    while len(block) and block[-1].tag == "br" and not (block[-1].tail or "").strip(SPACES):
        block.remove(block[-1])


def _settle_class(block: _Element) -> None:
    """A block of few lines is no verse any more."""
    if sum(1 for _ in block.iter("br")) < 2:  # noqa: PLR2004 - as markup/breaks.py counts
        names = [name for name in block.get("class", "").split() if name != "lines"]
        if names:
            block.set("class", " ".join(names))
        else:
            block.attrib.pop("class", None)
