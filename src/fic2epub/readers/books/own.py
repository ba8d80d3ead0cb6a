"""Our own books, read back into the work that they were made of.

Bodies are as they were normalized: what the book did to them (ids made unique, headings of notes set deeper, documents
parted, links settled) is undone, so that a book of the same words can be made of them again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import replace_with_children, text_of
from fic2epub.errors import ReadingError, noting
from fic2epub.model import Chapter, Creator, Form, Html, Origin, Stylesheet, Work
from fic2epub.readers.books.appendix import gathered_notes
from fic2epub.readers.books.ownfacts import names_in, note_facts, own_facts, related_in
from fic2epub.readers.books.ownlinks import unfold
from fic2epub.readers.books.ownnotes import drop_copies, named_as_before, undo_notes
from fic2epub.readers.books.ownrecord import as_indented, as_recorded, named_by, record_in, works_in
from fic2epub.readers.books.pages import join, note_others, pages_of
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Metadata, RelatedWork, Source
    from fic2epub.options import Options
    from fic2epub.readers.books.package import Package
    from fic2epub.recalling import RecordedWork

__all__ = ["is_own", "read_own"]

_CHAPTER = re.compile(r"(?:p\d+-)?chapter-(\d+)x*-title")
_PREFIX = re.compile(r"(?:p\d+-)?(?:w[sne]|c\d+x*[sne]?)-")
"""What ids of a body begin with in a book (book/documents.py, `_bodies`), those of an omnibus with the part's mark."""
_GIVEN = re.compile(r"(?:p\d+-)?chapter-\d+x*-heading-\d+")
"""Ids that the book gives to headings which are chapters of their own."""
_FRAME = (
    (re.compile(r"#(?:p\d+-)?chapter-(\d+)x*-end-notes-title"), r"#endnotes\1"),
    (re.compile(r"#(?:p\d+-)?chapter-(\d+)x*-title"), r"#chapter-\1"),
    (re.compile(r"#(?:p\d+-)?work-end-notes-title"), "#endnotes"),
)
"""Places of our frame → what the archive's pages call them."""
_TOP = "#outer"
"""The start of a document: of all that the archive's pages call so (book/links.py, `_TOPS`), what no author does."""
_PART = re.compile(r"(part-\d{4,})(?:-chapter-0*(\d+)x*)?")
"""Names of an omnibus' files (book/documents.py, `Volume`)."""
_KNOWN = re.compile(
    r"cover|title|nav|about|(?:part-\d+-)?(?:chapter-\d+x*|afterword|notes|warnings)(?:-part\d+)?|part-\d+(?:-part\d+)?"
)
_HIGHER = {"h4": "h3", "h5": "h4", "h6": "h5"}
"""Headings of a box, back to where they were (pages/boxes.py, `_DEEPER`)."""
_WHOLE = frozenset(("br", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "td", "th", "tr"))
"""Not told from a new one of its kind when it goes on in the next file."""
_PASSING = frozenset(("continued", "first", "no-indent"))
"""Classes that an element gets by its place."""
_SCOPE = ".chapter-body "


class _Volume:
    """The sections of one work: of the book, or of a part of an omnibus."""

    def __init__(self, front: _Element, about: _Element, language: str, name: str = "") -> None:
        self.front = front
        """What holds the title and the byline."""
        self.about = about
        self.language = language
        self.name = name
        """Of the file that a part begins with; empty for the book."""
        self.chapters: list[_Element] = []
        self.after: _Element | None = None
        self.appendix: _Element | None = None
        """The notes of all chapters, if they were wanted there."""


def is_own(package: Package) -> bool:
    """Whether the book is one of ours."""
    return any(name.endswith("text/about.xhtml") for name in package.documents)


def read_own(package: Package, source: Source, options: Options, note: Note) -> Work[Html] | None:  # noqa: ARG001 - the seam has them
    """
    Read a book of ours, an omnibus too; None when it is something else.

    Raises `ReadingError` when pages are missing without which it cannot be told what is what.
    """
    if not is_own(package):
        return None
    volumes = _volumes(package, note)
    if not volumes:
        return None
    book, *parts = volumes
    told, *of_parts = works_in(record_in(package, note), package, len(parts))
    if not parts:
        return _work(book, package, note, told)
    read = _led_outside([_part(part, package, one) for part, one in zip(parts, of_parts, strict=True)], parts)
    whole = _work(book, package, lambda *_: None, told)  # what a page about a series lacks, its works tell
    return replace(whole, parts=read, one_shot=False)


def _part(volume: _Volume, package: Package, told: RecordedWork | None) -> Work[Html]:
    notices: list[Notice] = []
    work = _work(volume, package, noting(notices), told)
    return replace(work, notices=tuple(notices))


def _work(volume: _Volume, package: Package, note: Note, told: RecordedWork | None) -> Work[Html]:
    """One work, out of its sections, with what is recorded of it."""
    metadata = _facts(volume, note) if told is None else told.metadata
    if told is not None:
        note_facts(metadata, note)
    notes = gathered_notes(volume.appendix)
    moved = {} if told is None else {key.rpartition("-")[2]: places for key, places in told.trace.moved.items()}
    chapters = tuple(_chapter(section, metadata, notes, moved) for section in volume.chapters)
    known = told is not None and [named_by(one) for one in told.chapters] == [one.number for one in chapters]
    if told is not None and known:
        chapters = tuple(map(as_recorded, chapters, told.chapters))
    chapters = tuple(one for one in chapters if not (one.removed and _is_empty(one.body)))
    _note_missing(sum(not one.removed for one in chapters), metadata, note)
    work = Work(
        metadata=metadata,
        chapters=chapters,
        one_shot=told.one_shot if told is not None and known else _is_one_shot(volume.chapters, metadata),
        summary=_boxed(volume.about, "summary"),
        notes=_of_work(volume, "notes", notes) or _boxed(volume.about, "notes"),
        endnotes=_of_work(volume, "end-notes", notes),
        styles=tuple(_styles(package, volume.name)),
        origin=Origin(Form.EPUB, made_by="fic2epub"),
    )
    return as_indented(work, told) if told is not None and known else work


def _is_empty(body: Html) -> bool:
    """Whether only the title of a chapter is there, which its author removed."""
    return not text_of(body.element) and next(body.element.iter("img", "hr"), None) is None


def _facts(volume: _Volume, note: Note) -> Metadata:
    """What the pages tell of the work."""
    return own_facts(volume.front, volume.about, list(related_in(volume.after)), volume.language, note)


def _of_work(volume: _Volume, kind: str, gathered: dict[tuple[str, str], _Element]) -> Html | None:
    """The work's own notes of a kind, of the appendix or of the afterword."""
    if ("work", kind) in gathered:
        return _box_body(gathered["work", kind])
    return None if volume.after is None else _boxed(volume.after, kind)


def _note_missing(here: int, metadata: Metadata, note: Note) -> None:
    """Say that chapters are missing: a book can be made of the page of one chapter, or of some that were joined."""
    posted = metadata.progress.posted if metadata.progress else 0
    if 0 < here < posted:
        note("R019", f"the work has {posted} chapters; the book holds {here}", "chapters")


def _is_one_shot(chapters: list[_Element], metadata: Metadata) -> bool:
    """One chapter of one; where that is not known (a piece of a page), one that is called as the work is."""
    if any(_label(section) for section in chapters):
        return False
    progress = metadata.progress
    if progress is not None:
        return progress.posted == progress.planned == 1
    return len(chapters) == 1 and text_of(child(child(chapters[0], "h2"), "span", "name")) == metadata.title


def _volumes(package: Package, note: Note) -> list[_Volume]:
    """The works of the book, each with its sections; documents that were parted are whole again."""
    starts = {name: name.rpartition("/")[2].removesuffix(".xhtml") for name in package.documents}
    starts = {name: start for name, start in starts.items() if _PART.fullmatch(start)}
    volumes: list[_Volume] = []
    title: _Element | None = None
    last: _Element | None = None
    pages = pages_of(package, note, starts)
    note_others(pages, _KNOWN, note)
    sections = ((one.root.get("lang", ""), one.name, section) for one in pages for section in kids(one.body, "section"))
    for language, name, section in sections:
        drop_copies(section)
        named = classes(section)
        if "continued" in named and last is not None:
            join(last, section, _go_on)
            continue
        last = section
        if "title-page" in named:
            title = section
        elif "about" in named:
            front = child(section, "div", "part-front") if "part-page" in named else title
            if front is None:
                raise ReadingError("this book of fic2epub has no title page", hint="make it again")
            volumes.append(_Volume(front, section, language, starts.get(name, "")))
        elif volumes:
            _add(volumes[-1], section)
    return volumes


def _add(volume: _Volume, section: _Element) -> None:
    if "chapter" in classes(section):
        volume.chapters.append(section)
    elif "after" in classes(section):
        volume.after = section
    elif "appendix" in classes(section):
        volume.appendix = section
    elif "folded" in classes(section):
        unfold(volume.about, section)


def _led_outside(works: list[Work[Html]], parts: list[_Volume]) -> tuple[Work[Html], ...]:
    """Links from one part to another become addresses of works again, for who takes the works apart."""
    addresses = {part.name: work.metadata.source_url for part, work in zip(parts, works, strict=True)}

    def outside(href: str) -> str:
        match = _PART.fullmatch(href.removeprefix("#"))
        address = addresses.get(match[1]) if match else None
        if match is None or address is None:
            return href
        return f"{address}#chapter-{match[2]}" if match[2] else address

    for part in parts:
        pages = (part.about, *part.chapters, part.after, part.appendix)
        for section in [section for section in pages if section is not None]:
            for link in [link for link in section.iter("a") if link.get("href", "").startswith("#part-")]:
                href = link.get("href", "")
                link.set("href", _TOP if href == _start_of(section, part) else outside(href))
    return tuple(
        replace(work, metadata=replace(work.metadata, related=tuple(_related(work.metadata.related, outside))))
        for work in works
    )


def _start_of(section: _Element, part: _Volume) -> str:
    """The link to the file that begins with a section of a part."""
    heading = child(section, "h2", "chapter-title")
    match = None if heading is None else _CHAPTER.fullmatch(heading.get("id", ""))
    return f"#{part.name}-chapter-{int(match[1]):04}" if match else f"#{part.name}"


def _related(related: tuple[RelatedWork, ...], outside: Callable[[str], str]) -> Iterator[RelatedWork]:
    return (one._replace(url=outside(one.url)) if one.url else one for one in related)


def _go_on(last: _Element, first: _Element) -> bool:
    """Whether the second goes on where the first was parted (book/parts.py)."""
    if first.tag in _WHOLE or (last.tag, first.tag) not in {(first.tag, first.tag), ("details", "div")}:
        return False
    if first.tag == "p":
        return "no-indent" in classes(first)
    return set(classes(last)) - _PASSING == set(classes(first)) - _PASSING


def _label(section: _Element) -> str:
    """`Chapter 3`, where the heading has a name beside it."""
    return text_of(child(child(section, "h2"), "span", "label"))


def _chapter(
    section: _Element,
    metadata: Metadata,
    gathered: dict[tuple[str, str], _Element],
    moved: Mapping[str, Sequence[Sequence[int]]],
) -> Chapter[Html]:
    heading = child(section, "h2", "chapter-title")
    removed = _restore(heading)
    ident = "" if heading is None else heading.get("id", "")
    match = _CHAPTER.fullmatch(ident)
    notes, endnotes = (
        _boxed(section, kind) if (box := gathered.get((_bare(ident), kind))) is None else _box_body(box)
        for kind in ("notes", "end-notes")
    )
    number = int(match[1]) if match else 1
    name = text_of(child(heading, "span", "name"))
    named = child(heading, "span", "name")
    unnamed = not _label(section) and (_is_number(named, number) or name == metadata.title)
    byline = child(section, "p", "chapter-byline")
    body = child(section, "div", "chapter-body")
    if body is None:
        raise ReadingError(f"chapter {number} of this book has no text", hint="make the book again")
    return Chapter(
        number=number,
        title="" if unnamed else name,
        body=_body(body, moved.get(_bare(ident).replace("chapter-", "c"), ())),
        summary=_boxed(section, "summary"),
        notes=notes,
        endnotes=endnotes,
        byline=() if byline is None else tuple(Creator(name) for name in names_in(byline)),
        removed=removed,
    )


def _restore(heading: _Element | None) -> bool:
    """Whether the heading is struck, as that of a chapter which its author removed; it is not so any more."""
    struck = child(heading, "del")
    if struck is not None:
        replace_with_children(struck)
    return struck is not None


def _is_number(name: _Element | None, number: int) -> bool:
    """Whether a name is but the chapter's number, in our words; before they had a class these were English."""
    return name is not None and ("number" in classes(name) or text_of(name) == f"Chapter {number}")


def _boxed(section: _Element, kind: str) -> Html | None:
    """The body of a box: summary, notes or end notes."""
    box = next((box for box in kids(section, "section", "box") if kind in classes(box)), None)
    body = child(box, "div", "box-body")
    if body is None:
        return None
    if "after" in classes(section):  # the afterword's own heading is one level higher: nothing was set deeper
        return _body(body)
    return _box_body(body)


def _box_body(body: _Element) -> Html:
    """A body as it was before it was put into a box."""
    for heading in body.iter(*_HIGHER):
        heading.tag = _HIGHER[str(heading.tag)]
    return _body(body)


def _bare(ident: str) -> str:
    """`chapter-3` of the id of a chapter's title."""
    return re.sub(r"^(?:p\d+-)?(.*)-title$", r"\1", ident)


def _body(body: _Element, moved: Sequence[Sequence[int]] = ()) -> Html:
    """The body as it was before it was bound: names, links and classes."""
    for element in body.iter("*"):
        _name_as_before(element)
    for link in body.iter("a"):
        if link.get("href", "").startswith("#"):
            link.set("href", _as_written(link.get("href", "")))
    undo_notes(body, moved)
    first = next(body.iterchildren("*"), None)
    if first is not None and first.tag == "p":
        first.set("class", " ".join(name for name in classes(first) if name != "first"))
    return Html(body)


def _name_as_before(element: _Element) -> None:
    """Take what the book put before an id, or the id that it gave."""
    ident = element.get("id")
    if ident is not None and _GIVEN.fullmatch(ident):
        del element.attrib["id"]
    elif ident is not None:
        element.set("id", _unprefixed(ident))


def _unprefixed(ident: str) -> str:
    return _PREFIX.sub("", named_as_before(ident), count=1)


def _as_written(href: str) -> str:
    """The author's name of a place, or the archive's for a place of the frame; `#` is the start of a document."""
    if href == "#":
        return _TOP
    for place, written in _FRAME:
        if place.fullmatch(href):
            return place.sub(written, href)
    return "#" + _unprefixed(href[1:])


def _styles(package: Package, volume: str) -> list[Stylesheet]:
    """The author's sheet, without the scope that it was given."""
    sheet = f"css/author{volume.removeprefix('part')}.css"
    name = next((name for name in package.files if name.endswith(sheet)), None)
    if name is None:
        return []
    return [Stylesheet(package.files[name].decode("utf-8", "replace").replace(_SCOPE, ""), "styles")]
