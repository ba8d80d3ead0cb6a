"""The notes that a book of ours gathers at its end, back to the chapters that they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.readers.selectors import classes

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["gathered_notes"]

_TITLE = re.compile(r"(?:p\d+-)?(chapter-\d+x*|work)-(notes|end-notes)-title")
"""Ids of the lines above notes (pages/appendix.py)."""


def gathered_notes(appendix: _Element | None) -> dict[tuple[str, str], _Element]:
    """`("chapter-3", "end-notes")` → what holds those notes; `work` stands for the work's own."""
    if appendix is None:
        return {}
    found = {}
    for line in appendix.iter("p"):
        title = _TITLE.fullmatch(line.get("id", ""))
        box = line.getnext()
        if title and box is not None and "box-body" in classes(box):
            found[title[1], title[2]] = box
    return found
