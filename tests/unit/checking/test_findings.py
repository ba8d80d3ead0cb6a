"""Every finding is found by itself in a book that has nothing else, and mended without a word being lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.checking import KINDS, READERS, Harm, check, fix
from fic2epub.checking.bench import words_in
from fic2epub.errors import BuildingError
from tests.unit.checking.broken import BROKEN, Broken
from tests.unit.checking.right import changed, old_book, packed, right_book, unpacked

if TYPE_CHECKING:
    from fic2epub.checking.bench import Bench
    from tests.unit.checking.right import Files


@pytest.mark.parametrize("files", [right_book(), old_book()], ids=["epub3", "epub2"])
@pytest.mark.parametrize("device", ["generic", *READERS])
def test_a_right_book_has_no_finding(files: Files, device: str) -> None:
    book = packed(files)

    assert check(book, device, name="book.epub") == ()
    assert fix(book, device).content is book


def _named(case: Broken) -> str:
    return f"{case.code}-{BROKEN.index(case)}"


@pytest.mark.parametrize("case", BROKEN, ids=_named)
def test_a_fault_is_found_by_its_code_alone(case: Broken) -> None:
    found = check(packed(case.files), case.device, name=case.name)

    assert {one.code for one in found} == {case.code}, found
    assert all(one.reason and one.cure and one.readers for one in found)


@pytest.mark.parametrize("case", [case for case in BROKEN if KINDS[case.code].mendable], ids=_named)
def test_what_can_be_mended_is_and_no_word_changes(case: Broken) -> None:
    made = fix(packed(case.files), case.device, name=case.name)

    assert [one.code for one in made.left] == [case.code] * case.left, made.left
    assert {one.code for one in made.mended} == ({case.code} if not case.left else set())
    assert fix(made.content, case.device, name=case.name).content == made.content
    assert _words(made.content) == _words(packed(case.files))


def _words(book: bytes) -> list[str]:
    files = unpacked(book)
    return [
        words_in(content, epub3=True)
        for name, content in files.items()
        if name.endswith(".xhtml") and b"epub:type=" not in content
    ]


def test_padded_spaces_are_found_and_mended() -> None:
    """They stand in a `style`, which is a finding of its own, and is left."""
    book = packed(
        changed(right_book(), "OPS/one.xhtml", '<p id="p2">', '<p style="padding-left: 2em"> </p><p id="p2">')
    )

    assert [one.code for one in check(book, "kobo")] == ["K061", "K072"]
    assert fix(book, "kobo").left == ()


def test_a_long_document_is_slow_on_kobo() -> None:
    line = "<p>The tide came up the steps one at a time, as it does.</p>\n"
    book = packed(changed(right_book(), "OPS/one.xhtml", '<p id="p2">', line * 9_000 + '<p id="p2">'))

    assert [one.code for one in check(book, "kobo")] == ["K062", "K063"]


def test_a_book_too_large_for_the_mail_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fic2epub.checking.archives._BY_MAIL", 1000)
    assert [one.code for one in check(packed(right_book()))] == ["K007"]
    monkeypatch.setattr("fic2epub.checking.archives._GIGABYTE", 1000)
    assert [one.code for one in check(packed(right_book()), "kobo")] == ["K008"]


def test_a_document_too_long_for_anything_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fic2epub.checking.LARGEST_DOCUMENT", 800)
    line = "<p>The tide came up the steps one at a time.</p>\n"
    book = packed(changed(right_book(), "OPS/two.xhtml", '<p id="p2">', line * 20 + '<p id="p2">'))

    assert ("K065", "OPS/two.xhtml") in {(one.code, one.where) for one in check(book, "kindle")}


_ELSEWHERE = {"K007", "K008", "K063", "K065", "K072"}
"""Codes of the tests above."""


def test_every_code_is_brought_about() -> None:
    assert {case.code for case in BROKEN} | _ELSEWHERE == set(KINDS)


def test_a_book_with_many_faults_is_mended_in_one_go_and_the_same_every_time() -> None:
    """What is hidden by one fault is found when it is mended: a document that is no XML has links, too."""
    files = changed(
        old_book(), "OPS/one.xhtml", '<p id="p2">', '<center>A <b>basket</center>&nbsp;<a href="#x">x</a><p>'
    )
    files = changed(files, "OPS/one.xhtml", '<?xml version="1.0" encoding="utf-8"?>\n', "")
    files = changed(files, "OPS/book.opf", "<dc:language>en", "<dc:language>eng")
    files = {("OPS/Chapter 2.xhtml" if name == "OPS/two.xhtml" else name): content for name, content in files.items()}
    files = changed(files, "OPS/book.opf", "two.xhtml", "Chapter%202.xhtml")
    files = changed(files, "OPS/toc.ncx", "two.xhtml", "Chapter 2.xhtml")

    made = fix(packed(files))

    assert {one.code for one in made.mended} >= {"K003", "K012", "K050", "K051"}
    assert made.left == ()
    assert made.content == fix(packed(files)).content
    names = unpacked(made.content)
    assert "OPS/Chapter_2.xhtml" in names
    assert b"A <b>basket</b>" in names["OPS/one.xhtml"]
    assert "href" not in names["OPS/one.xhtml"].decode().partition("<body>")[2]


def test_no_word_is_mended_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(bench: Bench) -> None:
        for document in bench.documents():
            for paragraph in document.elements.get("p", ()):
                paragraph.text = "The ferry left."
            bench.touch(document.name)

    book = packed(changed(right_book(), "OPS/one.xhtml", '<?xml version="1.0" encoding="utf-8"?>\n', ""))
    order = ((frozenset(("K051",)), lambda bench, _: careless(bench)),)
    monkeypatch.setattr("fic2epub.checking.mending._ORDER", order)

    with pytest.raises(BuildingError, match="would have changed words"):
        fix(book)


@pytest.mark.parametrize(
    "odd", ["<p>There was <no light> on the quay.</p>", "<p>A basket.</p><!-- <p>Two", "<p>A</body>.</p>"]
)
def test_words_that_look_like_markup_are_not_mended_away(odd: str) -> None:
    """A browser would show none of them; so the document is left as it is, and told."""
    book = packed(changed(right_book(), "OPS/one.xhtml", '<p id="p2">', odd + '<br><p id="p2">'))

    made = fix(book)

    assert "K050" in {one.code for one in made.left}
    assert unpacked(made.content)["OPS/one.xhtml"] == unpacked(book)["OPS/one.xhtml"]


def test_names_that_lose_their_letters_stay_apart() -> None:
    files = {
        {"OPS/one.xhtml": "OPS/第一.xhtml", "OPS/two.xhtml": "OPS/第二.xhtml"}.get(name, name): content
        for name, content in right_book().items()
    }
    for file in ("OPS/book.opf", "OPS/nav.xhtml", "OPS/toc.ncx"):
        files = {**files, file: str(files[file]).replace("one.xhtml", "第一.xhtml").replace("two.xhtml", "第二.xhtml")}

    made = fix(packed(files))

    assert made.left == ()
    assert {"OPS/file.xhtml", "OPS/file-2.xhtml"} <= set(unpacked(made.content))


def test_sheets_are_cut_where_they_have_to_be_and_nowhere_else() -> None:
    sheet = """/* var(--x) is a comment */
p.a { width: min(1em, 2em); content: "calc(1)"; margin: 0 }
@media (max-width: 9em), (orientation: portrait) { p.b { margin: 1em } }
p:not(.c) { margin: 2em }
@supports (display: grid) { p.d { margin: 0 } }
@font-face { font-family: Quay; src: url(gone.ttf) }
@import url("gone.css");
p.e { background: url(cover.jpg) }
"""
    made = fix(packed({**right_book(), "OPS/style.css": sheet}), "adobe")
    also = fix(made.content)

    text = unpacked(also.content)["OPS/style.css"].decode()
    assert " ".join(text.split()) == (
        '/* var(--x) is a comment */ p.a { content: "calc(1)"; margin: 0 } @media all and (max-width: 9em), all and '
        "(orientation: portrait) { p.b { margin: 1em } } p.e { background: url(cover.jpg) }"
    )


def test_every_row_of_the_table_says_all() -> None:
    for code, kind in KINDS.items():
        assert isinstance(kind.harm, Harm)
        assert set(kind.readers) <= set(READERS), code
        assert kind.readers, code
        assert all((kind.reason, kind.cure, kind.source)), code
        assert not kind.reason.endswith("."), code
