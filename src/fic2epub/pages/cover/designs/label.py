"""Patterned paper with a label, as on the small bound books of a fine press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.pages.cover.designs.ornaments import lozenge_rule
from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.page import CELL, WIDTH, Style
from fic2epub.pages.cover.palettes import PAPER
from fic2epub.pages.cover.weaves import WEAVES

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page

__all__ = ["label"]

_LABEL, _TEXT = 1312, 1120
"""How wide the label and its texts are."""
_PADDING = 128
_GAP = 76
_LEAST = 768
_MIDDLE = 1152
"""Where the label's middle is: a little above the page's."""
_MARGIN = 64
"""Of the page, above the label or the square on it."""
_PLAQUE = 352
"""The square with the number, half of it above the label."""
_RULE = 46


def label(page: Page) -> None:
    """Draw it."""
    ground = page.palette.ground
    page.weave(WEAVES[page.jacket.pattern // 8 % len(WEAVES)], ground, page.palette.figure)
    title = page.lay_title(_TEXT, 880, Style((52, 400), look=Look(heavy=True), leading=1.12))
    fandom = page.lay_fandom(_TEXT, 150, Style((42, 66), ground))
    place = page.lay_place(_TEXT, 150, Style((42, 66), ground))
    byline = page.lay_byline(_TEXT, 230, Style((48, 100)))
    number = page.lay(page.jacket.number, 288, 250, Style((60, 260), page.palette.accent, Look(heavy=True)))
    above = _PLAQUE // 2 + 16 if number else 0
    taken = sum(block.height + _GAP for block in (fandom, place, byline) if block) + _GAP + _RULE + 2 * _PADDING
    title = page.lowered(title, 2 * (_MIDDLE - _MARGIN - above) - above - taken)
    shown = [block for block in (fandom, title, place, byline) if block]
    inside = sum(block.height for block in shown) + _GAP * len(shown) + _RULE
    high = max(inside + above + 2 * _PADDING, _LEAST) // (2 * CELL) * 2 * CELL
    left, top = (WIDTH - _LABEL) // 2, _MIDDLE - high // 2
    page.fill(PAPER, (left, top, left + _LABEL, top + high))
    page.frame((left + 28, top + 28, left + _LABEL - 28, top + high - 28), 5, ground)
    line = top + (high - inside + above) // 2
    for block in shown:
        if block is shown[-1]:
            lozenge_rule(page, line + _RULE // 2, ground)
            line += _RULE + _GAP
        line = page.ink(block, (WIDTH - _TEXT) // 2, line) + _GAP
    if number:
        middle, half = WIDTH // 2, _PLAQUE // 2
        page.fill(PAPER, (middle - half, top - half, middle + half, top + half))
        page.fill(ground, (middle - half + CELL, top - half + CELL, middle + half - CELL, top + half - CELL))
        page.ink_middle(number, (middle - 144, top - half, middle + 144, top + half))
