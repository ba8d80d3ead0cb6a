"""Pictures are asked for politely, and from nobody who means harm: against a server of our own on this machine."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from fic2epub.images.storing import Store
from tests.unit.drawn import png
from tests.unit.images.samples import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

fetching = pytest.importorskip("fic2epub.images.fetching")

HERE = "127.0.0.1"


class Server(ThreadingHTTPServer):
    """Answers as it is told to for each path, and notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HERE, 0), Answers)
        self.told: dict[str, Callable[[Answers], None]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.busy: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.lock = threading.Lock()

    def at(self, path: str, host: str = HERE) -> str:
        """The address of a path."""
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, *_: object) -> None:
        """Who hung up is no news."""


class Answers(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.server.lock:
            self.server.asked.append(self.path)
            self.server.headers.append(dict(self.headers))
            for key in (host, "all"):
                self.server.busy[key] += 1
                self.server.most[key] = max(self.server.most[key], self.server.busy[key])
        try:
            self.server.told[self.path](self)
        finally:
            with self.server.lock:
                for key in (host, "all"):
                    self.server.busy[key] -= 1

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    def say(self, status: int, data: bytes = b"", **headers: str) -> None:
        """An answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def saying(status: int, data: bytes = b"", **headers: str) -> Callable[[Answers], None]:
    return lambda answers: answers.say(status, data, **headers)


def fetch(*addresses: str, store: Store | None = None, **manners: Any) -> list[bytes | str]:
    """What each address gives; this machine may be asked, and no other."""
    told = {"allowed": lambda number: number == HERE, "sleep": lambda _: None, "patience": 20.0, "seconds": 60.0}
    found = fetching.fetch_pictures(addresses, store or Store(None), lambda: None, fetching.Manners(**told | manners))
    return [found[address] for address in addresses]


def test_a_picture_is_fetched(server: Server) -> None:
    """By a program that says its name, wants a picture, and tells nothing else."""
    server.told["/a.png?b"] = saying(200, png(), Content_Type="text/plain", Set_Cookie="a=b")
    assert fetch(server.at("/a.png?b#c")) == [png()]
    (headers,) = server.headers
    assert headers["User-Agent"].startswith("fic2epub ")
    assert "text/html" not in headers["Accept"]
    assert "*/*" not in headers["Accept"]
    assert headers["Host"] == f"{HERE}:{server.server_port}"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (saying(404), "the server says 404"),
        (saying(403, png()), "the server says 403"),
        (saying(204), "the server says 204"),
        (saying(200, b" <!DOCTYPE html><title>Gone</title>", Content_Type="image/png"), "a page, and no picture"),
        (saying(200, b"words", Content_Type="image/png"), "no picture of a known kind"),
        (saying(200, b""), "no picture of a known kind"),
        (saying(200, png(width=100_000, height=100_000)), "a picture that is damaged, or too large"),
        (saying(302, Location="file:///etc/passwd"), "no address on the web"),
        (saying(302, Location="http://127.0.0.2/a.png"), "a machine of a private network"),
        (saying(302, Location="http://[::ffff:127.0.0.1]/a.png"), "a machine of a private network"),
        (saying(301, Location="http://user:word@127.0.0.1/"), "an address with a password"),
        (saying(307, Location="http://[x/"), "no answer that can be understood"),
        (saying(302, Location="/turning"), "it leads from one address to the next"),
    ],
)
def test_what_is_no_picture_is_told(server: Server, answer: Callable[[Answers], None], reason: str) -> None:
    server.told["/a.png"] = answer
    server.told["/turning"] = saying(302, Location="/turning")
    assert fetch(server.at("/a.png")) == [reason]
    assert len(server.asked) in (1, 6)


def test_redirects_are_followed_up_to_five(server: Server) -> None:
    for number in range(5):
        server.told[f"/{number}"] = saying(302, Location=f"/{number + 1}")
    server.told["/5"] = saying(200, png())
    assert fetch(server.at("/0")) == [png()]
    server.told["/5"] = saying(302, Location="/6")
    server.told["/6"] = saying(200, png())
    assert fetch(server.at("/0")) == ["it leads from one address to the next"]


@pytest.mark.parametrize("host", [HERE, "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_by_anybody_else(server: Server, host: str) -> None:
    """With the guard that is used."""
    server.told["/a.png"] = saying(200, png())
    found = fetching.fetch_pictures([server.at("/a.png", host)], Store(None), lambda: None)
    assert list(found.values()) == ["a machine of a private network"]
    assert server.asked == []


def test_the_judged_number_is_asked_for_and_no_other(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another machine when it is looked up again changes nothing."""
    looked_up: list[str] = []

    def look_up(name: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        looked_up.append(name)
        return [(2, 1, 6, "", (HERE if len(looked_up) == 1 else "127.0.0.2", port))]

    monkeypatch.setattr("fic2epub.images.guarding.socket.getaddrinfo", look_up)
    server.told["/a.png"] = saying(200, png())
    from fic2epub.images.guarding import way_to

    way = way_to(server.at("/a.png", "turncoat.example"), lambda number: number == HERE)
    assert way.url.startswith(f"http://{HERE}:")
    assert looked_up == ["turncoat.example"]


def test_busy_servers_are_asked_again(server: Server) -> None:
    """As long as they want to be waited for, or a little longer each time; three times in all."""
    waits: list[float] = []
    answers = iter([saying(503), saying(429, Retry_After="7"), saying(200, png())])

    def in_turn(told: Answers) -> None:
        next(answers)(told)

    server.told["/a.png"] = in_turn
    assert fetch(server.at("/a.png"), sleep=waits.append, seconds=60) == [png()]
    assert waits == [0.5, 7.0]
    server.told["/b.png"] = saying(500)
    assert fetch(server.at("/b.png"), sleep=waits.append) == ["the server says 500"]
    assert waits == [0.5, 7.0, 0.5, 1.0]
    assert server.asked.count("/b.png") == 3


@pytest.mark.parametrize(
    "wait", ["3600", "9" * 400, formatdate(time.time() + 3600, usegmt=True)], ids=["seconds", "digits", "day"]
)
def test_nobody_waits_for_an_hour(server: Server, wait: str) -> None:
    server.told["/a.png"] = saying(429, Retry_After=wait)
    assert fetch(server.at("/a.png"), sleep=lambda _: pytest.fail("waited")) == ["the server says 429"]


@pytest.mark.parametrize("wait", ["soon", "-1", formatdate(0, usegmt=True), ""])
def test_a_wait_that_means_nothing(server: Server, wait: str) -> None:
    waits: list[float] = []
    server.told["/a.png"] = saying(429, Retry_After=wait)
    assert fetch(server.at("/a.png"), sleep=waits.append) == ["the server says 429"]
    assert all(0 <= seconds <= 1 for seconds in waits)


def _endless(answers: Answers) -> None:
    answers.send_response(200)
    answers.end_headers()
    answers.wfile.write(png())
    while True:
        answers.wfile.write(bytes(65_536))


def _dripping(answers: Answers) -> None:
    answers.send_response(200)
    answers.end_headers()
    while True:
        answers.wfile.write(b"x")
        answers.wfile.flush()
        time.sleep(0.05)


def _dripping_headers(answers: Answers) -> None:
    answers.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        answers.wfile.write(b"x")
        answers.wfile.flush()
        time.sleep(0.05)


def _silent(_: Answers) -> None:
    time.sleep(2)


def _hanging_up(answers: Answers) -> None:
    answers.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")


def _babbling(answers: Answers) -> None:
    answers.wfile.write(b"\0\1\2 no protocol\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "seconds", "patience", "reason"),
    [
        (_endless, 30, 20, "too many bytes"),
        (saying(200, bytes(300_000)), 30, 20, "too many bytes"),
        (_dripping, 1, 20, "it took too long"),
        (_dripping_headers, 1, 20, "it took too long"),
        (_silent, 30, 0.3, "no answer in time"),
        (_hanging_up, 30, 20, "no answer"),
        (_babbling, 30, 20, "no answer"),
    ],
)
def test_servers_that_never_end(
    server: Server, answer: Callable[[Answers], None], seconds: float, patience: float, reason: str
) -> None:
    """Bytes and seconds have an end, whoever says when."""
    server.told["/a.png"] = answer
    begun = time.monotonic()
    assert fetch(server.at("/a.png"), most_bytes=200_000, patience=patience, seconds=seconds) == [reason]
    assert time.monotonic() - begun < 15


def test_nobody_is_there(server: Server) -> None:
    port = server.server_port
    server.server_close()
    assert fetch(f"http://{HERE}:{port}/a.png") == ["no answer"]


def test_four_at_once_and_two_of_one_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of machines are told by what the request calls them; all pictures come, in their order."""
    monkeypatch.setattr(
        "fic2epub.images.guarding.socket.getaddrinfo", lambda _, port, *__, **___: [(2, 1, 6, "", (HERE, port))]
    )

    def slowly(answers: Answers) -> None:
        time.sleep(0.05)
        answers.say(200, png(bytes((int(answers.path[1:]), 0, 0))))

    server.told = {f"/{number}": slowly for number in range(24)}
    hosts = ("a.example", "b.example", "c.example")
    found = fetch(*(server.at(f"/{number}", hosts[number * 3 // 24]) for number in range(24)))
    assert found == [png(bytes((number, 0, 0))) for number in range(24)]
    assert server.most["all"] <= 4
    assert max(server.most[host] for host in hosts) == 2


def test_what_was_fetched_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    """What was not to be had is."""
    server.told = {"/a.webp": saying(200, KINDS["WebP"]), "/b.png": saying(404)}
    addresses = [server.at("/a.webp"), server.at("/b.png"), server.at("/a.webp")]
    store = Store(tmp_path)
    for _ in range(2):
        found = fetching.fetch_pictures(addresses, store, lambda: None, fetching.Manners(allowed=lambda _: True))
        assert list(found.values()) == [KINDS["WebP"], "the server says 404"]
    assert Counter(server.asked) == {"/a.webp": 1, "/b.png": 2}


def test_progress_is_told(server: Server) -> None:
    server.told = {"/a.png": saying(200, png()), "/b.png": saying(404)}
    steps: list[int] = []
    manners = fetching.Manners(allowed=lambda _: True)
    addresses = [server.at("/a.png"), server.at("/b.png"), "http://[x/"]
    fetching.fetch_pictures(addresses, Store(None), lambda: steps.append(1), manners)
    assert len(steps) == 3
    assert fetching.fetch_pictures([], Store(None), lambda: None) == {}


@contextmanager
def _environment(monkeypatch: pytest.MonkeyPatch, server: Server) -> Iterator[None]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.at("/proxy"))
    yield


def test_no_proxy_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look up names itself."""
    server.told = {"/a.png": saying(200, png())}
    with _environment(monkeypatch, server):
        assert fetch(server.at("/a.png")) == [png()]
    assert server.asked == ["/a.png"]
