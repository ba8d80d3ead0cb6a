"""Whatever is sent to the library: no fault of its own, no traceback, and nothing from beside the folder."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import closing, suppress
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.unit.serving.fuzzed import requests
from tests.unit.serving.shelves import SECRET, broken_books, put, shelf_of

pytest.importorskip("uvicorn")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CI = bool(os.environ.get("CI"))
_BOOKS = 4
"""Those of the shelf; nothing broken, nothing linked."""
_MANY = 10_000 if _CI else 150
_PASSWORD = "salt and bread"  # noqa: S105 - of a library that is gone in a moment
_ADMITTED = f"Authorization: Basic {b64encode(f'x:{_PASSWORD}'.encode()).decode()}"


@pytest.fixture(params=["open", pytest.param("guarded", marks=pytest.mark.skipif(not _CI, reason="in CI alone"))])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    folder = tmp_path / "books"
    put(folder, shelf_of() | broken_books())
    (tmp_path / "secret.txt").write_text(SECRET)
    put(tmp_path / "beside", {"inside.epub": b"PK" + SECRET.encode()})
    (folder / "link.epub").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "beside")
    monkeypatch.setenv("SHELF_PASSWORD", _PASSWORD)
    words = ["--password-env", "SHELF_PASSWORD"] if request.param == "guarded" else ["--upload"]
    command = [sys.executable, "-m", "fic2epub", "serve", str(folder), "--port", "0", *words]
    log = (tmp_path / "log").open("w+")
    program = subprocess.Popen(
        [*command, "--index", str(tmp_path / "index" / "i.sqlite")], stdout=subprocess.PIPE, stderr=log, text=True
    )
    assert program.stdout is not None
    with closing(log), closing(program.stdout):
        host = program.stdout.readline().strip().removeprefix("http://").rstrip("/")
        yield program, host, tmp_path
        if program.poll() is None:
            program.kill()
        program.wait(10)


def _answer(host: str, request: bytes, patience: float = 0.3) -> bytes:
    """What comes back to a request; nothing, if the library waits for more of it."""
    name, _, port = host.partition(":")
    answer = b""
    with socket.create_connection((name, int(port)), timeout=20) as connection, suppress(ConnectionError, TimeoutError):
        connection.sendall(request)
        connection.settimeout(patience)
        while (piece := connection.recv(1 << 16)) and not _is_whole(answer := answer + piece, request):
            connection.settimeout(20)
    return answer


def _is_whole(answer: bytes, request: bytes) -> bool:
    """Whether an answer is there with all of its body."""
    head, parted, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    bare = request.startswith(b"HEAD ") or b" 304 " in head[:20] or b" 100 " in head[:20] or length is None
    return bool(parted) and (bare or len(body) >= int(length[1]))


def _statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"^HTTP/1\.1 (\d{3}) ", answer, re.MULTILINE)]


def _keys(host: str) -> tuple[str, ...]:
    """The books that are there, when the folder was looked through for the first time."""
    found: set[str] = set()
    for _ in range(200):
        page = _answer(host, f"GET /opds2/books HTTP/1.1\r\nHost: {host}\r\n{_ADMITTED}\r\n\r\n".encode(), 20)
        found = set(re.findall(r"/get/([0-9a-f]{20})/", page.decode()))
        if len(found) == _BOOKS:
            break
        time.sleep(0.05)
    return tuple(sorted(found))


@pytest.mark.timeout(900)
def test_fuzzed_requests(library: tuple[subprocess.Popen[str], str, Path]) -> None:
    program, host, root = library
    guarded = "--password-env" in list(program.args)  # type: ignore[arg-type] - a list of words
    keys = _keys(host)
    assert len(keys) == _BOOKS
    answered = 0
    for request in islice(requests(20, host, keys), _MANY):
        answer = _answer(host, request)
        statuses = _statuses(answer)
        answered += bool(statuses)
        assert all(status < 500 for status in statuses), (request, answer[:300])
        assert SECRET.encode() not in answer, request
        assert b"root:x:0" not in answer, request
        assert b"Old Tides" not in answer or not guarded, request
        assert b"Traceback" not in answer, request
        assert b"\r\nSet-Cookie: a" not in answer, request
        assert b"\r\nserver:" not in answer.lower(), request
    assert answered > _MANY * 0.6
    asked = f"GET /login HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    assert _statuses(_answer(host, asked, 20))[0] in {200, 303, 429}
    program.send_signal(signal.SIGINT)
    assert program.wait(60) == 0
    log = (root / "log").read_text()
    assert "Traceback" not in log
    assert "bug" not in log
    assert {path.name for path in root.iterdir()} == {"books", "beside", "secret.txt", "index", "log"}
