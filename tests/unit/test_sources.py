"""Where bytes come from, and which bytes are refused before anything is parsed."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from fic2epub.errors import NotAWork, ReadingError, SourceError
from fic2epub.model import Source
from fic2epub.sources import open_source, opening

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<!DOCTYPE html><p>A lamp."


def test_a_path_gives_its_bytes_name_and_folder(tmp_path: Path) -> None:
    """The folder is where pictures beside it are looked for."""
    (tmp_path / "lamp.html").write_bytes(PAGE)
    os.utime(tmp_path / "lamp.html", (1_700_000_000, 1_700_000_000))
    assert open_source(tmp_path / "lamp.html") == Source(
        data=PAGE, name="lamp.html", folder=tmp_path, saved=date(2023, 11, 14)
    )


def test_bytes_and_sources_are_taken_as_they_are() -> None:
    """No disk is touched."""
    source = Source(data=PAGE, name="mine")
    assert open_source(source) is source
    assert open_source(PAGE).data == PAGE


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere on a command line."""

    class Stream:
        buffer = io.BytesIO(PAGE)

    monkeypatch.setattr(sys, "stdin", Stream())
    assert open_source("-") == Source(data=PAGE, name="-")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"The Lamp" + b"\0" * 52 + b"BOOKMOBI", "Kindle or Mobipocket book"),
        (b"The Lamp" + b"\0" * 52 + b"TEXtREAd", "Palm book"),
        (b"TPZ0\0\0", "Kindle book"),
        (b"CONT\x02\0\0", "KFX"),
        (b"\xeaDRMION\xee", "KFX"),
        (b"ITSF\x03\0", "LIT, CHM"),
        (b"bplist00", "Safari"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE plist PUBLIC ''>\n<plist><dict><key>WebMainResource</key>", "Safari"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"RIFF\1\2\3\4WEBPVP8 ", "picture"),
        (b"\0\0\0\x20ftypavif", "picture"),
        (b"\0\0\0\x20ftypisom", "film"),
        (b"ID3\x04\0", "sound"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"a.html".ljust(257, b"\0") + b"ustar", "tar"),
        (b"\x7fELF", "program"),
        (b"\x00" * 5000, "binary"),
        (b"<p>text\x00\x01\x02", "binary"),
    ],
)
def test_files_that_cannot_be_html_are_refused(content: bytes, said: str, tmp_path: Path) -> None:
    """With words that say what the file is."""
    path = tmp_path / "x.html"
    path.write_bytes(content)
    for source in (path, content):
        with pytest.raises(SourceError, match=said) as caught:
            open_source(source)
        assert caught.value.where


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"x" * 60 + b"BOOKMOBI", b"TPZ0", b"CONT\x02\0", b"{\\rtf1"])
def test_other_downloads_are_refused_with_advice(content: bytes) -> None:
    """The archive offers the same work as HTML and EPUB."""
    with pytest.raises(NotAWork) as caught:
        open_source(content)
    assert caught.value.exit_code == 11
    assert caught.value.hint == "choose HTML (or EPUB) among the archive's downloads"


@pytest.mark.parametrize(
    "text",
    [
        "RIFF raff",
        "ID3 is a tag",
        "MZ and PZ",
        "BM",
        "CONTINUED",
        "II. The Lamp",
        "TPZ is a word",
        "%PDF",
        "7zip",
        "AT&T",
    ],
)
def test_text_that_begins_like_something_else_is_text(text: str) -> None:
    assert open_source(text.encode()).data == text.encode()


def test_a_folder_is_refused_with_advice(tmp_path: Path) -> None:
    """The hint shows how to name its files."""
    with pytest.raises(SourceError, match="folder") as caught:
        open_source(tmp_path)
    assert "*.html" in caught.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With the path as it was given."""
    with pytest.raises(SourceError, match="no such file") as caught:
        open_source(tmp_path / "gone.html")
    assert caught.value.where.endswith("gone.html")


def test_a_file_that_may_not_be_read_is_an_error_of_ours(tmp_path: Path) -> None:
    """Whatever the system says of it (here: a name longer than it takes)."""
    with pytest.raises(SourceError, match="cannot be read"):
        open_source(tmp_path / ("x" * 300))


def test_too_much_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for files and for bytes."""
    monkeypatch.setattr(opening, "LARGEST", 5000)
    (tmp_path / "big.html").write_bytes(b"x" * 10000)
    for source in (tmp_path / "big.html", b"x" * 10000):
        with pytest.raises(SourceError, match="larger than"):
            open_source(source)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_characters_are_not_binary(codec: str) -> None:
    """Their zero bytes are half of them, or more."""
    assert open_source("<p>A lamp, lit at six.".encode(codec)).data


def test_mhtml_and_epubs_are_for_their_readers() -> None:
    """Nothing of them is looked into here."""
    message = b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"
    assert open_source(message).data == message
    book = b"PK\x03\x04" + bytes(22) + b"\x08\0\0\0mimetypeapplication/epub+zip cut"
    assert open_source(book).data == book


def test_a_zip_that_is_damaged_is_an_error_of_ours() -> None:
    with pytest.raises(ReadingError, match="damaged or cut off"):
        open_source(b"PK\x03\x04rest")


def test_not_a_work_has_its_own_code() -> None:
    """Scripts tell a missing file from a wrong one by the exit code."""
    with pytest.raises(NotAWork) as caught:
        open_source(b"%PDF-1.7")
    assert caught.value.exit_code == 11
