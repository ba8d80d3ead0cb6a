"""Another look for a book of ours, without its source."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError, NotAWork, OptionsError, WritingError
from fic2epub.kepub import kepub_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.pipeline import content_of
from fic2epub.restyling import Changes, remake, restyle
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.epubs import packing
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era
from tests.unit.drawn import png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fic2epub.model import Book

_RECORD = "META-INF/fic2epub.json"
_PACKAGE = "EPUB/package.opf"
_WORK = several(
    "Storm",
    chapter(1, "Wind", notes="<p>Hello.</p>", endnotes="<p>Bye.</p>"),
    chapter(2, body="<p>A tide[1] comes.</p><p>It goes.</p><p>[1] Of water.</p>"),
    endnotes="<p>The end.</p>",
)


def _book(**chosen: Any) -> Book:
    options = Options(**{"cover": "none", **chosen})
    return fic2epub.build(fic2epub.read(render(_WORK, Era.D9), options), options)


def _made(**chosen: Any) -> bytes:
    return epub_bytes(_book(**chosen))


def _remade(book: bytes, **changes: Any) -> bytes:
    return epub_bytes(remake(Source(data=book, name="book.epub"), changes).book)


def _codes(book: bytes, **changes: Any) -> set[str]:
    return {one.code for one in remake(Source(data=book, name="book.epub"), changes).book.notices}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.epub"
    path.write_bytes(_made())
    return path


def test_what_may_be_changed_are_the_options() -> None:
    assert set(Changes.__annotations__) == {one.name for one in fields(Options)}


@pytest.mark.parametrize(
    "changes",
    [
        {"theme": "modern", "css": "p { margin: 0 }", "lengths": True},
        {"notes": "end", "paragraphs": "spaced"},
        {"notes": "appendix", "footnotes": "end"},
        {"notes": "drop"},
        {"ui_language": "de", "warnings": "folded"},
        {"title": "Calm", "subjects": ("rating", "shelf"), "shelf": "Sea"},
        {"cover": "auto"},
        {"cover": "poster"},
        {"vertical": True, "grey": True, "image_size": "600x800"},
    ],
)
def test_another_look_and_back_are_what_the_source_gives(changes: dict[str, Any]) -> None:
    there = _remade(_made(), **changes)

    assert there == _made(**changes)
    if changes != {"notes": "drop"}:
        assert _remade(there, **{name: getattr(Options(cover="none"), name) for name in changes}) == _made()


def test_an_omnibus_is_what_its_sources_give() -> None:
    def bound(**chosen: Any) -> bytes:
        options = Options(cover="none", **chosen)
        files = [file for name, file in TOGETHER.items() if name.startswith("harbour-")]
        return epub_bytes(fic2epub.build(fic2epub.omnibus(files, options), options))

    assert _remade(bound(), notes="appendix", theme="plain") == bound(notes="appendix", theme="plain")
    with pytest.raises(OptionsError, match="title of an omnibus"):
        _remade(bound(), title="Another")


def _illustrated(**chosen: Any) -> bytes:
    drawn = f"data:image/png;base64,{b64encode(png(width=2, height=2)).decode()}"
    work = several("Seen", chapter(1, body=f'<p>A <img alt="b" src="{drawn}"> sea.</p>'), chapter(2))
    options = Options(**{"cover": "none", **chosen})
    return epub_bytes(fic2epub.build(fic2epub.read(render(work, Era.D9), options), options))


@pytest.mark.parametrize("changes", [{"notes": "end"}, {"cover": "author"}, {"theme": "plain", "cover": "cloth"}])
def test_pictures_stay_as_they_are(changes: dict[str, Any]) -> None:
    assert _remade(_illustrated(), **changes) == _illustrated(**changes)
    assert _remade(_illustrated(grey=True), **changes) == _illustrated(grey=True, **changes)


def test_pictures_do_not_become_grey() -> None:
    with pytest.raises(OptionsError, match="grey acts on pictures"):
        _remade(_illustrated(), grey=True)


def test_a_drawn_cover_becomes_grey() -> None:
    assert _remade(_made(cover="cloth"), grey=True) == _made(cover="cloth", grey=True)


def test_the_book_changes_in_its_place(book: Path) -> None:
    assert restyle(book, theme="modern") == book
    assert book.read_bytes() == _made(theme="modern")
    assert [path.name for path in book.parent.iterdir()] == ["book.epub"]


def test_nothing_is_written_where_nothing_changes(book: Path) -> None:
    before = book.stat()

    restyle(book, theme="classic")

    assert (book.stat().st_mtime_ns, book.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_the_book_goes_elsewhere_if_it_is_to(book: Path, tmp_path: Path) -> None:
    assert restyle(book, tmp_path / "other.epub", theme="plain") == tmp_path / "other.epub"
    assert restyle(book, str(tmp_path / "shelf") + "/").name.startswith("Storm - ")
    assert book.read_bytes() == _made()
    with pytest.raises(WritingError, match="made with other options"):
        restyle(book, tmp_path / "other.epub", theme="modern")
    assert restyle(book, tmp_path / "other.epub", force=True, theme="modern").read_bytes() == _made(theme="modern")


def test_a_cover_that_was_a_file_stays(tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    picture.write_bytes(png())
    made = _made(cover=str(picture))
    wanted = _made(cover=str(picture), theme="modern")
    picture.unlink()

    assert _remade(made, theme="modern") == wanted
    assert _remade(made, cover="none") == _made()


def test_a_cover_that_is_gone_is_to_be_chosen_anew(tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    picture.write_bytes(png())
    files = packing.unpacked(_made(cover=str(picture)))
    del files["EPUB/images/cover.jpg"]

    with pytest.raises(OptionsError, match="not in it any more"):
        _remade(packing.packed(files), theme="modern")


@pytest.mark.parametrize(
    "changes",
    [
        {"language": "fr"},
        {"spacing": "keep"},
        {"work_skin": "off"},
        {"calm_marks": True},
        {"smarten": True},
        {"images": "drop"},
        {"footnotes": "keep"},
    ],
)
def test_what_only_the_source_can_give_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(OptionsError, match="cannot be changed without the source") as caught:
        _remade(_made(), **changes)

    assert "from its source" in caught.value.hint


def test_what_does_nothing_is_not_refused() -> None:
    assert _remade(_made(), spacing="auto", template="{id}") == _made()


def test_notes_that_were_left_out_do_not_come_back() -> None:
    with pytest.raises(OptionsError, match="the notes were left out"):
        _remade(_made(notes="drop"), notes="around")


def test_notes_that_the_text_refers_to_are_not_left_out() -> None:
    work = several("Storm", chapter(1, body="<p>A tide[1] comes.</p>", endnotes="<p>[1] Of water.</p>"), chapter(2))
    options = Options(cover="none")
    made = epub_bytes(fic2epub.build(fic2epub.read(render(work, Era.D9), options), options))

    with pytest.raises(OptionsError, match="marks in the text refer to"):
        _remade(made, notes="drop")


def test_footnotes_may_be_kept_where_there_are_none() -> None:
    def made(**chosen: Any) -> bytes:
        options = Options(cover="none", **chosen)
        work = several("Calm", chapter(1, body="<p>A tide comes.</p>"), chapter(2, body="<p>It goes.</p>"))
        return epub_bytes(fic2epub.build(fic2epub.read(render(work, Era.D9), options), options))

    assert _remade(made(), footnotes="keep") == made(footnotes="keep")


@pytest.mark.parametrize("content", [b"<html>", render(_WORK, Era.D9), packing.packed({"a.txt": "b"})])
def test_what_is_no_book_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(NotAWork, match="no book that fic2epub made"):
        _remade(content, theme="plain")


def test_a_kepub_stays_one() -> None:
    kobos = kepub_bytes(_made()).content

    remade = remake(Source(data=kobos, name="book.kepub.epub"), {"theme": "plain"})

    assert content_of(remade.book) == content_of(_book(theme="plain", device="kobo"))


def test_a_damaged_kepub_is_none_of_ours() -> None:
    files = packing.unpacked(kepub_bytes(_made()).content)
    with pytest.raises(NotAWork):
        _remade(packing.packed({name: content for name, content in files.items() if "container" not in name}))


def test_a_book_of_anybody_else_is_refused() -> None:
    files = packing.unpacked(_made())
    renamed = {
        name.replace("about", "preface"): content.replace(b"about", b"preface") for name, content in files.items()
    }

    with pytest.raises(NotAWork):
        _remade(packing.packed(renamed), theme="plain")


def test_a_book_from_a_stream_has_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(_made())))

    with pytest.raises(OptionsError, match="has no place"):
        fic2epub.restyle("-", theme="plain")


def _spoiled(change: Callable[[dict[str, bytes]], object]) -> bytes:
    files = packing.unpacked(_made())
    change(files)
    return packing.packed(files)


def _replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new)

    return _spoiled(change)


def test_a_book_without_a_record_is_made_of_its_pages() -> None:
    book = _spoiled(lambda files: files.pop(_RECORD))

    assert "R090" in _codes(book, cover="none")
    assert (
        packing.unpacked(_remade(book, cover="none", notes="end"))["EPUB/text/chapter-0001.xhtml"]
        == (packing.unpacked(_made(notes="end"))["EPUB/text/chapter-0001.xhtml"])
    )


@pytest.mark.parametrize("spoiled", [b"{", b'{"fic2epub": 99}', b"\xff"])
def test_a_record_that_is_of_no_use_is_told(spoiled: bytes) -> None:
    book = _spoiled(lambda files: files.update({_RECORD: spoiled}))

    assert "R090" in _codes(book, cover="none")
    assert "R090" in {one.code for one in fic2epub.read(book).notices}
    assert fic2epub.read(book).metadata.title == "Storm"


def test_a_text_that_somebody_changed_is_read_as_any_is() -> None:
    book = _replaced("EPUB/text/chapter-0002.xhtml", b"It goes.", b"It <script>x()</script>stays.")

    remade = remake(Source(data=book, name="book.epub"), {"theme": "plain"}).book

    assert "R091" in {one.code for one in remade.notices}
    text = next(one.xhtml for one in remade.documents if "0002" in one.href)
    assert b"stays." in text
    assert b"script" not in text


@pytest.mark.parametrize("changes", [{"notes": "drop"}, {"footnotes": "keep"}, {"theme": "plain"}])
@pytest.mark.parametrize("old", [b"</body>", b"<section"])
def test_a_chapter_that_is_broken_is_read_as_well_as_it_can_be(old: bytes, changes: dict[str, str]) -> None:
    """Whatever is asked for, and whatever has to be looked at for it."""
    assert "R091" in _codes(_replaced("EPUB/text/chapter-0002.xhtml", old, b""), **changes)


@pytest.mark.parametrize("address", ["javascript:x()", "../../secret", "data:text/html,x", "file:///etc"])
def test_a_record_leads_nowhere_but_to_the_web(address: str) -> None:
    """Anybody can write one, and its addresses become links of the pages."""
    book = _replaced(_RECORD, b"https://archiveofourown.org", address.encode())

    assert "R090" in _codes(book, cover="none")
    assert address.encode() not in packing.unpacked(_remade(book))["EPUB/text/about.xhtml"]


@pytest.mark.parametrize("sign", [b"\\u0000", b"\\u001b", b"\\ud800", b"\\uffff"])
def test_a_record_holds_what_a_page_can(sign: bytes) -> None:
    book = _replaced(_RECORD, b"Invented", sign)

    assert "R090" in _codes(book, cover="none")
    assert _remade(book)


def test_words_that_somebody_mended_stay_mended() -> None:
    book = _replaced("EPUB/text/chapter-0002.xhtml", b"It goes.", b"It went.")

    assert _remade(book, theme="plain") != _made(theme="plain")
    assert _remade(book, theme="plain") == _remade(_remade(book, theme="modern"), theme="plain")


def test_a_chapter_that_somebody_took_out_is_not_there() -> None:
    book = _spoiled(lambda files: files.pop("EPUB/text/chapter-0002.xhtml"))

    assert {"R091", "R063"} <= _codes(book, theme="plain")


def test_options_of_a_book_that_was_changed_are_refused_all_the_same() -> None:
    with pytest.raises(OptionsError):
        _remade(_replaced("EPUB/text/chapter-0002.xhtml", b"It goes.", b"It went."), smarten=True)


def test_a_title_that_somebody_changed_stays() -> None:
    book = _replaced(_PACKAGE, b">Storm</dc:title>", b">Tempest</dc:title>")

    remade = remake(Source(data=book, name="book.epub"), {"notes": "end"}).book

    assert remade.metadata.title == "Tempest"
    assert "R092" in {one.code for one in remade.notices}
    assert fic2epub.read(book).metadata.title == "Tempest"
    assert _codes(_remade(book, notes="end"), theme="plain").isdisjoint({"R090", "R091", "R092"})


def test_subjects_that_somebody_changed_stay_unless_others_are_asked_for() -> None:
    book = _replaced(_PACKAGE, b">Fan fiction</dc:subject>", b">Sea</dc:subject>")

    assert remake(Source(data=book, name="x"), {"theme": "plain"}).book.subjects[0] == "Sea"
    assert _remade(_remade(book, theme="plain"), theme="classic") == _remade(book, theme="classic")
    assert _remade(book, shelf="Fan fiction") == _made()


def test_errors_are_of_the_family(tmp_path: Path) -> None:
    with pytest.raises(Fic2EpubError, match="there is no such file"):
        restyle(tmp_path / "none.epub", theme="plain")
