"""Which chapters of a newer save are which of the book's, and what became of the others."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import lines_of
from fic2epub.model import Chapter, Xhtml
from fic2epub.updating.aligning import aligned
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fic2epub.model import Work

__all__ = ["Change", "Known", "Merged", "known_of", "merged"]

_SAME_TEXT = 0.5
"""Of the lines of the shorter of two texts those that both have, if they are the same chapter."""
_SAME_WORDS = 0.3
"""Of their words, if nothing else tells what became of either."""
_WORD = re.compile(r"\w+")


class Known(NamedTuple):
    """A chapter of the book or of the newer save, as far as it is told by."""

    number: int
    title: str
    chapter_id: str | None
    mark: str
    """Of the book's: what tells its file from others. Of the newer save's: what its number would give it."""
    lines: tuple[str, ...]
    removed: bool = False
    guest: bool = False


class Change(NamedTuple):
    """What became of a chapter; texts are counted by their lines, which are mostly paragraphs."""

    kind: str
    """One of `new`, `edited`, `retitled`, `moved`, `removed`, `restored`."""
    number: int
    title: str
    file: str
    """The name of its file in the book, without folder and ending; of a guest that of its host."""
    was: str = ""
    """Of a chapter that was retitled its title of before, of one that moved its number."""
    added: int = 0
    """Of one that was edited: paragraphs that are in it now, and were not."""
    dropped: int = 0
    """And such as were in it, and are not now."""


class Merged(NamedTuple):
    """The newer work with the book's chapters at their places."""

    work: Work[Xhtml]
    changes: tuple[Change, ...]
    guessed: tuple[int, ...]
    """Numbers of the chapters that were told by their numbers and some of their words alone."""
    fresh: frozenset[int]
    """Places of those that the book did not have."""


def known_of(chapter: Chapter[Xhtml], mark: str) -> Known:
    """What a chapter is told by."""
    lines = tuple(lines_of(chapter.body.element))
    return Known(chapter.number, chapter.title, chapter.chapter_id, mark, lines, chapter.removed, chapter.guest)


def merged(
    old: Sequence[Known], work: Work[Xhtml], kept: Callable[[int], Chapter[Xhtml]], *, keep_removed: bool
) -> Merged:
    """
    The newer work, each of its chapters under the name that it has in the book, and places for those that are gone.

    `kept` gives a chapter of the book by its place, for those that the author removed are kept with their text if
    `keep_removed`, and if they were before.
    """
    new = [known_of(chapter, f"{chapter.number:04d}") for chapter in work.chapters]
    guessed: list[int] = []
    pairs = _pairs(old, new, guessed)
    marks = _marks(old, new, pairs)
    chapters = [
        replace(chapter, mark=mark if mark != f"{chapter.number:04d}" else "", removed=False, guest=_is_guest(old, one))
        for chapter, mark, one in zip(work.chapters, marks, map(pairs.get, range(len(new))), strict=True)
    ]
    changes = list(_changes(old, new, pairs, marks))
    placed: list[Chapter[Xhtml]] = list(chapters)
    where = {one: chapters[other] for other, one in pairs.items()}
    before: Chapter[Xhtml] | None = None
    for place, chapter in enumerate(old):
        if place not in where:
            stays = chapter.lines and (keep_removed or chapter.removed)
            gone = replace(
                kept(place) if stays else _gone(chapter), mark=chapter.mark, removed=True, guest=chapter.guest
            )
            placed.insert(_behind(placed, before), gone)
            where[place] = gone
            if not chapter.removed:
                changes.append(Change("removed", chapter.number, chapter.title, f"chapter-{chapter.mark}"))
        before = where[place]
    known = {id(chapter) for chapter in where.values()}
    fresh = frozenset(place for place, chapter in enumerate(placed) if id(chapter) not in known)
    return Merged(replace(work, chapters=tuple(placed)), tuple(changes), tuple(guessed), fresh)


def _is_guest(old: Sequence[Known], place: int | None) -> bool:
    """Whether what was a chapter of the book at this place, or none, was a guest there."""
    return place is not None and old[place].guest


def _behind(chapters: list[Chapter[Xhtml]], before: Chapter[Xhtml] | None) -> int:
    return next((place + 1 for place, chapter in enumerate(chapters) if chapter is before), 0)


def _gone(chapter: Known) -> Chapter[Xhtml]:
    """A chapter without its text."""
    return Chapter(
        number=chapter.number,
        title=chapter.title,
        body=Xhtml(etree.Element("div")),
        chapter_id=chapter.chapter_id,
        removed=True,
    )


def _pairs(old: Sequence[Known], new: Sequence[Known], guessed: list[int]) -> dict[int, int]:
    """Place of a chapter of the newer save → its place in the book: by the archive's number, its text, its title."""
    by_id = {chapter.chapter_id: place for place, chapter in enumerate(old) if chapter.chapter_id}
    places = ((by_id.get(chapter.chapter_id or ""), other) for other, chapter in enumerate(new))
    found = {other: one for one, other in places if one is not None}
    numbered = _of_one_number(old, new)
    titled = [(one, other) for one, other in numbered if old[one].title and old[one].title == new[other].title]
    for one, other in (*_like_texts(old, new, found), *titled):
        if _are_free(found, one, other):
            found[other] = one
    for one, other in _come_back(old, new):
        if _are_free(found, one, other):
            found[other] = one
    for one, other in numbered:
        if _are_free(found, one, other) and _likeness(old[one], new[other]) >= _SAME_WORDS:
            found[other] = one
            guessed.append(new[other].number)
    return found


def _are_free(found: dict[int, int], one: int, other: int) -> bool:
    """Whether nothing is known yet of either."""
    return other not in found and one not in found.values()


def _of_one_number(old: Sequence[Known], new: Sequence[Known]) -> list[tuple[int, int]]:
    """Pairs that have the same number, and may be one chapter."""
    places = {chapter.number: place for place, chapter in enumerate(old) if not chapter.removed}
    pairs = ((places.get(chapter.number), other) for other, chapter in enumerate(new))
    return [(one, other) for one, other in pairs if one is not None and not _contradict(old[one], new[other])]


def _come_back(old: Sequence[Known], new: Sequence[Known]) -> list[tuple[int, int]]:
    """Pairs of a chapter that left its title alone, and one of that title, or of none and its number."""
    gone = {_called(chapter): place for place, chapter in enumerate(old) if chapter.removed and not chapter.lines}
    pairs = ((gone.get(_called(chapter)), other) for other, chapter in enumerate(new))
    return [(one, other) for one, other in pairs if one is not None and not _contradict(old[one], new[other])]


def _called(chapter: Known) -> str | int:
    return chapter.title or chapter.number


def _contradict(old: Known, new: Known) -> bool:
    """Whether the archive's numbers say that these are two chapters."""
    return bool(old.chapter_id and new.chapter_id and old.chapter_id != new.chapter_id)


def _like_texts(old: Sequence[Known], new: Sequence[Known], found: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs whose texts share lines, those that share most first, and of equal ones those of the same number."""
    taken = set(found.values())
    homes: dict[str, list[int]] = {}
    for place, chapter in enumerate(old):
        if place not in taken:
            for line in set(chapter.lines):
                homes.setdefault(line, []).append(place)
    ranked: list[tuple[float, int, int, int]] = []
    for other, chapter in enumerate(new):
        if other in found:
            continue
        shared = Counter(place for line in set(chapter.lines) for place in homes.get(line, ())[:3])
        for one, count in shared.items():
            share = count / max(1, min(len(set(chapter.lines)), len(set(old[one].lines))))
            if share >= _SAME_TEXT and not _contradict(old[one], chapter):
                ranked.append((-share, abs(old[one].number - chapter.number), one, other))
    return [(one, other) for _, _, one, other in sorted(ranked)]


def _likeness(old: Known, new: Known) -> float:
    one, other = (Counter(word for line in known.lines for word in _WORD.findall(line)) for known in (old, new))
    least = min(one.total(), other.total())
    return (one & other).total() / least if least else float(not one.total() and not other.total())


def _marks(old: Sequence[Known], new: Sequence[Known], pairs: dict[int, int]) -> list[str]:
    """What tells the file of each chapter of the newer save: what it was, else its number, if that is free."""
    taken = {chapter.mark for chapter in old}
    marks: list[str] = []
    for other, chapter in enumerate(new):
        mark = old[pairs[other]].mark if other in pairs else chapter.mark
        if other not in pairs:
            while mark in taken:
                mark += "x"
            taken.add(mark)
        marks.append(mark)
    return marks


def _changes(
    old: Sequence[Known], new: Sequence[Known], pairs: dict[int, int], marks: Sequence[str]
) -> Iterator[Change]:
    """What became of the chapters of the newer save."""
    for other, chapter in enumerate(new):
        told = (chapter.number, chapter.title, f"chapter-{marks[other]}")
        if other not in pairs:
            yield Change("new", *told)
            continue
        known = old[pairs[other]]
        if known.removed:
            yield Change("restored", *told)
        if known.title != chapter.title:
            yield Change("retitled", *told, was=known.title)
        if known.number != chapter.number:
            yield Change("moved", *told, was=str(known.number))
        if known.lines != chapter.lines and (known.lines or not known.removed):
            same = sum(known.lines[one] == chapter.lines[two] for one, two in aligned(known.lines, chapter.lines))
            yield Change("edited", *told, added=len(chapter.lines) - same, dropped=len(known.lines) - same)
