"""`fic2epub [convert] SOURCE…`."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.run import STREAM, Run, stream
from fic2epub.errors import Fic2EpubError, OptionsError
from fic2epub.options import CHOICES, SUBJECTS, Options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from fic2epub.errors import Notice
    from fic2epub.painter import Painter
    from fic2epub.sources import Found

__all__ = ["convert"]

_DEFAULT = Options()


@click.command(short_help="Make a book of each work.")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("--join", "kind", flag_value="join", help="Make one book of all sources of a work: chapters, editions.")
@click.option(
    "--omnibus", "kind", flag_value="omnibus", help="Make one book of all works, in the order of their series."
)
@click.option("-o", "--output", metavar="FILE|FOLDER|-", help="Where the book goes; beside its source by default.")
@click.option("--template", default=_DEFAULT.template, show_default=True, help="Name of a book in a folder.")
@click.option("--title", help="Title that overrules the work's own.")
@click.option("--language", metavar="TAG", help="Language (BCP 47: en, pt-BR) that overrules the work's own.")
@click.option("--subjects", default=",".join(_DEFAULT.subjects), show_default=True, metavar="KIND,…",
              help=f"What becomes a subject: {', '.join(SUBJECTS)}.")  # fmt: skip
@click.option("--shelf", default=_DEFAULT.shelf, show_default=True, help="The one word for a bookshelf.")
@click.option("--cover/--no-cover", default=True, show_default=True, help="Draw a cover.")
@click.option(
    "--spacing",
    type=click.Choice(CHOICES["spacing"]),
    default=_DEFAULT.spacing,
    show_default=True,
    help="Blank paragraphs: tell double spacing from scene breaks, or keep each.",
)
@click.option(
    "--paragraphs",
    type=click.Choice(CHOICES["paragraphs"]),
    default=_DEFAULT.paragraphs,
    show_default=True,
    help="Paragraphs begin indented, behind a gap, or as the author had it.",
)
@click.option(
    "--footnotes",
    type=click.Choice(CHOICES["footnotes"]),
    default=_DEFAULT.footnotes,
    show_default=True,
    help="Footnotes made by hand: pop up, stand at the chapter's end, or stay as they are.",
)
@click.option(
    "--notes",
    type=click.Choice(CHOICES["notes"]),
    default=_DEFAULT.notes,
    show_default=True,
    help="Notes of chapters: around each, all at its end, at the book's end, or left out.",
)
@click.option(
    "--work-skin",
    type=click.Choice(CHOICES["work_skin"]),
    default=_DEFAULT.work_skin,
    show_default=True,
    help="The work's own style: translated for paper, the author's looks, or none.",
)
@click.option("--vertical", is_flag=True, help="Set Japanese or Chinese from top to bottom.")
@click.option("--calm-marks", is_flag=True, help="Limit piled-up combining marks (Zalgo).")
@click.option("--smarten", is_flag=True, help="Make straight quotes, -- and ... what a printer sets.")
@click.option("--partial", is_flag=True, help="Take a file whose end is cut off, as far as it goes.")
@click.option("--force", is_flag=True, help="Overwrite what stands there.")
@click.option("--strict", is_flag=True, help="Exit with 3 if anything was guessed, missing or lost.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def convert(
    sources: tuple[str, ...],
    kind: str | None,
    output: str | None,
    *,
    force: bool,
    strict: bool,
    quiet: bool,
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
    options = Options(**{**choices, "subjects": tuple(filter(None, choices["subjects"].split(",")))})
    run = Run(options, force=force, strict=strict, quiet=quiet)
    with _painter(options) as painter:
        if kind:
            from fic2epub.cli.joining import convert_together  # noqa: PLC0415 - only when asked for

            convert_together(sources, output, run, painter, omnibus=kind == "omnibus")
        else:
            _convert_each(sources, output, run, painter)
    return run.end()


def _painter(options: Options) -> AbstractContextManager[Painter | None]:
    """Who draws the covers, begun before all that reads and binds is imported."""
    if not options.cover:
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
                notices = _one(found, target, run, painter)
            except Fic2EpubError as error:
                if os.path.basename(found.name) == error.where:  # noqa: PTH119 - a name may be no path
                    error.where = found.name
                run.fail(error, found)
            else:
                run.made(notices, found.name)
            advance()


def _one(found: Found, target: str | None, run: Run, painter: Painter | None) -> tuple[Notice, ...]:
    """Make one book, and say where it is."""
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    source = found.open()
    if target == STREAM:
        return stream(pipeline.build(pipeline.read(source, run.options), run.options, painter))
    path, notices = pipeline.publish(source, target, run.options, force=run.force, painter=painter)
    click.echo(path)
    return notices
