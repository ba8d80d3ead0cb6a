"""Which font draws a line of the cover: one that has every character of it, or none at all.

Coverage is read from the font's own `cmap` (OpenType 1.9, "cmap"), which takes well under a millisecond a file and
needs no library; asking `fc-list` would find nothing on Windows and on most Macs.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from functools import cache
from importlib.machinery import PathFinder
from struct import error as StructError
from struct import iter_unpack, unpack, unpack_from
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Face", "face_for", "is_shaped"]


class Face(NamedTuple):
    """A font file, and which of its fonts."""

    path: str
    index: int = 0


_OWN = {True: "SourceSerifPro-Semibold.ttf", False: "SourceSerifPro-Regular.ttf"}
"""Latin, Greek and Cyrillic, from the package font-source-serif-pro (SIL Open Font License); the key says heavy."""
_FOLDERS = (
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "C:/Windows/Fonts",
)
_NEVER = ("emoji", "color", "lastresort", "blank", "mono", "icon", "awesome", "fallback")
"""Fonts that draw boxes, pictures of one size, or typewriting."""
_CJK_HINTS = ("cjk", "mincho", "song", "pingfang", "hiragino", "yumin", "msyh", "batang", "myungjo", "gothic")
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
"""Which font of a Noto CJK collection draws a language's own forms of the shared characters."""


def is_shaped(text: str) -> bool:
    """Whether the text needs more than one glyph after the other: written from the right, or with joined letters."""
    return any(0x0590 <= ord(char) < 0x10A0 or 0x1780 <= ord(char) < 0x1880 or 0xFB1D <= ord(char) < 0xFF00
               for char in text)


def face_for(text: str, lang: str, *, heavy: bool) -> Face | None:
    """The first font that covers `text`: our own, then those of the machine in an order that is always the same."""
    codes = {ord(char) for char in text if not char.isspace()}
    own = _own_folder()
    if own:
        path = os.path.join(own, _OWN[heavy])
        if _covers(path, 0, codes):
            return Face(path)
    return _installed_face(frozenset(codes), lang.lower(), heavy)


@cache
def _own_folder() -> str | None:
    """Where the package's files are; importing it would glob and cost more than drawing."""
    spec = PathFinder.find_spec("font_source_serif_pro")
    places = spec.submodule_search_locations if spec else None
    return os.path.join(next(iter(places)), "files") if places else None


@cache
def _installed_face(codes: frozenset[int], lang: str, heavy: bool) -> Face | None:  # noqa: FBT001  (cached by value)
    """Search the machine's fonts, the likeliest first."""
    asian = any(0x2E80 <= code < 0xFB00 or code > 0x20000 for code in codes)

    def rank(path: str) -> tuple[object, ...]:
        name = os.path.basename(path).lower()
        return (
            asian and not any(hint in name for hint in _CJK_HINTS),
            "italic" in name or "oblique" in name or "condensed" in name,
            "serif" not in name and "naskh" not in name,
            ("bold" in name) is not heavy,
            len(name),
            path,
        )

    for path in sorted(_installed(), key=rank):
        index = _index(path, lang)
        if _covers(path, index, set(codes)):
            return Face(path, index)
    return None


def _index(path: str, lang: str) -> int:
    """Which font of a collection suits the language."""
    if not (path.endswith(".ttc") and "CJK" in path):
        return 0
    return _CJK_FACES.get(lang, _CJK_FACES.get(lang.partition("-")[0], 0))


@cache
def _installed() -> tuple[str, ...]:
    """All font files of the machine that may be of use."""
    found = []
    for folder in _FOLDERS:
        if folder.startswith("C:") and sys.platform != "win32":
            continue
        for where, _, names in os.walk(os.path.expanduser(folder)):
            for name in names:
                low = name.lower()
                if low.endswith((".ttf", ".otf", ".ttc")) and not any(word in low for word in _NEVER):
                    found.append(os.path.join(where, name))
    return tuple(found)


def _covers(path: str, index: int, codes: set[int]) -> bool:
    """Whether the font has a glyph for each of the characters; a file that is not a font has none."""
    try:
        return all(_has_glyphs(path, index, codes))
    except (OSError, StructError, StopIteration, IndexError):
        return False


def _has_glyphs(path: str, index: int, codes: set[int]) -> Iterator[bool]:
    """For each character, whether the font's best Unicode table names it."""
    table = _cmap(path, index)
    starts, ends = _ranges(table)
    for code in codes:
        place = bisect_right(starts, code) - 1
        yield place >= 0 and code <= ends[place]


@cache
def _cmap(path: str, index: int) -> bytes:
    """The font's `cmap` table (OpenType, "Organization of an OpenType font")."""
    with open(path, "rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (start,) = unpack(">L", file.read(4))
        file.seek(start + 4)
        (tables,) = unpack(">H6x", file.read(8))
        entries = iter_unpack(">4s4xLL", file.read(16 * tables))
        offset, length = next((at, size) for tag, at, size in entries if tag == b"cmap")
        file.seek(offset)
        return file.read(length)


@cache
def _ranges(table: bytes) -> tuple[list[int], list[int]]:
    """First and last characters of the ranges that have glyphs, in order: from format 12, else from format 4."""
    (count,) = unpack_from(">2xH", table)
    offsets = {unpack_from(">H", table, at)[0]: at for _, _, at in iter_unpack(">HHL", table[4 : 4 + 8 * count])}
    if 12 in offsets:
        at = offsets[12]
        (groups,) = unpack_from(">L", table, at + 12)
        spans = list(iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * groups]))
        return [span[0] for span in spans], [span[1] for span in spans]
    at = offsets.get(4)
    if at is None:
        return [], []
    (double,) = unpack_from(">6xH", table, at)
    ends = unpack_from(f">{double // 2}H", table, at + 14)
    starts = unpack_from(f">{double // 2}H", table, at + 16 + double)
    return list(starts), list(ends)
