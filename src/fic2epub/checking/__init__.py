"""Every known reason why a reader refuses or spoils an EPUB, found in the book; and what can be mended of it.

`check` looks, `fix` mends. Each document is parsed once, each check is a small function in the table of its module,
and `findings` says what the codes mean, and where that was seen.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.checking import archives, contents, documents, packages, pictures, sheets
from fic2epub.checking.findings import KINDS, READERS, Finding, Harm, found, readers_of
from fic2epub.checking.opening import (
    LARGEST_DOCUMENT,
    Traces,
    document_in,
    opened,
    place,
    traces_of,
)
from fic2epub.checking.sounding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.checking.opening import Document, Opened

__all__ = ["KINDS", "READERS", "Finding", "Fixed", "Harm", "check", "fix"]


class Fixed(NamedTuple):
    """A book that was mended."""

    content: bytes
    """As it was given when nothing could be mended."""
    mended: tuple[Finding, ...]
    """What was found before, and is not any more."""
    left: tuple[Finding, ...]
    """What is found now."""


def check(content: bytes, device: str = "generic", *, name: str = "") -> tuple[Finding, ...]:
    """
    What in an EPUB harms it on a device, in the order of the codes; nothing when it is fine.

    `device` is a key of `fic2epub.targets.DEVICES` or of `READERS`, `generic` means all. `name` is the book's file: a
    KEPUB is told by it. Raises `SourceError` for what is no EPUB or not to be trusted, `ReadingError` for a damaged
    archive.
    """
    book, faults = opened(content, name)
    every = faults if book is None else (*faults, *_looked(book))
    kepub = name.lower().endswith((".kepub.epub", ".kepub"))
    readers = readers_of(device, kepub=kepub)
    return tuple(sorted((one for one in every if readers & set(one.readers)), key=lambda one: one.code))


def fix(content: bytes, device: str = "generic", *, name: str = "") -> Fixed:
    """
    The book with all mended that can be mended without changing words.

    Nothing is mended that `check` does not find for the device. Raises as `check`, and `BuildingError` should words
    have changed, which would be a bug.
    """
    from fic2epub.checking.mending import mended  # noqa: PLC0415 - those who look need none of it

    before = after = check(content, device, name=name)
    made = content
    for _ in range(_ROUNDS):
        codes = frozenset(one.code for one in after if one.mendable)
        again = mended(made, codes, name) if codes else made
        if again == made:
            break
        made = again
        after = check(made, device, name=name)
    left = {_place(one) for one in after}
    return Fixed(made, tuple(one for one in before if _place(one) not in left), after)


_MOST = 100
"""Places in one file that are told of one kind."""
_ROUNDS = 4
"""What is mended may show what was hidden: a document that was no XML has links, too."""


def _place(one: Finding) -> tuple[str, str]:
    """What tells a finding from others, before and after lines have moved."""
    return one.code, one.where.partition(":")[0]


def _looked(book: Opened) -> Iterator[Finding]:
    for look in archives.CHECKS:
        yield from look(book)
    for look_in in packages.CHECKS:
        yield from look_in(book)
    traces: dict[str, Traces] = {}
    there = frozenset(book.files)
    for entry in book.documents():
        size = book.files.size_of(entry.name)
        if size > LARGEST_DOCUMENT:
            yield found("K065", entry.name)
            continue
        document = document_in(book, entry.name)
        traces[entry.name] = trace = traces_of(document)
        yield from documents.sizes(entry.name, size)
        yield from _in_document(document, book, there)
        if book.is_epub3 and entry.properties & packages.PROPERTIES != trace.properties:
            odd = ", ".join(sorted((entry.properties & packages.PROPERTIES) ^ trace.properties))
            yield found("K026", book.path, f"{entry.href}: {odd}")
    yield from _of_all(book, traces)
    yield from _in_files(book, there)


def _in_document(document: Document, book: Opened, there: frozenset[str]) -> Iterator[Finding]:
    for look in documents.CHECKS:
        yield from islice(look(document, book), _MOST)
    for style in document.elements.get("style", ()):
        yield from _in_sheet(document.name, "".join(style.itertext()), there)
    for element, said in document.attributes.get("style", ()):
        if sheets.has_corrupting(said):
            yield found("K080", place(document, element), said[:80])


def _in_sheet(name: str, css: str, there: frozenset[str], *, is_fit: bool = True) -> Iterator[Finding]:
    sheet = sheets.sheet_of(name, css, there, is_fit=is_fit)
    for look in sheets.CHECKS:
        yield from islice(look(sheet), _MOST)


def _of_all(book: Opened, traces: dict[str, Traces]) -> Iterator[Finding]:
    """What is known when all documents have been seen."""
    told = (book, contents.contents_of(book), traces)
    for look in contents.CHECKS:
        yield from look(told)
    for name, where in packages.unmanifested(book, traces):
        yield found("K022", where, name)
    if book.is_kepub:
        without = [name for name, trace in traces.items() if trace.has_text and not trace.has_spans]
        if traces and not any(trace.has_spans for trace in traces.values()):
            yield found("K073")
        elif without:
            yield found("K074", without[0], f"{len(without)} of them")


def _in_files(book: Opened, there: frozenset[str]) -> Iterator[Finding]:
    """What is in sheets and pictures."""
    seen: set[str] = set()
    for entry in book.entries:
        if entry.name not in book.files or entry.name in seen:
            continue
        seen.add(entry.name)
        if entry.media_type == "text/css" and book.files.size_of(entry.name) <= sheets.LARGEST_SHEET:
            css, said = decoded(book.files[entry.name])
            yield from _in_sheet(entry.name, css, there, is_fit=not said)
        if entry.media_type.startswith("image/"):
            for look in pictures.CHECKS:
                yield from look(entry.name, book.files[entry.name])
