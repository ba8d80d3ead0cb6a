"""What the title page and the page about the work of a book of ours say: its metadata (`fic2epub.pages` wrote them)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from fic2epub.dom import lines_of, text_of
from fic2epub.model import Creator, Kinship, Link, Metadata, Progress, Prompt, RelatedWork, Series
from fic2epub.readers.books.ownlinks import addressed, links_of
from fic2epub.readers.facts import language_tag, note_gaps, number_of
from fic2epub.readers.labels import RATINGS, row_of
from fic2epub.readers.selectors import child, classes, kids, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["names_in", "note_facts", "own_facts", "related_in"]

_ROLES = {"by": "aut", "translated by": "trl", "read by": "nrt", "illustrated by": "ill"}
_ARCHIVED = "archived by"
_ROWS = {
    "a gift for": "recipients",
    "for a prompt by": "prompts",
    "published": "published",
    "completed": "updated",
    "updated": "updated",
    "chapters": "chapters",
    "words": "words",
    "collection": "collection",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_COUNT = re.compile(r"([\d,]+) of ([\d,]+|\?)")
_PART = re.compile(r"Part (.*) of")
_AVAILABLE = re.compile(r"Translation into (.*) available:")
_KINSHIP = {
    "Inspired by": Kinship.INSPIRED_BY,
    "A translation of": Kinship.TRANSLATION_OF,
    "Translation available:": Kinship.TRANSLATED_AS,
}
"""
What the words of books say that were made before such things had classes: those books speak English.

Since then, what a thing is stands in its class, whatever the language of the words around it (`fic2epub.pages`).
"""
_BY = re.compile(r"by-(\w+)")
_ROW = re.compile(r"row-(\w+)")
_RELATED = {kinship.value.replace(" ", "-"): kinship for kinship in Kinship}
_POSITION = re.compile(r"\d+(?:\.\d+)?")
_LISTS = ("warnings", "categories", "fandoms", "relationships", "characters", "tags")


def own_facts(title: _Element, about: _Element, inspired: list[RelatedWork], language: str, note: Note) -> Metadata:
    """
    The metadata, from the sections of the two pages; `language` is the documents' own.

    Names are parted at commas, which no tag can hold; names of collections can.
    """
    rows = {name: cell for part in ("tags", "publication") for name, cell in _rows(child(about, "section", part))}
    outside = links_of(about)
    url = next((link.get("href") for link in outside.get("to-work", ())), None)
    address = work_id_in(url or "")
    known = language.lower() not in {"", "und"}
    fields: dict[str, Any] = {
        "title": text_of(next(title.iterchildren("h1", "h2"), None)),
        "creators": tuple(addressed(_creators(title, note), outside.get("to-creators", ()))),
        "rating": text_of(rows.get("rating")) or _rating(title),
        **{name: _names(rows.get(name)) for name in _LISTS},
        "language": language if known else language_tag(text_of(rows.get("language")) or None, note),
        "language_name": text_of(rows.get("language")) or None,
        "published": _day(rows.get("published")),
        "updated": _day(rows.get("updated")),
        "words": number_of(text_of(rows["words"])) if "words" in rows else None,
        "progress": _progress(rows.get("chapters")),
        "series": tuple(addressed(_series(rows.get("series")), outside.get("to-series", ()))),
        "collections": tuple(addressed(_collections(rows), outside.get("to-collections", ()))),
        "recipients": tuple(addressed(map(Link, _names(rows.get("recipients"))), outside.get("to-recipients", ()))),
        "prompts": tuple(_prompts(rows.get("prompts"))),
        "related": (*related_in(about), *inspired),
        "source_url": url,
        "work_id": address[1] if address else None,
        "summary": _plain_summary(about),
    }
    metadata = Metadata(**fields)
    note_facts(metadata, note)
    return metadata


def note_facts(metadata: Metadata, note: Note) -> None:
    """Say what is not known."""
    note_gaps({name: getattr(metadata, name) for name in metadata.__slots__}, note)
    if metadata.published is None:
        note("R015", "no date of publication is in the file", "published")


def _prompts(cell: _Element | None) -> Iterator[Prompt]:
    """Prompter and collection; before they had classes `PROMPTER in COLLECTION`, a short name without a blank."""
    told = [] if cell is None else [text_of(part) for part in cell.iter("span") if _is_of_prompt(part)]
    for prompter, collection in zip(told[::2], told[1::2], strict=False):
        yield Prompt(prompter, Link(collection))
    for name in _names(cell) if not told else ():
        prompter, _, collection = name.rpartition(" in ")
        yield Prompt(prompter, Link(collection))


def _is_of_prompt(part: _Element) -> bool:
    return not {"prompter", "collection"}.isdisjoint(classes(part))


def _rows(section: _Element | None) -> Iterator[tuple[str, _Element]]:
    """What each row of a list of facts holds, and its cell."""
    pairs = child(section, "dl")
    for group in [] if pairs is None else kids(pairs, "div", "row"):
        cell = child(group, "dd")
        if cell is not None:
            label = text_of(child(group, "dt")).rstrip(":").casefold()
            yield _told(group, _ROW) or _ROWS.get(label) or row_of(label) or label, cell


def _told(element: _Element, class_: re.Pattern[str]) -> str:
    """What a class of this form tells of an element; empty when it has none."""
    return next((found[1] for name in classes(element) if (found := class_.fullmatch(name))), "")


def names_in(line: _Element) -> tuple[str, ...]:
    """The names of a byline."""
    return tuple(text_of(name) for name in kids(line, "span", "author"))


def _creators(title: _Element, note: Note) -> list[Creator]:
    """Everybody who is named, by their part in the work; who archived it belongs to all whose names have none."""
    creators: list[Creator] = []
    archivists: tuple[str, ...] = ()
    for line in kids(title, "p", "byline"):
        words = text_of(child(line, "span", "by"))
        role = _told(line, _BY) or ("archivist" if words == _ARCHIVED else _ROLES.get(words, "aut"))
        if role == "archivist":
            archivists = names_in(line)
        else:
            creators += [Creator(name, role=role) for name in names_in(line)]
    if not archivists:
        return creators
    if len(creators) > 1:
        note("R066", f"who of the creators was archived by {', '.join(archivists)} is not told", "creators")
    return [creator._replace(archivist=archivists[0]) for creator in creators]


def _names(cell: _Element | None) -> tuple[str, ...]:
    return tuple(name for name in text_of(cell).split(", ") if name)


def _rating(title: _Element) -> str | None:
    """The rating of an omnibus, which its title page alone tells, first in its line of facts."""
    line = child(title, "p", "facts")
    first = text_of(child(line, "span", "rating")) or text_of(line).partition(" · ")[0]
    return first if first in RATINGS else None


def _collections(rows: dict[str, _Element]) -> Iterator[Link]:
    """The collections, each in a span of its own."""
    if "collection" in rows:
        yield Link(text_of(rows["collection"]))
    cell = rows.get("collections")
    apart = list(kids(cell, "span", "collection"))
    yield from (Link(text_of(name)) for name in apart)
    yield from map(Link, () if apart else _names(cell))


def _day(cell: _Element | None) -> date | None:
    """The day that programs are told, else what the words say."""
    time = child(cell, "time")
    found = _DAY.fullmatch(text_of(cell))
    try:
        if time is not None:
            return date.fromisoformat(time.get("datetime", ""))
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])) if found else None
    except ValueError:
        return None


def _progress(cell: _Element | None) -> Progress | None:
    found = _COUNT.fullmatch(text_of(cell))
    posted, planned = (text_of(child(cell, "span", name)) for name in ("posted", "planned"))
    if not posted and found:
        posted, planned = found[1], found[2]
    return Progress(number_of(posted), None if planned == "?" else number_of(planned)) if posted else None


def _series(cell: _Element | None) -> Iterator[Series]:
    """Each series with its place."""
    entries = list(kids(cell, "span", "entry"))
    for entry in entries:
        words = " ".join(text_of(part) for part in kids(entry, "span", "part"))
        position = _POSITION.search(words)
        yield Series(text_of(child(entry, "span", "series-name")), position[0] if position else "0")
    if cell is not None and not entries:
        yield from _unmarked_series(cell)


def _unmarked_series(cell: _Element) -> Iterator[Series]:
    """`Part N of` and the name, linked where the address is known."""
    for part in kids(cell, "span", "part"):
        position = _PART.fullmatch(text_of(part))
        after = part.getnext()
        if after is not None and after.tag == "a" and not (part.tail or "").strip():
            yield Series(text_of(after), position[1] if position else "0", after.get("href"))
        else:
            yield Series((part.tail or "").strip().rstrip(",").strip(), position[1] if position else "0")


def related_in(section: _Element | None) -> Iterator[RelatedWork]:
    """The works of the list in this section; those without words before them were inspired by this one."""
    works = child(child(section, "section", "related"), "ul")
    for line in [] if works is None else kids(works, "li"):
        yield _related(line)


def _related(line: _Element) -> RelatedWork:
    kinship = next((_RELATED[name] for name in classes(line) if name in _RELATED), None)
    if kinship is None:
        return _unmarked_related(line)
    link = child(line, "a")
    title = text_of(link if link is not None else child(line, "span", "work"))
    byline, language = (text_of(child(line, "span", name)) for name in ("names", "language"))
    return RelatedWork(kinship, title, byline, _address(link), language or None)


def _unmarked_related(line: _Element) -> RelatedWork:
    words, by = child(line, "span", "kinship"), child(line, "span", "by")
    said = text_of(words)
    available = _AVAILABLE.fullmatch(said)
    kinship = Kinship.TRANSLATED_AS if available else _KINSHIP.get(said, Kinship.INSPIRED)
    link = child(line, "a")
    before_by = line.text if words is None else words.tail
    title = text_of(link) if link is not None else " ".join((before_by or "").split())
    byline = "" if by is None else " ".join((by.tail or "").split())
    return RelatedWork(kinship, title, byline, _address(link), available[1] if available else None)


def _address(link: _Element | None) -> str | None:
    return None if link is None else link.get("href")


def _plain_summary(about: _Element) -> str:
    box = next((box for box in kids(about, "section", "box") if "summary" in classes(box)), None)
    body = child(box, "div", "box-body")
    return "" if body is None else "\n".join(lines_of(body))
