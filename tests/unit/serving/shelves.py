"""Small books for a shelf, as other programs and people make them, and some that nobody should."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SECRET", "book", "broken_books", "picture", "put", "shelf_of"]

SECRET = "the tide table in the drawer"  # noqa: S105 - prose
"""Stands in files beside the library: none of it may ever be answered."""
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>.</title></head><body>'
    "<p>The lamp was lit. The tide came in.</p></body></html>"
)


def picture(width: int = 30, height: int = 40) -> bytes:
    """A plain PNG."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def book(  # noqa: PLR0913 - each is one thing that a book has or lacks
    title: str = "The Long Way Round",
    *,
    metadata: str = "",
    version: str = "3.0",
    recorded: dict[str, Any] | None = None,
    cover: bytes | None = None,
    manifest: str = "",
    files: dict[str, bytes | str] | None = None,
) -> bytes:
    """An EPUB; `metadata` and `manifest` are markup for the package document, `recorded` what a record of ours says."""
    pictured = '<item id="c" href="c.png" media-type="image/png" properties="cover-image"/>' if cover else ""
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="i"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<dc:title>{title}</dc:title>{metadata}</metadata><manifest>"
        f'<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>{pictured}{manifest}</manifest>'
        '<spine><itemref idref="one"/></spine></package>'
    )
    content: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": package,
        "OPS/one.xhtml": _PAGE,
        **({"OPS/c.png": cover} if cover else {}),
        **({"META-INF/fic2epub.json": json.dumps({"metadata": recorded})} if recorded else {}),
        **(files or {}),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, told in content.items():
            archive.writestr(zipfile.ZipInfo(name), told)
    return packed.getvalue()


@cache
def broken_books() -> dict[str, bytes]:
    """Files that are called books and are none, or not to be trusted."""
    climbing = BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr("META-INF/container.xml", _CONTAINER)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OPS/book.opf", b" " * (20 << 20))
    entities = '<!DOCTYPE p [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'
    return {
        "empty.epub": b"",
        "text.epub": b"This is a letter.",
        "cut.epub": book()[:-30],
        "climbs.epub": climbing.getvalue(),
        "bomb.epub": bomb.getvalue(),
        "no-package.epub": book(files={"META-INF/container.xml": "<container/>"}),
        "not-xml.epub": book("a < b & c"),
        "entities.epub": book(files={"OPS/book.opf": f"{entities}<package><metadata>&b;</metadata>"}),
    }


def put(folder: Path, books: dict[str, bytes], moment: int = 1_700_000_000) -> None:
    """Write files, each a minute younger than the one before."""
    for place, (name, content) in enumerate(books.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (moment + 60 * place,) * 2)


def shelf_of() -> dict[str, bytes]:
    """A few books of all kinds."""
    return {
        "ours.epub": book(
            "Élan &amp; Öresund",
            metadata="<dc:creator>lampkeeper</dc:creator><dc:creator>Sea Glass</dc:creator>"
            "<dc:language>en</dc:language>"
            '<dc:identifier id="i">https://archiveofourown.org/works/12</dc:identifier>'
            "<dc:source>https://archiveofourown.org/works/12</dc:source><dc:date>2019-03-04</dc:date>"
            "<dc:subject>Fan fiction</dc:subject><dc:subject>The Harbour Band</dc:subject>"
            "<dc:description>A storm, a lamp.\nAnd bread.</dc:description>"
            '<meta property="belongs-to-collection" id="s">Small Lights</meta>'
            '<meta refines="#s" property="collection-type">series</meta>'
            '<meta refines="#s" property="group-position">2</meta>',
            recorded={"fandoms": ["The Harbour Band"], "words": 1234, "updated": "2021-05-06"},
            cover=picture(),
        ),
        "older/two.epub": book(
            "Old Tides",
            version="2.0",
            metadata='<dc:creator opf:file-as="Dray, Ines">Ines Dray</dc:creator><dc:language>de</dc:language>'
            '<dc:date opf:event="modification">2015</dc:date><dc:date opf:event="publication">2011-02-03</dc:date>'
            '<meta name="calibre:series" content="Small Lights"/><meta name="calibre:series_index" content="1.5"/>'
            "<dc:description>&lt;p&gt;Fog &amp;amp; salt&lt;/p&gt;&lt;p&gt;Rope&lt;/p&gt;</dc:description>",
        ),
        "東京.epub": book(
            "東京の雨が降る",
            metadata="<dc:creator>灯台</dc:creator><dc:language>ja</dc:language>",
            cover=b"\x89PNG broken",
        ),
        "for-kobo.kepub.epub": book("A Kobo Book", metadata="<dc:creator>lampkeeper</dc:creator>"),
    }
