"""Notes lead where their author meant, in every shape; where there are none, none is made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from tests.ao3.epubs import calibre_epub, fanficfare_epub
from tests.ao3.footnotes import KINDS, footnoted_work, unnoted_work
from tests.ao3.linked_notes import book_of, linked_pairs, score_of
from tests.ao3.words import words_of
from tests.ao3.works import Era
from tests.property.books import OPTIONS, author_bodies, lost_links, twice_used_ids

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.model import Book
    from tests.ao3.footnotes import Footnoted
    from tests.ao3.works import FakeWork

_ENOUGH = 0.99
_SEEDS = range(3)


def _read(content: bytes, options: Options = OPTIONS) -> Book:
    return fic2epub.build(fic2epub.read(Source(data=content, name="work.epub"), options), options)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_notes_of_every_kind_are_linked(kind: Callable[..., None]) -> None:
    score = score_of(footnoted_work(seed, (kind,)) for seed in _SEEDS)

    assert score.right > 0
    assert score.share >= _ENOUGH


def test_notes_of_all_kinds_in_one_work_are_linked() -> None:
    assert score_of(footnoted_work(seed, chapters=8) for seed in range(10)).share >= _ENOUGH


@pytest.mark.parametrize("seed", range(12))
def test_nothing_that_is_no_note_becomes_one(seed: int) -> None:
    assert linked_pairs(book_of(unnoted_work(seed))) == []


@pytest.mark.parametrize("save", [fanficfare_epub, lambda work: calibre_epub(work, Era.D9)], ids=["fanficfare", "ao3"])
def test_books_of_others_keep_their_notes(save: Callable[[FakeWork], bytes]) -> None:
    made = [footnoted_work(seed) for seed in range(8)]
    found = [(one.pairs, linked_pairs(_read(save(one.work)))) for one in made]

    due = sum(len(pairs) for pairs, _ in found)
    assert sum(len(pairs & set(linked)) for pairs, linked in found) >= 0.98 * due


def _copies(element: _Element) -> bool:
    return "footnote-copy" in (element.get("class") or "").split()


def _bound_words(book: Book) -> Counter[str]:
    total: Counter[str] = words_of("")
    for body in author_bodies(book):
        total += words_of(body, _copies)
    return total


@pytest.mark.parametrize("mode", ["popup", "end", "keep"])
@pytest.mark.parametrize("notes", ["around", "end", "appendix"])
@pytest.mark.parametrize("seed", range(3))
def test_no_word_is_lost_no_link_leads_nowhere_and_a_book_makes_itself_again(mode: str, notes: str, seed: int) -> None:
    options = Options(cover="none", footnotes=mode, notes=notes)
    work = footnoted_work(seed, chapters=6).work
    book = book_of(work, options)

    assert _bound_words(book) == _meant_words(work)
    assert lost_links(book) == []
    assert twice_used_ids(book) == []
    again = _read(epub_bytes(book), options)
    assert [document.xhtml for document in again.documents] == [document.xhtml for document in book.documents]


def _meant_words(work: FakeWork) -> Counter[str]:
    total = words_of(work.endnotes)
    for chapter in work.chapters:
        for markup in (chapter.body, chapter.notes, chapter.endnotes):
            total += words_of(markup)
    return total


def _large(made: Footnoted) -> FakeWork:
    """A chapter of the work, with so much text in it that it is parted into files."""
    chapter = made.work.chapters[0]
    prose = "".join(f"<p>{'The rain fell on the quay all day long. ' * 40}</p>" for _ in range(60))
    body = re.sub(r"</p>", f"</p>{prose}", chapter.body, count=3)
    return replace(made.work, chapters=(replace(chapter, body=body), *made.work.chapters[1:]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_notes_are_in_the_file_of_their_marks_though_chapters_are_parted(kind: Callable[..., None]) -> None:
    made = footnoted_work(7, (kind,), chapters=2)
    book = book_of(_large(made))

    assert len([document for document in book.documents if "chapter" in document.href]) > 1
    assert set(linked_pairs(book)) == made.pairs
    for document in book.documents:
        markup = document.xhtml.decode()
        targets = re.findall(r'href="([^"]*)"[^>]*epub:type="noteref"', markup)
        assert all(target.startswith("#") and f'id="{target[1:]}"' in markup for target in targets)
    again = _read(epub_bytes(book))
    assert [one.xhtml for one in again.documents] == [one.xhtml for one in book.documents]
