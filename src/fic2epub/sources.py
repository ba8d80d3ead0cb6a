"""Path, bytes, standard input → `Source`. Nothing is parsed here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from fic2epub.errors import NotAWork, SourceError
from fic2epub.model import Source

__all__ = ["LARGEST", "open_source"]

LARGEST = 256 * 1024 * 1024
"""Bytes. The longest works of the archive are under 60 MB as HTML; libxml2 wants about five times the file."""

_STANDARD_INPUT = "-"
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1b")
"""What text holds none of; one byte in twenty is past what old imports left in works."""

_CHOOSE_HTML = "choose HTML among the archive's downloads"
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "an EPUB or another zip archive", _CHOOSE_HTML),
    (b"%PDF-", "a PDF", _CHOOSE_HTML),
    (b"TPZ", "a Kindle book", _CHOOSE_HTML),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x7fELF", "a program", ""),
    (b"bplist00", "a Safari web archive", "save the page as HTML, or download the work as HTML"),
)
"""First bytes, what such a file is, what to do."""


def open_source(source: str | Path | bytes | Source) -> Source:
    """
    Find the bytes: of a path, of `-` (standard input), or given outright.

    Raises `SourceError` (missing, a folder, empty, too large, not to be read) or `NotAWork` (binary).
    """
    if isinstance(source, Source):
        opened = source
    elif isinstance(source, bytes):
        opened = Source(data=source, name="(bytes)")
    elif str(source) == _STANDARD_INPUT:
        opened = Source(data=_read(sys.stdin.buffer, "standard input"), name=_STANDARD_INPUT)
    else:
        opened = _open_file(Path(source))
    _check(opened)
    return opened


def _open_file(path: Path) -> Source:
    try:
        with path.open("rb") as file:
            return Source(data=_read(file, str(path)), name=path.name, folder=path.parent)
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path)) from None
    except IsADirectoryError:
        hint = "name the files in it: fic2epub FOLDER/*.html"
        raise SourceError("this is a folder", where=str(path), hint=hint) from None
    except OSError as error:
        if os.path.isdir(path):  # noqa: PTH112 - never raises; Windows answers "permission denied"
            raise SourceError("this is a folder", where=str(path)) from None
        raise SourceError(f"cannot be read: {error.strerror or error}", where=str(path)) from error


def _read(file: IO[bytes], where: str) -> bytes:
    """All of it, but no more than is wanted, and nothing more of what begins as no text does."""
    start = file.read(4096)
    _refuse_binary(start, where)
    data = start + file.read(LARGEST)
    _refuse_large(data, where)
    return data


def _refuse_large(data: bytes, where: str) -> None:
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST >> 20} MiB, which no work is", where=where)


def _refuse_binary(start: bytes, where: str) -> None:
    for magic, kind, hint in _KINDS:
        if start.startswith(magic):
            raise NotAWork(f"this is {kind}, not an HTML download", where=where, hint=hint)
    if start[60:68] == b"BOOKMOBI":
        raise NotAWork("this is a Kindle book, not an HTML download", where=where, hint=_CHOOSE_HTML)
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls * 20 > len(start) and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAWork("this is a binary file, not an HTML download", where=where)


def _check(source: Source) -> None:
    if not source.data.strip():
        raise SourceError("the file is empty", where=source.name, hint="download the work again")
    _refuse_large(source.data, source.name)
    _refuse_binary(source.data[:4096], source.name)
