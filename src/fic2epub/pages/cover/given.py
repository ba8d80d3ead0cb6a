"""A picture for a cover: one that the reader names, or one that the author put into the work."""

from __future__ import annotations

import os
import stat
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from fic2epub.errors import OptionsError
from fic2epub.pages.cover.drawing import jpeg
from fic2epub.pages.cover.page import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.model import Asset
    from fic2epub.pages.cover.jacket import Jacket

__all__ = ["authors_picture", "fitted", "given_picture"]

_MOST_BYTES = 100_000_000
_LEAST = (300, 400)
"""Pixels of a picture that may be a cover: width and height; less would be a button or a banner."""
_SHAPES = (0.9, 2.2)
"""How much higher than wide it may be."""
_WHITE = (255, 255, 255)


def given_picture(path: str, jacket: Jacket) -> bytes:
    """
    The picture in this file as a cover, a JPEG.

    Raises `OptionsError` when it cannot be read, is no picture, or is too large to be unpacked.
    """
    hint = "name a picture (JPEG, PNG, WebP, …), or a design: see `fic2epub convert --help`"
    try:
        # Of a pipe nobody may ever write to the other end, and a device may have no end.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - any string, which may be no path
            raise OptionsError("the cover is no regular file", where=path, hint=hint)
        with Path(path).open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise OptionsError(f"the cover cannot be read: {_reason(error)}", where=path, hint=hint) from error
    if len(content) > _MOST_BYTES:
        raise OptionsError("the cover is larger than 100 MB", where=path, hint="make it smaller")
    try:
        return fitted(content, jacket)
    except OptionsError as error:
        error.where, error.hint = path, hint
        raise


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or "that is no path"


def fitted(content: bytes, jacket: Jacket) -> bytes:
    """
    A picture of any format as a baseline JPEG of at most 1600 × 2400 pixels; never made larger.

    It is turned as its camera says, on white where it is transparent, in RGB. Raises `OptionsError` when it is damaged,
    no picture, or would be too large in memory.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content)) as picture:
                return jpeg(_plain(picture), jacket)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise OptionsError("the cover has too many pixels to be unpacked") from error
        # Pillow's plugins raise whatever they stumble over in a damaged file.
        except Exception as error:
            raise OptionsError("the cover is no picture, or a damaged one") from error


def _plain(picture: Image.Image) -> Image.Image:
    """The first frame in RGB, as it is to be seen."""
    if picture.format == "JPEG":
        picture.draft("RGB", (WIDTH, HEIGHT))
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turned.mode.startswith(("I", "F")):  # 16 bits and more: the upper eight are what is seen
        turned = turned.convert("F").point(lambda value: value / 257 + 0).convert("L")
    if "A" in turned.getbands() or "transparency" in turned.info:
        clear = turned.convert("RGBA")
        turned = Image.new("RGBA", clear.size, (*_WHITE, 255))
        turned.alpha_composite(clear)
    return turned.convert("RGB")


def authors_picture(pictures: Iterable[Asset], jacket: Jacket) -> tuple[str, bytes] | None:
    """The first of the work's pictures that is large and no broader than high: its name, and the cover; or None."""
    for picture in pictures:
        if picture.media_type.startswith("image/") and _is_upright(picture.data):
            try:
                return picture.href.rpartition("/")[2], fitted(picture.data, jacket)
            except OptionsError:
                continue
    return None


def _is_upright(content: bytes) -> bool:
    """Whether a picture has the size and the shape of a cover, by its head."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(content)) as picture:
                width, height = picture.size
        except Exception:  # noqa: BLE001 - whatever a damaged head makes Pillow raise, it is no cover
            return False
    return width >= _LEAST[0] and height >= _LEAST[1] and _SHAPES[0] <= height / width <= _SHAPES[1]
