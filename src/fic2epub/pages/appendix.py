"""The notes of all chapters, and the work's own, gathered behind everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.boxes import add_body
from fic2epub.pages.frame import heading, in_our_words, isolated, own_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.model import Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["Noted", "appendix_page"]


class Noted(NamedTuple):
    """Notes of a chapter, or of the work."""

    words: str
    """What the chapter is called, or the page about the work."""
    ident: str
    """Begins the ids of its frame, without the part's mark: `chapter-3`."""
    href: str
    """Where it is."""
    notes: Xhtml | None
    endnotes: Xhtml | None


def appendix_page(entries: Iterable[Noted], setting: Setting) -> _Element:
    """
    The document of the notes; takes their trees over.

    A section for each chapter, under its name, which leads back to it. What kind of notes they are says a line and no
    heading, so that the author's own headings stand as deep as in any other box.
    """
    root, body = own_page(labels.NOTES, setting, body_type="backmatter")
    section = sub(body, "section", epub_type="appendix", role="doc-appendix", class_="appendix")
    heading(section, "h2", labels.NOTES, "notes-title", setting).set("class", "page-title")
    for entry in entries:
        _add_entry(section, entry, setting)
    return root


def _add_entry(section: _Element, entry: Noted, setting: Setting) -> None:
    """What one chapter has of notes."""
    box = sub(section, "section", class_="box noted")
    ident = f"{setting.mark}{entry.ident}-noted"
    box.set("aria-labelledby", ident)
    title = sub(box, "h3", class_="part-title", id=ident)
    link = isolated(sub(title, "a", entry.words, href=entry.href), setting)
    if entry.words == setting.say(labels.ABOUT):
        in_our_words(link, setting)
    for words, name, notes in (
        (labels.NOTES, "notes", entry.notes),
        (labels.END_NOTES, "end-notes", entry.endnotes),
    ):
        if notes is not None:
            ident = f"{setting.mark}{entry.ident}-{name}-title"
            in_our_words(sub(box, "p", setting.say(words), class_="box-title", id=ident), setting)
            add_body(box, notes, setting)
