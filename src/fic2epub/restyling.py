"""Another look for a book of ours, without its source: what `fic2epub restyle` does.

A book tells in its record (`fic2epub.records`) what it was made of and with which options. So the work can be taken out
of it as it was when it was bound, and bound again with others. What is done before that cannot be done anew: options
for the text itself are refused, and the way to them is the source.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from fic2epub import pipeline
from fic2epub.book import build_book
from fic2epub.book.trust import bodies_in, is_harmless
from fic2epub.book.unbinding import Files, Unlike, alike, unbind
from fic2epub.errors import Fic2EpubError, NotAWork, Notice, OptionsError
from fic2epub.model import Asset, Role
from fic2epub.normalize.footnotes.looking import may_have_notes
from fic2epub.options import Options
from fic2epub.places import has_places
from fic2epub.placing import beside_others, put, target_of
from fic2epub.readers.books import own_package
from fic2epub.recalling import Damaged, edits_of, read_record
from fic2epub.records import FILE, NAME
from fic2epub.sources import open_source
from fic2epub.targets import DEVICES, renamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Unpack

    from fic2epub.model import Book, Source, Work, Xhtml
    from fic2epub.readers.books.package import Package
    from fic2epub.recalling import Edits, Record

__all__ = [
    "Changes", "Opened", "Remade", "bound_before", "files_of", "kept_cover", "made_with", "opened_book", "place_of",
    "remake", "restyle", "unbound", "write_restyled",
]  # fmt: skip

_OF_TEXTS = ("language", "spacing", "work_skin", "calm_marks", "smarten", "images")
"""Options that act on texts before they are bound."""
_OF_PICTURES = ("image_size", "grey")
"""Options that act on pictures; where there are none they do nothing."""
_KOBO = "kobo"
"""The device of a book that is found as a KEPUB, whatever it was made for."""
_ANEW = "make the book anew from its source: fic2epub convert"
_PICTURES = "image/"


class Changes(TypedDict, total=False):
    """The options that may be given; what each means stands in `Options`. Those that are not given stay as they are."""

    language: str | None
    title: str | None
    cover: str
    subjects: tuple[str, ...]
    shelf: str
    ui_language: str | None
    spacing: str
    paragraphs: str
    footnotes: str
    notes: str
    work_skin: str
    vertical: bool
    calm_marks: bool
    smarten: bool
    theme: str
    css: str
    warnings: str
    lengths: bool
    images: str
    image_size: str
    grey: bool
    template: str
    partial: bool
    device: str


class Remade(NamedTuple):
    """A book that was made again."""

    book: Book
    options: Options
    """All that it was made with."""


def restyle(
    book: str | Path, target: str | Path | None = None, *, force: bool = False, **changes: Unpack[Changes]
) -> Path:
    """
    Give a book of ours another look: `restyle("book.epub", theme="modern", notes="end")`; its path.

    Options that are not named stay as the book was made with. The new book is byte for byte what its source would give
    with all of them. Without a `target`, a file or a folder, it takes the old one's place; another file there is only
    overwritten if `force`. Raises `OptionsError` for what cannot be changed without the source, `NotAWork` when the
    file is no book of ours, and as `fic2epub.read` and `fic2epub.write` do.
    """
    opened = open_source(book)
    return write_restyled(remake(opened, changes), place_of(book, target), target, force=force)


def place_of(book: str | Path, target: str | Path | None) -> Path:
    """Where the book lies; raises `OptionsError` when it comes from a stream, and nothing says where it is to go."""
    if str(book) == "-" and target is None:
        raise OptionsError("a book from standard input has no place", hint="say where it goes: -o FILE")
    return Path(book)


def write_restyled(remade: Remade, path: Path, target: str | Path | None, *, force: bool = False) -> Path:
    """Write a book that was remade in place of itself, or where else it is wanted; raises `WritingError`."""
    book = remade.book
    if target is None:
        fitting = renamed(path, DEVICES[book.device])
        if fitting != path:  # another form of file, which may not be under the name of this one
            return pipeline.write(book, fitting, force=force)
        content = pipeline.content_of(book)
        if content != path.read_bytes():
            put(path, content)
        return path
    found, named_by_us = target_of(book.metadata, None, target, remade.options)
    return pipeline.write(book, beside_others(pipeline.borne(found, book), book) if named_by_us else found, force=force)


def made_with(book: str | Path) -> dict[str, Any] | None:
    """The options that a book of ours was made with, those that are not as usual; None when that is not to be told."""
    try:
        chosen = read_record(opened_book(open_source(book)).package.files[NAME]).options
    except (KeyError, Damaged, Fic2EpubError):
        return None
    usual = Options()
    named = ((name, getattr(chosen, name)) for name in Options.__dataclass_fields__)
    return {name: value for name, value in named if value != getattr(usual, name)}


def remake(source: Source, changes: Mapping[str, Any]) -> Remade:
    """The book of this source with these options changed; raises as `restyle`."""
    notices: list[Notice] = []
    given = source
    source, package, for_kobo = opened_book(source)
    if for_kobo:
        changes = {"device": _KOBO, **changes}
    try:
        record = read_record(package.files[NAME])
    except (KeyError, Damaged) as error:
        said = (
            "holds no record of how it was made"
            if isinstance(error, KeyError)
            else f"has a record that is of no use: {error}"
        )
        notices.append(Notice("R090", f"the book {said}: what its pages tell was taken for it", NAME))
        return _from_pages(source, Options(**changes), None, notices)
    options = replace(record.options, **changes)
    try:
        before = bound_before(package, record)
        _refuse(record, options, package)
        remade = _remade(package, record, options, (before, frozenset(changes)), notices)
        return _kept_places(remade, given, package)
    except Unlike as error:
        said = (
            f"the text of the book is not as it was made: {error}" if str(error) else "the text of the book was changed"
        )
        notices.append(Notice("R091", f"{said}; it was read as any book is"))
        with suppress(Unlike):  # where the notes would have to be looked at as they were
            _refuse(record, options, package)
        return _from_pages(source, options, kept_cover(package, options), notices)


def _kept_places(remade: Remade, source: Source, package: Package) -> Remade:
    """The book with the places that the one of before had kept, if it was ever updated."""
    if not any(has_places(package.files[name]) for name in package.documents):
        return remade
    from fic2epub.updating import keep_places  # noqa: PLC0415 - few books were updated

    return remade._replace(book=keep_places(remade.book, source))


class Opened(NamedTuple):
    """A book of ours, in the form in which it was bound."""

    source: Source
    package: Package
    for_kobo: bool
    """Whether it was found in the form of Kobo's books."""


def opened_book(source: Source) -> Opened:
    """The book; without what was put in for Kobo. Raises `NotAWork` when it is none of ours."""
    try:
        return Opened(source, own_package(source), for_kobo=False)
    except NotAWork:
        from fic2epub.kepub import undone_bytes  # noqa: PLC0415 - few books are for Kobo

        with suppress(Fic2EpubError):
            undone = replace(source, data=undone_bytes(source.data).content)
            return Opened(undone, own_package(undone), for_kobo=True)
        raise


def bound_before(package: Package, record: Record) -> Book:
    """The book as it was made; raises `Unlike` when the one that is there is another."""
    work = unbound(package, record)
    if not is_harmless(work):
        raise Unlike("it holds what no book of ours does")
    book = build_book(work, record.options, lambda _: b"-")
    files = files_of(package)
    for document in book.documents:
        if document.role in {Role.COVER, Role.TITLE_PAGE, Role.CONTENTS}:
            continue
        found = files.of(document.href)
        if found is None or not alike(document.xhtml, found):
            raise Unlike(document.href)
    return book


def unbound(package: Package, record: Record) -> Work[Xhtml]:
    """The work that the book was made of; raises `Unlike` when that cannot be told."""
    options = record.options
    return pipeline.overruled(unbind(files_of(package), record.work, options.notes, options.footnotes), options)


def files_of(package: Package) -> Files:
    """What the package holds, as who unbinds wants it."""
    folder = package.path.rpartition("/")[0]
    folder = f"{folder}/" if folder else ""
    pictures = tuple(
        Asset(one.name.removeprefix(folder), one.media_type, package.files[one.name])
        for one in package.listed
        if one.media_type.startswith(_PICTURES) and "cover-image" not in one.properties and one.name in package.files
    )
    return Files(package.files, folder, pictures)


def _remade(
    package: Package, record: Record, options: Options, before: tuple[Book, frozenset[str]], notices: list[Notice]
) -> Remade:
    """Another book of the same work; `before` are the book as it was made, and which options are changed."""
    book, changed = before
    edits = edits_of(package.metadata, book.metadata, None if {"subjects", "shelf"} & changed else book.subjects)
    work = unbind(files_of(package), record.work, record.options.notes, record.options.footnotes)
    if any(edit is not None for edit in edits):
        notices.append(Notice("R092", f"kept as somebody changed them in the book: {_named(edits)}"))
        work = replace(work, metadata=edits.of(work.metadata))
        if edits.title is not None and "title" not in changed:
            options = replace(options, title=None)
    made = build_book(pipeline.overruled(work, options), options, kept_cover(package, options))
    if files_of(package).pictures and not options.image_size and _shown(options) != _shown(record.options):
        said = "the pictures keep the size that they have: making the book anew from its source fits them"
        notices.append(Notice("D023", said))
    subjects = made.subjects if edits.subjects is None else edits.subjects
    return Remade(replace(made, subjects=subjects, notices=(*notices, *made.notices)), options)


def _shown(options: Options) -> tuple[int, int]:
    """The largest picture that the device shows."""
    return DEVICES[options.device].image_size


def _named(edits: Edits) -> str:
    return ", ".join(name for name, edit in zip(edits._fields, edits, strict=True) if edit is not None)


def _from_pages(
    source: Source, options: Options, cover: Callable[[Any], bytes] | None, notices: list[Notice]
) -> Remade:
    """A book of what the pages of another tell."""
    from fic2epub.normalize import normalize_work  # noqa: PLC0415 - few books need it

    work = pipeline.read(source, options)
    made = build_book(normalize_work(work, options), options, cover)
    return Remade(replace(made, notices=(*notices, *made.notices)), options)


def kept_cover(package: Package, options: Options) -> Callable[[Any], bytes] | None:
    """What answers the cover of the old book, where that was a file and stays."""
    if options.cover != FILE:
        return None
    name = next((one.name for one in package.listed if "cover-image" in one.properties), "")
    if name not in package.files:
        hint = "choose another: --cover auto"
        raise OptionsError("the book's cover was a picture that is not in it any more", hint=hint)
    content = package.files[name]
    return lambda _: content


def _refuse(record: Record, options: Options, package: Package) -> None:
    """Raise `OptionsError` for what only the source can give."""
    made = record.options
    changed = {name for name in Options.__dataclass_fields__ if getattr(options, name) != getattr(made, name)}
    for name in _OF_TEXTS:
        if name in changed:
            raise _only_anew(name, "acts on the text itself")
    on_pictures = changed.intersection(_OF_PICTURES)
    if on_pictures and (files_of(package).pictures or options.cover == FILE):
        raise _only_anew(min(on_pictures), "acts on pictures before they come into a book")
    if "title" in changed and record.work.parts:
        raise _only_anew("title", "of an omnibus is what it is told by")
    if "notes" in changed:
        _refuse_notes(record, options, package)
    if "footnotes" in changed and "keep" in {made.footnotes, options.footnotes}:
        work = unbound(package, record)
        if any(may_have_notes(body.element) for body in bodies_in(work)):
            raise _only_anew("footnotes", "act on marks in the text")


def _refuse_notes(record: Record, options: Options, package: Package) -> None:
    """Raise for notes that are not in the book, and for such as the text refers to: these move when notes go."""
    parts = (record.work, *record.work.parts)
    if record.options.notes == "drop" and any(part.dropped for part in parts):
        raise OptionsError("the notes were left out when the book was made: they are not in it", hint=_ANEW)
    if options.notes == "drop" and any(map(_holds_a_note, _notes_of(unbound(package, record)))):
        raise _only_anew("notes", "hold what marks in the text refer to")


def _notes_of(work: Work[Xhtml]) -> Iterator[Xhtml]:
    """The notes of a work, of its parts, and of all their chapters."""
    for part in (work, *work.parts):
        found = [part.notes, part.endnotes]
        for chapter in part.chapters:
            found += [chapter.notes, chapter.endnotes]
        yield from (body for body in found if body is not None)


def _holds_a_note(body: Xhtml) -> bool:
    return next(body.element.iter("aside"), None) is not None


def _only_anew(name: str, why: str) -> OptionsError:
    return OptionsError(f"{name.replace('_', '-')} {why}: that cannot be changed without the source", hint=_ANEW)
