"""Hills under a wide sky, with the sun where the number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.page import CELL, HEIGHT, WIDTH, Style
from fic2epub.pages.cover.palettes import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.pages.cover.page import Page
    from fic2epub.pages.cover.palettes import Colour

__all__ = ["horizon"]

_TEXT = 1280
_LEFT = (WIDTH - _TEXT) // 2
_GAP = 64
_SUN, _SUN_TOP = 416, 1232
_BANDS = 10
_BAND = 160
_RANGES = ((1792, 220), (1872, 180), (1960, 140), (2080, 90))
"""Where each range of hills has its valleys, and how high above them its tops may be; the farthest first."""
_STEP = 8
_KNOTS = 6
"""Tops and valleys of a range."""
_BYLINE = (2112, 2304)


def horizon(page: Page) -> None:
    """Draw it."""
    ground = page.palette.ground
    for band in range(_BANDS + 1):
        colour = mixed(page.palette.pale, PAPER, band, _BANDS)
        page.fill(colour, (0, band * _BAND, WIDTH, HEIGHT if band == _BANDS else (band + 1) * _BAND))
    left = (_LEFT, (WIDTH - _SUN) // 2, WIDTH - _LEFT - _SUN)[page.dice("sun") % 3]
    page.round((left, _SUN_TOP, left + _SUN, _SUN_TOP + _SUN), page.palette.accent)
    for place, (valley, height) in enumerate(_RANGES):
        colour = mixed(page.palette.figure, ground, place, len(_RANGES) - 1)
        page.polygon(_hills(page, place, valley, height), colour)
    number = page.lay(page.jacket.number, 300, 250, Style((60, 260), ground, Look(heavy=True)))
    page.ink_middle(number, (left + 58, _SUN_TOP, left + _SUN - 58, _SUN_TOP + _SUN - 32))
    _texts(page)


def _texts(page: Page) -> None:
    """All words but the number: in the sky, and on the nearest hill."""
    ground = page.palette.ground
    title = page.lay_title(_TEXT, 700, Style((52, 360), ground, Look(heavy=True), leading=1.1))
    fandom = page.lay_fandom(_TEXT, 130, Style((42, 66), ground))
    place = page.lay_place(_TEXT, 130, Style((42, 66), ground))
    line = 144
    for block in (fandom, title, place):
        line = page.ink(block, _LEFT, line) + (_GAP if block else 0)
    byline = page.lay_byline(_TEXT, _BYLINE[1] - _BYLINE[0], Style((46, 96), PAPER))
    page.ink_middle(byline, (_LEFT, _BYLINE[0], _LEFT + _TEXT, _BYLINE[1]))


def mixed(one: Colour, other: Colour, part: int, of: int) -> Colour:
    """A colour on the way from one to the other; in whole numbers, which are the same on every machine."""
    red, green, blue = ((a * (of - part) + b * part) // of for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hills(page: Page, place: int, valley: int, height: int) -> Iterator[tuple[int, int]]:
    """The outline of a range: smooth from knot to knot, in whole numbers for the same reason."""
    tops = [valley - page.dice("hill", place, knot) % height for knot in range(_KNOTS + 1)]
    reach = WIDTH // _KNOTS + CELL
    yield 0, HEIGHT
    for x in range(0, WIDTH + _STEP, _STEP):
        knot, along = divmod(x, reach)
        smooth = along * along * (3 * reach - 2 * along)
        yield x, tops[knot] + (tops[min(knot + 1, _KNOTS)] - tops[knot]) * smooth // reach**3
    yield WIDTH + _STEP, HEIGHT
