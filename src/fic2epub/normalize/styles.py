"""The one door to cssutils: what an author's style means, in classes and one small sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note


@rule("@style", "@class")
def style_by_class(body: _Element, _: Note) -> None:
    """Inline style becomes classes."""
