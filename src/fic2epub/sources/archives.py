"""Zip archives as sources: an EPUB is one source, any other archive is a folder of saves."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError, NotAWork, SourceError
from fic2epub.model import Source
from fic2epub.sources.companions import saves_among
from fic2epub.sources.kinds import CHOOSE, is_packed, refuse_kind
from fic2epub.unzip import open_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fic2epub.unzip import Archived

__all__ = ["is_epub", "only_save", "saves_in"]

_EPUB = b"application/epub+zip"
_OFFICE = ("word/document.xml", "[Content_Types].xml", "content.xml", "Index/Document.iwa")
"""What is in the zips of Word, of Office in general, of OpenDocument and of Pages."""


def only_save(packed: Source) -> Source:
    """
    The source itself if it is an EPUB, else the one save in it.

    Raises `NotAWork` when there is none, `SourceError` when there are several, or when the archive is not to be
    trusted, and `ReadingError` when it is damaged.
    """
    if is_epub(packed.data, packed.name):
        return packed
    saves = saves_in(packed)
    if len(saves) > 1:
        raise SourceError(
            f"there are {len(saves)} files in this archive",
            where=packed.name,
            hint="unpack it, or go through it with fic2epub.sources.find_sources",
        )
    return saves[0][1]()


def is_epub(data: bytes, where: str) -> bool:
    """Whether an archive is an EPUB, or tries to be; raises `ReadingError` and `SourceError` as `open_archive`."""
    if data[30:38] == b"mimetype" and _EPUB in data[38:128]:  # EPUB 3.3, section 4.2.6.3.1
        return True
    archive = _opened(data, where)
    if "META-INF/container.xml" in archive or any(name.lower().endswith(".opf") for name in archive):
        return True
    return "mimetype" in archive and archive.size_of("mimetype") < len(_EPUB) * 4 and _EPUB in archive["mimetype"]


def saves_in(packed: Source) -> list[tuple[str, Callable[[], Source]]]:
    """
    Name (`saves.zip/page.html`) and opener of each file in the archive that may be a work, in natural order.

    Raises `NotAWork` when there is none, and as `open_archive`. The openers raise `SourceError`, `NotAWork` and
    `ReadingError`.
    """
    archive = _opened(packed.data, packed.name)
    if any(name in archive for name in _OFFICE):
        raise NotAWork("this is a document of an office program, not a work", where=packed.name, hint=CHOOSE)
    names = saves_among(archive.names)
    if not names:
        raise NotAWork("there is nothing in this archive that could be a work", where=packed.name, hint=CHOOSE)
    opener = partial(_open_member, archive, packed.name, packed.folder)
    return [(f"{packed.name}/{name}", partial(opener, name)) for name in names]


def _opened(data: bytes, where: str) -> Archived:
    try:
        return open_archive(data)
    except Fic2EpubError as error:
        error.where = f"{where}/{error.where}" if error.where else where
        raise


def _open_member(archive: Archived, archive_name: str, folder: Path | None, name: str) -> Source:
    """One file of the archive, and with it those that it may show."""
    where = f"{archive_name}/{name}"
    try:
        data = archive[name]
    except Fic2EpubError as error:
        error.where = where
        raise
    if not data or data.isspace():
        raise SourceError("the file is empty", where=where)
    if is_packed(data) and not is_epub(data, where):
        raise NotAWork("this is an archive within an archive", where=where, hint="unpack the outer one first")
    refuse_kind(data[:4096], where)
    beside = _Beside(archive, posixpath.dirname(name))
    return Source(data=data, name=where, folder=folder, files=beside, saved=archive.saved(name))


class _Beside(Mapping[str, bytes]):
    """The files of an archive by their address from one of its folders; `..` leads no further than its root."""

    def __init__(self, archive: Archived, folder: str) -> None:
        self._archive = archive
        self._folder = folder

    def _name(self, address: object) -> str:
        return posixpath.normpath(posixpath.join(self._folder, str(address)))

    def __getitem__(self, address: str) -> bytes:
        """The file's bytes; raises as the archive does."""
        return self._archive[self._name(address)]

    def __contains__(self, address: object) -> bool:
        """Whether there is such a file; nothing is inflated for it."""
        return self._name(address) in self._archive

    def __iter__(self) -> Iterator[str]:
        """The address of every file of the archive."""
        return (posixpath.relpath(name, self._folder or ".") for name in self._archive)

    def __len__(self) -> int:
        return len(self._archive)
