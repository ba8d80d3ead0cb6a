"""The chapters of one work out of several sources: which copies are of the same chapter, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from fic2epub.joining.given import listed
from fic2epub.joining.shelf import Shelf, length_of, text_of
from fic2epub.model import Listed

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.guides import ChapterGuide
    from fic2epub.joining.given import Ranked
    from fic2epub.joining.shelf import Copy, Slot
    from fic2epub.model import Chapter, Html

__all__ = ["Joined", "index_of", "join_chapters"]

_CUT = ("...", "…")
"""Ends a title that a page's list of chapters shortens (otwarchive chapters_helper.rb)."""
_SHOWN = 12
"""Missing chapters that a notice names."""
_FILLED = ("chapter_id", "summary", "notes", "endnotes", "byline", "published")
"""What another copy of a chapter may know."""
_WORDS = ("summary", "notes", "endnotes")


class Joined(NamedTuple):
    """What became of the chapters."""

    chapters: tuple[Chapter[Html], ...]
    used: frozenset[str]
    """Names of the sources that any of them is from."""


def index_of(sources: list[Ranked], guide: ChapterGuide | None) -> tuple[Listed, ...]:
    """
    The most trusted list of the work's chapters: an index page, the list on a page of a chapter, an entire work.

    Lists of the newest sources go before those of older ones, and an index page that is longer than theirs before
    those. Empty when there is none.
    """
    newest = [source for source in sources if source.edition == sources[0].edition]
    lists = [source.work.listed for source in newest if source.work.listed]
    entire = [_list_of(source.work.chapters) for source in newest if source.entire]
    lists += sorted(entire, key=lambda chapters: any(one.chapter_id is None for one in chapters))
    lists = lists or [source.work.listed for source in sources if source.work.listed]
    if guide:
        lists.insert(0, guide.chapters)
    longest = max(lists, key=len, default=())
    return _completed(longest, guide)


def _list_of(chapters: tuple[Chapter[Html], ...]) -> tuple[Listed, ...]:
    return tuple(Listed(chapter.number, chapter.title, chapter.chapter_id) for chapter in chapters)


def _completed(chapters: tuple[Listed, ...], guide: ChapterGuide | None) -> tuple[Listed, ...]:
    """The list with ids, full titles and dates where the index page has them."""
    known: dict[object, Listed] = {}
    for one in guide.chapters if guide else ():
        known[one.number, one.title] = known[one.chapter_id or one] = one
    found = [known.get(one.chapter_id or one) or known.get((one.number, one.title)) or one for one in chapters]
    return tuple(full._replace(number=one.number) for one, full in zip(chapters, found, strict=True))


def join_chapters(sources: list[Ranked], index: tuple[Listed, ...], note: Note) -> Joined:
    """
    Every chapter that any of the sources has, once, in the order of the work.

    `sources` are the newest first. Of several copies the newest counts, of those the fuller; what it lacks (its id,
    notes) is taken from the others. What is listed and in no source is named in a notice.
    """
    shelf = Shelf(index)
    for edition in sorted({source.edition for source in sources}, reverse=True):
        shelf.put([source for source in sources if source.edition == edition])
    slots = shelf.in_order()
    filled = [slot for slot in slots if slot.copies]
    missing = [slot.listed for slot in slots if not slot.copies] or _unlisted(filled, index, sources)
    if missing:
        names = [f"{one.number}{f' “{one.title}”' if one.title else ''}" for one in missing]
        note("R071", f"chapters not given: {_named(names)}")
    old = [f"{slot.listed.number}" for slot in filled if slot.old]
    if old:
        note("R074", f"chapters kept that only an older source has: {_named(old)}")
    differing = [f"{slot.listed.number}" for slot in filled if len({text_of(copy.chapter) for copy in slot.copies}) > 1]
    if differing:
        note("R075", f"chapters that differ between the sources, and the newest counts: {_named(differing)}")
    chosen = [(slot, _best_first(slot.copies)) for slot in filled]
    return Joined(
        chapters=tuple(_chapter(slot, copies, note) for slot, copies in chosen),
        used=frozenset(copies[0].source.given.name for _, copies in chosen),
    )


def _named(names: list[str]) -> str:
    return listed(names, _SHOWN)


def _unlisted(filled: list[Slot], index: tuple[Listed, ...], sources: list[Ranked]) -> list[Listed]:
    """What is missing where nothing lists the chapters: numbers up to as many as are posted."""
    progress = sources[0].work.metadata.progress
    if index or progress is None or len(filled) >= progress.posted:
        return []
    there = {slot.listed.number for slot in filled}
    last = max(progress.posted, *there)
    return [Listed(number) for number in range(1, last + 1) if number not in there]


def _best_first(copies: list[Copy]) -> list[Copy]:
    """The newest copy, of several one whose source is whole and has its markup, then the fuller, then by its form."""
    if len(copies) == 1:
        return copies
    return sorted(
        copies,
        key=lambda copy: (
            -copy.source.edition,
            copy.source.cut,
            copy.source.plain,
            -length_of(copy.chapter),
            copy.source.form,
        ),
    )


def _chapter(slot: Slot, copies: list[Copy], note: Note) -> Chapter[Html]:
    """The best copy, with what it lacks from the others."""
    best = copies[0].chapter
    known = slot.listed
    gaps: dict[str, Any] = {name: _first(copies, name, note) for name in _FILLED if not getattr(best, name)}
    gaps["published"] = best.published or known.published or gaps.get("published")
    gaps["chapter_id"] = best.chapter_id or gaps.get("chapter_id") or known.chapter_id
    titles = [copy.chapter.title for copy in copies]
    full = "" if known.title.endswith(_CUT) else known.title
    title = next((title for title in (*titles[:1], full, *titles[1:]) if title), "")
    return replace(best, number=known.number, title=title, **gaps)


def _first(copies: list[Copy], name: str, note: Note) -> object:
    """What the first copy has that has it."""
    for copy in copies:
        value = getattr(copy.chapter, name)
        if value:
            if name in _WORDS and copy.source.edition < copies[0].source.edition:
                _note_kept(copy, name, note)
            return value
    return () if name == "byline" else None


def _note_kept(copy: Copy, name: str, note: Note) -> None:
    note("R076", f"the {name} are from an older source, {copy.source.given.name}", f"chapter {copy.chapter.number}")
