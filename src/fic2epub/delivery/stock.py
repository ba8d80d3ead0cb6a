"""The books that lie on a drive: what work each is, and which edition. Only package documents are read."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.containers import packages_said, xml_of
from fic2epub.errors import Fic2EpubError
from fic2epub.unzip import Archived

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from zipfile import ZipFile

__all__ = ["PART", "Stock", "Stocked", "edition_in", "stock_of"]

PART = re.compile(r"\.fic2epub-(\d+)\.part")
"""Names of files that are being written: the number is the process that writes."""
_BOOK = ".epub"
_OURS = "EPUB/package.opf"
_NEVER = frozenset(("system volume information", "$recycle.bin", "lost+found", "android"))
"""Folders of systems, where nobody keeps books."""
_DEEPEST = 12
"""Folders within folders; no shelf has as many, and a file system that is broken may have no end."""
_CHAPTER = re.compile(r"(?:.*/)?text/(?:part-[^/]*-)?chapter-\d+x*\.xhtml")
"""The file of a chapter in a book of ours, and not of a further part of it."""


class Stocked(NamedTuple):
    """A book, by what its package document says."""

    path: Path
    """Where it lies; `.` for one that lies nowhere yet."""
    identifier: str
    modified: str
    """`YYYY-MM-DDThh:mm:ssZ`, which sorts as text; empty when it does not say, as EPUB 2 does not."""
    chapters: int
    """Of a book of ours; 0 of others."""

    @property
    def kepub(self) -> bool:
        """Whether its name says that Kobo's own renderer shows it."""
        return self.path.name.lower().endswith((".kepub.epub", ".kepub"))


class Stock(NamedTuple):
    """What lies on a drive."""

    books: dict[str, tuple[Stocked, ...]]
    """Identifier → books of it, in the order of their paths."""
    parts: tuple[Path, ...]
    """Files that somebody began to write."""
    unread: int
    """How many files are called books, and cannot be read as such."""


def stock_of(folder: Path, *, whole: bool) -> Stock:
    """All books in a folder, and if `whole` in its folders: not in hidden ones, and not behind links."""
    books: dict[str, tuple[Stocked, ...]] = {}
    parts: list[Path] = []
    unread = 0
    for path in _files(folder, _DEEPEST if whole else 0):
        if PART.fullmatch(path.name):
            parts.append(path)
            continue
        book = _edition_at(path)
        if book is None:
            unread += 1
        else:
            books[book.identifier] = (*books.get(book.identifier, ()), book)
    return Stock(books, tuple(parts), unread)


def edition_in(content: bytes) -> Stocked | None:
    """What the bytes of a book say of it; None when they say no identifier, or are no book."""
    return _read(BytesIO(content), Path())


def _files(folder: Path, deep: int) -> Iterator[Path]:
    """Books and begun files, in the order of their names; what cannot be looked into is passed over."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in listed:
        name = entry.name.lower()
        if entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            if deep and not name.startswith(".") and not name.endswith(".sdr") and name not in _NEVER:
                yield from _files(Path(entry.path), deep - 1)
        elif _is_wanted(name) and entry.is_file(follow_symlinks=False):  # who opens a pipe may wait for ever
            yield Path(entry.path)


def _is_wanted(name: str) -> bool:
    """Whether a name, in small letters, is that of a book or of a begun file."""
    return PART.fullmatch(name) is not None or (name.endswith((_BOOK, ".kepub")) and not name.startswith("._"))


def _edition_at(path: Path) -> Stocked | None:
    try:
        with path.open("rb") as file:
            return _read(file, path)
    except OSError:
        return None


def _read(file: IO[bytes], path: Path) -> Stocked | None:
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - loaded where a book is looked into

    try:
        with ZipFile(file) as archive:
            return _told(archive, path)
    except (Fic2EpubError, OSError, KeyError, BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None


def _told(archive: ZipFile, path: Path) -> Stocked | None:
    """What the package document says: of ours at once, of others where the container says that it is."""
    files = Archived(archive, {entry.filename: entry for entry in archive.infolist()})
    name = _OURS if _OURS in files else next((said for said in packages_said(files) if said in files), "")
    if not name:
        return None
    package = xml_of(files, name)
    elements = list(package.iter("{*}identifier"))
    own = [element for element in elements if element.get("id") == package.get("unique-identifier")] or elements
    identifier = (own[0].text or "").strip() if own else ""
    if not identifier:
        return None
    metas = (meta for meta in package.iter("{*}meta") if meta.get("property") == "dcterms:modified")
    modified = (next((meta.text or "" for meta in metas), "")).strip()
    hrefs = (entry.get("href", "") for entry in package.iter("{*}item")) if name == _OURS else ()
    return Stocked(path, identifier, modified, sum(_CHAPTER.fullmatch(href) is not None for href in hrefs))
