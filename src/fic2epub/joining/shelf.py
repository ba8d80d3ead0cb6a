"""Places for the chapters of one work, to which their copies in several sources are put."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from fic2epub.model import Listed
from fic2epub.ordering import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fic2epub.joining.given import Ranked
    from fic2epub.model import Chapter, Html

__all__ = ["Copy", "Shelf", "Slot", "length_of", "text_of"]

_TITLE = 40
"""Characters of a title that are compared: a page's list of chapters shortens longer ones to about 50."""
_WHITE = re.compile(r"\s+")


class Copy(NamedTuple):
    """A chapter as one source has it."""

    chapter: Chapter[Html]
    source: Ranked
    number: int
    """Its position; of an entire source as long as the list of chapters, the one that the list gives it."""


@dataclass(slots=True, eq=False)
class Slot:
    """A chapter of the work, and what the sources have of it."""

    listed: Listed
    old: bool = False
    """Whether the list of the work's chapters does not have it any more."""
    copies: list[Copy] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    """Edition → the number that it gives this chapter."""

    def add(self, copy: Copy) -> None:
        """Keep another copy."""
        self.copies.append(copy)
        self.numbers.setdefault(copy.source.edition, copy.number)

    def can_hold(self, copy: Copy) -> bool:
        """Whether nothing says that the copy is of another chapter: its id, or another chapter of its edition here."""
        ids = {self.listed.chapter_id, *(one.chapter.chapter_id for one in self.copies)} - {None}
        other_id = bool(ids) and copy.chapter.chapter_id is not None and copy.chapter.chapter_id not in ids
        return not other_id and self.numbers.get(copy.source.edition, copy.number) == copy.number


class Shelf:
    """The places of the chapters, filled edition by edition, the newest first."""

    def __init__(self, index: tuple[Listed, ...]) -> None:
        self._index = index
        self._slots = [Slot(one) for one in index]
        self._by_id = {slot.listed.chapter_id: slot for slot in self._slots if slot.listed.chapter_id}
        self._by_number = {slot.listed.number: slot for slot in self._slots}

    def put(self, sources: list[Ranked]) -> None:
        """Find the place of every chapter of an edition: by its id, its text, its title, its number."""
        waiting = [copy for copy in self._copies(sources) if not self._put_by_id(copy)]
        if waiting and self._slots:
            waiting = list(self._left_by_content(waiting))
        for copy in waiting:
            self._put_by_number(copy)

    def in_order(self) -> list[Slot]:
        """All places; those that the list does not have stand after the chapter that they followed in their edition."""
        slots = sorted((slot for slot in self._slots if not slot.old), key=lambda slot: slot.listed.number)
        for slot in self._slots:
            if slot.old:
                slots.insert(_place(slot, slots), slot)
        return slots

    def _copies(self, sources: Iterable[Ranked]) -> list[Copy]:
        """All chapters of these sources by their numbers; those of one number as their files are named."""
        found = []
        for source in sources:
            chapters = source.work.chapters
            counted = source.entire and len(chapters) == len(self._index)
            for place, chapter in enumerate(chapters):
                found.append(Copy(chapter, source, self._index[place].number if counted else chapter.number))
        return sorted(found, key=lambda copy: (copy.number, not copy.source.entire, natural(copy.source.given.name)))

    def _put_by_id(self, copy: Copy) -> bool:
        slot = self._by_id.get(copy.chapter.chapter_id or "")
        if slot:
            slot.add(copy)
        return slot is not None

    def _left_by_content(self, copies: list[Copy]) -> Iterator[Copy]:
        """Put what has the text, else the title, of a chapter that is there; and answer the others."""
        texts: dict[tuple[int, int], list[Slot]] = {}
        titles: dict[str, list[Slot]] = {}
        for slot in self._slots:
            for text in {text_of(copy.chapter) for copy in slot.copies[:1]}:
                texts.setdefault(text, []).append(slot)
            titles.setdefault(_title(slot.listed.title), []).append(slot)
        for copy in copies:
            alike = texts.get(text_of(copy.chapter), []) if length_of(copy.chapter) else []
            named = titles.get(_title(copy.chapter.title), []) if copy.chapter.title else []
            found = [slot for slot in (*alike, *(named if len(named) == 1 else ())) if slot.can_hold(copy)]
            if found:
                min(found, key=lambda slot: slot.listed.number != copy.number).add(copy)
            else:
                yield copy

    def _put_by_number(self, copy: Copy) -> None:
        """Put it where its number says, else into a place of its own."""
        slot = self._by_number.get(copy.number)
        if slot is None or not slot.can_hold(copy):
            chapter = copy.chapter
            slot = Slot(Listed(copy.number, chapter.title, chapter.chapter_id), old=bool(self._index))
            self._slots.append(slot)
            self._by_number.setdefault(copy.number, slot)
            if chapter.chapter_id:
                self._by_id[chapter.chapter_id] = slot
        slot.add(copy)


def length_of(chapter: Chapter[Html]) -> int:
    """Characters of the chapter's text, without white space."""
    return text_of(chapter)[0]


def text_of(chapter: Chapter[Html]) -> tuple[int, int]:
    """What tells a text from others: its length and a sum of it, white space aside."""
    text = _WHITE.sub("", "".join(chapter.body.element.itertext("*")))
    return len(text), crc32(text.encode("utf-8", "surrogatepass"))


def _title(title: str) -> str:
    return title[:_TITLE].casefold()


def _place(slot: Slot, slots: list[Slot]) -> int:
    """Where a chapter stands that the list does not have: after the nearest one before it in its edition."""
    edition, number = next(iter(slot.numbers.items()))
    before = [place for place, other in enumerate(slots) if other.numbers.get(edition, number) < number]
    if before:
        return before[-1] + 1
    return next((place for place, other in enumerate(slots) if other.listed.number >= number), len(slots))
