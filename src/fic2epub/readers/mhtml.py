"""Pages that a browser saved with all that belongs to them in one file, as MHTML (RFC 2557): `.mhtml`, `.mht`.

Chrome and Edge write them so, Internet Explorer did, and so do extensions of Firefox. The file is taken apart by its
delimiters, in one pass; only headers go through the standard library's `email`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.days import day_of_time
from fic2epub.decoding import codec_named
from fic2epub.errors import NotAWork, ReadingError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from email.message import Message

    from fic2epub.errors import Note
    from fic2epub.model import Source
    from fic2epub.options import Options

__all__ = ["unpack_mhtml"]

_HEADER = re.compile(rb"[!-9;-~]+:")
"""The name of a header field and its colon (RFC 5322, section 2.2)."""
_VERSION = re.compile(rb"(?im)^MIME-Version[ \t]*:")
_KIND = re.compile(rb"(?im)^Content-Type[ \t]*:\s*(?:multipart/|text/html|application/xhtml)")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\Z")
_LINE_END = re.compile(rb"(?:--)?[ \t]*(?:\r?\n|\Z)")
_LONGEST_HEAD = 1 << 16
"""Bytes of the header of a file or a part; a title and an address are most of it."""
_MOST_PARTS = 20_000
_DEEPEST = 8
"""Multiparts in multiparts; a frame in a page is one."""
_PAGES = ("text/html", "application/xhtml+xml")
_SPACE = re.compile(r"\s+")
_SHEET_TAKEN_OUT = re.compile(rb'<link\b[^<>]{0,200}?\bhref="(cid:css-[^"<>]{1,200})"[^<>]{0,200}>')
"""What Chrome leaves of a `style` element: it moves them all to the head, and what they hold to parts of the file."""
_CUT = "the page's file ends before all that belongs to the page does"


class _Part(NamedTuple):
    """A part of the file: where its content stands, and what its header says."""

    start: int
    end: int
    kind: str
    charset: str
    encoding: str
    """Of the transfer: `quoted-printable`, `base64`, or as it is."""
    location: str
    """The address that the page knows it by; empty when there is none."""
    ident: str
    """Its Content-ID, without the angle brackets."""


def unpack_mhtml(source: Source, options: Options, note: Note) -> Source | None:  # noqa: ARG001 - all have the options
    """
    The page inside an MHTML file, with its pictures in `files`; None when the file is something else.

    What is cut off is taken as far as it goes: whether the page itself is whole, its reader judges. Raises `NotAWork`
    when there is no page inside, `ReadingError` when the file is damaged before its page.
    """
    start = _start_of_header(source.data)
    if start is None:
        return None
    parts = _Parts(source.data, start, source.name)
    page = parts.page()
    if page is None and parts.cut:
        raise ReadingError(_CUT, where=source.name, hint="save the page again")
    if page is None:
        raise NotAWork("this is a message without a page in it", where=source.name, hint="save the work's page again")
    if parts.cut:
        note("S003", f"{_CUT}: pictures may be missing", source.name)
    page_alone = _with_sheets(parts.text_of(page), parts)
    return replace(source, data=page_alone, files=parts, saved=parts.saved or source.saved)


def _with_sheets(page: bytes, files: Mapping[str, bytes]) -> bytes:
    """The page with its styles in it again, each behind the link that took its place."""

    def written(match: re.Match[bytes]) -> bytes:
        sheet = files.get(match[1].decode("ascii", "replace"), b"")
        return match[0] if b"</" in sheet else match[0] + b'<style type="text/css">' + sheet + b"</style>"

    head, mark, body = page.partition(b"<body")
    return _SHEET_TAKEN_OUT.sub(written, head) + mark + body


def _start_of_header(data: bytes) -> int | None:
    """Where the header begins, if the file begins as a message of MIME does."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    if data[start : start + 1] == b"<":  # most files
        return None
    beginning = data[start : start + _LONGEST_HEAD]
    start += len(beginning) - len(beginning.lstrip())
    if not _HEADER.match(data, start):
        return None
    head = data[start : _end_of_header(data, start, len(data))]
    return start if _VERSION.search(head) and _KIND.search(head) else None


def _end_of_header(data: bytes, start: int, end: int) -> int:
    """Where the header that begins at `start` ends, before its blank line."""
    match = _BLANK_LINE.search(data, start, min(end, start + _LONGEST_HEAD))
    return match.start() if match else end


class _Parts(Mapping[str, bytes]):
    """The parts of an MHTML file, by address and by `cid:`; each is decoded when it is asked for."""

    def __init__(self, data: bytes, start: int, name: str) -> None:
        self._data = data
        self._name = name
        self._parts: list[_Part] = []
        self.cut = False
        """Whether a delimiter that ends a multipart is missing."""
        self.saved: date | None = None
        """The day, in UTC, on which the browser says that it saved the page."""
        self._root = ""
        self._base = ""
        self._read(start, len(data), 0)
        self._by_address: dict[str, _Part] = {}
        for part in self._parts:
            for address in (part.location, part.ident and f"cid:{part.ident}"):
                if address:
                    self._by_address.setdefault(address, part)

    def page(self) -> _Part | None:
        """The page itself: what the file says is its root, else the first page; others are frames in it."""
        pages = [part for part in self._parts if part.kind in _PAGES]
        named = [part for part in pages if self._root and self._root in (part.ident, part.location)]
        if self.cut and self._root:  # what is named may be what is cut off
            pages = []
        found = next(iter(named or pages), None)
        self._base = found.location if found else ""
        return found

    def text_of(self, part: _Part) -> bytes:
        """The content of a page, as UTF-8 where its header says how it is to be read and that is true."""
        content = self._content(part)
        codec = codec_named(part.charset)
        if codec.startswith(("utf-16", "utf-32", "iso2022")) or (codec and not _is_utf_8(content)):
            with suppress(UnicodeError):  # not true: told from the page's own bytes, then
                return content.decode(codec).encode()
        return content

    def __getitem__(self, address: str) -> bytes:
        """The content of the part with this address, which may be relative to the page's."""
        part = self._find(address)
        if part is None:
            raise KeyError(address)
        return self._content(part)

    def __contains__(self, address: object) -> bool:
        """Whether there is such a part; nothing is decoded for it."""
        return isinstance(address, str) and self._find(address) is not None

    def __iter__(self) -> Iterator[str]:
        """The addresses as they are written in the file."""
        return iter(self._by_address)

    def __len__(self) -> int:
        return len(self._by_address)

    def _find(self, address: str) -> _Part | None:
        part = self._by_address.get(address)
        if part is None and self._base and address:
            from urllib.parse import urljoin  # noqa: PLC0415 - dear, and few files need it

            try:
                part = self._by_address.get(urljoin(self._base, address))
            except ValueError:  # brackets that are no IPv6 address
                return None
        return part

    def _read(self, start: int, end: int, depth: int) -> None:
        """Read the part that begins with its header at `start`, or all that it is made of."""
        head_end = _end_of_header(self._data, start, end)
        head = _parsed(self._data[start:head_end])
        blank = _BLANK_LINE.match(self._data, head_end, end)
        body = blank.end() if blank else end
        if not depth:
            self.saved = _day_in(head)
        if head.get_content_maintype() == "multipart" and depth < _DEEPEST:
            self._root = self._root or _root_of(head)
            self._read_all(body, end, _boundary_of(head), depth)
        elif len(self._parts) >= _MOST_PARTS:
            raise SourceError(f"the page's file has more than {_MOST_PARTS} parts", where=self._name)
        else:
            self._parts.append(_part_of(head, body, end))

    def _read_all(self, start: int, end: int, boundary: str, depth: int) -> None:
        """Read the parts between the delimiters (RFC 2046, section 5.1.1)."""
        delimiter = b"\n--" + boundary.encode("utf-8", "surrogateescape")
        begun: int | None = None
        place = start - 1
        while boundary and (place := self._data.find(delimiter, place, end)) >= 0:
            behind = place + len(delimiter)
            if not _LINE_END.match(self._data, behind):
                place = behind
                continue
            if begun is not None:
                self._read(begun, max(begun, place - (self._data[place - 1 : place] == b"\r")), depth + 1)
            if self._data[behind : behind + 2] == b"--":
                return
            place = self._data.find(b"\n", behind, end)
            begun = place + 1 if place >= 0 else end
        self.cut = True
        if begun is not None and begun < end:
            self._read(begun, end, depth + 1)

    def _content(self, part: _Part) -> bytes:
        """The bytes of a part, its transfer encoding undone; damaged base64 as far as it goes."""
        from binascii import Error, a2b_base64, a2b_qp  # noqa: PLC0415 - built in, but most sources have no parts

        content = self._data[part.start : part.end]
        if part.encoding == "quoted-printable":
            return a2b_qp(content)
        if part.encoding != "base64":
            return content
        try:
            return a2b_base64(content + b"===")
        except Error:  # a letter too few for a last byte: that byte is made up, and dropped
            return a2b_base64(content + b"A===")[:-1]


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parsed(head: bytes) -> Message:
    from email.parser import BytesHeaderParser  # noqa: PLC0415 - dear, and most sources are no MHTML

    return BytesHeaderParser().parsebytes(head)


def _part_of(head: Message, start: int, end: int) -> _Part:
    return _Part(
        start=start,
        end=end,
        kind=head.get_content_type(),
        charset=head.get_content_charset() or "",
        encoding=_said(head, "Content-Transfer-Encoding").lower(),
        location=_SPACE.sub("", _said(head, "Content-Location")),
        ident=_said(head, "Content-ID").strip("<>"),
    )


def _said(head: Message, name: str) -> str:
    """The value of a header field, on one line."""
    return str(head.get(name, "")).strip()


def _day_in(head: Message) -> date | None:
    """The day of the `Date` field (RFC 5322, section 3.6.1)."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - loaded with the parser

    try:
        return day_of_time(parsedate_to_datetime(_said(head, "Date")).timestamp())
    except (OverflowError, ValueError):
        return None


def _boundary_of(head: Message) -> str:
    boundary = head.get_param("boundary", "")
    return boundary.rstrip() if isinstance(boundary, str) else str(head.get_boundary(""))


def _root_of(head: Message) -> str:
    """What the header calls the page: the id of a part (RFC 2387), or an address (Chrome)."""
    start = head.get_param("start", "")
    named = start.strip().strip("<>") if isinstance(start, str) else ""
    return named or _SPACE.sub("", _said(head, "Snapshot-Content-Location"))
