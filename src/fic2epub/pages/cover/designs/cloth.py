"""A binding in cloth, with a frame, a device and letters stamped in brass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.pages.cover.designs.ornaments import lozenge_rule, mirrored, stamp
from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.page import CELL, HEIGHT, WIDTH, Style
from fic2epub.pages.cover.palettes import PAPER
from fic2epub.pages.cover.weaves import WEAVES

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page

__all__ = ["cloth"]

_TEXT = 1120
_LEFT = (WIDTH - _TEXT) // 2
_INSET = 96
_CORNER = 160
_GAP = 72
_DEVICE_TOP, _DEVICE = 1600, 384
"""Where the device is, or the disc with the number, and how large."""
_BYLINE_TOP, _BYLINE_END = 2016, 2216
_NARROW = 944
"""Between the squares in the corners."""


def cloth(page: Page) -> None:
    """Draw it."""
    ground, _, accent, _ = page.palette
    page.fill(ground)
    _frame(page)
    title = page.lay_title(_TEXT, 820, Style((52, 380), PAPER, Look(heavy=True), leading=1.12))
    page.ink(page.lay_fandom(_NARROW, 150, Style((42, 66), accent)), (WIDTH - _NARROW) // 2, 240)
    place = page.lay_place(_TEXT, 150, Style((42, 66), accent))
    shown = [block for block in (title, place) if block]
    high = sum(block.height for block in shown) + _GAP * len(shown) + CELL
    line = 448 + (_DEVICE_TOP - 64 - 448 - high) // 2
    for block in shown:
        line = page.ink(block, _LEFT, line) + _GAP
    if shown:
        lozenge_rule(page, line, accent)
    _device(page)
    byline = page.lay_byline(_NARROW, _BYLINE_END - _BYLINE_TOP, Style((48, 104), PAPER))
    page.ink_middle(byline, ((WIDTH - _NARROW) // 2, _BYLINE_TOP, (WIDTH + _NARROW) // 2, _BYLINE_END))


def _frame(page: Page) -> None:
    """Two lines around the page, and a square across each corner of the inner one."""
    ground, accent = page.palette.ground, page.palette.accent
    box = (_INSET, _INSET, WIDTH - _INSET, HEIGHT - _INSET)
    page.frame(box, CELL, accent)
    inner = (box[0] + 40, box[1] + 40, box[2] - 40, box[3] - 40)
    page.frame(inner, 5, accent)
    draft = WEAVES[page.jacket.pattern // 8 % len(WEAVES)]
    for left in (inner[0], inner[2] - _CORNER):
        for top in (inner[1], inner[3] - _CORNER):
            page.fill(ground, (left, top, left + _CORNER, top + _CORNER))
            page.frame((left, top, left + _CORNER, top + _CORNER), 5, accent)
            stitch = 12
            wide, high = len(draft[0]) * stitch, len(draft) * stitch
            stamp(page, draft, left + (_CORNER - wide) // 2, top + (_CORNER - high) // 2, stitch, accent)


def _device(page: Page) -> None:
    """The number on a disc; without one, a piece of pattern, large."""
    accent = page.palette.accent
    left = (WIDTH - _DEVICE) // 2
    box = (left, _DEVICE_TOP, left + _DEVICE, _DEVICE_TOP + _DEVICE)
    number = page.lay(page.jacket.number, 280, 240, Style((60, 250), page.palette.ground, Look(heavy=True)))
    if number:
        page.round(box, accent)
        page.ink_middle(number, (left + 52, box[1], box[2] - 52, box[3]))
        return
    draft = mirrored(WEAVES[page.jacket.pattern // 8 % len(WEAVES)])
    stitch = 18
    wide, high = len(draft[0]) * stitch, len(draft) * stitch
    stamp(page, draft, (WIDTH - wide) // 2, _DEVICE_TOP + (_DEVICE - high) // 2, stitch, accent)
