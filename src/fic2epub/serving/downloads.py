"""Bytes over HTTP: whole, in part, or not at all when the other side has them (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import quote

import anyio
import anyio.to_thread
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

__all__ = ["Download", "Known", "answered", "is_known"]

_PIECE = 1 << 16
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_ETAG = re.compile(r'(?:W/)?("[^"]*")')


class Known(NamedTuple):
    """What tells one state of a resource from another."""

    etag: str
    """With its quotes, and `W/` before them when other bytes mean the same."""
    moment: float
    """Of the last change: seconds since 1970."""

    @property
    def headers(self) -> dict[str, str]:
        """To be sent with it. It may be kept by who asked, who has to ask again each time."""
        return {
            "ETag": self.etag,
            "Last-Modified": formatdate(self.moment, usegmt=True),
            "Cache-Control": "private, no-cache",
        }


def is_known(known: Known, headers: Mapping[str, str]) -> bool:
    """Whether who asks has this state already."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or _bare(known.etag) in set(_ETAG.findall(tags))
    since = headers.get("if-modified-since", "")
    try:
        return bool(since) and parsedate_to_datetime(since).timestamp() >= int(known.moment)
    except (ValueError, TypeError, OverflowError):
        return False


def answered(content: bytes, media_type: str, known: Known, headers: Mapping[str, str], **more: str) -> Response:
    """The content, or word that who asks has it."""
    told = {**known.headers, **more}
    if is_known(known, headers):
        return Response(status_code=304, headers=told)
    return Response(content, media_type=media_type, headers=told)


def _bare(etag: str) -> str:
    return etag.removeprefix("W/")


class Download(Response):
    """
    A file, or bytes, to be kept under a name.

    The file is read piece by piece as the other side takes it, and closed at the end; a single range of it may be asked
    for, and whoever asks for several gets all of it (RFC 9110, section 14.2, allows that).
    """

    def __init__(self, content: BinaryIO | bytes, size: int, name: str, media_type: str, known: Known) -> None:
        """`size` is how many bytes are sent, whatever becomes of the file meanwhile."""
        super().__init__(media_type=media_type)
        self._content, self._size, self._known = content, size, known
        del self.headers["content-length"]
        self.headers.update(known.headers)
        self.headers["accept-ranges"] = "bytes"
        self.headers["content-disposition"] = _disposition(name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is asked for."""
        try:
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            start, end = self._decide(headers)
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] == "HEAD" or start == end:
                await send({"type": "http.response.body"})
            else:
                await self._send_unless_gone(start, end, receive, send)
        finally:
            if not isinstance(self._content, bytes):
                await run_in_threadpool(self._content.close)

    def _decide(self, headers: Mapping[str, str]) -> tuple[int, int]:
        """Which bytes are sent; sets status and headers."""
        if is_known(self._known, headers):
            self.status_code = 304
            return 0, 0
        part = _part(headers, self._size, self._known)
        if part is None:
            self.headers["content-length"] = str(self._size)
            return 0, self._size
        start, end = part
        if start >= end:
            self.status_code = 416
            self.headers["content-range"] = f"bytes */{self._size}"
            self.headers["content-length"] = "0"
            return 0, 0
        self.status_code = 206
        self.headers["content-range"] = f"bytes {start}-{end - 1}/{self._size}"
        self.headers["content-length"] = str(end - start)
        return start, end

    async def _send_unless_gone(self, start: int, end: int, receive: Receive, send: Send) -> None:
        """Send, and stop when nobody takes it any more: the server does not tell otherwise."""
        async with anyio.create_task_group() as tasks:

            async def listen() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                tasks.cancel_scope.cancel()

            tasks.start_soon(listen)
            await self._send(start, end, send)
            tasks.cancel_scope.cancel()

    async def _send(self, start: int, end: int, send: Send) -> None:
        content = self._content
        if isinstance(content, bytes):
            await send({"type": "http.response.body", "body": content[start:end]})
            return
        await anyio.to_thread.run_sync(content.seek, start)
        while start < end:
            piece = await anyio.to_thread.run_sync(_read, content, min(_PIECE, end - start))
            if not piece:
                return  # shorter than it was, or its drive is gone: the server hangs up, and who asked sees it
            start += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": start < end})


def _read(file: BinaryIO, size: int) -> bytes:
    """The next piece; nothing, where there is none to be had."""
    try:
        return file.read(size)
    except OSError:
        return b""


def _part(headers: Mapping[str, str], size: int, known: Known) -> tuple[int, int] | None:
    """The first byte and the one after the last; None for all, an empty part for one that is not there."""
    asked = _RANGE.fullmatch(headers.get("range", "").strip())
    if asked is None or not (asked[1] or asked[2]):
        return None
    if headers.get("if-range", known.etag) != known.etag:
        return None
    if not asked[1]:
        return max(0, size - int(asked[2])), size
    end = min(int(asked[2]) + 1, size) if asked[2] else size
    if asked[2] and int(asked[2]) < int(asked[1]):
        return None  # no range at all
    return int(asked[1]), end


def _disposition(name: str) -> str:
    """
    How a file is called.

    A name that is not ASCII is told in the one way that cannot be misread (RFC 6266); programs that do not know it take
    the end of the address, where it stands, too.
    """
    plain = name.isascii() and '"' not in name and "\\" not in name and "%" not in name and name.isprintable()
    return f'attachment; filename="{name}"' if plain else f"attachment; filename*=UTF-8''{quote(name, safe='')}"
