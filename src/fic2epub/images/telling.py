"""What was done to the pictures of a work, said in notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fic2epub.errors import Note
    from fic2epub.images.target import Fitted, Unshowable

__all__ = ["some", "tell"]


def tell(became: Sequence[tuple[str, Fitted | Unshowable]], moving: int, note: Note) -> None:
    """
    Leave a notice for each way in which pictures were changed; `moving` counts those that still move.

    Before each stands where the source has it; nothing where that is not known.
    """
    fitted = [one for _, one in became if isinstance(one, tuple)]
    changes = [one.changed for one in fitted]
    parts = {
        "of another kind now": sum(change.kind for change in changes),
        "smaller": sum(change.size for change in changes),
        "turned, put on white or in colours of screens": sum(change.looks for change in changes),
    }
    said = ", ".join(f"{words}: {count}" for words, count in parts.items() if count)
    if said:
        note("I020", f"pictures made what e-readers show; {said}")
    if still := sum(change.still for change in changes):
        note("I021", f"pictures that moved, and stand still in the book: {still}")
    if grey := sum(change.grey for change in changes):
        coloured = sum(one.kind == "svg" for one in fitted)
        note(
            "I022",
            f"pictures made grey: {grey}" + (f"; drawings that keep their colours: {coloured}" if coloured else ""),
        )
    if private := sum(change.private for change in changes):
        note("I024", f"pictures from which notes of cameras and editors were cut out: {private}")
    if poorer := sum(change.poorer for change in changes):
        note(
            "I027", f"drawings of which parts that run, lead outside or are seldom shown alike were left out: {poorer}"
        )
    if moving:
        note("I028", f"pictures that move: {moving}; most e-readers show the first frame")
    if lost := [name[:60] or "one without a name" for name, one in became if not isinstance(one, tuple)]:
        note("I005", f"pictures that are damaged, or too large to be shown: {some(lost)}")


def some(named: Sequence[str], shown: int = 3) -> str:
    """How many, and the first of them."""
    return f"{len(named)} ({', '.join(named[:shown])}{' …' if named[shown:] else ''})"
