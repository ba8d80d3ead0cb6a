"""The checks of documents, sheets and pictures."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.validators.opened import NS, XHTML, XML_LANG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from tests.validators.opened import Opened

__all__ = ["PAGE_CHECKS"]

_LARGEST = 260_000
"""Bytes: calibre splits there, and Adobe's older readers stop at 300 kB."""
_PRESENTATIONAL = {"acronym", "basefont", "big", "center", "font", "marquee", "strike", "tt"}
_LOOKS = {"align", "bgcolor", "border", "color", "face", "style", "valign"}
_ACTIVE = {"audio", "embed", "form", "iframe", "input", "object", "script", "video"}
_BLANK = " \t\r\n\xa0\u200b\ufeff"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_REMOTE = re.compile(r"(?:[a-z]+:|//)", re.IGNORECASE)
_BODY_RULE = re.compile(r"(?:^|\})\s*((?:html|body|p)(?:\s*,\s*(?:html|body|p))*)\s*\{([^}]*)\}")
_BODY_LOOKS = re.compile(r"(?:^|;)\s*(?:color|background(?:-color)?|font-family|font-size|line-height)\s*:")
_MODERN = re.compile(
    r"\b(?:min|max|clamp|var|calc|env)\(|@(?:import|supports|layer|container)|:(?:is|where|has|not)\(|@media\s*\("
)
"""Adobe's RMSDK calls a book with `min()` corrupt, and drops a sheet with `@media (`."""


def documents_declare_themselves(book: Opened) -> Iterator[str]:
    """Without an XML declaration Kindle reads Latin-1; `lang` is for browsers, `xml:lang` for XML tools."""
    for name, root in book.documents.items():
        if not book.files[name].startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>'):
            yield f"{name} begins {book.files[name][:60]!r}"
        if not root.get("lang") or root.get("lang") != root.get(XML_LANG):
            yield f"{name} has lang {root.get('lang')}, xml:lang {root.get(XML_LANG)}"


def documents_have_titles_of_their_own(book: Opened) -> Iterator[str]:
    """What a reader hears first must say where he is."""
    titles = Counter((root.findtext(f".//{XHTML}title") or "").strip() for root in book.documents.values())
    yield from (f"{count} times {title!r}" for title, count in titles.items() if count > 1 or not title)


def documents_are_small(book: Opened) -> Iterator[str]:
    """A chapter that is longer is split."""
    yield from (f"{name}: {len(book.files[name])} bytes" for name in book.documents if len(book.files[name]) > _LARGEST)


def ids_are_unique_in_the_book(book: Opened) -> Iterator[str]:
    """Reading systems that join documents would mix them up."""
    ids = Counter(str(value) for root in book.documents.values() for value in root.xpath("//@id"))
    yield from (f"{count} times {value}" for value, count in ids.items() if count > 1)


def links_lead_somewhere(book: Opened) -> Iterator[str]:
    """Every inner link: to a document that is there, at an id that is in it."""
    ids = {name: {str(value) for value in root.xpath("//@id")} for name, root in book.documents.items()}
    for name, root in book.documents.items():
        for href in (str(href) for href in root.xpath("//h:a/@href", namespaces=NS)):
            if not _REMOTE.match(href):
                target, fragment = book.target(name, href)
                if target not in ids or (fragment and fragment not in ids[target]):
                    yield f"{name} → {href}"


def headings_skip_no_level(book: Opened) -> Iterator[str]:
    """One `h1` in the book; below it no step is left out (Ace, heading-order)."""
    for name, root in book.documents.items():
        levels = [int(_name(element)[1]) for element in root.iter() if re.fullmatch("h[1-6]", _name(element))]
        if any(after - before > 1 for before, after in pairwise(levels)):
            yield f"{name}: {levels}"
    if (count := sum(len(root.findall(f".//{XHTML}h1")) for root in book.documents.values())) != 1:
        yield f"{count} h1"


def _name(element: _Element) -> str:
    return element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""


def markup_says_what_is_meant(book: Opened) -> Iterator[str]:
    """No element and no attribute that only says how a thing looks."""
    for name, element in _elements(book):
        if _name(element) in _PRESENTATIONAL:
            yield f"{name}: <{_name(element)}>"
        yield from (f"{name}: {looks}" for looks in _LOOKS.intersection(map(str, element.attrib)))
        if _name(element) == "span" and not element.attrib:
            yield f"{name}: a span that says nothing"


def _elements(book: Opened) -> Iterator[tuple[str, _Element]]:
    return ((name, element) for name, root in book.documents.items() for element in root.iter("*"))


def nothing_runs_or_calls_home(book: Opened) -> Iterator[str]:
    """No script, handler, form, player or frame; no picture that is not in the book."""
    for name, element in _elements(book):
        if _name(element) in _ACTIVE or any(str(attribute).startswith("on") for attribute in element.attrib):
            yield f"{name}: <{_name(element)}>"
        if element.get("src") and book.target(name, element.get("src", ""))[0] not in book.files:
            yield f"{name}: {element.get('src')}"


def pictures_are_described(book: Opened) -> Iterator[str]:
    """A picture without words is nothing to those who cannot see it."""
    for name, element in _elements(book):
        if _name(element) == "img" and not (element.get("alt") or "").strip():
            yield f"{name}: {element.get('src')}"


def paragraphs_hold_something(book: Opened) -> Iterator[str]:
    """An empty paragraph is a gap on one device and nothing on the next."""
    for name, element in _elements(book):
        if _name(element) == "p" and not len(element.findall(f".//{XHTML}img")) and not _text(element).strip(_BLANK):
            yield name


def _text(element: _Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def text_has_no_control_characters(book: Opened) -> Iterator[str]:
    """Readers draw a box for them, or stop."""
    for name in book.documents:
        if found := _ILLEGAL.search(book.files[name].decode()):
            yield f"{name}: U+{ord(found[0]):04X}"


def sheets_leave_the_text_alone(book: Opened) -> Iterator[str]:
    """Kindle Publishing Guidelines 9.3: size, face, colour and leading of body text are the reader's."""
    for name, sheet in _sheets(book):
        looks = (rule for rule in _BODY_RULE.finditer(sheet) if _BODY_LOOKS.search(rule[2]))
        yield from (f"{name}: {rule[1]} {{{rule[2]}}}" for rule in looks)


def sheets_are_old_fashioned(book: Opened) -> Iterator[str]:
    """One modern function loses the whole sheet, or the whole book, on devices in use."""
    yield from (f"{name}: {found[0]}" for name, sheet in _sheets(book) for found in _MODERN.finditer(sheet))


def _sheets(book: Opened) -> Iterator[tuple[str, str]]:
    for name, media_type in book.media_types.items():
        if media_type == "text/css":
            yield name, re.sub(r"/\*.*?\*/", "", book.files[name].decode(), flags=re.DOTALL)


PAGE_CHECKS: tuple[Callable[[Opened], Iterator[str]], ...] = (
    documents_declare_themselves,
    documents_have_titles_of_their_own,
    documents_are_small,
    ids_are_unique_in_the_book,
    links_lead_somewhere,
    headings_skip_no_level,
    markup_says_what_is_meant,
    nothing_runs_or_calls_home,
    pictures_are_described,
    paragraphs_hold_something,
    text_has_no_control_characters,
    sheets_leave_the_text_alone,
    sheets_are_old_fashioned,
)
