"""What became of a work's style, in notices: rules counted in, and rules counted out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fic2epub.normalize.skins.printable import LAYOUT, MEANING

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.normalize.skins.cascade import Cascade
    from fic2epub.normalize.skins.sheet import Sheet

__all__ = ["Counts", "tell"]


@dataclass(slots=True)
class Counts:
    """What was done to the bodies."""

    shown: int = 0
    """Elements with text that nothing would have uncovered."""
    revealed: int = 0
    """Elements with text that a reader's hand would have uncovered."""
    generated: Counter[str] = field(default_factory=Counter)
    """Texts that were put in."""
    voices: int = 0
    """Colours that became marks."""
    coloured: int = 0
    """Elements that keep their colours."""
    ornaments: int = 0
    """Signs without letters that the style would have drawn beside the text."""
    pictures: int = 0
    """Pictures that the style would have put in."""


_FEW = 5
_SHORT = 40


def tell(sheet: Sheet, cascade: Cascade, counts: Counts, mode: str, note: Note) -> None:
    """Leave a notice for each kind of thing that was done, or not done."""
    if sheet.too_long or cascade.left_out:
        note("C004", "the work's style is too long for a work's: the rules at its end were left out")
    _tell_rules(sheet, cascade, counts, mode, note)
    if sheet.lost:
        shown = _listed(sheet.lost)
        note("C002", f"{len(sheet.lost)} of {sheet.total} rules are not understood and were left out: {shown}")
    if sheet.fetched or counts.pictures:
        shown = f": {_listed(sheet.fetched)}" if sheet.fetched else ""
        note("C009", f"what the style would fetch is not in the book ({len(sheet.fetched) + counts.pictures}){shown}")
    _tell_counts(counts, note)


def _tell_counts(counts: Counts, note: Note) -> None:
    """What was done to the text itself."""
    if counts.shown:
        note("C003", f"hidden elements that are shown, for no book can uncover them: {counts.shown}")
    if counts.revealed:
        note("C005", f"texts that a hand would have uncovered are shown where they stand: {counts.revealed}")
    if counts.generated:
        shown = _listed(list(counts.generated))
        note("C006", f"texts of the style that stand in the book as text: {counts.generated.total()}: {shown}")
    if counts.voices:
        note("C008", f"colours that became weight, slant or a line: {counts.voices}")
    if counts.ornaments:
        note(
            "C012", f"ornaments without a letter that the style draws beside the text were left out: {counts.ornaments}"
        )
    if counts.coloured:
        note("C010", f"elements that keep their colours, each with its ground: {counts.coloured}")


def _listed(texts: list[str]) -> str:
    return ", ".join(f"`{text[:_SHORT]}`" for text in list(dict.fromkeys(texts))[:_FEW])


def _tell_rules(sheet: Sheet, cascade: Cascade, counts: Counts, mode: str, note: Note) -> None:
    """How many rules say something in the book, how many a screen only, and how many mean nothing that is there."""
    used = cascade.used
    if not sheet.rules:
        if sheet.total > sheet.elsewhere:
            note("C013", "nothing in the work's style could be read")
        return
    names = {number: {one.name for one in cascade.declarations(number)} for number in used}
    heard = MEANING | {"content"} | (_COLOURS if counts.voices or counts.coloured else set())
    said = sum(not found.isdisjoint(heard) for found in names.values())
    looks = sum(not found <= MEANING | LAYOUT | _SILENT for found in names.values())
    layout = sum(not found.isdisjoint(LAYOUT) for found in names.values())
    if mode == "off":
        note("C011", f"the work's style was left out, as was asked for: {sheet.total} rules")
        return
    note(
        "C014", f"of {sheet.total} rules of the work's style, {len(used)} mean something in its text, {said} are heard"
    )
    if looks and mode == "paper":
        note("C001", f"the looks (colours, fonts, sizes) in {looks} of {sheet.total} rules were left to the reader")
    if layout:
        note("C007", f"the layout of a screen in {layout} of {sheet.total} rules became margins, or nothing")


_COLOURS = {"color", "background-color"}
_SILENT = frozenset(("content", "counter-reset", "counter-increment"))
"""Longhands whose effect is told by another notice."""
