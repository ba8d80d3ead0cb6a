"""Breaks that touch are one, and at the borders of a body there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import is_break
from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.trees import add_class, append_text, drop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["is_blank_line", "join_rows", "rows_of", "settle_outer", "unmark_drawings"]

_MOST_ROWS = 3
"""Ornaments in a row that are one break; more, if they differ, are a drawing."""


def rows_of(breaks: list[_Element]) -> list[list[_Element]]:
    """Those that touch, together."""
    known = set(breaks)
    return [list(_row(one, known)) for one in breaks if _joined(one.getprevious(), known) is None]


def unmark_drawings(rows: list[list[_Element]], new: set[_Element], lines: set[_Element]) -> set[_Element]:
    """
    Make lines of the `new` ornaments in rows that are drawings, and answer them.

    Many that differ are a drawing, and so are some beside other `lines` of signs.
    """
    return {one for row in rows if _is_drawing(row, lines) for one in _unmarked(row, new)}


def join_rows(body: _Element, rows: list[list[_Element]]) -> set[_Element]:
    """
    Make one break of each row; answers those that are none any more.

    Of rules one stays, the author's rather than a blank line; ornaments stand in one paragraph, line by line.
    """
    gone = {one for row in rows if len(row) > 1 for one in _joined_row(row)}
    drop(body, gone)
    return gone


def is_blank_line(one: _Element) -> bool:
    """Whether it is a rule that is not drawn."""
    return one.tag == "hr" and "blank" in (one.get("class") or "").split()


def _joined(one: _Element | None, known: set[_Element]) -> _Element | None:
    """The break, if it is one and touches what follows it."""
    return one if one is not None and one in known and not (one.tail or "").strip(SPACES) else None


def _row(first: _Element, known: set[_Element]) -> Iterator[_Element]:
    yield first
    one = first
    while (follower := one.getnext()) is not None and _joined(one, known) is not None and follower in known:
        yield follower
        one = follower


def _is_drawing(row: list[_Element], lines: set[_Element]) -> bool:
    """Whether it is many lines that differ, or some between other lines of signs."""
    if len(row) <= 1:
        return False
    texts = ["".join(one.itertext()) for one in row if one.tag != "hr"]
    if len(set(texts)) <= 1:
        return False
    return len(texts) > _MOST_ROWS or row[0].getprevious() in lines or row[-1].getnext() in lines


def _unmarked(row: list[_Element], new: set[_Element]) -> list[_Element]:
    """Make lines of the ornaments that are new."""
    lines = [one for one in row if one in new and one.tag != "hr"]
    for line in lines:
        unmark(line)
    return lines


def _joined_row(row: list[_Element]) -> list[_Element]:
    """Put all that is drawn into the first ornament, or leave one rule; answers the others."""
    drawn = [one for one in row if one.tag != "hr"]
    stays = drawn[0] if drawn else min(row, key=lambda one: (is_blank_line(one), not one.get("class")))
    for one in drawn[1:]:
        etree.SubElement(stays, "br")
        append_text(stays, one.text)
        stays.extend(list(one))
    ident = next((ident for one in row if (ident := one.get("id"))), "")
    if ident and not stays.get("id"):
        stays.set("id", ident)
    return [one for one in row if one is not stays]


def unmark(block: _Element) -> None:
    """Make a line of a break."""
    block.attrib.pop("role", None)
    names = [name for name in (block.get("class") or "").split() if name != "break"]
    if names:
        block.set("class", " ".join(names))
    else:
        block.attrib.pop("class", None)


def settle_outer(body: _Element, *, keep: bool) -> set[_Element]:
    """
    Nothing is parted at the start and the end of a body: ornaments there are lines in the middle.

    Answers them and the rules, which are still to be taken away; to `keep` blank lines is to leave them.
    """
    outer = {one for one in (*_from_start(body), *_from_end(body)) if not (keep and is_blank_line(one))}
    for one in outer:
        if one.tag != "hr":
            unmark(one)
            if "align-" not in (one.get("class") or ""):
                add_class(one, "align-center")
    return outer


def _from_start(body: _Element) -> Iterator[_Element]:
    """The breaks before any text or picture."""
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element is not body and _is_seen(element.tail):
                return
        elif is_break(element):
            yield element
            walk.skip_subtree()
        elif element.tag == "img" or _is_seen(element.text):
            return


def _from_end(body: _Element) -> Iterator[_Element]:
    """The breaks behind all text and pictures, the last one first."""
    waiting = [(body, body.iterchildren(reversed=True))]
    while waiting:
        element, children = waiting[-1]
        child = next(children, None)
        if child is None:
            if _is_seen(element.text):
                return
            waiting.pop()
        elif child.tag == "img" or _is_seen(child.tail):
            return
        elif is_break(child):
            yield child
        else:
            waiting.append((child, child.iterchildren(reversed=True)))


def _is_seen(text: str | None) -> bool:
    return bool(text and text.strip(SPACES))
