"""JPEG, PNG and GIF taken apart without decoding: what a camera or an editor wrote beside the picture is cut out.

A picture that a book can show as it is stays the same bytes, but for places, names and dates: an author who drew a map
did not mean to publish where it was drawn.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from fic2epub.images.target import Unshowable
from fic2epub.kinds import FRAME, HEADER, TRAILER, gif_parts
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.kinds import GifPart

__all__ = ["Anatomy", "anatomy_of", "greyed_gif", "refuse_passes"]


class Anatomy(NamedTuple):
    """What a file holds."""

    clean: bytes
    """The same file with the picture alone in it."""
    frames: int = 1
    deep: bool = False
    """Whether colours are finer than 8 bits, which old readers do not show."""


_MOST_PARTS = 100_000
"""Blocks of a file; a picture has a few hundred."""
_MOST_SCANS = 200
"""Passes of a progressive JPEG, each of which a decoder makes over the whole picture; ten are usual."""
_MOST_FRAMES = 2_000
"""Of a GIF: at ten a second, more than three minutes."""

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APPLICATION = frozenset(range(0xE0, 0xF0))
_COMMENT = 0xFE
_OURS: dict[int, bytes] = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Segments of applications that say how to show a JPEG: its aspect, its profile, its colour transform."""
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that ends the coded pixels (ITU-T T.81, section B.1.1.5)."""

_SHOWING = frozenset((b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST", b"cICP"))
"""Ancillary chunks that say how to show a PNG (PNG, third edition, section 11.3)."""
_ANCILLARY = 0x20
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Applications whose extension says how often a GIF begins anew."""


def anatomy_of(data: bytes, kind: str) -> Anatomy:
    """What a JPEG, PNG or GIF holds; raises `Unshowable` when the file ends before the picture does, or never."""
    return _ANATOMIES[kind](data)


def refuse_passes(data: bytes) -> None:
    """Raise `Unshowable` for a JPEG that a decoder would go over hundreds of times."""
    if data.count(b"\xff\xda") > _MOST_SCANS:
        raise Unshowable("too many passes")


def _jpeg(data: bytes) -> Anatomy:
    return Anatomy(b"".join(data[start:end] for start, end, shown in _segments(data) if shown))


def _segments(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where each segment of a JPEG begins and ends, and whether it is of the picture."""
    yield 0, 2, True
    place = 2
    for _ in range(_MOST_PARTS):
        start = data.find(b"\xff", place)
        marker = data[start + 1] if -1 < start < len(data) - 1 else _END
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            place = start + 1
            continue
        if marker == _END:
            yield (start, start + 2, True) if start >= 0 else (place, len(data), True)
            return
        place = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if marker == _SCAN:
            after = _AFTER_SCAN.search(data, place)
            place = after.start() if after else len(data)
        yield start, place, _is_of_the_picture(marker, data[start + 4 : start + 16])
    raise Unshowable("too many parts")


def _is_of_the_picture(marker: int, content: bytes) -> bool:
    if marker in _APPLICATION:
        return marker in _OURS and content.startswith(_OURS[marker])
    return marker != _COMMENT


def _png(data: bytes) -> Anatomy:
    parts, frames, depth, place = [data[:8]], 1, data[24], 8
    for _ in range(_MOST_PARTS):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        end = place + size + 12
        if len(kind) < 4 or end > len(data):  # noqa: PLR2004 - letters of a name
            raise Unshowable("it ends too early")
        if not kind[0] & _ANCILLARY or kind in _SHOWING:
            parts.append(data[place:end])
        if kind == b"acTL":  # what moves stands in ancillary chunks; without them the first frame is the picture
            frames = max(2, int.from_bytes(data[place + 8 : place + 12], "big"))
        place = end
        if kind == b"IEND":
            return Anatomy(b"".join(parts), frames, depth > 8)  # noqa: PLR2004 - bits of a colour
    raise Unshowable("too many parts")


def _gif(data: bytes) -> Anatomy:
    parts: list[bytes] = []
    frames = 0
    for part in islice(gif_parts(data), _MOST_PARTS):
        frames += part.kind == FRAME
        if _is_of_the_gif(data, part):
            parts.append(data[part.start : part.end])
        if part.kind == TRAILER:
            if not frames or frames > _MOST_FRAMES:
                raise Unshowable("no frame, or too many")
            return Anatomy(b"".join(parts), frames)
    raise Unshowable("it ends too early")


def _is_of_the_gif(data: bytes, part: GifPart) -> bool:
    if part.kind == _COMMENT:
        return False
    return part.kind != 0xFF or data[part.start + 3 : part.start + 14] in _LOOPS  # noqa: PLR2004 - application extension


def greyed_gif(data: bytes) -> bytes:
    """The same GIF with grey in its colour tables: nothing is decoded, and it moves as before."""
    grey = bytearray(data)
    for part in islice(gif_parts(data), _MOST_PARTS):
        if part.kind in (HEADER, FRAME):
            for place in range(*part.table, 3):
                red, green, blue = data[place : place + 3]
                # ITU-R BT.601 in 16 bits, as Pillow has it
                grey[place : place + 3] = bytes(((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16,)) * 3
    return bytes(grey)


_ANATOMIES: dict[str, Callable[[bytes], Anatomy]] = {"jpg": _jpeg, "png": _png, "gif": _gif}
