"""A chapter's document: heading, summary and notes, the body, end notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.boxes import add_end_notes, add_notes, add_see_also, add_summary
from fic2epub.pages.bylines import add_chapter_byline
from fic2epub.pages.frame import in_english, isolated, new_page, place

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Chapter, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["chapter_page"]


def chapter_page(chapter: Chapter[Xhtml], work: Work[Xhtml], setting: Setting, ident: str = "") -> _Element:
    """
    The document of one chapter; takes the trees of the chapter over.

    The body is the child `div.chapter-body` of the `section`; ids of the frame begin with `ident` and a `-`, with
    `chapter-N-` when none is given.
    """
    label, name = labels.chapter_parts(chapter, work)
    title = labels.document_title(labels.chapter_label(chapter, work))
    root, body = new_page(title, setting, body_type="bodymatter")
    ident = ident or f"chapter-{chapter.number}"
    named = setting.mark + ident
    section = sub(body, "section", epub_type="chapter", role="doc-chapter", class_="chapter")
    section.set("aria-labelledby", f"{named}-title")
    title_element = _add_heading(section, label, name, setting)
    title_element.set("id", f"{named}-title")
    if chapter.byline:
        title_element.set("class", "chapter-title with-byline")
        add_chapter_byline(section, chapter.byline, setting)
    if chapter.summary is not None:
        add_summary(section, chapter.summary, ident, setting)
    if chapter.notes is not None:
        add_notes(section, chapter.notes, ident, setting)
    if chapter.endnotes is not None:
        words = labels.SEE_CHAPTER_END if chapter.notes is None else labels.SEE_CHAPTER_END_TOO
        add_see_also(section, words, f"#{named}-end-notes-title", setting)
    place(section, chapter.body, "chapter-body")
    if chapter.endnotes is not None:
        add_end_notes(section, chapter.endnotes, ident, setting)
    return root


def _add_heading(section: _Element, label: str, name: str, setting: Setting) -> _Element:
    """One heading for label and name, which reads well without the sheet and can be parted by it."""
    element = sub(section, "h2", class_="chapter-title")
    if label:
        in_english(sub(element, "span", label, class_="label" if name else "name"), setting)
    if label and name:
        sub(element, "span", ": ", class_="sep")
    if name:
        isolated(sub(element, "span", name, class_="name"), setting)
    return element
