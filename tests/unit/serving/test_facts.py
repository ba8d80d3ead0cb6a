"""What books say of themselves, whoever made them; and that nothing they say does harm."""

from __future__ import annotations

import os
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image

from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError, ReadingError, SourceError
from fic2epub.pipeline import build, read
from fic2epub.serving import opds1, opds2
from fic2epub.serving.facts import Facts, facts_of, picture_in
from fic2epub.serving.shelf import entry_of
from fic2epub.serving.thumbnails import THUMBNAIL, shown
from tests.ao3.cases import named
from tests.ao3.epubs.calibre import calibre_epub
from tests.ao3.epubs.fanficfare import fanficfare_epub
from tests.ao3.works import Era, FakeChapter, FakeWork
from tests.unit.serving.shelves import book, broken_books, picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MANY = 20_000 if os.environ.get("CI") else 400


_CALIBRE_SERIES = "<meta name='calibre:series' content='Lamps'/>"
_COLLECTION = "<meta property='belongs-to-collection' id='s'>Tides</meta>"


def _facts(metadata: str = "", **parts: object) -> Facts:
    return facts_of(book(metadata=metadata, **parts), "file")  # type: ignore[arg-type]


def test_a_book_of_ours_tells_all() -> None:
    work = read(named("era-d8-several").source())
    facts = facts_of(epub_bytes(build(work)), "x")
    known = work.metadata
    assert facts.title == known.title
    assert facts.creators == tuple(creator.name for creator in known.creators)
    assert facts.fandoms == known.fandoms
    assert (facts.words, facts.work_id) == (known.words, known.work_id)
    assert (facts.series, facts.series_index) == (known.series[0].name, float(known.series[0].position))
    assert (facts.published, facts.updated) == (str(known.published), str(known.updated))
    assert facts.cover == "EPUB/images/cover.jpg"


_WORK = FakeWork(
    title="The Lamp",
    fandoms=("The Harbour Band", "A & B, the Ferry"),
    words=12_345,
    chapters=tuple(FakeChapter(position=place, body="<p>Fog.</p>") for place in (1, 2)),
)


@pytest.mark.parametrize("made", [lambda: calibre_epub(_WORK, Era.D11), lambda: fanficfare_epub(_WORK)])
def test_fandoms_and_words_of_other_makers(made: Callable[[], bytes]) -> None:
    facts = facts_of(made(), "file")
    assert facts.title == "The Lamp"
    assert facts.words == 12_345
    parted = tuple(name for fandom in _WORK.fandoms for name in fandom.split(", "))
    assert facts.fandoms in {_WORK.fandoms, parted}  # FanFicFare parts names with what may be in them


def test_labels_are_looked_for_in_those_books_only() -> None:
    page = "<html><body><dl><dt>Fandoms:</dt><dd><a>The Harbour Band</a></dd></dl></body></html>"
    assert _facts("<dc:publisher>Archive of Our Own</dc:publisher>", files={"OPS/one.xhtml": page}).fandoms
    assert _facts("<dc:publisher>Another</dc:publisher>", files={"OPS/one.xhtml": page}).fandoms == ()


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ('<dc:title id="m">Second</dc:title><meta refines="#m" property="title-type">main</meta>', "Second"),
        ("", "The Long Way Round"),
    ],
)
def test_the_main_title(metadata: str, title: str) -> None:
    assert _facts(metadata).title == title


def test_what_no_name_is_to_hold() -> None:
    facts = facts_of(book("A\u202eB\u0085C\u2066  D\n E"), "file")
    assert facts.title == "ABC D E"
    assert facts_of(book("\u202e"), "The\u202e File").title == "The File"
    assert facts_of(book(" "), "").title == "Untitled"
    long = facts_of(book("x" * 5000, metadata="<dc:subject>y</dc:subject>" * 500), "file")
    assert len(long.title) == 300
    assert long.subjects == ("y",)


@pytest.mark.parametrize(
    ("metadata", "name", "value"),
    [
        ("<dc:language>en-GB</dc:language>", "language", "en-GB"),
        ("<dc:language>UND</dc:language>", "language", ""),
        ("<dc:language>English, mostly</dc:language>", "language", ""),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", "published", ""),
        ("<dc:date>2019-03</dc:date>", "published", "2019-03"),
        ("<dc:source>javascript:alert(1)</dc:source>", "source", ""),
        ("<dc:source>https://archiveofourown.org/collections/c/works/77?x</dc:source>", "work_id", "77"),
        ("<dc:source>https://archiveofourown.org.evil.example/works/77</dc:source>", "work_id", ""),
        (f"{_CALIBRE_SERIES}<meta name='calibre:series_index' content='nan'/>", "series_index", None),
        (f"{_COLLECTION}<meta refines='#s' property='collection-type'>set</meta>", "series", ""),
        (f"{_COLLECTION}<meta refines='#s' property='collection-type'>series</meta>", "series", "Tides"),
        (_COLLECTION + _CALIBRE_SERIES, "series", "Lamps"),
        ("<dc:description>a &lt; b and c &gt; d</dc:description>", "summary", "a < b and c > d"),
        ("<dc:description>&lt;script&gt;x()&lt;/script&gt;Tea</dc:description>", "summary", "Tea"),
    ],
)  # fmt: skip
def test_single_facts(metadata: str, name: str, value: object) -> None:
    assert getattr(_facts(metadata), name) == value


@pytest.mark.parametrize(
    "recorded", [{"fandoms": "x", "words": "many"}, {"fandoms": [1, None, ["x"]], "words": -5}, {"words": True, "x": 1}]
)
def test_a_record_is_believed_as_far_as_it_is_one(recorded: dict[str, object]) -> None:
    facts = _facts(recorded=recorded)
    assert (facts.fandoms, facts.words) == ((), 0)


def test_covers_are_told_in_three_ways() -> None:
    entry = '<item id="{}" href="p.png" media-type="image/png"/>'
    files = {"OPS/p.png": picture()}
    assert _facts('<meta name="cover" content="x"/>', manifest=entry.format("x"), files=files).cover == "OPS/p.png"
    assert _facts(manifest=entry.format("Cover"), files=files).cover == "OPS/p.png"
    assert _facts(manifest=entry.format("x"), files=files).cover == ""
    drawing = '<item id="cover" href="p.svg" media-type="image/svg+xml"/>'
    assert _facts(manifest=drawing, files={"OPS/p.svg": "<svg/>"}).cover == ""
    assert picture_in(book(files=files), "OPS/p.png") == picture()
    assert picture_in(book(files=files), "OPS/q.png") is None
    assert picture_in(b"PK\x03\x04", "OPS/p.png") is None


@pytest.mark.parametrize("name", list(broken_books()))
def test_what_is_no_book(name: str) -> None:
    with pytest.raises((ReadingError, SourceError)):
        facts_of(broken_books()[name], name)


def _damaged() -> Iterator[bytes]:
    """Books in which a few bytes are others, as they are and as whoever means harm would choose them."""
    chance = Random(5)  # noqa: S311 - the same each time
    known = "<dc:creator>A</dc:creator><dc:language>en</dc:language>"
    whole = (book("Fog", metadata=known, recorded={"words": 5}, cover=picture()), calibre_epub(_WORK, Era.D11))
    pieces = (
        b"<",
        b">",
        b"&",
        b'"',
        b"]]>",
        b"<!--",
        b"\0",
        b"\xff\xfe",
        b"&#x202e;",
        b"../",
        b"<!DOCTYPE",
        b"PK\x05\x06",
    )
    while True:
        made = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 5)):
            place = chance.randrange(len(made))
            piece = chance.choice(pieces) if chance.random() < 0.5 else chance.randbytes(chance.randrange(1, 5))
            made[place : place + len(piece)] = piece
        yield bytes(made)


def test_damage_is_told_and_what_can_be_read_can_be_shown() -> None:
    shown = 0
    for content in islice(_damaged(), _MANY):
        try:
            facts = facts_of(content, "file")
        except Fic2EpubError:
            continue
        entry = entry_of(facts, "k" * 20, len(content), Path("book.epub"), ("e" * 32, "2023-11-14T22:13:20Z"))
        etree.fromstring(opds1.entry_bytes(entry, "/opds"))
        opds2.publication_bytes(entry, "/opds2")
        shown += 1
    assert _MANY * 0.05 < shown < _MANY


def test_an_archive_of_something_else() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("letter.txt", "Dear Ines")
    with pytest.raises(SourceError, match="no EPUB"):
        facts_of(packed.getvalue(), "x")


def test_rights_are_told() -> None:
    facts = _facts("<dc:rights>All rights remain.</dc:rights><dc:publisher>The House</dc:publisher>")
    entry = entry_of(facts, "k" * 20, 1, Path("x.epub"), ("e", "2023-11-14T22:13:20Z"))
    told = etree.fromstring(opds1.entry_bytes(entry, "/opds"))
    assert "All rights remain." in [part.text for part in told]
    assert "The House" in [part.text for part in told]


def _painted(form: str, mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.effect_noise((300, 400), 80).convert(mode).save(made, form)
    return made.getvalue()


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *(("JPEG", mode) for mode in ("L", "RGB", "CMYK")),
        *(("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("GIF", mode) for mode in ("L", "P")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_covers_of_all_kinds_are_shown_as_jpeg(form: str, mode: str) -> None:
    for size, expected in ((THUMBNAIL, (180, 240)), (None, (300, 400))):
        made = shown(_painted(form, mode), size)
        assert made is not None
        assert made.startswith(b"\xff\xd8")
        assert Image.open(BytesIO(made)).size == expected


def test_what_is_no_cover() -> None:
    assert shown(b"<svg xmlns='http://www.w3.org/2000/svg'/>", None) is None
    assert shown(b"a letter", None) is None
    assert shown(_painted("TIFF"), None) is None
    assert shown(_painted("JPEG")[:200], None) is None
