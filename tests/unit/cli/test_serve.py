"""`fic2epub serve`, as people start and stop it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from fic2epub.cli.verbs import run
from tests.unit.serving.asking import Client
from tests.unit.serving.shelves import book, broken_books, put

pytest.importorskip("uvicorn")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp


_ALL = "0.0.0.0"  # noqa: S104 - a library is for others, too


@contextmanager
def _opened(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "fic2epub", "serve", str(folder), "--port", "0"]
    index = str(folder.parent / "index.sqlite")
    with subprocess.Popen(
        [*command, "--index", index, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        try:
            yield program, program.stdout.readline().strip()
        finally:
            if program.poll() is None:
                program.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "My Books", {"one.epub": book("One")} | broken_books())
    return tmp_path / "My Books"


def test_a_library_is_opened_and_closed(folder: Path) -> None:
    with _opened(folder) as (program, url):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        for _ in range(600):
            with urlopen(f"{url}opds2") as answer:  # noqa: S310 - our own library
                page = answer.read().decode()
            if '"One"' in page:
                break
            time.sleep(0.05)
        assert '"title":"My Books"' in page
        assert '"title":"One"' in page
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=60)
    assert program.returncode == 0
    assert f"reading programs (OPDS): {url}opds" in told
    assert "left out: bomb.epub: larger than 16 MiB, which no such file is" in told
    assert "left out: 3 more" in told
    assert "books: 1 new" in told
    assert told.endswith("closed\n")
    assert "Traceback" not in told


def test_who_opens_it_to_all_is_told_so_and_it_closes_at_once_while_somebody_waits(folder: Path) -> None:
    with _opened(folder, "--bind", _ALL, "--upload") as (program, url):
        port = int(url.rstrip("/").rpartition(":")[2])
        head = "POST /login HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 9\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            assert urlopen(f"http://127.0.0.1:{port}/robots.txt").status == 200
            waiting.sendall(head.encode())
            time.sleep(0.1)
            start = time.monotonic()
            program.send_signal(signal.SIGINT)
            _, told = program.communicate(timeout=60)
    assert time.monotonic() - start < 10
    assert program.returncode == 0
    assert "There is no code: whoever is on this network can see and download every book, and send works to it" in told
    assert "can be read by who listens there" in told
    assert "Traceback" not in told


@pytest.fixture
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The library as a command opens it, in this process; what is asked is answered, then it is closed."""

    def serve(*words: str, paths: tuple[str, ...] = ("/",)) -> list[str]:
        pages: list[str] = []

        def answer(app: ASGIApp, made: socket.socket) -> None:
            made.close()
            pages.extend(Client(app).get(path).text for path in paths)

        monkeypatch.setattr("fic2epub.serving.house.serve", answer)
        assert run(["serve", str(folder), "--port", "0", "--index", str(folder.parent / "i.sqlite"), *words]) == 0
        return pages

    return serve


def test_a_code_is_shown_and_asked_for(opened: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    (page,) = opened("--code", "--quiet", "--bind", _ALL, paths=("/login",))
    told = capsys.readouterr().err
    assert 'name="code"' in page
    assert re.search(r"^code: [2-9A-Z]{4} [2-9A-Z]{4}$", told, re.MULTILINE)
    assert "There is no code" not in told
    assert "closed" not in told


def test_a_library_has_a_title_and_uploads_if_they_are_wanted(opened: Callable[..., list[str]]) -> None:
    page, upload = opened("--title", "Shelf & Lamp", "--bind", "localhost", paths=("/", "/upload"))
    assert "Shelf &amp; Lamp" in page
    assert 'type="file"' not in upload
    _, upload = opened("--upload", paths=("/", "/upload"))
    assert 'type="file"' in upload
    _, upload = opened("--keep", paths=("/", "/upload"))
    assert 'type="file"' in upload


@pytest.mark.skipif(not socket.has_ipv6, reason="there is no IPv6 here")
def test_the_new_internet(opened: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    opened("--bind", "[::1]")
    assert re.match(r"http://\[::1\]:\d+/\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--bind", "shelf.local"), 2, "'shelf.local' is no address of a machine"),
        (("--code", "--password-env", "X"), 2, "two ways of the same"),
        (("--password-env", "FIC2EPUB_NOT_SET"), 2, "FIC2EPUB_NOT_SET is not set, or holds less than 6 signs"),
        (("--bind", "192.0.2.1"), 60, "cannot listen there"),
        (("--port", "99999"), 2, "not in the range"),
    ],
)
def test_what_makes_no_sense(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, said: str
) -> None:
    assert run(["serve", str(folder), "--index", str(folder.parent / "i.sqlite"), *words]) == code
    assert said in capsys.readouterr().err


def test_a_password_may_stand_in_the_environment(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELF_PASSWORD", "short")
    words = ["serve", str(folder), "--index", str(folder.parent / "i.sqlite"), "--password-env", "SHELF_PASSWORD"]
    assert run(words) == 2
    monkeypatch.setenv("SHELF_PASSWORD", "salt and bread")
    assert run([*words, "--bind", "192.0.2.1"]) == 60
    assert "salt" not in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", str(folder), "--index", str(folder.parent / "i.sqlite"), "--port", str(port)]) == 60
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port}: the port is taken" in told
    assert f"--port {port + 1}" in told


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path / "nowhere")]) == 60
    assert "there is no such folder" in capsys.readouterr().err


def test_without_the_extra_the_way_to_it_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fic2epub.serving.house", "fic2epub.serving.running"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", str(folder)]) == 2
    assert "pip install 'fic2epub[serve]'" in capsys.readouterr().err
