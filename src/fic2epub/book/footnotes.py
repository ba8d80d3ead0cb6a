"""Notes in the book: what reading systems show over the page, each in the same file as the mark that refers to it.

A normalized body has its notes as `aside` elements, with plain links to them and back. Here the links get their
meaning; a note that lies in another file than its mark gets a copy where the mark is, behind the text.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.book.links import InnerLink, Place
from fic2epub.book.traces import is_note, trace_divisions, trace_move
from fic2epub.dom import EPUB_TYPE, drop
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from fic2epub.book.links import Body
    from fic2epub.errors import Note
    from fic2epub.records import Trace

__all__ = ["FootnoteWay", "part_with_notes", "settle_footnotes"]

COPY = "footnote-copy"
"""Class of a note that stands elsewhere, too; its words are not to be counted twice."""
_GATHERED = "footnotes"


class FootnoteWay(NamedTuple):
    """How notes are to be shown."""

    mode: str
    """`Options.footnotes`."""
    after: bool = False
    """Whether a note has to stand behind its mark, in the same file."""


class _Aside(NamedTuple):
    """A note and the body that it stands in."""

    element: _Element
    body: Body


def settle_footnotes(
    bodies: Sequence[Body], links: Sequence[InnerLink], way: FootnoteWay, note: Note, trace: Trace
) -> list[InnerLink]:
    """
    Say of links and notes what they are, and put notes beside their marks; the links that came in by this.

    `links` are those of `settle_links`, whose targets are known; with the mode `end` nothing is to be shown over the
    page, and notes in the midst of a text move behind it, and `trace` is told whence.
    """
    asides = {aside.get("id", ""): _Aside(aside, body) for body in bodies for aside in body.element.iter("aside")}
    if not asides:
        return []
    settling = _Settling(asides, links, None if way.mode == "popup" else trace, after=way.after)
    if not settling.popup:
        trace_divisions(bodies, trace)
    for body in bodies:
        settling.settle(body)
    if settling.copied:
        where = "in another file than their marks, or before them" if way.after else "in another file than their marks"
        note("M033", f"notes that stand {where}, copied to them: {settling.copied}")
    for one in asides.values():
        settling.name(one)
    return settling.added


class _Settling:
    """One work's notes."""

    def __init__(
        self, asides: dict[str, _Aside], links: Sequence[InnerLink], trace: Trace | None, *, after: bool
    ) -> None:
        self._asides = asides
        self._links = {link.element: link for link in links}
        self._trace = trace
        """Told of notes that move; None when they are to be shown over the page."""
        self._marks: dict[str, str] = {}
        """Ids of the marks → of the notes that they refer to."""
        for link in links:
            if link.target.ident in asides:
                self._marks[link.element.get("id", "")] = link.target.ident
        self._copies: dict[tuple[int, str], str] = {}
        self._after = after and self.popup
        self._passed: set[str] = set()
        """Ids of the notes that stand before the mark which is looked at."""
        self.copied = 0
        self.added: list[InnerLink] = []

    @property
    def popup(self) -> bool:
        """Whether notes are to be shown over the page."""
        return self._trace is None

    def settle(self, body: Body) -> None:
        """The marks of one body."""
        for element in list(body.element.iter("a", "aside")):
            if element.tag == "aside":
                self._passed.add(element.get("id", ""))
                continue
            link = self._links.get(element)
            aside = self._asides.get(link.target.ident) if link is not None else None
            if link is None or aside is None:
                continue
            if self.popup:
                element.set(EPUB_TYPE, "noteref")
                element.set("role", "doc-noteref")
            if aside.body.holder != body.holder or (self._after and link.target.ident in self._passed):
                self._lead_to_copy(link, aside, body)

    def _lead_to_copy(self, link: InnerLink, aside: _Aside, body: Body) -> None:
        """Have the mark refer to a copy of the note behind its body."""
        place = (body.holder, link.target.ident)
        if place not in self._copies:
            self._copies[place] = self._copy(link, aside, body)
        self._links.pop(link.element)
        self.added.append(link._replace(target=Place(self._copies[place], body.holder)))

    def _copy(self, link: InnerLink, aside: _Aside, body: Body) -> str:
        ident = f"copy-{body.holder}-{link.target.ident}"
        copy = copied(aside.element, ident)
        for original, element in zip(aside.element.iter("a"), copy.iter("a"), strict=True):
            inner = self._links.get(original)
            if inner is not None:
                back = self._marks.get(inner.target.ident) == link.target.ident
                target = Place(link.element.get("id", ""), body.holder) if back else inner.target
                self.added.append(InnerLink(element, body.holder, target))
                self._say(element, back=back)
        self._mark(copy)
        body.element.append(copy)
        self.copied += 1
        return ident

    def name(self, aside: _Aside) -> None:
        """Say what a note is, and what leads back from it."""
        element = aside.element
        for link in element.iter("a"):
            inner = self._links.get(link)
            self._say(link, back=inner is not None and self._marks.get(inner.target.ident) == element.get("id"))
        self._mark(element)
        if self._trace is not None and "beside" in element.get("class", "").split():
            _gather(element, aside.body, self._trace)

    def _say(self, link: _Element, *, back: bool) -> None:
        if back:
            link.set("role", "doc-backlink")

    def _mark(self, element: _Element) -> None:
        if self.popup:
            element.set(EPUB_TYPE, "footnote")
            element.set("role", "doc-footnote")
        else:
            element.tag = "div"


def copied(aside: _Element, ident: str) -> _Element:
    """A copy of a note under a name of its own, without what only one can have."""
    copy = deepcopy(aside)
    copy.tail = None
    for element in copy.iter("*"):
        element.attrib.pop("id", None)
    copy.set("id", ident)
    names = (name for name in copy.get("class", "").split() if name not in (COPY, "beside"))
    copy.set("class", " ".join((*names, COPY)))
    return copy


def _gather(element: _Element, body: Body, trace: Trace) -> None:
    """Move a note from the midst of a text behind it."""
    last = body.element[-1]
    opened = _GATHERED not in last.get("class", "").split()
    trace_move(element, body, trace, opened=opened)
    if opened:
        last = etree.SubElement(body.element, "div")
        last.set("class", _GATHERED)
    drop(element)
    last.append(element)


def part_with_notes(
    root: _Element, part_document: Callable[[_Element], list[_Element]], target_of: Callable[[_Element], str]
) -> list[_Element]:
    """
    The documents that a large one is parted into, with each note in the file of its mark.

    `target_of` says which id a link leads to. Where a note got into another file than its mark, a copy goes with that.
    """
    notes = {aside.get("id", ""): aside for aside in root.iter("aside", "div") if is_note(aside)}
    if not notes:
        return part_document(root)
    guests = [_guest(link, notes[target_of(link)]) for link in root.iter("a") if target_of(link) in notes]
    roots = part_document(root)
    for guest in guests:  # they only kept room
        guest.tag = "gone"
    for one in roots:
        etree.strip_elements(one, "gone", with_tail=False)
    if len(roots) > 1:
        for number, one in enumerate(roots, 1):
            _bring_notes(one, number, notes, target_of)
    return roots


def _guest(link: _Element, note: _Element) -> _Element:
    """A copy of the note right behind the block of its mark, so that there is room for it."""
    block = link
    while (parent := block.getparent()) is not None and not _is_body(parent):
        block = parent
    guest = copied(note, "")
    del guest.attrib["id"]
    block.addnext(guest)
    guest.tail, block.tail = block.tail, None
    return guest


def _is_body(element: _Element) -> bool:
    return bool({"chapter-body", "box-body"} & set(element.get("class", "").split())) or element.tag == "section"


def _bring_notes(root: _Element, number: int, notes: dict[str, _Element], target_of: Callable[[_Element], str]) -> None:
    """Copy what the marks of a part refer to, if it is not there, to the end of their body."""
    here = {element.get("id") for element in root.iter("aside", "div")}
    brought: dict[str, str] = {}
    for link in list(root.iter("a")):
        ident = target_of(link)
        if ident not in notes or ident in here:
            continue
        if ident not in brought:
            brought[ident] = f"copy-{number}-{ident}"
            body = next(one for one in link.iterancestors() if _is_body(one))
            body.append(copied(notes[ident], brought[ident]))
        link.set("href", f"#{brought[ident]}")
