"""The whole way, and the only module that knows two stages: read, join, build, write, convert."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError, Notice, noting
from fic2epub.options import Options
from fic2epub.placing import Place, beside_others, put, refuse_to_replace, stands_there, target_of
from fic2epub.readers import read_work
from fic2epub.sources import open_source
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from fic2epub.changes import Changed
    from fic2epub.gathering import bound, gather, join, joined, omnibus
    from fic2epub.images import Progress
    from fic2epub.model import B, Book, Html, Source, Work
    from fic2epub.painter import Painter
    from fic2epub.tally import Receipt, Tally

__all__ = [
    "Manner", "Place", "Published", "borne", "bound", "build", "changes", "content_of", "convert", "counted_book",
    "cover", "gather", "join", "joined", "omnibus", "overruled", "publish", "publish_work", "read", "receipt",
    "with_notices", "write",
]  # fmt: skip

_ANY = "generic"  # the device of most books, which wants nothing of its own
_OF_SEVERAL = ("Gathered", "bound", "gather", "join", "joined", "omnibus")
"""What `fic2epub.gathering` does."""


def __getattr__(name: str) -> object:
    """What is done with several sources, which is imported when it is asked for: most books are of one."""
    if name not in _OF_SEVERAL:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from fic2epub import gathering  # noqa: PLC0415 - only when asked for

    return getattr(gathering, name)


def read(source: str | Path | bytes | Source, options: Options | None = None) -> Work[Html]:
    """
    Read a work: from a path, from `-` (standard input), or from bytes.

    The tree's bodies are as their author's archive wrote them. Raises `SourceError`, `NotAWork` or `ReadingError`.
    """
    options = options or Options()
    return overruled(read_work(open_source(source), options), options)


def overruled(work: Work[B], options: Options) -> Work[B]:
    """The work with the title and language that the options give, and without notices on those."""
    given = {name: value for name in ("title", "language") if (value := getattr(options, name))}
    notices = tuple(notice for notice in work.notices if notice.where not in given)
    if "title" in given and work.metadata.own_title is None:
        given["own_title"] = work.metadata.title
    return replace(work, metadata=replace(work.metadata, **given), notices=notices)


def build(
    work: Work[Html],
    options: Options | None = None,
    painter: Painter | None = None,
    tally: Tally | None = None,
    progress: Progress | None = None,
) -> Book:
    """
    Make a book of a work: its markup normalized, its pages added, all in finished bytes.

    The work's trees are used up. A program that owns its process may have the cover drawn meanwhile by a painter; a
    tally of the work is shown what is done to it, and `progress` how many pictures are waited for, if the options ask
    for some from the network. Raises `NormalizingError`, `BuildingError`, or `OptionsError` when an extra is missing.
    """
    options = options or Options()
    if painter:
        _order(painter, work, options)
        from fic2epub import epub  # noqa: F401, PLC0415 - for who writes the book: now, while the cover is drawn

    from fic2epub.book import build_book  # noqa: PLC0415 - reading alone needs none of it
    from fic2epub.normalize import normalize_work  # noqa: PLC0415 - the same

    work = _pictured(work, options, progress)
    normalized = normalize_work(work, options, tally)
    return build_book(normalized, options, painter.fetch if painter else None)


def _order(painter: Painter, work: Work[Html], options: Options) -> None:
    """Have the cover begun, if it is to be drawn."""
    from fic2epub.pages.cover import is_drawn, jacket_of  # noqa: PLC0415 - reading alone needs none of it

    if is_drawn(options.cover):
        painter.order(jacket_of(work.metadata, options, len(work.parts)))


def _pictured(work: Work[Html], options: Options, progress: Progress | None = None) -> Work[Html]:
    """The work with pictures that e-readers show."""
    if options.images == "keep" and not work.assets and not any(part.assets for part in work.parts):
        return work
    from fic2epub.images import settle_pictures  # noqa: PLC0415 - most works have no pictures

    return settle_pictures(work, options, progress)


def receipt(
    work: Work[Html],
    options: Options | None = None,
    painter: Painter | None = None,
    progress: Progress | None = None,
) -> tuple[Book, Receipt]:
    """
    Make a book as `build` does, and count what became of the work: words, links, pictures, notes, breaks, styles.

    Raises as `build`.
    """
    from fic2epub.tally import Tally  # noqa: PLC0415 - only who wants a receipt counts

    options = options or Options()
    tally = Tally(work)
    book = build(work, options, painter, tally, progress)
    return book, tally.receipt(book, options.notes)


def changes(work: Work[Html], options: Options | None = None) -> tuple[tuple[Changed, ...], tuple[Notice, ...]]:
    """
    What each step of normalizing does to a work, before and after, and all notices up to there.

    The work's trees are used up, and no book is made.
    """
    from fic2epub.changes import Recorder  # noqa: PLC0415 - only who wants to see it
    from fic2epub.normalize import normalize_work  # noqa: PLC0415 - reading alone needs none of it

    recorder = Recorder()
    options = options or Options()
    normalized = normalize_work(_pictured(work, options), options, recorder)
    return recorder.changes(), normalized.notices


def cover(work: Work[Html], options: Options | None = None, form: str = "jpeg") -> tuple[bytes, tuple[Notice, ...]]:
    """
    The cover of a work's book, alone: a JPEG, or a PNG if `form` is `png`; and what there is to notice about it.

    The work's trees are used up only when its author's picture is asked for. Raises as `build`.
    """
    from fic2epub.book.facts import overruled  # noqa: PLC0415 - brings what binds
    from fic2epub.pages.cover import as_png, cover_of, jacket_of  # noqa: PLC0415 - reading alone needs none of it

    options = options or Options()
    notices: list[Notice] = []
    pictures = build(work, replace(options, cover="none")).assets if options.cover == "author" else ()
    jacket = jacket_of(overruled(work.metadata, options), options, len(work.parts))
    picture = cover_of(jacket, options.cover, pictures, noting(notices))
    return as_png(picture) if form == "png" else picture, tuple(notices)


def content_of(book: Book) -> bytes:
    """The book's file: an EPUB, or what else its device takes (`fic2epub.targets`)."""
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - brings ebooklib

    content = epub_bytes(book)
    if book.device == _ANY:
        return content
    from fic2epub.targets import DEVICES, container  # noqa: PLC0415 - most books are for any reader

    return container(content, DEVICES[book.device])


def borne(path: Path, book: Book) -> Path:
    """The path with a name that the book's device bears, for one that we gave."""
    if book.device == _ANY:
        return path
    from fic2epub.targets import DEVICES, bearable  # noqa: PLC0415 - as above

    return path.with_name(bearable(path.name, DEVICES[book.device]))


def with_notices(book: Book, path: Path) -> Book:
    """The book, with what its device makes of the file that was written."""
    if book.device == _ANY:
        return book
    from fic2epub.targets import DEVICES, notices_of  # noqa: PLC0415 - as above

    return replace(book, notices=(*book.notices, *notices_of(path.name, path.stat().st_size, DEVICES[book.device])))


def write(book: Book, target: str | Path, *, force: bool = False) -> Path:
    """
    Write the book to a file, and return its path.

    It is written beside its place, synced and renamed: whatever happens, what stands there is whole. An older
    edition of the same work gives way; any other file only if `force`. Raises `WritingError`.
    """
    path = Path(target)
    content = content_of(book)
    if not stands_there(path, content, lambda: None if force else refuse_to_replace(path, book)):
        put(path, content)
    return path


def convert(
    source: str | Path | bytes | Source,
    target: str | Path | None = None,
    options: Options | None = None,
    *,
    force: bool = False,
) -> Path:
    """
    Read, build and write in one go, and return the path of the book.

    `target` is a file, or a folder in which the book is named by `options.template`; without one the book stands
    beside its source, or in the current folder when that has no place.
    """
    return publish(source, target, options or Options(), Manner(force=force)).path


class Manner(NamedTuple):
    """How a book is published."""

    force: bool = False
    """Whether it overwrites what stands in its place."""
    painter: Painter | None = None
    """Who draws the cover, if it is not drawn here."""
    counted: bool = False
    """Whether a receipt is wanted."""
    progress: Progress | None = None
    """What shows how many pictures are waited for."""


class Published(NamedTuple):
    """A book that was written."""

    path: Path
    book: Book
    receipt: Receipt | None


def publish(
    source: str | Path | bytes | Source, target: str | Path | None, options: Options, manner: Manner
) -> Published:
    """As `convert`, and tells what was made."""
    opened = open_source(source)
    work = read(opened, options)
    return publish_work(work, Place(opened.name, opened.folder), target, options, manner)


def publish_work(
    work: Work[Html], place: Place, target: str | Path | None, options: Options, manner: Manner
) -> Published:
    """As `publish`, for a work that is read already: its trees are used up."""
    try:
        path, named_by_us = target_of(work.metadata, place.folder, target, options)
        book, counted = counted_book(work, options, manner)
        if named_by_us:
            path = beside_others(borne(path, book), book)
        path = write(book, path, force=manner.force)
        return Published(path, with_notices(book, path), counted)
    except Fic2EpubError as error:
        error.where = error.where or place.name
        raise


def counted_book(work: Work[Html], options: Options, manner: Manner) -> tuple[Book, Receipt | None]:
    """The book of a work, and its receipt if one is wanted."""
    if manner.counted:
        return receipt(work, options, manner.painter, manner.progress)
    return build(work, options, manner.painter, progress=manner.progress), None
