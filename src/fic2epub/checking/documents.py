"""What stands in a document, and readers trip over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.checking.findings import found
from fic2epub.checking.opening import is_remote, local, place, scripts_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.checking.findings import Finding
    from fic2epub.checking.opening import Document, Opened

__all__ = ["CHECKS", "GONE_ATTRIBUTES", "GONE_ELEMENTS", "gone_attributes", "sizes", "stuffed"]

_LONG, _LONGER, _LONGEST = 300 * 1024, 512 * 1024, 3_500_000
_PLAYERS = ("audio", "video", "iframe", "object", "embed", "form", "canvas", "applet")
_OLD_GONE = frozenset(
    (
        *("applet basefont center dir font isindex menu s strike u frameset frame iframe".split()),
        *("article aside bdi data details dialog figcaption figure footer header hgroup main mark nav".split()),
        *("output progress section summary template time wbr".split()),
    )
)
_NEW_GONE = frozenset("acronym applet basefont big blink center dir font frame frameset marquee strike tt".split())
GONE_ELEMENTS = {False: _OLD_GONE - {"iframe", "applet"}, True: _NEW_GONE - {"applet"}}
"""
Whether it is an EPUB 3 → elements that its documents do not have (HTML, 16.2; for EPUB 2 what is not in XHTML 1.1, the
Legacy module of which OPS 2.0.1 leaves out). What plays is another matter: K059.
"""
_ALWAYS = frozenset("bgcolor background alink vlink link text clear noshade hspace vspace".split())
_TABLES = frozenset("table tr td th col colgroup thead tbody tfoot".split())
_GONE_NEW = frozenset("align valign border cellpadding cellspacing width height nowrap size color face compact".split())
GONE_ATTRIBUTES = _ALWAYS | _GONE_NEW
"""Attributes that are looked at."""
_NEWER = re.compile(r"role$|aria-|data-(?!amzn)|contenteditable$|spellcheck$|draggable$|itemprop$")
"""Attributes that XHTML 1.1 does not have."""
_KEEP_SIZE = frozenset("img svg image video canvas iframe object embed rect use input foreignObject source".split())
_PADDED = re.compile(r"(?i)padding(?:-left)?\s*:\s*(?!0)")


def sizes(name: str, size: int) -> Iterator[Finding]:
    """What becomes of a document by its length in bytes: old engines look at nothing else."""
    for code, limit in (("K062", _LONG), ("K063", _LONGER), ("K064", _LONGEST)):
        if size > limit:
            yield found(code, name, f"{size // 1024:,} kB")


def _sounds(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - one signature for all checks
    for code, detail in document.faults:
        yield found(code, document.name, detail)


def _pictures(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    for picture in document.elements.get("img", ()):
        if not (picture.get("src") or "").strip():
            yield found("K055", place(document, picture))
        if picture.get("alt") is None:
            yield found("K056", place(document, picture))


def _scripts(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    for element in scripts_in(document)[:1]:
        yield found("K058", place(document, element), f"<{local(element.tag)}>")


def _players(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    for name in _PLAYERS:
        for element in document.elements.get(name, ())[:1]:
            yield found("K059", place(document, element), f"<{name}>")


def gone_attributes(element: _Element, *, epub3: bool) -> list[str]:
    """Attributes of an element that books do not have any more, in these or those."""
    name = local(element.tag)
    if name in {"svg", "math"} or "svg" in str(element.tag):
        return []
    gone = [key for key in element.keys() if key in GONE_ATTRIBUTES]  # noqa: SIM118 - lxml's
    if not epub3:
        gone += [key for key in element.keys() if _NEWER.match(key)]  # noqa: SIM118 - the same
    return [key for key in gone if _is_gone(name, key, element.get(key) or "", epub3=epub3)]


def _is_gone(name: str, key: str, value: str, *, epub3: bool) -> bool:
    if name in _KEEP_SIZE and not _NEWER.match(key):
        return key in _ALWAYS or key in {"border", "align"}
    if key in _ALWAYS or _NEWER.match(key):
        return True
    if not epub3 and (name in _TABLES or name == "hr"):  # XHTML 1.1's module of tables has most of them
        gone = {"nowrap", "bgcolor", "height", "size", "color", "face"}
        return key in (gone | {"width"} if name in {"td", "th"} else gone)
    if name == "table" and key == "border":
        return value not in {"", "1"}
    return True


def _presentation(document: Document, book: Opened) -> Iterator[Finding]:
    for name in sorted(GONE_ELEMENTS[book.is_epub3] & document.elements.keys()):
        for element in document.elements[name][:1]:
            yield found("K060", place(document, element), f"<{name}>")
    told: set[str] = set()
    newer = () if book.is_epub3 else (key for key in document.attributes if _NEWER.match(key))
    for key in sorted({*newer, *(GONE_ATTRIBUTES & document.attributes.keys())}):
        for element, _ in document.attributes[key]:
            if key not in told and key in gone_attributes(element, epub3=book.is_epub3):
                told.add(key)
                yield found("K060", place(document, element), f"<{local(element.tag)} {key}>")


def _inline(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    styled = document.attributes.get("style", ())
    if styled:
        yield found("K061", place(document, styled[0][0]), f"{len(styled)} times, {styled[0][1][:60]}")
    for element in stuffed(document):
        yield found("K072", place(document, element))


def stuffed(document: Document) -> list[_Element]:
    """Elements with padding around nothing but spaces."""
    return [
        element
        for element, style in document.attributes.get("style", ())
        if _PADDED.search(style) and not len(element) and (element.text or "") and not (element.text or "").strip()
    ]


def _ids(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    seen: set[str] = set()
    for element, ident in document.attributes.get("id", ()):
        if ident in seen:
            yield found("K066", place(document, element), ident)
        seen.add(ident)


def _fetched(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    for key in ("src", "poster", "data", "href"):
        for element, value in document.attributes.get(key, ()):
            shown = key != "href" or local(element.tag) in {"image", "link", "use"}
            if shown and is_remote(value.strip()) and element.get("rel") not in {"canonical", "author", "license"}:
                yield found("K068", place(document, element), value.strip()[:80])


def _amazon(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    for key in document.attributes:
        if key.lower().startswith("data-amznremoved"):
            yield found("K070", place(document, document.attributes[key][0][0]), key)


def _title(document: Document, book: Opened) -> Iterator[Finding]:  # noqa: ARG001 - the same
    heads = document.elements.get("head", ())
    said = any((title.text or "").strip() for head in heads for title in head.iterchildren("{*}title"))
    if document.root is not None and not said:
        yield found("K071", document.name)


CHECKS: tuple[Callable[[Document, Opened], Iterator[Finding]], ...] = (
    _sounds,
    _pictures,
    _scripts,
    _players,
    _presentation,
    _inline,
    _ids,
    _fetched,
    _amazon,
    _title,
)
