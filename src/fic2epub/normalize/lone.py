"""Ornaments that are links to places that are not there: what hides them from the rules for breaks goes first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.anchors import fragment_id, valid_id
from fic2epub.normalize.markup.names import INLINE, RENAMED, SPACES
from fic2epub.normalize.markup.ornaments import LONGEST, need_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["names_in", "unlink_ornaments"]

_NAMES = etree.XPath("descendant::*/@id | descendant::a/@name")
_OF_PAGES = (
    r"chapter-\d+|chapter_\d+_endnotes|(?:work_)?endnotes\d*"  # Plan.frame_places
    r"|top|main|outer|inner|workskin|work|chapters"  # book/links.py
)
"""Places of the archive's pages that a book has, too."""
_HELD = INLINE | RENAMED.keys()


def names_in(bodies: Iterable[_Element]) -> frozenset[str]:
    """All names of places in these bodies."""
    return frozenset(valid_id(name) for body in bodies for name in _NAMES(body))


def unlink_ornaments(body: _Element, names: Callable[[], Container[str]], note: Note) -> None:
    """
    A link that is all there is in its block, has no letter and leads to none of the work's `names` is none (B001).

    Whoever reads the book again would find a break there: the book cannot have the link. Few works have such a link,
    so the names are asked for only then.
    """
    alone = [link for link in body.iter("a") if link.get("href", "").startswith("#") and _is_ornament(link)]
    if not alone:
        return
    known = names()
    lost = [link for link in alone if _fragment(link) not in known and not re.fullmatch(_OF_PAGES, _fragment(link))]
    for link in lost:
        del link.attrib["href"]
    if lost:
        links = "1 link leads" if len(lost) == 1 else f"{len(lost)} links lead"
        note("B001", f"{links} to no place in the work from an ornament: only the text was kept")


def _fragment(link: _Element) -> str:
    return fragment_id(link.get("href", "")[1:])


def _is_ornament(link: _Element) -> bool:
    """Whether what it says is an ornament, and all of its block."""
    if _need_in(link) is None:
        return False
    block = link
    while (around := block.getparent()) is not None and block.tag in _HELD:
        block = around
    return _need_in(block) is not None


def _need_in(element: _Element) -> object:
    said = ""
    for text in element.itertext("*"):
        said += text
        if len(said) > 2 * LONGEST:
            return None
    return need_of(said.strip(SPACES))
