"""The record of a book of ours, where there is one: what its pages do not tell, or not as exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError
from fic2epub.recalling import Damaged, edits_of, read_record
from fic2epub.records import NAME

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.model import Chapter, Html, Work
    from fic2epub.readers.books.package import Package
    from fic2epub.recalling import Record, RecordedChapter, RecordedWork

__all__ = ["as_indented", "as_recorded", "named_by", "record_in", "works_in"]


_TYPED = "typed-indents"
"""What such a body is marked with (normalize/markup/edges.py)."""


def record_in(package: Package, note: Note) -> Record | None:
    """The record; None when the book has none, which older ones have not, or one that is of no use (R090)."""
    if NAME not in package.files:
        return None
    try:
        return read_record(package.files[NAME])
    except (Damaged, Fic2EpubError) as error:
        note("R090", f"the book's record of how it was made is of no use: {error}", NAME)
        return None


def works_in(record: Record | None, package: Package, count: int) -> list[RecordedWork | None]:
    """
    What is recorded of a book and of its `count` parts, under the title that it was made with.

    What somebody changed in the package since overrules that. Nothing is believed of a book with other parts.
    """
    if record is None or len(record.work.parts) != count:
        return [None] * (count + 1)
    book = record.work
    made = replace(book.metadata, title=record.options.title or book.metadata.title)
    settled = edits_of(package.metadata, made, None).of(made) if made.title.strip() else made
    return [book._replace(metadata=settled), *book.parts]


def named_by(told: RecordedChapter) -> int:
    """The number that the file of a chapter is named by: of one that came to be another's behind, that of before."""
    return int(told.mark.rstrip("x")) if told.mark else told.number


def as_indented(work: Work[Html], told: RecordedWork) -> Work[Html]:
    """The work, its bodies marked whose authors typed indents that are gone from them (`book/traces.py`); in place."""
    typed = {key.rpartition("-")[2] for key in told.trace.typed}
    bodies = {"ws": work.summary, "wn": work.notes, "we": work.endnotes}
    for chapter in work.chapters if typed else ():
        start = f"c{(chapter.mark or str(chapter.number)).lstrip('0')}"
        told_of = (("s", chapter.summary), ("n", chapter.notes), ("", chapter.body), ("e", chapter.endnotes))
        bodies |= {start + letter: body for letter, body in told_of}
    for key in typed:
        body = bodies.get(key)
        if body is not None:
            body.element.set("class", f"{body.element.get('class', '')} {_TYPED}".strip())
    return work


def as_recorded(chapter: Chapter[Html], told: RecordedChapter) -> Chapter[Html]:
    """The chapter with what is recorded of it; a title that somebody changed in its page stays."""
    changed = chapter.title and chapter.title.split() != told.title.split()
    title = chapter.title if changed else told.title
    known = {name: getattr(told, name) for name in ("number", "byline", "chapter_id", "published", "mark", "removed")}
    return replace(chapter, title=title, **known)
