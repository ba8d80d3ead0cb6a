"""What a package document says wrongly, or does not say."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from fic2epub.checking.findings import found
from fic2epub.checking.opening import MEDIA_XHTML, is_remote
from fic2epub.checking.tongues import is_language
from fic2epub.containers import inside, named
from fic2epub.dom import text_of
from fic2epub.kinds import MEDIA_TYPES, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.checking.findings import Finding
    from fic2epub.checking.opening import Entry, Opened, Traces

__all__ = [
    "CHECKS",
    "FONTS",
    "PROPERTIES",
    "cover_entry",
    "is_dated",
    "is_stale",
    "media_type_of",
    "metas",
    "modified_in",
    "unmanifested",
]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
"""W3C's note on dates and times, which EPUB names (w3.org/TR/NOTE-datetime)."""
_STALE = re.compile(r"(?i)(?:mobi-)?asin(?:_\w+)?|amazon(?:_\w+)?|calibre|urn:asin:.*")
_STALE_METAS = frozenset(("ASIN", "cdetype"))
_JOINED = re.compile(r"\S\s+&\s+\S|\S;\s+\S")
PROPERTIES = frozenset(("svg", "mathml", "scripted", "remote-resources"))
"""What a document has to be said to have."""
FONTS = re.compile(r"(?i)(?:application/(?:vnd\.ms-opentype|font-\w+|x-font-\w+)|font/\w+|application/x-font.*)")
"""Media types of fonts."""
_TYPES = {
    ".xhtml": MEDIA_XHTML,
    ".html": MEDIA_XHTML,
    ".htm": MEDIA_XHTML,
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
}
"""Endings that leave no doubt."""
_COVERS = frozenset(("image/jpeg", "image/png", "image/svg+xml"))
"""Kinds of covers that shelves show; an SVG is named where it is no JPEG (K091)."""
_SPECIFIED = "ibooks:specified-fonts"
_DISPLAY = "META-INF/com.apple.ibooks.display-options.xml"


def metas(book: Opened, name: str) -> list[_Element]:
    """The `meta` elements of this property, or name."""
    return [meta for meta in named(book.package, "meta") if name in {meta.get("property"), meta.get("name")}]


def modified_in(book: Opened) -> list[_Element]:
    """Where the moment of the last change is said of the book itself."""
    return [meta for meta in metas(book, "dcterms:modified") if not meta.get("refines")]


def _language(book: Opened) -> Iterator[Finding]:
    said = [text_of(element) for element in named(book.package, "language")]
    if not any(said):
        yield found("K011", book.path)
    for tag in said:
        if tag and not is_language(tag):
            yield found("K012", book.path, tag)


def _identifier(book: Opened) -> Iterator[Finding]:
    ident = book.package.get("unique-identifier", "")
    elements = [element for element in named(book.package, "identifier") if element.get("id") == ident]
    if not ident or not any(text_of(element) for element in elements):
        yield found("K013", book.path)


def _modified(book: Opened) -> Iterator[Finding]:
    said = [text_of(meta) for meta in modified_in(book)]
    if book.is_epub3 and not (len(said) == 1 and _MOMENT.fullmatch(said[0])):
        yield found("K014", book.path, ", ".join(said))


def _titles(book: Opened) -> Iterator[Finding]:
    if not any(text_of(element) for element in named(book.package, "title")):
        yield found("K015", book.path)
    for kind in ("title", "creator"):
        for element in named(book.package, kind):
            if "\n" in (element.text or "").strip():
                yield found("K016", book.path, text_of(element)[:60])


def _authors(book: Opened) -> Iterator[Finding]:
    for element in named(book.package, "creator"):
        if _JOINED.search(text_of(element)):
            yield found("K017", book.path, text_of(element)[:60])


def _subjects(book: Opened) -> Iterator[Finding]:
    if not any(text_of(element) for element in named(book.package, "subject")):
        yield found("K018", book.path)


def is_dated(text: str) -> bool:
    """Whether a date is one that readers understand."""
    said = _DATE.fullmatch(text)
    if said is None:
        return False
    try:
        date(int(said[1]), int(said[2] or 1), int(said[3] or 1))
    except ValueError:
        return False
    return True


def _dates(book: Opened) -> Iterator[Finding]:
    elements = list(named(book.package, "date"))
    for element in elements:
        if not is_dated(text_of(element)):
            yield found("K019", book.path, text_of(element)[:40] or "it is empty")
    if book.is_epub3 and len(elements) > 1:
        yield found("K019", book.path, f"there are {len(elements)}")


def is_stale(element: _Element, unique: str) -> bool:
    """Whether an identifier or a `meta` is what Amazon's shop or calibre knew the book by."""
    if element.get("name") in _STALE_METAS:
        return True
    if not str(element.tag).endswith("identifier") or element.get("id", "") == unique:
        return False
    scheme = next((value for key, value in element.items() if key.rpartition("}")[2] == "scheme"), "")
    text = text_of(element)
    return _STALE.fullmatch(scheme or text.partition(":")[0] or "-") is not None or text.startswith("urn:asin:")


def _stale(book: Opened) -> Iterator[Finding]:
    unique = book.package.get("unique-identifier", "")
    for kind in ("identifier", "meta"):
        for element in named(book.package, kind):
            if is_stale(element, unique):
                yield found("K020", book.path, text_of(element) or element.get("name", ""))


def _missing(book: Opened) -> Iterator[Finding]:
    for entry in book.entries:
        if entry.name not in book.files and not is_remote(entry.href):
            yield found("K021", book.path, entry.href)


def unmanifested(book: Opened, traces: dict[str, Traces]) -> Iterator[tuple[str, str]]:
    """Files of the archive that documents refer to and the manifest does not name, each with where."""
    told = {entry.name for entry in book.entries}
    for name, trace in traces.items():
        for link in trace.links:
            target = inside(name, link.address.partition("#")[0])
            if target and target in book.files and target not in told:
                told.add(target)
                yield target, link.where


def _spine(book: Opened) -> Iterator[Finding]:
    if not book.spine:
        yield found("K023", book.path)


def _ids(book: Opened) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in book.package.iter("*"):
        ident = element.get("id", "")
        if ident and ident in seen:
            yield found("K024", book.path, f'id="{ident}" is there twice')
        seen.add(ident)
    idents = {entry.ident for entry in book.entries}
    refs = Counter(ref.get("idref", "") for ref in named(book.package, "itemref"))
    for ident, times in refs.items():
        if ident not in idents:
            yield found("K024", book.path, f'the spine names "{ident}", which the manifest does not')
        if times > 1:
            yield found("K024", book.path, f'the spine names "{ident}" twice')
    for name, times in Counter(entry.name for entry in book.entries if entry.name).items():
        if times > 1:
            yield found("K024", book.path, f"{name} is in the manifest twice")


def media_type_of(entry: Entry, content: bytes) -> str:
    """What a file is, where its content or its name leaves no doubt; else what is said."""
    kind = kind_of(content)
    if kind:
        return entry.media_type if kind == "svg" and entry.media_type == MEDIA_XHTML else MEDIA_TYPES[kind]
    ending = "." + entry.name.rpartition(".")[2].lower()
    if ending in _TYPES and entry.media_type in {"text/html", "text/plain", "application/octet-stream", ""}:
        return _TYPES[ending]
    return entry.media_type


def _types(book: Opened) -> Iterator[Finding]:
    for entry in book.entries:
        if entry.name not in book.files or entry.media_type in {MEDIA_XHTML, "text/css"}:
            continue
        meant = media_type_of(entry, book.files[entry.name])
        if meant != entry.media_type:
            yield found("K025", entry.name, f"{entry.media_type or 'nothing'} in place of {meant}")


def _contents(book: Opened) -> Iterator[Finding]:
    if book.is_epub3 and not book.nav:
        yield found("K027", book.path)
    if not book.ncx:
        yield found("K028", book.path)
    elif not any(spine.get("toc") for spine in named(book.package, "spine")):
        yield found("K028", book.path, "the spine does not name it")


def _layout(book: Opened) -> Iterator[Finding]:
    said = [text_of(meta) or meta.get("content", "") for meta in metas(book, "rendition:layout")]
    if "pre-paginated" in said or any(meta.get("content") == "true" for meta in metas(book, "fixed-layout")):
        yield found("K029", book.path)


def cover_entry(book: Opened) -> Entry | None:
    """The picture of the cover, however it is told; by its name, when it is not."""
    pictures = [entry for entry in book.entries if entry.media_type.startswith("image/")]
    said = {meta.get("content", "") for meta in metas(book, "cover")}
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: "cover-image" in entry.properties,
        lambda entry: entry.ident in said or entry.href in said,
        lambda entry: entry.ident.lower() in {"cover", "cover-image", "coverimage"},
        lambda entry: re.match(r"(?i)(?:.*/)?cover\.\w+$", entry.name) is not None,
    )
    return next((entry for test in tests for entry in pictures if test(entry)), None)


def _cover(book: Opened) -> Iterator[Finding]:
    entry = cover_entry(book)
    if entry is None:
        return
    said = {meta.get("content", "") for meta in metas(book, "cover")}
    if entry.ident not in said or (book.is_epub3 and entry.properties != {"cover-image"}):
        yield found("K030", book.path, entry.href)
    if entry.media_type not in _COVERS:
        yield found("K031", entry.name, entry.media_type)


def _fonts(book: Opened) -> Iterator[Finding]:
    fonts = [entry for entry in book.entries if FONTS.fullmatch(entry.media_type) and entry.name in book.files]
    for entry in fonts:
        if book.files[entry.name].startswith(b"wOF2"):
            yield found("K033", entry.name)
    if fonts and not metas(book, _SPECIFIED) and _DISPLAY not in book.files:
        yield found("K034", book.path)


CHECKS: tuple[Callable[[Opened], Iterator[Finding]], ...] = (
    _language,
    _identifier,
    _modified,
    _titles,
    _authors,
    _subjects,
    _dates,
    _stale,
    _missing,
    _spine,
    _ids,
    _types,
    _contents,
    _layout,
    _cover,
    _fonts,
)
