"""Where a book goes, and what may stand there already."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import WritingError
from fic2epub.model import Role
from fic2epub.naming import file_name
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.model import Book, Metadata
    from fic2epub.options import Options

__all__ = ["Place", "beside_others", "put", "refuse_to_replace", "stands_there", "target_of"]

_KEPUB = ".kepub.epub"
"""The one ending of books with two points in it."""
_JOIN = "--join (fic2epub.join) makes one book of all sources of a work; --force (force=True) overwrites it"


class Place(NamedTuple):
    """Where a work came from."""

    name: str
    """What a person calls its source."""
    folder: Path | None
    """Where its book goes when nothing else is said; None is the current folder."""


def target_of(
    metadata: Metadata, folder: Path | None, target: str | Path | None, options: Options
) -> tuple[Path, bool]:
    """Where a book goes, and whether the template named it: not so when a file was named."""
    if target is None:
        place = folder or Path()
    else:
        place = Path(target)
        if not (str(target).endswith(("/", os.sep)) or place.is_dir()):
            return place, False
    return place / file_name(metadata, options.template), True


def stands_there(path: Path, content: bytes, refuse: Callable[[], None]) -> bool:
    """
    Whether the very same book stands there already.

    Something else may stand there if `refuse` does not raise; no folder and no device is ever to go: `WritingError`.
    """
    if not path.exists():
        return False
    if not path.is_file():  # nor /dev/null, which a rename would put an end to
        raise WritingError(f"this is {'a folder' if path.is_dir() else 'no file'}", where=str(path))
    if _is(path, content):
        return True
    refuse()
    return False


def _is(path: Path, content: bytes) -> bool:
    """Whether the very same book stands there already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def refuse_to_replace(path: Path, book: Book) -> None:
    """Raise `WritingError` unless an older or lesser edition of the same work stands there."""
    from fic2epub.editions import edition_of  # noqa: PLC0415 - only when something stands there

    edition = edition_of(path)
    chapters = _chapters_in(book)
    hint = "--force (force=True) overwrites it"
    if edition is None or edition.identifier != book.identifier:
        said = "this file exists, and is not this work"
    elif edition.modified > book.modified:
        said = "a newer edition of this work stands there"
    elif chapters < edition.chapters and _may_be_part(book, chapters):
        said, hint = "a book with more chapters of this work stands there", _JOIN
    elif edition.modified < book.modified or chapters > edition.chapters:
        return
    elif not _is_omnibus(book) and _may_be_part(book, chapters):
        said, hint = "a book of some chapters of this work stands there", _JOIN
    else:
        said = "this edition of the work stands there, made with other options"
    raise WritingError(said, where=str(path), hint=hint)


def _chapters_in(book: Book) -> int:
    """How many chapters it has; one that was parted counts once."""
    return sum(document.role is Role.CHAPTER and "-part" not in document.href for document in book.documents)


def _is_omnibus(book: Book) -> bool:
    return any(document.role is Role.PART for document in book.documents)


def _may_be_part(book: Book, chapters: int) -> bool:
    """Whether more of it exists than is in it: chapters that are posted, works that an omnibus was not given."""
    progress = book.metadata.progress
    return _is_omnibus(book) or (progress is not None and progress.posted > chapters)


def beside_others(path: Path, book: Book) -> Path:
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
    ending = _KEPUB if path.name.lower().endswith(_KEPUB) else path.suffix
    return path.with_name(f"{path.name.removesuffix(ending)} ({mark}){ending}")


def put(path: Path, content: bytes) -> None:
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
