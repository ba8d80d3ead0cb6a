"""`Book` → the bytes of an EPUB 3, by ebooklib: the one door to it, and where its traps are named.

ebooklib is given finished bytes as plain `EpubItem`s with their media types told, and writes container, package
document and archive entries. What it would do by itself (0.20), and what is done about it here:

- `EpubHtml` parses and pretty-prints bodies, which joins and parts words: never used, and with it no page-list of
  every `epub:type`, no nav and no NCX of its own;
- it names itself as generator, a random UUID as identifier and the local clock's time as UTC: all its metadata are
  cleared first, and the moment is the book's;
- it swallows values that XML cannot hold: they are refused before;
- it knows no language of the package document, and calls it `content.opf`: both are overridden;
- entries get the clock's time and mode 0600, pictures are deflated: `fic2epub.zips.Archive` takes `ZipFile`'s place.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from ebooklib.epub import CONTAINER_PATH, CONTAINER_XML, EpubBook, EpubItem, EpubWriter
from lxml import etree

from fic2epub.dom import XML_LANG, serialize
from fic2epub.errors import BuildingError
from fic2epub.model import Role
from fic2epub.package import COVER_ID, IDENTIFIER_ID, entries_of
from fic2epub.records import NAME as RECORD
from fic2epub.zips import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Asset, Book, Document

__all__ = ["epub_bytes"]

_PACKAGE = "package.opf"
_NCX_TYPE = "application/x-dtbncx+xml"
_ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_GUIDE = {"cover": "cover", "titlepage": "title-page", "toc": "toc", "preface": "preface", "bodymatter": "text"}
"""Landmark → the type OPF 2.0.1 has for it (section 2.6): Kindle's menu and chapter names come from there."""


def epub_bytes(book: Book) -> bytes:
    """
    The whole file; the same book gives the same bytes.

    Raises `BuildingError` when something of the book cannot be written as it is: a character that XML does not have,
    two files of one name, more than a zip file holds.
    """
    writer = _Writer(book)
    writer.write()
    return writer.out.to_bytes()


class _Writer(EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """ebooklib's writer, led past its traps."""

    def __init__(self, book: Book) -> None:
        options = {
            "mtime": datetime.fromisoformat(book.modified),
            "package_direction": book.direction != "ltr" and not book.vertical,
            "epub3_pages": False,
        }
        super().__init__("", _filled(book), options)
        self._language = book.metadata.language
        self._record = book.record
        self.out = Archive(book.modified)

    def write(self) -> None:
        """Write all entries; unlike the method it stands for, into memory and without hiding errors."""
        self.out.writestr("mimetype", "application/epub+zip")
        self._write_container()
        self._write_opf()
        self._write_items()
        if self._record:
            self.out.writestr(RECORD, self._record)

    def _write_container(self) -> None:
        container = CONTAINER_XML % {"folder_name": self.book.FOLDER_NAME}
        self.out.writestr(CONTAINER_PATH, container.replace("content.opf", _PACKAGE))

    def _write_opf_file(self, root: _Element) -> None:
        # The prefixes in use (dcterms, marc, schema) are reserved: EPUB 3.3, D.1.4.
        root.attrib.pop("prefix", None)
        root.set(XML_LANG, self._language)
        etree.cleanup_namespaces(root)
        for place in root.iter("itemref"):  # by which programs find it when others came in before (EPUB CFI 1.1, 3.5)
            place.set("id", f"place-{place.get('idref')}")
        etree.indent(root)
        self.out.writestr(f"{self.book.FOLDER_NAME}/{_PACKAGE}", serialize(root, doctype=None))


def _filled(book: Book) -> EpubBook:
    """The book as ebooklib knows it."""
    filled = EpubBook()
    filled.metadata.clear()
    filled.IDENTIFIER_ID = IDENTIFIER_ID
    filled.direction = book.direction
    for entry in entries_of(book):
        _refuse_illegal(entry.name, entry.value or "", *entry.attributes.values())
        filled.add_metadata(entry.namespace, entry.name, entry.value, entry.attributes)
    for document in book.documents:
        entry = filled.add_item(_document(document))
        filled.spine.append((entry, "yes" if document.linear else "no"))
    for asset in book.assets:
        filled.add_item(_asset(asset))
    _refuse_equal_ids(filled)
    filled.guide = [
        {"type": _GUIDE[landmark.type], "title": landmark.title, "href": landmark.href}
        for landmark in book.landmarks
        if landmark.type in _GUIDE
    ]
    return filled


def _document(document: Document) -> EpubItem:
    return _entry(_id_of(document), document.href, "application/xhtml+xml", document.xhtml, document.properties)


def _asset(asset: Asset) -> EpubItem:
    if "cover-image" in asset.properties:
        ident = COVER_ID
    elif asset.media_type == _NCX_TYPE:
        ident = "ncx"  # what ebooklib's spine calls it, whatever it is called
    else:
        ident = "file-" + re.sub(r"[^A-Za-z0-9]", "-", asset.href)
    return _entry(ident, asset.href, asset.media_type, asset.data, asset.properties)


def _entry(ident: str, href: str, media_type: str, content: bytes, properties: tuple[str, ...]) -> EpubItem:
    entry = EpubItem(uid=ident, file_name=href, media_type=media_type, content=content)
    entry.properties = properties
    return entry


def _id_of(document: Document) -> str:
    """
    The id of a document in the manifest: the name of its file.

    None but the cover's holds the word cover or titlepage, for crengine-ng leaves such documents out at the start.
    """
    return "cover" if document.role is Role.COVER else document.href.rpartition("/")[2].partition(".")[0]


def _refuse_illegal(name: str, *values: str) -> None:
    """Raise for what lxml would refuse: ebooklib leaves it out, and says so only to a log."""
    for value in values:
        # What is printable is legal, and compiling the pattern is dear.
        if not value.replace("\n", "").isprintable() and (found := re.search(_ILLEGAL, value)):
            raise BuildingError(f"the book's {name} holds U+{ord(found[0]):04X}, which XML does not have")


def _refuse_equal_ids(filled: EpubBook) -> None:
    """Two files with one id would become one in the spine."""
    seen: set[str] = set()
    for entry in filled.get_items():
        if entry.id in seen:
            raise BuildingError("two files of the book have the same id", where=entry.file_name)
        seen.add(entry.id)
