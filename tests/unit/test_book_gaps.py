"""How paragraphs are told from each other: by their first lines, by gaps, or as their author did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from tests.ao3.download import render
from tests.ao3.works import Era, FakeChapter, FakeWork

if TYPE_CHECKING:
    from fic2epub.model import Book

_PLAIN = "<p>The lamp was lit.</p><p>The boats came home, one behind the other, before it was dark.</p>"
_TYPED = _PLAIN.replace("<p>", "<p>\u00a0\u00a0\u00a0")
_WIDE = "<p>\u3000灯台の明かりがともった。</p><p>\u3000舟が帰ってきた。</p>"


def _book(bodies: list[str], paragraphs: str, language: str = "English") -> Book:
    chapters = tuple(FakeChapter(position=place, body=body, notes=_PLAIN) for place, body in enumerate(bodies, 1))
    work = FakeWork(title="Seen", chapters=chapters, planned=None, language=language, endnotes=_PLAIN)
    source = Source(data=render(work, Era.D9), name="seen.html")
    options = Options(cover="none", paragraphs=paragraphs)
    return fic2epub.build(fic2epub.read(source, options), options)


def _classes(book: Book, name: str) -> list[str]:
    """The classes of the bodies in a document."""
    document = next(document for document in book.documents if document.href.endswith(f"{name}.xhtml"))
    bodies = etree.fromstring(document.xhtml).iter("{*}div")
    return [" ".join(sorted(body.get("class", "").split())) for body in bodies if "-body" in body.get("class", "")]


@pytest.mark.parametrize(("paragraphs", "after"), [("indented", ""), ("spaced", " spaced"), ("author", " spaced")])
def test_all_bodies_of_a_plain_work_are_alike(paragraphs: str, after: str) -> None:
    book = _book([_PLAIN, _PLAIN], paragraphs)

    assert _classes(book, "chapter-0001") == [f"box-body{after}", f"chapter-body{after}"]
    assert _classes(book, "afterword") == [f"box-body{after}"]


@pytest.mark.parametrize(
    ("body", "spaced"),
    [
        (_TYPED, False),
        (_TYPED + _PLAIN, True),
        (_TYPED + "<p>\u00a0\u00a0\u00a0And one more.</p>" + _PLAIN, False),
        (_WIDE, False),
    ],
)
def test_what_its_author_indented_by_hand_is_indented(body: str, *, spaced: bool) -> None:
    book = _book([body, _PLAIN], "author", "日本語" if body is _WIDE else "English")

    assert ("spaced" in _classes(book, "chapter-0001")[1].split()) is spaced
    assert "spaced" in _classes(book, "chapter-0002")[1].split()


def test_who_wants_gaps_has_them_whatever_the_author_did() -> None:
    assert _classes(_book([_TYPED], "spaced"), "chapter-0001")[-1] == "chapter-body spaced"
    assert _classes(_book([_TYPED], "indented"), "chapter-0001")[-1] == "chapter-body"


def test_the_sheet_has_gaps_and_no_colours_for_them() -> None:
    sheet = next(asset.data.decode() for asset in _book([_PLAIN], "spaced").assets if asset.href == "css/book.css")

    assert ".spaced p {\n  margin: 0 0 0.9em 0;\n  text-indent: 0;\n}" in sheet


def test_a_spaced_book_is_read_again() -> None:

    book = _book([_PLAIN, _TYPED], "author")
    again = fic2epub.read(Source(data=epub_bytes(book), name="again.epub"), Options())

    made = fic2epub.build(again, Options(cover="none"))
    usual = _book([_PLAIN, _TYPED], "indented")
    assert [document.xhtml for document in made.documents] == [document.xhtml for document in usual.documents]
