"""What happens to a file after it was downloaded, where it came from, and what is no download at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ao3.cases.case import case, chapter, one, several
from tests.ao3.cases.eras import everything
from tests.ao3.download import render
from tests.ao3.refusals import PAGES
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.cases.case import Case

__all__ = ["CASES", "REFUSED", "Refused"]

_HOSTS = ("www.archiveofourown.org", "download.archiveofourown.org", "ao3.org", "archive.transformativeworks.org")


def _with_mark(file: bytes) -> bytes:
    return b"\xef\xbb\xbf" + file


def _utf16(file: bytes) -> bytes:
    return file.decode().encode("utf-16")


def _windows(file: bytes) -> bytes:
    return file.decode().encode("cp1252", "xmlcharrefreplace")


def _crlf(file: bytes) -> bytes:
    return file.replace(b"\n", b"\r\n")


def _without_comments(file: bytes) -> bytes:
    return re.sub(rb"<!--/?chapter content-->", b"", file)


def _bare_ampersands(file: bytes) -> bytes:
    """Titles of the first years were printed as typed."""
    return file.replace(b"&amp;", b"&")


def _upper_case(file: bytes) -> bytes:
    """Tag names as some old tools wrote them."""
    return re.sub(rb"(</?)([a-z][a-z0-9]*)", lambda match: match[1] + match[2].upper(), file)


def _minified(file: bytes) -> bytes:
    """No white space between tags."""
    return re.sub(rb">\s+<", b"><", file)


def _title_message_dropped(file: bytes) -> bytes:
    """A link that lost its address: the text still tells it."""
    return re.sub(rb'<a href="[^"]*">(http[^<]*/works/\d+)</a>', rb"\1", file)


CASES: tuple[Case, ...] = (
    case("file-with-byte-order-mark", Era.D6, everything(Era.D6), resave=_with_mark),
    case("file-utf-16", Era.D9, everything(Era.D9), resave=_utf16),
    case("file-windows-1252", Era.D3, everything(Era.D3), resave=_windows),
    case("file-crlf", Era.D8, everything(Era.D8), resave=_crlf),
    case("file-without-comments", Era.D2, everything(Era.D2), resave=_without_comments),
    case("file-without-comments-d10", Era.D10, everything(Era.D10), resave=_without_comments),
    case("file-bare-ampersands", Era.D1, everything(Era.D1), resave=_bare_ampersands),
    case("file-upper-case-tags", Era.D4, everything(Era.D4), resave=_upper_case),
    case("file-minified", Era.D6, everything(Era.D6), resave=_minified),
    case("file-mail-attachment", Era.D9, everything(Era.D9), suffix=".txt"),
    case("file-id-told-by-text", Era.D3, everything(Era.D3), resave=_title_message_dropped),
    case("file-site-relative-bylines", Era.D2B, everything(Era.D2B)),
    case("file-old-message", Era.D1C, several("Old Message", chapter(1), chapter(2, "Two"))),
    *(
        case(f"host-{host.replace('.', '-')}", era, several("From a Mirror", chapter(1), chapter(2), host=host))
        for host, era in zip(_HOSTS, (Era.D2, Era.D3, Era.D9, Era.D1), strict=True)
    ),
    case("host-collection-path", Era.D9, one("In a Collection", collection_path="/collections/tide_tables")),
)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that no download is, though its name may say so."""

    name: str
    source: bytes


REFUSED: tuple[Refused, ...] = (
    *(Refused(name=f"refused-{made.name}", source=made.source) for made in PAGES),
    Refused(name="refused-empty", source=b""),
    Refused(name="refused-white-space", source=b" \n\t\r\n"),
    Refused(name="refused-binary", source=bytes(range(256)) * 40),
    Refused(name="refused-zip", source=b"PK\x03\x04" + b"\x00" * 200),
    Refused(name="refused-no-chapters", source=b"<html><body><div id='chapters'><p> </p></div></body></html>"),
    Refused(name="refused-only-a-preface", source=render(one("Cut"), Era.D6).split(b'<div id="chapters"')[0]),
)
"""What reading refuses with a `SourceError` or a `ReadingError`; the last one was cut off."""
