"""The page with which a work of an omnibus begins: a title page, and all that is said about the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.bylines import add_bylines
from fic2epub.pages.frame import in_order, in_our_words, isolated, new_page
from fic2epub.pages.preface import add_about
from fic2epub.pages.title import add_facts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["part_page"]


def part_page(work: Work[Xhtml], setting: Setting, position: str, *, end_notes_href: str | None = None) -> _Element:
    """
    The document with which a part begins; takes the trees of its summary and notes over.

    `position` is its place in the series that the book is of, empty when it is not known. `end_notes_href` leads from
    here to those of the work's notes that stand elsewhere; None leaves the line out.
    """
    metadata = work.metadata
    title = setting.wording.document_title(setting.context)
    root, body = new_page(title, setting._replace(context=""), body_type="bodymatter")
    section = sub(body, "section", epub_type="part", role="doc-part", class_="about part-page")
    section.set("aria-labelledby", f"{setting.mark}part-title")
    front = sub(section, "div", class_="part-front")
    if position:
        number = sub(front, "p", setting.wording.part(position), class_="part-number")
        in_order(in_our_words(number, setting), setting)
    class_ = f"part-name{labels.length_class(metadata.title)}"
    isolated(sub(front, "h2", metadata.title, id=f"{setting.mark}part-title", class_=class_), setting)
    add_bylines(front, metadata.creators, setting)
    add_facts(front, metadata, setting)
    sub(front, "hr", class_="rule")
    add_about(section, work, setting, end_notes_href)
    return root
