"""Small signs that several designs have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.pages.cover.page import WIDTH

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page
    from fic2epub.pages.cover.palettes import Colour

__all__ = ["lozenge_rule", "mirrored", "stamp"]

_REACH = 22
_LENGTH = 420


def lozenge_rule(page: Page, y: int, colour: Colour) -> None:
    """A lozenge with a line to either side, in the middle of the page."""
    x = WIDTH // 2
    page.polygon(((x - _REACH, y), (x, y - _REACH), (x + _REACH, y), (x, y + _REACH)), colour)
    for start, end in ((x - _LENGTH // 2, x - 2 * _REACH), (x + 2 * _REACH, x + _LENGTH // 2)):
        page.fill(colour, (start, y - 2, end, y + 3))


def stamp(page: Page, draft: tuple[str, ...], left: int, top: int, stitch: int, colour: Colour) -> None:
    """One piece of a pattern, large, a square for each of its stitches."""
    for row, stitches in enumerate(draft):
        for same in re.finditer("#+", stitches):
            y = top + row * stitch
            page.fill(colour, (left + same.start() * stitch, y, left + same.end() * stitch, y + stitch))


def mirrored(draft: tuple[str, ...]) -> tuple[str, ...]:
    """A piece of a pattern with its reflections to the right and below: what is stamped alone has to be even."""
    wide = tuple(row + row[::-1] for row in draft)
    return wide + wide[::-1]
