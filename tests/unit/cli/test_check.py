"""`fic2epub check`, as it is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fic2epub.checking import READERS, Finding, Harm, check
from fic2epub.cli.check import _READERS
from fic2epub.cli.verbs import run
from fic2epub.targets import DEVICES
from tests.unit.checking.right import changed, packed, right_book

if TYPE_CHECKING:
    from pathlib import Path

_LATIN = changed(right_book(), "OPS/one.xhtml", '<?xml version="1.0" encoding="utf-8"?>\n', "")
_PADDED = changed(right_book(), "OPS/style.css", "p {", "body { color: #333 }\np {")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book that Kindle reads as Latin-1."""
    path = tmp_path / "book.epub"
    path.write_bytes(packed(_LATIN))
    return path


def _check(*words: str | Path) -> int:
    return run(["check", "--no-epubcheck", *map(str, words)])


def test_what_is_found_is_said_and_told_by_the_exit_code(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(book) == 3

    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[0] == f"{book}: found"
    assert "  spoiled K051  the document does not begin with an XML declaration" in said.out
    assert "(OPS/one.xhtml)" in said.out
    assert "                kindle: write <?xml" in said.out
    assert "(--fix does it)" in said.out


def test_a_book_for_another_device_is_fine(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(book, "--for", "koreader") == 0
    assert capsys.readouterr().out == f"{book}: nothing found\n"


def test_what_is_poor_is_told_by_the_code_when_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(packed(_PADDED))

    assert _check(path) == 0
    assert _check(path, "--strict") == 3


def test_a_mended_book_stands_beside_the_other(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()

    assert _check("--fix", book) == 0

    said = capsys.readouterr()
    made = book.with_name("book.fixed.epub")
    assert said.out == f"{made}\n"
    assert "mended" in said.err
    assert "nothing found" in said.err
    assert check(made.read_bytes()) == ()
    assert book.read_bytes() == before


def test_a_right_book_is_not_written_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(packed(right_book()))

    assert _check("--fix", path) == 0
    assert capsys.readouterr().out == ""
    assert [one.name for one in tmp_path.iterdir()] == ["book.epub"]


def test_nothing_is_overwritten_unless_that_is_asked_for(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()

    assert _check("--fix", book, "-o", book) == 50
    assert "--force" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert _check("--fix", book, "-o", book, "--force") == 0
    assert check(book.read_bytes()) == ()


def test_several_books_go_into_a_folder(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.kepub.epub"
    other.write_bytes(packed(_LATIN))

    assert _check("--fix", book, other, "-o", tmp_path / "one.epub") == 2
    assert _check("--fix", book, other, "-o", f"{tmp_path}/mended/", "--for", "kindle") == 0
    assert capsys.readouterr().out == f"{tmp_path}/mended/book.epub\n{tmp_path}/mended/other.kepub.epub\n"
    assert _check("--fix", other, "--for", "kindle") == 0
    assert (tmp_path / "other.fixed.kepub.epub").exists()


def test_one_bad_file_does_not_keep_the_others_from_being_checked(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.epub"
    bad.write_bytes(b"PK\x03\x04")

    assert _check(bad, tmp_path / "none.epub", book) == 20
    said = capsys.readouterr()
    assert "bad.epub: the archive is damaged" in said.err
    assert "K051" in said.out


def test_json_says_all(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check("--json", "--fix", book) == 0

    (report,) = json.loads(capsys.readouterr().out)["books"]
    assert report["book"] == str(book)
    assert report["device"] == "generic"
    assert report["fixed"] == str(book.with_name("book.fixed.epub"))
    assert report["findings"] == []
    assert report["epubcheck"] is False
    (mended,) = report["mended"]
    assert set(mended) == set(Finding._fields)
    assert (mended["code"], mended["harm"], mended["readers"]) == ("K051", "spoiled", ["kindle"])


def test_books_are_checked_for_every_device_that_there_is() -> None:
    assert set(_READERS) == {*DEVICES, "adobe"}
    assert "adobe" in READERS


def test_epubcheck_is_asked_where_it_is_found(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (
        Finding("RSC-005", "OPS/one.xhtml:4", "no such element", "see there", Harm.SPOILED, ("apple",), mendable=False),
        Finding("RSC-005", "OPS/one.xhtml:7", "no such value", "see there", Harm.SPOILED, ("apple",), mendable=False),
    )
    monkeypatch.setattr("fic2epub.checking.judging.judged", lambda _: said)
    assert run(["check", str(book), "--for", "koreader"]) == 3
    told = capsys.readouterr()
    assert "RSC-005  no such element (OPS/one.xhtml:4)" in told.out
    assert "RSC-005  no such value" in told.out
    assert told.err == ""


def test_that_epubcheck_was_not_asked_is_said_once(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fic2epub.checking.judging.judged", lambda _: None)
    assert run(["check", str(book), str(book)]) == 3
    assert capsys.readouterr().err.count("EPUBCheck was not run") == 1
