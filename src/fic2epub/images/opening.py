"""Pictures that somebody else made are opened as what their bytes say, and as nothing else."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from fic2epub.images.target import Unshowable
from fic2epub.kinds import MOST_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["opened", "safely", "strictly"]

_DECODERS = {
    "jpg": ("JPEG",),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "bmp": ("BMP",),
    "tif": ("TIFF",),
    "ico": ("ICO",),
    "jp2": ("JPEG2000",),
}
"""Kind → names that Pillow gives to the decoders that may see it: a file of two kinds is one of them only."""


def opened(data: bytes, kind: str) -> Image.Image:
    """The picture, not decoded yet; raises `Unshowable` when it is none, or has too many pixels."""
    with safely():
        Image.preinit()
        image = Image.open(BytesIO(data), formats=_DECODERS[kind])
    if not 0 < image.width * image.height <= MOST_PIXELS:
        raise Unshowable("too many pixels")
    return image


@contextmanager
def safely() -> Iterator[None]:
    """Whatever a decoder raises becomes `Unshowable`."""
    try:
        yield
    except Unshowable:
        raise
    except Exception as error:  # decoders meet any bytes, and raise what they like
        raise Unshowable(str(error)) from error


@contextmanager
def strictly() -> Iterator[None]:
    """
    A bomb is an error, and nothing else that Pillow has to say of a picture is printed.

    For all threads of the process while it lasts: to be entered once, around them.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield
