"""Where everything of a work will lie: names of its files, what ids begin with, places that links may mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.book.links import Body, Place
from fic2epub.dom import lines_of
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fic2epub.model import Chapter, Work, Xhtml

__all__ = ["ABOUT", "FOLDER", "Plan", "Volume", "chapter_marks", "homes_of"]

FOLDER = "text/"
ABOUT = "about"
_AFTERWORD = "afterword"
_NOTES = "notes"
_WARNINGS = "warnings"
_INNER_CHAPTER = (
    r"(?:chapter|part|kapitel|teil|chapitre|partie|cap[ií]tulo|parte|capitolo|hoofdstuk|deel|глава|часть)\s+\d+\b"
    r"|第\s*[\d〇一二三四五六七八九十百]+\s*[章回話话]"
)
"""How a heading inside a chapter begins that is itself a chapter's: stories posted whole, or moved from elsewhere."""
_LONGEST_HEADING = 120
"""Characters of a heading that is still an entry."""


class Volume(NamedTuple):
    """Which part of an omnibus a work is; a work alone is none."""

    number: int = 0
    """Its place in the book, from 1."""
    position: str = ""
    """Its place in the series, empty when it is not known."""

    @property
    def prefix(self) -> str:
        """Begins the names of the part's files."""
        return f"{self.name}-" if self.number else ""

    @property
    def name(self) -> str:
        """The name of the file that the part begins with."""
        return f"part-{self.number:04d}" if self.number else ABOUT

    @property
    def mark(self) -> str:
        """Begins all ids of the part."""
        return f"p{self.number}-" if self.number else ""


class Plan:
    """
    Names and places of a work's documents, before there is any.

    A document is known by its place in reading order: 0 is the page about the work, the chapters follow from 1, then
    the afterword, the notes of all chapters and the warnings, whether there are such pages or not.
    """

    names: tuple[str, ...]
    """The names of the files by place, without folder and ending; a chapter that is a guest has that of its host."""

    def __init__(self, work: Work[Xhtml], volume: Volume, notes: str) -> None:
        self._work = work
        self._mark = volume.mark
        self._notes = notes
        self._marks = chapter_marks(work)
        self._homes = homes_of([chapter.guest for chapter in work.chapters])
        self._housed: dict[int, list[int]] = {}
        for number, home in enumerate(self._homes, 1):
            self._housed.setdefault(home + 1, []).append(number)
        chapters = (f"chapter-{self._marks[home]}" for home in self._homes)
        self.names = (volume.name, *(volume.prefix + name for name in (*chapters, _AFTERWORD, _NOTES, _WARNINGS)))

    @property
    def afterword(self) -> int:
        """The place of the afterword."""
        return len(self._marks) + 1

    @property
    def appendix(self) -> int:
        """The place of the document that holds the notes of all chapters."""
        return len(self._marks) + 2

    @property
    def warnings(self) -> int:
        """The place of the document that holds the archive's warnings, if they are not to be in sight."""
        return len(self._marks) + 3

    def ident(self, number: int) -> str:
        """What the ids of the frame of the chapter at this place begin with, without the part's mark."""
        return f"chapter-{self._marks[number - 1].lstrip('0') or '0'}"

    def home(self, number: int) -> int:
        """The place that the document has in which that of this place stands: its own, but for guests."""
        return self._homes[number - 1] + 1 if 0 < number <= len(self._homes) else number

    def housed(self, number: int) -> list[int]:
        """The places of all that stands in the same document, in order."""
        return self._housed.get(self.home(number), [number])

    def start(self, number: int) -> str:
        """The id at which what has this place starts in its document; empty when that starts with it."""
        return f"{self._mark}{self.ident(number)}-title" if self.housed(number)[0] != number else ""

    def bodies(self) -> Iterator[Body]:
        """All bodies in reading order, with what their ids are to begin with."""
        work, start = self._work, f"{self._mark}w"
        for letter, words, body in (("s", "summary", work.summary), ("n", "notes", work.notes)):
            if body is not None:
                of_work = Body(body.element, f"{start}{letter}-", 0, of_work=True, where=words)
                yield of_work._replace(elsewhere=self._holder(words, self.afterword))
        for number, chapter in enumerate(work.chapters, 1):
            yield from self._bodies_of_chapter(chapter, number)
        if work.endnotes is not None:
            last = Body(work.endnotes.element, f"{start}e-", self.afterword, of_work=True, where="end notes")
            yield last._replace(elsewhere=self._holder("end notes", None))

    def _bodies_of_chapter(self, chapter: Chapter[Xhtml], number: int) -> Iterator[Body]:
        start, where = f"{self._mark}c{self._marks[number - 1].lstrip('0')}", f"chapter {chapter.number}"
        for letter, words, body in (
            ("s", "summary", chapter.summary),
            ("n", "notes", chapter.notes),
            ("", "", chapter.body),
            ("e", "end notes", chapter.endnotes),
        ):
            if body is not None:
                told = f"{where}, {words}" if words else where
                of_chapter = Body(body.element, f"{start}{letter}-", number, of_work=False, where=told)
                yield of_chapter._replace(chapter_id=chapter.chapter_id, elsewhere=self._holder(words, None))

    def _holder(self, words: str, behind: int | None) -> int | None:
        """The place of the document that holds a body of this name instead of its own; None when its own does."""
        if words in {"", "summary"}:
            return None
        if self._notes == "appendix":
            return self.appendix
        return behind if self._notes == "end" else None

    def frame_places(self) -> dict[str, Place]:
        """
        Ids of the archive's pages → what stands for them in the frame.

        From otwarchive downloads/_download_chapter.html.erb, works/_work_endnotes.html.erb, chapters/_chapter.html.erb.
        """
        places: dict[str, Place] = {}
        for number, chapter in enumerate(self._work.chapters, 1):
            ident = self._mark + self.ident(number)
            places[f"chapter-{chapter.number}"] = Place(f"{ident}-title", number)
            if chapter.endnotes is not None:
                end = Place(f"{ident}-end-notes-title", self._end(number))
                places[f"endnotes{chapter.number}"] = places[f"chapter_{chapter.number}_endnotes"] = end
        if self._work.endnotes is not None:
            end = Place(f"{self._mark}work-end-notes-title", self._end(self.afterword))
            places["endnotes"] = places["work_endnotes"] = end
        return places

    def _end(self, number: int) -> int:
        """The place of the document with the end notes of what stands at this place."""
        return self.appendix if self._notes == "appendix" else number

    def inner_chapters(self) -> dict[int, list[tuple[str, str]]]:
        """Place in reading order → id and text of the headings inside that chapter that are chapters' own."""
        found: dict[int, list[tuple[str, str]]] = {}
        for number, chapter in enumerate(self._work.chapters, 1):
            for heading in chapter.body.element.iter("h3", "h4", "h5", "h6"):
                text = " ".join(lines_of(heading))
                if len(text) <= _LONGEST_HEADING and re.match(_INNER_CHAPTER, text, re.IGNORECASE):
                    listed = found.setdefault(number, [])
                    ident = heading.get("id") or f"{self._mark}{self.ident(number)}-heading-{len(listed) + 1}"
                    heading.set("id", ident)
                    listed.append((ident, text))
        return found


def chapter_marks(work: Work[Xhtml]) -> list[str]:
    """
    What tells each chapter's names from others': its number, and more if it was met before, as in no archive.

    In a book that was updated a chapter may have kept the name that it had under another number.
    """
    marks: list[str] = []
    taken: set[str] = set()
    for chapter in work.chapters:
        mark = chapter.mark or f"{chapter.number:04d}"
        while mark in taken:
            mark += "x"
        taken.add(mark)
        marks.append(mark)
    return marks


def homes_of(guests: Sequence[bool]) -> list[int]:
    """
    Place of each chapter → of the one in whose document it stands, by whether each is a guest.

    The document of a guest is that of the last chapter before it that is none, of the first one behind it if there is
    none before; where all are guests, that of the first.
    """
    home = next((place for place, guest in enumerate(guests) if not guest), 0)
    homes: list[int] = []
    for place, guest in enumerate(guests):
        home = home if guest else place
        homes.append(home)
    return homes
