"""Names that a device bears: a pure function of the name that is wanted and of what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["borne", "folded"]

_FAT = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "(", ">": ")", "?": "", "*": ""})
"""What FAT32, exFAT and NTFS refuse (Microsoft, Naming Files, Paths, and Namespaces)."""
_LIKE = {"'": "’", ";": ",", "!": ""}
"""What stands for characters that a device refuses beside those; `_` for others."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, marks without a width, and bytes that were no text."""
_RESERVED = re.compile(r"(?i)(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)")
"""Names of Windows's devices (the same page of Microsoft)."""
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
    stem = normalize("NFC", _ENDING.sub("", wanted)).translate(_FAT)
    stem = stem.translate({ord(sign): _LIKE.get(sign, "_") for sign in refused})
    stem = " ".join(_UNSEEN.sub("", " ".join(stem.split())).split())
    room = max(room, _LEAST)
    tails = ("", f" ({mark})", *(f" ({mark} {number})" for number in range(2, len(taken) + 2)))
    names = (f"{_shortened(stem, room - len(ending) - len(tail))}{tail}{ending}" for tail in tails)
    return next(name for name in names if folded(name) not in taken)


def folded(name: str) -> str:
    """The name as file systems compare it that know no case, and as macOS spells it."""
    return normalize("NFC", normalize("NFC", name).casefold())


def _shortened(stem: str, room: int) -> str:
    """Cut at a word's end if one is near, and never inside a character; no device's name, no dot at an end."""
    cut = stem[:room].encode()[:_MOST_BYTES].decode("utf-8", "ignore")
    if not stem[len(cut) :].startswith(" ") and len(cut) < len(stem):
        word_end = cut.rfind(" ")
        cut = cut[:word_end] if word_end > len(cut) // 2 else cut
    cut = cut.strip(" .-") or "Untitled"
    return f"_{cut}"[:room] if _RESERVED.match(cut) else cut
