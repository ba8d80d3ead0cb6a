"""Copies of a page's source as a browser shows it: the page's own markup, as text in a table or a `pre`.

Chrome makes a row of each line, with the text in `td.line-content` (Chromium's HTMLViewSourceDocument); Firefox makes
one `pre` in `body#viewsource` (Gecko's nsHtml5TreeOpExecutor), or since 2013 a `pre` with a span a line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import parse_html, text_of
from fic2epub.errors import noting
from fic2epub.readers.selectors import classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Source
    from fic2epub.options import Options

__all__ = ["unpack_view_source"]

_UNSEEN = frozenset(("form", "script", "style"))
"""What is no text of the page: Chrome puts a form, “Line wrap”, before the table."""


def unpack_view_source(source: Source, options: Options, note: Note) -> Source | None:  # noqa: ARG001 - as all
    """The page whose source is shown; None when the file is something else, or does not show a page's."""
    notices: list[Notice] = []
    root = parse_html(source.data, noting(notices), source.name)
    shown = _shown_by_chrome(root) or _shown_by_firefox(root)
    if not shown.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    for notice in notices:
        note(*notice)
    return replace(source, data=shown.encode())


def _shown_by_chrome(root: _Element) -> str:
    """A line of the source a row, in a table with nothing beside it: a text may have such cells, too."""
    body = root.find("body")
    table = next(kids(body, "table"), None)
    if table is None or any(text_of(kid) for kid in kids(body) if kid is not table and kid.tag not in _UNSEEN):
        return ""
    cells = [cell for cell in table.iter("td") if "line-content" in classes(cell)]
    return "\n".join("".join(cell.itertext("*")).strip("\r\n") for cell in cells)


def _shown_by_firefox(root: _Element) -> str:
    """The source as it is, parted at nothing that is seen."""
    body = root.find("body")
    if body is None:
        return ""
    if body.get("id") == "viewsource":
        return "".join("".join(block.itertext("*")) for block in body.iterchildren("pre"))
    block = next(body.iterchildren("pre"), None)
    return "".join(block.itertext("*")) if block is not None and block.get("id") == "viewsource" else ""
