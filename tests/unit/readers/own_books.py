"""A work of which all is known that a book prints, and its books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Creator, Kinship, Link, Prompt, RelatedWork, Series, Source
from fic2epub.options import Options
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.works import Era

if TYPE_CHECKING:
    from fic2epub.model import Book, Html, Work

__all__ = ["bound", "known", "printed", "read", "told_work", "written"]

_USERS = "https://archiveofourown.org/users"
_FACTS: dict[str, Any] = {
    "creators": (
        Creator("ann", f"{_USERS}/ann/pseuds/ann"),
        Creator("ben"),
        Creator("Inés", f"{_USERS}/i/pseuds/i"),
        Creator("cy", f"{_USERS}/cy/pseuds/cy", "trl"),
        Creator("dee", None, "nrt"),
        Creator("eve", None, "ill"),
    ),
    "relationships": ("Marta & the Clock", "Ines/Tobias"),
    "characters": ("Marta",),
    "categories": ("Gen", "Multi"),
    "tags": ("Tides", "Salt & Bread", "古い、タグ"),
    "series": (
        Series("Harbour Books", "3", "https://archiveofourown.org/series/71"),
        Series("2 of 3", "12"),
        Series("Part 4 of Tides", "1", "https://archiveofourown.org/series/72"),
    ),
    "collections": (Link("Salt, Bread", "https://archiveofourown.org/collections/salt"), Link("Tides")),
    "recipients": (Link("bee", f"{_USERS}/bee/gifts"), Link("cy (c)")),
    "prompts": (Prompt("Anonymous", Link("salt_2020")), Prompt("in the sea", Link("tides"))),
    "related": (
        RelatedWork(Kinship.INSPIRED_BY, "Calm by night", "bee", "https://archiveofourown.org/works/4"),
        RelatedWork(Kinship.TRANSLATION_OF, "A work in an unrevealed collection"),
        RelatedWork(Kinship.TRANSLATED_AS, "Calme", "fay", "https://archiveofourown.org/works/5", "Français"),
        RelatedWork(Kinship.TRANSLATED_AS, "Stille", "gus"),
        RelatedWork(Kinship.INSPIRED, "Wind", "hal, ida", "https://archiveofourown.org/works/6"),
    ),
    "words": 24310,
}


def told_work(language: str = "English", **facts: Any) -> Work[Html]:
    """The work, in a language that the archive calls so; `facts` of its metadata overrule those it has."""
    fake = several(
        "Storm",
        chapter(1, "Wind", summary="<p>It blows.</p>", notes="<p>Hello.</p>", endnotes="<p>Bye.</p>"),
        chapter(2),
        chapter(3, "Chapter 4"),
        planned=None,
        language=language,
        summary="<p>Wind and salt.</p>",
        notes="<p>For all.</p>",
        endnotes="<p>Over.</p>",
        revised="2013-01-31",
    )
    work = read(render(fake, Era.D9))
    return replace(work, metadata=replace(work.metadata, **{**_FACTS, **facts}))


def read(source: bytes) -> Work[Html]:
    """A work out of a file."""
    return fic2epub.read(Source(data=source, name="source"), Options(partial=True))


def bound(work: Work[Html], **chosen: Any) -> Book:
    """Its book, without a cover."""
    return fic2epub.build(work, Options(cover="none", partial=True, **chosen))


def known(work: Work[Html]) -> dict[str, Any]:
    """All that a book prints of a work's metadata; series as a book can tell them."""
    names = (*_FACTS, "title", "rating", "warnings", "fandoms", "language", "published", "updated", "progress")
    told = {name: getattr(work.metadata, name) for name in names}
    return told | {"series": [one[:3] for one in work.metadata.series], "source_url": work.metadata.source_url}


def written(book: Book) -> dict[str, str]:
    """Its documents."""
    return {document.href: document.xhtml.decode() for document in book.documents}


def printed(book: Book) -> bytes:
    """The EPUB of a book without its record: all that it tells is on its pages."""
    return epub_bytes(replace(book, record=b""))
