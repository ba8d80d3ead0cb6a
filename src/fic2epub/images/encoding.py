"""How a picture is written: as JPEG if it is a photograph, as PNG if it is lines and areas."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from fic2epub.images.colours import LEVELS
from fic2epub.images.target import MOST_BYTES
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

__all__ = ["Written", "encoded"]

_QUALITIES = (85, 70, 50, 30)
"""Of a JPEG; the first that makes it small enough."""
_SMALL_PALETTE = 256
_EVEN = 0.45
"""Share of pixels that are as the one beside them, from which a picture is drawn: screens, comics and maps have 0.6 and
more of it, photographs less than 0.3."""
_DEAR = 3
"""So many times the bytes of a JPEG are too many for a PNG."""


class Written(NamedTuple):
    """A finished picture."""

    data: bytes
    kind: str


def encoded(image: Picture, *, photo: bool, grey: bool) -> Written:
    """Write a picture of mode `L` or `RGB`; `photo` says that it was a JPEG, which has lost its sharp lines already."""
    image.info = {}  # Pillow writes comments and profiles of a source into what is made of it
    few = image.mode == "RGB" and image.getcolors(_SMALL_PALETTE) is not None
    if grey:
        image = image.convert("L")
    if photo or not (few or _is_even(image)):
        return _jpeg(image)
    png = _png(_dithered(image) if grey else _with_palette(image) if few else image)
    if len(png) < image.width * image.height // 8:  # few JPEGs are smaller than a third of that
        return Written(png, "png")
    jpeg = _jpeg(image)
    return jpeg if len(png) > min(_DEAR * len(jpeg.data), MOST_BYTES) else Written(png, "png")


def _jpeg(image: Picture) -> Written:
    data = b""
    for quality in _QUALITIES:
        into = BytesIO()
        image.save(into, "JPEG", quality=quality)
        data = into.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return Written(data, "jpg")


def _png(image: Picture) -> bytes:
    into = BytesIO()
    image.save(into, "PNG")
    return into.getvalue()


def _is_even(image: Picture) -> bool:
    """Whether most pixels are as the one beside them."""
    if image.width < 2:  # noqa: PLR2004 - none is beside another
        return True
    plain = image if image.mode == "L" else image.convert("L")
    beside = ImageChops.difference(
        plain.crop((0, 0, plain.width - 1, plain.height)), plain.crop((1, 0, plain.width, plain.height))
    )
    return beside.histogram()[0] >= _EVEN * beside.width * beside.height


def _with_palette(image: Picture) -> Picture:
    """The same pixels by number, if that loses nothing."""
    numbered = image.quantize(_SMALL_PALETTE, dither=Image.Dither.NONE)
    return numbered if numbered.convert("RGB").tobytes() == image.tobytes() else image


def _dithered(image: Picture) -> Picture:
    """The greys of electronic ink, each shade between two of them as a pattern of both (Floyd and Steinberg, 1976)."""
    step = 255 // (LEVELS - 1)
    inks = Image.new("P", (1, 1))
    inks.putpalette([level * step for level in range(LEVELS) for _ in range(3)])
    return image.convert("RGB").quantize(palette=inks, dither=Image.Dither.FLOYDSTEINBERG)
