"""Notes of our own books, back to what their author wrote: lines with marks, in their places.

What the book made of them is told by ids that begin with `fic-`, and by classes (normalize/footnotes/writing.py,
book/footnotes.py). Lines of one paragraph that became paragraphs stay such: nothing tells them from others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import drop
from fic2epub.readers.selectors import classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

__all__ = ["drop_copies", "named_as_before", "undo_notes"]

_COPIED = re.compile(r"(?:copy-\d+-)+")
_OURS = re.compile(r"fic-(?:note|ref)-[\dx-]+")
_GONE = "taken-away"
_CARET = "^"
_HOLDERS = ("li", "dd", "div", "blockquote")
"""Blocks all of whose content may be a note (normalize/footnotes/shapes.py)."""


def drop_copies(root: _Element) -> None:
    """Take notes away that stand elsewhere, too."""
    for copy in [one for one in root.iter("aside", "div") if "footnote-copy" in classes(one)]:
        drop(copy)


def named_as_before(href: str) -> str:
    """The link to a note, where it led to a copy of it."""
    return _COPIED.sub("", href, count=1)


def undo_notes(body: _Element, moved: Sequence[Sequence[int]] = ()) -> None:
    """
    Take links and blocks away that the book brought; ids are the author's again, without what came before them.

    `moved` says where notes stood that were gathered behind the text, as the book's record has it (`book/traces.py`).
    """
    _put_where_they_stood(body, moved)
    notes = [one for one in body.iter("aside", "div") if "footnote" in classes(one) and one.get("id")]
    marks = {one.get("id") for one in body.iter("a") if one.get("id")}
    gathered = [one for one in body.iter("div") if classes(one) == ["footnotes"] and _is_gathered(one)]
    kept = {one for one in notes if _put_back(one, body, marks) and _is_linked(one)}
    for link in body.iter("a"):
        ident, named = link.get("id", ""), classes(link)
        if "noteref" in named and _OURS.fullmatch(ident):
            link.tag = _GONE
        elif "backlink" in named:
            _undo_back(link)
        elif _OURS.fullmatch(ident):
            del link.attrib["id"]
    for one in notes:
        _undo_block(one, kept=one in kept)
    for one in gathered:
        one.tag = _GONE
    etree.strip_tags(body, _GONE)


def _is_gathered(division: _Element) -> bool:
    """Whether the book put it around notes from the midst of the text; an author may call a list of notes so, too."""
    return len(division) > 0 and all({"footnote", "beside"} <= set(classes(one)) for one in division)


def _undo_back(link: _Element) -> None:
    """The mark of a note without its link; a caret goes, and the space before it."""
    if link.text != _CARET or len(link):
        link.tag = _GONE
        return
    link.tag, link.text = _GONE, None
    before, parent = link.getprevious(), link.getparent()
    if before is not None:
        before.tail = (before.tail or "").removesuffix("\u00a0")
    elif parent is not None:
        parent.text = (parent.text or "").removesuffix("\u00a0")


def _undo_block(note: _Element, *, kept: bool) -> None:
    """What the book made of a note, as lines; one that is known by its block is left in that."""
    if kept:
        note.tag = "div"
        return
    _name_first(note)
    note.tag = "p" if _is_bare(note) else _GONE


def _name_first(note: _Element) -> None:
    """Give the author's id of a note to the first thing in it."""
    ident = note.get("id", "")
    parent = note.getparent()
    if _OURS.fullmatch(ident) or parent is None:
        return
    holder = parent if parent.tag in ("li", "dd") else next(note.iterchildren("*"), parent)
    if not holder.get("id"):
        holder.set("id", ident)


def _is_bare(note: _Element) -> bool:
    """Whether it holds text itself, and would run into what is beside it."""
    parent = note.getparent()
    alone = parent is not None and parent.tag in _HOLDERS and len(parent) == 1
    inline = bool((note.text or "").strip()) or (len(note) > 0 and note[0].tag in ("a", "em", "i", "strong", _GONE))
    return inline and not alone


def _is_linked(note: _Element) -> bool:
    """Whether its author linked it both ways: such a note is known by its block, wherever that is put."""
    return not _OURS.fullmatch(note.get("id", "")) and not any("backlink" in classes(link) for link in note.iter("a"))


def _put_where_they_stood(body: _Element, moved: Sequence[Sequence[int]]) -> None:
    """Move gathered notes to their places, the last one first; what is then left goes behind its mark."""
    for places in reversed(moved):
        if not _put_where_it_stood(body, *places):
            return


def _put_where_it_stood(body: _Element, _opened: int = 0, before: int = 0, *way: int) -> bool:
    """
    Move the last of the gathered notes to its place; whether there are such a note and such a place.

    There are none when somebody changed the text. `way` are the places of what is around it, and its own, among their
    siblings; `before` the length of the text that stood before it.
    """
    gathered = body[-1] if len(body) else body
    parent: _Element | None = body
    for place in way[:-1]:
        parent = parent[place] if parent is not None and place < len(parent) else None
    if not way or not _is_gathered(gathered) or parent is None or gathered in (parent, *parent.iterancestors()):
        return False
    if way[-1] > len(parent) - (parent is body):
        return False
    note = gathered[-1]
    drop(note)
    if not len(gathered):
        drop(gathered)
    if way[-1]:
        text = parent[way[-1] - 1].tail or ""
        parent[way[-1] - 1].tail = text[:before]
    else:
        text = parent.text or ""
        parent.text = text[:before]
    parent.insert(way[-1], note)
    note.tail = text[before:]
    return True


def _put_back(note: _Element, body: _Element, marks: set[str | None]) -> bool:
    """Move a note that stood amidst the text behind the block of its mark, if it was moved away; whether it was."""
    parent = note.getparent()
    if parent is None or "footnotes" not in classes(parent) or "beside" not in classes(note):
        return False
    ident = note.get("id", "")
    mark = next((link for link in body.iter("a") if link.get("href") == f"#{ident}" and link.get("id") in marks), None)
    block = mark
    while block is not None and block.getparent() is not body:
        block = block.getparent()
    if block is None:
        return False
    drop(note)
    following = block.getnext()
    while following is not None and "footnote" in classes(following):
        block, following = following, following.getnext()
    block.addnext(note)
    return True
