"""
The cover: drawn from the metadata, or a picture that was given or that the author made.

Nothing depends on the clock or on chance: the same metadata give the same bytes, wherever the fonts, Pillow, and the
libraries that it brings (FreeType, HarfBuzz, libjpeg) are the same. This package is Pillow's door for drawing; this
module imports none of it before it draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.options import COVERS, DESIGNS, Options
from fic2epub.pages.cover.jacket import Jacket, jacket_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fic2epub.errors import Note
    from fic2epub.model import Asset, Metadata

__all__ = ["DESIGNS", "Jacket", "as_png", "cover_of", "draw", "draw_cover", "is_drawn", "jacket_of", "ready"]


def is_drawn(cover: str) -> bool:
    """Whether a cover is drawn from the metadata, for this value of `Options.cover`."""
    return cover == "auto" or cover in DESIGNS


def cover_of(
    jacket: Jacket, cover: str, pictures: Iterable[Asset], note: Note, painted: Callable[[Jacket], bytes] | None = None
) -> bytes:
    """
    The cover that `Options.cover` asks for, a JPEG; `pictures` are the work's, in order.

    `painted` answers a jacket that was drawn elsewhere, or nothing. A work without a large upright picture gets a
    drawn cover when its author's is asked for (I012). Raises `OptionsError` when a given picture is none.
    """
    if cover == "author":
        from fic2epub.pages.cover.given import authors_picture  # noqa: PLC0415 - brings Pillow

        found = authors_picture(pictures, jacket)
        if found:
            note("I011", f"the cover is the author's picture {found[0]}", "cover")
            return found[1]
        note("I012", "the work has no large picture that is as high as wide; a cover was drawn", "cover")
    elif cover not in (*COVERS, *DESIGNS):
        from fic2epub.pages.cover.given import given_picture  # noqa: PLC0415 - the same

        return given_picture(cover, jacket)
    return (painted and painted(jacket)) or draw(jacket, note)


def draw_cover(metadata: Metadata, note: Note, options: Options | None = None, works: int = 0) -> bytes:
    """
    A baseline JPEG of 1600 × 2400 pixels in RGB, some 60 to 250 kB: `draw` of what `jacket_of` says.

    `works` is how many an omnibus has.
    """
    return draw(jacket_of(metadata, options or Options(), works), note)


def draw(jacket: Jacket, note: Note) -> bytes:
    """
    Draw a jacket; a JPEG.

    What no font on the machine can draw is left off with a notice (I010); there are never boxes for letters.
    """
    from fic2epub.pages.cover.drawing import jpeg, page_of  # noqa: PLC0415 - brings Pillow

    return jpeg(page_of(jacket, note).image, jacket)


def as_png(picture: bytes) -> bytes:
    """A cover in a form that loses nothing more."""
    from fic2epub.pages.cover.drawing import png  # noqa: PLC0415 - brings Pillow

    return png(picture)


def ready() -> None:
    """Import and unpack what drawing needs, before it is known what: for a process that waits for orders."""
    from fic2epub.pages.cover.drawing import warm  # noqa: PLC0415 - brings Pillow

    warm()
