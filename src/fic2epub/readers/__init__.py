"""`Source` → `Work[Html]`: ordered tuples of readers, each of which answers None when the source is not its kind."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import parse_html
from fic2epub.errors import Fic2EpubError, ReadingError, noting
from fic2epub.model import Source, Work
from fic2epub.readers.arrival import arrived
from fic2epub.readers.download import read_download
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.guides import Guide
    from fic2epub.model import Html
    from fic2epub.options import Options

    Container = Callable[[Source, Options, Note], Work[Html] | Source | None]
    Reader = Callable[[_Element, Source, Options, Note], Work[Html] | None]

__all__ = ["CONTAINERS", "READERS", "read_source", "read_work"]

_BEGINNING = 16_384
"""Bytes in which a copy of a page's source names what it is; the sheet that tools put in front is shorter."""
_HIDDEN_MAIL = (b"/email-protection#", b"-cfemail", b"\0")
"""One of these is in a page in which an address is hidden; two bytes a character may hide the word itself."""
_ENDING = 1_024
"""Bytes at the end of a page in which its last tag stands."""


def _read_epub(source: Source, options: Options, note: Note) -> Work[Html] | None:
    if not source.data.startswith(b"PK"):
        return None
    from fic2epub.readers.books import read_epub  # noqa: PLC0415 - for archives alone

    return read_epub(source, options, note)


def _unpack_mhtml(source: Source, options: Options, note: Note) -> Source | None:
    if source.data[:64].lstrip()[:1] == b"<":
        return None
    from fic2epub.readers.mhtml import unpack_mhtml  # noqa: PLC0415 - for what begins as no page does

    return unpack_mhtml(source, options, note)


def _unpack_view_source(source: Source, options: Options, note: Note) -> Source | None:
    start = source.data[:_BEGINNING]
    if b"line-content" not in start and b"viewsource" not in start:
        return None
    from fic2epub.readers.viewsource import unpack_view_source  # noqa: PLC0415 - nearly nobody saves such a copy

    return unpack_view_source(source, options, note)


def _read_deleted(source: Source, options: Options, note: Note) -> Work[Html] | None:
    if b"Title: " not in source.data[:_BEGINNING].replace(b"\0", b""):
        return None
    from fic2epub.readers.deleted import read_deleted  # noqa: PLC0415 - nearly no source says so

    return read_deleted(source, options, note)


def _read_text(source: Source, options: Options, note: Note) -> Work[Html] | None:
    if source.data[:64].lstrip()[:2].lower() in (b"<!", b"<h"):  # a page: nothing more is loaded for it
        return None
    from fic2epub.readers.flat import read_text  # noqa: PLC0415 - for what is no page

    return read_text(source, options, note)


CONTAINERS: tuple[Container, ...] = (
    *(_read_epub, _unpack_mhtml, _unpack_view_source),
    *(_read_deleted, _read_text),
)
"""Asked in this order before anything is parsed: what is no HTML is read, or the page in it is taken out."""


def _read_page(root: _Element, source: Source, options: Options, note: Note) -> Work[Html] | None:
    from fic2epub.readers.page import read_page  # noqa: PLC0415 - a download, asked for first, needs none of it

    return read_page(root, source, options, note)


def _read_fragment(root: _Element, source: Source, options: Options, note: Note) -> Work[Html] | None:
    from fic2epub.readers.fragment import read_fragment  # noqa: PLC0415 - most files are whole

    return read_fragment(root, source, options, note)


READERS: tuple[Reader, ...] = (read_download, _read_page, _read_fragment)
"""Asked in this order; the first that knows the form reads it."""


def read_work(source: Source, options: Options) -> Work[Html]:
    """
    Read a work of any known form.

    Raises `NotAWork` when no reader knows the form, `ReadingError` when one does and the file is damaged; both
    name the source.
    """
    with _naming(source):
        found = _read(source, options)
        if isinstance(found, Work):
            return found
        raise _refusal(found)


def read_source(source: Source, options: Options) -> Work[Html] | Guide:
    """
    Read a work of any known form, or a page that puts works or chapters in order.

    Raises as `read_work`.
    """
    with _naming(source):
        found = _read(source, options)
        if isinstance(found, Work):
            return found
        from fic2epub.readers.guides import read_guide  # noqa: PLC0415 - only who joins is asked for one

        guide = read_guide(found.root, found.source.data)
        if guide is None:
            raise _refusal(found)
        return guide


class _Page(NamedTuple):
    """A page in which no reader knows a work."""

    root: _Element
    source: Source
    """The page itself, taken out of what it came in."""
    cut: bool
    """Whether what it came in ends before the page does: who knows what that was."""


def _refusal(page: _Page) -> Fic2EpubError:
    if page.cut:
        return ReadingError("the file ends before the page in it does", hint="save the page again")
    from fic2epub.readers.refuse import refuse  # noqa: PLC0415 - most files are works

    return refuse(page.root, page.source)


@contextmanager
def _naming(source: Source) -> Iterator[None]:
    """Errors name the source, unless they name something else already."""
    try:
        yield
    except Fic2EpubError as error:
        error.where = error.where or source.name
        raise


def _read(source: Source, options: Options) -> Work[Html] | _Page:
    """The work, or the page in which no reader knows one."""
    notices: list[Notice] = []
    note = noting(notices)
    for unpack in CONTAINERS:
        unpacked = unpack(source, options, note)
        if isinstance(unpacked, Source):
            source = unpacked
        elif unpacked is not None:
            return arrived(replace(unpacked, notices=tuple(notices)), source)
    root = parse_html(source.data, note, source.name)
    if any(sign in source.data for sign in _HIDDEN_MAIL):
        from fic2epub.readers.mail import spell_out_mail  # noqa: PLC0415 - nearly no page hides an address

        spell_out_mail(root, note)
    pictured = next(root.iter("img"), None) is not None  # now: a reader takes the bodies out of the page
    for reader in READERS:
        work = reader(root, source, options, note)
        if work is not None:
            work = _with_pictures(work, source, note) if pictured else work
            return arrived(replace(work, notices=tuple(notices)), source)
    cut = any(notice.code == "S003" for notice in notices) and b"</html" not in source.data[-_ENDING:].lower()
    return _Page(root, source, cut)


def _with_pictures(work: Work[Html], source: Source, note: Note) -> Work[Html]:
    from fic2epub.readers.pictures import finder_of, keep_pictures  # noqa: PLC0415 - most downloads have no pictures

    return keep_pictures(work, finder_of(source), note)
