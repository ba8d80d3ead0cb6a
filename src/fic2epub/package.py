"""What the package document says of a book: its metadata, entry by entry, in the order in which they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import XML_LANG
from fic2epub.model import Creator
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.model import Accessibility, Book, Series

__all__ = ["COVER_ID", "DC", "IDENTIFIER_ID", "Entry", "entries_of", "sorted_as"]

DC = "http://purl.org/dc/elements/1.1/"
IDENTIFIER_ID = "book-id"
COVER_ID = "cover-image"
_TITLE_ID = "book-title"
_RIGHTS = "All rights remain with the creators of the work. This copy is for personal reading."
_ENGLISH = {XML_LANG: "en"}
_UNKNOWN = (Creator(name="Unknown"),)
"""Shelves are sorted by a name: reading systems print a gap, or the file's name, for a book of nobody's."""

_ARTICLES = {
    "ca": "el la els les l' un una uns unes",
    "da": "den det de en et",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an",
    "eo": "la",
    "es": "el la los las lo un una unos unas",
    "fr": "le la les l' un une des",
    "hu": "a az egy",
    "it": "il lo la i gli le l' un uno una un'",
    "nb": "den det de en ei et",
    "nl": "de het een 't",
    "no": "den det de en ei et",
    "pt": "o a os as um uma uns umas",
    "sv": "den det de en ett",
}
"""The words that a title is not sorted by, in the languages that put them first and apart."""


class Entry(NamedTuple):
    """An element of the package's metadata."""

    namespace: str | None
    """None is the package's own."""
    name: str
    value: str | None
    attributes: dict[str, str]


def entries_of(book: Book) -> Iterator[Entry]:
    """
    All metadata but `dcterms:modified`; what is not known is left out, but for the creator, who is then `Unknown`.

    EPUB 3.3, section 5.5 and appendix D; for series calibre's two names as well, in the order in which KOReader
    reads them (crengine `epubfmt.cpp`).
    """
    metadata = book.metadata
    yield from _catalogue_card(book)
    yield _refining(_TITLE_ID, "title-type", "main")
    yield _refining(_TITLE_ID, "file-as", sorted_as(metadata.title, metadata.language))
    creators = metadata.creators or _UNKNOWN
    for number, creator in enumerate(creators, 1):
        yield from _of_creator(creator, number, len(creators))
    for number, series in enumerate(book.series, 1):
        yield from _of_series(series, f"series-{number}")
    yield from _of_accessibility(book.accessibility, metadata.language)
    if book.series:
        yield _named("calibre:series", book.series[0].name)
        yield _named("calibre:series_index", book.series[0].position)
    if any("cover-image" in asset.properties for asset in book.assets):
        yield _named("cover", COVER_ID)
    if book.direction == "rtl":
        # Kindle turns pages by this (Amazon Kindle Publishing Guidelines, `primary-writing-mode`)
        yield _named("primary-writing-mode", "vertical-rl" if book.vertical else "horizontal-rl")


def _catalogue_card(book: Book) -> Iterator[Entry]:
    """The Dublin Core elements."""
    metadata = book.metadata
    yield _dc("identifier", book.identifier, id=IDENTIFIER_ID)
    yield _dc("title", metadata.title, id=_TITLE_ID)
    for number, creator in enumerate(metadata.creators or _UNKNOWN, 1):
        yield _dc("creator", creator.name, id=f"creator-{number}")
    known = (
        ("language", metadata.language),
        ("date", book.date),
        *(("source", source) for source in book.sources),
        ("publisher", metadata.archive),
        ("description", metadata.summary.strip()),
    )
    for name, value in known:
        if value:
            yield _dc(name, value)
    for subject in book.subjects:
        yield _dc("subject", subject)
    yield Entry(DC, "rights", _RIGHTS, {} if _is_english(metadata.language) else _ENGLISH)


def sorted_as(title: str, language: str) -> str:
    """The title as a shelf sorts it: `Long Way Round, The`; as it is where the language has no table of articles."""
    articles = _ARTICLES.get(language.partition("-")[0].lower(), "").split()
    apart = [re.escape(article) + (r"\s*" if article.endswith("'") else r"\s+") for article in articles]
    found = re.match(f"({'|'.join(apart)})(?=\\w)", title.replace("’", "'"), re.IGNORECASE) if apart else None
    if not found:
        return title
    return f"{title[found.end() :]}, {title[: found.end()].rstrip()}"


def _of_creator(creator: Creator, number: int, among: int) -> Iterator[Entry]:
    """Role, sorting name and place of a creator; pseudonyms are sorted as they are written."""
    ident = f"creator-{number}"
    yield _refining(ident, "role", creator.role, scheme="marc:relators")
    yield _refining(ident, "file-as", creator.name)
    if among > 1:
        yield _refining(ident, "display-seq", str(number))


def _of_series(series: Series, ident: str) -> Iterator[Entry]:
    """A series as EPUB 3's collection, the identifier of which is its address."""
    yield Entry(None, "meta", series.name, {"property": "belongs-to-collection", "id": ident})
    yield _refining(ident, "collection-type", "series")
    yield _refining(ident, "group-position", series.position)
    if series.url:
        yield _refining(ident, "dcterms:identifier", series.url)


def _of_accessibility(accessibility: Accessibility, language: str) -> Iterator[Entry]:
    """schema.org's properties; conformance is not claimed, for that takes a person's judgement."""
    values = {
        "accessMode": accessibility.modes,
        "accessModeSufficient": accessibility.sufficient,
        "accessibilityFeature": accessibility.features,
        "accessibilityHazard": accessibility.hazards,
    }
    for name, said in values.items():
        for value in said:
            yield Entry(None, "meta", value, {"property": f"schema:{name}"})
    marks = {} if _is_english(language) else _ENGLISH
    yield Entry(None, "meta", accessibility.summary, {"property": "schema:accessibilitySummary", **marks})


def _is_english(language: str) -> bool:
    return language.partition("-")[0].lower() == "en"


def _dc(name: str, value: str, **attributes: str) -> Entry:
    return Entry(DC, name, value, attributes)


def _refining(ident: str, name: str, value: str, **attributes: str) -> Entry:
    return Entry(None, "meta", value, {"refines": f"#{ident}", "property": name, **attributes})


def _named(name: str, content: str) -> Entry:
    """EPUB 2's form; Nook wants `name` before `content`."""
    return Entry(None, "meta", None, {"name": name, "content": content})
