"""The one module that asks anything of the network: pictures, for `--images fetch`.

At most four requests at once and two of one machine, by a program that says its name; no cookies, no referrers, no
address of a private network (`guarding.py`), no proxies; redirects are judged as the first address was; and an end to
every picture in bytes and in seconds.
"""

from __future__ import annotations

import socket
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from email.utils import parsedate_to_datetime
from threading import BoundedSemaphore, Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx

from fic2epub.images.guarding import Refused, is_public, way_to
from fic2epub.kinds import LARGEST_PICTURE, is_sane, kind_of
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    import httpcore

    from fic2epub.images.guarding import Allowed
    from fic2epub.images.storing import Store

__all__ = ["Manners", "fetch_pictures"]

_AT_ONCE, _OF_ONE_MACHINE = 4, 2
_REDIRECTS = 5
_TRIES = 3
_BUSY = frozenset((429, 500, 502, 503, 504))
"""Answers that may be others a moment later (RFC 9110, section 15; RFC 6585, section 4)."""
_NAME = "fic2epub (makes an e-book of a saved work; its reader asked for the pictures)"
_LATE = "it took too long"
_PAGE = "a page, and no picture"
_ACCEPTED = "image/jpeg, image/png, image/gif, image/webp, image/avif;q=0.9, image/svg+xml;q=0.8, image/*;q=0.5"
"""Hosts such as Imgur and Tumblr answer with a page to who says that a page would do."""


class Manners(NamedTuple):
    """What is asked how; another one for tests, which have a server of their own."""

    allowed: Allowed = is_public
    sleep: Callable[[float], object] = time.sleep
    seconds: float = 60
    """For one picture, from the first request to the last byte."""
    patience: float = 10
    """Seconds without a byte."""
    longest_wait: float = 30
    """Seconds that a machine may ask us to wait."""
    most_bytes: int = LARGEST_PICTURE


class _Again(Exception):
    """Not now; worth another try after so many seconds."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


def fetch_pictures(
    addresses: Iterable[str], store: Store, advance: Callable[[], None], manners: Manners | None = None
) -> dict[str, bytes | str]:
    """
    Fetch what these addresses show: the bytes of a picture for each, or the reason why there are none.

    In the order in which they came. What the store has is not asked for again.
    """
    manners = manners or Manners()
    found: dict[str, bytes | str] = {}
    wanted = list(dict.fromkeys(addresses))
    places: dict[str, BoundedSemaphore] = defaultdict(lambda: BoundedSemaphore(_OF_ONE_MACHINE))
    for address in wanted:
        places[_host(address)]  # now, and not in a thread
    with _client(manners) as client, ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = {
            pool.submit(_one, address, store, client, places[_host(address)], manners): address
            for address in _dealt(wanted)
        }
        for done in as_completed(asked):
            found[asked[done]] = done.result()
            advance()
    return {address: found[address] for address in wanted}


def _client(manners: Manners) -> httpx.Client:
    return httpx.Client(
        headers={"User-Agent": _NAME, "Accept": _ACCEPTED, "Accept-Encoding": "identity"},
        timeout=manners.patience,
        trust_env=False,  # a proxy would look the names up itself, and nobody would judge the numbers
        limits=httpx.Limits(max_keepalive_connections=0),  # a machine's number may stand for several names
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _dealt(addresses: list[str]) -> Iterator[str]:
    """One address of each machine in turn, so that a slow one does not keep the others waiting."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(_host(address), []).append(address)
    for turn in range(max(map(len, hosts.values()), default=0)):
        yield from (queue[turn] for queue in hosts.values() if turn < len(queue))


def _one(address: str, store: Store, client: httpx.Client, place: BoundedSemaphore, manners: Manners) -> bytes | str:
    """A picture, from the store or the network; or why there is none."""
    kept = store.find(address)
    if kept is not None:
        return kept
    with place:
        answer = _asked(address, client, manners)
    if isinstance(answer, bytes):
        store.keep(address, answer)
    return answer


def _asked(address: str, client: httpx.Client, manners: Manners) -> bytes | str:
    """Ask, and ask again if it is worth it."""
    until = time.monotonic() + manners.seconds
    reason = ""
    for attempt in range(_TRIES):
        deadline = _Deadline(until)
        try:
            with deadline:
                return _judged(_followed(address, client, manners, deadline))
        except Refused as refused:
            return str(refused)
        except _Again as again:
            if deadline.over:
                return _LATE
            reason = str(again)
            wait = 2.0**attempt / 2 if again.seconds is None else again.seconds
        if wait > manners.longest_wait or time.monotonic() + wait > until:
            break
        if attempt + 1 < _TRIES:
            manners.sleep(wait)
    return reason


def _judged(data: bytes) -> bytes:
    """The same bytes, if they are a picture; what the server calls them is of no interest."""
    kind = kind_of(data)
    if not kind:
        raise Refused(_PAGE if data[:512].lstrip()[:1] == b"<" else "no picture of a known kind")
    if not is_sane(data, kind):
        raise Refused("a picture that is damaged, or too large")
    return data


class _Deadline:
    """Cuts the line when the time for a picture is over, even to a server that says one letter every nine seconds."""

    def __init__(self, until: float) -> None:
        self.over = False
        """Whether the time is over."""
        self._stream: httpcore.NetworkStream | None = None
        self._timer = Timer(max(0.0, until - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """From now on."""
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """It was in time."""
        self._timer.cancel()

    def trace(self, event: str, told: dict[str, Any]) -> None:
        """Be told of each line that is opened (encode.io/httpcore/extensions, `trace`)."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = told["return_value"]

    def _cut(self) -> None:
        self.over = True
        line = self._stream and self._stream.get_extra_info("socket")
        if line:
            with suppress(OSError):  # it is closed already
                line.shutdown(socket.SHUT_RDWR)


def _followed(address: str, client: httpx.Client, manners: Manners, deadline: _Deadline) -> bytes:
    """The bytes at an address, or where it leads; raises `Refused` or `_Again`."""
    for _ in range(_REDIRECTS + 1):
        way = way_to(address, manners.allowed)
        request = client.build_request(
            "GET",
            way.url,
            headers={"Host": way.host},
            extensions={"sni_hostname": way.name, "trace": deadline.trace, **_timeouts(manners)},
        )
        try:
            answer = client.send(request, stream=True)
            try:
                if not answer.is_redirect:
                    return _read(answer, manners, deadline)
                address = urljoin(address, answer.headers.get("Location", ""))
            finally:
                answer.close()
        except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _Again("no answer in time" if isinstance(error, httpx.TimeoutException) else "no answer") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Refused("no answer that can be understood") from error
    raise Refused("it leads from one address to the next")


def _timeouts(manners: Manners) -> dict[str, dict[str, float]]:
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), manners.patience)}


def _read(answer: httpx.Response, manners: Manners, deadline: _Deadline) -> bytes:
    """The bytes of an answer, as many as a picture may have."""
    if answer.status_code in _BUSY:
        raise _Again(f"the server says {answer.status_code}", _told_wait(answer.headers.get("Retry-After", "")))
    if answer.status_code != httpx.codes.OK:
        raise Refused(f"the server says {answer.status_code}")
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > manners.most_bytes:
        raise Refused("too many bytes")
    data = bytearray()
    for piece in answer.iter_raw():
        data += piece
        if len(data) > manners.most_bytes:
            raise Refused("too many bytes")
    if deadline.over:  # or an answer without a length would seem to be whole
        raise Refused(_LATE)
    return bytes(data)


def _told_wait(written: str) -> float | None:
    """Seconds, however they are written (RFC 9110, section 10.2.3)."""
    if written.isdecimal():
        return float(written[:9])
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
