"""The books that `send` is to send: EPUBs as they are, and books made of works."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.errors import Fic2EpubError, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.model import Html, Source, Work
    from fic2epub.options import Options
    from fic2epub.sources import Found

    Fail = Callable[[Fic2EpubError, Found | None], None]

__all__ = ["Parcel", "Wanted", "parcels_of"]


class Wanted(NamedTuple):
    """What is to become of the words of the command."""

    options: Options
    kind: str | None
    """`join`, `omnibus` or None."""
    anew: bool
    """Whether a new book is made of an EPUB, too."""
    for_works: bool
    """Whether any option was given that is about making books."""


class Parcel(NamedTuple):
    """A book that is ready to be sent."""

    source: str
    """What a person calls what it came from."""
    name: str
    """Of its file, without an ending."""
    content: bytes
    """An EPUB; as it was given, perhaps a KEPUB."""
    notices: tuple[Notice, ...]


def parcels_of(words: tuple[str, ...], wanted: Wanted, fail: Fail) -> Iterator[Parcel]:
    """Each book in turn; what comes to nothing is told to `fail`."""
    if wanted.kind:
        yield from _together(words, wanted, fail)
        return
    from fic2epub.sources import find_sources  # noqa: PLC0415 - --help does not want it

    for word in words:
        for found in find_sources(word):
            try:
                parcel = _parcel(found, wanted)
            except Fic2EpubError as error:
                error.where = found.name if error.where in {"", os.path.basename(found.name)} else error.where  # noqa: PTH119 - a name may be no path
                fail(error, found)
                continue
            yield parcel


def _parcel(found: Found, wanted: Wanted) -> Parcel:
    source = found.open()
    if not wanted.anew and _is_epub(source):
        notices = (Notice("D046", "it was sent as it is; --anew makes a new book of it"),) if wanted.for_works else ()
        return Parcel(found.name, Path(found.name).name, source.data, notices)
    from fic2epub import pipeline  # noqa: PLC0415 - an EPUB may be all there is

    return _bound(pipeline.read(source, wanted.options), found.name, wanted.options)


def _is_epub(source: Source) -> bool:
    from fic2epub.sources.archives import is_epub  # noqa: PLC0415 - beside `find_sources`
    from fic2epub.unzip import looks_packed  # noqa: PLC0415 - the same

    return looks_packed(source.data[:4]) and is_epub(source.data, source.name)


def _together(words: tuple[str, ...], wanted: Wanted, fail: Fail) -> Iterator[Parcel]:
    """A book of each work of which there is any source, or one of all works."""
    from fic2epub import pipeline  # noqa: PLC0415 - --help does not want it

    gathered = pipeline.gather(words, wanted.options, fail)
    if wanted.kind == "omnibus":
        given = [pipeline.bound(gathered, wanted.options)]
    else:
        given = list(pipeline.joined(gathered, wanted.options))
    for one in given:
        try:
            parcel = _bound(one.work, one.name, wanted.options)
        except Fic2EpubError as error:
            error.where = error.where or one.name
            fail(error, None)
            continue
        yield parcel


def _bound(work: Work[Html], source: str, options: Options) -> Parcel:
    """The book of a work, whose trees are used up."""
    from fic2epub import pipeline  # noqa: PLC0415 - --help does not want it
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - the same
    from fic2epub.naming import file_name  # noqa: PLC0415 - the same

    book = pipeline.build(work, options)
    return Parcel(source, file_name(book.metadata, options.template, ""), epub_bytes(book), book.notices)
