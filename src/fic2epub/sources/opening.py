"""The bytes of one source: read once, bounded, and refused before anything is parsed when they cannot be a work's."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from stat import S_ISREG
from typing import IO, TYPE_CHECKING

from fic2epub.days import day_of_time
from fic2epub.errors import SourceError
from fic2epub.model import Source
from fic2epub.sources.kinds import is_packed, refuse_kind

if TYPE_CHECKING:
    from datetime import date

__all__ = ["LARGEST", "open_source", "read_file"]

LARGEST = 256 * 1024 * 1024
"""Bytes. The longest works of the archive are under 60 MB as HTML; libxml2 wants about five times the file."""

_STANDARD_INPUT = "-"


def open_source(source: str | Path | bytes | Source) -> Source:
    """
    Find the bytes: of a path, of `-` (standard input), or given outright; told by content, never by name.

    A zip archive is taken when it is an EPUB, or when there is one save in it, which is then the source. Raises
    `SourceError` (missing, a folder, empty, too large, not to be read, several saves in a zip), `NotAWork` (what
    cannot be a work) or `ReadingError` (a damaged archive).
    """
    if isinstance(source, Source):
        opened = source
    elif isinstance(source, bytes):
        opened = Source(data=source, name="(bytes)")
    elif str(source) == _STANDARD_INPUT:
        opened = Source(data=_read(sys.stdin.buffer, "standard input"), name=_STANDARD_INPUT)
    else:
        opened = read_file(Path(source))
    _check(opened)
    if is_packed(opened.data):
        from fic2epub.sources.archives import only_save  # noqa: PLC0415 - most sources are no archive

        return only_save(opened)
    return opened


def read_file(path: Path) -> Source:
    """The bytes of a file as they are; raises `SourceError`, and `NotAWork` for what begins as no source does."""
    try:
        with path.open("rb") as file:
            return Source(data=_read(file, str(path)), name=path.name, folder=path.parent, saved=_day_of(file))
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path)) from None
    except IsADirectoryError:
        hint = "name the files in it: fic2epub FOLDER/*.html"
        raise SourceError("this is a folder", where=str(path), hint=hint) from None
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        if os.path.isdir(path):  # noqa: PTH112 - never raises; Windows answers "permission denied"
            raise SourceError("this is a folder", where=str(path)) from None
        said = getattr(error, "strerror", None) or error
        raise SourceError(f"cannot be read: {said}", where=str(path)) from error


def _day_of(file: IO[bytes]) -> date | None:
    """The day on which it was last written; a pipe is written now, which tells nothing."""
    status = os.fstat(file.fileno())
    return day_of_time(status.st_mtime) if S_ISREG(status.st_mode) else None


def _read(file: IO[bytes], where: str) -> bytes:
    """All of it, but no more than is wanted, and nothing more of what begins as no text does."""
    start = file.read(4096)
    refuse_kind(start, where)
    data = start + file.read(LARGEST)
    _refuse_large(data, where)
    return data


def _refuse_large(data: bytes, where: str) -> None:
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST >> 20} MiB, which no work is", where=where)


def _check(source: Source) -> None:
    if not source.data or source.data.isspace():
        raise SourceError("the file is empty", where=source.name, hint="download the work again")
    _refuse_large(source.data, source.name)
    refuse_kind(source.data[:4096], source.name)
