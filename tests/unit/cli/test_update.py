"""`fic2epub update`: a book and a newer save, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fic2epub.cli import main
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.works import Era

_WIND = chapter(1, "Wind", "<p>The wind came up. Nobody minded it.</p><p>Then it fell.</p>")
_RAIN = chapter(2, "Rain", "<p>Rain ran down the glass all day.</p><p>The baker sold nothing but bread.</p>")
_SNOW = chapter(3, "Snow", "<p>Snow lay on the platform in the morning.</p><p>The 7:15 was late.</p>")
_HAIL = chapter(2, "Hail", "<p>Hail fell on the tin roof of the shed.</p><p>It sounded like a drum.</p>")


def run(*words: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as end:
        main(list(words))
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A book of two chapters in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("old.html").write_bytes(render(several("Storm", _WIND, _RAIN), Era.D9))
    assert run("old.html", "--no-cover", "-o", "Storm.epub") == 0
    capsys.readouterr()
    return tmp_path / "Storm.epub"


def _save(*chapters: object, name: str = "new.html") -> str:
    Path(name).write_bytes(render(several("Storm", *chapters), Era.D9))  # type: ignore[arg-type] - fake chapters
    return name


def test_a_book_is_updated_where_it_stands(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    edited = chapter(2, "Rain at last", "<p>Rain ran down the glass all day.</p><p>The baker sold three loaves.</p>")
    assert run("update", "Storm.epub", _save(_WIND, edited, _SNOW)) == 0

    told = capsys.readouterr()
    assert told.out == "Storm.epub\n"
    lines = told.err.splitlines()
    assert "new: chapter 3: Snow" in lines
    assert "retitled: chapter 2: Rain at last (before: Rain)" in lines
    assert any(line.startswith("edited: chapter 2: Rain at last (1 line in, 1 out)") for line in lines)
    assert book.read_bytes() != before


def test_nothing_new_changes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert run("update", "Storm.epub", "old.html") == 0
    assert "no chapter has changed" in capsys.readouterr().err
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("new", "moved"),
    [
        ((_WIND, _HAIL, chapter(3, _RAIN.title, _RAIN.body)), "1 chapter has another number now"),
        (
            (chapter(1, _HAIL.title, _HAIL.body), chapter(2, _WIND.title, _WIND.body), chapter(3, "Rain", _RAIN.body)),
            "2 chapters have other numbers now",
        ),
    ],
)
def test_chapters_that_have_moved_are_counted(
    new: tuple[object, ...], moved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("update", "Storm.epub", _save(*new)) == 0
    assert moved in capsys.readouterr().err


def test_another_place_is_never_overwritten_unasked(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    new = _save(_WIND, _RAIN, _SNOW)
    Path("other.epub").write_bytes(b"a book of somebody else's")
    assert run("update", "Storm.epub", new, "-o", "other.epub") != 0
    assert Path("other.epub").read_bytes() == b"a book of somebody else's"
    assert run("update", "Storm.epub", new, "-o", "books/", "--quiet") == 0
    told = capsys.readouterr()
    assert Path(told.out.strip()).parent == Path("books")
    assert book.read_bytes() == before
    assert run("update", "Storm.epub", new, "-o", "Storm.epub") == 0
    assert book.read_bytes() == Path(told.out.strip()).read_bytes()


def test_programs_are_told_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update", "Storm.epub", _save(_WIND, _RAIN, _SNOW), "--json", "--quiet") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == "Storm.epub"
    assert [(one["kind"], one["number"]) for one in told["changes"]] == [("new", 3)]
    assert all(one["code"] for one in told["notices"])


def test_json_and_the_book_cannot_both_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update", "Storm.epub", "old.html", "--json", "-o", "-") == 2
    assert "cannot both go to standard output" in capsys.readouterr().err


def test_a_folder_of_two_works_is_no_save(capsys: pytest.CaptureFixture[str]) -> None:
    Path("saves").mkdir()
    _save(_WIND, _RAIN, _SNOW, name="saves/a.html")
    (Path("saves") / "b.html").write_bytes(render(several("Calm", _WIND, work_id="99"), Era.D9))
    assert run("update", "Storm.epub", "saves") == 2
    assert "there are 2 works among these saves" in capsys.readouterr().err


def test_what_is_no_book_of_ours_is_refused_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("update", "old.html", "old.html") != 0
    assert "old.html" in capsys.readouterr().err
