"""The rule for headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note


@rule("h1 h2 h3 h4 h5 h6", "h3 h4 h5 h6")
def shift_headings(body: _Element, _: Note) -> None:
    """Headings start at h3 (the chapter's own is h2) and go down one level at a time, to h6 at most."""
    above: list[str] = []
    for heading in list(body.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        level = str(heading.tag)
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(2 + len(above), 6)}"
