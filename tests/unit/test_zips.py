"""Archives come out the same every time, and bear no name that a reader trips over."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from fic2epub import packing, zips
from fic2epub.errors import BuildingError
from fic2epub.zips import Archive

WORDS = b"The lamp was lit at six and burned until the boats came home. " * 40


def archive(*entries: tuple[str, bytes | str], modified: str = "2021-05-06T07:08:09Z") -> bytes:
    made = Archive(modified)
    made.writestr("mimetype", "application/epub+zip")
    for name, content in entries:
        made.writestr(name, content)
    return made.to_bytes()


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(content))


def test_mimetype_can_be_read_without_unpacking() -> None:
    content = archive(("EPUB/a.xhtml", WORDS))
    assert content[:4] == b"PK\x03\x04"
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    assert opened(content).infolist()[0].compress_type == zipfile.ZIP_STORED


def test_what_goes_in_comes_out() -> None:
    entries = {"EPUB/a.xhtml": WORDS, "EPUB/b.txt": b"", "EPUB/images/c.jpg": b"\xff\xd8" * 500}
    with opened(archive(*entries.items())) as book:
        assert book.testzip() is None
        assert {name: book.read(name) for name in book.namelist()[1:]} == entries


def test_text_is_written_as_utf8() -> None:
    assert opened(archive(("EPUB/a.txt", "海"))).read("EPUB/a.txt") == "海".encode()


def test_text_is_deflated_and_pictures_are_stored() -> None:
    content = archive(
        ("EPUB/a.xhtml", WORDS), ("EPUB/c.jpg", WORDS), ("EPUB/d.png", WORDS), ("EPUB/e.gif", WORDS), ("f.woff", WORDS)
    )
    methods = [entry.compress_type for entry in opened(content).infolist()]
    assert methods == [0, zipfile.ZIP_DEFLATED, 0, 0, 0, 0]


def test_what_deflating_would_make_larger_is_stored() -> None:
    assert opened(archive(("EPUB/a.txt", b"ab"))).getinfo("EPUB/a.txt").compress_type == zipfile.ZIP_STORED


def test_every_entry_has_the_books_date_and_a_plain_mode() -> None:
    for entry in opened(archive(("EPUB/a.xhtml", WORDS))).infolist():
        assert entry.date_time == (2021, 5, 6, 7, 8, 8)
        assert entry.create_system == 3
        assert entry.external_attr >> 16 == 0o100644
        assert entry.extra == b""
        assert entry.flag_bits == 0


@pytest.mark.parametrize(
    ("modified", "date"),
    [
        ("1969-07-20T20:17:40Z", (1980, 1, 1, 0, 0, 0)),
        ("1980-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)),
        ("2107-12-31T23:59:58Z", (2107, 12, 31, 23, 59, 58)),
        ("2300-01-01T00:00:00Z", (2107, 12, 31, 0, 0, 0)),
    ],
)
def test_a_date_that_no_zip_file_can_tell_becomes_the_nearest(modified: str, date: tuple[int, ...]) -> None:
    assert opened(archive(modified=modified)).infolist()[0].date_time == date


def test_the_same_entries_give_the_same_bytes() -> None:
    assert archive(("EPUB/a.xhtml", WORDS)) == archive(("EPUB/a.xhtml", WORDS))


def test_two_threads_pack_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(f"EPUB/{number}.xhtml", WORDS * (number % 7)) for number in range(60)]
    alone = archive(*entries)
    monkeypatch.setattr(packing, "_LARGE", 0)
    assert archive(*entries) == alone


@pytest.mark.parametrize(
    "name", ["EPUB/a b.xhtml", "EPUB/é.xhtml", "/etc/passwd", "../a", "EPUB/../../a", "EPUB/", "", "a\\b", ".a"]
)
def test_a_name_that_readers_cannot_bear_is_refused(name: str) -> None:
    with pytest.raises(BuildingError):
        archive((name, b""))


def test_names_are_unique_without_regard_to_case() -> None:
    with pytest.raises(BuildingError, match="same name"):
        archive(("EPUB/a.xhtml", b""), ("EPUB/A.xhtml", b""))


def test_nothing_comes_before_the_mimetype() -> None:
    with pytest.raises(BuildingError, match="mimetype"):
        Archive("2021-05-06T07:08:09Z").writestr("EPUB/a.xhtml", b"")


def test_more_entries_than_a_zip_file_counts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_ENTRIES", 3)
    assert archive(("a", b""))
    with pytest.raises(BuildingError, match="more than an archive holds"):
        archive(("a", b""), ("b", b""))


def test_more_bytes_than_a_zip_file_counts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_BYTES", 1000)
    with pytest.raises(BuildingError, match="4 GiB"):
        archive(("EPUB/a.xhtml", WORDS))
