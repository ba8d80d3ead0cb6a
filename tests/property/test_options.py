"""Whatever is chosen for notes and paragraphs, books keep what they promise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Role, Source
from fic2epub.options import CHOICES
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS, lost_links, twice_used_ids, well_formed
from tests.property.strategies import many, works

if TYPE_CHECKING:
    from fic2epub.model import Book

_PLACINGS = [notes for notes in CHOICES["notes"] if notes != "around"]


def _chapters(book: Book) -> list[str]:
    return [document.href for document in book.documents if document.role is Role.CHAPTER]


@many
@given(
    data=st.data(),
    era=st.sampled_from(Era),
    notes=st.sampled_from(_PLACINGS),
    paragraphs=st.sampled_from(CHOICES["paragraphs"]),
)
def test_books_of_any_choice_are_whole(era: Era, notes: str, paragraphs: str, data: st.DataObject) -> None:
    source = render(data.draw(works(era)), era)
    options = replace(OPTIONS, notes=notes, paragraphs=paragraphs)
    book, receipt = fic2epub.receipt(fic2epub.read(source, options), options)
    usual, counted = fic2epub.receipt(fic2epub.read(source, OPTIONS), OPTIONS)

    for document in book.documents:
        well_formed(document)
    assert lost_links(book) == []
    assert twice_used_ids(book) == []
    assert _chapters(book) == _chapters(usual)
    assert receipt.words.source == counted.words.source
    assert receipt.words.book == receipt.words.source + sum(change.words for change in receipt.words.changes)
    assert "bind" not in [change.step for change in receipt.words.changes]


@many
@given(data=st.data(), era=st.sampled_from(Era), notes=st.sampled_from(["end", "appendix"]))
def test_notes_are_read_back_from_wherever_they_stand(era: Era, notes: str, data: st.DataObject) -> None:
    source = render(data.draw(works(era)), era)
    book = fic2epub.build(fic2epub.read(source, OPTIONS), replace(OPTIONS, notes=notes))

    again = fic2epub.build(fic2epub.read(Source(data=epub_bytes(book), name="x.epub"), OPTIONS), OPTIONS)

    usual = fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS)
    twice = fic2epub.build(fic2epub.read(Source(data=epub_bytes(usual), name="x.epub"), OPTIONS), OPTIONS)
    assert {one.href: one.xhtml for one in again.documents} == {one.href: one.xhtml for one in twice.documents}
