"""The frame around a flattened work's text: summary and notes before it, end notes and the closing line after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.related import INSPIRED_LABEL, PARENT_LABEL, RELATED

if TYPE_CHECKING:
    from fic2epub.readers.flat.lines import Line

__all__ = ["POINTER", "Afterword", "Notes", "find_afterword", "read_notes", "text_start"]

CLOSING = re.compile(r"^Please drop by the [Aa]rchive and comment to let the\b")
"""The last line; its words changed in 2023-10 (otwarchive downloads/_download_afterword.html.erb)."""
POINTER = re.compile(r"^See the end of the (?P<of>work|chapter) for (?:more |  ?)?notes$")
"""Until 2025-05 two blanks stand where `more` does not."""
_NEAR = 3
"""Empty lines that the template puts before `End Notes` in files without `Afterword`."""


class Afterword(NamedTuple):
    """What follows the text."""

    start: int
    """Index of the first line that is not the work's text."""
    endnotes: list[Line]
    inspired: list[Line]
    headed: bool
    """Whether the line `Afterword` is there, as it is since 2019-01."""
    closed: bool
    """Whether the closing line is there."""


def find_afterword(lines: list[Line], *, pointed: bool) -> Afterword:
    """The end of the work; `pointed`: the preface says that there are end notes."""
    end = next((index for index in range(len(lines) - 1, -1, -1) if CLOSING.match(lines[index].text)), len(lines))
    closed = end < len(lines)
    for index in range(end - 1, -1, -1):
        if lines[index].text == "Afterword" and _begins_afterword(lines, index + 1, end):
            return Afterword(index, *_parts(lines[index + 1 : end]), headed=True, closed=closed)
    start = _unheaded(lines, end, pointed=pointed)
    return Afterword(start, *_parts(lines[start:end]), headed=False, closed=closed)


def _begins_afterword(lines: list[Line], index: int, end: int) -> bool:
    return index == end or lines[index].text in ("End Notes", INSPIRED_LABEL)


def _unheaded(lines: list[Line], end: int, *, pointed: bool) -> int:
    """Where end notes or inspired works begin in files of before 2019-01; `end` when there are none."""
    start = end
    for index in range(end - 1, -1, -1):
        line = lines[index]
        if line.text == INSPIRED_LABEL and start == end and line.before:
            start = index
        if line.text == "End Notes" and line.before and (pointed or line.before >= _NEAR):
            return index
    return start


def _parts(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """End notes, and the lines of the list of works inspired by this one."""
    last = max((index for index, line in enumerate(lines) if line.text == INSPIRED_LABEL), default=len(lines))
    notes = lines[:last]
    return notes[1:] if notes and notes[0].text == "End Notes" else notes, lines[last + 1 :]


class Notes(NamedTuple):
    """What stands between a title and a text."""

    summary: list[Line]
    notes: list[Line]
    related: list[str]
    old_related: bool = False
    pointed: bool = False
    """Whether end notes are announced."""


def read_notes(lines: list[Line], label: str = "") -> Notes:
    """
    Summary and notes of a work, or of a chapter (`label` is then `Chapter `).

    What is neither under a label is taken for notes: no word is lost.
    """
    lines, related, old = _without_related(lines)
    pointers = [index for index, line in enumerate(lines) if POINTER.match(line.text)]
    pointed = bool(pointers)
    if pointed:
        del lines[pointers[-1]]
    summary: list[Line] = []
    if lines and lines[0].text == f"{label}Summary":
        split = next((n for n, line in enumerate(lines) if n > 1 and line.text == f"{label}Notes"), len(lines))
        summary, lines = lines[1:split], lines[split:]
    if lines and lines[0].text == f"{label}Notes":
        lines = lines[1:]
    return Notes(summary, lines, related, old, pointed)


def _without_related(lines: list[Line]) -> tuple[list[Line], list[str], bool]:
    """The lines before those of related works, those lines, and whether they are of before 2018-08."""
    label = next((n for n, line in enumerate(lines) if line.text == PARENT_LABEL and line.before), None)
    if label is not None:
        return lines[:label], [line.text for line in lines[label + 1 :]], True
    end = len(lines)
    while end and RELATED.match(lines[end - 1].text) and lines[end - 1].before:
        end -= 1
    return lines[:end], [line.text for line in lines[end:]], False


def text_start(lines: list[Line], label: str, gap: int) -> int:
    """Index of the first line of the text: after the notes, where the template leaves its empty lines."""
    if not lines or lines[0].text not in (f"{label}Summary", f"{label}Notes"):
        return 0
    for index, line in enumerate(lines):
        if POINTER.match(line.text):
            return index + 1
        following = lines[index + 1] if index + 1 < len(lines) else None
        is_label = line.text in (f"{label}Summary", f"{label}Notes")
        # A pointer may come after one empty line; the text comes after more.
        if line.after >= gap and not is_label and not (following and POINTER.match(following.text)):
            return index + 1
    return len(lines)
