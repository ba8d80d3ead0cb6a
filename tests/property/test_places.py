"""The eighth promise: a newer edition of a work keeps the reader's place, as each kind of reading system tells it."""

from __future__ import annotations

import os

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.restyling import remake
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.places.histories import SHIFTING, Author
from tests.places.measuring import KINDS, NONE, Tried, tried

_LIVES = 300 if os.environ.get("CI") else 10
_UPDATES = 2
_LEAST = 0.999
"""Of the places whose sentence is still there; `benchmarks/places.py` has the figures of many."""
_OPTIONS = Options(cover="none")


def _converted(save: bytes) -> bytes:
    return epub_bytes(fic2epub.build(fic2epub.read(save, _OPTIONS), _OPTIONS))


@pytest.fixture(scope="module")
def found() -> Tried:
    """What became of all places in paragraphs that did not change, where no chapter came in between."""
    found = NONE
    for seed in range(_LIVES):
        author = Author(seed)
        book = _converted(render(author.save(), Era.D11))
        for _ in range(_UPDATES):
            kinds = author.work_on(author.chance.randint(1, 4))
            newer = fic2epub.update(book, render(author.save(), Era.D11)).content
            one = tried(book, newer, step=2)
            misses = tuple(miss for miss in one.misses if miss[2] not in author.edited)
            if SHIFTING.isdisjoint(kinds):
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
