"""An address as a QR code, in the letters of a terminal."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["lines_of", "told"]

_QUIET = 4
"""Light modules around the code (ISO/IEC 18004, "quiet zone")."""
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
"""A sign of two modules, one above the other: a terminal's cell is about twice as high as wide."""
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
"""Colours 16 and 231 of 256 are black and white in every palette; the first 16 are what a terminal's owner likes."""
_AS_BEFORE = "\x1b[0m"
_LONGEST = 300
"""Signs of an address that are still a code to be read off a screen."""


def lines_of(url: str) -> str:
    """
    The QR code of an address, for a terminal: lines of half blocks, black on white whatever the terminal's colours.

    Around it is the quiet zone that cameras need. Ends with a line end; empty for an address too long to be read.
    """
    if len(url) > _LONGEST:
        return ""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=_QUIET)]
    blank = [0] * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=blank)
    lines = ("".join(_HALVES[above, below] for above, below in zip(*pair, strict=True)) for pair in pairs)
    return "".join(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}\n" for line in lines)


def told(url: str, stream: TextIO) -> str:
    """The code with the address below it, if the stream is a terminal that can show it; else the address alone."""
    return f"{lines_of(url)}{url}" if _shows(stream) else url


def _shows(stream: TextIO) -> bool:
    """Whether it is a terminal, with the signs that the code is made of."""
    if not stream.isatty():
        return False
    try:
        "".join(_HALVES.values()).encode(stream.encoding or "ascii")
    except (LookupError, UnicodeError):
        return False
    return True
