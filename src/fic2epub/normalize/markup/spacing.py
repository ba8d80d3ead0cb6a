"""Blank paragraphs: which of them are double spacing, and which are breaks between scenes.

Looked at are the gaps between paragraphs of the whole body. Where nearly all are blank, blank lines are how its author
parts paragraphs, and only a longer gap says more. Where few are, each of them is a break; but a stretch of blank gaps
in a row is double spacing that was pasted in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.markup.names import HEADINGS, INLINE, SPACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

__all__ = ["Gap", "gaps_of", "judge", "lines_of"]

_SIDE = 4
"""Gaps at one side of a gap that are looked at."""
_BLANK_AT_SIDE = 3
"""How many of those are blank in a stretch of double spacing."""
_MOST_LINES = 40
"""Blank lines that are counted; more of them say no more."""


class Gap(NamedTuple):
    """What is between two blocks of one parent, and the blocks; None is the border of the parent."""

    before: _Element | None
    after: _Element | None
    blanks: tuple[_Element, ...]
    lines: int
    """Blank lines in it."""
    breaks: tuple[_Element, ...]
    """Breaks that somebody drew in it."""

    @property
    def is_plain(self) -> bool:
        """Whether it is between two paragraphs, and nothing is drawn in it."""
        return not self.breaks and is_paragraph(self.before) and is_paragraph(self.after)


def is_paragraph(block: _Element | None) -> bool:
    """Whether it is a paragraph of text: no heading, list or quotation, and no picture alone."""
    if block is None:
        return False
    if block.tag == "div":
        return not len(block) or all(child.tag in INLINE for child in block)
    return block.tag == "p" and (next(block.iter("img"), None) is None or bool(_text_of(block)))


def _text_of(block: _Element) -> str:
    return "".join(block.itertext()).strip(SPACES)


def lines_of(paragraph: _Element) -> int:
    """How many lines a blank paragraph shows."""
    return max(1, min(_MOST_LINES, sum(1 for _ in paragraph.iter("br"))))


def gaps_of(parent: _Element, blanks: set[_Element]) -> list[Gap]:
    """The gaps before, between and behind the blocks of one parent."""
    gaps: list[Gap] = []
    before: _Element | None = None
    inside: list[_Element] = []
    for child in parent:
        if child in blanks or is_break(child):
            inside.append(child)
            if not (child.tail or "").strip(SPACES):
                continue
        gaps.append(_gap(before, child, inside, blanks))
        before, inside = child, []
    gaps.append(_gap(before, None, inside, blanks))
    return gaps


def is_break(element: _Element) -> bool:
    """Whether it is a break that needs no judging."""
    return element.tag == "hr" or element.get("role") == "separator"


def _gap(before: _Element | None, after: _Element | None, inside: list[_Element], blanks: set[_Element]) -> Gap:
    empty = tuple(one for one in inside if one in blanks)
    drawn = tuple(one for one in inside if one not in blanks)
    return Gap(before, after, empty, sum(map(lines_of, empty)), drawn)


def judge(all_gaps: Sequence[list[Gap]]) -> list[Gap]:
    """The gaps of a body (a list for each parent) that are breaks, because of blank lines alone."""
    counts = Counter(gap.lines for gaps in all_gaps for gap in gaps if gap.is_plain)
    total, blank = counts.total(), counts.total() - counts[0]
    usual = _usual(counts)
    if is_doubled(total, blank):
        return [gap for gaps in all_gaps for gap in gaps if gap.lines > usual and _may_be_break(gap)]
    found = []
    for gaps in all_gaps:
        plain = [gap for gap in gaps if gap.is_plain]
        found += [gap for gap, spacing in zip(plain, _stretches(plain, usual), strict=True) if gap.lines > spacing]
        found += _beside_blocks(gaps)
    return found


def _may_be_break(gap: Gap) -> bool:
    """Whether there is text at both sides, and nothing that parts it already; a heading needs no break beside it."""
    if gap.breaks or gap.before is None or gap.after is None:
        return False
    return gap.before.tag not in HEADINGS and gap.after.tag not in HEADINGS


def is_doubled(total: int, blank: int) -> bool:
    """Whether so many blank gaps of all are double spacing: three of four, and two at least."""
    return total > 1 and blank * 4 >= total * 3


def _usual(counts: Counter[int]) -> int:
    """How many blank lines part paragraphs where they are doubled; breaks are longer, and few."""
    blank = {lines: times for lines, times in counts.items() if lines}
    if not blank:
        return 0
    usual = max(blank, key=lambda lines: (blank[lines], -lines))
    longer = sum(times for lines, times in blank.items() if lines > usual)
    return max(blank) if longer * 3 > sum(blank.values()) else usual


def _stretches(gaps: list[Gap], usual: int) -> list[int]:
    """For each gap, the blank lines that are spacing there: `usual` in stretches of blank gaps, else none."""
    blank = [gap.lines > 0 for gap in gaps]
    return [
        usual
        if sum(blank[max(0, place - _SIDE) : place]) >= _BLANK_AT_SIDE
        or sum(blank[place + 1 : place + 1 + _SIDE]) >= _BLANK_AT_SIDE
        else 0
        for place in range(len(gaps))
    ]


def _beside_blocks(gaps: list[Gap]) -> list[Gap]:
    """Blank gaps beside a block that is no paragraph: breaks, unless blank lines at both sides set the block off."""
    return [
        gap
        for place, gap in enumerate(gaps)
        if gap.lines
        and not gap.is_plain
        and _may_be_break(gap)
        and (is_paragraph(gap.after) or not _is_blank(gaps, place + 1))
        and (is_paragraph(gap.before) or not _is_blank(gaps, place - 1))
    ]


def _is_blank(gaps: list[Gap], place: int) -> bool:
    """Whether this gap is blank; at the border of the parent nothing need be."""
    gap = gaps[place]
    return gap.lines > 0 or gap.before is None or gap.after is None
