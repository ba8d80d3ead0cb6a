"""Notes of two paragraphs in a row, gathered at the end of a chapter, and put back when the book is read again."""

from __future__ import annotations

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.works import Era

BODY = (
    '<p>One<a href="#a1" name="ra1">1</a> lamp.</p><p>Two<a href="#b1" name="rb1">1</a> lamps.</p>'
    '<p><a name="a1" href="#ra1">1</a> The first.</p><p><a name="b1" href="#rb1">1</a> The second.</p>'
    "<p>Rain.</p><p>More rain.</p><p>Wind.</p><p>A gale.</p><p>Calm.</p>"
)


def test_a_paragraph_between_two_notes_is_no_part_of_the_first() -> None:
    options = fic2epub.Options(cover="none", footnotes="end")

    book = fic2epub.build(fic2epub.read(render(one("Twice", BODY), Era.D6), options), options)
    source = Source(data=epub_bytes(book), name="work.epub")
    again = fic2epub.build(fic2epub.read(source, options), options)

    assert [document.xhtml for document in again.documents] == [document.xhtml for document in book.documents]
