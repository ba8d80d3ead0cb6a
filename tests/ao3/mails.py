"""
Prints a fake work as the copy that the archive mailed when it was deleted, until 2022-07.

Followed: otwarchive app/mailers/user_mailer.rb, `generate_attachment_content_from_work`. One text, attached as
`.html` and as `.txt`; all tags in one line, pseuds without accounts, no address, no language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.ao3.head import stored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.ao3.works import FakeChapter, FakeWork, Name

__all__ = ["render_mail", "rewritten"]

_TIME = " 20:15:30 UTC"


def render_mail(work: FakeWork) -> bytes:
    """The attachment, in UTF-8; a work is in chapters when more than one is planned."""
    lines = [f"Title: {stored(work.title)}<br />by {_names(work.bylines)}<br />\n"]
    tags = (*(() if work.rating is None else (work.rating,)), *work.warnings, *work.categories, *work.fandoms)
    tags += (*work.relationships, *work.characters, *work.tags)
    lines += _field("Tags", ", ".join(tags))
    lines += _notes(work.summary, work.notes, work.endnotes)
    lines += _field("Published at", work.published)
    lines += [f"Revised at: {work.revised or work.published}{_TIME}<br/>\n"]
    lines += [_chapter(chapter, numbered=work.planned != 1) for chapter in work.chapters]
    return "".join(lines).encode("utf-8", "surrogatepass")


def _names(names: Iterable[Name]) -> str:
    return ", ".join(name.shown.split(" (", maxsplit=1)[0] for name in names)


def _field(label: str, value: str) -> list[str]:
    return [f"<br/>{label}: {value}<br/>\n"] if value else []


def _notes(summary: str, notes: str, endnotes: str) -> list[str]:
    return [*_field("Summary", summary), *_field("Notes", notes), *_field("End Notes", endnotes)]


def _chapter(chapter: FakeChapter, *, numbered: bool) -> str:
    parts = [f"<br/>Chapter {chapter.position}" if numbered else ""]
    parts += [f": {stored(chapter.title)}" if chapter.title else ""]
    parts += [f"\n<br/>by: {_names(chapter.bylines)}<br />\n" if chapter.bylines else ""]
    parts += _notes(chapter.summary, chapter.notes, chapter.endnotes)
    return "".join([*parts, f"<br/>{chapter.body}<br />\n"])


def rewritten(mail: bytes) -> bytes:
    """The attachment as a browser saves it: in a page of its own, and all line breaks spelled alike."""
    inside = re.sub(r"<br ?/>", "<br>", mail.decode())
    return f"<html><head></head><body>{inside}</body></html>".encode()
