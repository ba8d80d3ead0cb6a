"""`--join` and `--omnibus`, in this process; tests/commands runs them as people do."""

from __future__ import annotations

from pathlib import Path

import pytest

from fic2epub.cli import main
from tests.ao3.together import TOGETHER


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of saves in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("saves").mkdir()
    for name in ("clock-1", "clock-2", "harbour-1"):
        Path(f"saves/{name}.html").write_bytes(TOGETHER[name])
    Path("saves/busy.html").write_bytes(b"Retry later")


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    """Exit code, lines of standard output, standard error."""
    with pytest.raises(SystemExit) as end:
        main(list(words))
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out.splitlines(), err


def test_each_work_gets_its_book_beside_the_first_source(capsys: pytest.CaptureFixture[str]) -> None:
    code, paths, err = _said(capsys, "saves", "--join", "--no-cover")

    assert (code, paths) == (0, ["saves/The Clock - lampkeeper.epub", "saves/The Harbour - lampkeeper.epub"])
    assert "left out: saves/busy.html: " in err
    assert "missing R071  chapters not given: 3 “Hands”" in err


def test_quiet_says_nothing_but_paths(capsys: pytest.CaptureFixture[str]) -> None:
    code, paths, err = _said(capsys, "saves", "--omnibus", "--quiet", "-o", "books", "--no-cover")

    assert (code, paths, err) == (0, ["books/The Clock and 1 more - lampkeeper.epub"], "")


@pytest.mark.parametrize("target", ["book.epub", "-"])
def test_several_works_have_no_place_in_one_file(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, paths, err = _said(capsys, "saves", "--join", "-o", target, "--no-cover")

    assert (code, paths) == (2, [])
    assert "there are 2 works" in err


def test_a_folder_may_end_like_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("books.epub").mkdir()

    assert _said(capsys, "saves", "--join", "-o", "books.epub", "--no-cover", "--quiet")[1] == [
        "books.epub/The Clock - lampkeeper.epub",
        "books.epub/The Harbour - lampkeeper.epub",
    ]


def test_a_book_goes_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["saves", "--omnibus", "-o", "-", "--no-cover", "--quiet"])

    assert end.value.code == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")


def test_what_stands_at_the_target_is_told_and_the_others_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    Path("books").mkdir()
    Path("books/The Clock - lampkeeper.epub").mkdir()

    code, paths, err = _said(capsys, "saves", "--join", "-o", "books/", "--no-cover", "--quiet")

    assert (code, paths) == (50, ["books/The Harbour - lampkeeper.epub"])
    assert "this is a folder" in err


def test_nothing_but_what_is_left_out_is_no_work(capsys: pytest.CaptureFixture[str]) -> None:
    for path in Path("saves").glob("[ch]*.html"):
        path.unlink()

    for words in (["saves"], ["saves", "--join"], ["saves", "--omnibus", "--quiet"]):
        code, paths, _ = _said(capsys, *words)
        assert (code, paths) == (11, [])


def test_guides_alone_are_no_work(capsys: pytest.CaptureFixture[str]) -> None:
    Path("index.html").write_bytes(TOGETHER["clock-index"])

    code, _, err = _said(capsys, "index.html", "--join")

    assert code == 11
    assert "hold no text" in err
