"""`fic2epub [convert] WORK.html…`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.tell import tell
from fic2epub.cli.verbs import complain
from fic2epub.errors import Fic2EpubError, OptionsError, Severity, WritingError
from fic2epub.options import SUBJECTS, Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from fic2epub.errors import Notice
    from fic2epub.painter import Painter

__all__ = ["convert"]

_DEFAULT = Options()
_NOTICED = 3
"""Exit code under --strict when there were notices."""
_STREAM = "-"


@click.command(short_help="Make a book of each work.")
@click.argument("works", metavar="WORK.html…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE|FOLDER|-", help="Where the book goes; beside its source by default.")
@click.option("--template", default=_DEFAULT.template, show_default=True, help="Name of a book in a folder.")
@click.option("--title", help="Title that overrules the work's own.")
@click.option("--language", metavar="TAG", help="Language (BCP 47: en, pt-BR) that overrules the work's own.")
@click.option("--subjects", default=",".join(_DEFAULT.subjects), show_default=True, metavar="KIND,…",
              help=f"What becomes a subject: {', '.join(SUBJECTS)}.")  # fmt: skip
@click.option("--shelf", default=_DEFAULT.shelf, show_default=True, help="The one word for a bookshelf.")
@click.option("--cover/--no-cover", default=True, show_default=True, help="Draw a cover.")
@click.option("--partial", is_flag=True, help="Take a file whose end is cut off, as far as it goes.")
@click.option("--force", is_flag=True, help="Overwrite what stands there.")
@click.option("--strict", is_flag=True, help="Exit with 3 if anything was guessed, missing or lost.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def convert(
    works: tuple[str, ...],
    output: str | None,
    *,
    force: bool,
    strict: bool,
    quiet: bool,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Make an EPUB of each WORK.html.

    Prints the path of each book. - is standard input, or with -o standard output.

    \b
    fic2epub "My Work.html"
    fic2epub *.html -o books/
    curl … | fic2epub - -o - > work.epub
    """  # noqa: D301 - click reads \b as "keep these lines"
    options = Options(**{**choices, "subjects": tuple(filter(None, choices["subjects"].split(",")))})
    target = f"{output}/" if output and output != _STREAM and len(works) > 1 else output
    if target == _STREAM and len(works) > 1:
        raise OptionsError("several books cannot go to standard output", hint="name a folder: -o books/")
    failed, noticed = 0, False
    with _painter(options) as painter, _progress(len(works), quiet=quiet) as advance:
        for work in works:
            try:
                notices = _one(work, target, options, painter, force=force)
            except Fic2EpubError as error:
                code = complain(error)
                failed = failed or code
            else:
                noticed = noticed or _matter(notices)
                if not quiet:
                    tell(notices, work)
            advance()
    return failed or (_NOTICED if strict and noticed else 0)


def _painter(options: Options) -> AbstractContextManager[Painter | None]:
    """Who draws the covers, begun before all that reads and binds is imported."""
    if not options.cover:
        return nullcontext()
    from fic2epub.painter import Painter  # noqa: PLC0415 - of no use to --help

    return Painter()


def _one(
    work: str, target: str | None, options: Options, painter: Painter | None, *, force: bool
) -> tuple[Notice, ...]:
    """Make one book, and say where it is."""
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    if target != _STREAM:
        path, notices = pipeline.publish(work, target, options, force=force, painter=painter)
        click.echo(path)
        return notices
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - brings ebooklib

    book = pipeline.build(pipeline.read(work, options), options, painter)
    content = epub_bytes(book)
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WritingError(f"cannot be written: {error.strerror}", where="standard output") from error
    return book.notices


def _matter(notices: Iterable[Notice]) -> bool:
    return any(notice.severity is not Severity.INFO for notice in notices)


def _progress(count: int, *, quiet: bool) -> AbstractContextManager[Callable[[], None]]:
    """A bar on a terminal, when there is more than one work to wait for; else nothing."""
    if quiet or count == 1 or not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from fic2epub.cli.progress import bar  # noqa: PLC0415 - rich is dear, and seen by people only

    return bar(count)
