"""The page about the work: summary and notes first, then its tags, when it was published, what it is related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.model import Kinship
from fic2epub.pages import labels
from fic2epub.pages.boxes import add_notes, add_see_also, add_summary, notes_ident
from fic2epub.pages.frame import heading, in_order, in_our_words, own_page
from fic2epub.pages.outside import add_links
from fic2epub.pages.related import add_related
from fic2epub.pages.rows import add_publication, add_tags, add_together

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["add_about", "preface_page", "series_page"]


def preface_page(
    work: Work[Xhtml], setting: Setting, *, end_notes_href: str | None = "afterword.xhtml#work-end-notes-title"
) -> _Element:
    """
    The document about the work; takes the trees of its summary and notes over.

    `end_notes_href` leads from here to those of the work's notes that stand elsewhere; None leaves the line out.
    """
    root, body = own_page(labels.ABOUT, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="preface", role="doc-preface", class_="about")
    heading(section, "h2", labels.ABOUT, "about-title", setting).set("class", "page-title")
    add_about(section, work, setting, end_notes_href)
    if len(section) == 1:
        _add_our_words(section, labels.NOTHING_KNOWN, setting)
    return root


def add_about(section: _Element, work: Work[Xhtml], setting: Setting, end_notes_href: str | None) -> None:
    """
    All that is said of a work below its title; takes the trees of its summary and notes over.

    Tags are text and no links, so that nobody opens the archive by turning a page.
    """
    _add_words_of_the_author(section, work, setting, end_notes_href)
    if not work.chapters:
        _add_our_words(section, labels.NOTHING_POSTED, setting)
    metadata = work.metadata
    add_tags(section, metadata, setting)
    add_publication(section, metadata, setting)
    parents = [related for related in metadata.related if related.kinship is not Kinship.INSPIRED]
    if parents:
        add_related(section, labels.RELATED, parents, "about-related-title", setting)
    add_links(section, labels.READ_ONLINE, metadata, setting)


def _add_our_words(section: _Element, message: str, setting: Setting) -> None:
    """A line that says why there is nothing to be said."""
    line = sub(section, "p", class_="nothing")
    in_order(in_our_words(sub(line, "span", setting.say(message), class_="ours"), setting), setting)


def series_page(work: Work[Xhtml], setting: Setting) -> _Element:
    """The document about an omnibus: what is said of the series, and of its works together; takes its trees over."""
    metadata = work.metadata
    title = labels.about_omnibus(metadata)
    root, body = own_page(title, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="preface", role="doc-preface", class_="about")
    heading(section, "h2", title, "about-title", setting).set("class", "page-title")
    _add_words_of_the_author(section, work, setting, None)
    add_together(section, metadata, len(work.parts), setting)
    add_links(section, labels.READ_SERIES_ONLINE, metadata, setting)
    return root


def _add_words_of_the_author(
    section: _Element, work: Work[Xhtml], setting: Setting, end_notes_href: str | None
) -> None:
    """Summary, notes, and the way to the notes that stand elsewhere."""
    if work.summary is not None:
        add_summary(section, work.summary, "work", setting)
    before = setting.notes == "around" or not end_notes_href
    if before and work.notes is not None:
        add_notes(section, work.notes, "work", setting)
    if end_notes_href and notes_ident(work, "work", setting):
        words = labels.SEE_WORK_END_TOO if before and work.notes is not None else labels.SEE_WORK_END
        add_see_also(section, words, end_notes_href, setting)
