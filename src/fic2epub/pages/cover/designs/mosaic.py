"""Tiles of plain shapes over a sheet of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.page import HEIGHT, WIDTH, Style
from fic2epub.pages.cover.palettes import DARK, PAPER

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Box, Page
    from fic2epub.pages.cover.palettes import Colour

__all__ = ["mosaic"]

_TILE = 320
_COLUMNS, _ROWS = WIDTH // _TILE, 4
_PAPER_TOP = _ROWS * _TILE
_MARGIN = 112
_TEXT = WIDTH - 2 * _MARGIN
_GAP = 44
_BYLINE_END = HEIGHT - 96


def mosaic(page: Page) -> None:
    """Draw it."""
    ground = page.palette.ground
    page.fill(PAPER, (0, _PAPER_TOP, WIDTH, HEIGHT))
    number = page.lay(page.jacket.number, 520, 430, Style((80, 460), PAPER, Look(heavy=True, sans=True)))
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            if not (number and row >= _ROWS - 2 and column >= _COLUMNS - 2):
                _tile(page, column * _TILE, row * _TILE)
    if number:
        box = (WIDTH - 2 * _TILE, _PAPER_TOP - 2 * _TILE, WIDTH, _PAPER_TOP)
        page.fill(ground, box)
        page.ink_middle(number, (box[0] + 60, box[1], box[2] - 60, box[3]))
    _texts(page)


def _texts(page: Page) -> None:
    """All words but the number, at the paper's edge where they begin."""
    ground = page.palette.ground
    sans = Look(sans=True)
    title = page.lay_title(_TEXT, 600, Style((44, 400), DARK, Look(heavy=True, sans=True), 1.08, "start"))
    fandom = page.lay_fandom(_TEXT, 110, Style((42, 64), ground, sans, align="start"))
    place = page.lay_place(_TEXT, 110, Style((42, 64), ground, sans, align="start"))
    byline = page.lay_byline(_TEXT, 130, Style((44, 84), DARK, sans, align="start"))
    line = _PAPER_TOP + 80
    taken = sum(block.height + _GAP for block in (fandom, place, byline) if block)
    for block in (fandom, page.lowered(title, _BYLINE_END - line - taken), place):
        line = page.ink(block, _MARGIN, line) + (_GAP if block else 0)
    if byline:
        page.ink(byline, _MARGIN, _BYLINE_END - byline.height)


def _tile(page: Page, left: int, top: int) -> None:
    """One tile: its ground, and one shape on it."""
    throw = page.dice(left, top)
    colours = (page.palette.ground, page.palette.figure, page.palette.accent, page.palette.pale)
    below, above = colours[throw % 4], colours[(throw + 1 + throw // 4 % 3) % 4]
    box = (left, top, left + _TILE, top + _TILE)
    page.fill(below, box)
    _SHAPES[throw // 16 % len(_SHAPES)](page, box, above, throw // 256 % 4)


def _quarter(page: Page, box: Box, colour: Colour, turn: int) -> None:
    """A quarter of a disc around one corner."""
    x = box[0] - _TILE * (turn % 2)
    y = box[1] - _TILE * (turn // 2)
    page.round((x, y, x + 2 * _TILE, y + 2 * _TILE), colour, box)


def _half(page: Page, box: Box, colour: Colour, turn: int) -> None:
    """Half a disc that stands on one edge."""
    half = _TILE // 2
    x, y = ((0, half), (-half, 0), (0, -half), (half, 0))[turn]
    place = (box[0] + x, box[1] + y, box[2] + x, box[3] + y)
    page.round(place, colour, _common(place, box))


def _whole(page: Page, box: Box, colour: Colour, turn: int) -> None:
    """A disc, or a small one."""
    inset = 40 + 40 * (turn % 2)
    page.round((box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset), colour)


def _corner(page: Page, box: Box, colour: Colour, turn: int) -> None:
    """Half of the tile, cut from corner to corner."""
    left, top, right, bottom = box[0], box[1], box[2] - 1, box[3] - 1
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    page.polygon(corners[:turn] + corners[turn + 1 :], colour)


def _bars(page: Page, box: Box, colour: Colour, turn: int) -> None:
    """Two bars."""
    for start in (_TILE // 5 // 16 * 16, _TILE // 5 * 3 // 16 * 16):
        if turn % 2:
            page.fill(colour, (box[0], box[1] + start, box[2], box[1] + start + 64))
        else:
            page.fill(colour, (box[0] + start, box[1], box[0] + start + 64, box[3]))


_SHAPES = (_quarter, _half, _quarter, _whole, _corner, _quarter, _bars)


def _common(one: Box, other: Box) -> Box:
    """What two boxes have in common."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
