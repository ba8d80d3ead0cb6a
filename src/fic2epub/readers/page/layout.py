"""Where the parts of a work stand in a page.

The anchor is `div#workskin`: authors can make neither a `div` with an id nor anything outside of it. Pages of before
2011 have none; there it is the `div#chapters` that stands beside a preface with the work's title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import drop
from fic2epub.errors import ReadingError
from fic2epub.readers.layout import CUT_OFF
from fic2epub.readers.selectors import child, classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["Layout", "is_userstuff"]

_USERSTUFF = frozenset(("userstuff", "user-generated-view"))
_UNIT = re.compile(r"^chapter-(\d{1,6})$")
_DIV = re.compile(rb"<(/?)div[\s>]", re.IGNORECASE)


class Layout(NamedTuple):
    """The parts of a page of a work; what a page, or a piece cut out of one, does not have is None."""

    root: _Element
    main: _Element | None
    """`div#main`, the page without the frame that all pages share."""
    skin: _Element
    """`div#workskin`, or what holds preface and chapters."""
    preface: _Element | None
    """`div.preface` with title, byline, summary and notes."""
    chapters: _Element
    """`div#chapters`."""
    units: tuple[tuple[int, _Element], ...]
    """Its chapters with their positions; none where the work is one text without heads."""
    meta: _Element | None
    """`dl.work.meta`: tags and stats."""
    actions: tuple[_Element, ...]
    """The lists of what can be done with the work: their links name no other work."""
    preview: bool
    """Whether it is an author's preview of what is not posted."""

    @classmethod
    def of(cls, root: _Element) -> Layout | None:
        """The parts of this page; None when it is no work's. Raises `ReadingError` when the text is missing."""
        skin = _div(root, "workskin")
        chapters = _div(root if skin is None else skin, "chapters")
        box = skin if skin is not None or chapters is None else chapters.getparent()
        if box is None:
            return None
        preface = _preface(box, chapters)
        around = {ancestor.get("id"): ancestor for ancestor in (box, *box.iterancestors())}
        main = around.get("main")
        work = (preface, chapters)
        lists = _outside(root if main is None else main, "dl", work)
        meta = next((found for found in lists if {"work", "meta"} <= set(classes(found))), None)
        if preface is None and (meta is None or skin is None):
            return None  # a piece of a page that says nothing of the work, or something else
        if chapters is None:
            raise ReadingError(CUT_OFF, hint="it holds no text of the work: save the page again")
        menus = () if main is None else _outside(main, "ul", work)
        actions = tuple(menu for menu in menus if "navigation" in classes(menu))
        return cls(root, main, box, preface, chapters, _units(chapters), meta, actions, "previewpane" in around)

    @property
    def back(self) -> Iterator[_Element]:
        """The blocks after the text: `div.afterword`, or `div.preface` until 2011."""
        for block in self.chapters.itersiblings("div"):
            if "preface" in classes(block):
                yield block

    @property
    def others(self) -> int:
        """How many other pages of works the file holds: a page has one `div#chapters`."""
        return sum(div.get("id") == "chapters" for div in self.root.iter("div")) - 1

    def is_whole(self, page: bytes) -> bool:
        """
        Whether the page goes on after the work, or at least closes it; `page` is what was parsed.

        A parser closes what a cut-off page leaves open, and then nothing follows: neither text nor an element.
        """
        last = self.skin if self.skin.get("id") == "workskin" else self.chapters
        if any(block.tail is not None or block.getnext() is not None for block in (last, *last.iterancestors())):
            return True
        ends = [match[1] for match in _DIV.finditer(page.replace(b"\0", b""))]
        return ends.count(b"/") * 2 >= len(ends)


def is_userstuff(element: _Element) -> bool:
    """Whether it is a box of an author's text; the class had another name until 2010-10."""
    return not _USERSTUFF.isdisjoint(classes(element))


def _units(chapters: _Element) -> tuple[tuple[int, _Element], ...]:
    """
    `div.chapter#chapter-N`: no author can write an id of a `div`.

    Wherever they stand: extensions of browsers put boxes around them, and in a page that lost the end of a box each
    stands in the one before, out of which it is taken.
    """
    found = [(match, unit) for unit in chapters.iter("div") if (match := _UNIT.match(unit.get("id") or ""))]
    for _, unit in found:
        if unit.getparent() is not chapters:
            drop(unit)
            chapters.append(unit)
    return tuple((int(match[1]), unit) for match, unit in found)


def _div(within: _Element, ident: str) -> _Element | None:
    return next((div for div in within.iter("div") if div.get("id") == ident), None)


def _preface(skin: _Element, chapters: _Element | None) -> _Element | None:
    """`div.preface > h2.title` before the chapters; the afterword is a `div.preface` without a title."""
    for div in skin.iter("div"):
        if div is chapters:
            break
        if "preface" in classes(div) and child(div, "h2", "title") is not None:
            return div
    return None


def _outside(within: _Element, tag: str, work: tuple[_Element | None, ...]) -> Iterator[_Element]:
    """The elements of that name that stand before the work's own parts."""
    for element in within.iter(tag):
        if any(ancestor is part for ancestor in element.iterancestors() for part in work):
            return
        yield element
