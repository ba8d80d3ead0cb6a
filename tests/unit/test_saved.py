"""A work of which no date and no address is known: the file that it came in stands for both, in the package alone."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from io import BytesIO
from threading import Thread
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

import pytest

import fic2epub
from fic2epub.days import day_of_time, day_packed, day_written
from fic2epub.epub import epub_bytes
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.sources import find_sources, open_source
from tests.ao3.cases import named
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fic2epub.model import Book

PIECE = b'<div class="userstuff"><p>The lamp was lit.</p></div>'
PLAIN = Options(cover="none")
DAY = date(2024, 5, 1)
DC = "{http://purl.org/dc/elements/1.1/}"
LATE = datetime(2024, 5, 1, 23, 59, tzinfo=UTC).timestamp()


def piece(name: str = "A Lamp.html", saved: date | None = DAY, content: bytes = PIECE) -> Source:
    return Source(data=content, name=name, saved=saved)


def bound(source: Source) -> Book:
    return fic2epub.build(fic2epub.read(source, PLAIN), PLAIN)


def said(book: Book, name: str) -> list[str]:
    """The values of an element of Dublin Core in the package."""
    _, root = package(epub_bytes(book))
    return [element.text or "" for element in root.iter(f"{DC}{name}")]


def codes(book: Book) -> set[str]:
    return {notice.code for notice in book.notices}


def test_the_files_day_and_name_stand_for_those_of_the_work() -> None:
    book = bound(piece())

    assert (said(book, "date"), said(book, "source")) == (["2024-05-01"], ["A Lamp.html"])
    assert book.modified == "2024-05-01T00:00:00Z"
    assert [notice.message for notice in book.notices if notice.code == "R052"] == [
        "no date of the work is known: 2024-05-01, when the file was saved, stands for it"
    ]
    assert book.metadata.published is None
    assert not any(b"2024" in document.xhtml for document in book.documents)


@pytest.mark.parametrize("name", ["-", "(bytes)", "<stdin>", "folder/"])
def test_a_stream_has_neither(name: str) -> None:
    book = bound(piece(name, None))

    assert (said(book, "date"), said(book, "source")) == ([], [])
    assert "R052" not in codes(book)


@pytest.mark.parametrize("era", [Era.D3, Era.D11])
def test_what_the_work_tells_goes_before(era: Era) -> None:
    work = one("A Lamp")
    book = bound(piece(content=render(work, era)))

    assert said(book, "date") == [str(work.published)]
    assert said(book, "source") == [f"https://archiveofourown.org/works/{work.work_id}"]
    assert "R052" not in codes(book)


def test_the_day_of_a_revision_goes_before_the_files() -> None:
    """Whatever became of the day of publication."""
    old = named("era-d6-several").source().replace(b"Published: 2012-12-08", b"Made: 2012-12-08")
    book = bound(piece(content=old))

    assert said(book, "date") == ["2013-02-01"]
    assert "R052" not in codes(book)


def test_a_name_that_no_xml_can_hold_is_written_all_the_same() -> None:
    assert said(bound(piece("a\x01\udcffb.html")), "source") == ["a b.html"]


def test_a_file_of_the_disk_has_the_day_on_which_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "lamp.html"
    path.write_bytes(PIECE)
    os.utime(path, (LATE, LATE))

    assert open_source(path).saved == DAY


def test_a_pipe_with_a_name_has_no_day(tmp_path: Path) -> None:
    """It is written at the moment at which it is read."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = Thread(target=path.write_bytes, args=[PIECE])  # who opens the one end waits for the other
    writer.start()

    assert open_source(path).saved is None
    writer.join()


def _zipped(moment: tuple[int, int, int]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(ZipInfo("saves/lamp.html", (*moment, 12, 0, 0)), PIECE)
    return file.getvalue()


@pytest.mark.parametrize(
    ("moment", "day"), [((2024, 5, 1), DAY), ((1980, 1, 1), None), ((1980, 1, 2), date(1980, 1, 2))]
)
def test_a_file_of_an_archive_has_the_day_that_the_archive_tells(
    tmp_path: Path, moment: tuple[int, int, int], day: date | None
) -> None:
    path = tmp_path / "old.zip"
    path.write_bytes(_zipped(moment))

    (found,) = find_sources(path)

    assert found.open().saved == day


def _message(day: str) -> bytes:
    head = f"From: <Saved by Blink>\nDate: {day}\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    return head.encode() + b"--b\nContent-Type: text/html\n\n" + PIECE + b"\n--b--\n"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 1 May 2024 12:00:00 -0000", DAY),
        ("Thu, 2 May 2024 01:00:00 +0200", DAY),
        ("some day", date(2026, 6, 1)),
        ("Wed, 99 May 2024 12:00:00 -0000", date(2026, 6, 1)),
        ("", date(2026, 6, 1)),
    ],
)
def test_mhtml_tells_when_the_browser_saved_it(written: str, day: date) -> None:
    work = fic2epub.read(piece("lamp.mhtml", date(2026, 6, 1), _message(written)), PLAIN)

    assert work.origin is not None
    assert work.origin.saved == day


def test_a_book_of_a_piece_knows_the_pieces_day_and_name_again() -> None:
    first = bound(piece())

    second = bound(piece("A Lamp - Unknown.epub", date(2026, 6, 1), epub_bytes(first)))

    assert (second.date, second.sources, second.modified) == (first.date, first.sources, first.modified)
    assert "R052" in codes(second)


def test_pieces_that_are_joined_have_the_last_day_and_all_names() -> None:
    (work,) = fic2epub.join([piece("lamp 2.html"), piece("lamp 1.html", date(2024, 6, 2)), piece("lamp 3.html", None)])

    book = fic2epub.build(work, PLAIN)

    assert (said(book, "date"), said(book, "source")) == (["2024-06-02"], ["lamp 1.html", "lamp 2.html", "lamp 3.html"])


@pytest.mark.parametrize(
    ("seconds", "day"),
    [(LATE, DAY), (LATE + 60, date(2024, 5, 2)), (0, None), (-1, None), (1e20, None), (float("nan"), None)],
)
def test_seconds_become_a_day_in_utc(seconds: float, day: date | None) -> None:
    assert day_of_time(seconds) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-05-01", DAY), (" 2024-05-01T22:10:00Z ", DAY), ("2024", None), ("", None), ("1980-01-01", None)],
)
def test_words_become_a_day(text: str, day: date | None) -> None:
    assert day_written(text) == day


@pytest.mark.parametrize(("told", "day"), [((2024, 5, 1), DAY), ((2024, 0, 0), None), ((2024, 2, 30), None)])
def test_numbers_of_an_archive_become_a_day(told: tuple[int, int, int], day: date | None) -> None:
    assert day_packed(*told) == day


def _names(book: Book) -> Iterator[tuple[str, str]]:
    _, root = package(epub_bytes(book))
    for meta in root.iter("{http://www.idpf.org/2007/opf}meta"):
        name = meta.get("name") or meta.get("property") or ""
        if name in {"belongs-to-collection", "group-position", "calibre:series", "calibre:series_index"}:
            yield name, meta.get("content") or meta.text or ""


def test_an_omnibus_of_pieces_is_of_all_their_files() -> None:
    work = fic2epub.omnibus([piece(content=render(one("A"), Era.D11)), piece("b.html"), piece("c.html", None)], PLAIN)
    book = fic2epub.build(work, PLAIN)

    assert said(book, "source") == ["https://archiveofourown.org/works/40000001", "b.html", "c.html"]
    assert list(_names(book)) == []
