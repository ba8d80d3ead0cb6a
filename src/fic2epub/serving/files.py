"""The files of a folder, and none beside it: links are never followed, and only plain files are opened."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from fic2epub.serving.facts import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Seen", "opened", "read", "walked"]

_ENDING = ".epub"
_DEEPEST = 24
"""Folders in each other that are looked into."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Not through a link, and without waiting for whoever may write to a pipe."""


class Seen(NamedTuple):
    """A file that may be a book."""

    path: str
    """In the folder, `/` between its parts."""
    size: int
    changed: int
    """Nanoseconds since 1970."""


def walked(root: Path) -> Iterator[Seen]:
    """
    Every EPUB below a folder, by its name; hidden ones and links are left out, and folders that cannot be read.

    Raises `OSError` when the folder itself cannot be read: then nothing is known, which is not the same as no books.
    """
    yield from _walked(str(root), "", 0)


def _walked(folder: str, before: str, depth: int) -> Iterator[Seen]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = f"{before}{entry.name}"
        with suppress(OSError):  # gone since, or not to be read
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    yield from _walked(entry.path, f"{path}/", depth + 1)
            elif entry.name.lower().endswith(_ENDING) and entry.is_file(follow_symlinks=False):
                seen = entry.stat(follow_symlinks=False)
                yield Seen(path, seen.st_size, seen.st_mtime_ns)


def opened(root: Path, path: Path) -> BinaryIO | None:
    """A plain file below the folder, to be closed by who asked; None when it is none, or not to be had."""
    try:
        if not path.is_relative_to(root) or os.path.realpath(path) != str(path):
            return None
        number = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return None
    return os.fdopen(number, "rb", buffering=0)


def read(root: Path, path: Path) -> bytes | None:
    """The bytes of a plain file below the folder; None when it is none, larger than a book is, or not to be had."""
    file = opened(root, path)
    if file is None:
        return None
    with file:
        try:
            content = bytearray()
            while piece := file.read(1 << 20):
                content += piece
                if len(content) > LARGEST:
                    return None
        except OSError:
            return None
    return bytes(content)
