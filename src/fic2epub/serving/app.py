"""The addresses of the library, in one program.

Pages for people are those of `webpages.py` and `upload.py`; here are the way in, the files and the catalogue for
reading programs. Nothing is looked up but by key: no path of a file is ever made of what was asked.
"""

from __future__ import annotations

import os
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from fic2epub.serving import feeds, opds1, opds2, webpages
from fic2epub.serving.asking import asked_for
from fic2epub.serving.codes import LIFETIME
from fic2epub.serving.downloads import Download, Known, answered, is_known
from fic2epub.serving.guarding import COOKIE, Guard, Rules, client_of
from fic2epub.serving.library import KINDS
from fic2epub.serving.publications import EPUB, KEPUB
from fic2epub.serving.thumbnails import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Receive, Scope, Send

    from fic2epub.serving.library import Library
    from fic2epub.serving.shelf import FolderShelf

__all__ = ["application"]

_BASES = {"/opds": 1, "/opds2": 2}
_JSON, _ATOM, _HTML = "application/opds+json", "application/atom+xml", "text/html"
_LONGEST_FORM, _FIELDS = 4096, 8
_KOBO = ".kepub.epub"


def application(
    library: Library,
    shelf: FolderShelf,
    rules: Rules,
    *,
    uploads: list[BaseRoute] | None = None,
    nudge: Callable[[], None] = lambda: None,
) -> ASGIApp:
    """
    The library as an ASGI application.

    `uploads` are the routes of `upload.routes`, if saved works may be uploaded; `nudge` is called when somebody wants
    the folder to be looked through.
    """
    served = _Served(library, shelf, rules, nudge)
    routes: list[BaseRoute] = [
        Route("/login", served.door),
        Route("/login", served.enter, methods=["POST"]),
        Route("/logout", served.leave, methods=["POST"]),
        Route("/refresh", served.look, methods=["POST"]),
        Route("/get/{key}/{name}", served.book),
        Route("/cover/{name}", served.cover),
        Route("/thumb/{name}", served.thumbnail),
        Route("/robots.txt", lambda _: PlainTextResponse("User-agent: *\nDisallow: /\n")),
        *_catalogue(served),
        *(uploads or ()),
        *webpages.routes(library),
    ]
    handlers: Any = dict.fromkeys((400, 403, 404, 405, 408, 413, 414, 429, 500), served.refuse)
    return _Negotiating(Guard(Starlette(routes=routes, exception_handlers=handlers), library, rules))


def _catalogue(served: _Served) -> list[BaseRoute]:
    """The same addresses for both formats."""
    routes: list[BaseRoute] = [Route("/opds/search.xml", served.search)]
    for base in _BASES:
        feed = _Feeds(served, base)
        routes += [
            Route(base, feed.start),
            Route(f"{base}/books", feed.books),
            Route(f"{base}/names/{{kind}}", feed.names),
            Route(f"{base}/book/{{key}}", feed.book),
        ]
    return routes


class _Negotiating:
    """Reading programs that were given another address of the library come to the catalogue that they ask for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in {"/", "/opds", "/opds/"}:
            accepted = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
            path = _wanted(accepted, scope["path"].rstrip("/") or "/")
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def _wanted(accepted: str, path: str) -> str:
    """Where who accepts this belongs; KOReader accepts OPDS 2.0 alone, and takes 1.2 (opdsbrowser.lua)."""
    if _HTML in accepted:
        return path
    if _JSON in accepted and _ATOM not in accepted:
        return "/opds2"
    return "/opds" if _ATOM in accepted else path


class _Served(NamedTuple):
    """What the endpoints share. None of them is a coroutine but where it has to: they run in threads of their own."""

    library: Library
    shelf: FolderShelf
    rules: Rules
    nudge: Callable[[], None]

    def refuse(self, _: Request, error: Exception) -> Response:
        """A refusal in words."""
        return webpages.error_page(self.library, getattr(error, "status_code", 500), "")

    def door(self, request: Request) -> Response:
        """The form for the access code."""
        onward = _onward(request.query_params.get("onward", ""))
        gate = self.rules.gate
        if gate is None:
            return RedirectResponse(onward, 303)
        wait = gate.wait(client_of(request.scope))
        return webpages.login_page(self.library, wrong=False, wait=wait, onward=onward, agent=_agent(request))

    async def enter(self, request: Request) -> Response:
        """Try the code that was typed."""
        fields = await _fields(request)
        onward = _onward(fields.get("onward", ""))
        gate, client = self.rules.gate, client_of(request.scope)
        if gate is None:
            return RedirectResponse(onward, 303)
        wait = gate.wait(client)
        if wait or not gate.admits(fields.get("code", ""), client):
            wait = gate.wait(client)
            answer = webpages.login_page(self.library, wrong=True, wait=wait, onward=onward, agent=_agent(request))
            if wait:
                answer.headers["Retry-After"] = str(wait)
            return answer
        answer = RedirectResponse(onward, 303)
        secure = request.headers.get("origin", "").startswith("https:")  # behind a proxy that knows TLS
        answer.set_cookie(COOKIE, gate.token(), max_age=LIFETIME, httponly=True, samesite="lax", secure=secure)
        return answer

    def leave(self, _: Request) -> Response:
        """Forget the browser."""
        answer = RedirectResponse("/login" if self.rules.gate else "/", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return answer

    def look(self, _: Request) -> Response:
        """Look through the folder, meanwhile."""
        self.nudge()
        return RedirectResponse("/", 303)

    def book(self, request: Request) -> Response:
        """The file of a book, or the one for Kobo; the name at the end of the address only says which."""
        entry = self.shelf.entry(request.path_params["key"])
        if entry is None:
            return self._missing()
        for_kobo = request.path_params["name"].lower().endswith(_KOBO)
        known = Known(f'"{entry.etag}{"-k" if for_kobo and not entry.kepub else ""}"', _seconds(entry.added))
        if for_kobo and not entry.kepub:
            made = self.shelf.book(entry.key, kepub=True)
            return Download(made[1], len(made[1]), made[0], KEPUB, known) if made else self._missing()
        file = self.shelf.opened(entry)
        if file is None:
            return self._missing()
        return Download(
            file, os.fstat(file.fileno()).st_size, self.shelf.name(entry), KEPUB if entry.kepub else EPUB, known
        )

    def cover(self, request: Request) -> Response:
        """The cover of a book."""
        return self._picture(request, thumbnail=False)

    def thumbnail(self, request: Request) -> Response:
        """The small cover of a book."""
        return self._picture(request, thumbnail=True)

    def search(self, _: Request) -> Response:
        """How to search the catalogue of OPDS 1.2."""
        return Response(opds1.search_bytes("/opds", self.library.title), media_type=opds1.SEARCH)

    def _picture(self, request: Request, *, thumbnail: bool) -> Response:
        name = request.path_params["name"]
        if name == "none.png":
            return answered(NOTHING, "image/png", Known('"none"', 0.0), request.headers)
        entry = self.shelf.entry(name.removesuffix(".jpg"))
        picture = self.shelf.cover(entry.key, thumbnail=thumbnail) if entry else None
        if entry is None or picture is None:
            return self._missing()
        kind = "image/jpeg" if picture.startswith(b"\xff\xd8") else "image/png"
        known = Known(f'"{entry.etag}-{"t" if thumbnail else "c"}"', _seconds(entry.added))
        return answered(picture, kind, known, request.headers)

    def _missing(self) -> Response:
        return webpages.error_page(self.library, 404, "There is no such book in this library; perhaps it was moved.")


class _Feeds(NamedTuple):
    """The catalogue in one format."""

    served: _Served
    base: str

    def start(self, request: Request) -> Response:
        """Where a reading program begins."""
        self.served.nudge()
        return self._answer(request, lambda: feeds.start_feed(self.served.library, self.base))

    def books(self, request: Request) -> Response:
        """Books, of which some are looked for."""
        parameters = dict(request.query_params)
        parameters.setdefault("words", parameters.get("query", ""))
        query = asked_for(parameters)
        return self._answer(request, lambda: feeds.books_feed(self.served.library, self.base, query))

    def names(self, request: Request) -> Response:
        """The fandoms, series, authors or languages."""
        kind = request.path_params["kind"]
        if kind not in KINDS:
            return webpages.error_page(self.served.library, 404, "")
        number = asked_for(request.query_params).page
        return self._answer(request, lambda: feeds.names_feed(self.served.library, self.base, kind, number))

    def book(self, request: Request) -> Response:
        """All that is known of one book."""
        entry = self.served.shelf.entry(request.path_params["key"])
        if entry is None:
            return webpages.error_page(self.served.library, 404, "")
        known = Known(f'W/"{entry.etag}"', _seconds(entry.added))
        if _BASES[self.base] == 1:
            return answered(opds1.entry_bytes(entry, self.base), opds1.ENTRY, known, request.headers)
        return answered(opds2.publication_bytes(entry, self.base), opds2.PUBLICATION, known, request.headers)

    def _answer(self, request: Request, made: Callable[[], feeds.Feed]) -> Response:
        """A feed, unless who asks has it: it is another only when the books are."""
        shelf = self.served.shelf
        asked = f"{self.base} {request.url.path}?{request.url.query}".encode("utf-8", "replace")
        known = Known(f'W/"{shelf.generation:x}-{blake2b(asked, digest_size=8).hexdigest()}"', shelf.moment)
        more = {"Vary": "Accept"}
        if is_known(known, request.headers):
            return answered(b"", "", known, request.headers, **more)
        feed = made()
        if _BASES[self.base] == 1:
            kind = opds1.NAVIGATION if feed.navigates else opds1.ACQUISITION
            return answered(opds1.feed_bytes(feed), kind, known, request.headers, **more)
        return answered(opds2.feed_bytes(feed), opds2.FEED, known, request.headers, **more)


def _agent(request: Request) -> str:
    return request.headers.get("user-agent", "")


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _onward(path: str) -> str:
    """Where to go after the door: a path of ours, and no other site's (two slashes begin another host)."""
    plain = path.isprintable() and path.isascii() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a short form."""
    body = await request.body()
    try:
        told = parse_qs(body[:_LONGEST_FORM].decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in told.items()}
