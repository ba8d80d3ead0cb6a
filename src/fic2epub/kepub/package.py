"""What the package document of a Kobo's book has to say, and the documents that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.containers import inside, named
from fic2epub.dom import serialize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["BLANK", "BLANK_ID", "Named", "documents_in", "first_document", "for_kobo", "is_short", "without_blank"]

BLANK_ID = "kobo-first-page"
_BLANK_NAME = f"{BLANK_ID}.xhtml"
BLANK = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>.</title></head>'
    "<body><div> </div></body></html>\n"
)
"""A page before one that would be shown without its margins."""
_XHTML_TYPE = "application/xhtml+xml"
_DROPPED = "bkp"
"""Role of the program that made a book (MARC relators, book producer): Kobo takes it for an author."""
_FEW_PARAGRAPHS, _FEW_WORDS, _LEAST_WORDS, _FEW_PICTURES = 4, 20, 5, 4
_PARAGRAPH = re.compile(r"<(?:\w+:)?p\b")
_PICTURE = re.compile(r"<(?:\w+:)?ima?ge?\b")
_WORD = re.compile(r"\w{4,}")
_TAG = re.compile(r"(?s)<(head|style|script)\b.*?</\1\s*>|<[^>]*>")


class Named(NamedTuple):
    """A document that the package names."""

    name: str
    """In the archive."""
    ident: str


def documents_in(package: _Element, path: str) -> Iterator[Named]:
    """Every XHTML document of the manifest, the contents too; `path` is the package document's."""
    for entry in named(package, "item"):
        name = inside(path, entry.get("href", ""))
        if name and entry.get("media-type") == _XHTML_TYPE:
            yield Named(name, entry.get("id", ""))


def first_document(package: _Element, documents: tuple[Named, ...]) -> str:
    """The name of the first linear document of the spine; empty when there is none."""
    names = {document.ident: document.name for document in documents}
    linear = (entry for entry in named(package, "itemref") if entry.get("linear") != "no")
    return next((names[entry.get("idref", "")] for entry in linear if entry.get("idref") in names), "")


def is_short(text: str) -> bool:
    """Whether a document is a page that may stand without margins: a picture, a title (kepubify, transform.go)."""
    pictures = len(_PICTURE.findall(text))
    words = len(_WORD.findall(_TAG.sub(" ", text)))
    nothing = not pictures and words < _LEAST_WORDS
    few = len(_PARAGRAPH.findall(text)) <= _FEW_PARAGRAPHS and words <= _FEW_WORDS and pictures <= _FEW_PICTURES
    return few and not nothing


def for_kobo(package: _Element, *, blank: bool) -> bytes | None:
    """
    The package document with the cover's property, without what Kobo misreads; None when it is right as it is.

    `blank` puts the page of that name before all others.
    """
    changed = _mark_cover(package)
    for element in (*_dated(package), *_producers(package)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
            changed = True
    if blank:
        _put_blank(package)
    return serialize(package, doctype=None) if changed or blank else None


def without_blank(package: _Element) -> bytes | None:
    """The package document without the page that we put before the others; None when it has none."""
    ours = [
        element
        for kind, mark in (("item", "id"), ("itemref", "idref"))
        for element in named(package, kind)
        if element.get(mark) == BLANK_ID
    ]
    for element in ours:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return serialize(package, doctype=None) if ours else None


def _mark_cover(package: _Element) -> bool:
    """Give the cover's picture its property, where no file has it; the cover is told as EPUB 2 does, or by its id."""
    entries = list(named(package, "item"))
    if any("cover-image" in entry.get("properties", "").split() for entry in entries):
        return False
    said = [meta.get("content", "") for meta in named(package, "meta") if meta.get("name") == "cover"]
    for ident in (*said, "cover"):
        for entry in entries:
            if entry.get("id") == ident and entry.get("media-type", "").startswith("image/"):
                entry.set("properties", f"{entry.get('properties', '')} cover-image".strip())
                return True
    return False


def _dated(package: _Element) -> list[_Element]:
    return [meta for meta in named(package, "meta") if meta.get("name") == "calibre:timestamp"]


def _producers(package: _Element) -> list[_Element]:
    """Contributors that are programs, told by an attribute as EPUB 2 does."""
    return [
        element
        for element in named(package, "contributor")
        if any(name.rpartition("}")[2] == "role" and value == _DROPPED for name, value in element.items())
    ]


def _put_blank(package: _Element) -> None:
    for kind, marks in (
        ("manifest", {"id": BLANK_ID, "href": _BLANK_NAME, "media-type": _XHTML_TYPE}),
        ("spine", {"idref": BLANK_ID}),
    ):
        around = next(iter(named(package, kind)), None)
        if around is not None:
            name = str(around.tag).removesuffix(kind) + ("item" if kind == "manifest" else "itemref")
            entry = around.makeelement(name, marks)
            around.insert(0, entry)
