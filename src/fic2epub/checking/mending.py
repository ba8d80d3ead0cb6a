"""A book is mended: what is wrong with it is put right, one thing after the other, and its words are counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.checking import mending_contents, mending_documents, mending_packages, mending_sheets
from fic2epub.checking.bench import Bench, words_in
from fic2epub.checking.opening import LARGEST_DOCUMENT, opened
from fic2epub.checking.renaming import has_alike, rename
from fic2epub.errors import BuildingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.checking.opening import Opened

__all__ = ["mended"]


def mended(content: bytes, codes: frozenset[str], name: str = "") -> bytes:
    """
    The book with these findings mended, as far as they can be; the same bytes for the same book.

    Raises `BuildingError` when a word of it would have changed.
    """
    book, _ = opened(content, name)
    if book is None:
        return content
    bench = Bench(book)
    _mend(bench, codes)
    made = bench.content()
    _compare(book, made, bench)
    return made


def _mend(bench: Bench, codes: frozenset[str]) -> None:
    """First what makes documents readable, then what is in them, what names them, and last their names."""
    for kinds, mend in _ORDER:
        if kinds & codes:
            mend(bench, codes)
    alike = frozenset(("K004",)) if has_alike(bench) else frozenset[str]()  # what was put in may be like what was there
    if (codes & _NAMES) | alike:
        rename(bench, codes | alike)


def _alone(mend: Callable[[Bench], None]) -> Callable[[Bench, frozenset[str]], None]:
    """A mend that does the same whatever else was found."""
    return lambda bench, _: mend(bench)


_ORDER: tuple[tuple[frozenset[str], Callable[[Bench, frozenset[str]], None]], ...] = (
    *((kinds, _alone(mend)) for kinds, mend in mending_documents.MENDS),
    (mending_sheets.MENDS, mending_sheets.rewrite),
    *((kinds, _alone(mend)) for kinds, mend in mending_packages.MENDS),
    *((kinds, _alone(mend)) for kinds, mend in mending_contents.MENDS),
    (frozenset(("K026", "K058")), _alone(mending_packages.settle_properties)),
)
_NAMES = frozenset(("K003", "K004", "K025"))


def _compare(book: Opened, content: bytes, bench: Bench) -> None:
    """Raise `BuildingError` unless the words of every document are what they were."""
    again, _ = opened(content)
    for entry in book.documents():
        name = bench.names.get(entry.name, entry.name)
        before, after = book.files[entry.name], again.files.get(name, b"") if again else b""
        if before == after or len(before) > LARGEST_DOCUMENT:
            continue
        if words_in(before, epub3=book.is_epub3) != words_in(after, epub3=book.is_epub3):
            hint = "please report this book; nothing was written"
            raise BuildingError("mending would have changed words", where=entry.name, hint=hint)
