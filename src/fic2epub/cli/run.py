"""One run of the command: what was asked, what came of it so far, and what is said of it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from fic2epub.cli.tell import tell
from fic2epub.cli.verbs import complain
from fic2epub.errors import NotAWork, Severity, SourceError, WritingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from fic2epub.errors import Fic2EpubError, Notice
    from fic2epub.model import Book
    from fic2epub.options import Options
    from fic2epub.sources import Found

__all__ = ["STREAM", "Run", "stream"]

STREAM = "-"
"""Stands for standard input and output."""
_NOTICED = 3
"""Exit code under --strict when there were notices."""


class Run:
    """What was asked for, and the exit code as it grows."""

    def __init__(self, options: Options, *, force: bool, strict: bool, quiet: bool) -> None:
        self.options = options
        self.force = force
        self._strict = strict
        self._quiet = quiet
        self._failed = 0
        self._left_out = self._noticed = self._any = False

    @property
    def code(self) -> int:
        """The first error's; else 11 when all was left out, 3 for notices under --strict, 0."""
        if self._failed:
            return self._failed
        if self._left_out and not self._any:
            return NotAWork.exit_code
        return _NOTICED if self._strict and self._noticed else 0

    def end(self) -> int:
        """The exit code; no failure is silent, however quiet the run."""
        if self._quiet and self._left_out and not (self._any or self._failed):
            click.echo("fic2epub: there is no work among these sources", err=True)
        return self.code

    def made(self, notices: Iterable[Notice], name: str) -> None:
        """A book was made of the source of this name."""
        notices = tuple(notices)
        self._any = True
        self._noticed = self._noticed or any(notice.severity is not Severity.INFO for notice in notices)
        if not self._quiet:
            tell(notices, name)

    def fail(self, error: Fic2EpubError, found: Found | None = None) -> None:
        """A source came to nothing; no failure when it was met among others and holds no work."""
        if found and found.among_others and isinstance(error, SourceError):
            self._left_out = True
            if not self._quiet:
                click.echo(f"left out: {found.name}: {error.message}", err=True)
            return
        code = complain(error)
        self._failed = self._failed or code

    def progress(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        """A bar on a terminal, when there is more than one work to wait for; else nothing."""
        if self._quiet or count == 1 or not sys.stderr.isatty():
            return nullcontext(lambda: None)
        from fic2epub.cli.progress import bar  # noqa: PLC0415 - rich is dear, and seen by people only

        return bar(count)


def stream(book: Book) -> tuple[Notice, ...]:
    """Write a book to standard output, and answer its notices."""
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - brings ebooklib

    content = epub_bytes(book)
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WritingError(f"cannot be written: {error.strerror}", where="standard output") from error
    return book.notices
