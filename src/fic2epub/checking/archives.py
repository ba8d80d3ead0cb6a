"""What the archive around a book does to readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.checking.findings import found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.checking.findings import Finding
    from fic2epub.checking.opening import Opened

__all__ = ["CHECKS", "IS_LEFT_BEHIND", "IS_PLAIN", "begins_rightly"]

_MIMETYPE = b"application/epub+zip"
_HEADER = 30
"""Bytes of a file's header before its name (APPNOTE.TXT 4.3.7)."""
IS_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
"""Names that all readers bear."""
IS_LEFT_BEHIND = re.compile(
    r"(?i)META-INF/calibre_bookmarks\.txt|(?:.*/)?(?:iTunesMetadata(?:-original)?\.plist|iTunesArtwork(?:\.plist)?"
    r"|\.DS_Store|thumbs\.db|desktop\.ini)|(?:.*/)?__MACOSX/.*"
)
_BY_MAIL, _GIGABYTE = 50_000_000, 1 << 30


def begins_rightly(content: bytes) -> bool:
    """Whether the first file is `mimetype`, stored, with nothing between its name and its content."""
    packed = int.from_bytes(content[8:10], "little")
    lengths = int.from_bytes(content[26:28], "little"), int.from_bytes(content[28:30], "little")
    size = int.from_bytes(content[22:26], "little")
    told = content[_HEADER : _HEADER + 8 + len(_MIMETYPE)] == b"mimetype" + _MIMETYPE
    streamed = int.from_bytes(content[6:8], "little") & 8  # its size stands behind it
    return told and packed == 0 and lengths == (8, 0) and (size == len(_MIMETYPE) or bool(streamed))


def _mimetype(book: Opened) -> Iterator[Finding]:
    if not begins_rightly(book.content):
        yield found("K001", "mimetype")


def _names(book: Opened) -> Iterator[Finding]:
    for name in book.files:
        if not IS_PLAIN.fullmatch(name):
            yield found("K003", name)


def _alike(book: Opened) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in book.files:
        if name.casefold() in seen:
            yield found("K004", name)
        seen.add(name.casefold())


def _left_behind(book: Opened) -> Iterator[Finding]:
    for name in book.files:
        if IS_LEFT_BEHIND.fullmatch(name):
            yield found("K006", name)


def _sizes(book: Opened) -> Iterator[Finding]:
    size = len(book.content)
    if size > _BY_MAIL:
        yield found("K007", "", f"{size / 1_000_000:.0f} MB")
    if size > _GIGABYTE:
        yield found("K008", "", f"{size / _GIGABYTE:.1f} GB")


CHECKS: tuple[Callable[[Opened], Iterator[Finding]], ...] = (_mimetype, _names, _alike, _left_behind, _sizes)
