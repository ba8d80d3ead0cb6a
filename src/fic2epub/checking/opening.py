"""An EPUB of anybody's, opened to be looked at: its package document, and what that names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.checking.findings import found
from fic2epub.checking.sounding import sounded
from fic2epub.containers import CONTAINER, inside, looks_like_epub, named, packages_said, refuse_locked, xml_of
from fic2epub.dom import XHTML
from fic2epub.errors import ReadingError, SourceError
from fic2epub.unzip import looks_packed, open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.checking.findings import Finding
    from fic2epub.unzip import Archived

__all__ = [
    "LARGEST_DOCUMENT",
    "MEDIA_XHTML",
    "Document",
    "Entry",
    "Link",
    "Opened",
    "Traces",
    "document_in",
    "is_remote",
    "is_xhtml",
    "local",
    "opened",
    "place",
    "scripts_in",
    "sorted_out",
    "traces_of",
]

MEDIA_XHTML = "application/xhtml+xml"
_NCX = "application/x-dtbncx+xml"
LARGEST_DOCUMENT = 32 << 20
"""Bytes of a document that is looked at; no device opens such a one."""
_MOST_TAGS = 4_000_000
"""Of all documents together: a work of 200 MB has so many."""
_REFERRING = ("href", "src", "poster", "data")
"""Attributes that name another file."""


class Entry(NamedTuple):
    """A file that the manifest names."""

    ident: str
    name: str
    """In the archive; empty for what leads out of it."""
    href: str
    media_type: str
    properties: frozenset[str]
    element: _Element


class Opened(NamedTuple):
    """A book, as far as it tells what it holds."""

    content: bytes
    name: str
    """Of the book's own file; empty when it is not known."""
    files: Archived
    path: str
    """Of the package document."""
    package: _Element
    entries: tuple[Entry, ...]
    spine: tuple[str, ...]
    """Names of the documents in their order, those that are there."""

    @property
    def is_epub3(self) -> bool:
        """By the version that it says."""
        return self.package.get("version", "").startswith("3")

    @property
    def is_kepub(self) -> bool:
        """By its name."""
        return self.name.lower().endswith((".kepub.epub", ".kepub"))

    @property
    def nav(self) -> str:
        """Name of the contents of EPUB 3; empty for none."""
        return next(
            (entry.name for entry in self.entries if "nav" in entry.properties and entry.name in self.files), ""
        )

    @property
    def ncx(self) -> str:
        """Name of the contents of EPUB 2; empty for none."""
        kind = (entry for entry in self.entries if entry.media_type == _NCX and entry.name in self.files)
        return next((entry.name for entry in kind), "")

    def documents(self) -> Iterator[Entry]:
        """The documents of the manifest that are in the archive, each once, however large."""
        seen: set[str] = set()
        for entry in self.entries:
            if entry.media_type == MEDIA_XHTML and entry.name in self.files and entry.name not in seen:
                seen.add(entry.name)
                yield entry


def opened(content: bytes, name: str = "") -> tuple[Opened | None, tuple[Finding, ...]]:
    """
    The book, and what keeps it from being opened, which may be all that there is to say: None then.

    Raises `SourceError` for what is no EPUB or not to be trusted, `ReadingError` for a damaged archive.
    """
    if not looks_packed(content):
        raise SourceError("this is no EPUB", hint="make one of it first: fic2epub FILE")
    files = open_archive(content)
    if not looks_like_epub(files):
        raise SourceError("this is an archive, but no EPUB", hint="make one of it first: fic2epub FILE")
    try:
        refuse_locked(files)
    except SourceError:
        return None, (found("K005", "META-INF/encryption.xml"),)
    except ReadingError as error:
        return None, (found("K005", "META-INF/encryption.xml", f"or so it seems: {error.message}"),)
    faults: list[Finding] = []
    path = next((path for path in packages_said(files) if path in files), "")
    if not path:
        faults.append(found("K002", CONTAINER))
        path = next((name for name in files if name.lower().endswith(".opf")), "")
    if not path:
        return None, tuple(faults)
    try:
        package = xml_of(files, path)
    except ReadingError as error:
        return None, (*faults, found("K010", path, error.message))
    book = _listed(Opened(content, name, files, path, package, (), ()))
    _refuse_endless(book)
    return book, tuple(faults)


def _listed(book: Opened) -> Opened:
    entries = tuple(
        Entry(
            ident=item.get("id", ""),
            name=inside(book.path, item.get("href", "")) or "",
            href=item.get("href", ""),
            media_type=item.get("media-type", "").strip().lower(),
            properties=frozenset(item.get("properties", "").split()),
            element=item,
        )
        for item in named(book.package, "item")
    )
    names = {entry.ident: entry.name for entry in entries}
    spine = (names.get(ref.get("idref", ""), "") for ref in named(book.package, "itemref"))
    return book._replace(entries=entries, spine=tuple(name for name in spine if name in book.files))


def _refuse_endless(book: Opened) -> None:
    """Raise `SourceError` for more elements than a machine can hold."""
    tags = 0
    for entry in book.documents():
        if book.files.size_of(entry.name) <= LARGEST_DOCUMENT:
            tags += book.files[entry.name].count(b"<")
        if tags > _MOST_TAGS:
            raise SourceError("more tags than any book has", where=entry.name)


class Document(NamedTuple):
    """A document, parsed, and sorted by what is in it."""

    name: str
    content: bytes
    text: str
    root: _Element | None
    """None when it cannot be parsed."""
    faults: tuple[tuple[str, str], ...]
    """What `sounded` had to do."""
    doctype: str
    """As it is right for the book."""
    elements: dict[str, list[_Element]]
    """By name, without namespace."""
    attributes: dict[str, list[tuple[_Element, str]]]
    """By name, without namespace but for `xml:`."""


def document_in(book: Opened, name: str) -> Document:
    """A document of the book; not larger than `LARGEST_DOCUMENT`."""
    content = book.files[name]
    made = sounded(content, epub3=book.is_epub3)
    faults = made.faults if made.root is not None else (*made.faults, ("K050", made.error))
    return sorted_out(Document(name, content, made.text, made.root, faults, made.doctype, {}, {}))


def sorted_out(document: Document) -> Document:
    """The document with its elements and attributes sorted by name, as they are now."""
    elements: dict[str, list[_Element]] = {}
    attributes: dict[str, list[tuple[_Element, str]]] = {}
    if document.root is not None:
        for element in document.root.iter("*"):
            elements.setdefault(local(element.tag), []).append(element)
            for key, value in element.items():
                attributes.setdefault(local(key), []).append((element, value))
    return document._replace(elements=elements, attributes=attributes)


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace."""
    return str(tag).rpartition("}")[2]


def place(document: Document, element: _Element) -> str:
    """File and line of an element."""
    return f"{document.name}:{element.sourceline}" if element.sourceline else document.name


class Link(NamedTuple):
    """What a document refers to."""

    where: str
    address: str
    is_shown: bool
    """Whether it is to be seen or heard there, and not only led to."""


class Traces(NamedTuple):
    """What is kept of a document when it has been looked at."""

    ids: frozenset[str] | None
    """None when they are not known."""
    bodies: frozenset[str]
    """The ids of the root and of its body."""
    links: tuple[Link, ...]
    has_spans: bool
    """Kobo's."""
    has_text: bool
    properties: frozenset[str]
    """Which the manifest has to say of it."""


def traces_of(document: Document) -> Traces:
    """What has to be known of a document when all others have been seen."""
    if document.root is None:
        return Traces(None, frozenset(), (), has_spans=False, has_text=True, properties=frozenset())
    ids = frozenset(value for _, value in (*document.attributes.get("id", ()), *_names(document)))
    bodies = (*document.elements.get("html", ()), *document.elements.get("body", ()))
    links = tuple(
        Link(place(document, element), value.strip(), is_shown=key != "href" or local(element.tag) in {"image", "link"})
        for key in _REFERRING
        for element, value in document.attributes.get(key, ())
        if value.strip()
    )
    marks = (value for _, value in document.attributes.get("class", ()))
    body = (document.elements.get("body") or [document.root])[0]
    return Traces(
        ids,
        frozenset(filter(None, (element.get("id") for element in bodies))),
        links,
        has_spans="koboSpan" in document.text and any(mark == "koboSpan" for mark in marks),
        has_text=any(not text.isspace() for text in body.itertext("*")),
        properties=frozenset(_properties(document, links)),
    )


def _properties(document: Document, links: tuple[Link, ...]) -> Iterator[str]:
    """As EPUBCheck tells them (OPF-014, OPF-015)."""
    if "svg" in document.elements:
        yield "svg"
    if "math" in document.elements:
        yield "mathml"
    if "form" in document.elements or scripts_in(document):
        yield "scripted"
    if any(link.is_shown and is_remote(link.address) for link in links):
        yield "remote-resources"


def scripts_in(document: Document) -> list[_Element]:
    """Elements that run: scripts that are no blocks of facts, and what has a script in an attribute."""
    scripts = document.elements.get("script", ())
    running = [element for element in scripts if _RUNNING.match(element.get("type", ""))]
    for key, uses in document.attributes.items():
        if key.startswith("on") and key.isalpha():
            running += (element for element, _ in uses)
    calls = (element for element, value in document.attributes.get("href", ()) if value.startswith("javascript:"))
    return [*running, *calls]


_RUNNING = re.compile(r"(?i)(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module)?\s*(?:;.*)?$")


def _names(document: Document) -> Iterator[tuple[_Element, str]]:
    """Targets of the old kind: `a name`."""
    return ((element, value) for element, value in document.attributes.get("name", ()) if local(element.tag) == "a")


def is_xhtml(element: _Element) -> bool:
    """Whether an element is HTML's."""
    return str(element.tag).startswith(f"{{{XHTML}}}")


_ADDRESS = re.compile(r"(?i)(?:https?:)?//")


def is_remote(address: str) -> bool:
    """Whether it is to be fetched from the network."""
    return _ADDRESS.match(address) is not None
