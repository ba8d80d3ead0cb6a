"""Geometric patterns for the cover's paper, drawn four times too large and reduced, for Pillow draws hard edges."""

from __future__ import annotations

from PIL import Image, ImageDraw

__all__ = ["ornament", "tile"]

_SIZE = 160
"""Pixels a tile is wide and high; ten and fifteen of them fill the page."""
_SCALE = 4
_FULL = _SIZE * _SCALE

_Colour = tuple[int, int, int]


def tile(key: int, ground: _Colour, figure: _Colour) -> Image.Image:
    """A tile that joins seamlessly on all sides; `key` chooses among the patterns."""
    image = Image.new("RGB", (_FULL, _FULL), ground)
    _PATTERNS[key % len(_PATTERNS)](ImageDraw.Draw(image), ground, figure)
    return image.reduce(_SCALE)


def ornament(colour: _Colour, ground: _Colour) -> Image.Image:
    """The small sign between title and names: a lozenge with a line to either side."""
    wide, high = 420 * _SCALE // 2, 44 * _SCALE // 2
    image = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(image)
    x, y, reach = wide // 2, high // 2, high // 2 - 1
    draw.polygon(((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)), fill=colour)
    for start, end in ((0, x - 2 * reach), (x + 2 * reach, wide)):
        draw.rectangle((start, y - 5, end, y + 5), fill=colour)
    return image.reduce(_SCALE // 2)


def _lozenges(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """A lattice of lozenges, each with a smaller one inside."""
    half = _FULL // 2
    for x, y in _QUINCUNX:
        for reach, colour in ((half - 40, figure), (half - 80, ground), (72, figure)):
            draw.polygon(((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)), fill=colour)


def _dots(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """Rings in a quincunx."""
    for x, y in _QUINCUNX:
        for reach, colour in ((120, figure), (84, ground), (36, figure)):
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


def _scales(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """Overlapping scales, like tiles on a roof."""
    half = _FULL // 2
    for row in range(4, -3, -1):
        shift = half if row % 2 else 0
        for column in range(-1, 3):
            x, y = column * _FULL + shift, row * half // 1 - half
            for reach, colour in ((half, figure), (half - 28, ground), (half // 2, figure), (half // 2 - 28, ground)):
                draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


def _leaves(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """Four-leaved flowers, made where circles cross."""
    half = _FULL // 2
    for x in range(0, _FULL + 1, half):
        for y in range(0, _FULL + 1, half):
            draw.ellipse((x - half, y - half, x + half, y + half), outline=figure, width=26)
    for x, y in _QUINCUNX:
        draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill=figure)
    _ = ground


def _crosses(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """Small crosses in a quincunx, with a point between."""
    half, quarter = _FULL // 2, _FULL // 4
    for x, y in _QUINCUNX:
        draw.rectangle((x - 110, y - 22, x + 110, y + 22), fill=figure)
        draw.rectangle((x - 22, y - 110, x + 22, y + 110), fill=figure)
    for x, y in ((half, 0), (0, half), (half, _FULL), (_FULL, half)):
        draw.polygon(((x - 44, y), (x, y - 44), (x + 44, y), (x, y + 44)), fill=figure)
    _ = ground, quarter


def _stripes(draw: ImageDraw.ImageDraw, ground: _Colour, figure: _Colour) -> None:
    """Upright stripes with beads between them."""
    half = _FULL // 2
    draw.rectangle((-1, 0, 30, _FULL), fill=figure)
    draw.rectangle((_FULL - 30, 0, _FULL, _FULL), fill=figure)
    for y in (0, half, _FULL):
        draw.polygon(((half - 60, y), (half, y - 110), (half + 60, y), (half, y + 110)), fill=figure)
    _ = ground


_QUINCUNX = ((0, 0), (_FULL, 0), (0, _FULL), (_FULL, _FULL), (_FULL // 2, _FULL // 2))
"""The corners, whose quarters join with those of the neighbours, and the middle."""
_PATTERNS = (_lozenges, _dots, _scales, _leaves, _crosses, _stripes)
