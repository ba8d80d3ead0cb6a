"""The documents of an EPUB as one page: parsed, their links led to places of that page, files that were split joined.

Whoever splits a file copies the elements around the cut into both halves: the last ones of the first half and the
first ones of the second are one, as far as they are alike (calibre ebooks/oeb/polish/split.py, `do_split`; otwarchive
lib/xhtml_splitter.rb; our own `book/parts.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.containers import inside
from fic2epub.dom import parse_html, replace_with_children, text_of
from fic2epub.places import has_places, undo_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.readers.books.package import Package

    Alike = Callable[[_Element, _Element], bool]

__all__ = ["PageOf", "join", "move_into", "note_others", "pages_of"]


_KOBO = ("book-columns", "book-inner")
_BEGINNING = 1000
_DECLARATIONS = re.compile(rb"""<!DOCTYPE[^>\[]{0,1000}\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*>""")


class PageOf(NamedTuple):
    """One document of the spine."""

    name: str
    """In the archive."""
    root: _Element

    @property
    def body(self) -> _Element:
        """Its body; an empty one when it has none."""
        body = self.root.find("body")
        return etree.SubElement(self.root, "body") if body is None else body


def pages_of(package: Package, note: Note, starts: dict[str, str] | None = None) -> list[PageOf]:
    """
    All documents in reading order; links between them become links within one page.

    `starts` tells which place stands for the start of a document (`chapter-3`), the top of the page where it does not.
    """
    pages = [PageOf(name, _parsed(package.files[name], note, name)) for name in package.documents]
    names = frozenset(package.documents)
    for page in pages:
        _settle(page, package, names, starts or {})
    return pages


def _parsed(content: bytes, note: Note, name: str) -> _Element:
    """The document, without declarations of entities, which HTML would take for text; none is ever read."""
    start = content.find(b"<!DOCTYPE", 0, _BEGINNING)
    declared = _DECLARATIONS.match(content, start) if start >= 0 else None
    if declared:
        content = content[:start] + content[declared.end() :]
    root = parse_html(content, note, name)
    if b"koboSpan" in content:
        _undo_kobo(root)
    if has_places(content):
        undo_places(root)
    return root


def _undo_kobo(root: _Element) -> None:
    """Take away what makes a KEPUB of an EPUB: a span around each sentence, two `div`s around all (kepubify)."""
    for span in [span for span in root.iter("span") if span.get("class") == "koboSpan"]:
        replace_with_children(span)
    for wrapper in [div for div in root.iterfind("body//div") if div.get("id") in _KOBO]:
        replace_with_children(wrapper)


def _settle(page: PageOf, package: Package, names: frozenset[str], starts: dict[str, str]) -> None:
    """Lead links to other documents into this page, and pictures to their place in the archive."""
    for link in page.root.iter("a"):
        href = link.get("href", "")
        if href.startswith(("#", "http:", "https:", "mailto:")) or not href:
            continue
        name = inside(page.name, href)
        if name in names:
            link.set("href", "#" + (href.partition("#")[2] or starts.get(name, "")))
        elif href.startswith("file:///"):  # what web2disk makes of an address without a host
            link.set("href", href.removeprefix("file://"))
    for picture in page.root.iter("img"):
        name = inside(page.name, picture.get("src", ""))
        if name and name in package.files:
            picture.set("src", name)


def note_others(pages: list[PageOf], known: re.Pattern[str], note: Note) -> None:
    """Tell of pages with text on them whose names are not known: somebody put them in."""
    others = [page for page in pages if not known.fullmatch(page.name.rpartition("/")[2].partition(".")[0])]
    names = [page.name for page in others if text_of(page.root.find("body"))]
    if names:
        note("R067", f"pages that are no part of the work were left out: {', '.join(names[:3])}")


def join(parent: _Element, other: _Element, alike: Alike) -> None:
    """
    Move all that is in `other` behind what is in `parent`; `other` is used up.

    Where the last element of the one and the first of the other are halves of one element, by `alike`, they become
    one, and what is in them is joined in the same way.
    """
    while True:
        last, first = _last(parent), _first(other)
        if last is None or first is None or not alike(last, first):
            break
        _move_rest(parent, other, first)
        parent, other = last, first
    move_into(parent, other)


def move_into(parent: _Element, other: _Element) -> None:
    """Append text and children of `other`."""
    if other.text and other.text.strip():
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + other.text
        else:
            parent.text = (parent.text or "") + other.text
    parent.extend(list(other))


def _move_rest(parent: _Element, other: _Element, first: _Element) -> None:
    """Move what follows the first element of `other`."""
    tail = first.tail
    rest = list(first.itersiblings())
    first.tail = None
    if len(parent):
        parent[-1].tail = tail
    parent.extend(rest)
    other.text = None


def _last(parent: _Element) -> _Element | None:
    """The last element, when no text follows it."""
    last = next((kid for kid in _elements(reversed(parent))), None)
    return last if last is not None and not (last.tail or "").strip() else None


def _first(parent: _Element) -> _Element | None:
    """The first element, when no text comes before it."""
    return None if (parent.text or "").strip() else next(_elements(iter(parent)), None)


def _elements(nodes: Iterator[_Element]) -> Iterator[_Element]:
    """Without comments and instructions, which have been written around the text."""
    return (node for node in nodes if isinstance(node.tag, str))
