"""The sheet of our own for blocks and colours: in a book only if something in the book is named in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.model import Stylesheet
from fic2epub.normalize.families.rules import asks_for_blocks
from fic2epub.normalize.markup.trees import values_of
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["sheet_for", "without_ours"]

_FILE = Path(__file__).with_name("blocks.css")
_OURS = late(r"/\* fic2epub: (\w+) \*/.*?/\* fic2epub: end of \1 \*/\n?", re.DOTALL)
_START, _END = "/* fic2epub: voices */\n", "/* fic2epub: end of voices */\n"


def sheet_for(bodies: Sequence[_Element], options: Options, note: Note) -> tuple[Stylesheet, ...]:
    """
    The rules for the blocks in a work's normalized bodies, and for its colours, which are marked on the way.

    In black and white a colour is a weight, a slant or a line; with the author's looks it is a colour.
    """
    if not asks_for_blocks(options):
        return ()
    classes = set().union(*(values_of(body, "class") for body in bodies))
    css = _FILE.read_text("utf-8") if any("block-" in value for value in classes) else ""
    if any("font-" in value for value in classes):
        css += _colours_of(bodies, options, note)
    return (Stylesheet(css=css, where="blocks"),) if css else ()


def _colours_of(bodies: Sequence[_Element], options: Options, note: Note) -> str:
    """The rules for the colours of the archive's own skin, if there are any."""
    from fic2epub.normalize.families.colours import (  # noqa: PLC0415 - few works have them
        colour_sheet,
        mark_voices,
        voice_sheet,
    )

    colours = mark_voices(bodies, note)
    rules = colour_sheet(colours) if options.work_skin == "author" else voice_sheet(colours)
    return f"{_START}{rules}{_END}" if colours else ""


def without_ours(sheets: Iterable[Stylesheet]) -> list[Stylesheet]:
    """The sheets without what this module wrote, when a book of ours is read: it would be judged as an author's."""
    bare = (Stylesheet(css=_OURS.sub("", sheet.css), where=sheet.where) for sheet in sheets)
    return [sheet for sheet in bare if sheet.css.strip()]
