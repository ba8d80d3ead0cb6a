"""The library on a network: slow and broken clients, ports, names, the thread that looks through the folder."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from fic2epub.errors import DeliveryError
from fic2epub.serving.app import application
from fic2epub.serving.guarding import Rules
from fic2epub.serving.library import Changes, Library
from fic2epub.serving.running import Refresher, WaryProtocol, addresses_of, listening, own_names, serve, server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.serving.shelf import FolderShelf


@contextmanager
def _served(app: Any) -> Iterator[tuple[str, int]]:
    """An application on a port, in a thread."""
    made = listening("127.0.0.1", 0)
    server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [made]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield made.getsockname()[:2]
    finally:
        server.should_exit = True
        thread.join(10)
        made.close()
        assert not thread.is_alive()


@pytest.fixture
def where(small: FolderShelf, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(WaryProtocol, "patience", 0.5)
    monkeypatch.setattr(WaryProtocol, "taking", 0.2)
    with _served(application(Library(small, "The House"), small, Rules(log=said.append))) as found:
        yield found


def _closes(connection: socket.socket) -> bool:
    """Whether the other side hangs up within a moment."""
    connection.settimeout(20)
    try:
        while connection.recv(1 << 16):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("piece", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_who_does_not_say_what_he_wants_is_not_waited_for(where: tuple[str, int], piece: bytes) -> None:
    with socket.create_connection(where) as connection:
        connection.sendall(piece)
        assert _closes(connection)


def test_nor_who_drips(where: tuple[str, int]) -> None:
    start = time.monotonic()
    with socket.create_connection(where) as connection, suppress(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\n")
        while time.monotonic() < start + 30:
            connection.sendall(b"X-Drop: 1\r\n")
            time.sleep(0.02)
    assert time.monotonic() < start + 20


def test_nor_for_the_second_request(where: tuple[str, int]) -> None:
    with socket.create_connection(where) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while b"Disallow" not in answer:
            answer += (piece := connection.recv(1 << 16))
            assert piece
        connection.sendall(b"GET /rob")
        assert _closes(connection)


def test_who_takes_nothing_is_not_kept(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WaryProtocol, "taking", 0.2)
    over = threading.Event()

    async def endless(_: Any, __: Any, send: Any) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for _ in range(2000):
                await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        finally:
            over.set()

    with _served(endless) as where, socket.create_connection(where) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert over.wait(30)
    assert said == []


@pytest.mark.parametrize(
    "rubbish",
    [b"\0\xff" * 200, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\0\0\0\0"],
)
def test_rubbish_ends_its_own_connection_only(where: tuple[str, int], rubbish: bytes, said: list[str]) -> None:
    with socket.create_connection(where) as connection, suppress(ConnectionError):
        connection.sendall(rubbish)
        assert _closes(connection)
    with socket.create_connection(where) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    assert said == []


def test_ports_that_are_taken() -> None:
    with closing(listening("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(DeliveryError, match="the port is taken") as refused:
            listening("127.0.0.1", port)
    assert refused.value.hint.endswith(f"--port {port + 1}")
    with pytest.raises(DeliveryError, match="cannot listen"):
        listening("192.0.2.1", 0)  # nobody's


def test_names_and_addresses() -> None:
    assert addresses_of("127.0.0.1") == ("127.0.0.1",)
    assert addresses_of("0.0.0.0")  # noqa: S104 - nothing is bound
    assert socket.gethostname().lower() in own_names()
    assert any(name.endswith(".local") for name in own_names())


class _Folder:
    def __init__(self, *found: Changes | Exception) -> None:
        self.found = list(found)
        self.looks = 0

    def interrupt(self) -> None:
        """Nothing goes on here for long."""

    def refresh(self) -> Changes:
        self.looks += 1
        found = self.found.pop(0) if self.found else Changes()
        if isinstance(found, Exception):
            raise found
        return found


def test_the_folder_is_looked_through_now_and_then() -> None:
    folder, told, logged = _Folder(Changes(2)), list[Changes](), list[str]()
    refresher = Refresher(folder, 0.01, told.append, logged.append)  # type: ignore[arg-type]
    refresher.start()
    while len(told) < 3:
        time.sleep(0.005)
    refresher.stop()
    looks = folder.looks
    time.sleep(0.05)
    assert folder.looks == looks
    assert told[0] == Changes(2)
    assert logged == []


def test_what_is_wrong_with_the_folder_is_said_once() -> None:
    gone = DeliveryError("the library cannot be read")
    folder, told, logged = _Folder(gone, gone, ZeroDivisionError("x"), Changes(), gone), list[Changes](), list[str]()
    refresher = Refresher(folder, 0.01, told.append, logged.append)  # type: ignore[arg-type]
    refresher.start()
    while folder.looks < 6:
        time.sleep(0.005)
    refresher.stop()
    assert logged == ["the library cannot be read", "ZeroDivisionError: x", "the library cannot be read"]


def test_who_takes_slowly_gets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WaryProtocol, "taking", 5)

    async def large(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9000000")]})
        for last in range(90):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": last < 89})

    got = bytearray()
    with _served(large) as where, socket.create_connection(where) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        while piece := connection.recv(1 << 20):
            got += piece
            time.sleep(0.005)
    assert len(got.partition(b"\r\n\r\n")[2]) == 9_000_000


def test_rubbish_behind_a_request_that_is_being_answered() -> None:
    started, over = threading.Event(), threading.Event()

    async def slow(_: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"xx", "more_body": True})
        started.set()
        while (await receive())["type"] != "http.disconnect":
            pass
        over.set()

    with _served(slow) as where, socket.create_connection(where) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert started.wait(30)
        connection.sendall(b"this is no chunk\r\n\r\n")
        assert over.wait(30)
        assert _closes(connection)


def test_somebody_may_ask_for_a_look() -> None:
    folder, told = _Folder(), list[Changes]()
    refresher = Refresher(folder, 0.05, told.append, print)  # type: ignore[arg-type]
    refresher.start()
    while not told:
        time.sleep(0.005)
    refresher.nudge()
    while len(told) < 2:
        time.sleep(0.005)
    refresher.stop()


def test_it_runs_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server.run", stop)
    with closing(listening("127.0.0.1", 0)) as made:
        serve(None, made)  # type: ignore[arg-type] - nobody asks
