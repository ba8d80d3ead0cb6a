"""Summary and notes, set off from the story they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import gaps_in, heading, in_order, in_our_words, place

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Chapter, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["add_body", "add_end_notes", "add_notes", "add_see_also", "add_summary", "notes_ident"]

_DEEPER = {"h3": "h4", "h4": "h5", "h5": "h6"}
"""A body's headings stand below the title of a chapter; in a box they stand below its own title."""


def add_summary(parent: _Element, body: Xhtml, ident: str, setting: Setting) -> _Element:
    """A summary; `doc-abstract` is an error on any element but `section` (EPUBCheck)."""
    section = sub(parent, "section", epub_type="abstract", role="doc-abstract", class_="box summary")
    return _fill(section, labels.SUMMARY, body, f"{ident}-summary", setting)


def add_notes(parent: _Element, body: Xhtml, ident: str, setting: Setting) -> _Element:
    """The author's notes before the text."""
    return _fill(sub(parent, "section", class_="box notes"), labels.NOTES, body, f"{ident}-notes", setting)


def add_end_notes(parent: _Element, body: Xhtml, ident: str, setting: Setting) -> _Element:
    """The author's notes after a chapter."""
    section = sub(parent, "section", epub_type="afterword", role="doc-afterword", class_="box end-notes")
    return _fill(section, labels.END_NOTES, body, f"{ident}-end-notes", setting)


def add_see_also(parent: _Element, message: str, href: str, setting: Setting) -> None:
    """A line that leads to the end notes: authors put warnings there that are wanted before reading."""
    line = sub(parent, "p", class_="see-also")
    in_order(in_our_words(sub(line, "a", setting.say(message), href=href), setting), setting)


def notes_ident(whole: Chapter[Xhtml] | Work[Xhtml], named: str, setting: Setting) -> str:
    """
    The id of the first notes that do not stand before the text; empty when there are none.

    `named` begins the ids of the chapter's frame, the part's mark included.
    """
    if setting.notes != "around" and whole.notes is not None:
        return f"{named}-notes-title"
    return f"{named}-end-notes-title" if whole.endnotes is not None else ""


def _fill(section: _Element, message: str, body: Xhtml, ident: str, setting: Setting) -> _Element:
    """Head the section, and put the body in."""
    section.set("id", setting.mark + ident)
    heading(section, "h3", message, f"{ident}-title", setting).set("class", "box-title")
    add_body(section, body, setting)
    return section


def add_body(section: _Element, body: Xhtml, setting: Setting) -> None:
    """Put a body into a box, its headings one level deeper."""
    for element in list(body.element.iter(*_DEEPER)):
        element.tag = _DEEPER[str(element.tag)]
    place(section, body, f"box-body{gaps_in(body, setting)}")
