"""AO3's HTML downloads of every year since 2010 (otwarchive app/views/downloads, layouts/barebones.html.erb).

Structure is found by child steps from `body`; each feature is looked for on its own, no era is assumed. Until 2019-01
the children of `div#preface` and `div#afterword` stand directly in `body`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.errors import ReadingError
from fic2epub.model import Chapter, Creator, Form, Html, Origin, Progress, Work
from fic2epub.patterns import late
from fic2epub.readers.bylines import creators_of, linked
from fic2epub.readers.eras import era_of
from fic2epub.readers.facts import read_facts
from fic2epub.readers.layout import CUT_OFF, Page
from fic2epub.readers.numbers import Heading, numbered, unescaped
from fic2epub.readers.selectors import COMMENT_CONTENT, child, classes, kids
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Source
    from fic2epub.options import Options

__all__ = ["heading_of", "labelled", "read_download"]

_ENDNOTES = late(r"^#?endnotes(\d{1,6})$")
_CHAPTER_END_NOTES = "Chapter End Notes"


def read_download(root: _Element, source: Source, options: Options, note: Note) -> Work[Html] | None:
    """
    Read an HTML download; None when the page is something else.

    Raises `ReadingError` when the file is a download whose end is missing, unless `options.partial`.
    """
    page = Page.of(root)
    if page is None:
        return None
    _check_end(page, source, options, note)
    page.note_others(note)
    metadata = read_facts(page, note)
    notes = dict(labelled(page.meta))
    progress = metadata.progress or Progress(posted=1, planned=1)
    headed = _has_heads(page.chapters, progress)
    return Work(
        metadata=metadata,
        chapters=_several(list(_units(page.chapters)), progress.planned) if headed else _single(page.chapters),
        one_shot=progress.posted == progress.planned == 1 and not headed,
        summary=notes.get("Summary"),
        notes=notes.get("Notes"),
        endnotes=_end_notes(page.back),
        origin=Origin(Form.DOWNLOAD, era_of(root, page, progress, headed=headed)),
    )


def _check_end(page: Page, source: Source, options: Options, note: Note) -> None:
    """Every download since 2010 ends with the line that asks for a comment."""
    if page.closing is not None:
        return
    if not options.partial:
        raise ReadingError(
            CUT_OFF,
            where=source.name,
            hint="download it again, or take what is there with --partial (Options.partial)",
        )
    note("R030", "the file ends before the work does: the book goes as far as it", source.name)


def labelled(meta: _Element | None) -> Iterator[tuple[str, Html]]:
    """`p` LABEL + `blockquote.userstuff`: labels are children of the meta block, user text is one level deeper."""
    label = ""
    for kid in [] if meta is None else list(kids(meta)):
        if kid.tag == "p" and "byline" not in classes(kid):
            label = text_of(kid)
        elif kid.tag == "blockquote" and label:
            yield label, Html(kid)
            label = ""


def _end_notes(afterword: _Element | None) -> Html | None:
    """Found by their label: an author's anchor named `endnotes` may have taken their id in a book made of the file."""
    if afterword is None:
        return None
    found = (dict(labelled(div)).get("End Notes") for div in kids(afterword, "div"))
    return next((notes for notes in found if notes is not None), None)


def _has_heads(chapters: _Element, progress: Progress) -> bool:
    """
    Whether each chapter has a head of its own.

    The comments around chapter text cannot be forged, but tools drop them. Without them: more than one chapter
    always has heads; one of several planned has since 2026-02, and then the head is the first element, where a
    work without heads has a hidden `h2` (2019-01 on) or its text in a `div` (2014-04 on).
    """
    if any(_is_content_mark(kid) for kid in chapters.iterchildren()):
        return True
    first = child(chapters, "*")
    if first is None or progress.posted == progress.planned == 1:
        return False
    return progress.posted > 1 or (_is_head(first) and _no_text(chapters))


def _no_text(chapters: _Element) -> bool:
    """No chapter text stands directly in `#chapters`, as it does in one-chapter files of before 2014-04."""
    return all(kid.tag == "div" for kid in chapters.iterchildren("*"))


def _is_content_mark(kid: _Element) -> bool:
    return not isinstance(kid.tag, str) and (kid.text or "").strip() == COMMENT_CONTENT


def _is_head(element: _Element) -> bool:
    return element.tag == "div" and "meta" in classes(element) and child(element, "h2") is not None


def _single(chapters: _Element) -> tuple[Chapter[Html], ...]:
    """The text of a work without chapter heads: in an inner `div.userstuff`, or directly (before 2014-04)."""
    inner = [kid for kid in kids(chapters) if not (kid.tag == "h2" and "toc-heading" in classes(kid))]
    if not inner and not text_of(chapters):
        return ()
    wrapped = len(inner) == 1 and inner[0].tag == "div" and "userstuff" in classes(inner[0])
    return (Chapter(number=1, body=Html(inner[0] if wrapped else chapters)),)


class _Unit(NamedTuple):
    """One chapter's three blocks."""

    head: _Element | None
    content: _Element
    tail: _Element | None


def _units(chapters: _Element) -> Iterator[_Unit]:
    """Group the children of `#chapters`: head, text, end notes; nothing else ever stands there."""
    head: _Element | None = None
    content: _Element | None = None
    tail: _Element | None = None
    for kid in list(kids(chapters)):
        if content is not None and _is_tail(kid):
            tail = kid
            continue
        if content is not None:
            yield _Unit(head, content, tail)
            head = content = tail = None
        if "userstuff" in classes(kid):
            content = kid
        elif "meta" in classes(kid):
            head = kid
    if content is not None:
        yield _Unit(head, content, tail)


def _is_tail(kid: _Element) -> bool:
    """Whether this is the block of a chapter's end notes: by its id, or by its label if that was taken from it."""
    if _ENDNOTES.match(kid.get("id") or ""):
        return True
    return "meta" in classes(kid) and child(kid, "h2") is None and text_of(child(kid, "p")) == _CHAPTER_END_NOTES


def _several(units: list[_Unit], planned: int | None) -> tuple[Chapter[Html], ...]:
    numbers = numbered([Heading(heading_of(unit.head), _proven(unit)) for unit in units], planned)
    return tuple(_chapter(unit, *number) for unit, number in zip(units, numbers, strict=True))


def heading_of(head: _Element | None) -> str:
    """The heading's text, as the archive's reader sees it; empty without a heading."""
    return unescaped(text_of(child(head, "h2")))


def _proven(unit: _Unit) -> int | None:
    """The position that the id of the end notes, or the link to them, spells out."""
    if unit.tail is not None and (match := _ENDNOTES.match(unit.tail.get("id") or "")):
        return int(match[1])
    pointer = child(child(unit.head, "div", "endnote-link"), "a")
    match = _ENDNOTES.match(pointer.get("href") or "") if pointer is not None else None
    return int(match[1]) if match else None


def _chapter(unit: _Unit, number: int, title: str) -> Chapter[Html]:
    notes = dict(labelled(unit.head))
    byline = child(unit.head, "p", "byline")
    return Chapter(
        number=number,
        title=title,
        body=Html(unit.content),
        summary=notes.get("Chapter Summary"),
        notes=notes.get("Chapter Notes"),
        endnotes=dict(labelled(unit.tail)).get(_CHAPTER_END_NOTES),
        byline=() if byline is None else _chapter_byline(byline),
    )


def _chapter_byline(byline: _Element) -> tuple[Creator, ...]:
    return creators_of(linked(byline), "Chapter by ")
