"""Works as plain values, to be compared with what a fake work holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ao3.words import fragment, running_text

if TYPE_CHECKING:
    from fic2epub.model import Chapter, Html, Work
    from tests.ao3.facts import ChapterFacts, Facts

__all__ = ["meant_chapter", "meant_facts", "read_chapter", "read_facts", "text"]

_PARTS = ("body", "summary", "notes", "endnotes")
_SAME = (
    *("title", "creators", "one_shot", "rating", "warnings", "categories", "fandoms", "relationships", "characters"),
    *("tags", "language", "language_name", "series", "collections", "published", "updated", "words", "progress"),
    *("work_id", "source_url", "related"),
)


def text(body: Html | str | None) -> str:
    """A body's words in order, white space collapsed; empty when there is none."""
    if not body:
        return ""
    return " ".join(running_text(fragment(body) if isinstance(body, str) else body.element).split())


def read_facts(work: Work[Html]) -> dict[str, Any]:
    """The metadata that were read."""
    known = work.metadata
    plain = {name: getattr(known, name) for name in _SAME if hasattr(known, name)}
    return plain | {
        "one_shot": work.one_shot,
        "creators": tuple((creator.name, creator.archivist) for creator in known.creators),
        "series": tuple((entry.position, entry.name) for entry in known.series),
        "collections": tuple(entry.name for entry in known.collections),
        "published": known.published and known.published.isoformat(),
        "updated": known.updated and known.updated.isoformat(),
        "progress": known.progress and tuple(known.progress),
        "related": tuple((other.kinship.value, other.title, other.byline) for other in known.related),
    }


def meant_facts(meant: Facts) -> dict[str, Any]:
    """The metadata that should be read."""
    return {name: getattr(meant, name) for name in _SAME}


def read_chapter(chapter: Chapter[Html]) -> dict[str, Any]:
    """A chapter that was read."""
    return {
        "number": chapter.number,
        "title": chapter.title,
        "byline": tuple(creator.name for creator in chapter.byline),
        **{part: text(getattr(chapter, part)) for part in _PARTS},
    }


def meant_chapter(meant: ChapterFacts) -> dict[str, Any]:
    """A chapter that should be read."""
    return {
        "number": meant.number,
        "title": meant.title,
        "byline": meant.byline,
        **{part: text(getattr(meant, part)) for part in _PARTS},
    }
