"""`fic2epub restyle BOOK…`: another look for books that were made here, without their sources."""

from __future__ import annotations

import os
from typing import Any

import click

from fic2epub.cli.options import Grouped, as_changes, book_options, given, look_options, option, text_options
from fic2epub.cli.run import STREAM, Asked, Run, write_out
from fic2epub.errors import Fic2EpubError, OptionsError
from fic2epub.options import Options

__all__ = ["restyle"]

_BOOK, _LOOKS, _TEXT, _FILES = "The book", "Looks", "Text", "Files and words"
_SOURCE_ONLY = ("language", "spacing", "work_skin", "calm_marks", "smarten", "images")
"""Options that want the source: known here so that they are answered, and in no help."""
_OF_COVERS = {
    "image_size": "The cover is no larger than this; a book with pictures wants its source.",
    "grey": "Make the cover grey, for e-ink; a book with pictures wants its source.",
}
"""Options that change a drawn cover, and all else only where the source is: the help says so."""


@click.command(cls=Grouped, short_help="Give a book that was made here another look.")
@click.argument("books", metavar="BOOK…", nargs=-1, required=True)
@book_options(_BOOK)
@look_options(_LOOKS)
@text_options(_TEXT)
@option(_FILES, "-o", "--output", metavar="FILE|FOLDER|-", help="Where the book goes; in its own place by default.")
@option(_FILES, "--force", is_flag=True, help="Overwrite what stands there.")
@option(_FILES, "--strict", is_flag=True, help="Exit with 3 if anything was guessed, missing or lost.")
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but errors.")
def restyle(
    books: tuple[str, ...],
    output: str | None,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Make each BOOK anew with other options, without the source it was made of.

    A book knows how it was made: what is not said here stays, and what comes out is byte for byte what the source
    would give. Prints the path of each book. --title, --css and --ui-language with "" go back to what is usual.

    \b
    fic2epub restyle "My Work.epub" --theme modern
    fic2epub restyle *.epub --notes end -o restyled/
    """  # noqa: D301 - click reads \b as "keep these lines"
    asked = Asked(report=None, **{name: choices.pop(name) for name in Asked._fields if name != "report"})
    changes = given(choices)
    run = Run(Options(), asked)
    if len(books) > 1 and output == STREAM:
        raise OptionsError("several books cannot go to standard output", hint="name a folder: -o books/")
    target = f"{output}/" if len(books) > 1 and output else output
    for book in books:
        try:
            _one(book, target, changes, run)
        except Fic2EpubError as error:
            error.where = book if error.where in {"", os.path.basename(book)} else error.where  # noqa: PTH119 - a name may be no path
            run.fail(error)
    return run.end()


def _one(book: str, target: str | None, changes: dict[str, Any], run: Run) -> None:
    """Restyle one book, and say where it is."""
    from fic2epub import restyling  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.pipeline import Published, content_of, with_notices  # noqa: PLC0415 - the same
    from fic2epub.sources import open_source  # noqa: PLC0415 - the same

    path = restyling.place_of(book, target)
    remade = restyling.remake(open_source(book), changes)
    if target == STREAM:
        write_out(content_of(remade.book))
    else:
        path = restyling.write_restyled(remade, path, target, force=run.force)
        click.echo(path)
        remade = remade._replace(book=with_notices(remade.book, path))
    run.made(Published(path, remade.book, None), book)


as_changes(restyle, hidden=_SOURCE_ONLY, helps=_OF_COVERS)
