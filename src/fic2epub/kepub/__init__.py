"""EPUB → KEPUB, which Kobo's own renderer shows, and back.

A book under the name `….kepub.epub` is not shown by Adobe's engine but by Kobo's, with its pages, its statistics and
its notes; places in it are kept by numbered spans. Nothing of the documents is written anew: `undone` gives the bytes
that `made` was given. The rules are those of pgaskin/kepubify 4.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.containers import looks_like_epub, packages_said, refuse_locked, xml_of
from fic2epub.dom import parse_xml
from fic2epub.errors import Notice, ReadingError, SourceError, noting
from fic2epub.kepub import package as opf
from fic2epub.kepub.sentences import SENTENCES, cut_for
from fic2epub.kepub.spans import has_spans, language_in, renumbered, with_spans, without_spans
from fic2epub.places import NUMBERS, numbers_in
from fic2epub.unzip import looks_packed, open_archive
from fic2epub.zips import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.unzip import Archived

__all__ = ["SENTENCES", "Edition", "Made", "edition_in", "kepub_bytes", "undone_bytes"]

_MIMETYPE = "mimetype"
_LEFT_BEHIND = re.compile(
    r"(?i)META-INF/calibre_bookmarks\.txt|(?:.*/)?(?:iTunesMetadata\.plist|iTunesArtwork(?:\.plist)?|\.DS_Store|thumbs\.db)"
    r"|(?:.*/)?__MACOSX/.*"
)
"""What programs leave in books, and no reader needs (kepubify, kepub/convert.go)."""
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NAMED_APART = ("cover", "title")
"""In its name a first document has one of these words if it may stand without margins."""


class Made(NamedTuple):
    """A book that was made, and what is to be said of it."""

    content: bytes
    notices: tuple[Notice, ...]


def kepub_bytes(content: bytes, *, sentences: str = "kobo") -> Made:
    """
    The KEPUB of an EPUB; of a KEPUB, itself.

    `sentences` is one of `SENTENCES`: as Kobo's converters part them, or as the language of each document does.
    A document that is no XML is left as it is, with a notice (D001). Raises `SourceError` when this is no EPUB or a
    locked one, `ReadingError` when it is damaged, `BuildingError` when it outgrows a zip file.
    """
    files, path, package = _opened(content)
    notices: list[Notice] = []
    documents = tuple(opf.documents_in(package, path))
    texts = dict(_texts(files, documents, noting(notices)))
    first = opf.first_document(package, documents)
    page = _beside(path, f"{opf.BLANK_ID}.xhtml")
    texts.pop(page, None)  # of a KEPUB: this page stays as it is, too
    blank = page not in files and first in texts and _wants_margins(first, texts[first].text)
    replaced = {
        name: document.encoded(_spanned(document.text, document.language(package), sentences))
        for name, document in texts.items()
    }
    changed = opf.for_kobo(package, blank=blank)
    if changed is not None:
        replaced[path] = changed
    added = {page: opf.BLANK.encode()} if blank else {}
    return Made(_packed(files, replaced, added), tuple(notices))


def undone_bytes(content: bytes) -> Made:
    """
    The EPUB that a KEPUB was made of: its documents are those of before, byte for byte.

    What the package document said of other programs, and files that they left in the book, does not come back. Raises
    as `kepub_bytes`.
    """
    files, path, package = _opened(content)
    notices: list[Notice] = []
    documents = tuple(opf.documents_in(package, path))
    texts = _texts(files, documents, noting(notices))
    replaced: dict[str, bytes | None] = {name: text.encoded(without_spans(text.text)) for name, text in texts}
    changed = opf.without_blank(package)
    if changed is not None:
        replaced |= {path: changed, _beside(path, f"{opf.BLANK_ID}.xhtml"): None}
    return Made(_packed(files, replaced, {}), tuple(notices))


class Edition(NamedTuple):
    """What tells whether a book may take the place of another."""

    identifier: str
    """Empty when it says none."""
    modified: str
    """`YYYY-MM-DDThh:mm:ssZ`; empty when it does not say, as EPUB 2 does not."""


def edition_in(content: bytes) -> Edition:
    """The edition that any EPUB says it is; raises as `kepub_bytes`."""
    _, _, package = _opened(content)
    identifier = next((element.text or "" for element in package.iter("{*}identifier")), "")
    metas = (meta for meta in package.iter("{*}meta") if meta.get("property") == "dcterms:modified")
    return Edition(identifier.strip(), next((meta.text or "" for meta in metas), ""))


def _opened(content: bytes) -> tuple[Archived, str, _Element]:
    """The book's files, the path of its package document, and that document."""
    if not looks_packed(content):
        raise SourceError("this is no EPUB", hint="make one of it first: fic2epub FILE")
    files = open_archive(content)
    if not looks_like_epub(files):
        raise SourceError("this is an archive, but no EPUB", hint="make one of it first: fic2epub FILE")
    refuse_locked(files)
    path = next((path for path in packages_said(files) if path in files), "")
    if not path:
        raise ReadingError("this EPUB has no package document (OPF)", hint="the file is damaged: make or load it again")
    return files, path, xml_of(files, path)


def _spanned(text: str, language: str, way: str) -> str:
    """The document for Kobo; an updated book of ours tells the numbers that its spans had before."""
    spanned = with_spans(text, cut_for(language, way))
    numbers = numbers_in(text, way) if NUMBERS in text else None
    return spanned if numbers is None else renumbered(spanned, numbers)


class _Text(NamedTuple):
    """A document as text, and how it was written."""

    text: str
    encoding: str
    mark: bytes
    """The byte order mark, if it has one."""

    def encoded(self, text: str) -> bytes:
        """Another text, written in the same way."""
        return self.mark + text.encode(self.encoding)

    def language(self, package: _Element) -> str:
        """What it is in, else what the book is in."""
        said = language_in(self.text)
        if said:
            return said
        element = next(package.iter("{*}language"), None)
        return "" if element is None else (element.text or "").strip()


def _texts(files: Archived, documents: tuple[opf.Named, ...], note: Note) -> Iterator[tuple[str, _Text]]:
    """The documents that are well-formed, as text."""
    for name, _ in documents:
        if name not in files:
            continue
        content = files[name]
        try:
            parse_xml(content)
            text = _decoded(content)
        except (ReadingError, UnicodeError, LookupError) as error:
            note("D001", f"not changed for Kobo, for it is no XML: {error}", name)
            continue
        yield name, text


def _decoded(content: bytes) -> _Text:
    """The document as text; raises `UnicodeError` or `LookupError` when it is not in the encoding that it names."""
    mark, encoding = b"", "utf-8"
    if content.startswith(b"\xef\xbb\xbf"):
        mark = content[:3]
    for wide, name in _WIDE:
        if content.startswith(wide):
            mark, encoding = wide, name
    declared = _DECLARED.match(content)
    if not mark and declared:
        encoding = declared[1].decode()
    text = content[len(mark) :].decode(encoding)
    if mark + text.encode(encoding) != content:
        raise UnicodeError(f"{encoding} does not write it as it was")
    return _Text(text, encoding, mark)


def _wants_margins(name: str, text: str) -> bool:
    """Whether Kobo would show this first document, which is not made for it yet, without margins that it wants."""
    if has_spans(text):
        return False
    return not any(word in name.rpartition("/")[2].lower() for word in _NAMED_APART) and not opf.is_short(text)


def _beside(path: str, name: str) -> str:
    """A name in the folder of another file."""
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}{name}"


def _packed(files: Archived, replaced: dict[str, bytes] | dict[str, bytes | None], added: dict[str, bytes]) -> bytes:
    """The archive once more, in the same order, with other content for some files; None leaves one out."""
    archive = Archive(files.moment(next(iter(files))), foreign=True)
    archive.writestr(_MIMETYPE, "application/epub+zip")
    for name in files:
        content = replaced[name] if name in replaced else files[name]
        if name != _MIMETYPE and content is not None and not _LEFT_BEHIND.fullmatch(name):
            archive.writestr(name, content)
    for name, content in added.items():
        archive.writestr(name, content)
    return archive.to_bytes()
