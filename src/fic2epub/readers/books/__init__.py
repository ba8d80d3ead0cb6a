"""EPUBs as sources: the archive's own of every year, FanFicFare's, and ours.

Each kind is turned back into what it was made of, and read as that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.days import day_written
from fic2epub.errors import Fic2EpubError, NotAWork
from fic2epub.unzip import looks_packed, open_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.errors import Note
    from fic2epub.model import Html, Source, Work
    from fic2epub.options import Options
    from fic2epub.readers.books.package import Package

    Kind = Callable[[Package, Source, Options, Note], Work[Html] | None]

__all__ = ["own_package", "read_epub"]

_CONTAINER = "META-INF/container.xml"
_KOBO = b"koboSpan"
"""In every document of a KEPUB."""


def read_epub(source: Source, options: Options, note: Note) -> Work[Html] | None:
    """
    Read an EPUB; None when the source is none.

    Raises `NotAWork` for an EPUB of anything else, `SourceError` for one that is locked or a trap, `ReadingError`
    for one that is damaged.
    """
    if not looks_packed(source.data):
        return None
    try:
        return _read(source, options, note)
    except Fic2EpubError as error:
        if error.where != source.name:  # a file of the archive
            error.where = f"{source.name}: {error.where}" if error.where else source.name
        raise


def _read(source: Source, options: Options, note: Note) -> Work[Html] | None:
    from fic2epub.containers import looks_like_epub  # noqa: PLC0415 - for EPUBs alone
    from fic2epub.readers.books.package import open_package  # noqa: PLC0415 - the same

    files = open_archive(source.data)
    if not looks_like_epub(files):
        return None
    package = open_package(files, note)
    for kind in _kinds():
        work = kind(package, source, options, note)
        if work is not None:
            return _with_pictures(_dated(work, package), package, note)
    raise NotAWork(
        "this is an EPUB, but not of a work from the archive, of FanFicFare or of fic2epub",
        hint="open the work on the archive, choose Download, then HTML or EPUB, and give that file",
    )


def own_package(source: Source) -> Package:
    """The package of a book of ours; raises `NotAWork` for anything else, a KEPUB of it too, and as `read_epub`."""
    from fic2epub.readers.books.own import is_own  # noqa: PLC0415 - for EPUBs alone
    from fic2epub.readers.books.package import open_package  # noqa: PLC0415 - the same

    hint = "fic2epub convert makes a book of a work; what it made can be restyled"
    if looks_packed(source.data):
        files = open_archive(source.data)
        package = open_package(files, lambda *_: None) if _CONTAINER in files else None
        if package is not None and is_own(package):
            if any(_KOBO in package.files[name] for name in package.documents):
                said = "fic2epub kepub --undo makes the book of it that it was: that can be restyled"
                raise NotAWork("this is a KEPUB", where=source.name, hint=said)
            return package
    raise NotAWork("this is no book that fic2epub made", where=source.name, hint=hint)


def _kinds() -> tuple[Kind, ...]:
    """What is known of EPUBs, the surest signs first."""
    from fic2epub.readers.books.downloads import read_calibre, read_handmade  # noqa: PLC0415 - for EPUBs alone
    from fic2epub.readers.books.fanficfare import read_fanficfare  # noqa: PLC0415 - the same
    from fic2epub.readers.books.own import read_own  # noqa: PLC0415 - the same

    return (read_own, read_fanficfare, read_handmade, read_calibre)


def _dated(work: Work[Html], package: Package) -> Work[Html]:
    """The work with the day that the package tells; a book of ours tells from which files it was made, too."""
    day = day_written(package.first("date")) or day_written(package.first("dcterms:modified"))
    if work.origin is None:
        return work
    ours = work.origin.made_by == "fic2epub" and not work.metadata.source_url
    files = [name for name in package.metadata.get("source", ()) if "://" not in name] if ours else []
    origin = work.origin._replace(files=tuple(files), saved=day)
    return replace(work, origin=origin, parts=tuple(_dated(part, package) for part in work.parts))


def _with_pictures(work: Work[Html], package: Package, note: Note) -> Work[Html]:
    from fic2epub.readers.pictures import keep_pictures  # noqa: PLC0415 - for works that bring pictures along

    def find(name: str) -> bytes | None:
        try:
            return package.files.get(name)
        except Fic2EpubError:  # damaged: as good as gone, which `keep_pictures` says
            return None

    return keep_pictures(work, find, note)
