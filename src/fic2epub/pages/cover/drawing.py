"""From a jacket to a page, and from a page to a file."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from fic2epub.options import DESIGNS
from fic2epub.pages.cover import designs
from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.lettering import lettering
from fic2epub.pages.cover.page import CELL, Page

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.pages.cover.jacket import Jacket

__all__ = ["jpeg", "page_of", "png", "warm"]

_QUALITY = 85


def page_of(jacket: Jacket, note: Note) -> Page:
    """The drawn page, with the boxes of its texts in `blocks`."""
    page = Page(jacket, note)
    designs.draw(page)
    return page


def jpeg(image: Image.Image, jacket: Jacket) -> bytes:
    """The picture as a baseline JPEG, grey and smaller as the jacket says."""
    image = _fitted(image, jacket)
    # Pillow's JPEG encoder by its name: `save` would first import the plugins of five formats. Same bytes.
    return image.tobytes("jpeg", image.mode, _QUALITY)


def png(picture: bytes) -> bytes:
    """A JPEG as a PNG."""
    file = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.save(file, "PNG")
    return file.getvalue()


def _fitted(image: Image.Image, jacket: Jacket) -> Image.Image:
    """The picture in grey if it is to be, and within its limit."""
    if jacket.grey:
        image = image.convert("L").convert("RGB")  # a shop's cover is in RGB (kdp.amazon.com, covers)
    if jacket.limit and (image.width > jacket.limit[0] or image.height > jacket.limit[1]):
        image = image.copy()
        image.thumbnail(jacket.limit, Image.Resampling.LANCZOS)
    return image


def warm() -> None:
    """Have the encoder, the designs and what our own fonts cover at hand."""
    for name in DESIGNS:
        import_module(f"{designs.__name__}.{name}")
    for heavy in (False, True):
        for sans in (False, True):
            lettering("Aa", "en", Look(heavy, sans)).length("Aa")
    Image.new("RGB", (CELL, CELL)).tobytes("jpeg", "RGB", _QUALITY)
