"""Pages that hold no text of a work, and say in which order texts belong: a series, an index of chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from fic2epub.model import Creator, Html, Listed

__all__ = ["ChapterGuide", "Guide", "ListedWork", "SeriesGuide"]


class ListedWork(NamedTuple):
    """A work as the page of a series lists it."""

    work_id: str
    title: str = ""
    """Empty for a work that is not revealed yet."""
    creators: tuple[Creator, ...] = ()
    position: str = ""
    """Its stored place in this series, as printed; empty when the page does not tell."""


class SeriesGuide(NamedTuple):
    """A saved page of a series. Since 2024-03 it is a slice of at most 25 works, which one only its address told."""

    name: str
    works: tuple[ListedWork, ...]
    """In the order of the series; what the reader could not see is not among them."""
    site: str
    """The archive's address, without a path: the ids are its numbers."""
    url: str | None = None
    """`https://archiveofourown.org/series/ID`; None when nothing on the page tells."""
    creators: tuple[Creator, ...] = ()
    begun: date | None = None
    updated: date | None = None
    words: int | None = None
    size: int | None = None
    """How many works the series has, on all slices."""
    complete: bool | None = None
    description: Html | None = None
    notes: Html | None = None


class ChapterGuide(NamedTuple):
    """A saved index of a work's chapters: the only page that tells their full titles, numbers and dates."""

    source_url: str
    """`https://archiveofourown.org/works/ID`."""
    title: str
    chapters: tuple[Listed, ...]
    """As they stand on the page; drafts leave gaps in their positions."""
    creators: tuple[Creator, ...] = ()


Guide: TypeAlias = SeriesGuide | ChapterGuide
