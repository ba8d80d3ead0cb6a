"""What is mended in documents: no word of them changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.checking.contents import is_led
from fic2epub.checking.cutting import declarations_of
from fic2epub.checking.documents import GONE_ELEMENTS, gone_attributes, stuffed
from fic2epub.checking.mending_packages import manifest
from fic2epub.checking.opening import local, scripts_in
from fic2epub.checking.sheets import has_corrupting
from fic2epub.containers import inside, named
from fic2epub.dom import drop, sub, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.checking.bench import Bench

__all__ = ["MENDS", "SHEET", "SHEET_NAME"]

SHEET_NAME = "mended.css"
SHEET = """.mended-center { text-align: center }
.mended-right { text-align: right }
.mended-left { text-align: left }
.mended-justify { text-align: justify }
.mended-big { font-size: 1.2em }
.mended-strike { text-decoration: line-through }
.mended-u { text-decoration: underline }
"""
"""How elements looked that books do not have any more."""
_NOW = {
    "center": ("div", "mended-center"),
    "font": ("span", ""),
    "basefont": ("span", ""),
    "strike": ("span", "mended-strike"),
    "s": ("span", "mended-strike"),
    "u": ("span", "mended-u"),
    "big": ("span", "mended-big"),
    "tt": ("code", ""),
    "blink": ("span", ""),
    "marquee": ("span", ""),
    "acronym": ("abbr", ""),
    "dir": ("ul", ""),
    "menu": ("ul", ""),
    "data": ("span", ""),
    "hgroup": ("div", ""),
    **dict.fromkeys("article aside details dialog figcaption figure footer header main nav".split(), ("div", "")),
    **dict.fromkeys(("section", "summary", "template"), ("div", "")),
}
"""Element that is gone → what stands for it, and its class."""
_ALIGNED = frozenset(("center", "right", "left", "justify"))
_NO_NAME = re.compile(r"\s|^$")


def anew(bench: Bench) -> None:
    """Documents that are no XML are read as browsers do."""
    for name in bench.small():
        if bench.document(name).root is None:
            bench.read_anew(name)


def resound(bench: Bench) -> None:
    """Declaration, encoding, doctype, namespaces, names of signs and comments: as XML and books have them."""
    for document in bench.documents():
        if document.faults:
            bench.touch(document.name)


def place_pictures(bench: Bench) -> None:
    """A picture without an address gives way to its description."""
    for document in bench.documents():
        for picture in document.elements.get("img", ()):
            if not (picture.get("src") or "").strip():
                _say(picture)
                bench.touch(document.name)


def _say(picture: _Element) -> None:
    """Put its description where a picture is."""
    words = picture.get("alt") or ""
    if words:
        span = picture.makeelement(str(picture.tag).replace("img", "span"))
        span.text = words
        picture.addprevious(span)
    drop(picture)


def describe_pictures(bench: Bench) -> None:
    """A picture that nothing is said of says so, which is what it comes to."""
    for document in bench.documents():
        for picture in document.elements.get("img", ()):
            if picture.get("alt") is None:
                picture.set("alt", "")
                bench.touch(document.name)


def drop_scripts(bench: Bench) -> None:
    """Nothing runs."""
    for document in bench.documents():
        for element in scripts_in(document):
            bench.touch(document.name)
            if local(element.tag) == "script":
                drop(element)
                continue
            for key in [key for key in element.keys() if key.startswith("on")]:  # noqa: SIM118 - lxml's
                del element.attrib[key]
            if (element.get("href") or "").startswith("javascript:"):
                del element.attrib["href"]


def modernize(bench: Bench) -> None:
    """Elements and attributes that are gone become classes, which a sheet of our own explains."""
    epub3 = bench.book.is_epub3
    for document in bench.documents():
        elements = [element for name in GONE_ELEMENTS[epub3] for element in document.elements.get(name, ())]
        for element in elements:
            _rename(element)
        aligned = [element for uses in document.attributes.values() for element, _ in uses]
        changed = [element for element in dict.fromkeys(aligned) if _unload(element, epub3=epub3)]
        if elements or changed:
            bench.touch(document.name)
            _link_sheet(bench, document.name)


def _rename(element: _Element) -> None:
    tag = str(element.tag)
    name, mark = _NOW.get(local(tag), ("span", ""))
    element.tag = tag[: len(tag) - len(local(tag))] + name
    if mark:
        _add_class(element, mark)


def _unload(element: _Element, *, epub3: bool) -> bool:
    gone = gone_attributes(element, epub3=epub3)
    for key in gone:
        value = (element.attrib.pop(key) or "").lower()
        if key == "align" and value in _ALIGNED:
            _add_class(element, f"mended-{value}")
    return bool(gone)


def _add_class(element: _Element, mark: str) -> None:
    element.set("class", f"{element.get('class') or ''} {mark}".strip())


def _link_sheet(bench: Bench, name: str) -> None:
    """Have a document name our sheet, which lies beside the package document."""
    head = next(iter(bench.document(name).elements.get("head", ())), None)
    if head is None:
        return
    sheet = bench.beside_package(SHEET_NAME)
    href = bench.address(sheet, name)
    if all(link.get("href") != href for link in head.iterchildren("{*}link")):
        sub(head, str(head.tag).replace("head", "link"), rel="stylesheet", type="text/css", href=href)
    bench.files[sheet] = SHEET.encode()
    manifest(bench, SHEET_NAME, "text/css")


def part_ids(bench: Bench) -> None:
    """Of two elements with one id, links go to the first: the second needs none."""
    for document in bench.documents():
        seen: set[str] = set()
        for element, ident in document.attributes.get("id", ()):
            if ident in seen and element.get("id") == ident:
                del element.attrib["id"]
                bench.touch(document.name)
            seen.add(ident)


def mend_links(bench: Bench) -> None:
    """A link whose target is gone leads to its document; one whose document is gone is none, nor is such a picture."""
    traces = bench.traces()
    for document in bench.documents():
        for picture in document.elements.get("img", ()):
            address = (picture.get("src") or "").strip()
            if address and not is_led(document.name, address, traces, bench.book):
                _say(picture)
                bench.touch(document.name)
        for link in (element for name in ("a", "area", "link") for element in document.elements.get(name, ())):
            address = (link.get("href") or "").strip()
            if not address or is_led(document.name, address, traces, bench.book):
                continue
            bench.touch(document.name)
            file = address.partition("#")[0]
            if file and inside(document.name, file) in bench.book.files:
                link.set("href", file)
            elif local(link.tag) == "link":
                drop(link)
            else:
                del link.attrib["href"]


def drop_marks(bench: Bench) -> None:
    """What Amazon wrote into the book."""
    for document in bench.documents():
        for key, uses in document.attributes.items():
            if key.lower().startswith("data-amznremoved"):
                bench.touch(document.name)
                for element, _ in uses:
                    element.attrib.pop(key, None)


def entitle(bench: Bench) -> None:
    """A document is called what its first heading says, or else what the book is called."""
    book = text_of(next(iter(named(bench.package, "title")), None)) or "Untitled"
    for document in bench.documents():
        heads = document.elements.get("head", ())
        if not heads or any((title.text or "").strip() for title in heads[0].iterchildren("{*}title")):
            continue
        headings = (text_of(heading) for level in "123" for heading in document.elements.get(f"h{level}", ()))
        bench.touch(document.name)
        for empty in list(heads[0].iterchildren("{*}title")):
            heads[0].remove(empty)
        title = heads[0].makeelement(str(heads[0].tag).replace("head", "title"))
        title.text = next((words for words in headings if words), book)
        heads[0].insert(0, title)


def unstuff(bench: Bench) -> None:
    """No padding around spaces, and no function in a `style` that makes a book corrupt."""
    for document in bench.documents():
        padded = set(stuffed(document))
        for element, style in document.attributes.get("style", ()):
            unfit = [name for name, _ in declarations_of(style) if element in padded and name.startswith("padding")]
            if not unfit and not has_corrupting(style):
                continue
            bench.touch(document.name)
            kept = [
                declaration.strip()
                for declaration in style.split(";")
                if declaration.partition(":")[0].strip().lower() not in unfit and not has_corrupting(declaration)
            ]
            element.set("style", "; ".join(filter(None, kept)))
            if _NO_NAME.match(element.get("style") or ""):
                del element.attrib["style"]


MENDS: tuple[tuple[frozenset[str], Callable[[Bench], None]], ...] = (
    (frozenset(("K050",)), anew),
    (frozenset(("K050", "K051", "K052", "K053", "K054", "K057", "K069")), resound),
    (frozenset(("K055",)), place_pictures),
    (frozenset(("K056",)), describe_pictures),
    (frozenset(("K058",)), drop_scripts),
    (frozenset(("K060",)), modernize),
    (frozenset(("K066",)), part_ids),
    (frozenset(("K067",)), mend_links),
    (frozenset(("K070",)), drop_marks),
    (frozenset(("K071",)), entitle),
    (frozenset(("K072", "K080")), unstuff),
)
"""Codes → what mends them, in the order in which it is done."""
