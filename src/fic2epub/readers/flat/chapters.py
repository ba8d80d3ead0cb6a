"""The text of a flattened work, taken apart: the front's notes, and chapters with theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.frame import Notes, read_notes, text_start
from fic2epub.readers.flat.headings import NUMBERED, Found, find_headings, gap_of
from fic2epub.readers.flat.related import PARENT_LABEL, RELATED
from fic2epub.readers.numbers import Heading, numbered, unescaped

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.model import Progress
    from fic2epub.readers.flat.lines import Line

__all__ = ["FlatChapter", "Text", "take_apart"]

_BYLINE = re.compile(r"^Chapter by (?P<names>\S.*)$")
_FRONT_GAP = 2
"""The fewest empty lines between the work's notes and its text, in one-chapter files of before 2014."""
_TITLE_GAP = 3
"""Empty lines before the title that stands over the text of a one-chapter work since 2019-01."""
_HEADLESS_GAP = 3
"""The fewest empty lines between chapters in files of 2011-10 and 2011-11, which have no headings."""


class FlatChapter(NamedTuple):
    """A chapter's lines."""

    number: int
    title: str
    text: list[Line]
    summary: list[Line]
    notes: list[Line]
    endnotes: list[Line]
    byline: str = ""


class Text(NamedTuple):
    """All between the byline and the afterword."""

    front: Notes
    chapters: list[FlatChapter]
    headed: bool
    agrees: bool
    """Whether the chapters found are as many as were counted."""


def take_apart(lines: list[Line], title: str, progress: Progress, note: Note) -> Text:
    """Front matter and chapters of the lines between byline and afterword."""
    if not progress.posted and _front_end(lines) == len(lines):
        return Text(read_notes(lines), [], headed=False, agrees=True)
    if progress.posted == 1:
        return _one(lines, title, progress)
    found = find_headings(lines, progress.posted)
    if not found.places:
        return _without_headings(lines, title, progress, note)
    if not found.sure:
        told = f"headings told from empty lines and from how they read: {len(found.places)}"
        note("R041", f"chapters that the archive counted: {progress.posted}; {told}", "chapters")
    return _several(lines, found, progress)


def _several(lines: list[Line], found: Found, progress: Progress) -> Text:
    ends = [*found.places[1:], len(lines)]
    gap = gap_of(lines)
    numbers = numbered([Heading(unescaped(lines[place].text)) for place in found.places], progress.planned)
    chapters = [
        _chapter(lines[place + 1 : end], *number, gap=gap)
        for place, end, number in zip(found.places, ends, numbers, strict=True)
    ]
    agrees = len(chapters) == progress.posted
    return Text(read_notes(lines[: found.places[0]]), chapters, headed=True, agrees=agrees)


def _chapter(lines: list[Line], number: int, title: str, *, gap: int) -> FlatChapter:
    """What stands below one heading: byline, summary, notes, text, end notes."""
    byline = _BYLINE.match(lines[0].text) if lines and lines[0].before <= 1 else None
    below = lines[1:] if byline else lines
    start = text_start(below, "Chapter ", gap)
    front = read_notes(below[:start], "Chapter ")
    end = _end_notes(below, start, gap, pointed=front.pointed)
    return FlatChapter(
        number,
        title,
        text=below[start:end],
        summary=front.summary,
        notes=front.notes,
        endnotes=below[end + 1 :],
        byline=byline[0] if byline else "",
    )


def _end_notes(lines: list[Line], start: int, gap: int, *, pointed: bool) -> int:
    """Index of the line `Chapter End Notes`, or of the end."""
    for index in range(len(lines) - 1, start - 1, -1):
        line = lines[index]
        if line.text == "Chapter End Notes" and (line.before >= (min(gap, 1) if pointed else gap)):
            return index
    return len(lines)


def _one(lines: list[Line], title: str, progress: Progress) -> Text:
    """One chapter: under its own heading (2026-02 on, when more are planned), under the title, or under nothing."""
    heading = next((n for n, line in enumerate(lines) if NUMBERED.match(line.text) and (line.before or not n)), None)
    if progress.planned != 1 and heading is not None and find_headings(lines, 1).places[:1] == [heading]:
        return _several(lines, Found([heading], sure=True), progress)
    again = _title_again(lines, title)
    if again is not None:
        return _single(lines[:again], lines[again + 1 :])
    split = _front_end(lines)
    return _single(lines[:split], lines[split:])


def _single(front: list[Line], text: list[Line]) -> Text:
    return Text(read_notes(front), [FlatChapter(1, "", text, [], [], [])], headed=False, agrees=bool(text))


def _title_again(lines: list[Line], title: str) -> int | None:
    """The title over the text of a one-chapter work: the first with the template's empty lines, or any on its own."""
    places = [n for n, line in enumerate(lines) if line.text == title and (line.after or n == len(lines) - 1)]
    spaced = [] if gap_of(lines) < _TITLE_GAP else [n for n in places if lines[n].before >= _TITLE_GAP]
    alone = [n for n in places if lines[n].before >= min(gap_of(lines), 1)]
    return next(iter(spaced or ([] if gap_of(lines) == _TITLE_GAP else alone)), None)


def _front_end(lines: list[Line]) -> int:
    """Where notes end and an unheaded text begins: after the pointer and the related works, or after empty lines."""
    end = text_start(lines, "", min(gap_of(lines), _FRONT_GAP))
    if end < len(lines) and lines[end].text == PARENT_LABEL:
        end += 2
    while end < len(lines) and RELATED.match(lines[end].text) and lines[end].before:
        end += 1
    return min(end, len(lines))


def _without_headings(lines: list[Line], title: str, progress: Progress, note: Note) -> Text:
    """Several chapters and no headings: parted at the template's empty lines, if they are as many as counted."""
    one = _one(lines, title, progress)
    text = one.chapters[0].text
    starts = _starts(text, progress.posted)
    if starts:
        note("R041", f"chapters without headings, parted at empty lines: {progress.posted}", "chapters")
        ends = [*starts[1:], len(text)]
        chapters = [
            FlatChapter(number, "", text[start:end], [], [], [])
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
        ]
        return Text(one.front, chapters, headed=True, agrees=True)
    said = f"chapters that the archive counted: {progress.posted}; no heading can be told: all stands as one chapter"
    note("R041", said, "chapters")
    return one._replace(agrees=False)


def _starts(text: list[Line], posted: int) -> list[int]:
    """First lines of chapters without headings: where the widest gaps are, if they are as many as counted."""
    for gap in sorted({line.before for line in text[1:] if line.before >= _HEADLESS_GAP}, reverse=True):
        starts = [0, *(n for n, line in enumerate(text) if n and line.before >= gap)]
        if len(starts) == posted:
            return starts
    return []
