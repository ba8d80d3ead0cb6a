"""Archives that come out the same every time.

One date for all entries, one mode, no extra fields, no folders: the same entries give the same bytes in any
time zone, locale or folder.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from fic2epub.errors import BuildingError
from fic2epub.packing import packed, stored

if TYPE_CHECKING:
    from fic2epub.packing import Packed

__all__ = ["Archive"]

_NAME = re.compile(r"(?![./])[A-Za-z0-9._/-]+(?<!/)")
"""Names no reader trips over: spaces lose the place on Kobo, other scripts are refused by Send-to-Kindle."""
_READY = (".jpg", ".jpeg", ".png", ".gif", ".woff", ".woff2")
"""Compressed as they are: stored."""
_MOST_ENTRIES = 0xFFFF
_MOST_BYTES = 0xFFFFFFFF
"""The limits of a zip file without its 64-bit extension (APPNOTE.TXT 4.4)."""

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""What the seven bits of a FAT date can tell (APPNOTE.TXT 4.4.6)."""
_VERSION = 20
"""Version 2.0 is needed to extract: deflate (APPNOTE.TXT 4.4.3)."""
_UTF8 = 1 << 11
"""The flag of a name in UTF-8 (APPNOTE.TXT 4.4.4)."""
_UNIX = 3 << 8
_MODE = 0o100644 << 16
"""A plain file, readable by all."""
_FIELDS = struct.Struct("<HHHHHLLLHH")
"""Common to both headers: version, flags, method, time, date, CRC, packed and plain size, length of name and extra."""
_CENTRAL_END = struct.Struct("<HHHLL")
_END = struct.Struct("<4sHHHHLLH")


class Archive:
    """
    A zip file in the making; stands in for `zipfile.ZipFile` where a library writes entries.

    `modified` (`YYYY-MM-DDThh:mm:ssZ`) becomes the date of every entry. The first entry has to be `mimetype`
    (EPUB 3.3, section 4.2.6.3.1), which is stored, like pictures and fonts; all others are deflated.

    Names that some reader cannot bear are refused but for a `foreign` book, whose names are its maker's.
    """

    def __init__(self, modified: str, *, foreign: bool = False) -> None:
        self._moment = _dos_moment(modified)
        self._foreign = foreign
        self._entries: dict[str, bytes] = {}
        self._taken: set[str] = set()

    def writestr(self, name: str, content: bytes | str) -> None:
        """
        Add an entry; text is written as UTF-8.

        Raises `BuildingError` for a name that some reader cannot bear, or that is there already in any case of letters.
        """
        if not self._entries and name != "mimetype":
            raise BuildingError("the first entry of an EPUB is its mimetype", where=name)
        if not self._foreign and (not _NAME.fullmatch(name) or ".." in name.split("/")):
            raise BuildingError(f"not a name for a file in a book: {name!r}", where=name)
        if name.lower() in self._taken:
            raise BuildingError("two files of the book have the same name", where=name)
        self._taken.add(name.lower())
        self._entries[name] = content.encode() if isinstance(content, str) else content

    def to_bytes(self) -> bytes:
        """The whole archive; raises `BuildingError` when it outgrows what a plain zip file holds."""
        if len(self._entries) >= _MOST_ENTRIES:
            raise BuildingError(f"{len(self._entries)} files are more than an archive holds")
        parts: list[bytes | bytearray] = []
        central: list[bytes] = []
        place = 0
        for (name, plain), (method, crc, content) in zip(self._entries.items(), self._packed(), strict=True):
            spelled = name.encode()
            sizes = _in_limits(len(content)), _in_limits(len(plain))
            flags = 0 if name.isascii() else _UTF8
            fields = _FIELDS.pack(_VERSION, flags, method, *self._moment, crc, *sizes, len(spelled), 0)
            parts += (b"PK\x03\x04", fields, spelled, content)
            made_by = struct.pack("<H", _UNIX | _VERSION)
            central += (b"PK\x01\x02", made_by, fields, _CENTRAL_END.pack(0, 0, 0, _MODE, place), spelled)
            place = _in_limits(place + 4 + _FIELDS.size + len(spelled) + len(content))
        directory = b"".join(central)
        count = len(self._entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, _in_limits(len(directory)), place, 0)
        return b"".join((*parts, directory, end))

    def _packed(self) -> list[Packed]:
        """Every entry's packed form, in order."""
        plain = {name: content for name, content in self._entries.items() if _is_deflated(name)}
        deflated = dict(zip(plain, packed(list(plain.values())), strict=True))
        return [deflated.get(name) or stored(content) for name, content in self._entries.items()]


def _is_deflated(name: str) -> bool:
    return name != "mimetype" and not name.endswith(_READY)


def _dos_moment(modified: str) -> tuple[int, int]:
    """Time and date as FAT writes them, two seconds a step; what FAT cannot write becomes the nearest it can."""
    year, month, day, hour, minute, second = (int(number) for number in re.findall(r"\d+", modified)[:6])
    if year < _FIRST_YEAR:
        year, month, day, hour, minute, second = _FIRST_YEAR, 1, 1, 0, 0, 0
    elif year > _LAST_YEAR:
        year, month, day, hour, minute, second = _LAST_YEAR, 12, 31, 0, 0, 0
    return hour << 11 | minute << 5 | second // 2, (year - _FIRST_YEAR) << 9 | month << 5 | day


def _in_limits(size: int) -> int:
    if size > _MOST_BYTES:
        raise BuildingError("the book is larger than 4 GiB", hint="leave out its pictures")
    return size
