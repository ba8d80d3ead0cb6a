"""The words of a work in its file and in its book: what an author wrote, and nothing that is ours."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.ao3.words import replaced, words_of
from tests.property.books import author_bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from fic2epub.model import Book
    from tests.ao3.facts import Facts
    from tests.ao3.works import FakeWork

__all__ = ["difference", "words_bound", "words_in", "words_meant"]

_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0c]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML forbids, C1 controls, and byte order marks: no book can hold them."""
_STAND_INS = frozenset(("embed", "picture", "missing", "title-gloss", "footnote-copy", "generated"))
"""
What stands for a picture or a player, and what notices name: titles of words (C022), what a style generates (C006).

Those were in no text; a footnote that stands in two files is counted once (M033).
"""


def words_in(bodies: Iterable[str]) -> Counter[str]:
    """The words of these bodies as the archive stores them."""
    total: Counter[str] = Counter()
    for markup in bodies:
        total += words_of(_UNREADABLE.sub("", _LINE_ENDS.sub(" ", markup)))
    return total


def words_meant(work: Facts | FakeWork) -> Counter[str]:
    """The words of every body that a file prints, or that a work has."""
    return words_in(_printed(work))


def _printed(work: Facts | FakeWork) -> Iterator[str]:
    yield from (work.summary, work.notes, work.endnotes)
    for chapter in work.chapters:
        yield from (chapter.body, chapter.summary, chapter.notes, chapter.endnotes)


def _stands_in(element: _Element) -> bool:
    """Whether an element of the book is none of the author's words."""
    return replaced(element) or not _STAND_INS.isdisjoint((element.get("class") or "").split())


def words_bound(book: Book) -> Counter[str]:
    """The words of the author's own parts of a book."""
    total: Counter[str] = Counter()
    for body in author_bodies(book):
        total += words_of(body, _stands_in)
    return total


def difference(before: Counter[str], after: Counter[str]) -> dict[str, list[str]]:
    """Words that are gone, and words that are new."""
    return {"lost": sorted((before - after).elements()), "added": sorted((after - before).elements())}
