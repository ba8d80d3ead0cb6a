"""The reader of flattened text: bytes → lines → frame → chapters → paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import decode_text
from fic2epub.errors import ReadingError, noting
from fic2epub.model import Chapter, Form, Origin, Progress, Work
from fic2epub.readers.bylines import Linked, creators_of
from fic2epub.readers.flat.chapters import take_apart
from fic2epub.readers.flat.eras import era_of
from fic2epub.readers.flat.frame import POINTER, find_afterword
from fic2epub.readers.flat.front import metadata_of, read_front
from fic2epub.readers.flat.lines import lines_in
from fic2epub.readers.flat.paragraphs import Paragraphs
from fic2epub.readers.flat.related import parents_of, works_inspired
from fic2epub.readers.flat.signature import find_beginning, may_be_text
from fic2epub.readers.layout import CUT_OFF

if TYPE_CHECKING:
    from fic2epub.errors import Note, Notice
    from fic2epub.model import Creator, Html, Metadata, RelatedWork, Source
    from fic2epub.options import Options
    from fic2epub.readers.flat.chapters import FlatChapter, Text
    from fic2epub.readers.flat.frame import Afterword
    from fic2epub.readers.flat.lines import Line
    from fic2epub.readers.flat.signature import Opened

__all__ = ["read_text"]


def read_text(source: Source, options: Options, note: Note) -> Work[Html] | None:
    """
    Read a flattened download; None when the source is something else.

    Raises `ReadingError` when the text ends before the work does, unless `options.partial`.
    """
    if not may_be_text(source.data):
        return None
    unsaid: list[Notice] = []
    text = decode_text(source.data, noting(unsaid), source.name)
    opened = find_beginning(text)
    if opened is None:
        from fic2epub.readers.flat.joined import lines_again  # noqa: PLC0415 - few texts are one line

        text = lines_again(text, noting(unsaid)) or ""
        opened = find_beginning(text)
    if opened is None:
        return None
    for notice in unsaid:
        note(*notice)
    note("R040", "tags were dropped from this text: italics, links and pictures are unknown", source.name)
    return _read(text, opened, options, note)


def _read(text: str, opened: Opened, options: Options, note: Note) -> Work[Html]:
    above = lines_in(text[: max(opened.posted, 0)])
    lines = lines_in(text[opened.tags :])
    front = read_front(lines, above[-1].text if above else "")
    lines = lines[front.rest :]
    afterword = find_afterword(lines, pointed=_is_pointed(lines))
    paragraphs = Paragraphs(note)
    metadata = metadata_of(front, opened.url, note)
    progress = metadata.progress or Progress(posted=1, planned=1)
    found = take_apart(lines[: afterword.start], front.title, progress, note)
    _check_end(afterword, found, options, note)
    summary = paragraphs.short(found.front.summary)
    work = Work(
        metadata=_completed(metadata, found, afterword, summary),
        chapters=tuple(_chapter(chapter, paragraphs) for chapter in found.chapters),
        one_shot=progress.posted == progress.planned == 1 and not found.headed,
        summary=summary,
        notes=paragraphs.short(found.front.notes),
        endnotes=paragraphs.short(afterword.endnotes),
        origin=Origin(Form.TEXT, era_of(front, afterword, lines)),
    )
    paragraphs.tell()
    return work


def _is_pointed(lines: list[Line]) -> bool:
    """Whether the preface says that there are end notes."""
    return any((match := POINTER.match(line.text)) and match["of"] == "work" for line in lines)


def _check_end(afterword: Afterword, found: Text, options: Options, note: Note) -> None:
    """The closing line is the one proof that all is there; programs drop it, and then the count has to do."""
    if afterword.closed:
        return
    if found.agrees and (afterword.headed or found.headed):
        note("R042", "the closing line is missing; the chapters are as many as were counted", "chapters")
        return
    if not options.partial:
        hint = "make the text again, or take what is there with --partial (Options.partial)"
        raise ReadingError(CUT_OFF, hint=hint)
    note("R030", "the file ends before the work does: the book goes as far as it", "chapters")


def _completed(metadata: Metadata, found: Text, afterword: Afterword, summary: Html | None) -> Metadata:
    """The metadata with what stands outside the rows of tags."""
    lines = [] if summary is None else ["".join(p.itertext()).strip() for p in summary.element]
    summary_text = "\n".join(line for line in lines if line)
    return replace(metadata, related=tuple(_related(found, afterword)), summary=summary_text)


def _related(found: Text, afterword: Afterword) -> list[RelatedWork]:
    parents = parents_of(found.front.related, old=found.front.old_related)
    return [*parents, *works_inspired(line.text for line in afterword.inspired)]


def _chapter(chapter: FlatChapter, paragraphs: Paragraphs) -> Chapter[Html]:
    return Chapter(
        number=chapter.number,
        title=chapter.title,
        body=paragraphs.body(chapter.text),
        summary=paragraphs.short(chapter.summary),
        notes=paragraphs.short(chapter.notes),
        endnotes=paragraphs.short(chapter.endnotes),
        byline=_byline(chapter.byline),
    )


def _byline(said: str) -> tuple[Creator, ...]:
    return creators_of(Linked(said, []), "Chapter by ") if said else ()
