"""Where bytes come from, and which bytes are refused before anything is parsed."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from fic2epub.errors import NotAWork, SourceError
from fic2epub.model import Source
from fic2epub.sources import open_source, opening

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<!DOCTYPE html><p>A lamp."


def test_a_path_gives_its_bytes_name_and_folder(tmp_path: Path) -> None:
    """The folder is where pictures beside it are looked for."""
    (tmp_path / "lamp.html").write_bytes(PAGE)
    assert open_source(tmp_path / "lamp.html") == Source(data=PAGE, name="lamp.html", folder=tmp_path)


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
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x00" * 5000, "binary"),
        (b"<p>text\x00\x01\x02", "binary"),
        (b"The Lamp" + b"\x01" * 52 + b"BOOKMOBI", "Kindle"),
        (b"bplist00", "Safari"),
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


def test_utf_16_is_not_binary() -> None:
    """Its zero bytes are half of its characters."""
    assert open_source("<p>A lamp.".encode("utf-16")).data


def test_not_a_work_has_its_own_code() -> None:
    """Scripts tell a missing file from a wrong one by the exit code."""
    with pytest.raises(NotAWork) as caught:
        open_source(b"%PDF-1.7")
    assert caught.value.exit_code == 11
