"""The books that `send` is to send: EPUBs as they are, and books made of works."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.errors import Fic2EpubError, NotAWork, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fic2epub.joining import Given
    from fic2epub.model import Html, Source, Work
    from fic2epub.options import Options
    from fic2epub.sources import Found
    from fic2epub.updating import Updated

    Fail = Callable[[Fic2EpubError, Found | None], None]

__all__ = ["Parcel", "Wanted", "parcels_of"]


class Wanted(NamedTuple):
    """What is to become of the words of the command."""

    options: Options
    kind: str | None
    """`join`, `omnibus` or None."""
    said: Mapping[str, object]
    """Options on how books are made that were given, by the names that `Options` has for them."""
    anew: bool
    """Whether a new book is made of an EPUB, too."""


class Parcel(NamedTuple):
    """A book that is ready to be sent."""

    source: str
    """What a person calls what it came from."""
    name: str
    """Of its file, without an ending."""
    content: bytes
    """An EPUB; as it was given, perhaps a KEPUB."""
    notices: tuple[Notice, ...]
    renew: Callable[[bytes, str, bool], Updated] | None = None
    """
    Of a book that was made of a work: an older edition, brought to the same save for this target; places in it are
    kept. The flag forces it.
    """


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
        notices = (Notice("D046", "it was sent as it is; --anew makes a new book of it"),) if wanted.said else ()
        return Parcel(found.name, Path(found.name).name, source.data, notices)
    from fic2epub import pipeline  # noqa: PLC0415 - an EPUB may be all there is

    return _bound(partial(pipeline.read, source, wanted.options), found.name, wanted)


def _is_epub(source: Source) -> bool:
    from fic2epub.sources.archives import is_epub  # noqa: PLC0415 - beside `find_sources`
    from fic2epub.unzip import looks_packed  # noqa: PLC0415 - the same

    return looks_packed(source.data[:4]) and is_epub(source.data, source.name)


def _together(words: tuple[str, ...], wanted: Wanted, fail: Fail) -> Iterator[Parcel]:
    """A book of each work of which there is any source, or one of all works."""
    from fic2epub import pipeline  # noqa: PLC0415 - --help does not want it

    def together(refuse: Fail) -> tuple[Given, ...]:
        gathered = pipeline.gather(words, wanted.options, refuse)
        if wanted.kind == "omnibus":
            return (pipeline.bound(gathered, wanted.options),)
        return pipeline.joined(gathered, wanted.options)

    def work_at(place: int) -> Work[Html]:
        return together(lambda *_: None)[place].work

    for place, one in enumerate(_given(together, fail)):
        try:
            parcel = _bound(_first(one.work, partial(work_at, place)), one.name, wanted)
        except Fic2EpubError as error:
            error.where = error.where or one.name
            fail(error, None)
            continue
        yield parcel


def _given(together: Callable[[Fail], tuple[Given, ...]], fail: Fail) -> tuple[Given, ...]:
    """The works; none when all that there was has failed, and was told."""
    failed: list[Fic2EpubError] = []

    def refuse(error: Fic2EpubError, found: Found | None) -> None:
        failed.append(error)
        fail(error, found)

    try:
        return together(refuse)
    except NotAWork:
        if failed:
            return ()
        raise


def _first(work: Work[Html], again: Callable[[], Work[Html]]) -> Callable[[], Work[Html]]:
    """Answers this work once, and then what is read again."""
    ready = [work]
    return lambda: ready.pop() if ready else again()


def _bound(read: Callable[[], Work[Html]], source: str, wanted: Wanted) -> Parcel:
    """The book of a work; it is read again for each book that is made of it, which uses its trees up."""
    from fic2epub import pipeline  # noqa: PLC0415 - --help does not want it
    from fic2epub.epub import epub_bytes  # noqa: PLC0415 - the same
    from fic2epub.naming import file_name  # noqa: PLC0415 - the same

    def renew(old: bytes, device: str, force: bool) -> Updated:  # noqa: FBT001 - as `Parcel` has it
        from fic2epub.updating import update  # noqa: PLC0415 - for books that are on the device

        return update(old, read(), {**wanted.said, "device": device}, force=force)

    book = pipeline.build(read(), wanted.options)
    name = file_name(book.metadata, wanted.options.template, "")
    return Parcel(source, name, epub_bytes(book), book.notices, renew)
