"""What kind of picture some bytes are, told by their beginning and never by a name; nothing is decoded here."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.model import Asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "FRAME",
    "HEADER",
    "LARGEST_PICTURE",
    "MEDIA_TYPES",
    "MOST_PIXELS",
    "TRAILER",
    "GifPart",
    "asset_of",
    "gif_parts",
    "is_sane",
    "kind_of",
    "moves",
    "size_in_pixels",
]

LARGEST_PICTURE = 32 * 1024 * 1024
"""Bytes; the web knows few pictures of more than ten million, and Kindle takes no more than five (KDP guidelines)."""
MOST_PIXELS = 64_000_000
"""Decoded, this is a quarter of a gigabyte: more than an e-reader has."""

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "ico": "image/vnd.microsoft.icon",
    "jp2": "image/jp2",
}
"""Kind, which is also the ending of a name → media type (iana.org, registry of media types)."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"\0\0\1\0", "ico"),
    (b"\0\0\0\x0cjP  ", "jp2"),
)
"""Magic numbers, as `file` and the formats' specifications have them."""
_AVIF_BRANDS = (b"avif", b"avis")
"""AV1 Image File Format, section 8: brands of a picture, and of pictures that move."""
_SVG = rb"""(?sx)
    (?:\xef\xbb\xbf)?
    (?: \s+ | (?>< \?.*?\?>) | (?><!--.*?-->) | (?><!DOCTYPE\s+svg\b[^>\[]*(?:\[.*?\])?\s*>) )*+
    <(?:\w+:)?svg[\s>/]"""
"""An `svg` element behind nothing but what may stand before a root element (XML 1.0, section 2.8)."""
_LOOKED_AT = 16_384
"""Bytes in which an `svg` element has to begin: editors put long comments and doctypes before it."""

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that tells a JPEG's size (ITU-T T.81, table B.1)."""
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a length."""
_MARKER = 0xFF
_MANY = 10_000
"""Blocks of a GIF that are looked at."""


def kind_of(data: bytes) -> str:
    """The kind of a picture, a key of `MEDIA_TYPES`; empty for anything else."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        brands = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
        return "avif" if any(brand in brands for brand in _AVIF_BRANDS) else ""
    start = data[:_LOOKED_AT]
    return "svg" if b"svg" in start and re.match(_SVG, start) else ""


def asset_of(data: bytes, kind: str) -> Asset:
    """A picture as a file of a work; its name is made of its bytes, so that the same picture has the same name."""
    import hashlib  # noqa: PLC0415 - most works have no pictures of their own

    href = f"images/{hashlib.sha256(data).hexdigest()[:16]}.{kind}"
    return Asset(href=href, media_type=MEDIA_TYPES[kind], data=data)


def is_sane(data: bytes, kind: str) -> bool:
    """Whether a picture is no larger than can be shown, as far as its header tells."""
    if not data or len(data) > LARGEST_PICTURE:
        return False
    if kind not in _SIZES:
        return True
    width, height = _SIZES[kind](data)
    return 0 < width * height <= MOST_PIXELS


def size_in_pixels(data: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height as a picture's header tells them, zero when no picture follows; None for kinds not known."""
    return _SIZES[kind](data) if kind in _SIZES else None


def moves(asset: Asset) -> bool:
    """Whether a picture is a GIF of more than one frame; an animation of any other kind stands still in a book."""
    if asset.media_type != MEDIA_TYPES["gif"]:
        return False
    return sum(part.kind == FRAME for part in islice(gif_parts(asset.data), _MANY)) > 1


def _png_size(data: bytes) -> tuple[int, int]:
    """From the IHDR chunk, which is the first (PNG, section 11.2.2); zero when no picture follows it."""
    if data[12:16] != b"IHDR" or b"IDAT" not in data:
        return 0, 0
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _gif_size(data: bytes) -> tuple[int, int]:
    """From the logical screen descriptor (GIF89a, section 18); zero when no picture follows it."""
    first = next((part for part in gif_parts(data) if part.kind == FRAME), None)
    if first is None:
        return 0, 0
    pixels = first.start + 11 + _table_size(data[first.start + 9 : first.start + 10])
    if data[pixels : pixels + 1] in {b"", b"\0"}:
        return 0, 0
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


class GifPart(NamedTuple):
    """A block of a GIF: from `start` to before `end`."""

    kind: int
    """`HEADER`, `FRAME`, `TRAILER`, or the label of an extension."""
    start: int
    end: int
    table: tuple[int, int] = (0, 0)
    """Where its colour table stands; empty where it has none."""


HEADER, FRAME, TRAILER = -1, 0x2C, 0x3B
_EXTENSION = 0x21


def gif_parts(data: bytes) -> Iterator[GifPart]:
    """The blocks of a GIF in their order (GIF89a, appendix B); ends where the file does, or stops to be one."""
    table = _table_size(data[10:11])
    yield GifPart(HEADER, 0, 13 + table, (13, 13 + table))
    place = 13 + table
    while place < len(data):
        start, introducer = place, data[place]
        if introducer == TRAILER:
            yield GifPart(TRAILER, start, start + 1)
            return
        if introducer == _EXTENSION:
            kind, place, colours = int.from_bytes(data[place + 1 : place + 2], "big"), place + 2, (0, 0)
        elif introducer == FRAME:
            table = _table_size(data[place + 9 : place + 10])
            kind, place, colours = FRAME, place + 11 + table, (place + 10, place + 10 + table)
        else:
            return
        while size := int.from_bytes(data[place : place + 1], "big"):
            place += size + 1
        place += 1
        yield GifPart(kind, start, place, colours)


def _table_size(packed: bytes) -> int:
    """Bytes of the colour table that a packed field of a GIF announces (GIF89a, sections 18 and 20)."""
    flags = int.from_bytes(packed, "big")
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first frame header; zero when the file ends before it."""
    place = 2
    while place + 9 <= len(data):
        if data[place] != _MARKER:
            return 0, 0
        marker = data[place + 1]
        if marker == _MARKER or marker in _JPEG_BARE:  # fill bytes
            place += 1 if marker == _MARKER else 2
            continue
        if marker in _JPEG_FRAMES:
            height, width = data[place + 5 : place + 7], data[place + 7 : place + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0, 0


_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {"jpg": _jpeg_size, "png": _png_size, "gif": _gif_size}
