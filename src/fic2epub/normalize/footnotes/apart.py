"""Marks and notes of one look that did not come together, in chapters where others did: these are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.footnotes.pages import BODY
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.normalize.footnotes.marks import Entry, Ref
    from fic2epub.normalize.footnotes.notes import Plan
    from fic2epub.normalize.footnotes.pages import Page, Pages
    from fic2epub.normalize.footnotes.pairing import Found

__all__ = ["Apart", "left_apart"]


class Apart(NamedTuple):
    """What was left on a page: marks, or notes."""

    page: Page
    refs: list[Ref]
    entries: list[Entry]


def left_apart(pages: Pages, plan: Plan, found: list[Found]) -> list[Apart]:
    """
    Marks and notes that bear the same sign, and were left: who mixes `[1]` and `*` may have only one of them linked.

    Those are passed over that belong to a list whose others were found, for it tells of them itself. A sign in a
    chapter without any linked note is mostly none.
    """
    known = {(page.spot.number, ref.line, ref.start) for one in found for page, ref in one.lost}
    known |= {(one.page.spot.number, one.line, one.start) for note in plan.in_order() for one in note.mentions}
    linked = {one.page.spot.number for note in plan.in_order() for one in note.mentions}
    listed = {(one.page.spot.number, entry.line) for one in found for entry in one.run.entries}
    chapters = list(pages.chapters())
    left: list[Apart] = []
    for body, notes in chapters:
        number = body.spot.number
        free = body.free if number in linked and body.is_marked else []
        refs = [ref for ref in free if (number, ref.line, ref.start) not in known]
        if refs:
            own = (body, *notes, *(pages.of_work() if len(chapters) == 1 else ()))
            some = [
                (page, entry)
                for page, entry in _entries(own)
                if not plan.has(page, entry.line) and (page.spot.number, entry.line) not in listed
            ]
            left += _alike(body, refs, some)
    return left


def _entries(pages: Iterable[Page]) -> Iterable[tuple[Page, Entry]]:
    """The lines of lists, where lists of notes stand."""
    for page in pages:
        for run in page.runs:
            if page.kind != BODY or run.headed or run.final:
                yield from ((page, entry) for entry in run.entries)


def _alike(body: Page, refs: list[Ref], entries: list[tuple[Page, Entry]]) -> Iterable[Apart]:
    """The marks that a note behind them is like, and those notes, page by page."""
    last = {(entry.kind, entry.key): (page is not body, entry.line) for page, entry in entries}
    mine = [ref for ref in refs if (False, ref.line) < last.get((ref.kind, ref.key), (False, -1))]
    if mine:
        yield Apart(body, mine, [])
    signs = {(ref.kind, ref.key) for ref in mine}
    for page in dict.fromkeys(page for page, _ in entries):
        alike = [entry for there, entry in entries if there is page and (entry.kind, entry.key) in signs]
        if alike:
            yield Apart(page, [], alike)
