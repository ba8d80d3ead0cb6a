"""Rules for tables: caption, columns, head, bodies and foot in this order, then rows of cells and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import INLINE, SPACES
from fic2epub.normalize.markup.trees import add_class, drop, is_blank, pieces, refill, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note

_SECTIONS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_MOST_COLUMNS = 6
"""Columns of whole words that the page of a small reader holds."""
_PARENTS = {
    "td": ("tr",),
    "th": ("tr",),
    "tr": _SECTIONS,
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup",),
}


class _Parts:
    """What is met in a table, sorted."""

    def __init__(self) -> None:
        self.before: list[_Element | str] = []
        self.after: list[_Element | str] = []
        self.caption: _Element | None = None
        self.columns: list[_Element] = []
        self.sections: list[_Element] = []

    def rows(self) -> _Element:
        """The section that takes a loose row: the last one, if it was made for loose rows."""
        if not self.sections or self.sections[-1].tag != "tbody":
            self.sections.append(etree.Element("tbody"))
        return self.sections[-1]


@rule("table", "@class caption col colgroup div tbody td tfoot th thead tr")
def build_tables(body: _Element, _: Note) -> None:
    """
    Loose rows and cells get the sections and rows they lack; a table without a cell is a block.

    What is no part of a table stands before or after it, or between two rows in a row of its own. A table of many
    columns is marked: no page is as wide as its words are.
    """
    for table in list(body.iter("table")):
        parts = _sort(table)
        sections = [section for section in parts.sections if _fill_section(section)]
        if not sections:
            table.tag = "div"
            refill(table, [*_captions(parts), *parts.before, *parts.after])
            continue
        if parts.caption is not None and any(True for _ in parts.caption.iter("table")):
            parts.before[:0] = _captions(parts)
            parts.caption = None
        if max(len(row) for section in sections for row in section) > _MOST_COLUMNS:
            add_class(table, "wide")
        table.extend([*([] if parts.caption is None else [parts.caption]), *parts.columns, *_in_order(sections)])
        _put_aside(table, parts)


def _sort(table: _Element) -> _Parts:
    parts = _Parts()
    for piece in pieces(table):
        if isinstance(piece, str):
            if not is_blank(piece) or parts.after:
                parts.after.append(piece)
        else:
            _add_part(parts, piece)
        if parts.after and not parts.sections:
            parts.before += parts.after
            parts.after = []
    return parts


def _add_part(parts: _Parts, piece: _Element) -> None:
    """Sort one child of a table."""
    tag = piece.tag
    if tag == "caption" and parts.caption is None:
        parts.caption = piece
    elif tag in ("col", "colgroup"):
        _add_columns(parts, piece)
    elif tag in (*_SECTIONS, "tr", *_CELLS):
        _add_rows(parts, piece)
    else:
        piece.tag = "div" if tag == "caption" else tag
        parts.after.append(piece)


def _add_columns(parts: _Parts, piece: _Element) -> None:
    """Columns stand in groups; what else is in a group comes before the table."""
    if piece.tag == "colgroup":
        inside = list(pieces(piece))
        columns = [inner for inner in inside if not isinstance(inner, str) and inner.tag == "col"]
        parts.before += [inner for inner in inside if inner not in columns and not _is_blank_text(inner)]
        piece.extend(columns)
        if columns:
            piece.attrib.pop("span", None)
        parts.columns.append(piece)
        return
    if not parts.columns or not len(parts.columns[-1]):
        parts.columns.append(etree.Element("colgroup"))
    parts.columns[-1].append(piece)


def _is_blank_text(piece: _Element | str) -> bool:
    return isinstance(piece, str) and is_blank(piece)


def _add_rows(parts: _Parts, piece: _Element) -> None:
    """Add a section, row or cell, and before it what stood between it and the row before."""
    if parts.after:
        parts.rows().append(_row(parts.after))
        parts.after = []
    if piece.tag in _SECTIONS:
        parts.sections.append(piece)
        return
    section = parts.rows()
    if piece.tag == "tr":
        section.append(piece)
        return
    if not len(section) or section[-1].get("made") is None:
        row = etree.SubElement(section, "tr")
        row.set("made", "")
    section[-1].append(piece)


def _row(content: Iterable[_Element | str]) -> _Element:
    """A row of one cell."""
    row = etree.Element("tr")
    refill(etree.SubElement(row, "td"), content)
    return row


def _fill_section(section: _Element) -> bool:
    """Make the section hold rows, and the rows cells; False when there is none."""
    rows: list[_Element] = []
    stray: list[_Element | str] = []
    cells: _Element | None = None
    for piece in [*pieces(section), etree.Element("tr")]:
        tag = "" if isinstance(piece, str) else piece.tag
        if tag not in ("tr", *_CELLS):
            if stray or not _is_blank_text(piece):
                stray.append(piece)
            continue
        assert not isinstance(piece, str)  # noqa: S101 for mypy: it has a name
        if stray:
            rows.append(_row(stray))
            stray, cells = [], None
        if tag == "tr":
            rows.append(piece)
            cells = None
        else:
            if cells is None:
                cells = etree.Element("tr")
                rows.append(cells)
            cells.append(piece)
    for row in rows:
        row.attrib.pop("made", None)
        _fill_row(row)
    section.extend([row for row in rows if len(row)])
    return len(section) > 0


def _fill_row(row: _Element) -> None:
    """A row holds cells; what stands between them gets a cell."""
    if is_blank(row.text) and all(cell.tag in _CELLS and is_blank(cell.tail) for cell in row):
        return
    cells: list[_Element] = []
    stray: _Element | None = None
    for piece in pieces(row):
        if not isinstance(piece, str) and piece.tag in _CELLS:
            cells.append(piece)
            stray = None
        elif stray is not None or not _is_blank_text(piece):
            if stray is None:
                stray = etree.Element("td")
                cells.append(stray)
            refill(stray, (piece,))
    row.extend(cells)


def _in_order(sections: list[_Element]) -> list[_Element]:
    """Head, bodies, foot: a second head or foot is a body."""
    head = next((section for section in sections if section.tag == "thead"), None)
    foot = next((section for section in sections if section.tag == "tfoot"), None)
    bodies = [section for section in sections if section is not head and section is not foot]
    for section in bodies:
        section.tag = "tbody"
    return [*([] if head is None else [head]), *bodies, *([] if foot is None else [foot])]


def _captions(parts: _Parts) -> list[_Element]:
    """The caption as a block."""
    if parts.caption is None:
        return []
    parts.caption.tag = "div"
    return [parts.caption]


def _put_aside(table: _Element, parts: _Parts) -> None:
    """Put what was no part of the table before and after it."""
    if any(not _is_blank_text(piece) for piece in parts.before):
        block = etree.Element("div")
        refill(block, parts.before)
        table.addprevious(block)
    if any(not _is_blank_text(piece) for piece in parts.after):
        block = etree.Element("div")
        refill(block, parts.after)
        table.addnext(block)


@rule("caption col colgroup tbody td tfoot th thead tr", "div")
def free_loose_cells(body: _Element, _: Note) -> None:
    """Parts of a table that are in none: cells and captions are blocks, and so is what holds words; the rest goes."""
    loose: list[_Element] = []
    met: set[_Element] = set()
    for part in list(body.iter(*_PARENTS)):
        parent = part.getparent()
        if parent is None or (parent.tag in _PARENTS[str(part.tag)] and parent not in met):
            continue
        met.add(part)
        if part.tag in ("td", "th", "caption") or _holds_words(part):
            part.tag = "div"
            for name in ("colspan", "rowspan", "scope"):
                part.attrib.pop(name, None)
        else:
            loose.append(part)
    drop(body, [part for part in loose if part.tag == "col"])
    unwrap(body, [part for part in loose if part.tag in _PARENTS])


def _holds_words(part: _Element) -> bool:
    """Whether words stand in it that would join those beside it: in no block, on either side of its border."""
    before, parent = part.getprevious(), part.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else None
    if not "".join(part.itertext()).strip(SPACES):
        return False
    beside = not is_blank(text) or not is_blank(part.tail) or (before is not None and before.tag in INLINE)
    return beside and (not is_blank(part.text) or any(kid.tag in INLINE or not is_blank(kid.tail) for kid in part))
