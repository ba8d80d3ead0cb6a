"""The bodies of a work as places where notes are and where they are referred to; each is read when it is needed."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.anchors import Spot, farness, fragment_id, said_of
from fic2epub.normalize.footnotes.lines import read_text
from fic2epub.normalize.footnotes.looking import may_have_marks, plain_text
from fic2epub.normalize.footnotes.marks import refs_in
from fic2epub.normalize.footnotes.runs import runs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Work, Xhtml
    from fic2epub.normalize.footnotes.lines import Text
    from fic2epub.normalize.footnotes.marks import Entry, Ref
    from fic2epub.normalize.footnotes.runs import Run

__all__ = ["BODY", "SUMMARY", "Page", "Pages", "pages_of"]

BODY, BEFORE, BEHIND, SUMMARY = "body", "notes", "end notes", "summary"
MOST = 1000
"""Marks, lists, or links on one line: no author makes more, and each is compared with all others."""
_IDS = etree.XPath("descendant::*/@id")
_INNER = etree.XPath("descendant::a[contains(@href, '#')]")


class Page:
    """A body of the work."""

    def __init__(self, element: _Element, spot: Spot, kind: str, where: str) -> None:
        self.element = element
        self.spot = spot
        self.kind = kind
        self.where = where
        self.live: dict[_Element, tuple[Page, str]] = {}
        """Links → the page and the id that they lead to."""
        self.has_lost_links = False
        self.paired: set[Ref] = set()
        """Marks that have their note."""
        self.found: set[int] = set()
        """First lines of the lists that have their marks."""

    @cached_property
    def plain(self) -> str:
        """All text."""
        return plain_text(self.element)

    @cached_property
    def is_marked(self) -> bool:
        """Whether anything in it may refer to a note."""
        raised = next(self.element.iter("sup"), None) is not None
        return raised or self.has_lost_links or may_have_marks(self.plain)

    @cached_property
    def text(self) -> Text:
        """Its lines."""
        return read_text(self.element)

    @cached_property
    def refs(self) -> list[Ref]:
        """The marks in it; none when there are far too many."""
        refs = list(islice(refs_in(self.text, set(self.live)), MOST + 1))
        return refs if len(refs) <= MOST else []

    @cached_property
    def runs(self) -> list[Run]:
        """The lists in it; none when there are far too many."""
        runs = runs_in(self.text, self.refs)
        return runs if len(runs) <= MOST else []

    @cached_property
    def entries(self) -> dict[int, tuple[Run, Entry]]:
        """The lines of the lists."""
        return {entry.line: (run, entry) for run in self.runs for entry in run.entries}

    @property
    def free(self) -> list[Ref]:
        """The marks that have no note yet."""
        return [ref for ref in self.refs if ref not in self.paired]


class Pages:
    """All bodies of a work, in reading order."""

    def __init__(self, pages: list[Page], work_id: str | None) -> None:
        self.all = pages
        linked = [(page, _INNER(page.element)) for page in pages]
        if any(links for _, links in linked):
            named = self._named()
            for page, links in linked:
                _resolve(page, links, named, work_id)

    def _named(self) -> dict[str, list[tuple[Page, str]]]:
        """Id → the pages on which something is called so."""
        named: dict[str, list[tuple[Page, str]]] = {}
        for page in self.all:
            for ident in _IDS(page.element):
                named.setdefault(str(ident), []).append((page, str(ident)))
        return named

    def chapters(self) -> Iterator[tuple[Page, list[Page]]]:
        """The text of each chapter, and its notes, those behind it first."""
        for page in self.all:
            if page.kind == BODY:
                own = [one for one in self.all[max(0, page.spot.number - 2) : page.spot.number + 2] if one is not page]
                own = [one for one in own if one.spot.document == page.spot.document and one.kind != SUMMARY]
                yield page, sorted(own, key=lambda one: one.kind != BEHIND)

    def of_work(self) -> list[Page]:
        """The notes of the work, those behind it first."""
        return [page for page in reversed(self.all) if page.spot.of_work and page.kind != SUMMARY]


def _resolve(page: Page, links: list[_Element], named: dict[str, list[tuple[Page, str]]], work_id: str | None) -> None:
    """Find where the links of a page lead."""
    for link in links:
        said = said_of(link.get("href"), work_id)
        if said is None:
            continue
        candidates = named.get(said.fragment) or named.get(fragment_id(said.fragment))
        if candidates:
            page.live[link] = min(candidates, key=lambda one: farness(said, page.spot, one[0].spot))
        else:
            page.has_lost_links = True


def pages_of(work: Work[Xhtml]) -> list[Page]:
    """The bodies of a work, in reading order."""
    found: list[Page] = []

    def add(body: Xhtml | None, kind: str, document: int, where: str, chapter_id: str | None = None) -> None:
        if body is not None:
            spot = Spot(len(found), document, document in (0, last), chapter_id)
            found.append(Page(body.element, spot, kind, where))

    last = len(work.chapters) + 1
    add(work.summary, SUMMARY, 0, "summary")
    add(work.notes, BEFORE, 0, "notes")
    for number, chapter in enumerate(work.chapters, 1):
        where = f"chapter {chapter.number}"
        add(chapter.summary, SUMMARY, number, f"{where}, summary", chapter.chapter_id)
        add(chapter.notes, BEFORE, number, f"{where}, notes", chapter.chapter_id)
        add(chapter.body, BODY, number, where, chapter.chapter_id)
        add(chapter.endnotes, BEHIND, number, f"{where}, end notes", chapter.chapter_id)
    add(work.endnotes, BEHIND, last, "end notes")
    return found
