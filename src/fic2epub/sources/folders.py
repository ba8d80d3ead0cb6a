"""Folders of saves: what in them may be a work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import SourceError
from fic2epub.ordering import natural
from fic2epub.sources.companions import is_companion, is_hidden, is_of_a_page
from fic2epub.sources.finding import failed, of_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.sources.finding import Found

__all__ = ["walk"]

_DEEPEST = 64
"""Folders in folders that are looked into."""


def walk(folder: Path) -> Iterator[Found]:
    """
    The sources in a folder and its folders, in natural order of their names, files before folders.

    What cannot be read is found all the same, and says so when it is opened. A folder that was met is not gone into
    again, whatever links lead there.
    """
    return _walk(folder, set(), _DEEPEST)


def _walk(folder: Path, met: set[tuple[int, int]], deeper: int) -> Iterator[Found]:
    try:
        status = folder.stat()
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: natural(entry.name))
    except OSError as error:
        said = SourceError(f"the folder cannot be read: {error.strerror or error}", where=str(folder))
        yield failed(str(folder), said, among_others=True)
        return
    here = (status.st_dev, status.st_ino)
    if here in met:
        return
    met.add(here)
    seen = [entry for entry in entries if not is_hidden(entry.name)]
    beside = frozenset(entry.name.lower() for entry in seen)
    for entry in seen:
        if _is_file(entry) and not is_companion(entry.name):
            yield from of_file(Path(entry.path), among_others=True)
    folders = [Path(entry.path) for entry in seen if _is_folder(entry) and not is_of_a_page(entry.name, beside)]
    if folders and not deeper:
        said = SourceError("there are folders in folders too deep to look into", where=str(folder))
        yield failed(str(folder), said, among_others=True)
        return
    for inner in folders:
        yield from _walk(inner, met, deeper - 1)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file, or a link to one: no pipe that would be waited for."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
