"""`dl.work.meta`: tags, language, series, collections and stats, told by class, or by label where there is no class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import text_of
from fic2epub.model import Link, Series
from fic2epub.readers.labels import row_of
from fic2epub.readers.selectors import absolute, classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Tags", "collections_in", "rows_of", "series_in", "stats_of", "tags_in"]

_ROWS = {
    "rating": "rating",
    "warning": "warnings",
    "archive_warning": "warnings",
    "category": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "freeform": "tags",
    "language": "language",
    "series": "series",
    "collections": "collections",
    "stats": "stats",
}
"""Class of a row → what it holds (otwarchive works/_meta.html.erb); until 2011 the collections had none."""
_STATS = frozenset(("published", "status", "words", "chapters", "comments", "kudos", "bookmarks", "hits"))
"""Classes since 2015-07, and, but for `status`, the labels (otwarchive helpers/works_helper.rb, work_meta_list)."""
_STATUS_LABELS = ("updated", "completed")
_HIDDEN = "/tags/show_hidden"
_PART = re.compile(r"\bPart\s+([\d.,]+)\s+of(?:\s+the)?\s*$")
_SERIES = re.compile(r"/series/\d+")


class Tags(NamedTuple):
    """The tags of a row, or that the person who saved the page has them hidden."""

    names: tuple[str, ...] = ()
    hidden: bool = False


def rows_of(meta: _Element | None) -> dict[str, _Element]:
    """What each row holds, and its cell."""
    found: dict[str, _Element] = {}
    label = ""
    for kid in kids(meta):
        if kid.tag == "dt":
            label = text_of(kid)
        elif kid.tag == "dd":
            row = next((_ROWS[token] for token in classes(kid) if token in _ROWS), None) or row_of(label)
            if row:
                found.setdefault(row, kid)
    return found


def stats_of(cell: _Element | None) -> dict[str, str]:
    """Text of each number and date, by the class it has today."""
    found: dict[str, str] = {}
    label = ""
    for kid in () if cell is None else cell.iter("dt", "dd"):
        if kid.tag == "dt":
            label = text_of(kid).rstrip(": ").casefold()
            continue
        name = next(
            (token for token in classes(kid) if token in _STATS), "status" if label in _STATUS_LABELS else label
        )
        if kid is not cell and name in _STATS:
            found.setdefault(name, text_of(kid))
    return found


def tags_in(cell: _Element | None) -> Tags:
    """Tag names: the links' texts, or the text parted at commas, which no tag can hold, when links were dropped."""
    if cell is None:
        return Tags()
    links = list(cell.iter("a"))
    if any(_HIDDEN in (link.get("href") or "") for link in links):
        return Tags(hidden=True)
    names = [text_of(part) for part in links or cell.iter("li")] or text_of(cell).split(", ")
    return Tags(tuple(dict.fromkeys(name for name in names if name)))


def series_in(cell: _Element | None, site: str) -> tuple[Series, ...]:
    """`Part N of TITLE`, until 2022-09 `Part N of the TITLE series`; N counts what the reader could see."""
    found: list[Series] = []
    for link in () if cell is None else cell.iter("a"):
        if not _SERIES.search(link.get("href") or ""):
            continue  # its neighbours in the series
        before, parent = link.getprevious(), link.getparent()
        text = (parent.text if parent is not None else "") if before is None else before.tail
        part = _PART.search(text or "")
        position = part[1].replace(",", "") if part else "0"
        url = absolute(site, link.get("href"))
        found.append(Series(name=text_of(link), position=position, url=url, visible=True))
    return tuple(found)


def collections_in(cell: _Element | None, site: str) -> tuple[Link, ...]:
    """The links of the row."""
    links = () if cell is None else cell.iter("a")
    return tuple(Link(name=text_of(link), url=absolute(site, link.get("href"))) for link in links)
