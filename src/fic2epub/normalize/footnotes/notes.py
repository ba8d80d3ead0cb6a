"""What was found, whoever found it: notes, and the marks that refer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.pages import Page

__all__ = ["Mention", "Note", "Plan"]


class Mention:
    """A place in the text that refers to a note."""

    __slots__ = ("element", "end", "line", "link", "note", "page", "start")

    def __init__(self, page: Page, note: Note, line: int, span: tuple[int, int], element: _Element | None) -> None:
        self.page = page
        self.note = note
        self.line = line
        self.start, self.end = span
        self.element = element
        """The author's link, or the raised element that is the mark."""
        self.link: _Element | None = None
        """What leads to the note, once it is written."""


class Note:
    """A note: lines of a body."""

    __slots__ = ("aside", "back", "end", "gloss", "ident", "leads_back", "mark", "mentions", "page", "start")

    def __init__(self, page: Page, start: int, end: int, mark: tuple[int, int] = (0, 0)) -> None:
        self.page = page
        self.start = start
        self.end = end
        """The line behind it."""
        self.mark = mark
        """What its first line begins with, to lead back from it."""
        self.ident = ""
        """The id that the author's links know it by."""
        self.aside: _Element | None = None
        """The block that it is, once it is written."""
        self.back = ""
        """The link to the first mark."""
        self.mentions: list[Mention] = []
        self.leads_back = False
        """Whether its author put a link to the mark into it."""
        self.gloss = False
        """Whether it explains a word that stands in the text."""


class Plan:
    """All notes of a work, by page and line of their beginning."""

    def __init__(self) -> None:
        self.notes: dict[tuple[int, int], Note] = {}
        self._lines: set[tuple[int, int]] = set()
        self._others: dict[int, list[int]] = {}
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def add(self, note: Note) -> Note:
        """Keep a note, or find the one that begins there; it ends where another begins."""
        place = (note.page.spot.number, note.start)
        if place in self.notes:
            return self.notes[place]
        taken = (line for line in range(note.start + 1, note.end) if self.has(note.page, line))
        note.end = next(taken, note.end)
        self.notes[place] = note
        self._lines.update((place[0], line) for line in range(note.start, note.end))
        return note

    def in_order(self) -> list[Note]:
        """The notes as they are read."""
        return [note for _, note in sorted(self.notes.items())]

    def has(self, page: Page, line: int) -> bool:
        """Whether this line belongs to a note."""
        return (page.spot.number, line) in self._lines

    def other_lines(self, page: Page) -> list[int]:
        """The lines of a page that belong to no note, in order; to be asked for when all notes are found."""
        number = page.spot.number
        if number not in self._others:
            self._others[number] = [line for line in range(len(page.text.lines)) if not self.has(page, line)]
        return self._others[number]

    def mention(self, note: Note, page: Page, line: int, span: tuple[int, int], element: _Element | None) -> None:
        """Add a place that refers to the note, unless it refers to another."""
        taken = self._spans.setdefault((page.spot.number, line), [])
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            note.mentions.append(Mention(page, note, line, span, element))
