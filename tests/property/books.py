"""What the property tests ask of a book."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from lxml import etree

from fic2epub import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Book, Document

__all__ = ["OPTIONS", "XHTML", "author_bodies", "lost_links", "package", "twice_used_ids", "well_formed"]

OPTIONS = Options(cover="none")
"""Covers are drawn by Pillow, slowly, and hold no words of the story."""
XHTML = "{http://www.w3.org/1999/xhtml}"
_BODIES = etree.XPath(
    "h:body/h:section/h:div[contains(concat(' ', @class, ' '), ' chapter-body ')]"
    " | h:body/h:section/h:section/h:div[contains(concat(' ', @class, ' '), ' box-body ')]",
    namespaces={"h": XHTML.strip("{}")},
)
_ADDRESSES = etree.XPath("//@href | //@src")


def well_formed(document: Document) -> _Element:
    """The document's root; raises `XMLSyntaxError` if it is no XML."""
    return etree.fromstring(document.xhtml, etree.XMLParser(resolve_entities=False, huge_tree=True))


def author_bodies(book: Book) -> Iterator[_Element]:
    """The author's own parts of the book: chapter texts, summaries, notes."""
    for document in book.documents:
        root = well_formed(document)
        yield from (_without_namespace(body) for body in _BODIES(root))


def _without_namespace(body: _Element) -> _Element:
    for element in body.iter("*"):
        element.tag = str(element.tag).removeprefix(XHTML)
    return body


def twice_used_ids(book: Book) -> list[str]:
    """Ids that two elements of the book bear."""
    seen: set[str] = set()
    twice = []
    for document in book.documents:
        for ident in well_formed(document).xpath("//@id"):
            if str(ident) in seen:
                twice.append(f"{document.href}#{ident}")
            seen.add(str(ident))
    return twice


def lost_links(book: Book) -> list[str]:
    """Addresses without a scheme that lead to no file, or to no place in it."""
    places = {asset.href: {""} for asset in book.assets}
    roots = {document.href: well_formed(document) for document in book.documents}
    places.update({href: {"", *map(str, root.xpath("//@id"))} for href, root in roots.items()})
    lost = []
    for href, root in roots.items():
        for address in map(str, _ADDRESSES(root)):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            file = (
                posixpath.normpath(posixpath.join(posixpath.dirname(href), unquote(parts.path))) if parts.path else href
            )
            if unquote(parts.fragment) not in places.get(file, ()):
                lost.append(f"{href}: {address}")
    return lost


def package(epub: bytes) -> tuple[dict[str, bytes], _Element]:
    """Every file of an EPUB by its name, and the root of its package document."""
    with ZipFile(BytesIO(epub)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return files, etree.fromstring(files["EPUB/package.opf"])
