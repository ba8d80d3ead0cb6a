"""What the pages and the catalogues of a library are made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["KINDS", "LARGEST_PAGE", "ORDERS", "Changes", "Entry", "Kind", "Library", "Made", "Order", "Page", "Query"]

Order = Literal["new", "title", "author", "series"]
Kind = Literal["fandom", "series", "author", "language"]
ORDERS: tuple[Order, ...] = ("new", "title", "author", "series")
KINDS: tuple[Kind, ...] = ("fandom", "series", "author", "language")
"""What books are sorted by on the shelf: a facet each."""
LARGEST_PAGE = 96
"""Books of one page, however many are asked for."""
_LARGEST_KEPUB = 64 << 20
"""Bytes of a book of which one for Kobo is made while somebody waits."""


class Query(NamedTuple):
    """What is looked for; what is empty is not asked for."""

    words: str = ""
    """Each has to begin a word of the book's title, creators, fandoms, series, subjects or summary."""
    fandom: str = ""
    series: str = ""
    author: str = ""
    language: str = ""
    """A BCP 47 tag, as `Entry.language` has it."""
    order: Order = "new"
    page: int = 1
    """Counted from 1; what is out of range is the nearest page that there is."""
    size: int = 48
    """Books of a page, at most `LARGEST_PAGE`."""


class Entry(NamedTuple):
    """A book as the shelf knows it; all of it is what the book says, and nothing of it is markup."""

    key: str
    """What addresses name it by: twenty letters and digits, the same as long as the book lies where it lies."""
    path: Path
    title: str
    creators: tuple[str, ...] = ()
    fandoms: tuple[str, ...] = ()
    series: str = ""
    series_index: float | None = None
    language: str = ""
    """A BCP 47 tag; empty when the book says none."""
    summary: str = ""
    """Plain text, with line ends."""
    words: int = 0
    """0 where nobody counted."""
    published: str = ""
    """`YYYY-MM-DD`, or as much of it as the book says."""
    updated: str = ""
    """The same, of the last chapter."""
    added: str = ""
    """The moment that its file was last changed: `YYYY-MM-DDThh:mm:ssZ`."""
    size: int = 0
    """Bytes of the file."""
    identifier: str = ""
    work_id: str = ""
    """The archive's number of the work; empty for other books."""
    has_cover: bool = False
    kepub: bool = False
    """Whether the file is one for Kobo already."""
    subjects: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    source: str = ""
    """The address of the work: `http:` or `https:`, or empty."""
    etag: str = ""
    """Begins the hash of the file's content."""
    position: str = ""
    """`series_index` as people write it: `3`, `2.5`; empty when there is none."""

    @property
    def suits_kobo(self) -> bool:
        """Whether it is, or can be made while somebody waits, a book for Kobo."""
        return self.kepub or self.size <= _LARGEST_KEPUB


class Page(NamedTuple):
    """One page of what was found."""

    entries: tuple[Entry, ...]
    total: int
    """How many books were found, on all pages."""
    number: int
    """Of this page, counted from 1."""
    size: int

    @property
    def pages(self) -> int:
        """How many there are; one that is empty if nothing was found."""
        return max(1, ceil(self.total / self.size))


class Changes(NamedTuple):
    """What was found out about the folder when it was looked through."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    broken: tuple[tuple[Path, str], ...] = ()
    """Files that were left out now, and why; each is told once until it changes."""


class Made(NamedTuple):
    """What became of a saved work that was uploaded."""

    name: str
    """Of the book's file."""
    content: bytes
    notices: tuple[str, ...] = ()
    """Sentences, for people."""


class Shelf(Protocol):
    """The books of a folder: what pages and catalogues ask; `fic2epub.serving.shelf.open_shelf` gives one."""

    def find(self, query: Query) -> Page:
        """One page of what is looked for."""

    def entry(self, key: str) -> Entry | None:
        """The book of a key; None when there is none (any more)."""

    def facets(self, query: Query) -> Mapping[Kind, tuple[tuple[str, int], ...]]:
        """
        For each kind the names among the books that are looked for, and of how many books each is; the most first.

        What the query says of a kind itself does not narrow that kind.
        """

    def neighbours(self, entry: Entry) -> tuple[Entry, ...]:
        """The books of its series, itself too, in their order; empty when it is in none."""

    def cover(self, key: str, *, thumbnail: bool) -> bytes | None:
        """Its picture, a JPEG or PNG (a thumbnail 240 pixels high); None when it has none."""

    def book(self, key: str, *, kepub: bool) -> tuple[str, bytes] | None:
        """A name that is safe anywhere, and the bytes; None when there is no such book (any more)."""

    def refresh(self) -> Changes:
        """Look through the folder for what changed."""

    @property
    def generation(self) -> int:
        """Grows with each change of the books."""

    @property
    def moment(self) -> int:
        """Of the last change: seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the pages need to know."""

    shelf: Shelf
    title: str
    guarded: bool = False
    """Whether an access code is wanted: then there is a way to log out."""
    uploads: bool = False
    """Whether saved works may be uploaded."""
    keeps: bool = False
    """Whether books made of them come into the library."""
