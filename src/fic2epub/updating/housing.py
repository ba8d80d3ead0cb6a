"""Chapters that came in between, in the documents of those before them: KOReader counts documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.book.parts import LIMIT
from fic2epub.book.plan import chapter_marks, homes_of
from fic2epub.dom import size_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from fic2epub.model import Chapter, Work, Xhtml
    from fic2epub.updating.chapters import Change

__all__ = ["housed", "with_files"]

_LARGEST = 2 * LIMIT - 20_000
"""Bytes of the texts of a document that takes guests: twice of what others have, with room for what frames them."""
_NEARLY_PARTED = LIMIT - 40_000
"""Bytes of texts that with their frame may be too large for one file."""


def housed(work: Work[Xhtml], new: Collection[int], files: Mapping[str, int]) -> Work[Xhtml]:
    """
    The work with those of its chapters as guests that came in before others, `new` being the places of all that did.

    `files` are by name of a document how many it was parted into; those that are large stay in as many.
    """
    chapters = work.chapters
    guests = [chapter.guest for chapter in chapters]
    last = max((place for place in range(len(chapters)) if place not in new and not guests[place]), default=0)
    coming = [place for place in new if place < last]
    sizes = [_size(chapter) for chapter in chapters]
    for place in coming:
        guests[place] = True
    for place in sorted(coming):
        if _is_too_large(place, guests, sizes, new):
            guests[place] = False
    homes = homes_of(guests)
    totals = dict.fromkeys(homes, 0)
    for place, home in enumerate(homes):
        totals[home] += sizes[place]
    marks = chapter_marks(work)
    large = {home for home, total in totals.items() if total > _NEARLY_PARTED and home not in new}
    settled = (
        replace(chapter, guest=guests[place], files=files.get(f"chapter-{marks[place]}", 1) if place in large else 0)
        for place, chapter in enumerate(chapters)
    )
    return replace(work, chapters=tuple(settled))


def with_files(changes: Sequence[Change], work: Work[Xhtml]) -> tuple[Change, ...]:
    """The changes, each with the file in which its chapter stands."""
    names = [f"chapter-{mark}" for mark in chapter_marks(work)]
    homes = homes_of([chapter.guest for chapter in work.chapters])
    files = {name: names[home] for name, home in zip(names, homes, strict=True)}
    return tuple(change._replace(file=files.get(change.file, change.file)) for change in changes)


def _is_too_large(place: int, guests: Sequence[bool], sizes: Sequence[int], new: Collection[int]) -> bool:
    """Whether what came in is to have a document of its own; never where a guest of before would come into that."""
    homes = homes_of(guests)
    beside = [one for one, home in enumerate(homes) if home == homes[place]]
    if any(guests[one] and one not in new for one in beside if one > place):
        return False
    return sum(sizes[one] for one in beside if one not in new or one <= place) > _LARGEST


def _size(chapter: Chapter[Xhtml]) -> int:
    bodies = (chapter.summary, chapter.notes, chapter.body, chapter.endnotes)
    return sum(size_of(body.element) for body in bodies if body is not None)
