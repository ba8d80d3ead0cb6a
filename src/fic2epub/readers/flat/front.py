"""
The title page of a flattened download: rows of tags, stats, title and byline.

The lines are put back into the elements they came from, and read by the download's own reader: one table of labels,
one way to read dates and names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.dom import sub
from fic2epub.errors import ReadingError
from fic2epub.model import Link, Series
from fic2epub.readers.facts import read_facts
from fic2epub.readers.labels import row_of
from fic2epub.readers.layout import CUT_OFF, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Metadata
    from fic2epub.readers.flat.lines import Line

__all__ = ["Front", "metadata_of", "read_front"]

_ORDER = (
    *("rating", "warnings", "categories", "fandoms", "relationships", "characters", "tags"),
    *("language", "series", "collections", "stats"),
)
"""Rows in the order of every era (otwarchive downloads/_download_preface.html.erb)."""
_STAT = re.compile(r"(?:Published|Updated|Completed|Chapters|Words):")
_PART_ALONE = re.compile(r"^Part ([\d.,]+) of$")
_PART_AT_END = re.compile(r"^(.*), Part ([\d.,]+) of$")
_PART = re.compile(r"(?:^|, )Part ([\d.,]+) of ")
_WORDS_FIRST = re.compile(r"Words:.*Chapters:", re.DOTALL)


class Front(NamedTuple):
    """The lines before the summary."""

    rows: dict[str, list[str]]
    title: str
    byline: str
    rest: int
    """Index of the first line after the byline."""


def read_front(lines: list[Line], named: str) -> Front:
    """
    Take the lines after the address apart; `named` is the title that stands before it, if any.

    Raises `ReadingError` when there is no byline after the stats: the text ends there.
    """
    rows, after = _rows(lines)
    for index in range(after, min(after + _LONGEST_TITLE, len(lines))):
        if lines[index].text.startswith("by ") and index > after:
            title = " ".join(line.text for line in lines[after:index])
            byline, rest = _byline(lines, index)
            return Front(rows, title, byline, rest)
    if after < len(lines) and named and lines[after].text == named:  # no byline: a program left it out
        return Front(rows, named, "", after + 1)
    raise ReadingError(CUT_OFF, hint="it holds no text of the work: download it again")


_LONGEST_TITLE = 8
"""Lines; a title has one, and more when a program parted long lines."""


def _byline(lines: list[Line], index: int) -> tuple[str, int]:
    """The byline, which goes on where a program parted it after a comma."""
    said = lines[index].text
    while said.endswith(",") and index + 1 < len(lines) and not lines[index + 1].before:
        index += 1
        said = f"{said} {lines[index].text}"
    return said, index + 1


def _rows(lines: list[Line]) -> tuple[dict[str, list[str]], int]:
    """Values by row, and the index of the line after the stats."""
    rows: dict[str, list[str]] = {}
    row = ""
    for index, line in enumerate(lines):
        if row == "stats":
            if not _STAT.match(line.text):
                return rows, index
        elif line.text.endswith(":") and (label := row_of(line.text)) and _is_later(label, row):
            row = label
            rows[row] = []
            continue
        if row:
            rows[row].append(line.text)
    return rows, len(lines)


def _is_later(label: str, row: str) -> bool:
    """No row stands twice, nor before another: a value may be spelled like a label."""
    return not row or _ORDER.index(label) > _ORDER.index(row)


def metadata_of(front: Front, url: str, note: Note) -> Metadata:
    """All that the title page says; links have no address in this form."""
    meta = etree.Element("div")
    tags = sub(meta, "dl", class_="tags")
    for row, values in front.rows.items():
        sub(tags, "dt", "Additional Tags:" if row == "tags" else f"{row}:")
        sub(tags, "dd", " ".join(values))
    sub(meta, "h1", front.title)
    if front.byline:
        sub(meta, "div", front.byline, class_="byline")
    metadata = read_facts(Page(_message(url), meta, meta, None, None), note)
    return replace(
        metadata,
        series=_series(front.rows.get("series", []), note),
        collections=_collections(front.rows, note),
    )


def _message(url: str) -> _Element:
    message = etree.Element("p")
    message.text = url
    return message


def _series(values: list[str], note: Note) -> tuple[Series, ...]:
    """`Part N of` with each title on the line after it (until 2025-05), or all on one line."""
    if len(values) > 1 and _PART_ALONE.match(values[0]):
        return tuple(_series_by_lines(values))
    joined = " ".join(values)
    starts = list(_PART.finditer(joined))
    if len(starts) > 1:
        note("R044", "several series stand on one line; they were parted at “, Part N of”", "series")
    ends = [*(match.start() for match in starts[1:]), len(joined)][: len(starts)]
    return tuple(
        Series(name=joined[match.end() : end].strip(), position=match[1].replace(",", ""))
        for match, end in zip(starts, ends, strict=True)
    )


def _series_by_lines(values: list[str]) -> list[Series]:
    found: list[Series] = []
    position, title = "0", ""
    for value in values:
        alone, at_end = _PART_ALONE.match(value), _PART_AT_END.match(value)
        if alone and not title:
            position = alone[1]
        elif at_end:
            found.append(Series(name=f"{title} {at_end[1]}".strip(), position=position))
            position, title = at_end[2], ""
        else:
            title = f"{title} {value}".strip()
    if title:
        found.append(Series(name=title, position=position))
    return [one._replace(position=one.position.replace(",", "")) for one in found]


def _collections(rows: dict[str, list[str]], note: Note) -> tuple[Link, ...]:
    """One a line with a comma at its end until 2025-05; since then all on one line, where a title may hold commas."""
    values = rows.get("collections", [])
    lines_each = len(values) > 1 or not _WORDS_FIRST.search("\n".join(rows.get("stats", [])))
    if lines_each:
        return tuple(Link(name) for value in values if (name := value.removesuffix(",")))
    names = [name for value in values for name in value.split(", ") if name]
    if len(names) > 1:
        note("R044", "several collections stand on one line; they were parted at commas", "collections")
    return tuple(Link(name) for name in names)
