"""Pictures drawn at run time, as small as a picture can be."""

from __future__ import annotations

import struct
import zlib

__all__ = ["gif", "jpeg", "png", "webp"]


def png(colour: bytes = b"\x10\x20\x30", width: int = 2, height: int = 2) -> bytes:
    """A picture of one colour; `width` and `height` are what its header says, the pixels are two by two."""
    lines = zlib.compress((b"\0" + colour * 2) * 2)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def gif(width: int = 1, height: int = 1) -> bytes:
    """The smallest GIF that there is."""
    screen = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff"
    return screen + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def jpeg(width: int = 2, height: int = 2, before: bytes = b"") -> bytes:
    """The headers of a JPEG, up to where its pixels would begin."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + before + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def webp() -> bytes:
    """The beginning of a WebP."""
    return b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0" + bytes(13)
