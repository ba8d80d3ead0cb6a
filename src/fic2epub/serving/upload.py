"""Saved works are sent, books come back."""

from __future__ import annotations

from collections import OrderedDict
from secrets import token_urlsafe
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import anyio
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fic2epub.errors import DeliveryError, Fic2EpubError
from fic2epub.options import CHOICES
from fic2epub.serving.agents import browser_named
from fic2epub.serving.making import Sent
from fic2epub.serving.webpages import error_page, page_of
from fic2epub.targets import DEVICES

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from fic2epub.serving.agents import Browser
    from fic2epub.serving.library import Library, Made
    from fic2epub.serving.making import Make

__all__ = ["LARGEST", "MOST_FILES", "routes"]

LARGEST = 64 << 20
"""Bytes of what is sent at once; the longest works of the archive are under 60 MB as HTML."""
MOST_FILES = 200
"""Files of what is sent at once: the chapters of a work, saved one by one."""
_SENDERS = 4
"""How many may be sending or waiting at a time: what they send is kept in memory."""
_MAKERS = 2
"""Books that are made at a time."""
_PATIENCE = 300
"""Seconds in which everything has to be sent."""
_KEPT_BYTES, _KEPT_BOOKS, _KEPT_SECONDS = 256 << 20, 50, 3600
"""How much of what was made is kept for who sent it, and for how long."""
_FIELDS = 10
_FIELD = 1024
"""Bytes of a field that is no file."""
_LONGEST_NAME = 200
_BUSY = "The library is making as many books as it can. Try again in a minute."


class _Parser(MultiPartParser):
    """Keeps what is sent in memory, which bounds it; nothing is left in a folder for passing things."""

    max_file_size = spool_max_size = LARGEST

    def close(self) -> None:
        """Close what a form that breaks off has opened, too."""
        for file in self._files_to_close_on_error:
            file.close()


class _TooLarge(Exception):
    """More was sent than is taken."""


class Kept(NamedTuple):
    """What came of something that was sent."""

    books: tuple[Made, ...]
    since: float


class Counter:
    """Where books wait for who sent the works, by words that nobody else knows; the oldest give way."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def put(self, books: tuple[Made, ...]) -> str:
        """Keep books; what they are to be asked for by."""
        word = token_urlsafe(16)
        self._kept[word] = Kept(books, monotonic())
        while len(self._kept) > 1 and self._too_much():
            self._kept.popitem(last=False)
        return word

    def books(self, word: str) -> tuple[Made, ...]:
        """What was kept under this word; empty when nothing is (any more)."""
        while self._kept and next(iter(self._kept.values())).since < monotonic() - _KEPT_SECONDS:
            self._kept.popitem(last=False)
        return self._kept[word].books if word in self._kept else ()

    def _too_much(self) -> bool:
        size = sum(len(book.content) for kept in self._kept.values() for book in kept.books)
        return size > _KEPT_BYTES or len(self._kept) > _KEPT_BOOKS


def routes(library: Library, make: Make) -> list[BaseRoute]:
    """The addresses of the form, of what came of it, and of the books; `make` is called in a thread."""
    desk = _Desk(library, make)
    return [
        Route("/upload", desk.form, methods=["GET"]),
        Route("/upload", desk.take, methods=["POST"]),
        Route("/made/{word}", desk.show),
        Route("/made/{word}/{place:int}/{name}", desk.hand_out),
    ]


class _Desk:
    """Where works are taken and books handed out."""

    def __init__(self, library: Library, make: Make) -> None:
        self._library = library
        self._make = make
        self._counter = Counter()
        self._senders = 0
        self._makers: anyio.CapacityLimiter | None = None

    async def form(self, request: Request) -> Response:
        """The form; a word instead of it where a browser has no files."""
        return self._form(_browser(request))

    def _form(self, browser: Browser, status: int = 200, **said: str) -> Response:
        facts = {"message": "", "hint": "", "theme": CHOICES["theme"][0], "device": "generic", **said}
        themes = CHOICES["theme"]
        return page_of(
            self._library,
            "upload.html",
            browser,
            status=status,
            themes=themes,
            devices=DEVICES,
            largest=LARGEST,
            **facts,
        )

    async def take(self, request: Request) -> Response:
        """Make books of what is sent, and go on to them."""
        browser = _browser(request)
        if self._senders >= _SENDERS:
            return self._form(browser, 503, message=_BUSY)
        self._senders += 1
        wishes: dict[str, str] = {}
        try:
            files, wishes = await _received(request)
            books = await self._made(files, wishes)
        except (_TooLarge, MultiPartException, TimeoutError, Fic2EpubError) as error:
            status, message, hint = _refusal(error)
            return self._form(browser, status, message=message, hint=hint, **wishes)
        finally:
            self._senders -= 1
        return RedirectResponse(f"/made/{self._counter.put(books)}", status_code=303)

    async def _made(self, files: list[Sent], wishes: dict[str, str]) -> tuple[Made, ...]:
        """Make the books in a thread; so many at a time."""
        if not files:
            raise Fic2EpubError("no file was chosen")
        self._makers = self._makers or anyio.CapacityLimiter(_MAKERS)  # which wants a running loop
        return await anyio.to_thread.run_sync(self._make, files, wishes, limiter=self._makers)

    async def show(self, request: Request) -> Response:
        """What came of something that was sent."""
        word = request.path_params["word"]
        books = self._counter.books(word)
        if not books:
            return error_page(self._library, 404, "These books are not here any more. Send the work once more.")
        return page_of(self._library, "made.html", _browser(request), books=books, word=word)

    async def hand_out(self, request: Request) -> Response:
        """A book."""
        books, place = self._counter.books(request.path_params["word"]), request.path_params["place"]
        if place >= len(books):
            return error_page(self._library, 404, "This book is not here any more. Send the work once more.")
        return Response(
            books[place].content,
            media_type="application/epub+zip",
            headers={"Content-Disposition": _attached(books[place].name), "Cache-Control": "private, no-store"},
        )


def _browser(request: Request) -> Browser:
    return browser_named(request.headers.get("user-agent", ""))


def _refusal(error: Exception) -> tuple[int, str, str]:
    """What to answer when no book was made: an HTTP status, a sentence, a hint."""
    if isinstance(error, _TooLarge):
        return 413, f"That is more than {LARGEST >> 20} MB, which no work is.", ""
    if isinstance(error, MultiPartException):
        return 400, f"What was sent is no form: {error.message}.", ""
    if isinstance(error, Fic2EpubError):
        return 503 if isinstance(error, DeliveryError) else 422, _sentence(error.message), _sentence(error.hint)
    return 408, "That took too long to come.", ""


def _sentence(words: str) -> str:
    """Words of an error, as a sentence on a page."""
    said = words[:1].upper() + words[1:]
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."


async def _received(request: Request) -> tuple[list[Sent], dict[str, str]]:
    """The files of a form and its other fields; raises `_TooLarge`, `MultiPartException`, `TimeoutError`."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MultiPartException("it holds no files")
    parser = _Parser(request.headers, _bounded(request), max_files=MOST_FILES, max_fields=_FIELDS, max_part_size=_FIELD)
    with anyio.fail_after(_PATIENCE):
        try:
            form = await parser.parse()
        except (KeyError, ValueError) as error:
            raise MultiPartException("it breaks off") from error
    try:
        sent = [part for part in form.getlist("work") if isinstance(part, UploadFile)]
        files = [Sent(_plain(part.filename or ""), await part.read()) for part in sent]
    finally:
        await form.close()
        parser.close()
    wishes = {"theme": CHOICES["theme"], "device": tuple(DEVICES)}
    chosen = {name: str(form.get(name, "")) for name in wishes}
    return [one for one in files if one.content], {name: said for name, said in chosen.items() if said in wishes[name]}


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    """
    What is sent, as far as it is taken; raises `_TooLarge`.

    A little more is heard out, for a browser shows no answer to what it could not finish; `guarding.py` ends the rest.
    """
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size <= LARGEST:
            yield piece
    if size > LARGEST:
        raise _TooLarge


def _plain(name: str) -> str:
    """A file's name, for words about it: no path, and nothing but signs."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:_LONGEST_NAME] or "the file"


def _attached(name: str) -> str:
    """The header that names a download (RFC 6266): plain signs for old browsers, all of it for others."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in " .-_(),") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
