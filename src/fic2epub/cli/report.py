"""What is known of a work, in types that JSON knows (docs/reference/inspect.schema.json)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from fic2epub.cli.receipts import told_notice
from fic2epub.errors import Severity
from fic2epub.model import KEPT, Form, Progress
from fic2epub.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.model import Chapter, Html, Metadata, Origin, Work

__all__ = ["FACTS", "VERSION", "report"]

VERSION = 1
"""Of the form of the report; it grows when a program that reads the older form could not read the newer one."""
FACTS = (
    *("title", "creators", "recipients", "prompts", "summary", "fandoms", "rating", "warnings", "categories"),
    *("relationships", "characters", "tags", "language", "language_name", "series", "collections", "related"),
    *("published", "updated", "words", "progress", "restricted", "reception", "source_url", "work_id"),
)
"""Fields of `Metadata`, in the order in which they are shown."""
_BODIES = ("summary", "notes", "endnotes")
_DOUBTS = (Severity.GUESSED, Severity.MISSING)
_PAGES = (Form.PAGE, Form.CHAPTER_PAGE)
"""Forms that show whether a work is restricted."""


def report(work: Work[Html], name: str) -> dict[str, Any]:
    """What was found of a work, and of each part of an omnibus; `name` is what a person calls its source."""
    return {"version": VERSION, "source": _origin(work.origin, name), **_of_work(work)}


def _origin(origin: Origin | None, name: str) -> dict[str, str | None]:
    return {
        "name": name.encode("utf-8", "replace").decode(),  # a name may hold bytes that are no text (PEP 383)
        "form": origin.form.name.lower() if origin else None,
        "era": (origin.era if origin else "") or None,
        "made_by": (origin.made_by if origin else "") or None,
        "saved": origin.saved.isoformat() if origin and origin.saved else None,
    }


def _of_work(work: Work[Html]) -> dict[str, Any]:
    states = {notice.where: notice.severity.value for notice in work.notices if notice.severity in _DOUBTS}
    return {
        "facts": {name: _fact(name, work, states.get(name)) for name in FACTS},
        "has": _has(work),
        "one_shot": work.one_shot,
        "chapters": {
            "known": states.get("chapters", "sure"),
            "tree": [_chapter(chapter) for chapter in work.chapters],
            "listed": [_plain(listed) for listed in work.listed],
        },
        "words": sum(words_in(chapter.body) for chapter in _all_chapters(work)),
        "pictures": _pictures(work),
        "work_skin": bool(work.styles),
        "parts": [_of_work(part) for part in work.parts],
        "notices": [told_notice(notice) for notice in work.notices],
    }


def _fact(name: str, work: Work[Html], state: str | None) -> dict[str, Any]:
    value = _value(name, work.metadata)
    told = value not in (None, "", [], False)
    if name == "restricted" and work.origin is not None:
        told = told or work.origin.form in _PAGES
    return {"value": value, "known": state or ("sure" if told else "not given")}


def _value(name: str, metadata: Metadata) -> Any:  # noqa: ANN401 - as many types as JSON has
    value = getattr(metadata, name)
    if name == "language":
        return None if value == "und" else value
    if name == "reception":
        return None if all(count is None for count in value) else _plain(value)
    return _plain(value) or None if isinstance(value, str) else _plain(value)


def _plain(value: object) -> Any:  # noqa: ANN401 - as many types as JSON has
    """Dates as ISO writes them, names of an enumeration as people read them, named tuples by name."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            named = {name: _plain(one) for name, one in value._asdict().items()}
            return named | ({"complete": value.complete} if isinstance(value, Progress) else {})
        return [_plain(one) for one in value]
    return value


def _chapter(chapter: Chapter[Html]) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "words": words_in(chapter.body),
        "has": _has(chapter),
        "byline": _plain(chapter.byline),
        "chapter_id": chapter.chapter_id,
        "published": _plain(chapter.published),
    }


def _has(whole: Work[Html] | Chapter[Html]) -> list[str]:
    return [part for part in _BODIES if getattr(whole, part) is not None]


def _all_chapters(work: Work[Html]) -> Iterable[Chapter[Html]]:
    yield from work.chapters
    for part in work.parts:
        yield from _all_chapters(part)


def _bodies(work: Work[Html]) -> Iterable[Html]:
    for whole in (work, *work.chapters):
        yield from (body for part in _BODIES if (body := getattr(whole, part)) is not None)
    yield from (chapter.body for chapter in work.chapters)


def _pictures(work: Work[Html]) -> dict[str, int]:
    """How many pictures come along in the source, and how many the text only links to."""
    links = [image.get("src") or "" for body in _bodies(work) for image in body.element.iter("img")]
    kept = sum(link.startswith(KEPT) for link in links)
    return {"kept": kept, "linked": len(links) - kept}
