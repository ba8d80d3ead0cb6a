"""What a book says of itself: its identifier, its moment, its subjects, its direction, whom it serves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.model import AO3, Accessibility, Series
from fic2epub.pages.labels import visible
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fic2epub.model import Asset, Metadata, Work, Xhtml
    from fic2epub.options import Options

__all__ = [
    "Traits",
    "accessibility_of",
    "identifier_of",
    "modified_of",
    "overruled",
    "published_of",
    "saved_of",
    "series_in",
    "series_of",
    "sources_of",
    "subjects_of",
    "work_id_of",
]

_NO_DATE = "1980-01-01T00:00:00Z"
"""Stands where no date is known: the first moment that a zip file can tell."""
_ILLEGAL = "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+"
"""What XML cannot hold, and line ends, in a title that a person typed."""
_SPELLED_OUT = " Some words are written in mathematical or phonetic signs, which screen readers may spell out."
_WORK_ID = re.compile(r"/works/(\d+)")
_SERIES = re.compile(r"/series/(\d+)")
_OPENING = 1000
"""Characters of a story that tell it from another when neither author nor date is known."""


def overruled(metadata: Metadata, options: Options) -> Metadata:
    """The metadata as the options want them; a work without a title becomes `Untitled`."""
    title = _legible(options.title or metadata.title)
    return replace(metadata, title=title or "Untitled", language=options.language or metadata.language or "und")


def work_id_of(metadata: Metadata) -> str | None:
    """The archive's number of the work, from its address if it is not told."""
    found = _WORK_ID.search(metadata.source_url or "")
    return metadata.work_id or (found[1] if found else None)


def identifier_of(work: Work[Xhtml]) -> str:
    """
    The work's address, so that a later edition is the same book to a library.

    A version 5 UUID of the series' address for its omnibus, for the address is the series', of which there may be
    other books; without any address of title, creators and date; without those two, of how the story begins.
    """
    metadata = work.metadata
    address = metadata.source_url or (f"{AO3}/works/{metadata.work_id}" if metadata.work_id else "")
    if address and not _SERIES.search(address):
        return address
    from uuid import NAMESPACE_URL, uuid5  # noqa: PLC0415 - few works need it

    if address:
        return uuid5(NAMESPACE_URL, address).urn
    known = [metadata.title, *(creator.name for creator in metadata.creators)]
    if metadata.published:
        known.append(metadata.published.isoformat())
    if len(known) == 1 and work.chapters:
        known.append("".join(work.chapters[0].body.element.itertext("*"))[:_OPENING])
    return uuid5(NAMESPACE_URL, f"{AO3}/works?" + "\n".join(known)).urn


def modified_of(work: Work[Xhtml]) -> str:
    """When the work last changed, or was saved, as `YYYY-MM-DDThh:mm:ssZ`; never the moment at which a book is made."""
    day = work.metadata.updated or work.metadata.published or saved_of(work)
    return f"{day.isoformat()}T00:00:00Z" if day else _NO_DATE


def published_of(work: Work[Xhtml]) -> str:
    """The day of publication, else the next best that is known, as `YYYY-MM-DD`; empty when none is."""
    day = work.metadata.published or work.metadata.updated or saved_of(work)
    return day.isoformat() if day else ""


def saved_of(work: Work[Xhtml]) -> date | None:
    """The day on which the work was saved, where no date of its own is known."""
    dated = work.metadata.published or work.metadata.updated
    return None if dated or work.origin is None else work.origin.saved


def sources_of(work: Work[Xhtml]) -> tuple[str, ...]:
    """The work's address; those of all works of an omnibus that has none; names of files for what has none."""
    if work.metadata.source_url:
        return (work.metadata.source_url,)
    if work.parts:
        return tuple(dict.fromkeys(source for part in work.parts for source in sources_of(part)))
    names = (_legible(name) for name in (work.origin.files if work.origin else ()))
    return tuple(name for name in names if name)


def series_of(work: Work[Xhtml]) -> tuple[Series, ...]:
    """What a work belongs to; an omnibus to the series that it is of, where its first part stands in that."""
    metadata = work.metadata
    if not work.parts:
        return metadata.series
    found = next((one for part in work.parts if (one := series_in(part.metadata, metadata))), None)
    if found is None and not _SERIES.search(metadata.source_url or ""):
        return ()
    name, position = (found.name, found.position) if found else (metadata.title, "1")
    return (Series(name, position, metadata.source_url),)


def series_in(part: Metadata, book: Metadata) -> Series | None:
    """What a work tells of the series that the book is of; None when it tells nothing."""
    number = _SERIES.search(book.source_url or "")
    for series in part.series:
        own = _SERIES.search(series.url or "")
        if own[1] == number[1] if own and number else series.name == book.title:
            return series
    return None


def _legible(text: str) -> str:
    """The text on one line, without what XML cannot hold."""
    if not text.isprintable():  # what is printable is legal and seen, and compiling the pattern is dear
        text = visible(re.sub(_ILLEGAL, " ", text))
    return text.strip()


def subjects_of(metadata: Metadata, options: Options) -> tuple[str, ...]:
    """The tags of the chosen kinds, each once, kind by kind in the order of the options."""
    kinds: dict[str, tuple[str, ...]] = {
        "shelf": (_legible(options.shelf),),
        "fandom": metadata.fandoms,
        "relationship": metadata.relationships,
        "character": metadata.characters,
        "tag": metadata.tags,
        "category": metadata.categories,
        "rating": (metadata.rating or "",),
        "warning": metadata.warnings,
    }
    chosen = (subject.strip() for kind in options.subjects for subject in kinds[kind])
    return tuple(dict.fromkeys(subject for subject in chosen if subject))


class Traits(NamedTuple):
    """What else is true of a book's text."""

    ruby: bool = False
    """Whether any text carries its reading."""
    vertical: bool = False
    """Whether its lines run from top to bottom."""
    fancy: bool = False
    """Whether words are written in signs that look like a font."""


def accessibility_of(assets: Iterable[Asset], alts: Iterable[str], traits: Traits) -> Accessibility:
    """
    What is true of this very book, in the words of EPUB Accessibility 1.1 and its vocabulary.

    `alts` are the descriptions of all images in the documents, an empty one for an image without.
    """
    pictures = [asset for asset in assets if asset.media_type.startswith("image/")]
    described = all(alt.strip() for alt in alts)
    still = not any(picture.media_type == "image/gif" and _moves(picture) for picture in pictures)
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "unlocked"]
    if pictures and described:
        features.append("alternativeText")
    if traits.ruby:
        features.append("rubyAnnotations")
    if traits.vertical:
        features.append("verticalWriting")
    return Accessibility(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazards=("none",) if still else ("unknown",),
        summary=_summary(bool(pictures), described) + (_SPELLED_OUT if traits.fancy else ""),
    )


def _moves(picture: Asset) -> bool:
    from fic2epub.kinds import moves  # noqa: PLC0415 - few works have a GIF

    return moves(picture)


def _summary(pictures: bool, described: bool) -> str:  # noqa: FBT001 - two facts, said in order
    """One or two sentences for a person who chooses a book."""
    text = "Text with headings and a table of contents; fonts, sizes and colours are left to the reader."
    if not pictures:
        return text
    return f"{text} {'All images are described.' if described else 'Some images are not described.'}"
