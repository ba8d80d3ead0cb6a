"""The page with which a work of an omnibus begins: a title page, and all that is said about the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.bylines import add_bylines
from fic2epub.pages.frame import in_english, in_order, isolated, new_page
from fic2epub.pages.preface import add_about

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
    title = labels.document_title(setting.context)
    root, body = new_page(title, setting._replace(context=""), body_type="bodymatter")
    section = sub(body, "section", epub_type="part", role="doc-part", class_="about part-page")
    section.set("aria-labelledby", f"{setting.mark}part-title")
    front = sub(section, "div", class_="part-front")
    if position:
        in_order(in_english(sub(front, "p", labels.part(position), class_="part-number"), setting), setting)
    class_ = f"part-name{labels.length_class(metadata.title)}"
    isolated(sub(front, "h2", metadata.title, id=f"{setting.mark}part-title", class_=class_), setting)
    add_bylines(front, metadata.creators, setting)
    facts = labels.facts(metadata)
    if facts:
        in_order(in_english(sub(front, "p", " · ".join(facts), class_="facts"), setting), setting)
    sub(front, "hr", class_="rule")
    add_about(section, work, setting, end_notes_href)
    return root
