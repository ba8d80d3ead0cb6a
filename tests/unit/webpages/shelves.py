"""Shelves with nothing behind them: books of all sorts for the pages to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.serving.library import KINDS, Changes, Entry, Page, Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.serving.library import Kind

__all__ = ["BOOKS", "PLAIN", "FakeShelf", "many"]

PLAIN = Entry(
    key="a" * 20,
    path=Path("/books/The Clock - Wren.epub"),
    title="The Clock",
    creators=("Wren",),
    fandoms=("Penny Quay",),
    series="Tides",
    series_index=1.0,
    position="1",
    language="en",
    summary="A clock that keeps the tide.\n\nAnd who winds it.",
    words=12345,
    published="2024-05-01",
    updated="2024-06-02",
    size=345_678,
    subjects=("Fan fiction", "Penny Quay", "Tea & <biscuits>"),
    publisher="Archive of Our Own",
    source="https://archiveofourown.org/works/1",
    has_cover=True,
    etag="0123456789ab",
)
"""A book with all that a book can say."""
BOOKS = (
    PLAIN,
    PLAIN._replace(key="b" * 20, title="The Bell", series_index=2.0, position="2", has_cover=False),
    Entry("c" * 20, Path("/books/x.epub"), "ساعة المدّ", creators=("سلمى",), language="ar", size=1_200_000),
    Entry("d" * 20, Path("/books/y.kepub.epub"), "潮を刻む時計", creators=("鈴",), language="ja", size=900, kepub=True),
    Entry("e" * 20, Path("/books/z.epub"), "Very long " * 25 + "title", language="de", size=5_000),
    Entry("f" * 20, Path("/books/w.epub"), '<script>alert("1")</script>', creators=("<b>B</b>", "C & D"), size=10),
)


@dataclass
class FakeShelf:
    """Books in the order in which they stand; a word is looked for anywhere in a title."""

    books: tuple[Entry, ...] = BOOKS

    def _found(self, query: Query) -> list[Entry]:
        return [book for book in self.books if query.words.casefold() in book.title.casefold() and _fits(book, query)]

    def find(self, query: Query) -> Page:
        found = self._found(query)
        if query.order == "title":
            found.sort(key=lambda book: book.title)
        last = max(1, -(-len(found) // query.size))
        number = min(query.page, last)
        return Page(tuple(found[(number - 1) * query.size : number * query.size]), len(found), number, query.size)

    def entry(self, key: str) -> Entry | None:
        return next((book for book in self.books if book.key == key), None)

    def facets(self, query: Query) -> Mapping[Kind, tuple[tuple[str, int], ...]]:
        return {
            kind: tuple(
                Counter(
                    name for book in self._found(query._replace(**{kind: ""})) for name in _names(book, kind)
                ).most_common()
            )
            for kind in KINDS
        }

    def neighbours(self, entry: Entry) -> tuple[Entry, ...]:
        return tuple(book for book in self.books if entry.series and book.series == entry.series)

    def cover(self, key: str, *, thumbnail: bool) -> bytes | None:  # noqa: ARG002 - the shelf's signature
        return None

    def book(self, key: str, *, kepub: bool) -> tuple[str, bytes] | None:  # noqa: ARG002 - the same
        return None

    def refresh(self) -> Changes:
        return Changes()


def _names(book: Entry, kind: Kind) -> tuple[str, ...]:
    names = {"fandom": book.fandoms, "series": (book.series,), "author": book.creators, "language": (book.language,)}
    return tuple(filter(None, names[kind]))


def _fits(book: Entry, query: Query) -> bool:
    return all(not getattr(query, kind) or getattr(query, kind) in _names(book, kind) for kind in KINDS)


def many(count: int) -> FakeShelf:
    """A shelf of so many books, all with other names."""
    return FakeShelf(
        tuple(
            PLAIN._replace(key=f"{place:020}", title=f"Book {place}", creators=(f"Author {place % 700}",))
            for place in range(count)
        )
    )
