"""
Places in an EPUB, written and found as three kinds of reading systems do; by what their formats say, and no more.

- KOReader: `/body/DocFragment[6]/body/section/div/p[3]/text().12` (koreader/crengine, lvtinydom.cpp): the number of a
  document in the spine, elements by their number among those of their name, a text by its number among the texts of
  its element, and characters of it. Newer versions write every number, older ones those above one of several.
- EPUB CFI 1.1: `/6/12[id]!/4/2/6[id]/8/1:12`: children by number, elements even and texts odd, with the ids of those
  that have one; where another element has the id, that one is meant (sections 3.1.2 and 3.5).
- Kobo: `text/chapter-0001.xhtml#kobo.3.1`: a file and the id of a span (kobolabs/epub-spec).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.kepub import kepub_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_OPF = "{http://www.idpf.org/2007/opf}"
_STEP = re.compile(r"([\w-]+|text\(\))(?:\[(\d+)\])?$")
_CFI_STEP = re.compile(r"(\d+)(?:\[([^\]]*)\])?$")
_SENTENCE = re.compile(r"[^.]*\.?")


class Spot(NamedTuple):
    """A character: of an element's text, or of the text behind it."""

    element: _Element
    behind: bool
    offset: int

    @property
    def owner(self) -> _Element:
        """The element that the text is in."""
        parent = self.element.getparent() if self.behind else self.element
        assert parent is not None
        return parent

    @property
    def text(self) -> str:
        """The text that it is in."""
        return (self.element.tail if self.behind else self.element.text) or ""

    @property
    def sentence(self) -> str:
        """The sentence that it is in, as far as this text has it; empty when nothing of it is shown."""
        hidden = [one for one in (self.owner, *self.owner.iterancestors()) if one.get("hidden")]
        offset = min(self.offset, max(len(self.text.rstrip()) - 1, 0))
        found = (match[0] for match in _SENTENCE.finditer(self.text) if match.end() > offset)
        return "" if hidden else next(found, "").strip()


class _Document(NamedTuple):
    href: str
    place: str
    """The id of its place in the spine."""
    root: _Element


class Opened:
    """A book, as a reading system has it open."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = etree.fromstring(archive.read("EPUB/package.opf"))
            hrefs = {one.get("id"): one.get("href", "") for one in package.iter(f"{_OPF}item")}
            self.spine = [
                _Document(hrefs[one.get("idref")], one.get("id", ""), _bare(archive.read(_at(hrefs[one.get("idref")]))))
                for one in package.iter(f"{_OPF}itemref")
            ]
        self.by_href = {one.href: one for one in self.spine}

    def spots(self) -> Iterator[tuple[int, Spot]]:
        """The middle of every sentence of every chapter and its notes, with the number of its document in the spine."""
        for number, document in enumerate(self.spine, 1):
            if "/chapter-" not in document.href:
                continue
            for element in document.root.iter("p", "li", "h3", "span", "em"):
                for behind in (False, True) if element.tag in {"em", "span"} else (False,):
                    text = (element.tail if behind else element.text) or ""
                    for match in _SENTENCE.finditer(text):
                        if len(match[0].strip()) > _SHORTEST:
                            yield number, Spot(element, behind, (match.start() + match.end()) // 2)

    def xpointer(self, number: int, spot: Spot, *, explicit: bool) -> str:
        """The place as KOReader writes it."""
        parent = spot.owner
        texts = list(_cre_texts(parent))
        told = next(place for place, one in enumerate(texts, 1) if one[:2] == spot[:2])
        path = f"/text(){_index(told, len(texts), explicit=explicit)}.{spot.offset}"
        element = parent
        while element.tag != "html":
            around = element.getparent()
            assert around is not None
            alike = [one for one in around if one.tag == element.tag]
            path = f"/{element.tag}{_index(alike.index(element) + 1, len(alike), explicit=explicit)}{path}"
            element = around
        return f"/body{'[1]' if explicit else ''}/DocFragment[{number}]{path}"

    def at_xpointer(self, pointer: str) -> Spot | None:
        """Where KOReader opens a place; None when there is none."""
        path, _, offset = pointer.rpartition(".")
        _, _, fragment, *steps = path.split("/")
        number = int(fragment.removeprefix("DocFragment[").removesuffix("]"))
        if number > len(self.spine):
            return None
        element = self.spine[number - 1].root
        for step in steps:
            match = _STEP.match(step)
            assert match is not None
            place = int(match[2] or 1) - 1
            if match[1] == "text()":
                texts = list(_cre_texts(element))
                return texts[place]._replace(offset=int(offset)) if place < len(texts) else None
            alike = [one for one in element if one.tag == match[1]]
            if place >= len(alike):
                return None
            element = alike[place]
        return None

    def cfi(self, number: int, spot: Spot) -> str:
        """The place as an EPUB CFI."""
        parent = spot.owner
        odd = 2 * (list(parent).index(spot.element) + 1) + 1 if spot.behind else 1
        path = f"/{odd}:{spot.offset}"
        element = parent
        while element.tag != "html":
            around = element.getparent()
            assert around is not None
            path = f"/{2 * (list(around).index(element) + 1)}{_asserted(element.get('id'))}{path}"
            element = around
        return f"/6/{2 * number}{_asserted(self.spine[number - 1].place)}!{path}"

    def at_cfi(self, cfi: str) -> Spot | None:
        """Where a CFI leads; None when it leads nowhere."""
        outer, _, inner = cfi.partition("!")
        match = _CFI_STEP.search(outer)
        assert match is not None
        document = next((one for one in self.spine if one.place == match[2]), None)
        place = int(match[1]) // 2 - 1
        document = document or (self.spine[place] if place < len(self.spine) else None)
        return None if document is None else _inside(document.root, inner)


_SHORTEST = 3


def _inside(root: _Element, path: str) -> Spot | None:
    steps, _, offset = path.rpartition(":")
    element = root
    for step in steps.split("/")[1:]:
        match = _CFI_STEP.match(step)
        assert match is not None
        number = int(match[1])
        if number % 2:
            before = number // 2 - 1
            if before >= len(element):
                return None
            return Spot(element[before] if before >= 0 else element, before >= 0, int(offset))
        named = next((one for one in root.iter() if match[2] and one.get("id") == match[2]), None)
        if named is None and number // 2 > len(element):
            return None
        element = element[number // 2 - 1] if named is None else named
    return None


def _asserted(ident: str | None) -> str:
    return f"[{ident}]" if ident else ""


def _index(place: int, count: int, *, explicit: bool) -> str:
    return f"[{place}]" if explicit or count > 1 else ""


def _cre_texts(element: _Element) -> Iterator[Spot]:
    """The texts of an element, but for white space between blocks, which crengine drops."""
    if (element.text or "").strip():
        yield Spot(element, False, 0)  # noqa: FBT003 - a named tuple
    for child in element:
        if (child.tail or "").strip():
            yield Spot(child, True, 0)  # noqa: FBT003 - the same


def _bare(content: bytes) -> _Element:
    """A document with names that have no namespace."""
    root = etree.fromstring(content)
    for element in root.iter("{*}*"):
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def _at(href: str) -> str:
    return posixpath.join("EPUB", href)


class OnKobo:
    """A book as Kobo has it open."""

    def __init__(self, content: bytes) -> None:
        opened = Opened(kepub_bytes(content).content)
        self.spans: dict[str, str] = {}
        """The address of each span → its text."""
        for document in opened.spine:
            for span in document.root.iter("span"):
                if span.get("class") == "koboSpan":
                    address = f"{document.href}#{span.get('id')}"
                    assert address not in self.spans, address
                    self.spans[address] = (span.text or "").strip()
