"""Whether what a book gives as texts that were normalized could be that: anybody can write a record.

Nothing that runs, fetches or leads out of a book but as an address comes out of normalizing; a book with any of it is
read as a stranger's is, and everything in it judged anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import EPUB_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Work, Xhtml

__all__ = ["bodies_in", "is_harmless"]

_RUNS = frozenset(
    (
        *("applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input", "link", "math"),
        *("meta", "object", "script", "select", "source", "style", "svg", "template", "textarea", "track", "video"),
    )
)
_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):|#|[^:]*$", re.IGNORECASE)
_PICTURE = re.compile(r"asset:[\w./-]+")
_FETCHES = re.compile(r"@import|@font-face|url\s*\(|expression|javascript:|behavior|\\", re.IGNORECASE)


def bodies_in(work: Work[Xhtml]) -> Iterator[Xhtml]:
    """All bodies of a work and of its parts."""
    for part in (work, *work.parts):
        found = [part.summary, part.notes, part.endnotes]
        for chapter in part.chapters:
            found += [chapter.body, chapter.summary, chapter.notes, chapter.endnotes]
        yield from (body for body in found if body is not None)


def is_harmless(work: Work[Xhtml]) -> bool:
    """Whether nothing in the work's texts and sheets runs, fetches, or is what no text of ours holds."""
    sheets = (style.css for part in (work, *work.parts) for style in part.styles)
    if any(_FETCHES.search(css) for css in sheets):
        return False
    return all(_may_stand(element) for body in bodies_in(work) for element in body.element.iter())


def _may_stand(element: _Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str):  # comments and instructions say nothing
        return True
    if tag in _RUNS or "}" in tag:
        return False
    return all(_may_say(name, value) for name, value in element.items())


def _may_say(name: str, value: str) -> bool:
    if name.startswith("on") or name in {"srcset", "style", EPUB_TYPE}:
        return False
    if name == "src":
        return _PICTURE.fullmatch(value) is not None
    return name not in {"href", "cite"} or _ADDRESS.match(value) is not None
