"""EPUBs by FanFicFare: a title page of facts, and a file for each chapter, its notes around its text.

Of works of the archive all is found again but what FanFicFare drops: alignment and other attributes, a second series,
which of the facts are tags of which kind (fanficfare/writers/writer_epub.py, adapters/base_otw_adapter.py, 4.62).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.dom import text_of
from fic2epub.model import Chapter, Form, Html, Kinship, Origin, RelatedWork, Work
from fic2epub.readers.books.fanficfacts import fanfic_facts
from fic2epub.readers.books.pages import note_others, pages_of
from fic2epub.readers.bylines import linked, related_of
from fic2epub.readers.numbers import Heading, numbered
from fic2epub.readers.selectors import CHAPTER_PATH, child, classes, kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Source
    from fic2epub.options import Options
    from fic2epub.readers.books.package import Package
    from fic2epub.readers.books.pages import PageOf

__all__ = ["read_fanficfare"]

_MADE_BY = ("fanficfare", "fanfictiondownloader")
"""The second is its name until 2014."""
_FILE = re.compile(r"file(\d+)\.xhtml")
_KNOWN = re.compile(r"file\d+|title_page|toc_page|log_page|cover|nav")
_NUMBERED = re.compile(r"(\d{1,5})\. (.*)", re.DOTALL)
"""How the archive's index of chapters names them: by position."""
_WORK_NOTES = "author's note:"
"""The label of the work's notes, in the first chapter and in the last."""


class _Notes(NamedTuple):
    """What stands around a chapter's text; notes of the work stand in its first and last chapter."""

    summary: Html | None = None
    notes: Html | None = None
    endnotes: Html | None = None
    work_notes: Html | None = None
    work_endnotes: Html | None = None


class _Read(NamedTuple):
    """One chapter's file."""

    title: str
    body: Html
    around: _Notes
    related: tuple[RelatedWork, ...]
    chapter_id: str | None


def read_fanficfare(package: Package, source: Source, options: Options, note: Note) -> Work[Html] | None:  # noqa: ARG001 - the seam has them
    """Read an EPUB that FanFicFare made of a work of any site; None when it is something else."""
    signs = " ".join(package.metadata.get("contributor", []) + package.metadata.get("identifier", [])).casefold()
    if not any(sign in signs for sign in _MADE_BY):
        return None
    files = [name for name in package.documents if _FILE.fullmatch(name.rpartition("/")[2])]
    starts = {name: f"chapter-{number}" for number, name in enumerate(files, 1)}
    pages = pages_of(package, note, starts)
    note_others(pages, _KNOWN, note)
    title = next((page.body for page in pages if "title_page" in page.name), None)
    known = fanfic_facts(title, package, note)
    read = [_read(page) for page in pages if page.name in starts]
    progress = known.metadata.progress
    lone = known.metadata.title if len(read) == 1 else ""
    return Work(
        metadata=replace(known.metadata, related=tuple(relation for chapter in read for relation in chapter.related)),
        chapters=tuple(_chapters(read, lone)),
        one_shot=bool(lone) and (progress is None or progress.posted == progress.planned == 1),
        summary=known.summary,
        notes=next((chapter.around.work_notes for chapter in read if chapter.around.work_notes), None),
        endnotes=next(
            (chapter.around.work_endnotes for chapter in reversed(read) if chapter.around.work_endnotes), None
        ),
        origin=Origin(Form.EPUB, made_by="FanFicFare"),
    )


def _chapters(read: list[_Read], lone: str) -> Iterator[Chapter[Html]]:
    """The chapters by their numbers; a lone one is called what the work is called."""
    numbers = numbered([_heading(chapter.title) for chapter in read])
    for chapter, (number, title) in zip(read, numbers, strict=True):
        around = chapter.around
        yield Chapter(
            number=1 if lone else number,
            title="" if title == lone else title,
            body=chapter.body,
            summary=around.summary,
            notes=around.notes,
            endnotes=around.endnotes,
            chapter_id=chapter.chapter_id,
        )


def _heading(title: str) -> Heading:
    """`3. The Ledger` proves the position; `3. Chapter 3` has no title besides."""
    match = _NUMBERED.fullmatch(title)
    return Heading(match[2], int(match[1])) if match else Heading(title)


def _read(page: PageOf) -> _Read:
    """One chapter: its heading, then notes, text and notes."""
    body = page.body
    heading = child(body, "h3")
    title = text_of(heading)
    if heading is not None:
        body.remove(heading)
    story = child(body, "div", "story")
    story = body if story is None else story
    text = next((kid for kid in kids(story, "div") if "userstuff" in classes(kid)), None)
    url = next((meta.get("content", "") for meta in page.root.iter("meta") if meta.get("name") == "chapterurl"), "")
    match = CHAPTER_PATH.search(url)
    chapter_id = match[1] if match else None
    if text is None:  # of another site
        return _Read(title, Html(story), _Notes(), (), chapter_id)
    return _Read(title, Html(text), *_around(story, text), chapter_id)


def _around(story: _Element, text: _Element) -> tuple[_Notes, tuple[RelatedWork, ...]]:
    """Notes before and after the text, each under a label in bold."""
    found: dict[str, Html] = {}
    related: list[RelatedWork] = []
    after = False
    label = ""
    for block in _blocks(story):
        if block is text:
            after, label = True, ""
        elif block.tag == "b":
            label = text_of(block).casefold().replace("’", "'")
        elif block.tag == "ul":
            related += related_of(linked(li) for li in kids(block, "li"))
        elif block.get("id") == "children":
            related += related_of((linked(li) for li in block.iter("li")), Kinship.INSPIRED)
        else:
            found[_field(label, after=after)] = _joined(found.get(_field(label, after=after)), block)
    return _Notes(**found), tuple(related)


def _blocks(story: _Element) -> Iterator[_Element]:
    """Labels, notes and the text, in order; newer versions put notes into a `div` of their own."""
    for kid in list(kids(story)):
        if "fff_chapter_notes" in classes(kid):
            yield from list(kids(kid))
        else:
            yield kid


def _field(label: str, *, after: bool) -> str:
    if label == _WORK_NOTES:
        return "work_endnotes" if after else "work_notes"
    if after:
        return "endnotes"
    return "summary" if "summary" in label else "notes"


def _joined(before: Html | None, block: _Element) -> Html:
    """The block, behind what was found of its kind before."""
    if before is None:
        return Html(block)
    whole = etree.Element("div")
    for part in (before.element, block):
        part.tag = "div"
        whole.append(part)
    return Html(whole)
