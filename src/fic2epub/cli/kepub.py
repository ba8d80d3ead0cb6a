"""`fic2epub kepub BOOK…`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fic2epub.cli.options import Grouped, option
from fic2epub.errors import Fic2EpubError, OptionsError, WritingError

if TYPE_CHECKING:
    from fic2epub.kepub import Made

__all__ = ["kepub"]

_BOOKS, _FILES = "Books", "Files and words"
_WAYS = ("kobo", "language")
"""`fic2epub.kepub.SENTENCES`, which --help does not want to import."""


@click.command(cls=Grouped, short_help="Make a KEPUB of a book, for Kobo.")
@click.argument("books", metavar="BOOK…", nargs=-1, required=True)
@option(
    _BOOKS,
    "--sentences",
    type=click.Choice(_WAYS),
    default=_WAYS[0],
    show_default=True,
    help="Part text as Kobo's converters do, or as its language does.",
)
@option(_BOOKS, "--undo", is_flag=True, help="Make the EPUB of before of a KEPUB.")
@option(_FILES, "-o", "--output", metavar="FILE|FOLDER", help="Where the book goes; beside the other by default.")
@option(_FILES, "--force", is_flag=True, help="Overwrite what stands there.")
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but errors.")
def kepub(books: tuple[str, ...], output: str | None, sentences: str, *, undo: bool, force: bool, quiet: bool) -> int:
    """
    Make a KEPUB of any EPUB: Kobo shows it with its own renderer.

    Prints the path of each book.

    \b
    fic2epub kepub book.epub
    fic2epub kepub books/*.epub -o /media/KOBOeReader/
    fic2epub kepub --undo book.kepub.epub
    """  # noqa: D301 - click reads \b as "keep these lines"
    from fic2epub.cli.tell import tell  # noqa: PLC0415 - --help does not want it
    from fic2epub.cli.verbs import complain  # noqa: PLC0415 - imports this module by name

    if len(books) > 1 and output and not _is_folder(output):
        raise OptionsError("several books cannot go into one file", hint="name a folder: -o books/")
    code = 0
    for book in books:
        try:
            made = _made(Path(book), sentences, undo=undo)
            path = _target(Path(book), output, undo=undo)
            _put(made.content, path, Path(book), force=force)
        except Fic2EpubError as error:
            error.where = error.where or book
            code = code or complain(error)
            continue
        click.echo(path)
        if not quiet:
            tell(made.notices, book)
    return code


def _made(book: Path, sentences: str, *, undo: bool) -> Made:
    """The other form of a book."""
    from fic2epub.kepub import kepub_bytes, undone_bytes  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.sources import open_source  # noqa: PLC0415 - the same

    content = open_source(book).data
    return undone_bytes(content) if undo else kepub_bytes(content, sentences=sentences)


def _put(content: bytes, path: Path, book: Path, *, force: bool) -> None:
    """Write it, unless it stands there; over what is no older edition, or was given, by force alone."""
    from fic2epub.placing import put, stands_there  # noqa: PLC0415 - as lxml

    def refuse() -> None:
        if force:
            return
        if path.samefile(book):
            raise WritingError("this is the book that was given", where=str(path), hint="--force overwrites it")
        if not _gives_way(path, content):
            said = "this file exists, and is not an older edition of the book"
            raise WritingError(said, where=str(path), hint="--force overwrites it")

    if not stands_there(path, content, refuse):
        put(path, content)


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()


def _target(book: Path, output: str | None, *, undo: bool) -> Path:
    """Where the book goes: `X.epub` becomes `X.kepub.epub`, and the other way round."""
    if output and not _is_folder(output):
        return Path(output)
    stem = book.name
    for ending in (".epub", ".kepub"):
        stem = stem[: -len(ending)] if stem.lower().endswith(ending) else stem
    name = f"{stem}.epub" if undo else f"{stem}.kepub.epub"
    return (Path(output) if output else book.parent) / name


def _gives_way(path: Path, content: bytes) -> bool:
    """Whether an edition of the same book stands there that is not newer."""
    from fic2epub.kepub import edition_in  # noqa: PLC0415 - only when something stands there

    try:
        there, new = edition_in(path.read_bytes()), edition_in(content)
    except Fic2EpubError:
        return False
    return bool(there.identifier) and there.identifier == new.identifier and there.modified <= new.modified
