"""Books of works that somebody sent: asked of `workshop.py`, which is bounded, so that nothing stops the server."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

from fic2epub.errors import DeliveryError, Fic2EpubError, SourceError
from fic2epub.serving.library import Made
from fic2epub.serving.workshop import Sent, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fic2epub.serving.library import Shelf

    Make = Callable[[Sequence[Sent], dict[str, str]], tuple[Made, ...]]

__all__ = ["Sent", "keeping", "make"]

_WAITED = 150
"""Seconds until a book is given up: a little more than what its process may use of a processor."""
_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")
"""Of the environment; passwords may stand elsewhere in it."""
_OUTGROWN = "this took more time or memory than the library has for one book"


def make(files: Sequence[Sent], options: dict[str, str]) -> tuple[Made, ...]:
    """
    A book of each work in these files, with what is to be said of it; `options` are some of `Options` by name.

    Takes as long as it takes: to be called in a thread. Raises the errors of reading and building as `SourceError`,
    and `DeliveryError` when time or memory came to an end.
    """
    command = [sys.executable, "-P", "-m", "fic2epub.serving.workshop", str(os.getpid())]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        ran = subprocess.run(  # noqa: S603 - no word of it is anybody else's
            command,
            input=packed(dict(options), files),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WAITED,
            check=True,
            env=environment,
        )
        said, books = unpacked(BytesIO(ran.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        raise DeliveryError(_OUTGROWN, hint="make it at a computer: fic2epub FILE") from error
    message, hint = said["error"]
    if message:
        raise SourceError(message, hint=hint)
    return tuple(Made(*book, tuple(notices)) for book, notices in zip(books, said["notices"], strict=True))


def keeping(maker: Make, folder: Path, shelf: Shelf) -> Make:
    """As `maker`, and the books come into the folder: in the place of an older edition, never of anything else."""

    def made_and_kept(files: Sequence[Sent], options: dict[str, str]) -> tuple[Made, ...]:
        books = maker(files, options)
        kept = tuple(book._replace(name=_keep(book, folder)) for book in books)
        shelf.refresh()
        return kept

    return made_and_kept


def _keep(book: Made, folder: Path) -> str:
    """Write a book, and answer its name."""
    from fic2epub.placing import put, stands_there  # noqa: PLC0415 - only who keeps books

    stem, ending = _parted(book.name)
    for place in range(1, 100):
        path = folder / (book.name if place == 1 else f"{stem} ({place}){ending}")
        try:
            if not stands_there(path, book.content, lambda: _refuse(path, book)):  # noqa: B023 - asked at once
                put(path, book.content)
        except _Taken:
            continue
        return path.name
    raise DeliveryError("the library has a hundred books of this name", hint="give them other names")


def _parted(name: str) -> tuple[str, str]:
    ending = ".kepub.epub" if name.endswith(".kepub.epub") else ".epub"
    return name.removesuffix(ending), ending


class _Taken(Exception):
    """Another book has the name: the next one is tried."""


def _refuse(path: Path, book: Made) -> None:
    """Raise unless an edition of the same book stands there that is not newer."""
    from fic2epub.kepub import edition_in  # noqa: PLC0415 - only when something stands there

    try:
        there, new = edition_in(path.read_bytes()), edition_in(book.content)
    except (OSError, Fic2EpubError):
        raise _Taken from None
    if not there.identifier or there.identifier != new.identifier or there.modified > new.modified:
        raise _Taken
