"""`fic2epub [convert] SOURCE…`."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.options import Grouped, book_options, chosen, look_options, option, source_options, text_options
from fic2epub.cli.run import STREAM, Asked, Run, stream
from fic2epub.errors import Fic2EpubError, OptionsError
from fic2epub.options import Options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from fic2epub.painter import Painter
    from fic2epub.sources import Found

__all__ = ["convert"]

_SOURCES, _BOOK, _LOOKS = "Sources", "The book", "Looks and pictures"
_TEXT, _FILES = "Text and style", "Files and words"


@click.command(cls=Grouped, short_help="Make a book of each work.")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@source_options(
    _SOURCES,
    join="Make one book of all sources of a work: chapters, editions.",
    omnibus="Make one book of all works, in the order of their series.",
)
@book_options(_BOOK)
@look_options(_LOOKS)
@text_options(_TEXT)
@option(_FILES, "-o", "--output", metavar="FILE|FOLDER|-", help="Where the book goes; beside its source by default.")
@option(_FILES, "--template", default=Options().template, show_default=True, help="Name of a book in a folder.")
@option(_FILES, "--force", is_flag=True, help="Overwrite what stands there.")
@option(_FILES, "--report", metavar="FILE", help="Write down what was done, as JSON.")
@option(_FILES, "--strict", is_flag=True, help="Exit with 3 if anything was guessed, missing or lost.")
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but errors.")
def convert(
    sources: tuple[str, ...],
    kind: str | None,
    output: str | None,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Make an EPUB of each work in SOURCE: a file, a folder, a zip archive of saves.

    Prints the path of each book. - is standard input, or with -o standard output. What is met in a folder or an
    archive and holds no work is left out.

    \b
    fic2epub "My Work.html"
    fic2epub *.html -o books/
    fic2epub "Chapter 1.html" "Chapter 2.html" --join
    fic2epub saves/ --omnibus -o series.epub
    curl … | fic2epub - -o - > work.epub
    """  # noqa: D301 - click reads \b as "keep these lines"
    asked = Asked(**{name: choices.pop(name) for name in Asked._fields})
    options = chosen(choices)
    run = Run(options, asked)
    with _painter(options) as painter:
        if kind:
            from fic2epub.cli.joining import convert_together  # noqa: PLC0415 - only when asked for

            convert_together(sources, output, run, painter, omnibus=kind == "omnibus")
        else:
            _convert_each(sources, output, run, painter)
    return run.end()


def _painter(options: Options) -> AbstractContextManager[Painter | None]:
    """Who draws the covers, begun before all that reads and binds is imported."""
    if options.cover == "none":
        return nullcontext()
    from fic2epub.painter import Painter  # noqa: PLC0415 - of no use to --help

    return Painter()


def _convert_each(words: tuple[str, ...], output: str | None, run: Run, painter: Painter | None) -> None:
    """A book of every source that the words mean."""
    from fic2epub.sources import find_sources  # noqa: PLC0415 - not before the painter has begun

    sources = [found for word in words for found in find_sources(word)]
    several = len(sources) > 1 or any(found.among_others for found in sources)
    if several and output == STREAM:
        raise OptionsError("several books cannot go to standard output", hint="name a folder: -o books/")
    target = f"{output}/" if several and output else output
    with run.progress(len(sources)) as advance:
        for found in sources:
            try:
                _one(found, target, run, painter)
            except Fic2EpubError as error:
                if os.path.basename(found.name) == error.where:  # noqa: PTH119 - a name may be no path
                    error.where = found.name
                run.fail(error, found)
            advance()


def _one(found: Found, target: str | None, run: Run, painter: Painter | None) -> None:
    """Make one book, and say where it is."""
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    source, manner = found.open(), run.manner(painter)
    if target == STREAM:
        published = stream(pipeline.read(source, run.options), run.options, manner)
    else:
        published = pipeline.publish(source, target, run.options, manner)
        click.echo(published.path)
    run.made(published, found.name)
