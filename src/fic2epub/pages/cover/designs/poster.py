"""Large letters on a plain ground, over a third of plain shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.page import CELL, HEIGHT, WIDTH, Style
from fic2epub.pages.cover.palettes import PAPER

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page

__all__ = ["poster"]

_MARGIN = 112
_TEXT = WIDTH - 2 * _MARGIN
_GAP = 64
_TOP = 1680
"""Where the shapes begin."""
_SQUARE = HEIGHT - _TOP
_BAR = 256


def poster(page: Page) -> None:
    """Draw it."""
    ground, _, accent, _ = page.palette
    page.fill(ground)
    _SHAPES[page.jacket.pattern // 8 % len(_SHAPES)](page)
    number = page.lay(page.jacket.number, 560, 480, Style((80, 520), ground, Look(heavy=True, sans=True)))
    if number:
        left = WIDTH - _SQUARE
        page.fill(accent, (left, _TOP, WIDTH, HEIGHT))
        page.ink_middle(number, (left + 80, _TOP, WIDTH - 80, HEIGHT))
    _texts(page)


def _texts(page: Page) -> None:
    """All words but the number."""
    accent = page.palette.accent
    sans = Look(sans=True)
    style = Style((52, 520), PAPER, Look(heavy=True, sans=True), 1.04, "start")
    title = page.lay_title(_TEXT, 1000, style)
    fandom = page.lay_fandom(_TEXT, 120, Style((42, 66), accent, sans, align="start"))
    place = page.lay_place(_TEXT, 120, Style((42, 66), accent, sans, align="start"))
    byline = page.lay_byline(_TEXT, 150, Style((46, 96), PAPER, sans, align="start"))
    leftward = title is not None and title.lettering.direction == "rtl"
    edge = WIDTH - _MARGIN - _BAR if leftward else _MARGIN
    page.fill(accent, (edge, 128, edge + _BAR, 128 + CELL))
    line = 208
    line = page.ink(fandom, _MARGIN, line) + (_GAP if fandom else 0)
    end = _TOP - 112 - (byline.height if byline else 0)
    page.ink(byline, _MARGIN, end)
    room = end - _GAP - line - (place.height + _GAP if place else 0)
    line = page.ink(page.lowered(title, room), _MARGIN, line) + _GAP
    page.ink(place, _MARGIN, line)


def _bars(page: Page) -> None:
    """Bars, each thinner than the one below."""
    line = HEIGHT
    for thickness in (192, 144, 96, 64, 32):
        page.fill(page.palette.figure, (0, line - thickness, WIDTH, line))
        line -= thickness + 48


def _rings(page: Page) -> None:
    """Rings around the lower corner."""
    for place, radius in enumerate(range(_SQUARE, 0, -240)):
        colour = page.palette.ground if place % 2 else page.palette.figure
        page.round((-radius, HEIGHT - radius, radius, HEIGHT + radius), colour, (0, HEIGHT - radius, radius, HEIGHT))
    page.fill(page.palette.figure, (_SQUARE + 48, HEIGHT - 144, WIDTH, HEIGHT))


def _steps(page: Page) -> None:
    """Stairs."""
    for place in range(5):
        page.fill(page.palette.figure, (place * 320, _TOP + 576 - place * 144, place * 320 + 320, HEIGHT))


def _dots(page: Page) -> None:
    """Rows of discs."""
    for top in range(_TOP, HEIGHT, 240):
        for left in range(60, WIDTH, 264):
            page.round((left, top + 16, left + 160, top + 176), page.palette.figure)


def _slopes(page: Page) -> None:
    """Triangles side by side."""
    for left in range(0, WIDTH, 400):
        page.polygon(((left, HEIGHT), (left + 400, HEIGHT), (left + 400, _TOP)), page.palette.figure)


_SHAPES = (_bars, _rings, _steps, _dots, _slopes)
