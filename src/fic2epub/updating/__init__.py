"""A newer save of a work into its book, with every place kept that can be: what `fic2epub update` does.

The book is made anew from the save, with the options that it was made with. Then each of its documents is brought to
the shape of the one that it takes the place of: what reading systems count by stays where it was
(docs/explanation/places.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fic2epub import pipeline
from fic2epub.book import build_book
from fic2epub.book.facts import identifier_of, modified_of, overruled
from fic2epub.book.plan import chapter_marks
from fic2epub.book.trust import is_harmless
from fic2epub.book.unbinding import Unlike
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError, NotAWork, Notice, OptionsError, ReadingError, WritingError, noting
from fic2epub.kepub import SENTENCES, kepub_bytes
from fic2epub.model import Role, Source, Work
from fic2epub.normalize import normalize_work
from fic2epub.options import Options
from fic2epub.places import has_places
from fic2epub.recalling import Damaged, edits_of, read_record
from fic2epub.records import NAME
from fic2epub.restyling import bound_before, files_of, kept_cover, opened_book, unbound
from fic2epub.sources import open_source
from fic2epub.unzip import open_archive
from fic2epub.updating.chapters import Change, known_of, merged
from fic2epub.updating.housing import housed, with_files
from fic2epub.updating.numbers import numbered, way_of
from fic2epub.updating.settling import settled
from fic2epub.updating.sheet import with_lines
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fic2epub.errors import Note
    from fic2epub.model import Asset, Book, Chapter, Document, Html, Xhtml
    from fic2epub.readers.books.package import Package
    from fic2epub.recalling import Record
    from fic2epub.restyling import Opened

__all__ = ["Change", "Updated", "keep_places", "update"]

_KOBO = "kobo"
_USUAL, _BY_LANGUAGE = SENTENCES
_NAV = "nav.xhtml"
_CHAPTER = "chapter-"
_SHEET = "css/book.css"
_UNCOUNTED = frozenset((Role.COVER, Role.TITLE_PAGE, Role.CONTENTS))
"""Pages that nobody reads on from: made anew, as they are."""
_ANEW = "make a book of it anew: fic2epub convert"
_OVERRULES = "--force (force=True) does it all the same"


class Updated(NamedTuple):
    """A book that was updated."""

    content: bytes
    """The file: an EPUB, or a KEPUB of a KEPUB."""
    book: Book
    changes: tuple[Change, ...]
    """What became of the chapters; in the order of the newer save, those that were removed last."""
    options: Options
    """All that it was made with."""


def update(
    book: bytes | str | Path | Source,
    new: Work[Html] | str | Path | bytes | Source,
    options: Options | Mapping[str, Any] | None = None,
    *,
    keep_removed: bool = False,
    force: bool = False,
) -> Updated:
    """
    Bring a book of ours to a newer save of its work: `update("book.epub", "save.html").content`.

    `options` are all, or those that are to change: the others stay as the book was made with. What the author took out
    since leaves its title behind, and its text too if `keep_removed`. Places in the book, as KOReader, Kobo and EPUB
    CFIs tell them, lead to the same sentences where that can be. The same book and save give the same bytes.

    Raises `NotAWork` when the book is none of ours, `WritingError` unless `force` when the save is of another work,
    older than the book, or lacks chapters that are posted, and as `fic2epub.read` and `fic2epub.build` do.
    """
    source = open_source(book)
    opened = opened_book(source)
    record = _record(opened.package)
    chosen = _options(record, options, opened)
    work = new if isinstance(new, Work) else pipeline.read(new, chosen)
    _refuse_shape(work, record)
    clean = _normalized(pipeline.overruled(work, chosen), chosen)
    if not force:
        _refuse_other(clean, opened.package, chosen)
    notices: list[Notice] = []
    updating = _Updating(opened, record, noting(notices))
    clean, changes = updating.merge(updating.edited(clean), keep_removed=keep_removed)
    made = build_book(clean, chosen, kept_cover(opened.package, chosen))
    placed, way = _placed(made, source, opened)
    placed = replace(placed, notices=(*notices, *_tell_of_spine(opened.package, placed), *placed.notices))
    return Updated(_content(placed, way), placed, changes, chosen)


def keep_places(book: Book, old: Source) -> Book:
    """Another book of the same work, with the places of the one of before."""
    return _placed(book, old, opened_book(old))[0]


def _record(package: Package) -> Record:
    """What the book tells of how it was made; raises `NotAWork` when it does not."""
    try:
        return read_record(package.files[NAME])
    except (KeyError, Damaged) as error:
        raise NotAWork("this book does not tell how it was made", hint=_ANEW) from error


def _options(record: Record, options: Options | Mapping[str, Any] | None, opened: Opened) -> Options:
    """What the book is made with."""
    if isinstance(options, Options):
        return options
    device = {"device": _KOBO} if opened.for_kobo else {}
    return replace(record.options, **{**device, **(options or {})})


def _normalized(work: Work[Html], options: Options) -> Work[Xhtml]:
    """The work in valid markup, with pictures that e-readers show."""
    if options.images != "keep" or work.assets or any(part.assets for part in work.parts):
        from fic2epub.images import settle_pictures  # noqa: PLC0415 - most works have no pictures

        work = settle_pictures(work, options)
    return normalize_work(work, options)


def _refuse_shape(work: Work[Html], record: Record) -> None:
    """Raise `WritingError` for an omnibus where a work is wanted, and the other way round."""
    if bool(work.parts) != bool(record.work.parts):
        said = "one of the two is an omnibus, and the other is not"
        raise WritingError(said, hint="join the works first: fic2epub --omnibus")


def _refuse_other(work: Work[Xhtml], package: Package, options: Options) -> None:
    """Raise `WritingError` for a save that the book is not to be brought to."""
    if identifier_of(replace(work, metadata=overruled(work.metadata, options))) != package.first("identifier"):
        raise WritingError(
            f"this save is of another work: {work.metadata.title}",
            hint=f"a book of its own is made by: fic2epub convert; {_OVERRULES}",
        )
    if modified_of(work) < package.first("dcterms:modified"):
        raise WritingError("this save is older than the book", hint=_OVERRULES)
    posted = work.metadata.progress.posted if work.metadata.progress else 0
    if 0 < len(work.chapters) < posted:
        said = f"this save has {len(work.chapters)} of {posted} chapters: the others would be taken for removed"
        raise WritingError(said, hint=f"save the entire work, or give all pages of it; {_OVERRULES}")


class _Updating:
    """A book on its way to a newer edition."""

    def __init__(self, opened: Opened, record: Record, note: Note) -> None:
        self._package = opened.package
        self._record = record
        self._note = note
        self._old = self._unbound()
        """The work as it was; None when the book is not as it was made."""

    def _unbound(self) -> Work[Xhtml] | None:
        try:
            work = unbound(self._package, self._record)
        except Unlike:
            return None
        return work if is_harmless(work) else None

    def edited(self, work: Work[Xhtml]) -> Work[Xhtml]:
        """The work under the title and the names that a person gave to the book."""
        try:
            before = bound_before(self._package, self._record)
        except (Unlike, Fic2EpubError):
            self._note("B015", "somebody changed the text of the book: it is that of the save now")
            return work
        edits = edits_of(self._package.metadata, before.metadata, None)
        if edits.title is None and edits.creators is None:
            return work
        self._note("R092", "kept as somebody changed them in the book: title or creators")
        return replace(work, metadata=edits.of(work.metadata))

    def merge(self, work: Work[Xhtml], *, keep_removed: bool) -> tuple[Work[Xhtml], tuple[Change, ...]]:
        """The work with the chapters of the book at their places, and what became of them."""
        if work.parts:
            return work, ()
        old = self._old
        if old is None:
            if keep_removed:
                said = "the text of the book is not as it was made: nothing of it can be kept"
                raise OptionsError(said, hint="update it without --keep-removed")
            return work, ()
        known = [known_of(*one) for one in zip(old.chapters, chapter_marks(old), strict=True)]
        pictures: list[Asset] = []

        def kept(place: int) -> Chapter[Xhtml]:
            chapter = old.chapters[place]
            pictures.extend(_pictures(chapter, old, work))
            return chapter

        result = merged(known, work, kept, keep_removed=keep_removed)
        for number in result.guessed:
            self._note("B013", "told by its number and some of its words alone", f"chapter {number}")
        for change in result.changes:
            if change.kind == "removed":
                self._tell_removed(change, kept=keep_removed)
        assets = (*work.assets, *{asset.href: asset for asset in pictures}.values())
        parted = {name: len(torn) + 1 for name, torn in self._record.work.trace.parted.items()}
        whole = housed(replace(result.work, assets=assets), result.fresh, parted)
        return whole, with_files(result.changes, whole)

    def _tell_removed(self, change: Change, *, kept: bool) -> None:
        where = f"chapter {change.number}"
        if kept:
            self._note("B012", "its author removed it: it was kept, and its title is struck", where)
        else:
            self._note("B011", "its author removed it: its struck title keeps the places of those behind it", where)


def _pictures(chapter: Chapter[Xhtml], old: Work[Xhtml], new: Work[Xhtml]) -> list[Asset]:
    """The pictures of a chapter that is kept, under names that the newer work does not have for others."""
    there = {asset.href: asset.data for asset in new.assets}
    known = {asset.href: asset for asset in old.assets}
    found: list[Asset] = []
    for body in (chapter.body, chapter.summary, chapter.notes, chapter.endnotes):
        for picture in body.element.iter("img") if body is not None else ():
            scheme, _, href = picture.get("src", "").partition(":")
            asset = known.get(href)
            if asset is None or there.get(href) == asset.data:
                continue
            if href in there:
                folder, _, name = href.rpartition("/")
                asset = asset._replace(href=f"{folder}/kept-{name}")
                picture.set("src", f"{scheme}:{asset.href}")
            found.append(asset)
    return found


def _placed(made: Book, source: Source, opened: Opened) -> tuple[Book, str]:
    """The book with its documents at the places of before, and how its sentences are parted for Kobo."""
    files = files_of(opened.package)
    kepub: Mapping[str, bytes] = open_archive(source.data) if opened.for_kobo else {}
    known = [document.href for document in made.documents if document.role not in _UNCOUNTED]
    found = {href: content for href in known if (content := files.of(href)) is not None}
    for_kobo = {
        href: kepub[files.folder + href].decode("utf-8", "replace") for href in found if files.folder + href in kepub
    }
    ways = {way_of(found[href].decode("utf-8", "replace"), text) for href, text in for_kobo.items()}
    way = _BY_LANGUAGE if _BY_LANGUAGE in ways else _USUAL
    documents = tuple(
        _one_placed(document, found[document.href], for_kobo.get(document.href), way)
        if document.href in found
        else document
        for document in made.documents
    )
    assets = made.assets
    if any(has_places(document.xhtml) for document in documents):
        assets = tuple(one._replace(data=with_lines(one.data)) if one.href == _SHEET else one for one in assets)
    return replace(made, documents=documents, assets=assets), way


def _one_placed(document: Document, old: bytes, for_kobo: str | None, way: str) -> Document:
    """A document at the places of before."""
    if old == document.xhtml:
        return document
    try:
        xhtml = settled(old, document.xhtml)
    except ReadingError:  # somebody broke it: there are no places in it
        return document
    before = for_kobo or old.decode("utf-8", "replace")
    return document._replace(xhtml=numbered(before, xhtml.decode(), way).encode())


def _content(book: Book, way: str) -> bytes:
    """The file of the book; a KEPUB with its sentences parted as they were."""
    if way == _USUAL or book.device != _KOBO:
        return pipeline.content_of(book)
    return kepub_bytes(epub_bytes(book), sentences=way).content


def _tell_of_spine(package: Package, book: Book) -> Iterator[Notice]:
    """Say of documents that have moved in the spine: KOReader knows them by their places."""
    names = [name.rpartition("/")[2] for name in package.documents]
    now = [name for one in book.documents if (name := one.href.rpartition("/")[2]) != _NAV]
    places = {name: place for place, name in enumerate(now)}
    moved = [name for place, name in enumerate(names) if name.startswith(_CHAPTER) and places.get(name) != place]
    if moved:
        count = f"{len(moved)} files of chapters have" if len(moved) > 1 else "1 file of a chapter has"
        said = "places in them are kept for Kobo and by EPUB CFIs, and KOReader opens the chapter before or behind"
        yield Notice("B014", f"{count} another place in the book: {said}")
