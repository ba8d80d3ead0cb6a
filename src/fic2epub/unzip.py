"""Archives that come in without harm: nothing of them is written anywhere, and nothing in them is believed.

A zip file can name places outside itself, say less than it holds, hold a thousand times what it weighs, or have many
names for the same bytes (D. Fifield, A better zip bomb, WOOT 2019). All of that is refused here, by what is really
there; the standard library's `zipfile` reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import IO, TYPE_CHECKING

from fic2epub.days import day_packed
from fic2epub.errors import ReadingError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from zipfile import ZipFile, ZipInfo

__all__ = ["Archived", "Bounds", "looks_packed", "open_archive"]

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06")
"""A file's header; the end, where there is no file; the same with 64-bit sizes (APPNOTE.TXT 4.3)."""
_LARGEST_DIRECTORY = 16 << 20
"""Bytes of the list of files: past that it is not even looked at."""
_LOCAL_HEADER = 30
"""Bytes of a file's header without its name (APPNOTE.TXT 4.3.7)."""
_LOCKED = 0x1
_STORED, _DEFLATED = 0, 8
_KIND, _LINK = 0o170000, 0o120000
"""Unix's kinds of files, in the upper half of the external attributes."""
_PIECE = 1 << 20
"""Bytes that are inflated at a time."""
_DRIVE = re.compile(r"[A-Za-z]:")
_AGAIN = "download or pack it again"


class Bounds:
    """How much an archive may hold; each is far beyond any work, and far from filling a machine."""

    entries = 20_000
    single = 256 << 20
    """Bytes of one file."""
    total = 768 << 20
    """Bytes of all that is read."""
    harmless = 16 << 20
    """Bytes that a file may have whatever it is packed to."""
    ratio = 200
    """How many times what it is packed to a larger file may have; prose shrinks to a third, deflate's limit is 1032."""


class Archived(Mapping[str, bytes]):
    """
    The files of an archive by name, without folders; each is inflated when it is asked for, and not kept.

    Asking raises `SourceError` for what is too large or locked, `ReadingError` for what is damaged.
    """

    def __init__(self, archive: ZipFile, entries: dict[str, ZipInfo]) -> None:
        self._archive = archive
        self._entries = entries
        self._sizes: dict[str, int] = {}
        self._total = 0

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in the archive's order."""
        return tuple(self._entries)

    def __getitem__(self, name: str) -> bytes:
        """The file's bytes; `KeyError` when there is none of this name."""
        entry = self._entries[name]
        self._check(entry, name)
        with _as_ours(name), self._archive.open(entry) as file:
            content = self._inflated(file, entry, name)
        if len(content) != entry.file_size:
            raise ReadingError("a file in the archive is not as long as it says", where=name, hint=_AGAIN)
        return content

    def __iter__(self) -> Iterator[str]:
        """The names, in the archive's order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a file; nothing is inflated for it."""
        return name in self._entries

    def size_of(self, name: str) -> int:
        """The size that the archive tells of a file, true or not."""
        return self._entries[name].file_size

    def saved(self, name: str) -> date | None:
        """The day that the archive tells of a file."""
        return day_packed(*self._entries[name].date_time[:3])

    def moment(self, name: str) -> str:
        """The moment that the archive tells of a file, without a zone: `YYYY-MM-DDThh:mm:ssZ`."""
        year, month, day, hour, minute, second = self._entries[name].date_time
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"

    def _check(self, entry: ZipInfo, name: str) -> None:
        """Refuse by what the archive itself says."""
        if entry.flag_bits & _LOCKED:
            raise SourceError("a file in the archive is locked with a password", where=name, hint="unpack it first")
        if entry.compress_type not in {_STORED, _DEFLATED}:
            said = f"a file in the archive is packed in a way that is not read here (method {entry.compress_type})"
            raise SourceError(said, where=name, hint="unpack it, and give the files")
        if entry.file_size > Bounds.single:
            raise SourceError(f"a file in the archive is larger than {Bounds.single >> 20} MiB", where=name)

    def _inflated(self, file: IO[bytes], entry: ZipInfo, name: str) -> bytes:
        """The content, piece by piece, so that no more is ever held than may be."""
        limit = min(Bounds.single, max(Bounds.harmless, entry.compress_size * Bounds.ratio))
        others = self._total - self._sizes.get(name, 0)
        pieces: list[bytes] = []
        size = 0
        while piece := file.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise SourceError("a file in the archive holds far more than it weighs: a zip bomb", where=name)
            if others + size > Bounds.total:
                raise SourceError(f"the archive holds more than {Bounds.total >> 20} MiB", where=name)
        self._sizes[name] = size
        self._total = others + size
        return b"".join(pieces)


def looks_packed(content: bytes) -> bool:
    """Whether these bytes, or the first of them, begin a zip file."""
    return content.startswith(_STARTS)


def open_archive(content: bytes) -> Archived:
    """
    The files of a zip archive by name; folders are left out.

    Raises `ReadingError` when the archive is damaged or cut off, `SourceError` when it is not to be trusted: names
    that lead out of it, links, two files of one name or in one place, more files than any work or shelf has.
    """
    from zipfile import ZipFile  # noqa: PLC0415 - takes as long as parsing a short work, and most sources are no archive

    with _as_ours(""):
        archive = ZipFile(_Wary(content))
    listed = archive.infolist()
    if len(listed) > Bounds.entries:
        raise SourceError(f"the archive has more than {Bounds.entries:,} files")
    entries: dict[str, ZipInfo] = {}
    for entry in listed:
        name = _safe_name(entry)
        if not name:
            continue
        if name in entries:
            raise SourceError("two files in the archive have the same name", where=name)
        entries[name] = entry
    _refuse_overlaps(listed, len(content))
    return Archived(archive, entries)


class _Wary(BytesIO):
    """An archive whose list of files is not read when it is endless, whatever it says of itself."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As in any file; `zipfile` asks for the whole list at once, and for nothing else that is as large."""
        if size is not None and size > _LARGEST_DIRECTORY:
            raise SourceError("the archive's list of files is too long")
        return super().read(size)


class _as_ours:  # noqa: N801 - read as a word of the `with` statement
    """Turns what `zipfile` and zlib raise over damaged bytes into one of our errors."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Raise ours in place of theirs."""
        if error is None or isinstance(error, (ReadingError, SourceError)):
            return
        if isinstance(error, NotImplementedError):  # patched data, parts on several disks, strong encryption
            raise SourceError(f"the archive is of a kind that is not read here: {error}", where=self._where) from error
        from struct import error as StructError  # noqa: N812, PLC0415 - loaded with zipfile; named like a class
        from zipfile import BadZipFile  # noqa: PLC0415 - loaded already
        from zlib import error as ZlibError  # noqa: N812, PLC0415 - the same

        damage = (BadZipFile, EOFError, IndexError, OSError, OverflowError, RuntimeError, StructError, ValueError)
        if isinstance(error, (*damage, ZlibError)):
            said = "the archive is damaged or cut off"
            raise ReadingError(said, where=self._where, hint=_AGAIN) from error


def _safe_name(entry: ZipInfo) -> str:
    """The name, `/` between its parts, empty for a folder; raises `SourceError` when it leads out of the archive."""
    name = _spelled(entry)
    path = name.replace("\\", "/")  # as some tools of Windows part folders
    if "\0" in path or path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        raise SourceError("the archive names a place outside itself", where=repr(name)[:200])
    if entry.external_attr >> 16 & _KIND == _LINK:
        raise SourceError("the archive holds a link in place of a file", where=name)
    return "" if path.endswith("/") else "/".join(part for part in path.split("/") if part not in {"", "."})


def _spelled(entry: ZipInfo) -> str:
    """The name as it was meant: tools that write UTF-8 without saying so are many, code page 437 is rare."""
    name = entry.orig_filename
    if entry.flag_bits & 0x800 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def _refuse_overlaps(entries: list[ZipInfo], end: int) -> None:
    """Raise when two files share bytes, or when one goes past the end."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset + _LOCAL_HEADER + entry.compress_size for entry in ordered]
    starts = [*(entry.header_offset for entry in ordered), end][1:]
    for entry, entry_end, next_start in zip(ordered, ends, starts, strict=True):
        if entry.header_offset < 0 or entry_end > end:
            raise ReadingError("the archive is damaged or cut off", where=entry.filename, hint=_AGAIN)
        if entry_end > next_start:
            raise SourceError("files in the archive lie over each other: a zip bomb", where=entry.filename)
