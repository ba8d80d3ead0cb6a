"""A chapter's document: heading, summary and notes, the body, end notes; notes may stand elsewhere by option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.boxes import add_end_notes, add_notes, add_see_also, add_summary, notes_ident
from fic2epub.pages.bylines import add_chapter_byline
from fic2epub.pages.frame import gaps_in, in_our_words, isolated, new_page, place

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Chapter, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["Kind", "chapter_page"]


Kind = Literal["story", "note before", "note behind"]
"""What a chapter holds: the story, or only a note of its author, before all of the story or behind some of it."""
_TYPES: dict[Kind, tuple[str, str]] = {
    "story": ("bodymatter", "chapter"),
    "note before": ("frontmatter", "preface"),
    "note behind": ("bodymatter", "afterword"),
}
"""`epub:type` of body and section; the section's is its ARIA role, too."""


def chapter_page(
    chapter: Chapter[Xhtml], work: Work[Xhtml], setting: Setting, ident: str = "", kind: Kind = "story"
) -> _Element:
    """
    The document of one chapter; takes the trees of the chapter over.

    The body is the child `div.chapter-body` of the `section`; ids of the frame begin with `ident` and a `-`, with
    `chapter-N-` when none is given. `kind` tells the story from a note of the author's before it or behind.
    """
    wording = setting.wording
    label, name = wording.chapter_parts(chapter, work)
    title = wording.document_title(wording.chapter_label(chapter, work))
    matter, type_ = _TYPES[kind]
    root, body = new_page(title, setting, body_type=matter)
    ident = ident or f"chapter-{chapter.number}"
    named = setting.mark + ident
    section = sub(body, "section", epub_type=type_, role=f"doc-{type_}", class_="chapter")
    section.set("aria-labelledby", f"{named}-title")
    title_element = _add_heading(section, label, name, setting, removed=chapter.removed)
    title_element.set("id", f"{named}-title")
    if chapter.byline:
        title_element.set("class", "chapter-title with-byline")
        add_chapter_byline(section, chapter.byline, setting)
    _add_front(section, chapter, ident, setting)
    text = place(section, chapter.body, f"chapter-body{gaps_in(chapter.body, setting)}")
    text.set("id", f"{named}-text")  # a place by which programs find it again, whatever comes before it (EPUB CFI 3.5)
    if setting.notes == "end" and chapter.notes is not None:
        add_notes(section, chapter.notes, ident, setting)
    if setting.notes != "appendix" and chapter.endnotes is not None:
        add_end_notes(section, chapter.endnotes, ident, setting)
    return root


def _add_front(section: _Element, chapter: Chapter[Xhtml], ident: str, setting: Setting) -> None:
    """What stands between heading and text: summary, notes, and the way to the notes that stand elsewhere."""
    if chapter.summary is not None:
        add_summary(section, chapter.summary, ident, setting)
    before = setting.notes == "around" and chapter.notes is not None
    if before and chapter.notes is not None:
        add_notes(section, chapter.notes, ident, setting)
    first = notes_ident(chapter, setting.mark + ident, setting)
    if first:
        end, more = labels.SEE_CHAPTER_END, labels.SEE_CHAPTER_END_TOO
        words = labels.SEE_WORK_END if setting.notes == "appendix" else more if before else end
        add_see_also(section, words, f"#{first}", setting)


def _add_heading(section: _Element, label: str, name: str, setting: Setting, *, removed: bool) -> _Element:
    """One heading for label and name, which reads well without the sheet and can be parted by it."""
    element = sub(section, "h2", class_="chapter-title")
    if label:
        in_our_words(sub(element, "span", label, class_="label" if name else "name number"), setting)
    if label and name:
        sub(element, "span", setting.say(labels.NAMED).format(label="", name=""), class_="sep")
    if name:
        isolated(sub(element, "span", name, class_=f"name{labels.length_class(name)}"), setting)
    if removed:
        _strike(element)
    return element


def _strike(element: _Element) -> None:
    """Mark a heading as that of a chapter which its author removed."""
    gone = element.makeelement("del")
    gone.extend(list(element))
    element.append(gone)
