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

__all__ = ["difference", "letters", "may_part", "words_bound", "words_in", "words_meant"]

_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0c]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML forbids, C1 controls, and byte order marks: no book can hold them."""
_STAND_INS = frozenset(("embed", "picture", "missing", "title-gloss", "footnote-copy", "generated"))
"""
What stands for a picture or a player, and what notices name: titles of words (C022), what a style generates (C006).

Those were in no text; a footnote that stands in two files is counted once (M033). Who names an element of his own so
has it counted on neither side.
"""
_PARTING = frozenset(("C005", "C006", "C020", "C021"))
"""
Notices of words that a style or a name parts, though only elements of a line are between them in the markup.

A gloss stands over its word or beside it, and in brackets behind it; what a style generates stands between words;
blocks part a time from a name.
"""
_BLANK = re.compile(r"""content:\s*(['"])\s+\1""")
"""A style that generates a blank, of which no notice tells: it adds no word."""


def words_in(bodies: Iterable[str]) -> Counter[str]:
    """The words of these bodies as the archive stores them."""
    total: Counter[str] = Counter()
    for markup in bodies:
        total += words_of(_UNREADABLE.sub("", _LINE_ENDS.sub(" ", markup)), _stands_in)
    return total


def words_meant(work: Facts | FakeWork) -> Counter[str]:
    """The words of every body that a file prints, or that a work has."""
    return words_in(_printed(work))


def _printed(work: Facts | FakeWork) -> Iterator[str]:
    yield from (work.summary, work.notes, work.endnotes)
    for chapter in work.chapters:
        yield from (chapter.body, chapter.summary, chapter.notes, chapter.endnotes)


def _stands_in(element: _Element) -> bool:
    """Whether what an element holds is not counted: it is none of the author's words."""
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


def may_part(book: Book, sheet: str) -> bool:
    """Whether words that are one in the markup may be two on the page, so that only their letters can be compared."""
    return not _PARTING.isdisjoint(notice.code for notice in book.notices) or _BLANK.search(sheet) is not None


def letters(words: Counter[str]) -> Counter[str]:
    """The letters of words, each as often as it is there."""
    counted: Counter[str] = Counter()
    for word, number in words.items():
        for letter in word:
            counted[letter] += number
    return counted
