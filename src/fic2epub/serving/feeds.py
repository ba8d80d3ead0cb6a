"""The catalogue for reading programs, before it is written in one format or the other (`opds1.py`, `opds2.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from fic2epub.serving.asking import KIND_TITLES, ORDER_TITLES, address_of, narrowed, without
from fic2epub.serving.folding import sorted_as
from fic2epub.serving.library import KINDS, ORDERS, Query

if TYPE_CHECKING:
    from fic2epub.serving.library import Entry, Kind, Library

__all__ = ["PER_PAGE", "Facet", "Feed", "Group", "Way", "books_feed", "names_feed", "start_feed"]

PER_PAGE = 50
"""Books, or names, of a page."""
_CHOICES = 24
"""Names of a kind that a feed offers for narrowing it."""
_NEWEST = 12
"""Books that the start shows by themselves."""


class Way(NamedTuple):
    """A place to go to from a feed."""

    title: str
    address: str
    many: int
    """Books, or names, that are there."""
    books: bool = True
    """Whether books are there, or more ways."""
    active: bool = False
    """Of a facet: whether this is what is shown."""


class Facet(NamedTuple):
    """Ways to narrow a feed, of which one at most is taken."""

    title: str
    ways: tuple[Way, ...]


class Group(NamedTuple):
    """A part of a feed that stands for another one."""

    title: str
    address: str
    total: int
    entries: tuple[Entry, ...]


class Feed(NamedTuple):
    """What is on one page of the catalogue."""

    base: str
    """The address at which the catalogue starts: `/opds`, `/opds2`."""
    library: str
    title: str
    address: str
    """Its own."""
    ways: tuple[Way, ...] = ()
    entries: tuple[Entry, ...] = ()
    groups: tuple[Group, ...] = ()
    facets: tuple[Facet, ...] = ()
    total: int = 0
    number: int = 1
    size: int = PER_PAGE
    turns: tuple[tuple[str, str], ...] = ()
    """`first`, `previous`, `next`, `last`, where there are such pages, with their addresses."""
    moment: int = 0
    """When the library changed last: seconds since 1970."""

    @property
    def navigates(self) -> bool:
        """Whether it shows ways, and not books."""
        return bool(self.ways) or self.address.startswith(f"{self.base}/names/")


def start_feed(library: Library, base: str) -> Feed:
    """Where a reading program begins."""
    books = f"{base}/books"
    newest = library.shelf.find(Query(size=_NEWEST))
    facets = library.shelf.facets(Query())
    ways = [Way("New books", books, newest.total), Way("All books by title", f"{books}?order=title", newest.total)]
    for kind in KINDS:
        if facets[kind]:
            title = f"By {KIND_TITLES[kind][0].lower()}"
            ways.append(Way(title, f"{base}/names/{kind}", len(facets[kind]), books=False))
    groups = (Group("New books", books, newest.total, newest.entries),) if newest.entries else ()
    return Feed(base, library.title, library.title, base, tuple(ways), groups=groups, moment=library.shelf.moment)


def books_feed(library: Library, base: str, query: Query) -> Feed:
    """Books, of which some are looked for."""
    found = library.shelf.find(query._replace(size=PER_PAGE))
    here = query._replace(page=found.number)
    path = f"{base}/books"
    pages = {"first": 1, "previous": found.number - 1, "next": found.number + 1, "last": found.pages}
    turns = tuple(
        (rel, address_of(here._replace(page=number), path))
        for rel, number in pages.items()
        if 1 <= number <= found.pages and number != found.number
    )
    return Feed(
        base,
        library.title,
        _title(query),
        address_of(here, path),
        entries=found.entries,
        facets=_facets(library, here, path),
        total=found.total,
        number=found.number,
        turns=turns,
        moment=library.shelf.moment,
    )


def names_feed(library: Library, base: str, kind: Kind, number: int) -> Feed:
    """All fandoms, series, authors or languages, in the order of the alphabet."""
    names = sorted(library.shelf.facets(Query())[kind], key=lambda name: (sorted_as(name[0]), name[0]))
    pages = max(1, -(-len(names) // PER_PAGE))
    number = min(max(1, number), pages)
    path = f"{base}/names/{kind}"
    turned = {"first": 1, "previous": number - 1, "next": number + 1, "last": pages}
    turns = tuple((rel, _paged(path, turn)) for rel, turn in turned.items() if 1 <= turn <= pages and turn != number)
    ways = tuple(
        Way(name, address_of(narrowed(Query(), kind, name), f"{base}/books"), count)
        for name, count in names[(number - 1) * PER_PAGE : number * PER_PAGE]
    )
    title = KIND_TITLES[kind][1]
    return Feed(
        base,
        library.title,
        title,
        _paged(path, number),
        ways,
        total=len(names),
        number=number,
        turns=turns,
        moment=library.shelf.moment,
    )


def _paged(path: str, number: int) -> str:
    return path if number == 1 else f"{path}?{urlencode({'page': number})}"


def _title(query: Query) -> str:
    """What a feed of books is called: by what is looked for."""
    named = [name for kind in KINDS if (name := getattr(query, kind))]
    if query.words:
        named.insert(0, f"“{query.words}”")
    return " · ".join(named) if named else "New books" if query.order == "new" else "All books"


def _facets(library: Library, query: Query, path: str) -> tuple[Facet, ...]:
    """The orders, and of each kind the names that most books have."""
    orders = tuple(
        Way(ORDER_TITLES[order], address_of(query._replace(order=order, page=1), path), 0, active=order == query.order)
        for order in ORDERS
    )
    facets = [Facet("Sort by", orders)]
    counted = library.shelf.facets(query)
    for kind in KINDS:
        chosen = getattr(query, kind)
        names = counted[kind][:_CHOICES]
        ways = [
            Way(name, address_of(narrowed(query, kind, name), path), count, active=name == chosen)
            for name, count in names
        ]
        if chosen:
            everything = address_of(without(query, kind), path)
            ways.insert(0, Way(f"All {KIND_TITLES[kind][1].lower()}", everything, 0))
        if ways:
            facets.append(Facet(KIND_TITLES[kind][0], tuple(ways)))
    return tuple(facets)
