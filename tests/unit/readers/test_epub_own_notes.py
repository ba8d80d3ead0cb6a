"""Wherever a book of ours has its notes, they are read back to where its source had them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.dom import letters_of, parse_document
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.readers.books.ownnotes import undo_notes
from tests.ao3.cases import CASES
from tests.ao3.cases.case import one, several
from tests.ao3.download import render
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era, FakeChapter

if TYPE_CHECKING:
    from fic2epub.model import Html, Work
    from tests.ao3.cases import Case

AROUND = Options(cover="none", partial=True)
_NOTED = [
    case
    for case in CASES
    if case.work.notes or case.work.endnotes or any(one.notes or one.endnotes for one in case.work.chapters)
]


def read(source: bytes) -> Work[Html]:
    return fic2epub.read(Source(data=source, name="source"), AROUND)


def documents(work: Work[Html]) -> dict[str, str]:
    return {document.href: document.xhtml.decode() for document in fic2epub.build(work, AROUND).documents}


def test_there_are_works_with_notes() -> None:
    assert len(_NOTED) > 10


@pytest.mark.parametrize("placing", ["end", "appendix"])
@pytest.mark.parametrize("case", _NOTED, ids=lambda case: case.name)
def test_a_book_with_its_notes_elsewhere_makes_the_usual_book_again(case: Case, placing: str) -> None:
    source = case.source()
    book = fic2epub.build(read(source), replace(AROUND, notes=placing))

    again = documents(read(epub_bytes(book)))

    first = documents(read(source))
    assert set(again) == set(first)
    for href, document in first.items():
        assert again[href] == document, href


@pytest.mark.parametrize("placing", ["end", "appendix"])
def test_an_omnibus_with_its_notes_elsewhere_makes_the_usual_one_again(placing: str) -> None:
    def whole() -> Work[Html]:
        return fic2epub.omnibus([file for name, file in TOGETHER.items() if name.startswith("harbour-")])

    book = fic2epub.build(whole(), replace(AROUND, notes=placing))

    assert documents(read(epub_bytes(book))) == documents(whole())


@pytest.mark.parametrize("placing", ["end", "appendix"])
def test_notes_in_several_files_are_whole_again(placing: str) -> None:
    notes = "".join(
        f"<p>{number} lamps were lit at six and burned until the boats came home.</p>" for number in range(4000)
    )
    chapters = tuple(
        FakeChapter(position=number, body="<p>A lamp.</p>", notes=notes, endnotes=f"<h3>Of {number}</h3>{notes}")
        for number in (1, 2)
    )
    source = render(replace(several("Noted"), chapters=chapters), Era.D9)
    book = fic2epub.build(read(source), replace(AROUND, notes=placing))

    assert sum("-part" in document.href for document in book.documents) >= 3
    assert documents(read(epub_bytes(book))) == documents(read(source))


_BESIDE = "<p>The lamp* was lit.</p><p>*An oil lamp.</p><p>Nobody slept.</p>"


@pytest.mark.parametrize("mode", ["popup", "end", "keep"])
@pytest.mark.parametrize(
    "body",
    [
        '<p>A lamp.</p><div class="footnotes"><p>By Ines.</p></div>',
        '<p>A lamp.</p><div class="footnotes">By Ines.</div><p>And so on.</p>',
        f'{_BESIDE}<div class="footnotes"><p>By Ines.</p></div>',
        _BESIDE,
    ],
)
def test_a_division_that_its_author_calls_footnotes_stays(body: str, mode: str) -> None:
    options = replace(AROUND, footnotes=mode)
    source = render(replace(one("Named"), chapters=(FakeChapter(position=1, body=body),)), Era.D9)

    book = fic2epub.build(read(source), options)
    again = fic2epub.build(read(epub_bytes(book)), options)

    assert [page.xhtml for page in again.documents] == [page.xhtml for page in book.documents]


@pytest.mark.parametrize("mode", ["popup", "end"])
@pytest.mark.parametrize(
    "body",
    [
        "<p>A lamp[1].</p><hr><p>[1] An oil lamp.</p><hr><p>Rain.</p><p>Rain.</p><p>Sun.</p><p>Wind.</p>",
        "<p>A lamp[1].</p><blockquote>[1] An oil lamp.</blockquote><p>Rain.</p><p>Rain.</p><p>Sun.</p><p>Wind.</p>",
        "<p>A lamp[1].</p><ul><li>[1] An oil lamp.</li></ul><p>Rain.</p><p>Rain.</p><p>Sun.</p><p>Wind.</p>",
    ],
)
def test_a_note_goes_back_to_where_it_stood(body: str, mode: str) -> None:
    """Between rules, and into a block that held nothing else."""
    options = replace(AROUND, footnotes=mode)
    two = tuple(FakeChapter(position=number, body=body) for number in (1, 2))
    book = fic2epub.build(read(render(replace(several("Put back"), chapters=two), Era.D9)), options)

    again = fic2epub.build(read(epub_bytes(book)), options)

    assert all(b'class="footnote beside"' in page.xhtml for page in book.documents if "chapter" in page.href)
    assert [page.xhtml for page in again.documents] == [page.xhtml for page in book.documents]


@pytest.mark.parametrize("opened", [0, 1])
@pytest.mark.parametrize("way", [(), (0,), (2,), (3,), (9,), (0, 0), (0, 9), (2, 0), (2, 0, 0), (2, 1, 0), (9, 9)])
def test_no_word_is_lost_where_somebody_says_that_notes_stood(way: tuple[int, ...], opened: int) -> None:
    notes = "".join(f'<div id="n{n}" class="footnote beside"><p>note {n}</p></div>' for n in range(2))
    body = parse_document(f'<div><p>a</p><p>b</p><div class="footnotes">{notes}</div></div>'.encode())

    undo_notes(body, [(opened, 1, *way)] * 3)

    assert all(letters_of(body).count(words) == 1 for words in (b"a", b"b", b"note 0", b"note 1"))
