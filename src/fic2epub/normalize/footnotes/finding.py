"""All ways in which notes are found, one after the other, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import drop
from fic2epub.normalize.footnotes.apart import left_apart
from fic2epub.normalize.footnotes.glossary import find_glossaries
from fic2epub.normalize.footnotes.linked import LONGEST, Linked
from fic2epub.normalize.footnotes.marks import SIGN
from fic2epub.normalize.footnotes.notes import Note, Plan
from fic2epub.normalize.footnotes.pages import BODY, SUMMARY, Pages, pages_of
from fic2epub.normalize.footnotes.pairing import find_pairs
from fic2epub.normalize.footnotes.runs import end_of_entry, is_listed
from fic2epub.normalize.footnotes.shapes import in_paragraph
from fic2epub.normalize.footnotes.writing import write_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fic2epub.errors import Note as Tell
    from fic2epub.model import Work, Xhtml
    from fic2epub.normalize.footnotes.marks import Entry, Ref
    from fic2epub.normalize.footnotes.pairing import Found

__all__ = ["find_notes"]

_SHOWN = 3
"""Marks that a notice names."""


def find_notes(work: Work[Xhtml], tell: Tell, *, rescue: bool = False) -> None:
    """
    Find the notes of the work, write them, and tell of them.

    `rescue` moves those that stand in the author's notes, which are to be left out, behind the text that needs them.
    """
    pages = Pages(pages_of(work), work.metadata.work_id)
    plan = Plan()
    linked = Linked(pages)
    linked.find(plan)
    found = find_pairs(pages, plan)
    for one in found:
        _add(one, plan)
    linked.find_far(plan)
    find_glossaries(pages, plan)
    if not plan.notes:
        return
    apart = left_apart(pages, plan, found)  # before any line is moved
    written = write_notes(plan)
    if rescue:
        _rescue(written)
    _tell_linked(written, tell)
    _tell_alone(found, tell)
    for page, refs, entries in apart:
        _tell_left("M031" if refs else "M032", refs or entries, page.where, tell)


def _add(found: Found, plan: Plan) -> None:
    """Put a list and its marks into the plan."""
    entries = found.run.entries
    text = found.page.text
    ends = [entry.line for entry in entries[1:]] + [found.run.end]
    notes = {}
    for entry, following in zip(entries, ends, strict=True):
        own = end_of_entry(entry.line, text)
        end = min(own, following) if entry.kind == SIGN or is_listed(text.lines[entry.line].block) else following
        size = sum(len(line.text) for line in text.lines[entry.line : end])
        if any(one.line == entry.line for _, _, one in found.pairs) and size <= LONGEST:
            notes[entry] = plan.add(Note(found.page, entry.line, end, (entry.start, entry.end)))
    for page, ref, entry in found.pairs:
        if entry in notes:
            plan.mention(notes[entry], page, ref.line, (ref.start, ref.end), ref.element)


def _rescue(written: list[Note]) -> None:
    """Move notes behind the text in which their first mark stands."""
    for note in written:
        body = note.mentions[0].page
        if note.aside is not None and note.page.kind not in (BODY, SUMMARY) and body.kind in (BODY, SUMMARY):
            drop(note.aside)
            body.element.append(in_paragraph(note.aside))


def _tell_linked(written: list[Note], tell: Tell) -> None:
    """How many marks lead to their notes, body by body."""
    counts: dict[str, int] = {}
    for note in written:
        for mention in note.mentions:
            counts[mention.page.where] = counts.get(mention.page.where, 0) + 1
    for where, count in counts.items():
        tell("M030", "1 mark leads to its note" if count == 1 else f"{count} marks lead to their notes", where)


def _tell_alone(found: list[Found], tell: Tell) -> None:
    """Marks without a note, and notes without a mark, in lists whose others were found."""
    for one in found:
        lost = [ref for page, ref in one.lost if ref not in page.paired]
        if lost:
            _tell_left("M031", lost, one.lost[0][0].where, tell)
        paired = {entry.key for _, _, entry in one.pairs}
        idle = [entry for entry in one.run.entries if entry.key not in paired]
        if idle:
            _tell_left("M032", idle, one.page.where, tell)


def _tell_left(code: str, left: Sequence[Ref | Entry], where: str, tell: Tell) -> None:
    """Marks (M031) or notes (M032) that were left as they are, by their numbers or signs."""
    words = "marks without a note" if code == "M031" else "notes without a mark"
    named = ", ".join(dict.fromkeys(f"{one.key}" for one in left[:_SHOWN]))
    tell(code, f"{words}, left as they are: {len(left)} ({named})", where)
