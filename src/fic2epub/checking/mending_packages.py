"""What is mended in the package document, with nothing guessed: what the book does not tell is left to be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from fic2epub.checking.archives import IS_LEFT_BEHIND
from fic2epub.checking.opening import local
from fic2epub.checking.packages import (
    PROPERTIES,
    cover_entry,
    is_dated,
    is_stale,
    media_type_of,
    modified_in,
    unmanifested,
)
from fic2epub.checking.tongues import code_of, is_language
from fic2epub.containers import CONTAINER, inside, named
from fic2epub.dom import XML_LANG, text_of
from fic2epub.package import DC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.checking.bench import Bench
    from fic2epub.checking.opening import Entry

__all__ = ["MENDS", "manifest", "metadata"]

_CONTAINER_TEXT = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="{}" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_DAY = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)")
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "html": "application/xhtml+xml",
    "htm": "application/xhtml+xml",
    "css": "text/css",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "otf": "application/vnd.ms-opentype",
    "ttf": "application/vnd.ms-opentype",
    "woff": "application/font-woff",
    "woff2": "font/woff2",
}
"""Endings of names → media types (EPUB 3.3, core media types)."""
_IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_SPECIFIED = "ibooks:specified-fonts"
_DISPLAY = "META-INF/com.apple.ibooks.display-options.xml"
_DISPLAYED = """<?xml version="1.0" encoding="utf-8"?>
<display_options><platform name="*"><option name="specified-fonts">true</option></platform></display_options>
"""


def _first(bench: Bench, name: str) -> _Element | None:
    return next(named(bench.package, name), None)


def metadata(bench: Bench, kind: str, text: str | None, **marks: str) -> None:
    """Write one more element into the metadata: `meta`, or one of Dublin Core."""
    around = _first(bench, "metadata")
    if around is None:
        return
    own = str(around.tag)[: -len("metadata")]
    element = around.makeelement(own + kind if kind == "meta" else f"{{{DC}}}{kind}", marks)
    element.text = text
    around.append(element)


def manifest(bench: Bench, href: str, media_type: str, properties: str = "") -> str:
    """Name one more file in the manifest, unless it is there; its id."""
    around = _first(bench, "manifest")
    there = {element.get("id"): element for element in named(bench.package, "item")}
    same = next((ident for ident, element in there.items() if element.get("href") == href), None)
    if around is None or same:
        return same or ""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", href).strip("-").lower()
    ident = next(name for name in _numbered(f"added-{stem}") if name not in there)
    marks = {"id": ident, "href": href, "media-type": media_type} | ({"properties": properties} if properties else {})
    around.append(around.makeelement(str(around.tag).replace("manifest", "item"), marks))
    return ident


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def write_container(bench: Bench) -> None:
    """Lead to the package document; a container under a name in other letters is none."""
    for name in [name for name in bench.files if name.lower() == CONTAINER.lower()]:
        del bench.files[name]
    bench.files[CONTAINER] = _CONTAINER_TEXT.format(bench.book.path.replace("&", "&amp;")).encode()


def drop_left_behind(bench: Bench) -> None:
    """Leave out what programs forgot in the book."""
    for name in [name for name in bench.files if IS_LEFT_BEHIND.fullmatch(name)]:
        del bench.files[name]
    _drop_entries(bench, lambda name: IS_LEFT_BEHIND.fullmatch(name) is not None)


def _drop_entries(bench: Bench, is_gone: Callable[[str], bool]) -> None:
    """Take files out of the manifest and the spine, and out of the guide."""
    gone: set[str] = set()
    for element in list(named(bench.package, "item")):
        name = inside(bench.book.path, element.get("href", "")) or ""
        if is_gone(name) and "://" not in element.get("href", ""):
            gone.add(element.get("id", ""))
            _remove(element)
    for element in [*named(bench.package, "itemref"), *named(bench.package, "meta"), *named(bench.package, "spine")]:
        if element.get("idref") in gone or (element.get("name") == "cover" and element.get("content") in gone):
            _remove(element)
        if element.get("toc") in gone:
            del element.attrib["toc"]
    _drop_references(bench, is_gone)


def _drop_references(bench: Bench, is_gone: Callable[[str], bool]) -> None:
    """Take files out of the guide, and the guide with its last one."""
    for element in list(named(bench.package, "reference")):
        if is_gone(inside(bench.book.path, element.get("href", "").partition("#")[0]) or ""):
            _remove(element)
    for guide in [guide for guide in named(bench.package, "guide") if not len(guide)]:
        _remove(guide)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def write_language(bench: Bench) -> None:
    """The language that all documents agree on; a code in place of a name."""
    said = list(named(bench.package, "language"))
    for element in said:
        code = code_of(element.text or "")
        if code:
            element.text = code
    if any(text_of(element) for element in said):
        return
    roots = [document.root for document in bench.documents() if document.root is not None]
    tongues = {root.get(XML_LANG) or root.get("lang") or "" for root in roots} - {""}
    if len(tongues) == 1 and is_language(tongue := tongues.pop()):
        for element in said:
            _remove(element)
        metadata(bench, "language", tongue)


def identify(bench: Bench) -> None:
    """Name the identifier that is there; where there is none, one that is always the same for these files."""
    said = [element for element in named(bench.package, "identifier") if text_of(element)]
    for element in list(named(bench.package, "identifier")):
        if not text_of(element):
            _remove(element)
    if not said:
        names = "\n".join(f"{name} {len(content)}" for name, content in sorted(bench.book.files.items()))
        metadata(bench, "identifier", f"urn:uuid:{uuid5(NAMESPACE_URL, names)}", id="book-id")
        bench.package.set("unique-identifier", "book-id")
        return
    taken = {element.get("id") for element in bench.package.iter("*")}
    ident = said[0].get("id") or next(name for name in _numbered("book-id") if name not in taken)
    said[0].set("id", ident)
    bench.package.set("unique-identifier", ident)


def date_change(bench: Bench) -> None:
    """The one moment that is right, or else that which the archive tells of the package document."""
    said = modified_in(bench.book)
    right = next((text_of(meta) for meta in said if re.fullmatch(r"[\d-]{10}T[\d:]{8}Z", text_of(meta))), "")
    for meta in said:
        _remove(meta)
    moment = right or bench.book.files.moment(bench.book.path)
    metadata(bench, "meta", moment, property="dcterms:modified")


def unfold(bench: Bench) -> None:
    """Titles and names on one line."""
    for kind in ("title", "creator"):
        for element in named(bench.package, kind):
            if not len(element):
                element.text = text_of(element)


def settle_dates(bench: Bench) -> None:
    """One date that is one: that of publication, where it is told."""
    elements = list(named(bench.package, "date"))
    for element in elements:
        day = _DAY.fullmatch(text_of(element))
        if day:
            element.text = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    right = [element for element in elements if is_dated(text_of(element))]
    kept = right[:1] if bench.book.is_epub3 else right
    for element in elements:
        if element not in kept:
            _remove(element)


def drop_stale(bench: Bench) -> None:
    """Ids of shops and shelves."""
    unique = bench.package.get("unique-identifier", "")
    for element in [*named(bench.package, "identifier"), *named(bench.package, "meta")]:
        if is_stale(element, unique):
            _remove(element)


def drop_missing(bench: Bench) -> None:
    """What is not there is not named."""
    _drop_entries(bench, lambda name: name not in bench.book.files)


def name_files(bench: Bench) -> None:
    """What documents need is named."""
    for name, _ in unmanifested(bench.book, bench.traces()):
        media_type = _TYPES.get(name.rpartition(".")[2].lower())
        if media_type:
            manifest(bench, bench.address(name, bench.book.path), media_type)


def settle_ids(bench: Bench) -> None:
    """Ids once, and references to what is there, once."""
    seen: set[str] = set()
    for element in list(bench.package.iter("*")):
        ident = element.get("id", "")
        if ident and ident in seen:
            del element.attrib["id"]
            if local(element.tag) == "item":
                ident = next(name for name in _numbered(ident) if name not in seen)
                element.set("id", ident)
        seen.add(ident)
    names: set[str] = set()
    for element in list(named(bench.package, "item")):
        name = inside(bench.book.path, element.get("href", "")) or ""
        if name and name in names:
            _remove(element)
        names.add(name)
    idents = {element.get("id", "") for element in named(bench.package, "item")}
    for ref in list(named(bench.package, "itemref")):
        if ref.get("idref", "") not in idents:
            _remove(ref)
        idents.discard(ref.get("idref", ""))


def settle_types(bench: Bench) -> None:
    """What a file is, by its content."""
    for entry in bench.book.entries:
        if entry.name in bench.book.files and entry.media_type not in {"application/xhtml+xml", "text/css"}:
            entry.element.set("media-type", media_type_of(entry, bench.book.files[entry.name]))


def settle_properties(bench: Bench) -> None:
    """Of each document what it has, as it is after all else was mended."""
    for entry in bench.book.documents():
        if entry.name not in bench.traces():
            continue
        has = bench.properties(entry.name)
        said = [word for word in entry.element.get("properties", "").split() if word not in PROPERTIES]
        _set_properties(entry, [*said, *sorted(has)])


def _set_properties(entry: Entry, words: list[str]) -> None:
    if words:
        entry.element.set("properties", " ".join(words))
    else:
        entry.element.attrib.pop("properties", None)


def mark_cover(bench: Bench) -> None:
    """The cover's picture, in the words of both EPUBs."""
    entry = cover_entry(bench.book)
    if entry is None or not entry.ident:
        return
    if bench.book.is_epub3:
        entry.element.set("properties", "cover-image")
    for meta in list(named(bench.package, "meta")):
        if meta.get("name") == "cover":
            _remove(meta)
    metadata(bench, "meta", None, name="cover", content=entry.ident)


def ask_for_fonts(bench: Bench) -> None:
    """Apple Books uses a book's fonts when it is asked to."""
    if not bench.book.is_epub3:
        bench.files[_DISPLAY] = _DISPLAYED.encode()
        return
    prefix = bench.package.get("prefix", "")
    if "ibooks:" not in prefix:
        bench.package.set("prefix", f"{prefix} {_IBOOKS}".strip())
    metadata(bench, "meta", "true", property=_SPECIFIED)


MENDS: tuple[tuple[frozenset[str], Callable[[Bench], None]], ...] = (
    (frozenset(("K002",)), write_container),
    (frozenset(("K006",)), drop_left_behind),
    (frozenset(("K011", "K012")), write_language),
    (frozenset(("K013",)), identify),
    (frozenset(("K014",)), date_change),
    (frozenset(("K016",)), unfold),
    (frozenset(("K019",)), settle_dates),
    (frozenset(("K020",)), drop_stale),
    (frozenset(("K021",)), drop_missing),
    (frozenset(("K022",)), name_files),
    (frozenset(("K024",)), settle_ids),
    (frozenset(("K025",)), settle_types),
    (frozenset(("K030",)), mark_cover),
    (frozenset(("K034",)), ask_for_fonts),
)
"""Codes → what mends them, in the order in which it is done; properties (K026) come last of all."""
