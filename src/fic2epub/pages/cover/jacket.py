"""What a drawn cover says and how it is chosen: a pure function of the metadata and the options."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from fic2epub.options import DESIGNS
from fic2epub.pages import labels
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from fic2epub.model import Metadata
    from fic2epub.options import Options

__all__ = ["Jacket", "jacket_of"]

_LONGEST_NUMBER = 4
"""Characters of a place in a series that is shown large."""


class Jacket(NamedTuple):
    """All that a drawn cover depends on, in types that `marshal` knows: it is sent to the process that draws."""

    title: str
    byline: str
    fandom: str
    place: str
    """`Part 3 of The Harbour Books`; of an omnibus how many works it has; or empty."""
    number: str
    """The place in the series, to be shown large; empty without one."""
    language: str
    """BCP 47."""
    colour: int
    """The same for all works of a fandom."""
    pattern: int
    """The same for all works of a series, and for the omnibus of it."""
    design: str
    """One of `DESIGNS`."""
    grey: bool = False
    limit: tuple[int, int] | None = None
    """Width and height in pixels that the cover is not to be larger than; None for its usual size."""


def jacket_of(metadata: Metadata, options: Options, works: int = 0) -> Jacket:
    """
    What the cover of a work says; `works` is how many an omnibus has.

    Colours follow from the first fandom, the design and its pattern from the series, else from the title: a shelf
    sorts itself, a series is a set, and no cover depends on another work.
    """
    words = labels.wording_for(metadata, options.ui_language)
    series = metadata.series[0] if metadata.series else None
    kept = series.name if series else metadata.title
    pattern = crc32(kept.strip().casefold().encode("utf-8", "replace"))
    fandom = metadata.fandoms[0] if metadata.fandoms else ""
    place = words.part_of(series) if series else ""
    if works:
        place = f"{words.say(labels.TERM).format(label=words.say(labels.WORKS))} {words.number(works)}"
    number = series.position if series and not works and len(series.position) <= _LONGEST_NUMBER else ""
    width, _, height = options.image_size.partition("x")
    return Jacket(
        title=metadata.title,
        byline=words.byline(metadata.creators),
        fandom=fandom,
        place=place,
        number=number,
        language=metadata.language,
        colour=crc32(fandom.strip().casefold().encode("utf-8", "replace")),
        pattern=pattern,
        design=options.cover if options.cover in DESIGNS else DESIGNS[pattern % len(DESIGNS)],
        grey=options.grey,
        limit=(int(width), int(height)) if height else None,
    )
