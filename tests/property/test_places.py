"""The eighth promise: a newer edition of a work keeps the reader's place, as each kind of reading system tells it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fic2epub
from fic2epub.dom import serialize
from fic2epub.epub import epub_bytes
from fic2epub.kepub.spans import spans_in
from fic2epub.model import Role, Source
from fic2epub.options import Options
from fic2epub.places import undo_places
from fic2epub.restyling import remake
from fic2epub.updating.numbers import numbered, spanned
from fic2epub.updating.settling import parsed, settled
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.places.histories import MOVING, Author
from tests.places.measuring import KINDS, NONE, Tried, tried
from tests.property.mixed import any_options, mixed_works, saved

if TYPE_CHECKING:
    import random

    from tests.ao3.works import FakeWork

pytestmark = pytest.mark.timeout(600)  # the fixture lives through all lives, and CI measures coverage meanwhile
_LIVES = 40 if os.environ.get("CI") else 10
_UPDATES = 2
_LEAST = 0.999
"""Of the places whose sentence is still there; `benchmarks/places.py` has the figures of many."""
_OPTIONS = Options(cover="none")


def _converted(save: bytes) -> bytes:
    return epub_bytes(fic2epub.build(fic2epub.read(save, _OPTIONS), _OPTIONS))


@pytest.fixture(scope="module")
def found() -> Tried:
    """What became of all places in paragraphs that did not change, where no chapter moved."""
    found = NONE
    for seed in range(_LIVES):
        author = Author(seed)
        book = _converted(render(author.save(), Era.D11))
        for _ in range(_UPDATES):
            kinds = author.work_on(author.chance.randint(1, 4))
            newer = fic2epub.update(book, render(author.save(), Era.D11)).content
            one = tried(book, newer, step=2)
            misses = tuple(miss for miss in one.misses if miss[2] not in author.edited)
            if MOVING.isdisjoint(kinds):
                found += one._replace(misses=misses)
            book = newer
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_places_lead_to_the_same_sentences(kind: str, found: Tried) -> None:
    missed = [miss for miss in found.misses if miss[0] == kind]

    assert found.count[kind] > 100 * _LIVES
    assert len(missed) <= (1 - _LEAST) * found.count[kind], missed[:5]


def test_kobo_finds_every_sentence_wherever_it_went(found: Tried) -> None:
    assert found.missed["Kobo"] == 0


@pytest.mark.parametrize("seed", range(100, 100 + max(2, _LIVES // 10)))
def test_an_updated_book_is_the_same_book(seed: int) -> None:
    """Updated again by the same save, given another look and the first one again, and read: it is what it was."""
    author = Author(seed)
    book = _converted(render(author.save(), Era.D11))
    for _ in range(_UPDATES):
        author.work_on(4)
        save = render(author.save(), Era.D11)
        book = fic2epub.update(book, save).content

    again = fic2epub.update(book, save)
    modern = epub_bytes(remake(Source(data=book, name="a"), {"theme": "modern"}).book)
    classic = epub_bytes(remake(Source(data=modern, name="a"), {"theme": "classic"}).book)
    texts = [
        [one.body.element.xpath("string()") for one in fic2epub.read(given).chapters]
        for given in (book, _converted(save))
    ]

    assert again.content == book
    assert classic == book
    assert texts[0] == texts[1]


@settings(max_examples=300 if os.environ.get("CI") else 4)
@given(works=st.lists(mixed_works(), min_size=2, max_size=2), options=any_options(), chance=st.randoms())
def test_whatever_a_text_becomes_it_reads_as_itself(
    works: list[FakeWork], options: Options, chance: random.Random
) -> None:
    """Texts of all kinds in the places of others, and of themselves with their paragraphs taken out and turned over."""
    texts = [text for work in works for text in _chapters(work, options)]
    before = chance.choice(texts)
    for text in (_turned(before, chance), chance.choice(texts), _turned(chance.choice(texts), chance)):
        made = settled(before, text)
        told = numbered(before.decode(), made.decode(), "kobo")
        root = parsed(told.encode())
        undo_places(root)
        numbers = [span[:2] for span in spans_in(spanned(told, "kobo"))]

        assert serialize(root) == text
        assert len(numbers) == len(set(numbers))
        before = told.encode()


def _chapters(work: FakeWork, options: Options) -> list[bytes]:
    """The chapters of a book, written as they are when they are read and written again."""
    book = fic2epub.build(fic2epub.read(saved(work, Era.D11), options), options)
    return [serialize(parsed(one.xhtml)) for one in book.documents if one.role is Role.CHAPTER]


def _turned(text: bytes, chance: random.Random) -> bytes:
    """The text with some of its paragraphs at other places, or nowhere."""
    root = parsed(text)
    for division in root.iter("div"):
        if "chapter-body" in (division.get("class") or "").split():
            for child in list(division):
                where = chance.randrange(8)
                if where == 0:
                    division.remove(child)
                elif where == 1:
                    division.insert(chance.randrange(len(division) + 1), child)
    return serialize(root)
