"""A finished book, opened for its judges."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree

from fic2epub.kepub import undone_bytes
from fic2epub.targets import DEVICES

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

__all__ = [
    "DC",
    "EPUB_TYPE",
    "NCX",
    "NS",
    "OPF",
    "XHTML",
    "XML_LANG",
    "Entry",
    "Opened",
    "made_for",
    "opened",
    "unzipped",
]

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NS = {"h": XHTML[1:-1], "e": "http://www.idpf.org/2007/ops"}


class Entry(NamedTuple):
    """A file of the archive."""

    name: str
    data: bytes
    stored: bool
    extra: bytes


class Opened(NamedTuple):
    """The parts of a book; every name is from the archive's root."""

    entries: tuple[Entry, ...]
    files: dict[str, bytes]
    package: _Element
    media_types: dict[str, str]
    properties: dict[str, tuple[str, ...]]
    spine: tuple[str, ...]
    documents: dict[str, _Element]
    nav_name: str
    ncx_name: str

    def target(self, base: str, href: str) -> tuple[str, str]:
        """The file and the fragment that `href` in `base` leads to."""
        path, _, fragment = href.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
        return name, fragment

    def contents(self) -> list[str]:
        """The hrefs of the table of contents, in order."""
        links = self.documents[self.nav_name].xpath("//h:nav[@e:type='toc']//h:a/@href", namespaces=NS)
        return [str(link) for link in links]

    def metas(self, name: str) -> list[_Element]:
        """The package's `meta` elements of this property."""
        return [meta for meta in self.package.iter(f"{OPF}meta") if meta.get("property") == name]


def unzipped(path: Path | io.BytesIO) -> tuple[Entry, ...]:
    """The archive's files in their order."""
    with zipfile.ZipFile(path) as archive:
        return tuple(
            Entry(info.filename, archive.read(info), info.compress_type == zipfile.ZIP_STORED, info.extra)
            for info in archive.infolist()
        )


def made_for(device: str, path: Path) -> Opened:
    """
    The book that was made for this device, as the bar may judge it: for Kobo, the EPUB that the KEPUB was made of.

    The ids of Kobo's spans and containers are the same in every document: its renderer counts anew in each.
    """
    if DEVICES[device].kepub:
        return opened(unzipped(io.BytesIO(undone_bytes(path.read_bytes()).content)))
    return opened(unzipped(path))


def opened(entries: tuple[Entry, ...]) -> Opened:
    """Read the package, and parse every document; what is not well-formed raises `XMLSyntaxError`."""
    files = {entry.name: entry.data for entry in entries}
    package = etree.fromstring(files["EPUB/package.opf"])
    names: dict[str, str] = {}
    media_types: dict[str, str] = {}
    properties: dict[str, tuple[str, ...]] = {}
    for part in package.iter(f"{OPF}item"):
        name = f"EPUB/{unquote(part.get('href', ''))}"
        names[part.get("id", "")] = name
        media_types[name] = part.get("media-type", "")
        properties[name] = tuple(part.get("properties", "").split())
    pages = [name for name, media_type in media_types.items() if media_type == "application/xhtml+xml"]
    return Opened(
        entries=entries,
        files=files,
        package=package,
        media_types=media_types,
        properties=properties,
        spine=tuple(names[place.get("idref", "")] for place in package.iter(f"{OPF}itemref")),
        documents={name: etree.fromstring(files[name]) for name in pages},
        nav_name=next(name for name, words in properties.items() if "nav" in words),
        ncx_name=next(name for name, media_type in media_types.items() if media_type == "application/x-dtbncx+xml"),
    )
