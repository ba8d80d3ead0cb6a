"""The last page: the work's end notes, works it inspired, and how to tell the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.model import Kinship
from fic2epub.pages import labels
from fic2epub.pages.frame import heading, in_english, in_order, own_page, place
from fic2epub.pages.related import add_related

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["add_comment_line", "afterword_page"]


def afterword_page(work: Work[Xhtml], setting: Setting) -> _Element | None:
    """
    The afterword's document, or None when there is nothing to say; takes the tree of the end notes over.

    A part of an omnibus has none for the way to its comments alone: its last chapter ends with that.
    """
    inspired = [related for related in work.metadata.related if related.kinship is Kinship.INSPIRED]
    if work.endnotes is None and not inspired and (setting.mark or not work.metadata.source_url):
        return None
    root, body = own_page(labels.AFTERWORD, setting, body_type="backmatter")
    section = sub(body, "section", epub_type="afterword", role="doc-afterword", class_="after")
    heading(section, "h2", labels.AFTERWORD, "afterword-title", setting).set("class", "page-title")
    if work.endnotes is not None:
        notes = sub(section, "section", class_="box end-notes")
        heading(notes, "h3", labels.END_NOTES, "work-end-notes-title", setting).set("class", "box-title")
        place(notes, work.endnotes, "box-body")
    if inspired:
        add_related(section, labels.INSPIRED, inspired, "inspired-title", setting)
    add_comment_line(section, work.metadata, setting)
    return root


def add_comment_line(section: _Element, metadata: Metadata, setting: Setting) -> None:
    """How to tell the author, if it is known where."""
    if metadata.source_url:
        line = sub(sub(section, "p", class_="comment"), "span", labels.COMMENT_LEAD, class_="ours")
        in_order(in_english(line, setting), setting)
        # The address of the comment form is the archive's own (otwarchive downloads/_download_afterword.html.erb).
        sub(line, "a", labels.leave_comment(metadata), href=f"{metadata.source_url}/comments/new").tail = "."
