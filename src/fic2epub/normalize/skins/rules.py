"""The rule for styles of single elements; what does its work is imported for the first body that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["style_by_class"]


@rule("@style", "@class span")
def style_by_class(body: _Element, note: Note) -> None:
    """Inline style becomes classes of a fixed vocabulary, as far as it means something; looks go."""
    from fic2epub.normalize.skins import inline  # noqa: PLC0415 - see above

    inline.style_by_class(body, note)
