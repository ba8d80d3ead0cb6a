"""
Where paragraphs were glued: `….“Then`, `?”“No`, `end.Then`.

Writers put a blank after a sentence. Where an ended sentence and a beginning touch, two paragraphs most likely did.
One pass of a pattern finds the joints; each is judged by what stands on both sides and by what the whole chapter
tells of its author's habits (`Evidence`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.evidence import CLOSE, EITHER, OPEN
from fic2epub.readers.flat.glued import DOUBTFUL, NONE, SURE, at_footnotes, at_glued_words, at_speakers, starter_at
from fic2epub.readers.flat.ideographs import at_ideographs
from fic2epub.readers.flat.judging import sureness
from fic2epub.readers.flat.letters import BORDER, CLOSERS, DASHES, LINE, LOWER, OPENERS, ORNAMENT, QUOTES, TERMINAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["DOUBTFUL", "SURE", "Border", "borders_in"]

_MARKS = re.escape(f"{TERMINAL}{QUOTES}{DASHES}{OPENERS}{CLOSERS},;:")
_FIRST, _OTHERS = rf"[{_MARKS}](?<![{_MARKS}].)", rf"[{_MARKS}]*+(?=[^\s])(?![{LOWER}](?<=[’'\-–—].))"
_BEGINS = rf"(?!(?<=\s[“‘(\[])[^{_MARKS}])"
"""One mark that opens, behind a blank: it begins something, and ends nothing."""
_OPENING = re.compile(rf"[{re.escape(TERMINAL)}\"”’»{DASHES}]([«{DASHES}])(?=[ \u00a0\u202f])")
_IS_LOWER = re.compile(f"[{LOWER}]")


class Border(NamedTuple):
    """A place between two characters where a paragraph ends."""

    place: int
    sureness: int


def borders_in(text: str, evidence: Evidence) -> list[Border]:
    """The borders inside the lines of a chapter, in order; `LINE` stands between two of them."""
    if evidence.script:
        found = dict(at_ideographs(text, evidence))
    else:
        found = dict(at_glued_words(text, evidence))
        found.update(_at_joints(text, evidence, _straight_quotes(text, evidence)))
        found.update(_at_openings(text, evidence))
        found.update(at_footnotes(text))
    found.update(at_speakers(text, evidence))
    return [Border(place, found[place]) for place in sorted(found) if found[place] and 0 < place < len(text)]


@cache
def _joint(curly: bool) -> re.Pattern[str]:  # noqa: FBT001 - a pattern for each answer
    """Runs of marks with something right behind them, but for those that only begin something."""
    return re.compile(_FIRST + (_BEGINS if curly else "") + _OTHERS)


def _straight_quotes(text: str, evidence: Evidence) -> dict[int, str]:
    """Whether each straight quotation mark opens or closes: by the blanks beside it, else by turns."""
    roles: dict[int, str] = {}
    for mark in (mark for mark, role in evidence.roles.items() if role == EITHER):
        last = CLOSE
        for match in re.finditer(re.escape(mark), text):
            place = match.start()
            before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
            if mark == "'" and before.isalnum() and after.isalnum():
                continue
            if before.isspace() and not after.isspace():
                role = OPEN
            elif before == "," or (after.isspace() and not before.isspace()):
                role = CLOSE
            else:
                role = CLOSE if last == OPEN else OPEN
            if mark == "'" and role == CLOSE and before.isalnum() and last == CLOSE:
                continue  # an apostrophe at the end of a word
            roles[place] = last = role
    return roles


def _at_joints(text: str, evidence: Evidence, straight: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Runs of marks with something right behind them."""
    told: dict[str, int] = {}
    opening = {*OPENERS, *(mark for mark, role in evidence.roles.items() if role == OPEN)}
    for match in _joint(evidence.roles["“"] == evidence.roles["‘"] == OPEN).finditer(text):
        start, end = match.span()
        marks = match[0]
        if marks in opening and text[start - 1] in _BLANKS:  # begins something, and ends nothing
            continue
        key = f"{marks}A" if "A" <= text[end] <= "Z" else marks
        if key in told:
            yield start + told[key], SURE
            continue
        place, sure = _judged(text, start, end, evidence, straight)
        if sure == SURE and _is_told_by_marks(key, marks[: place - start], evidence):
            told[key] = place - start
        yield place, sure


def _judged(text: str, start: int, end: int, evidence: Evidence, straight: dict[int, str]) -> tuple[int, int]:
    """Where the marks between these places part, and how sure it is that a paragraph ends there."""
    place = _split(text, start, end, evidence, straight)
    # Marks behind a blank begin something, but for those of French and for `… –«`.
    ends = text[start - 1] not in _BLANKS or text[start] in "!?»;:"
    if ends or any(mark in QUOTES for mark in text[start:place]):
        return place, sureness(text, start, place, evidence)
    if place - start == 1 and text[start] in DASHES and text[start] not in evidence.dashes:
        return place, DOUBTFUL if starter_at(text, place) else NONE
    return place, NONE


def _is_told_by_marks(key: str, before: str, evidence: Evidence) -> bool:
    """Whether the marks alone say it, whatever stands around them: `.”“`, `?”` in front of a capital."""
    roles = [evidence.roles.get(mark) for mark in key]
    begins_behind = len(before) < len(key)  # a mark that opens, or a capital
    return before[0] in TERMINAL and EITHER not in roles and CLOSE in roles[: len(before)] and begins_behind


_BLANKS = f" \t\n{LINE}{ORNAMENT}{BORDER}"


def _split(text: str, start: int, end: int, evidence: Evidence, straight: dict[int, str]) -> int:
    """Where the marks that end something part from those that begin something."""
    for place in range(start, end):
        mark = text[place]
        role = straight.get(place) or evidence.roles.get(mark)
        if role == OPEN or mark in OPENERS:
            return place
        ended = place > start and (text[place - 1] in TERMINAL or text[place - 1] in DASHES)
        if mark in evidence.dashes and ended and place + 1 == end:
            return place
        if mark in evidence.dashes and place > start and text[place + 1 : place + 2] in tuple("¿¡«"):
            return place
    return end


def _at_openings(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """`.« Oui`, `.— Да`: marks that open, with a blank behind them."""
    if not evidence.dashes and "«" not in text:
        return
    for match in _OPENING.finditer(text):
        mark = match[1]
        opens = evidence.roles.get(mark) == OPEN if mark == "«" else mark in evidence.dashes
        after = text[match.end() + 1 : match.end() + 2]
        if opens and not _IS_LOWER.match(after):
            yield match.start(1), SURE
