"""The last page: the work's end notes, works it inspired, and how to tell the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.model import Kinship
from fic2epub.pages import labels
from fic2epub.pages.frame import gaps_in, heading, in_order, in_our_words, own_page, place, tell
from fic2epub.pages.related import add_related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Metadata, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["add_comment_line", "afterword_page"]


def afterword_page(work: Work[Xhtml], setting: Setting) -> _Element | None:
    """
    The afterword's document, or None when there is nothing to say; takes the trees of the notes over that stand here.

    A part of an omnibus has none for the way to its comments alone: its last chapter ends with that.
    """
    inspired = [related for related in work.metadata.related if related.kinship is Kinship.INSPIRED]
    notes = list(_notes(work, setting))
    if not notes and not inspired and (setting.mark or not work.metadata.source_url):
        return None
    root, body = own_page(labels.AFTERWORD, setting, body_type="backmatter")
    section = sub(body, "section", epub_type="afterword", role="doc-afterword", class_="after")
    heading(section, "h2", labels.AFTERWORD, "afterword-title", setting).set("class", "page-title")
    for words, name, body_of_notes in notes:
        box = sub(section, "section", class_=f"box {name}")
        heading(box, "h3", words, f"work-{name}-title", setting).set("class", "box-title")
        place(box, body_of_notes, f"box-body{gaps_in(body_of_notes, setting)}")
    if inspired:
        add_related(section, labels.INSPIRED, inspired, "inspired-title", setting)
    add_comment_line(section, work.metadata, setting)
    return root


def _notes(work: Work[Xhtml], setting: Setting) -> Iterator[tuple[str, str, Xhtml]]:
    """Label, class and body of the work's notes that stand here."""
    if setting.notes == "end" and work.notes is not None:
        yield labels.NOTES, "notes", work.notes
    if setting.notes != "appendix" and work.endnotes is not None:
        yield labels.END_NOTES, "end-notes", work.endnotes


def add_comment_line(section: _Element, metadata: Metadata, setting: Setting) -> None:
    """How to tell the author, if it is known where."""
    if not metadata.source_url:
        return
    line = in_our_words(sub(sub(section, "p", class_="comment"), "span", class_="ours"), setting)
    words = setting.say(labels.COMMENT_LINK).format(site=setting.wording.site(metadata))
    # The address of the comment form is the archive's own (otwarchive downloads/_download_afterword.html.erb).
    href = f"{metadata.source_url}/comments/new"
    tell(in_order(line, setting), labels.COMMENT_LINE, "", setting, link=lambda: sub(line, "a", words, href=href))
