"""The books of a folder: looked through, looked up, opened by their keys.

A key is made of the path of a book in the folder, and means that book alone: nothing of a request is ever a path. What
lies behind a symbolic link is not of the folder, and is passed over.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from hashlib import blake2b
from threading import BoundedSemaphore, Event, Lock
from typing import TYPE_CHECKING, Any, BinaryIO

from fic2epub.errors import DeliveryError, Fic2EpubError
from fic2epub.model import Creator, Metadata
from fic2epub.naming import file_name
from fic2epub.serving.facts import Facts, picture_in
from fic2epub.serving.files import opened, read
from fic2epub.serving.index import Index, facts_told
from fic2epub.serving.library import KINDS, LARGEST_PAGE, Changes, Entry, Kind, Library, Made, Page, Query, Shelf
from fic2epub.serving.looking import look_through
from fic2epub.serving.searching import ORDERED, asked
from fic2epub.serving.thumbnails import THUMBNAIL, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "Changes",
    "Entry",
    "FolderShelf",
    "Library",
    "Made",
    "Page",
    "Query",
    "Shelf",
    "entry_of",
    "index_of",
    "open_shelf",
]

_KOBO, _EPUB = ".kepub.epub", ".epub"
_KEPT_KEPUBS = 64 << 20
"""Bytes of books for Kobo that are kept in memory."""
_HELD = 2
"""Books that are held in memory at a time because of their covers."""
_KEPT_COUNTS = 64
"""Queries whose counts are kept."""
_SHARED = tuple(name for name in Entry._fields if name in Facts._fields)
_COLUMNS = "key, path, size, hash, added, told"


class FolderShelf:
    """The shelf of one folder; any number of threads may ask it, one at a time looks through the folder."""

    def __init__(self, folder: Path, index: Index) -> None:
        self._root = folder
        self._index = index
        self._looking, self._converting, self._counting = Lock(), Lock(), Lock()
        self._over = Event()
        self._holding = BoundedSemaphore(_HELD)
        self._counts: OrderedDict[Any, Mapping[Kind, tuple[tuple[str, int], ...]]] = OrderedDict()
        self._kepubs: OrderedDict[str, bytes] = OrderedDict()

    @property
    def generation(self) -> int:
        """Grows with each change of the books."""
        return int(self._index.setting("generation"))

    @property
    def moment(self) -> int:
        """Of the last change: seconds since 1970."""
        return int(self._index.setting("moment"))

    @property
    def secret(self) -> bytes:
        """Thirty-two bytes that nobody else knows, the same until the index is thrown away."""
        return bytes(self._index.setting("secret"))

    def refresh(self) -> Changes:
        """Look through the folder for what changed; raises `DeliveryError` when it is not there (any more)."""
        with self._looking:
            return look_through(self._root, self._index, self._over.is_set)

    def interrupt(self) -> None:
        """End a look that is going on, and all that would begin."""
        self._over.set()

    def find(self, query: Query) -> Page:
        """One page of what is looked for."""
        size = min(max(query.size, 1), LARGEST_PAGE)
        where, values = asked(query, full_text=self._index.full_text)
        with self._index.reading() as reader:
            (total,) = reader.execute(f"SELECT count(*) FROM books WHERE {where}", values).fetchone()  # noqa: S608 - bound
            last = max(1, -(-total // size))
            number = min(max(query.page, 1), last)
            found = reader.execute(
                f"SELECT {_COLUMNS} FROM books WHERE {where} ORDER BY {ORDERED[query.order]} LIMIT ? OFFSET ?",  # noqa: S608 - the same
                (*values, size, (number - 1) * size),
            ).fetchall()
        return Page(tuple(map(self._entry, found)), total, number, size)

    def entry(self, key: str) -> Entry | None:
        """The book of a key; None when there is none (any more)."""
        with self._index.reading() as reader:
            found = reader.execute(f"SELECT {_COLUMNS} FROM books WHERE key = ? AND why = ''", (key,)).fetchone()  # noqa: S608 - the same
        return self._entry(found) if found else None

    def facets(self, query: Query) -> Mapping[Kind, tuple[tuple[str, int], ...]]:
        """For each kind the names among the books that are looked for, with how many there are of each."""
        plain = query._replace(page=1, size=1, order="new")
        known = (self.generation, plain)
        with self._counting:
            if known not in self._counts:
                self._counts[known] = self._counted(plain)
            self._counts.move_to_end(known)
            while len(self._counts) > _KEPT_COUNTS:
                self._counts.popitem(last=False)
            return self._counts[known]

    def neighbours(self, entry: Entry) -> tuple[Entry, ...]:
        """The books of its series, in their order."""
        if not entry.series:
            return ()
        return self.find(Query(series=entry.series, order="series", size=LARGEST_PAGE)).entries

    def cover(self, key: str, *, thumbnail: bool) -> bytes | None:
        """Its picture, a JPEG or PNG; None when it has none that can be shown."""
        entry = self.entry(key)
        if entry is None or not entry.has_cover:
            return None
        if not thumbnail:
            return self._picture(entry, None) or None
        small = self._index.thumbnail(entry.etag)
        if small is None:
            small = self._picture(entry, THUMBNAIL)
            if small is not None:
                self._index.keep_thumbnail(entry.etag, small)
        return small or None

    def book(self, key: str, *, kepub: bool) -> tuple[str, bytes] | None:
        """A name that is safe anywhere, and the bytes; None when there is no such book (any more)."""
        entry = self.entry(key)
        if entry is None or (kepub and not entry.suits_kobo):
            return None
        if kepub and not entry.kepub:
            made = self._kepub(entry)
            return None if made is None else (name_of(entry, kepub=True), made)
        content = read(self._root, entry.path)
        return None if content is None else (name_of(entry, kepub=False), content)

    def opened(self, entry: Entry) -> BinaryIO | None:
        """The file of a book, to be closed by who asked; None when it is not there any more."""
        return opened(self._root, entry.path)

    def name(self, entry: Entry) -> str:
        """The name of the file of a book when somebody takes it: safe on any device."""
        return name_of(entry, kepub=False)

    def close(self) -> None:
        """Put the index away; a look that is going on ends with the file that is being read."""
        self.interrupt()
        with self._looking:
            self._index.close()

    def _entry(self, found: tuple[str, bytes, int, str, str, str]) -> Entry:
        key, path, size, digest, added, told = found
        return entry_of(facts_told(told), key, size, self._root / os.fsdecode(path), (digest, added))

    def _counted(self, query: Query) -> Mapping[Kind, tuple[tuple[str, int], ...]]:
        """The kinds that the query narrows are counted each by itself, the others at once."""
        narrowed = [kind for kind in KINDS if getattr(query, kind)]
        counts = {kind: self._names(query, (kind,), kind)[kind] for kind in narrowed}
        counts |= self._names(query, tuple(kind for kind in KINDS if kind not in narrowed), None)
        return {kind: counts[kind] for kind in KINDS}

    def _names(
        self, query: Query, kinds: tuple[Kind, ...], but: Kind | None
    ) -> dict[Kind, tuple[tuple[str, int], ...]]:
        where, values = asked(query, full_text=self._index.full_text, but=but)
        everything = not values
        marks = ", ".join("?" * len(kinds))
        narrower = "" if everything else f" AND id IN (SELECT id FROM books WHERE {where})"  # noqa: S608 - bound
        with self._index.reading() as reader:
            found = reader.execute(
                f"SELECT kind, name, count(*) AS many FROM names WHERE kind IN ({marks}){narrower}"  # noqa: S608 - the same
                " GROUP BY kind, name ORDER BY many DESC, name",
                (*kinds, *values),
            ).fetchall()
        counts: dict[Kind, list[tuple[str, int]]] = {kind: [] for kind in kinds}
        for kind, name, many in found:
            counts[kind].append((name, many))
        return {kind: tuple(names) for kind, names in counts.items()}

    def _picture(self, entry: Entry, size: tuple[int, int] | None) -> bytes | None:
        """Its cover; nothing when it has none that can be shown, None when the book cannot be read."""
        with self._index.reading() as reader:
            (told,) = reader.execute("SELECT told FROM books WHERE key = ?", (entry.key,)).fetchone() or ("",)
        with self._holding:
            content = read(self._root, entry.path) if told else None
            if content is None:
                return None
            picture = picture_in(content, facts_told(told).cover)
        return b"" if picture is None else shown(picture, size) or b""

    def _kepub(self, entry: Entry) -> bytes | None:
        """The book for Kobo; None when it cannot be made. One is made at a time."""
        from fic2epub.kepub import kepub_bytes  # noqa: PLC0415 - when the first Kobo asks

        with self._converting:
            if entry.etag in self._kepubs:
                self._kepubs.move_to_end(entry.etag)
                return self._kepubs[entry.etag]
            content = read(self._root, entry.path)
            if content is None:
                return None
            try:
                made = kepub_bytes(content).content
            except Fic2EpubError:
                return None
            self._kepubs[entry.etag] = made
            while sum(map(len, self._kepubs.values())) > _KEPT_KEPUBS and len(self._kepubs) > 1:
                self._kepubs.popitem(last=False)
            return made


def open_shelf(folder: Path, index: Path | None = None) -> FolderShelf:
    """
    The shelf of a folder, as the index knows it: `refresh` looks through the folder.

    The index is a file in the system's folder for such things if none is named. Raises `DeliveryError` when there is
    no such folder, or the index cannot be made.
    """
    try:
        root = folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise DeliveryError("there is no such folder", where=str(folder)) from error
    if not root.is_dir():
        raise DeliveryError("this is no folder", where=str(folder), hint="name the folder with the books")
    file = (index or index_of(root)).absolute()
    if file.parent.resolve().is_relative_to(root):
        hint = "name a file elsewhere: --index FILE"
        raise DeliveryError("the index would lie among the books", where=str(file), hint=hint)
    return FolderShelf(root, Index(file, str(root)))


def index_of(folder: Path) -> Path:
    """Where the index of a folder is when no file is named."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - the extra `serve`

    named = blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return user_cache_path("fic2epub", appauthor=False) / "libraries" / f"{named}.sqlite"


def name_of(entry: Entry, *, kepub: bool) -> str:
    """The name of a download: safe on any device."""
    creators = tuple(Creator(name) for name in entry.creators)
    kobo = kepub or entry.kepub
    return file_name(Metadata(title=entry.title, creators=creators), "{title} - {author}", _KOBO if kobo else _EPUB)


def entry_of(facts: Facts, key: str, size: int, path: Path, seen: tuple[str, str]) -> Entry:
    """A book with these facts; `seen` are what begins its hash, and the moment it was changed."""
    digest, added = seen
    position = "" if facts.series_index is None else f"{facts.series_index:g}"
    return Entry(
        key=key,
        path=path,
        **{name: getattr(facts, name) for name in _SHARED},
        added=added,
        size=size,
        has_cover=bool(facts.cover),
        kepub=path.name.lower().endswith(_KOBO),
        etag=digest,
        position=position,
    )
