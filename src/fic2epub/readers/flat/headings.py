"""
Which lines of a flattened work are chapter headings.

The template leaves two empty lines or more before a heading and exactly three after it (four since 2025-10), unless
its summary, notes or byline follow at once. That is held against `Chapters: n/m`. Programs that trim text take the
empty lines away; then the count decides among the lines that may be headings.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.frame import POINTER, text_start

if TYPE_CHECKING:
    from fic2epub.readers.flat.lines import Line

__all__ = ["Found", "find_headings", "gap_of"]

LONGEST = 275
"""Characters: a title has 255 at most (otwarchive config/config.yml, TITLE_MAX), behind `Chapter 1234: ` or so."""
NUMBERED = re.compile(r"^Chapter \d{1,5}(?:: |:?$)")
HEAD_LABELS = re.compile(r"^(?:Chapter Summary|Chapter Notes|Chapter by \S.*)$")
_AFTER = (3, 4)
_BEFORE = 2
_SENTENCE_END = re.compile(r"[.!?…,;。！？][”’\"'»)]*$")
_DRAWN = re.compile(r"^[\W_xXoO]+$")


class Found(NamedTuple):
    """The headings of a work."""

    places: list[int]
    """Indexes of lines, in order."""
    sure: bool
    """Whether they are as many as the archive counted."""


def gap_of(lines: list[Line]) -> int:
    """Empty lines that part notes from text: three, or as many as a program left that took empty lines away."""
    return min(_AFTER[0], max((line.after for line in lines), default=0))


def find_headings(lines: list[Line], posted: int) -> Found:
    """The headings among these lines; none when they cannot be told."""
    strong = [index for index in range(len(lines)) if _is_strong(lines, index)]
    if len(strong) == posted or not posted:  # none are counted, and there is text: the count is wrong
        return Found(strong, sure=bool(posted))
    if len(strong) > posted:
        return _choose(lines, strong, posted, _AFTER[0])
    gap = gap_of(lines)
    if gap == _AFTER[0]:
        return Found(strong, sure=False)
    weak = [index for index in range(len(lines)) if _is_weak(lines, index, gap)]
    return _choose(lines, weak, posted, gap) if len(weak) > posted else Found(weak, sure=len(weak) == posted)


def _is_strong(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if len(line.text) > LONGEST or (line.before < _BEFORE and index):
        return False
    spaced = line.after in _AFTER or (line.after > _AFTER[0] and NUMBERED.match(line.text) is not None)
    return spaced or _has_label_below(lines, index)


def _has_label_below(lines: list[Line], index: int) -> bool:
    """Summary, notes or byline stand below a heading: at once, or (2025-10 on) after a line of blanks."""
    if index + 1 >= len(lines) or not HEAD_LABELS.match(lines[index + 1].text):
        return False
    return lines[index].after == 0 or (lines[index].after == 1 and NUMBERED.match(lines[index].text) is not None)


def _is_weak(lines: list[Line], index: int, gap: int) -> bool:
    """A short line of its own that is no sentence and no drawing."""
    line = lines[index]
    if len(line.text) > LONGEST or (index and line.before < min(gap, 1)):
        return False
    if NUMBERED.match(line.text) or _has_label_below(lines, index):
        return True
    ended = _SENTENCE_END.search(line.text) or _DRAWN.match(line.text) or line.text.startswith("Chapter End Notes")
    return bool(line.after) and not ended and not POINTER.match(line.text)


def _choose(lines: list[Line], candidates: list[int], posted: int, gap: int) -> Found:
    """Too many: `Chapter N` is preferred, and what is no text below another; then those that look most like it."""
    numbered = [index for index in candidates if NUMBERED.match(lines[index].text)]
    for found in (_apart(lines, numbered, gap), _apart(lines, candidates, gap), numbered):
        if len(found) == posted:
            return Found(found, sure=True)
    return _best(lines, candidates, posted)


def _apart(lines: list[Line], candidates: list[int], gap: int) -> list[int]:
    """Without those that stand right below another or its notes: what follows there is text."""
    kept: list[int] = []
    first = -1
    for index in candidates:
        if index > first:
            kept.append(index)
            below = lines[index + 1 : index + 1 + _NOTES]
            first = index + 1 + text_start(below, "Chapter ", gap)
    return kept


_NOTES = 500
"""Lines that a chapter's notes have at most: they hold 5,000 characters (otwarchive config/config.yml, NOTES_MAX)."""


def _best(lines: list[Line], candidates: list[int], posted: int) -> Found:
    """As many as were counted, those that look most like headings."""
    usual = Counter(_spacing(lines, index) for index in candidates).most_common(1)[0][0]
    ranked = sorted(candidates, key=lambda index: (-_likeness(lines, index, usual), index))
    return Found(sorted(ranked[:posted]), sure=False)


def _spacing(lines: list[Line], index: int) -> tuple[int, int]:
    return lines[index].before, lines[index].after


def _likeness(lines: list[Line], index: int, usual: tuple[int, int]) -> int:
    line = lines[index]
    told = 4 * bool(NUMBERED.match(line.text)) + 3 * _has_label_below(lines, index)
    told += 2 * (_spacing(lines, index) == usual) + (line.before > _BEFORE)
    return told - 3 * bool(_DRAWN.match(line.text)) - 2 * bool(_SENTENCE_END.search(line.text))
