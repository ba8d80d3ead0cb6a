"""Blank paragraphs: which of them are double spacing, and which are breaks between scenes.

Looked at are the gaps between paragraphs of the whole body. Where nearly all are blank, blank lines are how its author
parts paragraphs, and only a longer gap says more. Where few are, each of them is a break; but a stretch of blank gaps
in a row is double spacing that was pasted in.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.names import HEADINGS, INLINE, SPACES
from fic2epub.normalize.markup.places import is_closed, is_long
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from lxml.etree import _Element

__all__ = ["Gap", "gaps_of", "judge", "lines_of"]

_STRETCH = 3
"""Blank gaps in a row that are double spacing in a body that has little of it: scenes are longer than a paragraph."""
_STRETCH_OF_WHO_DRAWS = 2
"""The same where other breaks are drawn: who draws them need not say them by blank lines."""
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
    sides: tuple[_Side, _Side]
    is_plain: bool
    """Whether it is between two paragraphs, and nothing is drawn in it."""
    is_of_prose: bool
    """Whether prose is at both sides, or a long paragraph at one; lines of verse, chats and lists are none."""


class _Side(NamedTuple):
    """What is known of a block beside a gap."""

    paragraph: bool
    """Whether it is a paragraph of text: no heading, list or quotation, and no picture alone."""
    long: bool
    closed: bool


_PROSE = _Side(paragraph=True, long=True, closed=True)
_BORDER = _Side(paragraph=False, long=False, closed=False)


def _side_of(block: _Element) -> _Side:
    """Look at a block that is not known to be prose."""
    text = ("".join(block.itertext()) if len(block) else block.text or "").strip(SPACES)
    if block.tag == "div":
        paragraph = all(child.tag in INLINE for child in block)
    else:
        paragraph = block.tag == "p" and bool(text or next(block.iter("img"), None) is None)
    long = is_long(text)
    return _Side(paragraph, long, long or is_closed(text))


def lines_of(paragraph: _Element) -> int:
    """How many lines a blank paragraph shows."""
    return max(1, min(_MOST_LINES, sum(1 for _ in paragraph.iter("br")))) if len(paragraph) else 1


def gaps_of(
    parent: _Element, blanks: Container[_Element], breaks: Container[_Element], prose: Container[_Element]
) -> list[Gap]:
    """
    The gaps before, between and behind the blocks of one parent.

    `breaks` are those that need no judging, `prose` paragraphs that are known to be long.
    """
    gaps: list[Gap] = []
    close: dict[tuple[_Side, _Side], Gap] = {}
    """One gap for all in which nothing is, between two such blocks: of these nobody asks which they are."""
    before: _Element | None = None
    side = _BORDER
    inside: list[_Element] = []
    for child in parent:
        if child in blanks or child in breaks:
            inside.append(child)
            tail = child.tail
            if not tail or not tail.strip(SPACES):
                continue
        sides = (side, _PROSE if child in prose else _side_of(child))
        gap = close.get(sides) if not inside and before is not None else None
        if gap is None:
            gap = _gap(before, child, inside, blanks, sides)
            if not inside and before is not None:
                close[sides] = gap
            inside = []
        gaps.append(gap)
        before, side = child, sides[1]
    gaps.append(_gap(before, None, inside, blanks, (side, _BORDER)))
    return gaps


def _gap(
    before: _Element | None,
    after: _Element | None,
    inside: list[_Element],
    blanks: Container[_Element],
    sides: tuple[_Side, _Side],
) -> Gap:
    empty = tuple([one for one in inside if one in blanks])
    drawn = tuple([one for one in inside if one not in blanks]) if len(empty) < len(inside) else ()
    plain, of_prose = _between(sides)
    return Gap(before, after, empty, sum(map(lines_of, empty)), drawn, sides, plain and not drawn, of_prose)


@cache
def _between(sides: tuple[_Side, _Side]) -> tuple[bool, bool]:
    """Whether two paragraphs are at the sides, and whether they are prose."""
    one, other = sides
    return one.paragraph and other.paragraph, (one.closed and other.closed) or one.long or other.long


def judge(all_gaps: Sequence[list[Gap]]) -> list[Gap]:
    """The gaps of a body (a list for each parent) that are breaks, because of blank lines alone."""
    of_prose = [[gap for gap in gaps if gap.is_plain and gap.is_of_prose] for gaps in all_gaps]
    counts = Counter(gap.lines for gaps in of_prose for gap in gaps)
    if counts.total() <= 1:
        counts = Counter(gap.lines for gaps in all_gaps for gap in gaps if gap.is_plain)
    usual = _usual(counts)
    if is_doubled(counts.total(), counts.total() - counts[0]):
        return [gap for gaps in all_gaps for gap in gaps if gap.lines > usual and _may_be_break(gap)]
    draws = any(gap.breaks for gaps in all_gaps for gap in gaps)
    spacing = {
        id(gap)
        for gaps in of_prose
        for gap in _in_stretches(gaps, _STRETCH_OF_WHO_DRAWS if draws else _STRETCH)
        if gap.lines <= usual
    }
    return [gap for gaps in all_gaps for gap in _breaking(gaps, spacing, usual)]


def _breaking(gaps: list[Gap], spacing: set[int], usual: int) -> Iterator[Gap]:
    """Blank gaps that are no spacing, do not touch any, and set no block off."""
    for place, gap in enumerate(gaps):
        if not gap.lines or not _may_be_break(gap) or id(gap) in spacing or _is_setting_off(gaps, place):
            continue
        touches = id(gaps[place - 1]) in spacing or id(gaps[place + 1]) in spacing
        if gap.lines > usual or not touches or gap.is_of_prose:
            yield gap


def _may_be_break(gap: Gap) -> bool:
    """Whether there is text at both sides, and nothing that parts it already; a heading needs no break beside it."""
    if gap.breaks or gap.before is None or gap.after is None:
        return False
    return gap.before.tag not in HEADINGS and gap.after.tag not in HEADINGS and not _is_title(gap.before, gap.sides[0])


def _is_title(block: _Element, side: _Side) -> bool:
    """Whether it is a short line in bold and no sentence: a name or a date over a scene, as a heading would be."""
    if side.long or side.closed or block.tag != "p" or len(block) != 1 or block[0].tag not in _BOLD:
        return False
    return not ((block.text or "") + (block[0].tail or "")).strip(SPACES)


_BOLD = ("b", "strong")


def is_doubled(total: int, blank: int) -> bool:
    """Whether so many blank gaps of all are double spacing: three of five, and two at least."""
    return total > 1 and blank * 5 >= total * 3


def _usual(counts: Counter[int]) -> int:
    """How many blank lines part paragraphs where they are doubled; breaks are longer, and few."""
    blank = {lines: times for lines, times in counts.items() if lines}
    if not blank:
        return 0
    usual = max(blank, key=lambda lines: (blank[lines], -lines))
    longer = sum(times for lines, times in blank.items() if lines > usual)
    return max(blank) if longer * 3 > sum(blank.values()) else usual


def _in_stretches(gaps: list[Gap], least: int) -> Iterator[Gap]:
    """The blank gaps of which so many follow each other."""
    stretch: list[Gap] = []
    for gap in gaps:
        if gap.lines:
            stretch.append(gap)
        elif stretch:
            if len(stretch) >= least:
                yield from stretch
            stretch = []
    if len(stretch) >= least:
        yield from stretch


def _is_setting_off(gaps: list[Gap], place: int) -> bool:
    """Whether the gap is beside a block that is no paragraph, and that has blank lines at both sides."""
    gap = gaps[place]
    before, after = gap.sides
    return (not after.paragraph and _is_blank(gaps[place + 1])) or (not before.paragraph and _is_blank(gaps[place - 1]))


def _is_blank(gap: Gap) -> bool:
    """Whether this gap is blank; at the border of the parent it need not be."""
    return gap.lines > 0 or gap.before is None or gap.after is None
