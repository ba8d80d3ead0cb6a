"""Names that a device bears: a pure function of the name that is wanted and of what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from fic2epub.naming import cleaned, shortened

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["borne", "folded"]

_MOST_BYTES = 240
"""Of a name in UTF-8: file systems stop at 255, and at 255 units of UTF-16, which are never more."""
_LEAST = 16
"""Characters that a name has whatever its folder's path leaves it."""
_ENDING = re.compile(r"(?i)(?:\.kepub|\.fxl)*\.(?:epub|kepub)$")


def borne(wanted: str, ending: str, refused: str, room: int, taken: Collection[str], mark: str) -> str:
    """
    The name of a book's file in a folder of a device.

    `wanted` is a name with or without an ending, `refused` are characters that this device does not bear, `room` is
    how many it leaves a name, and `taken` are the names that stand there, as `folded` has them: a name that is taken
    gets `mark` in brackets, and a number if needed.
    """
    stem = cleaned(normalize("NFC", _ENDING.sub("", wanted)), refused)
    room = max(room, _LEAST)
    tails = ("", f" ({mark})", *(f" ({mark} {number})" for number in range(2, len(taken) + 2)))
    names = (f"{shortened(stem, _MOST_BYTES, room - len(ending) - len(tail))}{tail}{ending}" for tail in tails)
    return next(name for name in names if folded(name) not in taken)


def folded(name: str) -> str:
    """The name as file systems compare it that know no case, and as macOS spells it."""
    return normalize("NFC", normalize("NFC", name).casefold())
