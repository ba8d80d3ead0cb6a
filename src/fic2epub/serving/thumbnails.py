"""Covers for the shelf: what a book brought is decoded under guard, and made what any browser shows."""

from __future__ import annotations

import struct
from threading import Lock
from zlib import compress, crc32

__all__ = ["NOTHING", "THUMBNAIL", "shown"]

THUMBNAIL = (240, 240)
"""Pixels that a small cover has at most: sharp on an e-reader, a few kilobytes each."""
_KINDS = ("jpg", "png", "gif", "webp")
"""What covers are (EPUB 3.3, section 3.2), whatever they are called; other decoders are not bothered with them."""
_ONE_AT_A_TIME = Lock()
"""A hostile picture takes a second and a quarter of a gigabyte, and two would take twice as much."""


def shown(picture: bytes, size: tuple[int, int] | None) -> bytes | None:
    """The picture as JPEG, no larger than so many pixels; None when it is none that can be shown."""
    from fic2epub.images.fitting import fitted  # noqa: PLC0415 - brings Pillow, when the first cover is asked for
    from fic2epub.images.opening import strictly  # noqa: PLC0415 - the same
    from fic2epub.images.target import Target, Unshowable  # noqa: PLC0415 - the same
    from fic2epub.kinds import kind_of  # noqa: PLC0415 - the same

    kind = kind_of(picture)
    if kind not in _KINDS:
        return None
    with _ONE_AT_A_TIME, strictly():
        try:
            made = fitted(picture, kind, Target(*size) if size else Target())
            return made.data if made.kind == "jpg" else _as_jpeg(made.data, made.kind)
        except Unshowable:
            return None


def _as_jpeg(picture: bytes, kind: str) -> bytes:
    """A picture that fits already, whatever its colours; raises `Unshowable`."""
    from fic2epub.images.colours import flattened, in_eight_bits  # noqa: PLC0415 - as above
    from fic2epub.images.encoding import encoded  # noqa: PLC0415 - the same
    from fic2epub.images.opening import opened, safely  # noqa: PLC0415 - the same

    with safely():
        image = opened(picture, kind)
        image.load()
        return encoded(flattened(in_eight_bits(image)), photo=True, grey=False).data


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))


def _paper(width: int, height: int) -> bytes:
    """A sheet of light grey, as PNG."""
    rows = (b"\0" + b"\xe6" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", compress(rows, 9)) + _chunk(b"IEND", b"")


NOTHING = _paper(160, 240)
"""Stands for a cover that a book does not have."""
