"""Our own books, read back into the work that they were made of.

Bodies are as they were normalized: what the book did to them (ids made unique, headings of notes set deeper, documents
parted, links settled) is undone, so that a book of the same words can be made of them again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import text_of
from fic2epub.errors import ReadingError
from fic2epub.model import Chapter, Creator, Form, Html, Origin, Stylesheet, Work
from fic2epub.readers.books.ownfacts import names_in, own_facts, related_in
from fic2epub.readers.books.pages import join, pages_of
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Metadata, Source
    from fic2epub.options import Options
    from fic2epub.readers.books.package import Package

__all__ = ["read_own"]

_CHAPTER = re.compile(r"chapter-(\d+)-title")
_PREFIX = re.compile(r"(?:w[sne]|c\d+x*[sne]?)-")
"""What ids of a body begin with in a book (book/documents.py, `_bodies`)."""
_GIVEN = re.compile(r"chapter-\d+-heading-\d+")
"""Ids that the book gives to headings which are chapters of their own."""
_FRAME = (
    (re.compile(r"#chapter-(\d+)-end-notes-title"), r"#endnotes\1"),
    (re.compile(r"#chapter-(\d+)-title"), r"#chapter-\1"),
    (re.compile(r"#work-end-notes-title"), "#endnotes"),
)
"""Places of our frame → what the archive's pages call them."""
_HIGHER = {"h4": "h3", "h5": "h4", "h6": "h5"}
"""Headings of a box, back to where they were (pages/boxes.py, `_DEEPER`)."""
_WHOLE = frozenset(("br", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "td", "th", "tr"))
"""Not told from a new one of its kind when it goes on in the next file."""
_PASSING = frozenset(("continued", "first", "no-indent"))
"""Classes that an element gets by its place."""
_AUTHOR_SHEET = "css/author.css"
_SCOPE = ".chapter-body "


class _Sections(NamedTuple):
    """The one section of each kind of page."""

    title: _Element
    about: _Element
    chapters: list[_Element]
    after: _Element | None
    language: str


def read_own(package: Package, source: Source, options: Options, note: Note) -> Work[Html] | None:  # noqa: ARG001 - the seam has them
    """Read a book of ours; None when it is something else. Raises `ReadingError` when its first pages are missing."""
    if not any(name.endswith("text/about.xhtml") for name in package.documents):
        return None
    sections = _sections(package, note)
    if sections is None:
        return None
    inspired = list(related_in(sections.after))
    metadata = own_facts(sections.title, sections.about, inspired, sections.language, note)
    chapters = tuple(_chapter(section, metadata) for section in sections.chapters)
    progress = metadata.progress
    whole = progress is not None and progress.posted == progress.planned == 1
    return Work(
        metadata=metadata,
        chapters=chapters,
        one_shot=whole and not any(_label(section) for section in sections.chapters),
        summary=_boxed(sections.about, "summary"),
        notes=_boxed(sections.about, "notes"),
        endnotes=None if sections.after is None else _boxed(sections.after, "end-notes"),
        styles=tuple(_styles(package)),
        origin=Origin(Form.EPUB, made_by="fic2epub"),
    )


def _sections(package: Package, note: Note) -> _Sections | None:
    """The sections of all pages; documents that were parted are whole again."""
    found: dict[str, list[_Element]] = {}
    language = ""
    for page in pages_of(package, note):
        section = child(page.body, "section")
        if section is None:
            continue
        language = language or page.root.get("lang", "")
        kind = next((kind for kind in ("title-page", "about", "chapter", "after") if kind in classes(section)), "")
        if "continued" in classes(section) and found.get(kind):
            join(found[kind][-1], section, _go_on)
        else:
            found.setdefault(kind, []).append(section)
    if "about" not in found:
        return None
    if "title-page" not in found:
        raise ReadingError("this book of fic2epub has no title page", hint="make it again")
    after = found.get("after", [None])[0]
    return _Sections(found["title-page"][0], found["about"][0], found.get("chapter", []), after, language)


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


def _chapter(section: _Element, metadata: Metadata) -> Chapter[Html]:
    heading = child(section, "h2", "chapter-title")
    match = _CHAPTER.fullmatch("" if heading is None else heading.get("id", ""))
    number = int(match[1]) if match else 1
    name = text_of(child(heading, "span", "name"))
    unnamed = not _label(section) and name in {f"Chapter {number}", metadata.title}
    byline = child(section, "p", "chapter-byline")
    body = child(section, "div", "chapter-body")
    if body is None:
        raise ReadingError(f"chapter {number} of this book has no text", hint="make the book again")
    return Chapter(
        number=number,
        title="" if unnamed else name,
        body=_body(body),
        summary=_boxed(section, "summary"),
        notes=_boxed(section, "notes"),
        endnotes=_boxed(section, "end-notes"),
        byline=() if byline is None else tuple(Creator(name) for name in names_in(byline)),
    )


def _boxed(section: _Element, kind: str) -> Html | None:
    """The body of a box: summary, notes or end notes."""
    box = next((box for box in kids(section, "section", "box") if kind in classes(box)), None)
    body = child(box, "div", "box-body")
    if body is None:
        return None
    if "after" not in classes(section):  # the afterword's own heading is one level higher: nothing was set deeper
        for heading in body.iter(*_HIGHER):
            heading.tag = _HIGHER[str(heading.tag)]
    return _body(body)


def _body(body: _Element) -> Html:
    """The body as it was before it was bound: names, links and classes."""
    for element in body.iter("*"):
        _name_as_before(element)
    for link in body.iter("a"):
        if link.get("href", "").startswith("#"):
            link.set("href", _as_written(link.get("href", "")))
    first = next(body.iterchildren("*"), None)
    if first is not None and first.tag == "p":
        first.set("class", " ".join(name for name in classes(first) if name != "first"))
    return Html(body)


def _name_as_before(element: _Element) -> None:
    """Take what the book put before an id, and before names of other elements."""
    ident = element.get("id")
    if ident is not None and _GIVEN.fullmatch(ident):
        del element.attrib["id"]
    elif ident is not None:
        element.set("id", _unprefixed(ident))
    for name in ("headers", "aria-labelledby", "aria-describedby"):
        if name in element.attrib:
            element.set(name, " ".join(map(_unprefixed, element.get(name, "").split())))


def _unprefixed(ident: str) -> str:
    return _PREFIX.sub("", ident, count=1)


def _as_written(href: str) -> str:
    """The author's name of a place, or the archive's for a place of the frame."""
    for place, written in _FRAME:
        if place.fullmatch(href):
            return place.sub(written, href)
    return "#" + _unprefixed(href[1:])


def _styles(package: Package) -> list[Stylesheet]:
    """The author's sheet, without the scope that it was given."""
    name = next((name for name in package.files if name.endswith(_AUTHOR_SHEET)), None)
    if name is None:
        return []
    return [Stylesheet(package.files[name].decode("utf-8", "replace").replace(_SCOPE, ""), "styles")]
