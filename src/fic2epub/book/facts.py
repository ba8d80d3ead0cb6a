"""What a book says of itself: its identifier, its moment, its subjects, its direction, whom it serves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.model import AO3, Accessibility
from fic2epub.pages.labels import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.model import Asset, Metadata, Work, Xhtml
    from fic2epub.options import Options

__all__ = ["accessibility_of", "direction_of", "identifier_of", "modified_of", "overruled", "subjects_of", "work_id_of"]

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "dv", "fa", "he", "ota", "ps", "ur", "ug", "yi"))
"""Languages of the archive's menu that are written right to left whatever the script tag leaves unsaid."""
_SCRIPT = 4
"""Letters of a script's subtag (RFC 5646, section 2.2.3)."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("arab", "hebr", "syrc", "thaa", "nkoo", "adlm"))
_NO_DATE = "1980-01-01T00:00:00Z"
"""Stands where no date is known: the first moment that a zip file can tell."""
_ILLEGAL = "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+"
"""What XML cannot hold, and line ends, in a title that a person typed."""
_WORK_ID = re.compile(r"/works/(\d+)")
_OPENING = 1000
"""Characters of a story that tell it from another when neither author nor date is known."""


def overruled(metadata: Metadata, options: Options) -> Metadata:
    """The metadata as the options want them; a work without a title becomes `Untitled`."""
    title = (options.title or metadata.title).strip()
    if not title.isprintable():  # what is printable is legal and seen, and compiling the pattern is dear
        title = visible(re.sub(_ILLEGAL, " ", title))
    return replace(metadata, title=title or "Untitled", language=options.language or metadata.language or "und")


def work_id_of(metadata: Metadata) -> str | None:
    """The archive's number of the work, from its address if it is not told."""
    found = _WORK_ID.search(metadata.source_url or "")
    return metadata.work_id or (found[1] if found else None)


def identifier_of(work: Work[Xhtml]) -> str:
    """
    The work's address, so that a later edition is the same book to a library.

    Without one, a version 5 UUID of title, creators and date; without those two, of how the story begins.
    """
    metadata = work.metadata
    if metadata.source_url:
        return metadata.source_url
    if metadata.work_id:
        return f"{AO3}/works/{metadata.work_id}"
    from uuid import NAMESPACE_URL, uuid5  # noqa: PLC0415 - few works need it

    known = [metadata.title, *(creator.name for creator in metadata.creators)]
    if metadata.published:
        known.append(metadata.published.isoformat())
    if len(known) == 1 and work.chapters:
        known.append("".join(work.chapters[0].body.element.itertext("*"))[:_OPENING])
    return uuid5(NAMESPACE_URL, f"{AO3}/works?" + "\n".join(known)).urn


def modified_of(metadata: Metadata) -> str:
    """When the work last changed, as `YYYY-MM-DDThh:mm:ssZ`; never the moment at which the book is made."""
    day = metadata.updated or metadata.published
    return f"{day.isoformat()}T00:00:00Z" if day else _NO_DATE


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by the script of a BCP 47 tag if it names one, else by its language."""
    subtags = language.lower().split("-")
    script = next((subtag for subtag in subtags[1:3] if len(subtag) == _SCRIPT and subtag.isalpha()), None)
    leftward = script in _RIGHT_TO_LEFT_SCRIPTS if script else subtags[0] in _RIGHT_TO_LEFT
    return "rtl" if leftward else "ltr"


def subjects_of(metadata: Metadata, options: Options) -> tuple[str, ...]:
    """The tags of the chosen kinds, each once, kind by kind in the order of the options."""
    kinds: dict[str, tuple[str, ...]] = {
        "shelf": (options.shelf,),
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


def accessibility_of(assets: Iterable[Asset], alts: Iterable[str], *, ruby: bool) -> Accessibility:
    """
    What is true of this very book, in the words of EPUB Accessibility 1.1 and its vocabulary.

    `alts` are the descriptions of all images in the documents, an empty one for an image without; `ruby` says
    whether any text carries its reading.
    """
    pictures = [asset for asset in assets if asset.media_type.startswith("image/")]
    described = all(alt.strip() for alt in alts)
    still = all(picture.media_type != "image/gif" for picture in pictures)
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "unlocked"]
    if pictures and described:
        features.append("alternativeText")
    if ruby:
        features.append("rubyAnnotations")
    return Accessibility(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazards=("none",) if still else ("unknown",),
        summary=_summary(bool(pictures), described),
    )


def _summary(pictures: bool, described: bool) -> str:  # noqa: FBT001 - two facts, said in order
    """One or two sentences for a person who chooses a book."""
    text = "Text with headings and a table of contents; fonts, sizes and colours are left to the reader."
    if not pictures:
        return text
    return f"{text} {'All images are described.' if described else 'Some images are not described.'}"
