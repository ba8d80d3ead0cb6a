"""Notes written into the tree: links both ways, and each note an `aside` of its own.

No word comes in but an arrow where a note has no mark that could lead back. What is ours bears ids that begin with
`OURS`, so that the book can be read back into what it was made of.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.footnotes.shapes import shape_of
from fic2epub.normalize.markup.trees import add_class, append_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.lines import Line, Piece
    from fic2epub.normalize.footnotes.notes import Mention, Note, Plan
    from fic2epub.normalize.footnotes.shapes import Shape

__all__ = ["write_notes"]

OURS = "fic-"
"""Begins the ids that are ours; readers/books/own.py knows them."""
_CARET = "^"
"""Leads back where a note has no mark: the arrow for it is a picture on iOS, and missing on Kobo."""
_TRAILING = 3
"""Lines of a chapter behind its notes: with more of them, the notes stand in the midst of the text."""


def write_notes(plan: Plan) -> list[Note]:
    """
    Write the notes of the plan, and say which.

    A note is left as it is when it is no block of its own and cannot become one (in a table), and a mark when it is
    torn by elements.
    """
    shapes = {id(note): shape for note in plan.in_order() if (shape := shape_of(note)) is not None}
    notes = [note for note in plan.in_order() if id(note) in shapes]
    taken = {note.ident for note in notes}
    for number, note in enumerate(notes, 1):
        note.ident = note.ident or _unused(f"{OURS}note-{number}", taken)
    for mention in sorted((mention for note in notes for mention in note.mentions), key=_place, reverse=True):
        mention.link = _linked(mention)  # the last ones first, for a text is parted from its end
    for number, note in enumerate(notes, 1):
        _name_marks(note, number, taken)
    written = [note for note in notes if note.mentions]
    for note in written:  # before any line is moved
        _lead_back(note)
    for note in reversed(written):  # the lines of a block are cut off from its end
        _wrap(note, shapes[id(note)], plan)
    return written


def _place(mention: Mention) -> tuple[int, int, int]:
    return mention.page.spot.number, mention.line, mention.start


def _name_marks(note: Note, number: int, taken: set[str]) -> None:
    """Give ids to the marks of a note, and forget those that could not be linked."""
    note.mentions = sorted((mention for mention in note.mentions if mention.link is not None), key=_place)
    for place, mention in enumerate(note.mentions, 1):
        assert mention.link is not None  # noqa: S101 - sorted out above; this is for mypy
        if not mention.link.get("id"):
            mention.link.set("id", _unused(f"{OURS}ref-{number}" + (f"-{place}" if place > 1 else ""), taken))
        note.back = note.back or f"#{mention.link.get('id')}"


def _unused(ident: str, taken: set[str]) -> str:
    while ident in taken:
        ident += "x"
    return ident


def _linked(mention: Mention) -> _Element | None:
    """The link that a mark is, or becomes; None if it cannot be one."""
    element, ident = mention.element, mention.note.ident
    if element is not None and element.tag == "a":
        if element not in mention.page.live:
            element.set("href", f"#{ident}")
        return element
    line = mention.page.text.lines[mention.line]
    link = _wrap_element(element) if element is not None else _wrap_text(line, mention.start, mention.end)
    if link is not None:
        link.set("class", "noteref gloss" if mention.note.gloss else "noteref")
        link.set("href", f"#{ident}")
    return link


def _wrap_element(element: _Element) -> _Element:
    """A link around an element."""
    link = etree.Element("a")
    element.addprevious(link)
    tail, element.tail = element.tail, None
    link.append(element)
    link.tail = tail
    return link


def _wrap_text(line: Line, start: int, end: int) -> _Element | None:
    """A link around a part of one text; the later parts of a line are to be wrapped first."""
    piece = next(
        (piece for piece in line.pieces if piece.start <= start and end <= piece.start + len(piece.text)), None
    )
    if piece is None or _is_in_link(piece):
        return None
    text, link = piece.text, etree.Element("a")
    link.text = text[start - piece.start : end - piece.start]
    before, behind = text[: start - piece.start], (piece.holder.tail if piece.is_tail else piece.holder.text) or ""
    behind = behind[end - piece.start :]
    if piece.is_tail:
        piece.holder.tail = None
        piece.holder.addnext(link)
        piece.holder.tail = before
    else:
        piece.holder.text = before
        piece.holder.insert(0, link)
    link.tail = behind
    return link


def _is_in_link(piece: Piece) -> bool:
    above = piece.holder.iterancestors("a")
    return (piece.holder.tag == "a" and not piece.is_tail) or next(above, None) is not None


def _wrap(note: Note, shape: Shape, plan: Plan) -> None:
    """Make the note an `aside` that leads back."""
    aside = shape.enclosed(note)
    _move_ident(note, aside)
    aside.set("id", note.ident)
    note.aside = aside
    add_class(aside, "footnote")
    if note.page.kind == "body" and _is_amidst(note, plan):
        add_class(aside, "beside")


def _lead_back(note: Note) -> None:
    """Make the mark of the note a link to where it is referred to; behind a note without one stands an arrow."""
    if note.leads_back:
        return
    line = note.page.text.lines[note.start]
    start, end = note.mark
    raised = next((span.element for span in line.spans if span[:2] == (start, end) and span.element.tag == "sup"), None)
    link = None
    if raised is not None:
        link = _wrap_element(raised)
    elif start < end:
        link = _wrap_text(line, start, end)
    if link is None:
        block = note.page.text.lines[note.end - 1].block
        append_text(block, "\u00a0")
        link = etree.SubElement(block, "a")
        link.text = _CARET
    link.set("class", "backlink")
    link.set("href", note.back)


def _move_ident(note: Note, aside: _Element) -> None:
    """Take the author's id from the element that bore it; one that was there for that alone goes."""
    target = note.page.text.targets.get(note.ident)
    if target is None or target.element is aside:
        return
    del target.element.attrib["id"]
    if target.element.tag == "span" and not target.element.keys():
        target.element.tag = "taken-away"
        parent = target.element.getparent()
        if parent is not None:
            etree.strip_tags(parent, "taken-away")


def _is_amidst(note: Note, plan: Plan) -> bool:
    """Whether the story goes on behind the note."""
    others = plan.other_lines(note.page)
    return len(others) - bisect_left(others, note.end) > _TRAILING
