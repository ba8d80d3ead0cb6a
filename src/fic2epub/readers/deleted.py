"""
The copy of a work that the archive mailed to its creators when the work was deleted, until 2022-07.

Markup without a head, made line by line (otwarchive app/mailers/user_mailer.rb,
`generate_attachment_content_from_work`): a label, what it stands for, and `<br/>`. The template's line breaks are
`<br/>`; in what authors wrote, the archive's cleaner had made all of them `<br />`. So the labels are told from the
bytes, before anything is parsed; where a program wrote the file anew, they are told from their order and places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from fic2epub.dom import lines_of, parse_html, text_of
from fic2epub.errors import ReadingError, noting
from fic2epub.model import Chapter, Form, Html, Metadata, Origin, Progress, Work
from fic2epub.readers.bylines import Linked, creators_of
from fic2epub.readers.facts import date_of, language_tag, note_gaps
from fic2epub.readers.labels import RATINGS, warning_of
from fic2epub.readers.layout import CUT_OFF
from fic2epub.readers.numbers import bare_title

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Source
    from fic2epub.options import Options

__all__ = ["read_deleted"]

_BREAK = r"<[bB][rR] ?/?>"
_LINE = rf"(?:(?!{_BREAK})[^\n]){{0,2000}}"
_FRAME = (
    r"[\ufeff\s]*(?:<!--(?:(?!-->).){0,2000}-->\s*)?(?:<!DOCTYPE[^>]{0,200}>\s*)?(?:<html[^>]{0,200}>\s*)?"
    r"(?:<head>(?:(?!</head>).){0,4000}</head>\s*)?(?:<body[^>]{0,400}>\s*)?"
)
"""What a browser puts around the file when it saves it."""
_BEGINNING = re.compile(
    rf"{_FRAME}Title: (?P<title>{_LINE}){_BREAK}\s*by (?P<byline>{_LINE}){_BREAK}\s*"
    rf"(?=(?P<mark>{_BREAK})|Revised at: )",
    re.IGNORECASE | re.DOTALL,
)
_END_OF_FRAME = re.compile(r"</body>\s*(?:</html>)?\Z", re.IGNORECASE)
_LAST = re.compile(rf"{_BREAK}\s*\Z")
_BLOCK_END = re.compile(
    r"(?:</(?:p|div|blockquote|center|ul|ol|dl|table|pre|h[1-6]|details|figure)|<hr ?/?)>\s*\Z", re.IGNORECASE
)
"""Ends what the archive's cleaner made of any text."""
_OF_WORK = ("Tags", "Summary", "Notes", "End Notes", "Published at")
_OF_CHAPTER = ("by", "Summary", "Notes", "End Notes")
_IN_BLOCKS = frozenset(("Summary", "Notes", "End Notes"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_WARNINGS = frozenset((
    *("Choose Not To Use Archive Warnings", "Creator Chose Not To Use Archive Warnings", "No Archive Warnings Apply"),
    *("Graphic Depictions Of Violence", "Major Character Death", "Rape/Non-Con", "Underage", "Underage Sex"),
))  # fmt: skip
_CATEGORIES = frozenset(("F/F", "F/M", "Gen", "M/M", "Multi", "Other"))
"""Names that the archive gives to ratings, warnings and categories (config/config.yml); no other tag has them."""


class _Marks(NamedTuple):
    """How the template's lines are told from an author's."""

    sure: bool
    """Whether the template's line breaks are spelled unlike an author's."""
    label: re.Pattern[str]
    end: re.Pattern[str]
    """What stands between a value and the next label, or the text."""
    heading: re.Pattern[str]

    @classmethod
    def like(cls, mark: str) -> _Marks:
        """The patterns for a file whose first label stands after this break."""
        sure = mark == "<br/>"
        template = mark if sure else _BREAK
        return cls(
            sure,
            re.compile(rf"{template}(by|Tags|Summary|Notes|End Notes|Published at): "),
            re.compile(rf"{template}\s*(?={template}|Revised at: )"),
            re.compile(rf"{template}Chapter (?P<number>\d{{1,5}})(?=: |\s*{_BREAK})"),
        )


class _Front(NamedTuple):
    """All above the first chapter, as markup."""

    title: str
    byline: str
    values: dict[str, str]
    revised: str


def read_deleted(source: Source, options: Options, note: Note) -> Work[Html] | None:
    """
    Read the mailed copy of a deleted work; None when the source is something else.

    Raises `ReadingError` when the file ends before the work does, unless `options.partial`.
    """
    unsaid: list[Notice] = []
    text = _decoded(source, noting(unsaid))
    opened = _BEGINNING.match(text)
    if opened is None:
        return None
    for notice in unsaid:
        note(*notice)
    marks = _Marks.like(opened["mark"] or "<br/>")
    if not marks.sure:
        note("R051", "a program wrote this mail anew: its labels were told by their order", "chapters")
    text = _END_OF_FRAME.sub("", text.rstrip())
    values, place = _values(text, opened.end(), _OF_WORK, marks)
    revised = re.compile(rf"Revised at: ({_LINE}){_BREAK}\s*").match(text, place)
    front = _Front(opened["title"], opened["byline"], values, revised[1] if revised else "")
    rest = text[revised.end() if revised else place :]
    _check_end(rest, source, options, note)
    return _with_pictures(_work(front, rest, marks, note), source, note)


def _decoded(source: Source, note: Note) -> str:
    try:
        text = source.data.decode()
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text[:100]:
        from fic2epub.decoding import decode  # noqa: PLC0415 - the archive sends UTF-8

        text = decode(source.data, note, source.name)
    return text.replace("\r\n", "\n")


def _check_end(rest: str, source: Source, options: Options, note: Note) -> None:
    """Every file ends with a line break after the text of its last chapter."""
    if _LAST.search(rest):
        return
    if not options.partial:
        hint = "open the mail's attachment again, or take what is there with --partial (Options.partial)"
        raise ReadingError(CUT_OFF, where=source.name, hint=hint)
    note("R030", "the file ends before the work does: the book goes as far as it", source.name)


def _with_pictures(work: Work[Html], source: Source, note: Note) -> Work[Html]:
    if b"<img" not in source.data:
        return work
    from fic2epub.readers.pictures import finder_of, keep_pictures  # noqa: PLC0415 - most works have no pictures

    return keep_pictures(work, finder_of(source), note)


def _values(text: str, place: int, labels: tuple[str, ...], marks: _Marks) -> tuple[dict[str, str], int]:
    """
    What stands under labels from a place on, each label once and in this order, and where that ends.

    Something follows every value: what has nothing after it is text that begins like a label.
    """
    found: dict[str, str] = {}
    while (match := marks.label.match(text, place)) and match[1] in labels:
        labels = labels[labels.index(match[1]) + 1 :]
        end = _end_of_value(text, match, marks)
        if end is None:
            break
        found[match[1]] = text[match.end() : end.start()]
        place = end.end()
    return found, place


_END_OF_BYLINE = re.compile(rf"{_BREAK}\s*(?={_BREAK})")


def _end_of_value(text: str, label: re.Match[str], marks: _Marks) -> re.Match[str] | None:
    if label[1] == "by":  # the one label whose line the template ends as authors do
        return _END_OF_BYLINE.search(text, label.end())
    first = marks.end.search(text, label.end())
    if marks.sure or label[1] not in _IN_BLOCKS:
        return first
    ends = (end for end in marks.end.finditer(text, label.end()) if _ends_a_block(text, end.start()))
    return next(ends, first)


def _ends_a_block(text: str, place: int) -> bool:
    return _BLOCK_END.search(text, max(place - 40, 0), place) is not None


def _work(front: _Front, rest: str, marks: _Marks, note: Note) -> Work[Html]:
    parts = _parts(rest, marks)
    chapters = tuple(_chapter(part, marks, note) for part in parts)
    alone = marks.heading.match(parts[0]) is None
    summary, notes, endnotes = (_html(front.values.get(label), note) for label in ("Summary", "Notes", "End Notes"))
    if not alone:
        note("R032", "how many chapters are planned is not in the file", "progress")
    return Work(
        metadata=_metadata(front, summary, Progress(len(chapters), 1 if alone else None), note),
        chapters=chapters,
        one_shot=alone and not chapters[0].title,
        summary=summary,
        notes=notes,
        endnotes=endnotes,
        origin=Origin(Form.MAIL, "to 2022-07"),
    )


def _metadata(front: _Front, summary: Html | None, progress: Progress, note: Note) -> Metadata:
    published = _day(front.values.get("Published at", ""), "published", note)
    if published is None:
        note("R015", "no date of publication is in the file", "published")
    updated = _day(front.revised, "updated", note)
    fields: dict[str, Any] = {
        "title": _plain(front.title, note),
        "creators": creators_of(Linked(_plain(front.byline, note), []), ""),
        **_tags(_plain(front.values.get("Tags", ""), note), note),
        "language": language_tag(None, note),
        "published": published,
        "updated": updated if updated != published else None,
        "progress": progress,
        "summary": "" if summary is None else "\n".join(lines_of(summary.element)),
        "source_url": None,
        "work_id": None,
    }
    note_gaps(fields, note)
    return Metadata(**fields)


def _day(written: str, field: str, note: Note) -> date | None:
    """The day of a date, or of a time: `2011-05-06 07:08:09 UTC`."""
    match = _DAY.match(written.strip())
    return date_of(match[0], field, note) if match else None


def _tags(line: str, note: Note) -> dict[str, Any]:
    """All tags stand in one line; of fandoms, relationships and characters nothing tells which is which."""
    names = tuple(dict.fromkeys(name for name in line.split(", ") if name))
    rating = ", ".join(name for name in names if name in RATINGS)
    others = tuple(name for name in names if name not in _WARNINGS | _CATEGORIES | {*RATINGS})
    if others:
        note("R050", "fandoms, relationships and characters stand among the tags, and are not told apart", "fandoms")
    return {
        "rating": rating or None,
        "warnings": tuple(dict.fromkeys(warning_of(name) for name in names if name in _WARNINGS)),
        "categories": tuple(name for name in names if name in _CATEGORIES),
        "tags": others,
    }


def _parts(rest: str, marks: _Marks) -> list[str]:
    """The chapters, each from its heading on; all, when none is numbered."""
    first = marks.heading.match(rest)
    if first is None:
        return [rest]
    starts, number = [0], int(first["number"])
    for match in marks.heading.finditer(rest, first.end()):
        if int(match["number"]) > number and _follows_text(rest, match.start(), marks):
            starts.append(match.start())
            number = int(match["number"])
    return [rest[start:end] for start, end in zip(starts, [*starts[1:], len(rest)], strict=True)]


def _follows_text(rest: str, place: int, marks: _Marks) -> bool:
    """Whether a chapter's text, and the line break after it, end here."""
    before = _LAST.search(rest, max(place - 40, 0), place)
    return before is not None and (marks.sure or _ends_a_block(rest, before.start()))


_HEAD = re.compile(rf"(?:{_BREAK}Chapter (?P<number>\d{{1,5}}))?(?:: (?P<title>{_LINE}))?\s*(?={_BREAK}|\Z)")


def _chapter(part: str, marks: _Marks, note: Note) -> Chapter[Html]:
    """One chapter: `Chapter N: TITLE`, of a work of one chapter `: TITLE` or nothing; byline, notes, text."""
    head = _HEAD.match(part)
    number = int(head["number"]) if head and head["number"] else 1
    title = _plain(head["title"], note) if head and head["title"] else ""
    values, place = _values(part, head.end() if head else 0, _OF_CHAPTER, marks)
    text = re.sub(rf"\A{_BREAK}", "", part[place:])
    body = _html(_LAST.sub("", text), note)
    return Chapter(
        number=number,
        title=bare_title(title, number),
        body=body or Html(etree.Element("body")),
        summary=_html(values.get("Summary"), note),
        notes=_html(values.get("Notes"), note),
        endnotes=_html(values.get("End Notes"), note),
        byline=creators_of(Linked(_plain(values.get("by", ""), note), []), ""),
    )


def _body(markup: str, note: Note) -> _Element | None:
    return parse_html(f"<html><body>{markup}</body></html>".encode("utf-8", "replace"), note).find("body")


def _html(markup: str | None, note: Note) -> Html | None:
    """Markup of a field; None when there is none."""
    body = _body(markup, note) if markup and markup.strip() else None
    return None if body is None else Html(body)


def _plain(markup: str, note: Note) -> str:
    return text_of(_body(markup, note))
