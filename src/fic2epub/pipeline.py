"""The whole way, and the only module that knows two stages: read, build, write, convert."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError, WritingError
from fic2epub.naming import file_name
from fic2epub.options import Options
from fic2epub.readers import read_work
from fic2epub.sources import open_source

if TYPE_CHECKING:
    from fic2epub.errors import Notice
    from fic2epub.model import Book, Html, Metadata, Source, Work
    from fic2epub.painter import Painter

__all__ = ["build", "convert", "publish", "read", "write"]


def read(source: str | Path | bytes | Source, options: Options | None = None) -> Work[Html]:
    """
    Read a work: from a path, from `-` (standard input), or from bytes.

    The tree's bodies are as their author's archive wrote them. Raises `SourceError`, `NotAWork` or `ReadingError`.
    """
    options = options or Options()
    work = read_work(open_source(source), options)
    overruled = {name: value for name in ("title", "language") if (value := getattr(options, name))}
    return replace(work, metadata=replace(work.metadata, **overruled), notices=_still_true(work, overruled))


def _still_true(work: Work[Html], overruled: dict[str, str]) -> tuple[Notice, ...]:
    """The notices, without those on facts that the options give."""
    return tuple(notice for notice in work.notices if notice.where not in overruled)


def build(work: Work[Html], options: Options | None = None, painter: Painter | None = None) -> Book:
    """
    Make a book of a work: its markup normalized, its pages added, all in finished bytes.

    The work's trees are used up. A program that owns its process may have the cover drawn meanwhile by a painter.
    Raises `NormalizingError` or `BuildingError`.
    """
    options = options or Options()
    if painter and options.cover:
        painter.order(work.metadata)
        from fic2epub import epub  # noqa: F401, PLC0415 - for who writes the book: now, while the cover is drawn

    from fic2epub.book import build_book  # noqa: PLC0415 - reading alone needs none of it
    from fic2epub.normalize import normalize_work  # noqa: PLC0415 - the same

    return build_book(normalize_work(work, options), options, painter.fetch if painter else None)


def write(book: Book, target: str | Path, *, force: bool = False) -> Path:
    """
    Write the book to a file, and return its path.

    It is written beside its place, synced and renamed: whatever happens, what stands there is whole. An older
    edition of the same work gives way; any other file only if `force`. Raises `WritingError`.
    """
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - brings ebooklib

    path = Path(target)
    content = epub_bytes(book)
    if path.exists():
        if not path.is_file():  # nor /dev/null, which a rename would put an end to
            raise WritingError(f"this is {'a folder' if path.is_dir() else 'no file'}", where=str(path))
        if _is(path, content):
            return path
        if not force:
            _refuse_to_replace(path, book)
    _put(path, content)
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
    path, _ = publish(source, target, options or Options(), force=force)
    return path


def publish(
    source: str | Path | bytes | Source,
    target: str | Path | None,
    options: Options,
    *,
    force: bool = False,
    painter: Painter | None = None,
) -> tuple[Path, tuple[Notice, ...]]:
    """As `convert`, and tells what there is to notice; the cover is drawn by the painter, if there is one."""
    opened = open_source(source)
    work = read(opened, options)
    try:
        path, named_by_us = _target(work.metadata, opened, target, options)
        book = build(work, options, painter)
        if named_by_us:
            path = _beside_others(path, book)
        return write(book, path, force=force), book.notices
    except Fic2EpubError as error:
        error.where = error.where or opened.name
        raise


def _target(metadata: Metadata, source: Source, target: str | Path | None, options: Options) -> tuple[Path, bool]:
    """Where the book goes, and whether the template named it: not so when a file was named."""
    name = file_name(metadata, options.template)
    if target is None:
        return (source.folder or Path()) / name, True
    path = Path(target)
    if str(target).endswith(("/", os.sep)) or path.is_dir():
        return path / name, True
    return path, False


def _is(path: Path, content: bytes) -> bool:
    """Whether the very same book stands there already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _refuse_to_replace(path: Path, book: Book) -> None:
    """Raise `WritingError` unless an older edition of the same work stands there."""
    from fic2epub.editions import edition_of  # noqa: PLC0415 - only when something stands there

    edition = edition_of(path)
    if edition is None or edition.identifier != book.identifier:
        said = "this file exists, and is not this work"
    elif edition.modified > book.modified:
        said = "a newer edition of this work stands there"
    elif edition.modified == book.modified:
        said = "this edition of the work stands there, made with other options"
    else:
        return
    raise WritingError(said, where=str(path), hint="--force (force=True) overwrites it")


def _beside_others(path: Path, book: Book) -> Path:
    """The path, or one with the work's id if a book of another work has taken the name, in any case of letters."""
    folder = path.parent.iterdir() if path.parent.is_dir() else ()
    same = [other for other in folder if other.name.casefold() == path.name.casefold()]
    if not same:
        return path
    from fic2epub.editions import edition_of  # noqa: PLC0415 - only when something stands there

    identifiers = {edition.identifier for edition in map(edition_of, same) if edition is not None}
    if identifiers <= {book.identifier}:
        return path
    mark = book.metadata.work_id or book.identifier[-8:]
    return path.with_name(f"{path.stem} ({mark}){path.suffix}")


def _put(path: Path, content: bytes) -> None:
    """Write beside, sync, rename; leave nothing behind on the way out, Ctrl-C included."""
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise WritingError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
    finally:
        with suppress(OSError):  # gone already, or its folder never was
            beside.unlink()
