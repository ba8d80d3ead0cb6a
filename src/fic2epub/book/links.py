"""Places and the links to them: ids that are unique in the whole book, and a target for every inner link.

The bodies of a work are written apart, so their ids may meet (`note1` in every chapter), and links may lead out of
the body they stand in: to the notes of the chapter, to another chapter, to the work's own address on the archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from fic2epub.anchors import Spot, farness, said_of
from fic2epub.dom import replace_with_children
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.anchors import Said
    from fic2epub.errors import Note

__all__ = ["Body", "InnerLink", "Place", "settle_links"]

_TOPS = frozenset(("", "top", "main", "outer", "inner", "workskin", "work", "chapters"))
"""Fragments that lead to the top of the page: HTML's own, and the frame of the archive's pages
(otwarchive app/views/layouts/application.html.erb, works/show.html.erb)."""
_IDS = etree.XPath("descendant::*/@id")
_REFERENCES = ("headers", "aria-labelledby", "aria-describedby")
_REFERRING = etree.XPath(f"descendant::*[{' or '.join(f'@{name}' for name in _REFERENCES)}]")
_LINK_ONLY = ("href", "hreflang", "type", "rel", "rev", "target")
_SHOWN = 3
"""Lost targets that a notice names."""


class Body(NamedTuple):
    """A body of the work, before it is framed."""

    element: _Element
    prefix: str
    """What its ids begin with in the book: `c3n-`."""
    document: int
    """The place in reading order of the document that it belongs to."""
    of_work: bool
    """Whether it belongs to the work and not to a chapter."""
    where: str
    """In words: `chapter 3, notes`."""
    chapter_id: str | None = None
    """The archive's number of the chapter, if it is known."""
    elsewhere: int | None = None
    """The place of the document that will hold it, when that is another one."""

    @property
    def holder(self) -> int:
        """The place in reading order of the document that will hold it."""
        return self.document if self.elsewhere is None else self.elsewhere


class Place(NamedTuple):
    """Where a link may lead."""

    ident: str
    """An id that is unique in the book; empty for the top of the document."""
    document: int


class _Named(NamedTuple):
    """An element that bears an author's id."""

    ident: str
    number: int
    """Of the body, in reading order."""
    body: Body


class InnerLink(NamedTuple):
    """A link whose target is in the book; its `href` is still to be set."""

    element: _Element
    document: int
    """The document it stands in."""
    target: Place


def settle_links(bodies: Iterable[Body], frame: dict[str, Place], work_id: str | None, note: Note) -> list[InnerLink]:
    """
    Make the ids of all bodies unique, and find the target of each link that leads into the work.

    `bodies` come in reading order. `frame` holds the places that the archive's own pages have and ours have too
    (`endnotes3`). A fragment means, in this order: a place of the chapter that the address names, of the same body,
    of the same document, of the work's notes, the nearest in another document, one of `frame`. A link that leads to
    no place loses its link and keeps its text (notice B001); addresses of the same work that name no place of it
    stay as they are.
    """
    bodies = tuple(bodies)
    named: dict[str, list[_Named]] = {}
    for number, body in enumerate(bodies):
        _make_unique(body, number, named)
    found: list[InnerLink] = []
    for number, body in enumerate(bodies):
        lost = []
        for link, said in _links_into_work(body.element, work_id):
            fragment = said.fragment
            target = _target(said, number, body, named) or frame.get(unquote(fragment))
            here = link.get("href", "").startswith("#")
            if target is None and here and fragment.lower() in _TOPS:
                target = Place("", body.holder)
            if target is not None:
                found.append(InnerLink(link, body.holder, target))
            elif here:
                lost.append(fragment)
                _unlink(link)
        if lost:
            note("B001", _told(lost), body.where)
    return found


def _links_into_work(element: _Element, work_id: str | None) -> list[tuple[_Element, Said]]:
    """The links that name a place in the work, and what they say of it."""
    links = ((link, said_of(link.get("href"), work_id)) for link in element.iter("a"))
    return [(link, said) for link, said in links if said is not None]


def _make_unique(body: Body, number: int, named: dict[str, list[_Named]]) -> None:
    """Put the body's prefix before its ids and what refers to them, and remember who bore which."""
    idents = _IDS(body.element)
    for ident in idents:
        element = ident.getparent()
        new = body.prefix + ident
        element.set("id", new)
        named.setdefault(str(ident), []).append(_Named(new, number, body))
    if not idents:
        return
    for element in _REFERRING(body.element):
        for name in _REFERENCES:
            if element.get(name):
                element.set(name, " ".join(body.prefix + ident for ident in element.get(name).split()))


def _target(said: Said, number: int, body: Body, named: dict[str, list[_Named]]) -> Place | None:
    """The author's place that an address means in this body."""
    candidates = named.get(said.fragment) or named.get(unquote(said.fragment))
    if not candidates:
        return None
    here = _spot(number, body)
    best = min(candidates, key=lambda one: farness(said, here, _spot(one.number, one.body)))
    return Place(best.ident, best.body.holder)


def _spot(number: int, body: Body) -> Spot:
    """Where a body stands in its work, wherever the book has it."""
    return Spot(number, body.document, body.of_work, body.chapter_id)


def _unlink(link: _Element) -> None:
    """Take the link away and leave its text, and whatever else the element says."""
    for name in _LINK_ONLY:
        link.attrib.pop(name, None)
    if link.attrib:
        link.tag = "span"
    else:
        replace_with_children(link)


def _told(lost: list[str]) -> str:
    """The words of the notice."""
    names = ", ".join(f"#{fragment}" for fragment in dict.fromkeys(lost[:_SHOWN]))
    more = " and others" if len(lost) > _SHOWN else ""
    links = "1 link leads" if len(lost) == 1 else f"{len(lost)} links lead"
    return f"{links} to no place in the work ({names}{more}): only the text was kept"
