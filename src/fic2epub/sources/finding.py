"""Words of a command line → the sources they mean: a file, standard input, a folder, a pattern, a zip of saves."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError, NotAWork, SourceError
from fic2epub.sources.kinds import is_packed
from fic2epub.sources.opening import open_source, read_file
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.model import Source

__all__ = ["Found", "failed", "find_sources", "of_file"]

_MAGIC = "*?["
"""What makes a word a pattern, when no file has it for a name."""
_EPUB_START = b"mimetypeapplication/epub+zip"


class Found(NamedTuple):
    """A source that was found, not yet opened."""

    name: str
    """What a person would call it: the path, or the archive's path and the name in it."""
    open: Callable[[], Source]
    """Reads the bytes; raises `SourceError`, `NotAWork` or `ReadingError`."""
    among_others: bool
    """Whether it was met in a folder or an archive, and is to be left out, with words, when it is no work."""


def find_sources(word: str | Path) -> Iterator[Found]:
    """
    All sources that a word means, in natural order of their names.

    A folder means all files in it, and in its folders, that may be works: not those that are hidden, belong to a
    saved page or are known for something else by their names. A zip archive that is no EPUB means the files in it. A
    pattern (`saves/*.html`) that no file has for a name means what it fits, as where shells do not see to it. What
    cannot be found or read is found all the same, and says so when it is opened. Nothing is read but archives.
    """
    path = Path(word)
    if str(word) == "-":
        yield Found("-", partial(open_source, "-"), among_others=False)
    elif not str(word).strip():
        error = SourceError("this names no file", where=repr(str(word)), hint="is a variable of the shell empty?")
        yield failed(repr(str(word)), error, among_others=False)
    elif os.path.isdir(path):  # noqa: PTH112 - never raises
        yield from _in_folder(path)
    elif not os.path.lexists(path) and any(sign in str(word) for sign in _MAGIC):
        yield from _fitting(str(word))
    else:
        yield from of_file(path, among_others=False)


def of_file(path: Path, *, among_others: bool) -> Iterator[Found]:
    """The file, or what is in it if it is an archive of saves."""
    if not _is_archive(path):
        yield Found(str(path), partial(open_source, path), among_others)
        return
    from fic2epub.sources.archives import is_epub, saves_in  # noqa: PLC0415 - most sources are no archive

    try:
        packed = read_file(path)
        saves = None if is_epub(packed.data, packed.name) else saves_in(packed)
    except Fic2EpubError as error:
        yield failed(str(path), error, among_others=among_others)
        return
    if saves is None:
        yield Found(str(path), partial(open_source, path), among_others)
        return
    several = among_others or len(saves) > 1
    yield from (Found(str(path.parent / name), opener, several) for name, opener in saves)


def _is_archive(path: Path) -> bool:
    """Whether it is a zip archive, and not for certain an EPUB, which is read when it is opened."""
    if not os.path.isfile(path):  # noqa: PTH113 - never raises; a pipe can be read but once
        return False
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError:
        return False  # said again when it is opened
    return is_packed(start) and not start[30:].startswith(_EPUB_START)


def _in_folder(folder: Path) -> Iterator[Found]:
    """The sources in a folder and its folders; one that says that there are none, if so."""
    from fic2epub.sources.folders import walk  # noqa: PLC0415 - most words are files

    empty = True
    for found in walk(folder):
        empty = False
        yield found
    if empty:
        error = NotAWork("there is nothing in this folder that could be a work", where=str(folder))
        yield failed(str(folder), error, among_others=False)


def _fitting(pattern: str) -> Iterator[Found]:
    """What a pattern fits; the pattern itself, as a file that is not there, if nothing."""
    from glob import glob  # noqa: PLC0415 - shells do it elsewhere

    met = glob(pattern, recursive=True)  # noqa: PTH207 - `pathlib` has no pattern that may be absolute
    paths = [path for path in met if os.path.isfile(path) or os.path.isdir(path)]  # noqa: PTH112, PTH113 - no pipe
    if not paths:
        error = SourceError("no file has such a name", where=pattern)
        yield failed(pattern, error, among_others=False)
        return
    from fic2epub.ordering import natural  # noqa: PLC0415 - most words are files

    for path in sorted(paths, key=natural):
        yield from find_sources(Path(path))


def failed(name: str, error: Fic2EpubError, *, among_others: bool) -> Found:
    """What was found and cannot be opened."""

    def fail() -> Source:
        raise error

    return Found(name, fail, among_others)
