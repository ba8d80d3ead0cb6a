"""An EPUB as an archive: its package document, what that names, and the documents in the order of the spine.

Nothing is believed: places outside the archive, files that are not there, entries that come twice or lead in circles
are left out, and said. XML is read without entities, documents as HTML, which has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.containers import CONTAINER, inside, named, packages_said, refuse_locked, xml_of
from fic2epub.dom import text_of
from fic2epub.errors import ReadingError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.unzip import Archived

__all__ = ["Listed", "Package", "open_package"]

_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_ENDINGS = (".xhtml", ".html", ".htm", ".xml")
_LARGEST_TEXT = 256 << 20
"""Bytes of all documents: what is taken of a page, too; libxml2 wants about five times as much."""
_SHOWN = 3
"""Names that a notice or an error tells."""


class Package(NamedTuple):
    """What an EPUB says of itself, and where its documents are."""

    path: str
    """Of the package document."""
    metadata: dict[str, list[str]]
    """Dublin Core's elements (`title`), and `meta` by name or property (`calibre:series`): their values in order."""
    documents: tuple[str, ...]
    """Names in the archive, in the order of the spine, each once."""
    files: Archived
    listed: tuple[Listed, ...] = ()
    """All files that the manifest names, in its order."""

    def first(self, name: str) -> str:
        """The first value of that name, empty when there is none."""
        return next(iter(self.metadata.get(name, ())), "")


class Listed(NamedTuple):
    """A file as the manifest has it."""

    name: str
    """In the archive."""
    media_type: str
    properties: tuple[str, ...]


class _Entry(NamedTuple):
    """One file of the manifest."""

    path: str
    media_type: str
    fallback: str
    properties: str


def open_package(files: Archived, note: Note) -> Package:
    """
    The package of an EPUB.

    Raises `SourceError` when it is locked, `ReadingError` when it has no package document, or one that names no text.
    """
    refuse_locked(files)
    path = _package_path(files, note)
    root = xml_of(files, path)
    entries = dict(_manifest(root, path, note))
    documents = tuple(_spine(root, entries, files, note))
    if not documents:
        raise ReadingError("the EPUB names no document to read", hint="download it again")
    size = sum(files.size_of(name) for name in documents)
    if size > _LARGEST_TEXT:
        raise SourceError(f"the EPUB's text is larger than {_LARGEST_TEXT >> 20} MiB, which no work is")
    listed = (Listed(entry.path, entry.media_type, tuple(entry.properties.split())) for entry in entries.values())
    return Package(path, _metadata(root), documents, files, tuple(listed))


def _package_path(files: Archived, note: Note) -> str:
    """Where the package document is: as the container says, else where one is found."""
    said = list(packages_said(files))
    for path in said:
        if path in files:
            return path
    found = sorted((name for name in files if name.endswith(".opf")), key=lambda name: (name.count("/"), name))
    if not found:
        hint = "the file is damaged or was packed wrongly: download it again"
        raise ReadingError("this EPUB has no package document (OPF)", hint=hint)
    why = "names no package document that is there" if said else "is missing or says nothing"
    note("R060", f"{CONTAINER} {why}: {found[0]} was read", found[0])
    return found[0]


def _manifest(root: _Element, path: str, note: Note) -> Iterator[tuple[str, _Entry]]:
    """Id → file; what lies outside the archive is left out."""
    outside: list[str] = []
    for entry in named(root, "item"):
        href = entry.get("href", "")
        name = inside(path, href)
        if name:
            kind = entry.get("media-type", ""), entry.get("fallback", ""), entry.get("properties", "")
            yield entry.get("id", ""), _Entry(name, *kind)
        elif not re.match("https?:", href):
            outside.append(href)
    if outside:
        note("R061", f"the EPUB names files outside itself, which are not read: {_some(outside)}", path)


def _spine(root: _Element, entries: dict[str, _Entry], files: Archived, note: Note) -> Iterator[str]:
    """The documents in reading order, without the contents; without a spine in the manifest's."""
    idrefs = [itemref.get("idref", "") for itemref in named(root, "itemref")]
    if not idrefs:
        note("R062", "the EPUB tells no order of reading: its documents come as they are listed")
        idrefs = [ident for ident, entry in entries.items() if _is_page(entry)]
    by_case = {name.casefold(): name for name in files}
    seen: set[str] = set()
    missing: list[str] = []
    repeated: list[str] = []
    for idref in idrefs:
        entry = _readable(idref, entries)
        name = by_case.get(entry.path.casefold()) if entry else None
        if entry and "nav" in entry.properties.split():
            continue
        if name is None:
            missing.append(entry.path if entry else idref)
        elif name in seen:
            repeated.append(name)
        else:
            seen.add(name)
            yield name
    if missing:
        note("R063", f"the EPUB lacks documents that it names: {_some(missing)}")
    if repeated:
        note("R062", f"the EPUB names documents more than once, each is read once: {_some(repeated)}")


def _readable(idref: str, entries: dict[str, _Entry]) -> _Entry | None:
    """The entry, or the first of its fallbacks that is a document; they may lead in circles."""
    seen: set[str] = set()
    while idref and idref not in seen:
        seen.add(idref)
        entry = entries.get(idref)
        if entry is None or _is_page(entry):
            return entry
        idref = entry.fallback
    return None


def _is_page(entry: _Entry) -> bool:
    return entry.media_type.lower() in _PAGES or (not entry.media_type and entry.path.lower().endswith(_ENDINGS))


def _metadata(root: _Element) -> dict[str, list[str]]:
    """All values by name; an EPUB 2 `meta` has name and content, one of EPUB 3 a property and text."""
    known: dict[str, list[str]] = {}
    for metadata in named(root, "metadata"):
        for element in metadata.iter("*"):
            name = str(element.tag).rpartition("}")[2]
            value = text_of(element)
            if name == "meta":
                name = element.get("name") or element.get("property") or ""
                value = element.get("content") or value
            if name and value:
                known.setdefault(name, []).append(value)
    return known


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
