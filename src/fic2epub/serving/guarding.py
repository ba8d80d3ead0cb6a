"""What stands before all addresses: who may ask, under which name, how much, how long, and with what in the answer."""

from __future__ import annotations

import asyncio
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from fic2epub.serving.codes import password_in
from fic2epub.serving.opds2 import AUTHENTICATION, authentication_bytes
from fic2epub.serving.webpages import error_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from fic2epub.serving.codes import Gate
    from fic2epub.serving.library import Library

__all__ = ["COOKIE", "Guard", "Rules", "client_of"]

COOKIE = "fic2epub"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with `no-referrer` browsers would send forms with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}
"""Of every answer."""
_METHODS = frozenset(("GET", "HEAD", "POST"))
_OPEN = ("/login", "/static/")
"""What whoever comes to the door may see."""
_PROGRAMS = ("/opds", "/get/", "/cover/", "/thumb/")
"""What programs ask for, which know HTTP's own way to ask for a password, and no form."""
_UPLOAD = "/upload"
_LONGEST_ADDRESS = 4096
_SHOWN = 200
"""Signs of an address in the log."""
_SMALL, _LARGE = 64 << 10, 66 << 20
"""Bytes of what is sent here: a form, and a saved work with what came along."""
_SHORT, _LONG = 15.0, 600.0
"""Seconds in which it has to arrive."""
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")


class Rules(NamedTuple):
    """What the guard goes by."""

    gate: Gate | None = None
    """Without one everybody may come in."""
    names: frozenset[str] = frozenset()
    """Of this machine, in lower case. Addresses in digits need not be named: no foreign page can take them over."""
    log: Callable[[str], None] = print


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp, library: Library, rules: Rules) -> None:
        self._app, self._library, self._rules = app, library, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = _Answer(send)
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, answer)
            return
        body = _Body(receive, scope["path"].startswith(_UPLOAD))
        try:
            await self._app(scope, body, answer)
        except ClientDisconnect:  # nobody is there any more to be answered
            return
        except Exception as error:  # noqa: BLE001 - the last line of defence: whoever asks gets an answer, and no traceback
            told = f"{type(error).__name__}: {error} ({scope['method']} {scope['path'][:_SHOWN]!r})"
            self._rules.log(f"fic2epub has a bug: {told}")
            if not answer.begun:
                await self._page(scope, 500)(scope, receive, answer)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """Why this request is not answered as it wants to be."""
        if scope["method"] not in _METHODS:
            return self._page(scope, 405, allow="GET, HEAD, POST")
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return self._page(scope, 414)
        if not self._is_named(headers):
            return PlainTextResponse("The library is not known under this name.\n", 421)
        if scope["method"] == "POST":
            if not _is_from_here(headers):
                return self._page(scope, 403)
            if _length(headers) > (_LARGE if scope["path"].startswith(_UPLOAD) else _SMALL):
                return self._page(scope, 413, connection="close")
        return None if self._is_admitted(scope, headers) else self._door(scope, headers)

    def _is_named(self, headers: Headers) -> bool:
        """Whether the name is ours: a foreign page can lead its own name to this machine, and ask as if from here."""
        hosts = headers.getlist("host")
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return False
        name = found[1].lower().strip("[]").rstrip(".")
        try:
            ip_address(name)
        except ValueError:
            return name == "localhost" or name in self._rules.names
        return True

    def _is_admitted(self, scope: Scope, headers: Headers) -> bool:
        gate = self._rules.gate
        if gate is None or scope["path"].startswith(_OPEN):
            return True
        if gate.knows(_cookie(headers)):
            return True
        password = password_in(headers.get("authorization", ""))
        return password is not None and gate.admits(password, client_of(scope))

    def _door(self, scope: Scope, headers: Headers) -> Response:
        """The way in, for a program or for a person."""
        gate, path = self._rules.gate, scope["path"]
        wait = gate.wait(client_of(scope)) if gate else 0
        if wait and "authorization" in headers:
            return PlainTextResponse("Too many attempts: wait a while.\n", 429, {"Retry-After": str(wait)})
        if path.startswith(_PROGRAMS):
            challenge = {"WWW-Authenticate": 'Basic realm="fic2epub", charset="UTF-8"', "Cache-Control": "no-store"}
            told = authentication_bytes(self._library.title, "/opds2")
            return Response(told, 401, challenge, media_type=AUTHENTICATION)
        if scope["method"] == "POST":
            return self._page(scope, 403)
        query = scope["query_string"].decode("latin-1")
        onward = quote(f"{path}?{query}" if query else path, safe="")
        return RedirectResponse(f"/login?onward={onward}", 303, {"Cache-Control": "no-store"})

    def _page(self, scope: Scope, status: int, **headers: str) -> Response:
        """A refusal in words."""
        answer = error_page(self._library, status, "")
        if scope["path"].startswith(_PROGRAMS):
            answer = PlainTextResponse(f"{status}\n", status)
        answer.headers.update(headers)
        return answer


def client_of(scope: Scope) -> str:
    """The address of who asks, as the network tells it: what headers say of it is not believed."""
    return scope["client"][0] if scope.get("client") else ""


def _is_from_here(headers: Headers) -> bool:
    """Whether a form was sent by one of our own pages (OWASP, Cross-Site Request Forgery Prevention)."""
    host = headers.get("host", "").lower()
    for name in ("origin", "referer"):
        told = headers.get(name)
        if told is not None:
            try:
                return urlsplit(told).netloc.lower() == host
            except ValueError:
                return False
    return headers.get("sec-fetch-site") == "same-origin"


def _length(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else _LARGE + 1  # noqa: PLR2004 - a petabyte


def _cookie(headers: Headers) -> str:
    """What a browser keeps of us."""
    return cookie_parser(headers.get("cookie", "")[:_LONGEST_ADDRESS]).get(COOKIE, "")


class _Answer:
    """`send`, which adds the headers and remembers whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


class _Body:
    """`receive`, which takes no more, and no longer, than it may."""

    def __init__(self, receive: Receive, large: bool) -> None:  # noqa: FBT001 - met once, a few lines above
        self._receive = receive
        self._left = _LARGE if large else _SMALL
        self._until = asyncio.get_running_loop().time() + (_LONG if large else _SHORT)
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            raise HTTPException(413)
        return message
