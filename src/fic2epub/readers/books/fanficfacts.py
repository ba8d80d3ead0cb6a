"""What the title page of an EPUB by FanFicFare says, and what its package adds.

Seen in books by FanFicFare 4.62 with its default and with all further entries: a heading with the story's title and
authors, then `b` LABEL and a value, on lines or in a table. Values are parted at commas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from fic2epub.dom import lines_of, text_of
from fic2epub.model import Creator, Html, Link, Metadata, Progress, Reception, Series
from fic2epub.readers.facts import date_of, language_tag, note_gaps, number_of
from fic2epub.readers.labels import language_of, warning_of
from fic2epub.readers.selectors import same_site, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.readers.books.package import Package

__all__ = ["CATEGORIES", "Known", "fanfic_facts"]

CATEGORIES = frozenset(("F/F", "F/M", "M/M", "Gen", "Multi", "Other"))
"""The archive's categories (otwarchive config/config.yml), which are among the genres by default."""
_LABELS = {
    "series": "series",
    "additional series": "series",
    "category": "fandoms",
    "fandoms": "fandoms",
    "genre": "genres",
    "freeform tags": "tags",
    "ao3 categories": "categories",
    "language": "language",
    "characters": "characters",
    "relationships": "relationships",
    "status": "status",
    "published": "published",
    "updated": "updated",
    "packaged": "packaged",
    "rating": "rating",
    "warnings": "warnings",
    "chapters": "chapters",
    "chapters/total chapters": "progress",
    "total chapters": "planned",
    "words": "words",
    "publisher": "publisher",
    "summary": "summary",
    "comments": "comments",
    "kudos": "kudos",
    "hits": "hits",
    "bookmarks": "bookmarks",
    "collections": "collections",
    "restricted to registered users": "restricted",
    "byline": "byline",
    "story url": "url",
}
"""Label, lower case → what it names (fanficfare/defaults.ini, `_label`)."""
_SERIES = re.compile(r"(.*?)(?: \[([\d.]+)\])?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ARCHIVED = re.compile(r"(.+) \[archived by (.+)\]")


class Known(NamedTuple):
    """What the book tells of its work, but for the chapters."""

    metadata: Metadata
    summary: Html | None


def fanfic_facts(page: _Element | None, package: Package, note: Note) -> Known:
    """The facts of the title page, where there is one, and of the package, a notice for each that it alone tells."""
    rows = {} if page is None else _rows(page)
    heading = None if page is None else page.find(".//h3")
    links = [] if heading is None else list(heading.iter("a"))
    told = {name: text_of(cells[0]) for name, cells in rows.items()}
    url = (links[0].get("href") if links else None) or package.first("source") or None
    address = work_id_in(url or "")
    fields: dict[str, Any] = {
        "title": text_of(links[0]) if links else _from_package("title", package, note),
        "creators": tuple(_creators(links[1:], told.get("byline", ""))) or tuple(_package_creators(package, note)),
        "rating": told.get("rating") or None,
        "warnings": tuple(dict.fromkeys(map(warning_of, _names(told.get("warnings", ""))))),
        **{name: _names(told.get(name, "")) for name in ("fandoms", "relationships", "characters")},
        **_genres(told),
        "language": _language(told.get("language"), package, note),
        "language_name": told.get("language") or None,
        **_numbers(told, note),
        "series": tuple(_series(rows.get("series", []))) or tuple(_package_series(package)),
        "collections": tuple(
            Link(text_of(a), a.get("href")) for cell in rows.get("collections", []) for a in cell.iter("a")
        ),
        "restricted": bool(told.get("restricted")),
        "reception": _reception(told),
        "source_url": f"{same_site(address[0])}/works/{address[1]}" if address else url,
        "work_id": address[1] if address else None,
    }
    summary = _summary(rows.get("summary", []))
    fields["summary"] = "\n".join(lines_of(summary.element)) if summary else package.first("description")
    note_gaps(fields, note)
    return Known(Metadata(**fields), summary)


def _rows(page: _Element) -> dict[str, list[_Element]]:
    """What each entry names → the values under that label, as `div`s of their own."""
    rows: dict[str, list[_Element]] = {}
    for label in list(page.iter("b")):
        name = _LABELS.get(text_of(label).rstrip(":").casefold())
        if name and text_of(label).endswith(":") and _is_label(label, page):
            rows.setdefault(name, []).append(_value(label))
    return rows


def _is_label(label: _Element, page: _Element) -> bool:
    """Whether it stands where labels do, and not inside a summary that has such words in bold."""
    parent = label.getparent()
    return parent is not None and (parent is page or parent.tag == "td" or parent.getparent() is page)


def _value(label: _Element) -> _Element:
    """What follows a label: the next cell of the table, or all up to the next label."""
    parent = label.getparent()
    cell = None if parent is None or parent.tag != "td" or (label.tail or "").strip() else parent.getnext()
    if cell is not None:
        return cell
    value = etree.Element("div")
    value.text = label.tail
    for sibling in list(label.itersiblings("*")):
        if sibling.tag == "b" and text_of(sibling).rstrip(":").casefold() in _LABELS:
            break
        value.append(sibling)
    return value


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in text.split(", ") if name))


def _genres(told: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Tags and categories, which stand in one entry unless they were asked for apart."""
    genres = _names(told.get("genres", ""))
    tags, categories = _names(told.get("tags", "")), _names(told.get("categories", ""))
    return {
        "tags": tags or tuple(name for name in genres if name not in CATEGORIES),
        "categories": categories or tuple(name for name in genres if name in CATEGORIES),
    }


def _numbers(told: dict[str, str], note: Note) -> dict[str, Any]:
    """Dates, words and progress; the day of the last chapter is printed of works of one day, too."""
    published, updated = _day("published", told, note), _day("updated", told, note)
    if published is None:
        note("R015", "no date of publication is in the file", "published")
    return {
        "published": published,
        "updated": updated if updated != published else None,
        "words": number_of(told["words"]) if "words" in told else None,
        "progress": _progress(told, note),
    }


def _day(name: str, told: dict[str, str], note: Note) -> Any:  # noqa: ANN401 - a date or None, for a field
    found = _DATE.match(told.get(name, ""))
    return date_of(found[0], name, note) if found else None


def _progress(told: dict[str, str], note: Note) -> Progress | None:
    """`3/6` where it was asked for, else the count of chapters, and whether the work is said to be finished."""
    posted, slash, planned = told.get("progress", "").partition("/")
    if slash:
        return Progress(number_of(posted), number_of(planned) if planned.strip() != "?" else None)
    finished = told.get("status") == "Completed"
    if not finished:
        note("R032", "how many chapters are planned is not in the file", "progress")
    if "chapters" not in told:
        return None
    count = number_of(told["chapters"])
    return Progress(count, count if finished else None)


def _creators(links: list[_Element], byline: str) -> Iterator[Creator]:
    """The names of the heading; a name from another archive is told by the byline alone."""
    archived = _ARCHIVED.fullmatch(byline)
    for link in links:
        name, url = text_of(link), link.get("href")
        if archived and len(links) == 1:
            yield Creator(archived[1], archivist=archived[2])
        elif name:
            yield Creator(name, None if name == "Anonymous" else url)


def _package_creators(package: Package, note: Note) -> Iterator[Creator]:
    names = package.metadata.get("creator", [])
    if names:
        note("R065", "the byline is told by the package alone", "creators")
    yield from map(Creator, names)


def _from_package(name: str, package: Package, note: Note) -> str:
    value = package.first(name)
    if value:
        note("R065", f"the {name} is told by the package alone", name)
    return value


def _series(cells: list[_Element]) -> Iterator[Series]:
    """`Name [3]`, linked."""
    for cell in cells:
        link = cell.find("a")
        match = _SERIES.fullmatch(text_of(cell if link is None else link))
        if match and match[1]:
            yield Series(match[1], match[2] or "0", None if link is None else link.get("href"), visible=True)


def _collections(cells: list[_Element]) -> Iterator[Link]:
    for cell in cells:
        yield from (Link(text_of(link), link.get("href")) for link in cell.iter("a"))


def _package_series(package: Package) -> Iterator[Series]:
    name = package.first("calibre:series")
    if name:
        yield Series(name, package.first("calibre:series_index").removesuffix(".00") or "0", visible=True)


def _language(name: str | None, package: Package, note: Note) -> str:
    """By the archive's name for it, else by the package's code, which is English where FanFicFare does not know."""
    code = package.first("language")
    if not (name and language_of(name)) and _LANGUAGE.fullmatch(code) and code != "en":
        note("R065", f"the language ({code}) is told by the package alone", "language")
        return code
    return language_tag(name, note)


def _reception(told: dict[str, str]) -> Reception:
    counts = {name: number_of(told[name]) for name in ("comments", "kudos", "bookmarks", "hits") if name in told}
    return Reception(**counts)


def _summary(cells: list[_Element]) -> Html | None:
    """The summary's own `div`, without the line break after it."""
    if not cells:
        return None
    inner = cells[0].find("div")
    whole = cells[0] if inner is None or (cells[0].text or "").strip() else inner
    last = next(whole.iterchildren("*", reversed=True), None)
    if last is not None and last.tag == "br" and not (last.tail or "").strip():
        whole.remove(last)
    return Html(whole)
