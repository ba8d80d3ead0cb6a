"""What both formats of the catalogue tell of a book: its name for programs, its files, its pictures."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from fic2epub.serving.shelf import name_of

if TYPE_CHECKING:
    from fic2epub.serving.library import Entry

__all__ = [
    "EPUB",
    "KEPUB",
    "NO_COVER",
    "OPEN_ACCESS",
    "Offer",
    "identifier_of",
    "moment_told",
    "offers_of",
    "pictures_of",
    "urn_of",
]

EPUB, KEPUB = "application/epub+zip", "application/kepub+zip"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
_IMAGE, _THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"
NO_COVER = "/cover/none.png"
"""Stands for the cover of a book without one: OPDS 2.0 wants a picture of every book (section 2.1)."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\"<>\\^`{|}]+")


class Offer(NamedTuple):
    """A file that can be had."""

    title: str
    address: str
    media_type: str
    length: int
    """Bytes; 0 when it has yet to be made."""


def offers_of(entry: Entry) -> tuple[Offer, ...]:
    """The book as it is, and as a book for Kobo."""
    offers = []
    if not entry.kepub:
        offers.append(Offer("EPUB", _get(entry, kepub=False), EPUB, entry.size))
    if entry.suits_kobo:
        offers.append(Offer("KEPUB for Kobo", _get(entry, kepub=True), KEPUB, entry.size if entry.kepub else 0))
    return tuple(offers)


def _get(entry: Entry, *, kepub: bool) -> str:
    return f"/get/{entry.key}/{quote(name_of(entry, kepub=kepub), safe='')}"


def _picture_of(entry: Entry, *, thumbnail: bool) -> tuple[str, str]:
    """The address of a cover, and its media type."""
    if not entry.has_cover:
        return NO_COVER, "image/png"
    return f"/{'thumb' if thumbnail else 'cover'}/{entry.key}.jpg", "image/jpeg"


def pictures_of(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """The relation, address and media type of each of its pictures."""
    return tuple((rel, *_picture_of(entry, thumbnail=rel == _THUMBNAIL)) for rel in (_IMAGE, _THUMBNAIL))


def urn_of(entry: Entry) -> str:
    """What a program knows the book by: two files of one work are two."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, entry.key)}"


def identifier_of(entry: Entry) -> str:
    """The book's own identifier if it is an address or a URN, else ours."""
    return entry.identifier if _ADDRESS.fullmatch(entry.identifier) else urn_of(entry)


def moment_told(seconds: int) -> str:
    """`YYYY-MM-DDThh:mm:ssZ` (RFC 3339)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
