"""`fic2epub --join` and `fic2epub --omnibus`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fic2epub import pipeline
from fic2epub.cli.run import STREAM, Run, stream
from fic2epub.errors import Fic2EpubError, OptionsError

if TYPE_CHECKING:
    from fic2epub.joining import Given
    from fic2epub.painter import Painter

__all__ = ["convert_together"]


def convert_together(
    words: tuple[str, ...], output: str | None, run: Run, painter: Painter | None, *, omnibus: bool
) -> None:
    """A book of each work of which there is any source, or one of all works."""
    gathered = pipeline.gather(words, run.options, run.fail)
    if not gathered.given and run.code:  # all that there was is told already
        return
    works = [pipeline.bound(gathered, run.options)] if omnibus else list(pipeline.joined(gathered, run.options))
    target = _target(output, len(works))
    folder = gathered.folder
    del gathered
    with run.progress(len(works)) as advance:
        while works:  # a work that is done is not to be kept
            _publish(works.pop(0), folder, target, run, painter)
            advance()


def _target(output: str | None, count: int) -> str | None:
    """Where the books go: a file when its name ends in `.epub`, else a folder."""
    if output is None or output.endswith("/"):
        return output
    is_file = output.lower().endswith(".epub") and not Path(output).is_dir()
    if count > 1 and (is_file or output == STREAM):
        hint = "name a folder (-o books/), or make one book of them with --omnibus"
        raise OptionsError(f"there are {count} works, and one place for a book", where=output, hint=hint)
    return output if is_file or output == STREAM else f"{output}/"


def _publish(given: Given, folder: Path | None, target: str | None, run: Run, painter: Painter | None) -> None:
    """Make one book, and say where it is."""
    name = given.work.metadata.title or given.name
    manner = run.manner(painter)
    try:
        if target == STREAM:
            published = stream(given.work, run.options, manner)
        else:
            place = pipeline.Place(given.name, folder)
            published = pipeline.publish_work(given.work, place, target, run.options, manner)
            click.echo(published.path)
    except Fic2EpubError as error:
        run.fail(error)
    else:
        run.made(published, name)
