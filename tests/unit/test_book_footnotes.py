"""Notes in the book: what links and notes are called, and where notes go whose marks are in another file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.epub import epub_bytes
from fic2epub.model import Book, Source
from tests.ao3.cases.case import chapter, several
from tests.ao3.linked_notes import book_of

if TYPE_CHECKING:
    from tests.ao3.works import FakeWork

FILLER = "<p>Rain.</p>" * 5


def work(**fields: str) -> FakeWork:
    return several(
        "Notes",
        chapter(1, body="<p>The lamp[1] was lit.</p>", endnotes="<p>[1] An oil lamp.</p>"),
        chapter(2, body=f"<p>The fire* was not.</p><p>*Wet wood.</p>{FILLER}"),
        chapter(3, body="<p>The tide<sup>1</sup> came.</p>"),
        **{"endnotes": "<p>1. At noon.</p>", **fields},
    )


def made(mode: str = "popup", given: FakeWork | None = None, notes: str = "around") -> Book:
    return book_of(given or work(), Options(cover="none", footnotes=mode, notes=notes))


def page(book: Book, name: str) -> str:
    return next(document.xhtml.decode() for document in book.documents if document.href == f"text/{name}.xhtml")


def codes(book: Book) -> list[str]:
    return [notice.code for notice in book.notices if notice.code.startswith("M03")]


def test_marks_and_notes_say_what_they_are() -> None:
    text = page(made(), "chapter-0001")

    assert (
        '<a class="noteref" href="#c1e-fic-note-1" id="c1-fic-ref-1" epub:type="noteref" role="doc-noteref">[1]</a>'
    ) in text
    assert '<aside id="c1e-fic-note-1" class="footnote" epub:type="footnote" role="doc-footnote">' in text
    assert '<a class="backlink" href="#c1-fic-ref-1" role="doc-backlink">[1]</a> An oil lamp.' in text


def test_a_note_of_another_file_is_copied_and_stays_where_it_was() -> None:
    book = made()

    assert codes(book) == ["M030", "M030", "M030", "M033"]
    text, after = page(book, "chapter-0003"), page(book, "afterword")
    assert 'href="#copy-3-we-fic-note-3"' in text
    assert 'class="footnote footnote-copy" id="copy-3-we-fic-note-3"' in text
    assert re.search(r'href="#c3-fic-ref-3"[^>]*>1\.</a> At noon\.', text)
    assert 'href="chapter-0003.xhtml#c3-fic-ref-3"' in after
    assert "At noon" in after


def test_a_note_in_the_same_file_is_not_copied() -> None:
    assert page(made(), "chapter-0001").count("An oil lamp") == 1


@pytest.mark.parametrize("notes", ["appendix", "end"])
def test_notes_that_are_placed_elsewhere_come_along(notes: str) -> None:
    text = page(made(notes=notes), "chapter-0001")

    assert ("footnote-copy" in text) == (notes == "appendix")
    assert text.count("An oil lamp") == 1


def test_gathered_notes_stand_behind_the_text_and_do_not_pop_up() -> None:
    text = page(made("end"), "chapter-0002")

    assert 'epub:type="noteref"' not in text
    assert "<aside" not in text
    assert text.index("Rain.") < text.index("Wet wood.")
    assert '<div class="footnotes"><div id="c2-fic-note-2" class="footnote beside">' in text


def test_notes_stay_as_they_were_when_that_is_wanted() -> None:
    book = made("keep")

    assert codes(book) == []
    assert "fic-" not in page(book, "chapter-0001").partition("<body")[2]


def test_a_copy_is_gone_when_the_book_is_read() -> None:
    again = fic2epub.read(Source(data=epub_bytes(made()), name="work.epub"), Options(cover="none"))
    text = "".join("".join(one.body.element.itertext()) for one in again.chapters)

    assert "At noon" not in text
    assert "The tide1 came." in text
    for one in again.chapters:
        assert not list(one.body.element.iter("aside"))
        assert not [link for link in one.body.element.iter("a") if link.get("class")]


def test_a_caret_is_gone_when_the_book_is_read() -> None:
    listed = several(
        "Notes", chapter(1, body="<p>The lamp<sup>1</sup>.</p>", endnotes="<ol><li>Oil.</li></ol>"), chapter(2)
    )
    book = made(given=listed)
    assert "Oil.\u00a0<a" in page(book, "chapter-0001")

    again = fic2epub.read(Source(data=epub_bytes(book), name="work.epub"), Options(cover="none"))

    notes = again.chapters[0].endnotes
    assert notes is not None
    assert "".join(notes.element.itertext()).strip() == "Oil."
