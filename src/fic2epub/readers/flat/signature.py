"""Whether a source is a flattened download, by a look at its beginning."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Opened", "find_beginning", "may_be_text"]

_LOOK = 1 << 16
"""Bytes in which the work's address or its tags must begin; before them stand a title and a style."""
_START = 4096
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_POSTED = re.compile(
    r"^[ \t\ufeff]*Posted\s+originally\s+on\s+the\s+(?P<archive>[^\n<>]{1,100}?)\s+at\s+"
    r"(?P<url>[^\s<>]{1,300}/works/\d+[^\s<>]*?)\.?[ \t]*$",
    re.MULTILINE,
)
"""otwarchive downloads/_download_preface.html.erb; until 2019-01 the address stands on a line of its own."""
_LABEL = re.compile(r"(?:Rating|Archive Warnings?|Categor(?:y|ies)|Fandoms?|Additional Tags|Language|Stats):")
_FIRST_LINES = 5
"""Lines that may stand before the tags when the address was dropped: title, style, `Preface`, title."""
_STATS = re.compile(r"^[ \t]*Stats:[ \t]*\n\s*Published:[ \t]*\d{4}-\d\d-\d\d", re.MULTILINE)
_BYLINE = re.compile(r"^[ \t]*by \S", re.MULTILINE)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|meta|div|p|h[12]|title|style|pre|table)\b[^<>]*>", re.IGNORECASE)
"""Markup that stands before the address in every HTML file; a title may say `<3`, and hardly this."""


class Opened(NamedTuple):
    """Where the tags of a flattened download begin, and what its first line says."""

    tags: int
    """Index in the text of what follows the line with the address."""
    posted: int
    """Index of the line with the address, or of the first tag when it was dropped."""
    url: str = ""


def may_be_text(data: bytes) -> bool:
    """Whether the first bytes leave it possible; a look that costs a page of markup next to nothing."""
    head = data[:_LOOK]
    if data.startswith(_WIDE_MARKS) or head[:_START].count(0) * 16 > len(head[:_START]):  # with or without a mark
        head = head.replace(b"\x00", b"")
    return b"Posted" in head or (b"Stats:" in head and b"Published:" in head)


def find_beginning(text: str) -> Opened | None:
    """Where the tags begin; None when this is no flattened download."""
    head = text[:_LOOK]
    posted = _POSTED.search(head)
    if posted:
        return None if _MARKUP.search(head, 0, posted.start()) else Opened(posted.end(), posted.start(), posted["url"])
    lines = [line.strip() for line in head.split("\n", 100) if line.strip()][:_FIRST_LINES]
    label = next((line for line in lines if _LABEL.fullmatch(line)), "")
    start = head.find(label) if label else -1
    if start >= 0 and _STATS.search(head) and _BYLINE.search(head) and not _MARKUP.search(head, 0, start):
        return Opened(start, start)
    return None
