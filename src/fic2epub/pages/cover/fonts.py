"""Which font draws a text of the cover: one that has every character of it, or none at all.

Coverage is read from the font's own `cmap` (OpenType 1.9, "cmap"), which takes well under a millisecond a file and
needs no library; asking `fc-list` would find nothing on Windows and on most Macs.
"""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from struct import iter_unpack, unpack, unpack_from
from typing import TYPE_CHECKING

from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Face", "Look", "colour_face", "covers", "face_for", "is_shaped", "own_face"]


class Face(NamedTuple):
    """A font file, and the number of the font in it."""

    path: str
    font: int = 0
    coloured: bool = False
    """Whether its characters are pictures, which are drawn in colours of their own."""


class Look(NamedTuple):
    """What a text is to look like."""

    heavy: bool = False
    sans: bool = False


_OWN = {
    Look(): ("font_source_serif_pro", "SourceSerifPro-Regular.otf"),
    Look(heavy=True): ("font_source_serif_pro", "SourceSerifPro-Semibold.otf"),
    Look(sans=True): ("font_source_sans_pro", "SourceSansPro-Semibold.otf"),
    Look(heavy=True, sans=True): ("font_source_sans_pro", "SourceSansPro-Black.otf"),
}
"""Latin, Greek and Cyrillic, from packages of the same names (SIL Open Font License).
FreeType draws these a third faster than the TrueType files beside them."""
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
_COLOURED = ("notocoloremoji", "apple color emoji", "seguiemj", "twemoji", "joypixels")
"""Fonts whose characters are pictures, by the beginnings of their files' names."""
_ODD = ("thin", "light", "medium", "black", "hairline", "condensed", "italic", "oblique", "slanted", "rashi", "looped")
"""Words in the names of fonts that are not for titles when there is another."""
_SHAPED = (
    *(range(0x590, 0x10A0), range(0x1780, 0x18B0), range(0x1900, 0x1C80), range(0xA800, 0xAC00)),
    *(range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00), range(0x10800, 0x12000), range(0x1E800, 0x1F000)),
)
_ASIAN = (range(0x2E80, 0xFB00), range(0x20000, 0x40000))
_SEGMENT_MAPPING, _SEGMENTED_COVERAGE = 4, 12
"""The two formats of `cmap` that every font with Unicode letters has one of."""
_CJK_HINTS = ("cjk", "mincho", "song", "pingfang", "hiragino", "yumin", "msyh", "batang", "myungjo", "gothic")
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
"""Which font of a Noto CJK collection draws a language's own forms of the shared characters."""


def _has(text: str, ranges: tuple[range, ...]) -> bool:
    """Whether a character of the text is in one of the ranges."""
    return not text.isascii() and any(ord(char) in span for span in ranges for char in text)


def is_shaped(text: str) -> bool:
    """Whether the text needs more than one glyph after the other: written from the right, or with joined letters."""
    return _has(text, _SHAPED)


def covers(face: Face, text: str) -> bool:
    """Whether a font has all characters of the text."""
    return _covers(face.path, face.font, _codes(text))


def own_face(text: str, look: Look) -> Face | None:
    """Our own font, if it covers the text."""
    return _ours(_codes(text), look)


def face_for(text: str, lang: str, look: Look) -> Face | None:
    """The first font that covers `text`: our own, then those of the machine in an order that is always the same."""
    codes = _codes(text)
    ours = _ours(codes, look)
    if ours:
        return ours
    for path in _ranked(look, asian=_has(text, _ASIAN)):
        number = _number(path, lang.lower())
        if _covers(path, number, codes):
            return Face(path, number)
    return None


def colour_face(text: str) -> Face | None:
    """The font of coloured pictures that has all of these, if the machine has one."""
    codes = _codes(text)
    for path in _all_fonts():
        if os.path.basename(path).lower().startswith(_COLOURED) and _covers(path, 0, codes):  # noqa: PTH119 - as above
            return Face(path, coloured=True)
    return None


def _codes(text: str) -> set[int]:
    """The characters that a font must have: neither spaces nor what is never seen."""
    if text.isascii():
        return set(text.encode()) - {0x20}
    return {ord(char) for char in text if not (char.isspace() or _is_unseen(char))}


def _is_unseen(char: str) -> bool:
    """Whether a character only says how others are drawn (joiners, directions, variants)."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def _ours(codes: set[int], look: Look) -> Face | None:
    package, name = _OWN[look]
    folder = _own_folder(package)
    if folder is None:
        return None
    path = os.path.join(folder, "files", name)  # noqa: PTH118 - on the way of every cover
    return Face(path) if _covers(path, 0, codes) else None


@cache
def _own_folder(package: str) -> str | None:
    """Where a package's files are; importing it would glob and cost more than drawing."""
    spec = PathFinder.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return next(iter(places)) if places else None


@cache
def _ranked(look: Look, *, asian: bool) -> tuple[str, ...]:
    """The machine's fonts, the likeliest first; those of one name by their places, which come last."""

    def rank(path: str) -> tuple[object, ...]:
        name = Path(path).name.lower()
        return (
            asian and not any(hint in name for hint in _CJK_HINTS),
            any(word in name for word in _ODD),
            ("serif" in name or "naskh" in name) is look.sans,
            ("bold" in name) is not look.heavy,
            len(name),
            name,
            path,
        )

    plain = (path for path in _all_fonts() if not any(word in Path(path).name.lower() for word in _NEVER))
    return tuple(sorted(plain, key=rank))


def _number(path: str, lang: str) -> int:
    """Which font of a collection suits the language."""
    if not (path.endswith(".ttc") and "CJK" in path):
        return 0
    return _CJK_FACES.get(lang) or _CJK_FACES.get("-".join(lang.split("-")[:2])) or _CJK_FACES.get(lang[:2], 0)


@cache
def _all_fonts() -> tuple[str, ...]:
    """All font files of the machine, in the order of their names: no folder comes before another."""
    found = []
    for folder in _FOLDERS:
        if folder.startswith("C:") and sys.platform != "win32":
            continue
        for where, _, names in os.walk(Path(folder).expanduser()):
            found += [str(Path(where, name)) for name in names if name.lower().endswith((".ttf", ".otf", ".ttc"))]
    return tuple(sorted(found, key=lambda path: (Path(path).name, path)))


def _covers(path: str, number: int, codes: set[int]) -> bool:
    """Whether the font has a glyph for each of the characters; a file that is not a font has none."""
    try:
        return all(_has_glyphs(path, number, codes))
    except (OSError, struct.error, StopIteration, IndexError):
        return False


def _has_glyphs(path: str, number: int, codes: set[int]) -> Iterator[bool]:
    """For each character, whether the font's best Unicode table names it."""
    table = _cmap(path, number)
    starts, ends = _ranges(table)
    for code in codes:
        place = bisect_right(starts, code) - 1
        yield place >= 0 and code <= ends[place]


@cache
def _cmap(path: str, number: int) -> bytes:
    """The font's `cmap` table (OpenType, "Organization of an OpenType font")."""
    with Path(path).open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * number)
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
    at = offsets.get(_SEGMENTED_COVERAGE)
    if at is not None:
        (groups,) = unpack_from(">L", table, at + 12)
        spans = list(iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * groups]))
        return [span[0] for span in spans], [span[1] for span in spans]
    at = offsets.get(_SEGMENT_MAPPING)
    if at is None:
        return [], []
    (double,) = unpack_from(">6xH", table, at)
    ends = unpack_from(f">{double // 2}H", table, at + 14)
    starts = unpack_from(f">{double // 2}H", table, at + 16 + double)
    return list(starts), list(ends)
