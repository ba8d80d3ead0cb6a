"""The library on the network: a socket, uvicorn on it, and patience that ends."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import ip_address
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from fic2epub.errors import DeliveryError, Fic2EpubError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from fic2epub.serving.library import Changes
    from fic2epub.serving.shelf import FolderShelf

__all__ = ["Refresher", "addresses_of", "listening", "own_names", "serve", "server_of"]

_CONNECTIONS = 512
"""At a time; who comes then is told that the library is busy."""
_LONGEST_HEAD = 32 << 10
_GOODBYE = 1
"""Seconds that downloads have left when the library is closed."""
_NOWHERE = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses for documentation (RFC 5737, RFC 3849): nothing is sent, the system only says which way it would go."""


class WaryProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, which does not wait for ever, neither for a request nor for who does not take the answer."""

    patience = 15.0
    """Seconds in which the head of a request has to arrive."""
    taking = 60.0
    """Seconds in which something of an answer has to be taken."""

    def __init__(self, *words: Any, **settings: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        super().__init__(*words, **settings)
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody came: within a while we want to hear what for."""
        super().connection_made(transport)
        self._expect("head", self.patience)

    def data_received(self, data: bytes) -> None:
        """A piece of a request."""
        try:
            super().data_received(data)
        except (h11.LocalProtocolError, h11.RemoteProtocolError):
            self.transport.abort()  # rubbish behind a request that is still being answered
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget("head")

    def on_response_complete(self) -> None:
        """An answer went out: the next request has its own while."""
        self._expect("head", self.patience)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Whoever asked takes nothing at the moment."""
        self._expect("taking", self.taking)
        super().pause_writing()

    def resume_writing(self) -> None:
        """It went on."""
        self._forget("taking")
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone."""
        self._forget("head")
        self._forget("taking")
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The library is closed."""
        try:
            super().shutdown()
        except h11.LocalProtocolError:
            self.transport.abort()

    def _expect(self, what: str, seconds: float) -> None:
        self._forget(what)
        self._timers[what] = self.loop.call_later(seconds, self.transport.abort)

    def _forget(self, what: str) -> None:
        timer = self._timers.pop(what, None)
        if timer is not None:
            timer.cancel()


class Refresher:
    """Looks through the folder now and then, and when it is asked to, beside everything else."""

    def __init__(
        self, shelf: FolderShelf, every: float, tell: Callable[[Changes], None], log: Callable[[str], None]
    ) -> None:
        """`every` is how many seconds pass from one look to the next; `tell` is told what was found."""
        self._shelf, self._every, self._tell, self._log = shelf, every, tell, log
        self._wanted, self._over = Event(), Event()
        self._said = ""
        self._thread = Thread(target=self._run, name="fic2epub-shelf", daemon=True)

    def start(self) -> None:
        """Begin with a first look."""
        self._wanted.set()
        self._thread.start()

    def nudge(self) -> None:
        """Look soon."""
        self._wanted.set()

    def stop(self) -> None:
        """No more looks; one that is going on ends soon."""
        self._shelf.interrupt()
        self._over.set()
        self._wanted.set()
        self._thread.join(_GOODBYE)

    def _run(self) -> None:
        while not self._over.is_set():
            self._wanted.clear()
            self._look()
            self._over.wait(min(5.0, self._every))  # however often it is asked
            self._wanted.wait(self._every)

    def _look(self) -> None:
        try:
            self._tell(self._shelf.refresh())
            self._said = ""
        except Exception as error:  # noqa: BLE001 - a thread that ends says nothing, and the shelf would stay as it is
            said = error.message if isinstance(error, Fic2EpubError) else f"{type(error).__name__}: {error}"
            if said != self._said and not self._over.is_set():
                self._log(said)
            self._said = said


def listening(bind: str, port: int) -> socket.socket:
    """A socket that is listened on; raises `DeliveryError` when the address or the port is not to be had."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        both = bind == "::" and socket.has_dualstack_ipv6()
        made = socket.create_server((bind, port), family=family, backlog=256, dualstack_ipv6=both)
    except (OSError, OverflowError) as error:
        where = f"{bind}:{port}"
        if isinstance(error, OSError) and error.errno is not None and port and _is_taken(bind, port, family):
            hint = f"another program listens there, perhaps another library: --port {port + 1}"
            raise DeliveryError("the port is taken", where=where, hint=hint) from error
        why = getattr(error, "strerror", None) or str(error)
        hint = "ports below 1024 are for the system, and addresses have to be of this machine: --bind 127.0.0.1"
        raise DeliveryError(f"cannot listen there: {why}", where=where, hint=hint) from error
    return made


def _is_taken(bind: str, port: int, family: socket.AddressFamily) -> bool:
    """Whether it is the port and nothing else: another one of the same address can be had."""
    try:
        with socket.create_server((bind, 0), family=family):
            return port >= 1024  # noqa: PLR2004 - those below are for the system
    except OSError:
        return False


def addresses_of(bind: str) -> tuple[str, ...]:
    """The addresses under which others find this machine, the likeliest first."""
    if not ip_address(bind).is_unspecified:
        return (bind,)
    wanted = {socket.AF_INET}
    if ":" in bind:
        wanted = {socket.AF_INET6, *(wanted if socket.has_dualstack_ipv6() else ())}
    found: list[str] = []
    for address, family in _NOWHERE:
        if family not in wanted:
            continue
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((address, 9))
            found.append(asked.getsockname()[0])
    return tuple(found) or ("127.0.0.1",)


def own_names() -> frozenset[str]:
    """The names of this machine, as the network around may know them."""
    name = socket.gethostname().lower().rstrip(".")
    short = name.partition(".")[0]
    return frozenset(filter(None, (name, short, f"{short}.local")))


def serve(app: ASGIApp, made: socket.socket) -> None:
    """Answer until somebody stops it (Ctrl-C): who is in the middle of a download has a second left."""
    with suppress(KeyboardInterrupt):
        server_of(app).run(sockets=[made])


def server_of(app: ASGIApp) -> uvicorn.Server:
    """What answers, with all its bounds."""
    config = uvicorn.Config(
        app,
        http=WaryProtocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=_GOODBYE,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
    return uvicorn.Server(config)
