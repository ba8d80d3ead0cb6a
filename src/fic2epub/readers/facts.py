"""The metadata of an HTML download: `p.message`, `dl.tags`, the stats cell, title, byline, related works."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from fic2epub.dom import lines_of, text_of
from fic2epub.model import Creator, Kinship, Link, Metadata, Progress, Series
from fic2epub.patterns import late
from fic2epub.readers.bylines import creators_of, linked, related_of
from fic2epub.readers.labels import language_of, row_of, warning_of
from fic2epub.readers.selectors import WORK_PATH, child, kids, same_site, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import RelatedWork
    from fic2epub.readers.layout import Page

__all__ = ["date_of", "language_tag", "note_gaps", "number_of", "read_facts"]

_PART = late(r"Part\s+([\d.,]+)\s+of\s*$")
_STATS = {
    "published": re.compile(r"\bPublished:\s*(\d{4}-\d\d-\d\d)"),
    "updated": re.compile(r"\b(?:Updated|Completed):\s*(\d{4}-\d\d-\d\d)"),
    "progress": re.compile(r"\bChapters:\s*([\d,.]+)\s*/\s*([\d,.]+|\?)"),
    "words": re.compile(r"\bWords:\s*([\d,.]+)"),
}
"""Tokens of the stats cell; their order and their thousands separators differ by year."""


def read_facts(page: Page, note: Note) -> Metadata:
    """All a download says of its work; what it does not say is left empty, with a notice."""
    message, meta = page.message, page.meta
    rows = dict(_rows(child(meta, "dl", "tags")))
    stats = text_of(rows.get("stats"))
    language_name = text_of(rows.get("language")) or None
    url, work_id = _address(message, page.closing)
    fields: dict[str, Any] = {
        "title": text_of(child(meta, "h1")) or _bold_title(message),
        "creators": _creators(meta),
        "rating": ", ".join(_tags(rows.get("rating"))) or None,
        "warnings": tuple(dict.fromkeys(warning_of(name) for name in _tags(rows.get("warnings")))),
        "language": language_tag(language_name, note),
        "language_name": language_name,
        "series": _series(rows.get("series")),
        "collections": _links(rows.get("collections")),
        "related": (*_parents(meta), *_children(page.back)),
        "source_url": url,
        "work_id": work_id,
        "summary": _plain_summary(meta),
        **{row: _tags(rows.get(row)) for row in ("categories", "fandoms", "relationships", "characters", "tags")},
        **_stats(stats, note),
    }
    note_gaps(fields, note)
    return Metadata(**fields)


def _rows(tags: _Element | None) -> Iterator[tuple[str, _Element]]:
    """What each row holds, and its cell."""
    row: str | None = None
    for kid in [] if tags is None else kids(tags):
        if kid.tag == "dt":
            row = row_of(text_of(kid))
        elif kid.tag == "dd" and row:
            yield row, kid
            row = None


def _tags(cell: _Element | None) -> tuple[str, ...]:
    """Tag names: the links' texts, or the text parted at commas, which no tag can hold, when links were dropped."""
    if cell is None:
        return ()
    names = [text_of(link) for link in kids(cell, "a")] or text_of(cell).split(", ")
    return tuple(dict.fromkeys(name for name in names if name))


def _links(cell: _Element | None) -> tuple[Link, ...]:
    return () if cell is None else tuple(Link(name=text_of(a), url=a.get("href")) for a in kids(cell, "a"))


def _series(cell: _Element | None) -> tuple[Series, ...]:
    """`Part N of <a>` items; the position is the stored one."""
    found: list[Series] = []
    before = "" if cell is None else cell.text or ""
    for link in [] if cell is None else kids(cell, "a"):
        part = _PART.search(before)
        position = part[1].replace(",", "") if part else "0"
        found.append(Series(name=text_of(link), position=position, url=link.get("href")))
        before = link.tail or ""
    return tuple(found)


def _stats(stats: str, note: Note) -> dict[str, Any]:
    """Dates, words and progress; a file of before 2023-04 without `Chapters:` is a finished one-chapter work."""
    published, updated, progress, words = (pattern.search(stats) for pattern in _STATS.values())
    if published is None:
        note("R015", "no date of publication is in the file", "published")
    return {
        "published": date_of(published and published[1], "published", note),
        "updated": date_of(updated and updated[1], "updated", note),
        "words": number_of(words[1]) if words else None,
        "progress": Progress(
            posted=number_of(progress[1]) if progress else 1,
            planned=(None if progress[2] == "?" else number_of(progress[2])) if progress else 1,
        ),
    }


_TOO_LONG = 16
"""Digits of what no archive counts."""


def number_of(digits: str) -> int:
    """The number that is printed, whatever parts its thousands; 0 when there is none, or none that can be meant."""
    plain = re.sub(r"\D", "", digits)
    return int(plain) if 0 < len(plain) < _TOO_LONG else 0


def date_of(written: str | None, field: str, note: Note) -> date | None:
    """The day that `YYYY-MM-DD` is; None, with a notice on the field of `Metadata`, when it is none."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        note("R013", f"{written} is no date", field)
        return None


def language_tag(name: str | None, note: Note) -> str:
    """BCP 47 tag of the language that the archive displays so; `und`, with a notice, when it cannot be told."""
    if name is None:
        note("R010", "the file does not say which language the work is in (--language says it)", "language")
        return "und"
    tag = language_of(name)
    if tag is None:
        note("R011", f"no language tag is known for “{name}” (--language says it)", "language")
    return tag or "und"


def _address(message: _Element, closing: _Element | None) -> tuple[str | None, str | None]:
    """Address and id of the work: from the first paragraph's links, its text, or the link to comment."""
    places = [a.get("href") or "" for a in kids(message, "a")]
    places += [match[0] for match in WORK_PATH.finditer(text_of(message))]
    places += [] if closing is None else [a.get("href") or "" for a in kids(closing, "a")]
    for place in places:
        found = work_id_in(place)
        if found:
            host, work_id = found
            return f"{same_site(host)}/works/{work_id}", work_id
    return None, None


def _bold_title(message: _Element) -> str:
    return text_of(child(message, "b"))


def _creators(meta: _Element) -> tuple[Creator, ...]:
    byline = child(meta, "div", "byline")
    return () if byline is None else creators_of(linked(byline))


def _parents(meta: _Element) -> Iterator[RelatedWork]:
    """What inspired the work, and its translations: `ul > li`, or `dl` until 2018-08."""
    for kid in kids(meta):
        if kid.tag == "ul":
            yield from related_of(linked(li) for li in kids(kid, "li"))
        elif kid.tag == "dl" and "tags" not in (kid.get("class") or ""):
            yield from related_of((linked(dd) for dd in kids(kid, "dd")), Kinship.INSPIRED_BY)


def _children(back: _Element | None) -> Iterator[RelatedWork]:
    """`Works inspired by this one`: a cell a work, or all in one cell until 2023-10; there may be none."""
    listed = child(back, "dl")
    cells = [] if listed is None else [linked(dd) for dd in kids(listed, "dd")]
    return related_of(cells, Kinship.INSPIRED)


def _plain_summary(meta: _Element) -> str:
    """The summary as plain text, a line for each of its own."""
    label = next((p for p in kids(meta, "p") if text_of(p) == "Summary"), None)
    quote = None if label is None else label.getnext()
    if quote is None or quote.tag != "blockquote":
        return ""
    return "\n".join(lines_of(quote))


def note_gaps(fields: dict[str, Any], note: Note) -> None:
    """Say which of address, byline and title the source does not tell; a title there is in any case."""
    for field, code, said in (
        ("work_id", "R012", "no address of the work is in the file: the book gets an identifier of its own"),
        ("creators", "R014", "no byline is in the file"),
    ):
        if not fields[field]:
            note(code, said, field)
    if not fields["title"]:
        note("R016", "no title is in the file (--title gives one)", "title")
        fields["title"] = "Untitled"
