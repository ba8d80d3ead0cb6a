"""A work as a tree of plain values, to be compared with the tree that another form of the same work gave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from fic2epub import Options
from fic2epub.model import Reception
from fic2epub.normalize import normalize_work
from tests.ao3.words import running_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Chapter, Html, Work

__all__ = ["chapter_facts", "facts", "shape", "tree_facts", "words"]

_BLANK = re.compile(r"[ \t\n\r\f\v]+")
_AROUND_BLOCKS = re.compile(
    r" ?(</?(?:address|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|h\d|hr|li|ol|p|pre|summary|table|tbody"
    r"|td|tfoot|th|thead|tr|ul)\b[^>]*>) ?"
)
_CHAPTER_FIELDS = ("number", "title", "byline", "chapter_id")
_PARTS = ("summary", "notes", "endnotes")


def facts(work: Work[Html]) -> dict[str, Any]:
    """The fields of the metadata, under the names they have in `docs/reference/sources.md`; None is not known."""
    known = work.metadata
    return {
        "title": known.title,
        "creators": tuple((creator.name, creator.archivist) for creator in known.creators) or None,
        **{
            name: getattr(known, name) or None
            for name in ("rating", "warnings", "categories", "fandoms", "relationships", "characters", "tags")
        },
        "language": known.language if known.language != "und" else None,
        "language_name": known.language_name,
        "series": tuple((entry.name, entry.position) for entry in known.series) or None,
        "collections": tuple(entry.name for entry in known.collections) or None,
        "recipients": tuple(entry.name for entry in known.recipients) or None,
        "prompts": tuple((prompt.prompter, prompt.collection.name) for prompt in known.prompts) or None,
        "related": tuple((other.kinship.value, other.title, other.byline) for other in known.related) or None,
        "published": known.published,
        "updated": known.updated,
        "words": known.words,
        "progress": known.progress,
        "source_url": known.source_url,
        "work_id": known.work_id,
        "restricted": known.restricted or None,
        "reception": known.reception if known.reception != Reception() else None,
        "summary": "".join(known.summary.split()) or None,
    }


def tree_facts(work: Work[Html]) -> dict[str, Any]:
    """Every field of the table in `docs/reference/sources.md` that one source can tell; None is not known."""
    chapters = [{**chapter_facts(chapter), **_texts(chapter)} for chapter in work.chapters]
    return {
        **facts(work),
        **{f"chapter.{field}": _all_of(field, chapters) for field in (*_CHAPTER_FIELDS, "body", *_PARTS)},
        **{f"work.{part}": text for part, text in _texts(work).items() if part != "body"},
        "work.one_shot": work.one_shot,
        "work.styles": tuple(" ".join(sheet.css.split()) for sheet in work.styles) or None,
    }


def _all_of(field: str, chapters: list[dict[str, Any]]) -> tuple[Any, ...] | None:
    """A field of every chapter; None if no chapter has it."""
    values = tuple(chapter[field] for chapter in chapters)
    return values if any(value is not None for value in values) else None


def _texts(whole: Any) -> dict[str, str | None]:
    """The words of the bodies, without white space."""
    bodies = {part: getattr(whole, part, None) for part in ("body", *_PARTS)}
    return {part: "".join(running_text(body.element).split()) if body else None for part, body in bodies.items()}


def chapter_facts(chapter: Chapter[Html]) -> dict[str, Any]:
    """What is known of a chapter beside its text."""
    return {
        "number": chapter.number,
        "title": chapter.title or None,
        "byline": tuple(creator.name for creator in chapter.byline) or None,
        "chapter_id": chapter.chapter_id,
    }


def words(work: Work[Html]) -> dict[str, str]:
    """All text of every body, without white space: what the least of the forms keeps."""
    return {place: "".join(running_text(body.element).split()) for place, body in _bodies(work)}


def shape(work: Work[Html]) -> dict[str, str]:
    """Every body as a book would have it, white space aside; takes the trees over."""
    normalized = normalize_work(work, Options())
    return {place: _markup(body.element) for place, body in _bodies(normalized)}


def _bodies(work: Work[Any]) -> list[tuple[str, Any]]:
    found = [(part, getattr(work, part)) for part in _PARTS]
    for chapter in work.chapters:
        found += [(f"{chapter.number} {part}", getattr(chapter, part)) for part in ("body", *_PARTS)]
    return [(place, body) for place, body in found if body is not None]


def _markup(element: _Element) -> str:
    """Canonical XML without the white space that parts blocks."""
    element.tag = "div"
    element.attrib.clear()
    markup = etree.tostring(element, method="c14n").decode()
    return _AROUND_BLOCKS.sub(r"\1", _BLANK.sub(" ", markup))
