"""Chapters that come in between others: in the document of the one before, so that no document is counted more."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.book.plan import homes_of
from fic2epub.editions import edition_of
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError
from fic2epub.kepub import kepub_bytes, undone_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.restyling import remake
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.epubs.packing import packed as packing
from tests.ao3.works import Era
from tests.places.measuring import tried

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ao3.works import FakeChapter, FakeWork

_TEXTS = {
    "Wind": "<p>Wind came up from the sea. Wona minded it not.</p><p>Wuno fell asleep.</p>",
    "Rain": "<p>Rain ran down the glass. Ruvo sold bread.</p><p>Ramu went home.</p>",
    "Snow": "<p>Snow lay on the platform. Sova was late.</p><p>Sinu swept it.</p>",
    "Hail": "<p>Hail beat on the roof. Hono counted it.</p><p>Huva slept.</p>",
    "Fog": "<p>Fog hid the harbour. Fina rang the bell.</p><p>Fuso listened.</p>",
}
_NAMES = {name for text in _TEXTS.values() for name in re.findall(r"(?:\. |<p>)(\w+)", text)} - set(_TEXTS)
"""First words of sentences that nothing else begins with."""
_PARTED = 1_100
"""Paragraphs that are too many for one file."""
_LONG = "Wind came up from the sea, and went round the house, and lay down behind it." * 3


@pytest.mark.parametrize(
    ("guests", "homes"),
    [
        ([], []),
        ([False, True, True, False], [0, 0, 0, 3]),
        ([True, False, True], [1, 1, 1]),
        ([True, True], [0, 0]),
    ],
)
def test_a_guest_is_at_home_with_the_one_before(guests: list[bool], homes: list[int]) -> None:
    assert homes_of(guests) == homes


@pytest.mark.parametrize(
    ("notes", "lives"),
    [
        ("around", ("Wind Rain", "Wind Snow Rain")),
        ("end", ("Wind Rain", "Snow Wind Rain")),
        ("appendix", ("Wind Rain", "Snow Hail Wind Fog Rain")),
        ("around", ("Wind Rain", "Wind Snow Rain", "Wind Hail Snow Fog Rain")),
        ("around", ("Wind Rain", "Snow Wind Rain", "Hail Snow Fog Wind Rain")),
        ("appendix", ("Wind Rain", "Wind Snow Rain", "Wind Rain Hail", "Wind Snow Rain Fog Hail")),
    ],
)
def test_every_place_is_kept(notes: str, lives: tuple[str, ...]) -> None:
    book = _book(lives[0], notes=notes)
    for life in lives[1:]:
        newer = fic2epub.update(book, render(_work(life), Era.D9))

        missed = [miss for miss in tried(book, newer.content).misses if miss[2] in _NAMES]

        assert missed == []
        assert "B014" not in {one.code for one in newer.book.notices}
        assert [one.title for one in fic2epub.read(newer.content).chapters] == life.split()
        assert [one for one in _titles(newer.content) if one in life] == life.split()
        assert fic2epub.update(newer.content, render(_work(life), Era.D9)).content == newer.content
        book = newer.content


def test_its_words_are_those_of_the_save() -> None:
    """Whoever makes a new book of it makes the one that the save makes, but for the names of files."""
    made = _updated("Wind Rain", "Snow Wind Fog Rain")

    texts = [
        [one.body.element.xpath("string()") for one in fic2epub.read(given).chapters]
        for given in (made, _book("Snow Wind Fog Rain"))
    ]

    assert texts[0] == texts[1]


def test_another_look_leaves_it_where_it_is() -> None:
    made = _updated("Wind Rain", "Wind Snow Rain")

    modern = epub_bytes(remake(_source(made), {"theme": "modern"}).book)

    assert "text/chapter-0001.xhtml#chapter-2x-title" in _files(modern)["EPUB/nav.xhtml"].decode()
    assert b".fic-guest {" in _files(modern)["EPUB/css/book.css"]
    assert epub_bytes(remake(_source(modern), {"theme": "classic"}).book) == made


def test_a_book_for_kobo_has_guests_too() -> None:
    made = _updated("Wind Rain", "Wind Snow Rain")

    kobo = kepub_bytes(made).content

    assert undone_bytes(kobo).content == made
    newer = fic2epub.update(kobo, render(_work("Wind Snow Hail Rain"), Era.D9)).content
    assert tried(made, undone_bytes(newer).content).misses == ()


def test_links_lead_to_it_and_from_it() -> None:
    linked = {
        "Rain": _TEXTS["Rain"] + '<p>Back <a href="#chapter-2">there</a>.</p>',
        "Snow": '<p id="a">See <a href="#top">above</a> and <a href="#chapter-3">below</a>.</p>',
    }

    made = _files(_updated("Wind Rain", "Wind Snow Rain", linked))

    host, last = (made[f"EPUB/text/chapter-000{number}.xhtml"].decode() for number in (1, 2))
    assert 'href="chapter-0001.xhtml#chapter-2x-title"' in last
    assert 'href="#chapter-2x-title"' in host
    assert 'href="chapter-0002.xhtml#chapter-2-title"' in host
    idents = re.findall(r'\bid="([^"]+)"', host)
    assert len(idents) == len(set(idents))


def test_an_edition_counts_it(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(_updated("Wind Rain", "Wind Snow Rain"))

    edition = edition_of(path)

    assert edition is not None
    assert edition.chapters == 3


@pytest.mark.parametrize(
    ("told", "forged"),
    [
        ('"mark": "0002x"', '"mark": "0002x", "files": -3'),
        ('"guest": true', '"guest": false'),
        ('"title": "Wind"', '"title": "Wind", "guest": true'),
        ('"title": "Rain"', '"title": "Rain", "guest": true'),
        ('"guest": true', '"guest": 1'),
    ],
)
def test_a_record_that_somebody_forged_does_no_harm(told: str, forged: str) -> None:
    files = _files(_updated("Wind Rain", "Wind Snow Rain"))
    record = files["META-INF/fic2epub.json"].decode()
    assert told in record
    files["META-INF/fic2epub.json"] = record.replace(told, forged, 1).encode()
    book = packing({name: content for name, content in files.items() if name != "mimetype"})

    assert [one.title for one in fic2epub.read(book).chapters] == ["Wind", "Snow", "Rain"]
    try:
        made = fic2epub.update(book, render(_work("Wind Snow Hail Rain"), Era.D9)).content
    except Fic2EpubError as error:
        assert error.hint  # noqa: PT017 - either way is right
    else:
        assert [one.title for one in fic2epub.read(made).chapters] == ["Wind", "Snow", "Hail", "Rain"]


def test_a_guest_that_is_removed_leaves_its_title() -> None:
    """B011: in the document of its host."""
    made = fic2epub.update(_updated("Wind Rain", "Wind Snow Rain"), render(_work("Wind Rain"), Era.D9))

    host = _files(made.content)["EPUB/text/chapter-0001.xhtml"]
    assert b"<del>" in host
    assert b"platform" not in host
    assert [one.file for one in made.changes if one.kind == "removed"] == ["chapter-0001"]


def test_what_is_far_too_large_has_a_document_of_its_own() -> None:
    """B014, for then there is one more."""
    large = {
        "Snow": "".join(f"<p>Snow lay on the platform, {place} feet of it, and more.</p>" for place in range(11_000))
    }

    made = fic2epub.update(_book("Wind Rain"), render(_work("Wind Snow Rain", large), Era.D9))

    assert "EPUB/text/chapter-0002x.xhtml" in _files(made.content)
    assert "B014" in {one.code for one in made.book.notices}


def test_a_chapter_that_outgrows_its_file_stays_in_it() -> None:
    """B016: that those behind it keep their places."""
    short, long = ({"Wind": _long(count)} for count in (_PARTED // 2, _PARTED))
    old = epub_bytes(fic2epub.build(fic2epub.read(render(_work("Wind Rain", short), Era.D9)), Options(cover="none")))

    made = fic2epub.update(old, render(_work("Wind Rain", long), Era.D9))

    assert "EPUB/text/chapter-0001-part2.xhtml" not in _files(made.content)
    codes = {one.code for one in made.book.notices}
    assert "B016" in codes
    assert "B014" not in codes
    assert fic2epub.update(made.content, render(_work("Wind Rain", long), Era.D9)).content == made.content
    assert epub_bytes(remake(_source(made.content), {}).book) == made.content


def test_a_parted_chapter_takes_a_guest_into_its_last_file() -> None:
    long = {"Wind": _long(_PARTED)}
    old = epub_bytes(fic2epub.build(fic2epub.read(render(_work("Wind Rain", long), Era.D9)), Options(cover="none")))

    made = fic2epub.update(old, render(_work("Wind Snow Rain", long), Era.D9))

    before, after = _files(old), _files(made.content)
    assert b"platform" in after["EPUB/text/chapter-0001-part2.xhtml"]
    assert before["EPUB/text/chapter-0001.xhtml"] == after["EPUB/text/chapter-0001.xhtml"]
    assert "text/chapter-0001-part2.xhtml#chapter-2x-title" in after["EPUB/nav.xhtml"].decode()
    assert [one.title for one in fic2epub.read(made.content).chapters] == ["Wind", "Snow", "Rain"]
    assert fic2epub.update(made.content, render(_work("Wind Snow Rain", long), Era.D9)).content == made.content


def _long(count: int) -> str:
    return "".join(f"<p>{_LONG} It was the {place}th time.</p>" for place in range(count))


def _work(titles: str, texts: dict[str, str] | None = None) -> FakeWork:
    texts = _TEXTS | (texts or {})
    return several("Storm", *(_chapter(place, name, texts[name]) for place, name in enumerate(titles.split(), 1)))


def _chapter(place: int, name: str, text: str) -> FakeChapter:
    return chapter(place, name, text, notes=f"<p>On {name}.</p>", endnotes=f"<p>After {name}.</p>")


def _book(titles: str, **chosen: Any) -> bytes:
    options = Options(cover="none", **chosen)
    return epub_bytes(fic2epub.build(fic2epub.read(render(_work(titles), Era.D9), options), options))


def _updated(old: str, new: str, texts: dict[str, str] | None = None) -> bytes:
    return fic2epub.update(_book(old), render(_work(new, texts), Era.D9)).content


def _titles(book: bytes) -> list[str]:
    """What the contents call the chapters."""
    nav = _files(book)["EPUB/nav.xhtml"].decode().partition("</nav>")[0]
    entries = re.findall(r'<a href="text/chapter-[^"]*">(.*?)</a>', nav)
    return [re.sub(r"<[^>]*>", "", entry).rpartition(" ")[2] for entry in entries]


def _files(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _source(content: bytes) -> Source:
    return Source(data=content, name="book.epub")
