"""A book and a newer save of its work."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError, NotAWork, OptionsError, WritingError
from fic2epub.kepub import kepub_bytes, undone_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.restyling import remake
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.epubs.packing import packed as packing
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era
from tests.unit.drawn import png

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.updating import Updated
    from tests.ao3.works import FakeChapter, FakeWork

_RECORD = "META-INF/fic2epub.json"
_WIND = "<p>The wind came up. Nobody minded it.</p><p>Then it fell.</p><p>The boats went out again.</p>"
_RAIN = "<p>Rain ran down the glass all day.</p><p>The baker sold nothing but bread.</p>"
_SNOW = "<p>Snow lay on the platform in the morning.</p><p>The 7:15 was late.</p>"
_FIRST = chapter(1, "Wind", _WIND)
_SECOND = chapter(2, "Rain", _RAIN)
_THIRD = chapter(3, "Snow", _SNOW)


def test_a_new_chapter_leaves_all_others_as_they_are() -> None:
    made = _updated([_FIRST, _SECOND], [_FIRST, _SECOND, _THIRD])

    before, after = _files(_book(_FIRST, _SECOND)), _files(made.content)
    assert _kinds(made) == [("new", 3)]
    assert [name for name in before if "/chapter-" in name and before[name] != after[name]] == []


def test_the_same_save_gives_the_same_book() -> None:
    book = _book(_FIRST, _SECOND)

    made = fic2epub.update(book, render(_work(_FIRST, _SECOND), Era.D9))

    assert made.content == book
    assert made.changes == ()


def test_what_has_changed_is_told() -> None:
    made = _updated([_FIRST, _SECOND], [chapter(1, "Gale", _WIND.replace("fell.", "fell at last.")), _SECOND])

    assert [(one.kind, one.title, one.was, one.added, one.dropped) for one in made.changes] == [
        ("retitled", "Gale", "Wind", 0, 0),
        ("edited", "Gale", "", 1, 1),
    ]


def test_a_chapter_that_was_removed_leaves_its_title() -> None:
    """B011: and the files behind it their places and names."""
    made = _updated([_FIRST, _SECOND, _THIRD], [_FIRST, chapter(2, "Snow", _SNOW)])

    files = _files(made.content)
    assert _kinds(made) == [("moved", 2), ("removed", 2)]
    assert "B011" in _codes(made)
    assert b"<del>" in files["EPUB/text/chapter-0002.xhtml"]
    assert b"baker" not in files["EPUB/text/chapter-0002.xhtml"]
    assert b"7:15" in files["EPUB/text/chapter-0003.xhtml"]
    assert [one.number for one in fic2epub.read(made.content).chapters] == [1, 2]


def test_a_chapter_that_was_removed_is_kept_if_asked_for() -> None:
    """B012; and from then on."""
    new = [_FIRST, chapter(2, "Snow", _SNOW)]

    made = _updated([_FIRST, _SECOND, _THIRD], new, keep_removed=True)
    again = fic2epub.update(made.content, render(_work(*new), Era.D9))

    assert "B012" in _codes(made)
    assert b"baker" in _files(made.content)["EPUB/text/chapter-0002.xhtml"]
    assert again.content == made.content
    assert [(one.number, one.removed) for one in fic2epub.read(made.content).chapters] == [
        (1, False), (2, True), (2, False),
    ]  # fmt: skip


def test_a_chapter_comes_back() -> None:
    chapters = [_FIRST, _SECOND, _THIRD]
    gone = _updated(chapters, [_FIRST, chapter(2, "Snow", _SNOW)], keep_removed=True)

    back = fic2epub.update(gone.content, render(_work(*chapters), Era.D9))

    assert ("restored", 2) in _kinds(back)
    assert _files(back.content) == _files(_book(*chapters))


@pytest.mark.parametrize("title", ["Rain", ""])
def test_a_chapter_of_which_only_the_title_was_left_comes_back(title: str) -> None:
    """To its own place: else those behind it would lose theirs, and the contents would name it twice."""
    back = chapter(2, title, _RAIN, summary="<p>It rains.</p>")
    last = chapter(3, "", _SNOW)
    gone = _updated([_FIRST, back, last], [_FIRST, chapter(2, "", _SNOW)])

    made = fic2epub.update(gone.content, render(_work(_FIRST, back, last), Era.D9))

    assert _kinds(made) == [("restored", 2), ("moved", 3)]
    assert _files(made.content) == _files(_book(_FIRST, back, last))


def test_pictures_of_a_chapter_that_is_kept_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    old.write_bytes(render(_work(_FIRST, chapter(2, "", '<p>See: <img src="a.png" alt="A boat"></p>' + _RAIN)), Era.D9))
    new.write_bytes(render(_work(_FIRST, chapter(2, "", _SNOW)), Era.D9))
    book = epub_bytes(fic2epub.build(fic2epub.read(old), Options(cover="none")))

    made = fic2epub.update(book, new, keep_removed=True)

    assert any(name.startswith("EPUB/images/") for name in _files(made.content))


def test_a_chapter_is_told_by_the_archives_number() -> None:
    chapters = [chapter(1, "Wind", _WIND, key="501"), chapter(2, "Rain", _RAIN, key="502")]
    book = epub_bytes(fic2epub.build(fic2epub.read(render_page(_work(*chapters), Age.A2023_04)), Options(cover="none")))

    rewritten = [chapter(1, "Rain", _SNOW, key="502"), chapter(2, "Wind", _WIND, key="501")]
    made = fic2epub.update(book, render_page(_work(*rewritten), Age.A2023_04))

    files = _files(made.content)
    assert b"7:15" in files["EPUB/text/chapter-0002.xhtml"]
    assert b"boats" in files["EPUB/text/chapter-0001.xhtml"]
    assert "B014" in _codes(made)


def test_a_chapter_that_was_written_anew_is_guessed() -> None:
    """B013: most of its words are others, and nothing tells them apart but the number."""
    some = "<p>The wind and the boats, and nobody else: again they went out, then came home late and very tired.</p>"

    made = _updated([chapter(1, "", _WIND), _SECOND], [chapter(1, "", some), _SECOND])

    assert "B013" in _codes(made)
    assert _kinds(made) == [("edited", 1)]


def test_a_chapter_in_between_is_a_guest_of_the_one_before() -> None:
    """No file more is before those behind, and what tells chapters apart finds it all the same."""
    new = [_FIRST, chapter(2, "Snow", _SNOW), chapter(3, "Rain", _RAIN)]
    made = _updated([_FIRST, _SECOND], new)

    files = _files(made.content)
    assert [name[-10:-6] for name in files if "/chapter-" in name] == ["0001", "0002"]
    assert b"7:15" in files["EPUB/text/chapter-0001.xhtml"]
    assert b'href="text/chapter-0001.xhtml#chapter-2x-title"' in files["EPUB/nav.xhtml"]
    assert b'src="text/chapter-0001.xhtml#chapter-2x-title"' in files["EPUB/toc.ncx"]
    assert "B014" not in _codes(made)
    assert [(one.kind, one.number, one.file) for one in made.changes] == [
        ("new", 2, "chapter-0001"), ("moved", 3, "chapter-0002"),
    ]  # fmt: skip
    assert [(one.number, one.title) for one in fic2epub.read(made.content).chapters] == [
        (1, "Wind"), (2, "Snow"), (3, "Rain"),
    ]  # fmt: skip


def test_a_book_whose_text_was_changed_is_updated_all_the_same() -> None:
    """B015: so far that it is not told any more what is what."""
    book = _edited(_book(_FIRST, _SECOND), "EPUB/text/chapter-0001.xhtml", b'"chapter-body"', b'"other"')

    made = fic2epub.update(book, render(_work(_FIRST, _SECOND, _THIRD), Era.D9))

    assert "B015" in _codes(made)
    assert b"7:15" in _files(made.content)["EPUB/text/chapter-0003.xhtml"]
    with pytest.raises(OptionsError, match="nothing of it can be kept"):
        fic2epub.update(book, render(_work(_FIRST, _SECOND), Era.D9), keep_removed=True)


def test_a_title_that_somebody_gave_stays() -> None:
    """R092."""
    book = _edited(_book(_FIRST, _SECOND), "EPUB/package.opf", b">Storm</dc:title>", b">My Storm</dc:title>")

    made = fic2epub.update(book, render(_work(_FIRST, _SECOND, _THIRD), Era.D9))

    assert made.book.metadata.title == "My Storm"
    assert "R092" in _codes(made)


@pytest.mark.parametrize("sentences", ["kobo", "language"])
def test_a_book_for_kobo_stays_one(sentences: str) -> None:
    book = kepub_bytes(_book(_FIRST, _SECOND), sentences=sentences).content
    edited = chapter(1, "Wind", _WIND.replace("<p>Then", "<p>It blew. And how!</p><p>Then"))

    made = fic2epub.update(book, render(_work(edited, _SECOND), Era.D9))

    before, after = (_files(one)["EPUB/text/chapter-0001.xhtml"].decode() for one in (book, made.content))
    for sentence in ("The wind came up. ", "Then it fell.", "The boats went out again."):
        place = before.partition(f">{sentence}<")[0].rpartition('id="')[2]
        assert f'id="{place}>{sentence}<' in after
    assert b"koboSpan" not in _files(undone_bytes(made.content).content)["EPUB/text/chapter-0001.xhtml"]
    assert fic2epub.update(made.content, render(_work(edited, _SECOND), Era.D9)).content == made.content


def test_numbers_for_kobo_are_kept_where_the_book_is_an_epub() -> None:
    edited = chapter(1, "Wind", _WIND.replace("<p>Then", "<p>It blew.</p><p>Then"))
    old = _book(_FIRST, _SECOND)
    new = fic2epub.update(old, render(_work(edited, _SECOND), Era.D9)).content

    before, after = (_files(kepub_bytes(one).content)["EPUB/text/chapter-0001.xhtml"].decode() for one in (old, new))

    place = before.partition(">The boats")[0].rpartition('id="')[2]
    assert f'id="{place}>The boats' in after


@pytest.mark.parametrize(
    ("numbers", "taken"),
    [
        ("kobo 7.1-3 9.1-4 !9", True),
        ("kobo 7.1-9999999 !9", False),
        ("kobo 1.1 1.1", False),
        ("language 7.1-7 !7", False),
    ],
)
def test_numbers_that_are_none_of_ours_do_nothing(numbers: str, *, taken: bool) -> None:
    meta = f'<meta name="fic2epub-kobo" content="{numbers}"/></head>'.encode()
    book = _edited(_book(_FIRST, _SECOND), "EPUB/text/chapter-0001.xhtml", b"</head>", meta)

    made = _files(kepub_bytes(book).content)["EPUB/text/chapter-0001.xhtml"]

    assert (b"kobo.7.1" in made) == taken


def test_options_stay_but_for_those_that_are_named() -> None:
    book = _book(_FIRST, theme="modern", notes="end")

    made = fic2epub.update(book, render(_work(_FIRST, _SECOND), Era.D9), {"notes": "around"})

    assert (made.options.theme, made.options.notes) == ("modern", "around")


def test_another_look_keeps_the_places() -> None:
    edited = chapter(1, "Wind", _WIND.replace("<p>Then", "<p>It blew.</p><p>Then"))
    made = _updated([_FIRST, _SECOND], [edited, _SECOND]).content

    modern = epub_bytes(remake(_source(made), {"theme": "modern"}).book)

    assert b"fic-line" in _files(modern)["EPUB/text/chapter-0001.xhtml"]
    assert epub_bytes(remake(_source(modern), {"theme": "classic"}).book) == made


def test_a_reader_sees_nothing_of_the_places() -> None:
    edited = chapter(1, "Wind", _WIND.replace("<p>Then", "<p>It blew.</p><hr><p>Then"))
    made = _updated([_FIRST, _SECOND], [edited, _SECOND]).content
    options = Options(cover="none")

    again = epub_bytes(fic2epub.build(fic2epub.read(made, options), options))

    assert (
        _files(again)["EPUB/text/chapter-0001.xhtml"] == _files(_book(edited, _SECOND))["EPUB/text/chapter-0001.xhtml"]
    )


def test_another_work_is_refused() -> None:
    other = several("Calm", _FIRST, work_id="77")

    with pytest.raises(WritingError, match="another work: Calm"):
        fic2epub.update(_book(_FIRST), render(other, Era.D9))

    assert fic2epub.update(_book(_FIRST), render(other, Era.D9), force=True).book.metadata.title == "Calm"


def test_an_older_save_is_refused() -> None:
    book = epub_bytes(fic2epub.build(fic2epub.read(render(_work(_FIRST, _SECOND, revised="2020-02-02"), Era.D9))))

    with pytest.raises(WritingError, match="older than the book"):
        fic2epub.update(book, render(_work(_FIRST, revised="2019-02-02"), Era.D9))


def test_a_save_of_some_chapters_is_refused() -> None:
    with pytest.raises(WritingError, match="1 of 3 chapters"):
        fic2epub.update(_book(_FIRST), render(_work(_FIRST, planned=3, posted=3), Era.D9))


def test_an_omnibus_is_no_work() -> None:
    works = [
        render(several(title, _FIRST, work_id=ident), Era.D9) for title, ident in (("Storm", "40000001"), ("B", "2"))
    ]

    with pytest.raises(WritingError, match="omnibus"):
        fic2epub.update(_book(_FIRST), fic2epub.omnibus(works))


def test_an_omnibus_is_updated_too() -> None:
    options = Options(cover="none", title="Both")

    def bound(first: FakeChapter) -> Any:
        return fic2epub.omnibus(
            [render(several(title, first, _SECOND, work_id=one), Era.D9) for title, one in (("A", "1"), ("B", "2"))],
            options,
        )

    book = epub_bytes(fic2epub.build(bound(_FIRST), options))
    edited = chapter(1, "Wind", _WIND.replace("<p>Then", "<p>It blew.</p><p>Then"))

    made = fic2epub.update(book, bound(edited))

    assert b"fic-line" in _files(made.content)["EPUB/text/part-0001-chapter-0001.xhtml"]


def test_only_our_books_are_updated() -> None:
    with pytest.raises(NotAWork, match="no book that fic2epub made"):
        fic2epub.update(b"<p>No book.</p>", render(_work(_FIRST), Era.D9))


def test_a_book_without_a_record_is_refused() -> None:
    files = _files(_book(_FIRST))
    bare = packing({name: content for name, content in files.items() if name not in {_RECORD, "mimetype"}})

    with pytest.raises(NotAWork, match="does not tell how it was made"):
        fic2epub.update(bare, render(_work(_FIRST), Era.D9))


@pytest.mark.parametrize(
    "put",
    [
        f"{'<span class=fic-line>' * 1500}{'</span>' * 1500}".replace("=fic-line", '="fic-line"').encode(),
        b'<section class="fic-added">' * 1500 + b"</section>" * 1500,
        b'<p class="fic-gone"><span class="fic-gone"><p class="fic-gone"/></span></p>',
        b"<p",
        b"\xff\xfe",
    ],
    ids=["lines in lines", "wrappers in wrappers", "all is fic-gone", "not well-formed", "no UTF-8"],
)
def test_a_book_that_somebody_forged_is_updated_or_refused(put: bytes) -> None:
    book = _edited(_book(_FIRST, _SECOND), "EPUB/text/chapter-0001.xhtml", b"<p>Then", put + b"<p>Then")

    try:
        made = fic2epub.update(book, render(_work(_FIRST, _SECOND, _THIRD), Era.D9))
        fic2epub.read(book)
        kepub_bytes(made.content)
    except Fic2EpubError as error:
        assert error.message  # noqa: PT017 - either way is right


def _work(*chapters: FakeChapter, **known: Any) -> FakeWork:
    return several("Storm", *chapters, **known)


def _book(*chapters: FakeChapter, **chosen: Any) -> bytes:
    options = Options(cover="none", **chosen)
    return epub_bytes(fic2epub.build(fic2epub.read(render(_work(*chapters), Era.D9), options), options))


def _updated(old: list[FakeChapter], new: list[FakeChapter], **how: Any) -> Updated:
    return fic2epub.update(_book(*old), render(_work(*new), Era.D9), **how)


def _kinds(made: Updated) -> list[tuple[str, int]]:
    return [(one.kind, one.number) for one in made.changes]


def _codes(made: Updated) -> set[str]:
    return {one.code for one in made.book.notices}


def _files(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _edited(book: bytes, name: str, old: bytes, new: bytes) -> bytes:
    files = _files(book)
    assert old in files[name]
    changed = files | {name: files[name].replace(old, new, 1)}
    return packing({one: content for one, content in changed.items() if one != "mimetype"})


def _source(content: bytes) -> Source:
    return Source(data=content, name="book.epub")
