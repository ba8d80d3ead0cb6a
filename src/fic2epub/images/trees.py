"""Where the pictures of a work stand in its bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.model import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Html, Work

__all__ = ["address_of", "pictures_in", "works_in"]

_EDGES = "".join(map(chr, range(0x21)))
_WEB = ("http://", "https://")
_PLACES = ("src", "data-src", "data-original", "data-lazy-src")
"""Where a picture's address stands: `src`, and where pages that load pictures late keep it meanwhile."""
_ARCHIVE = "https://archiveofourown.org"
"""Addresses from the root are the archive's, as for links (normalize/markup/urls.py)."""


def works_in(work: Work[Html]) -> Iterator[Work[Html]]:
    """The work, and the parts of an omnibus."""
    yield work
    for part in work.parts:
        yield from works_in(part)


def pictures_in(work: Work[Html]) -> Iterator[_Element]:
    """Every `img` of the work's own bodies, in the order in which they are read."""
    bodies = [work.summary, work.notes]
    for chapter in work.chapters:
        bodies += [chapter.summary, chapter.notes, chapter.body, chapter.endnotes]
    for body in (*bodies, work.endnotes):
        if body is not None:
            yield from body.element.iter("img", "image")


def address_of(picture: _Element) -> str:
    """The address on the network of a picture that did not come along; empty when it has none."""
    if picture.get("src", "").startswith(KEPT):
        return ""
    for place in _PLACES:
        written = "".join(picture.get(place, "").strip(_EDGES).splitlines())
        if written.startswith("//"):
            written = f"https:{written}"
        elif written.startswith("/"):
            written = _ARCHIVE + written
        if written.lower().startswith(_WEB):
            return written
    return ""
