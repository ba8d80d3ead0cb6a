"""No word is lost, and none is added: story and notes in the file, story and notes in the book."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.facts import facts_of
from tests.ao3.words import replaced, words_of
from tests.ao3.works import Era
from tests.property.books import OPTIONS, author_bodies
from tests.property.strategies import works

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.ao3.cases import Case
    from tests.ao3.facts import Facts

_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0c]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML forbids, C1 controls, and byte order marks: no book can hold them."""
_STAND_INS = frozenset(("embed", "picture", "missing", "title-gloss", "footnote-copy"))
"""What stands for a picture or a player, and the titles of words, which were in no text (C022)."""


def _stands_in(element: _Element) -> bool:
    """Whether an element of the book stands in place of a picture or player."""
    return replaced(element) or bool(_STAND_INS & set((element.get("class") or "").split()))


def _words_meant(facts: Facts) -> Counter[str]:
    """The words of every body that the file prints."""
    printed = [facts.summary, facts.notes, facts.endnotes]
    for chapter in facts.chapters:
        printed += [chapter.body, chapter.summary, chapter.notes, chapter.endnotes]
    total: Counter[str] = Counter()
    for markup in printed:
        total += words_of(_UNREADABLE.sub("", _LINE_ENDS.sub(" ", markup)))
    return total


def _words_bound(source: bytes) -> Counter[str]:
    book = fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS)
    total: Counter[str] = Counter()
    for body in author_bodies(book):
        total += words_of(body, _stands_in)
    return total


def _difference(before: Counter[str], after: Counter[str]) -> dict[str, list[str]]:
    return {"lost": sorted((before - after).elements()), "added": sorted((after - before).elements())}


@pytest.mark.parametrize("era", list(Era), ids=lambda era: era.label)
@given(data=st.data())
def test_no_word_is_lost_and_none_is_added(era: Era, data: st.DataObject) -> None:
    work = data.draw(works(era))

    found = _difference(_words_meant(facts_of(work, era)), _words_bound(render(work, era)))

    assert found == {"lost": [], "added": []}


_PLAYERS_WITH_WORDS = frozenset(("elements-video-unclosed-sources", "elements-hidden-things", "mess-hidden-things"))
"""Their words stand inside what a book replaces: kept behind the link, and not counted here."""
_COUNTED = [case for case in CASES if case.name not in _PLAYERS_WITH_WORDS and not case.name.startswith("long-")]


@pytest.mark.parametrize("case", _COUNTED, ids=lambda case: case.name)
def test_no_word_of_the_catalogue_is_lost(case: Case) -> None:
    found = _difference(_words_meant(case.expected), _words_bound(case.source()))

    assert found == {"lost": [], "added": []}
