"""Saved pages that put works and chapters in order: a series, and the index of a work's chapters.

otwarchive app/views/series/show.html.erb, works/_work_module.html.erb, works/navigate.html.erb.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.guides import ChapterGuide, ListedWork, SeriesGuide
from fic2epub.model import Creator, Html, Listed
from fic2epub.readers.page.address import saved_of
from fic2epub.readers.selectors import AO3, absolute, child, classes, kids, same_site, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.guides import Guide

__all__ = ["read_guide"]

_SERIES_PATH = re.compile(r"(?:(?:https?:)?//([^/?#]+))?(?:/collections/[^/?#]+)?/series/(\d+)")
_CHAPTER_PATH = re.compile(r"/works/\d+/chapters/(\d+)")
_NUMBERED = re.compile(r"^(\d+)\.\s*(.*)$", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PART = re.compile(r"\bPart\s+([\d.,]+)\s+of\b")
_ROWS = {
    "creator": "creators",
    "creators": "creators",
    "author": "creators",
    "authors": "creators",
    "author(s)": "creators",
    "series begun": "begun",
    "series updated": "updated",
    "description": "description",
    "notes": "notes",
    "stats": "stats",
    "words": "words",
    "word count": "words",
    "works": "size",
    "works included": "size",
    "complete": "complete",
}
"""Label of a row, lower case and without its colon → what it holds; those of before 2013-12 among them."""


def read_guide(root: _Element, page: bytes) -> Guide | None:
    """
    Read the page of a series (`dl.series.meta`), or an index of chapters (`ol.chapter.index`); None for any other.

    `page` is the file, whose first lines may tell where it was saved. Nothing is noted: who joins tells what was used.
    """
    main = root.find(".//div[@id='main']")
    if main is None:
        return None
    saved = saved_of(root, page).urls
    site = _site(root, saved)
    table = child(main, "dl", "series")
    if table is not None and "meta" in classes(table):
        return _series(main, table, site, saved)
    index = next((ol for ol in kids(main, "ol", "chapter") if "index" in classes(ol)), None)
    return None if index is None else _chapters(main, index, site)


def _site(root: _Element, saved: tuple[str, ...]) -> str:
    """The archive that the page came from: that of who saved it, else of its first absolute work link."""
    for address in (*saved, *(a.get("href") or "" for a in root.iter("a"))):
        host, found = work_id_in(address) or _series_in(address) or ("", "")
        if found and host:
            return same_site(host)
    return AO3


def _series_in(address: str) -> tuple[str, str] | None:
    """Host (empty for a relative address) and number of a series."""
    match = _SERIES_PATH.match(address.strip())
    return (match[1] or "", match[2]) if match else None


def _series(main: _Element, table: _Element, site: str, saved: tuple[str, ...]) -> SeriesGuide:
    rows = dict(_pairs(table))
    rows |= dict(_pairs(child(rows.get("stats"), "dl", "stats")))
    name = text_of(child(main, "h2", "heading"))
    listing = next((ul for ul in kids(main, "ul", "series") if "index" in classes(ul)), None)
    blurbs = [] if listing is None else [li for li in kids(listing, "li") if (li.get("id") or "").startswith("work_")]
    links = [a.get("href") or "" for cell in rows.values() for a in cell.iter("a")]
    number = _series_number(main, (*saved, *links), blurbs, name)
    return SeriesGuide(
        name=name,
        works=tuple(_listed_work(blurb, site, number, name) for blurb in blurbs),
        site=site,
        url=f"{site}/series/{number}" if number else None,
        creators=tuple(_creators(rows.get("creators"), site)),
        begun=_day(rows.get("begun")),
        updated=_day(rows.get("updated")),
        words=_count(rows.get("words")),
        size=_count(rows.get("size")),
        complete=text_of(rows["complete"]) == "Yes" if "complete" in rows else None,
        description=_quoted(rows.get("description")),
        notes=_quoted(rows.get("notes")),
    )


def _pairs(pairs: _Element | None) -> Iterator[tuple[str, _Element]]:
    """What each row holds, and its cell."""
    row: str | None = None
    for kid in [] if pairs is None else kids(pairs):
        if kid.tag == "dt":
            row = _ROWS.get(text_of(kid).rstrip(":").strip().casefold())
        elif kid.tag == "dd" and row:
            yield row, kid
            row = None


def _series_number(main: _Element, addresses: tuple[str, ...], blurbs: list[_Element], name: str) -> str | None:
    """
    The series' number: its page nowhere states it outright.

    From the address it was saved from, a link to its bookmarks (both in `addresses`) or to further slices; else the
    one series of this name that the works of the page say they belong to.
    """
    slices = [a.get("href") or "" for pages in kids(main, "ol", "pagination") for a in pages.iter("a")]
    named = [a.get("href") or "" for blurb in blurbs for a in _own_series(blurb) if text_of(a) == name]
    return next((found[1] for address in (*addresses, *slices, *named) if (found := _series_in(address))), None)


def _own_series(blurb: _Element) -> Iterator[_Element]:
    """The links to the series that a work of the list belongs to."""
    listing = child(blurb, "ul", "series")
    for li in [] if listing is None else kids(listing, "li"):
        yield from kids(li, "a")


def _listed_work(blurb: _Element, site: str, number: str | None, name: str) -> ListedWork:
    """A blurb (works/_work_module.html.erb); `li.mystery` has nothing but its id."""
    work_id = (blurb.get("id") or "").removeprefix("work_")
    heading = child(child(blurb, "div", "header"), "h4", "heading")
    if heading is None or "mystery" in classes(blurb):
        return ListedWork(work_id)
    links = list(kids(heading, "a"))
    title = next((text_of(a) for a in links if (work_id_in(a.get("href") or "") or ("", ""))[1] == work_id), "")
    creators = tuple(_creators(heading, site)) or (Creator(name="Anonymous"),)
    return ListedWork(work_id, title, creators, _position(blurb, number, name))


def _position(blurb: _Element, number: str | None, name: str) -> str:
    """The place in this very series, among others that the work may belong to."""
    for link in _own_series(blurb):
        found = _series_in(link.get("href") or "")
        if (found and found[1] == number) or (number is None and text_of(link) == name):
            part = _PART.search(text_of(link.getparent()))
            return part[1].replace(",", "") if part else ""
    return ""


def _creators(cell: _Element | None, site: str) -> Iterator[Creator]:
    """The names of a byline, each a link with `rel=author`."""
    for link in [] if cell is None else kids(cell, "a"):
        if "author" in (link.get("rel") or ""):
            yield Creator(name=text_of(link), url=absolute(site, link.get("href")) or None)


def _quoted(cell: _Element | None) -> Html | None:
    quote = child(cell, "blockquote")
    return Html(quote) if quote is not None else None


def _day(cell: _Element | None) -> date | None:
    found = _DAY.search(text_of(cell))
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _count(cell: _Element | None) -> int | None:
    digits = re.sub(r"\D", "", text_of(cell))
    return int(digits) if digits else None


def _chapters(main: _Element, index: _Element, site: str) -> ChapterGuide | None:
    """The index of chapters; None when it does not say of which work."""
    heading = child(main, "h2", "heading")
    for link in [] if heading is None else kids(heading, "a"):
        found = work_id_in(link.get("href") or "")
        if found:
            return ChapterGuide(
                source_url=f"{site}/works/{found[1]}",
                title=text_of(link),
                chapters=tuple(_listed_chapter(li, number) for number, li in enumerate(kids(index, "li"), 1)),
                creators=tuple(_creators(heading, site)),
            )
    return None


def _listed_chapter(entry: _Element, place: int) -> Listed:
    """`N. Title`, or `N. Chapter N` for one without, and the day on which it was posted."""
    link = child(entry, "a")
    match = _NUMBERED.match(text_of(link))
    number, title = (int(match[1]), match[2].strip()) if match else (place, text_of(link))
    path = _CHAPTER_PATH.search("" if link is None else link.get("href") or "")
    return Listed(
        number=number,
        title="" if title == f"Chapter {number}" else title,
        chapter_id=path[1] if path else None,
        published=_day(child(entry, "span", "datetime")),
    )
