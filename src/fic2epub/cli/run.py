"""One run of the command: what was asked, what came of it so far, and what is said of it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fic2epub.cli.tell import tell
from fic2epub.cli.verbs import complain
from fic2epub.errors import NotAWork, Severity, SourceError, WritingError
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from fic2epub.cli.receipts import Report
    from fic2epub.errors import Fic2EpubError
    from fic2epub.model import Html, Work
    from fic2epub.options import Options
    from fic2epub.painter import Painter
    from fic2epub.pipeline import Manner, Published
    from fic2epub.sources import Found

__all__ = ["STREAM", "Asked", "Run", "stream", "write_out"]

STREAM = "-"
"""Stands for standard input and output."""
_NOTICED = 3
"""Exit code under --strict when there were notices."""


class Asked(NamedTuple):
    """What the words ask of a run, and not of a book."""

    force: bool
    """Overwrite what stands there."""
    strict: bool
    """Exit with 3 for notices."""
    quiet: bool
    """Say nothing but errors."""
    report: str | None
    """The file in which to write down what was done."""


class Run:
    """What was asked for, and the exit code as it grows."""

    def __init__(self, options: Options, asked: Asked) -> None:
        """Raises `OptionsError` or `WritingError` if a report cannot go where it is wanted."""
        self.options = options
        self._asked = asked
        self._report = _report(asked, options)
        self._failed = 0
        self._left_out = self._noticed = self._any = False
        self._several = False

    def manner(self, painter: Painter | None) -> Manner:
        """How a book of this run is published."""
        from fic2epub.pipeline import Manner  # noqa: PLC0415 - brings lxml; --help does not want it

        progress = self.pictures if self.options.images == "fetch" and not self._several else None
        return Manner(self._asked.force, painter, counted=self._report is not None, progress=progress)

    @property
    def force(self) -> bool:
        """Whether to overwrite what stands in a book's place."""
        return self._asked.force

    @property
    def code(self) -> int:
        """The first error's; else 11 when all was left out, 3 for notices under --strict, 0."""
        if self._failed:
            return self._failed
        if self._left_out and not self._any:
            return NotAWork.exit_code
        return _NOTICED if self._asked.strict and self._noticed else 0

    def end(self) -> int:
        """Write the report, and answer the exit code; no failure is silent, however quiet the run."""
        if self._report is not None:
            self._report.write()
        if self._asked.quiet and self._left_out and not (self._any or self._failed):
            click.echo("fic2epub: there is no work among these sources", err=True)
        return self.code

    def made(self, published: Published, name: str) -> None:
        """A book was made of the source of this name."""
        notices = published.book.notices
        self._any = True
        self._noticed = self._noticed or any(notice.severity is not Severity.INFO for notice in notices)
        if self._report is not None:
            self._report.made(name, published)
        if not self._asked.quiet:
            tell(notices, name)

    def fail(self, error: Fic2EpubError, found: Found | None = None) -> None:
        """A source came to nothing; no failure when it was met among others and holds no work."""
        left_out = bool(found and found.among_others and isinstance(error, SourceError))
        if self._report is not None:
            self._report.failed(error, found.name if found else None, left_out=left_out)
        if found and left_out:
            self._left_out = True
            if not self._asked.quiet:
                click.echo(f"left out: {found.name}: {error.message}", err=True)
            return
        code = complain(error)
        self._failed = self._failed or code

    def pictures(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        """A bar on a terminal for the pictures of the only work."""
        if self._asked.quiet or not sys.stderr.isatty():
            return nullcontext(lambda: None)
        from fic2epub.cli.progress import bar  # noqa: PLC0415 - rich is dear, and seen by people only

        return bar(count, "pictures")

    def progress(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        """A bar on a terminal, when there is more than one work to wait for; else nothing."""
        self._several = count > 1
        if self._asked.quiet or count == 1 or not sys.stderr.isatty():
            return nullcontext(lambda: None)
        from fic2epub.cli.progress import bar  # noqa: PLC0415 - rich is dear, and seen by people only

        return bar(count)


def _report(asked: Asked, options: Options) -> Report | None:
    """What writes the report, if one is wanted."""
    if asked.report is None:
        return None
    from fic2epub.cli.receipts import Report  # noqa: PLC0415 - only when asked for

    return Report(asked.report, options, force=asked.force)


def stream(work: Work[Html], options: Options, manner: Manner) -> Published:
    """Write the book of a work to standard output."""
    from fic2epub.pipeline import Published, content_of, counted_book  # noqa: PLC0415 - brings lxml

    book, receipt = counted_book(work, options, manner)
    write_out(content_of(book))
    return Published(Path(STREAM), book, receipt)


def write_out(content: bytes) -> None:
    """Write bytes to standard output; raises `WritingError`, but not when a reader merely went away."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WritingError(f"cannot be written: {error.strerror}", where="standard output") from error
