"""Words in, exit code out."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fic2epub import __version__, pipeline
from fic2epub.cli import main, program
from tests.unit.page import page


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    try:
        main(list(words))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    else:
        code = 0
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def lamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A download in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("lamp.html").write_bytes(page())
    return "lamp.html"


def test_the_version_is_told_before_anything_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    """And in the same words as through the command."""
    assert said(capsys, "--version") == (0, f"fic2epub {__version__}\n", "")
    assert said(capsys, "--version", "--help")[1] == f"fic2epub {__version__}\n"


def test_the_verb_may_be_left_out(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output holds the path and nothing else."""
    assert said(capsys, lamp) == (0, "The Lamp - lampkeeper.epub\n", "")
    assert said(capsys, "convert", "--quiet", lamp) == (0, "The Lamp - lampkeeper.epub\n", "")
    assert said(capsys, "-o", "x.epub", lamp) == (0, "x.epub\n", "")


def test_several_works_go_into_a_folder(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Which is made if need be."""
    Path("wick.html").write_bytes(page("The Wick", work_id="43"))
    code, out, _ = said(capsys, lamp, "wick.html", "-o", "books")
    assert (code, out.split("\n")) == (0, ["books/The Lamp - lampkeeper.epub", "books/The Wick - lampkeeper.epub", ""])


def test_one_bad_work_does_not_keep_the_others_back(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is the first error's."""
    code, out, err = said(capsys, "gone.html", lamp)
    assert (code, out) == (10, "The Lamp - lampkeeper.epub\n")
    assert err == "fic2epub: gone.html: there is no such file\n"


def test_standard_input_to_standard_output(
    lamp: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are those of the file."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(lamp).read_bytes())))
    with pytest.raises(SystemExit) as end:
        main(["-", "-o", "-"])
    assert end.value.code == 0
    streamed = capsysbinary.readouterr().out
    assert streamed == pipeline.convert(lamp).read_bytes()


def test_standard_output_on_a_full_disk(
    lamp: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of ours, as for a file."""

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Full()))
    code, _, err = said(capsys, lamp, "-o", "-")
    assert code == 50
    assert "standard output: cannot be written: No space left" in err


def test_several_books_do_not_go_to_standard_output(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One archive after another is no archive."""
    code, out, err = said(capsys, lamp, lamp, "-o", "-")
    assert (code, out) == (2, "")
    assert "folder" in err


def test_strict_fails_on_notices_and_still_makes_the_book(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The book is right; what is missing is told."""
    Path(lamp).write_bytes(page().replace(b"<dt>Language:</dt>", b"<dt>Tongue:</dt>"))
    code, out, err = said(capsys, "--strict", lamp)
    assert (code, out) == (3, "The Lamp - lampkeeper.epub\n")
    assert "missing R010" in " ".join(err.split())
    assert said(capsys, "--strict", "--language", "en", "--force", lamp)[0] == 0


def test_wrong_words_are_code_two(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the words that would have been right."""
    assert said(capsys)[0] == 2
    assert said(capsys, lamp, "--subjects", "colour")[0] == 2
    assert re.search("Did you mean one of: .*'--force'", said(capsys, lamp, "--forse")[2])
    assert said(capsys, lamp, "--template", "{colour}")[0] == 2


@pytest.mark.parametrize("verb", ["convert", "inspect"])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With its name in it."""
    code, out, _ = said(capsys, verb, "--help")
    assert code == 0
    assert f"fic2epub {verb}" in out


def test_a_bug_is_told_and_not_thrown(
    lamp: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code 1, one line, no traceback."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(pipeline, "publish", broken)
    code, out, err = said(capsys, lamp)
    assert (code, out) == (1, "")
    assert err.startswith("fic2epub has a bug: ZeroDivisionError: oops")
    assert "Traceback" not in err


def test_ctrl_c_is_told(lamp: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the code that shells know."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "publish", interrupt)
    code, _, err = said(capsys, lamp)
    assert code == 130
    assert "nothing is left behind" in err


def test_inspect_says_what_is_sure_and_missing(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For people."""
    Path(lamp).write_bytes(page().replace(b"<dt>Language:</dt>", b"<dt>Tongue:</dt>"))
    code, out, _ = said(capsys, "inspect", lamp)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert code == 0
    assert "sure title The Lamp" in lines
    assert "missing language" in lines
    assert "1 Oil 9 words" in lines


def test_inspect_as_json(lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For programs."""
    code, out, _ = said(capsys, "inspect", "--json", lamp)
    found = json.loads(out)
    assert code == 0
    assert found["facts"]["title"] == {"value": "The Lamp", "known": "sure"}
    assert [creator["name"] for creator in found["facts"]["creators"]["value"]] == ["lampkeeper"]
    assert found["facts"]["progress"]["value"] == {"posted": 2, "planned": 2, "complete": True}
    assert [chapter["number"] for chapter in found["chapters"]["tree"]] == [1, 2]
    assert found["notices"] == []


def test_the_progress_bar_is_for_people_only(
    lamp: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is drawn on a terminal, and leaves standard output alone."""
    Path("wick.html").write_bytes(page("The Wick", work_id="43"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    code, out, _ = said(capsys, lamp, "wick.html")
    assert (code, out.count(".epub\n")) == (0, 2)


@pytest.mark.parametrize(
    ("words", "code", "heard"),
    [
        (["--version"], 0, f"fic2epub {__version__}\n"),
        (["lamp.html", "-o", "x.epub"], 0, "x.epub\n"),
        (["gone.html"], 10, ""),
        (["--nonsense"], 2, ""),
    ],
)
def test_a_process_of_its_own_says_all_before_it_ends(lamp: str, words: list[str], code: int, heard: str) -> None:
    """Through a pipe, too, where nothing is flushed at a line's end."""
    del lamp
    source = Path(__file__).parents[3] / "src"
    ran = subprocess.run(
        [sys.executable, "-m", "fic2epub", *words],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (code, heard)
    assert bool(ran.stderr) == (code != 0)


@pytest.mark.parametrize(("ends", "code"), [(SystemExit(3), 3), (SystemExit(None), 0), (KeyboardInterrupt(), 130)])
def test_the_end_of_a_process_has_the_code_of_its_command(
    ends: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the command ends."""

    def end(*_: object) -> None:
        raise ends

    left: list[int] = []
    monkeypatch.setattr("fic2epub.cli.main", end)
    monkeypatch.setattr(os, "_exit", left.append)
    monkeypatch.setattr(gc, "disable", lambda: None)
    program()
    assert left == [code]


def test_a_listener_that_is_gone_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """`fic2epub … | head` ends with a code and without a word."""

    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    left: list[int] = []
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(os, "_exit", left.append)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr("fic2epub.cli.main", lambda: None)
    program()
    assert left == [1]
