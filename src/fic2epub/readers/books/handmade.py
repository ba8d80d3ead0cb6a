"""The EPUBs that the archive made by hand until 2019-01-31, put together to the download they were parted from.

Files: `preface.xhtml`, `chapterN_M.xhtml` for part M of the Nth posted chapter (`chapterN.xhtml` before there were
parts), `afterword.xhtml`, each with a partial of the download in it (otwarchive app/views/epub/content.opf,
app/controllers/downloads_controller.rb, downloads/_download_chapter.html.erb). A chapter's text was parted at 280 kB,
open elements closed and opened again (lib/xhtml_splitter.rb). A mistake in counting the parts left the end notes of all
chapters out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import drop, text_of
from fic2epub.readers.books.pages import join, move_into, pages_of
from fic2epub.readers.selectors import POSTED, child, classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.readers.books.package import Package

__all__ = ["handmade_download"]

_CHAPTER = re.compile(r"chapter(\d+)(?:_(\d+))?\.x?html?")
_TO_END_NOTES = re.compile(r"#endnotes(\d+)")
_WHOLE = frozenset(("br", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"))
"""Parted only before themselves: lib/xhtml_splitter.xsl puts each on a line of its own."""


def handmade_download(package: Package, note: Note) -> _Element | None:
    """The download as one `html` element; None when the EPUB is no such one."""
    names = [name.rpartition("/")[2] for name in package.documents]
    if not any(_CHAPTER.fullmatch(name) for name in names):
        return None
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    preface = etree.SubElement(body, "div", id="preface")
    chapters = etree.SubElement(body, "div", {"id": "chapters", "class": "userstuff"})
    afterword = etree.SubElement(body, "div", id="afterword")
    number = ""
    for name, page in zip(names, pages_of(package, note), strict=True):
        match = _CHAPTER.fullmatch(name)
        if match and match[1] == number:
            _go_on(chapters, page.body)
        elif match:
            number = match[1]
            move_into(chapters, page.body)
        else:
            move_into(afterword if len(chapters) else preface, page.body)
    message = child(preface, "p", "message")
    if message is None or POSTED not in text_of(message):
        return None
    _settle(chapters, note)
    return root


def _go_on(chapters: _Element, page: _Element) -> None:
    """Add the next part of a chapter to the text of the last one."""
    text = next((kid for kid in chapters.iterchildren("div", reversed=True) if "userstuff" in classes(kid)), None)
    more = child(page, "div", "userstuff")
    if text is None or more is None:
        move_into(chapters, page)
        return
    join(text, more, _opened_again)
    drop(more)
    move_into(chapters, page)


def _opened_again(last: _Element, first: _Element) -> bool:
    """An element that was open at the cut stands first in the next part, with all its attributes."""
    return last.tag == first.tag and dict(last.attrib) == dict(first.attrib) and first.tag not in _WHOLE


def _settle(chapters: _Element, note: Note) -> None:
    """Take the marks of a lone chapter's text away, which downloads do not have; name what end notes are missing."""
    heads = list(kids(chapters, "div", "meta"))
    if not heads:
        for comment in list(chapters.iterchildren(etree.Comment)):
            drop(comment)
    ends = {block.get("id", "") for block in heads}
    led_to = [
        link.get("href", "") for head in heads for link in head.iterfind("div/a") if "endnote-link" in _around(link)
    ]
    lost = [match[1] for match in map(_TO_END_NOTES.fullmatch, led_to) if match and f"endnotes{match[1]}" not in ends]
    if lost:
        note("R064", f"the archive left the end notes of chapters out of this EPUB: {', '.join(lost)}")


def _around(link: _Element) -> list[str]:
    parent = link.getparent()
    return [] if parent is None else classes(parent)
