"""
What saving does to a page that a browser shows: files by name, as they then lie in a folder.

Each says what is particular to the program that saves. Nothing is read or fetched.
"""

from __future__ import annotations

import html
import io
import quopri
import re
import zipfile
from base64 import b64encode, encodebytes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "SAVES",
    "Files",
    "Opened",
    "as_zip",
    "chrome_complete",
    "chrome_mhtml",
    "explorer_mhtml",
    "firefox_complete",
    "firefox_mhtml",
    "html_only",
    "single_file",
    "source_by_chrome",
    "source_by_firefox",
]

Files = dict[str, bytes]
"""Path in the folder of the save → content; the page itself is the first."""

_LINK = re.compile(r'(?<=[ \n])(href|src|action)="([^"]*)"')
_STYLE = re.compile(r"(?s)<style[^>]*>(.*?)</style>")
_DOCTYPE = re.compile(r"(?i)^\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE[^>]*>\n?")
_DATE = "Tue, 02 Mar 2026 08:15:00 -0000"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A page as a browser has it open."""

    page: bytes
    """In UTF-8."""
    url: str = "https://archiveofourown.org/works/40000001"
    title: str = "A Lamp for the Harbour"
    """What the browser offers for a name, and the programs write into the file."""
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """Address as in the page → media type and content, of those that the browser could load."""

    @property
    def text(self) -> str:
        """The page's markup."""
        return self.page.decode()


def _absolute(opened: Opened, turned: Callable[[str, str], str | None]) -> str:
    """The markup with absolute addresses, but for those that `turned` (name, address) has another one for."""

    def written(match: re.Match[str]) -> str:
        address = html.unescape(match[2])
        other = turned(match[1], address)
        full = address if address.startswith(("#", "data:", "javascript:")) else urljoin(opened.url, address)
        return f'{match[1]}="{html.escape(full if other is None else other)}"'

    return _LINK.sub(written, opened.text)


def _local_names(opened: Opened) -> dict[str, str]:
    """Address of a picture → name of its file; a name that was taken is numbered, as browsers do."""
    names: dict[str, str] = {}
    for address in opened.pictures:
        stem, dot, ending = (urlsplit(address).path.rpartition("/")[2] or "picture").rpartition(".")
        name, number = f"{stem}{dot}{ending}", 0
        while name in names.values():
            number += 1
            name = f"{stem}({number}){dot}{ending}"
        names[address] = name
    return names


def _after_doctype(text: str, comment: str) -> str:
    match = _DOCTYPE.match(text)
    return f"{match[0]}{comment}{text[match.end() :]}" if match else comment + text


def html_only(opened: Opened, name: str = "") -> Files:
    """The page as it came; pictures stay where they are, links from the root lead there."""
    return {f"{name or opened.title}.html": opened.page}


def chrome_complete(opened: Opened, name: str = "") -> Files:
    """Chrome, "webpage, complete": a comment with the address, its length before it; `./NAME_files/`, not escaped."""
    name = name or opened.title
    names = _local_names(opened)

    def local(kind: str, address: str) -> str | None:
        return f"./{name}_files/{names[address]}" if kind == "src" and address in names else None

    comment = f"<!-- saved from url=({len(opened.url):04d}){opened.url} -->\n"
    page = _after_doctype(_absolute(opened, local), comment)
    return {f"{name}.html": page.encode(), **_beside(opened, name, names)}


def firefox_complete(opened: Opened, name: str = "") -> Files:
    """Firefox, "web page, complete": `NAME_files/`, escaped; what could not be loaded keeps its address."""
    name = name or opened.title
    names = _local_names(opened)

    def local(kind: str, address: str) -> str | None:
        return quote(f"{name}_files/{names[address]}") if kind == "src" and address in names else None

    return {f"{name}.html": _absolute(opened, local).encode(), **_beside(opened, name, names)}


def _beside(opened: Opened, name: str, names: Mapping[str, str]) -> Files:
    """The folder of a complete save: pictures, and what else a page has."""
    pictures = {f"{name}_files/{names[address]}": content for address, (_, content) in opened.pictures.items()}
    return {**pictures, f"{name}_files/sandbox.css": b"p { margin: 0 }", f"{name}_files/rails.js": b"void 0;"}


def single_file(opened: Opened, name: str = "") -> Files:
    """The extension SingleFile: pictures in the addresses, a comment in `html`, no scripts, a sheet of its own."""

    def inlined(kind: str, address: str) -> str | None:
        if kind != "src" or address not in opened.pictures:
            return None
        media_type, content = opened.pictures[address]
        return f"data:{media_type};base64,{b64encode(content).decode()}"

    comment = (
        f"<!--\n Page saved with SingleFile \n url: {opened.url} \n saved date: Tue Mar 02 2026 08:15:00 GMT+0000\n-->"
    )
    text = re.sub(r"(?is)<script\b.*?</script>", "", _absolute(opened, inlined))
    text = re.sub(r"(?i)<html[^>]*>", lambda match: match[0] + comment, text, count=1)
    sheet = f'<link rel=canonical href="{html.escape(opened.url)}"><style>.sf-hidden{{display:none!important}}</style>'
    text = re.sub(r"(?i)<head[^>]*>", lambda match: match[0] + sheet, text, count=1)
    return {f"{name or opened.title} (02_03_2026 08：15：00).html": text.encode()}


def chrome_mhtml(opened: Opened, name: str = "") -> Files:
    """Chrome, "webpage, single file": quoted-printable page, base64 pictures, both by their addresses; CRLF."""
    boundary = "----MultipartBoundary--lampoilandharbourbells0123456789abcdefghijk----"
    head = (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {opened.url}\nSubject: {opened.title}\nDate: {_DATE}\n"
        f'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="{boundary}"\n\n'
    )
    page = _part(
        "text/html",
        "quoted-printable",
        _quoted(_without_sheets(_absolute(opened, lambda _kind, _address: None)).encode()),
        f"Content-ID: <frame-0A1B2C3D@mhtml.blink>\nContent-Location: {opened.url}\n",
    )
    frame = _part("text/html", "quoted-printable", b"<p>A frame.</p>", "Content-ID: <frame-FF@mhtml.blink>\n")
    pictures = [
        _part(media_type, "base64", encodebytes(content), f"Content-Location: {urljoin(opened.url, address)}\n")
        for address, (media_type, content) in opened.pictures.items()
    ]
    sheets = [
        _part(
            "text/css",
            "quoted-printable",
            _quoted(f'@charset "utf-8";\n\n{match[1].strip()}'.encode()),
            f"Content-Location: {_sheet_address(number)}\n",
        )
        for number, match in enumerate(_STYLE.finditer(opened.text))
    ]
    return {f"{name or opened.title}.mhtml": _related(head, boundary, [page, frame, *pictures, *sheets])}


def _sheet_address(number: int) -> str:
    return f"cid:css-0a1b2c3d-0000-4000-8000-{number:012}@mhtml.blink"


def _without_sheets(text: str) -> str:
    """Chrome takes every `style` out, and puts a link to what was in it at the beginning of the head."""
    count = len(_STYLE.findall(text))
    links = (f'<link rel="stylesheet" type="text/css" href="{_sheet_address(number)}" />' for number in range(count))
    return _STYLE.sub("", text).replace("<head>", f"<head>{''.join(links)}", 1)


def explorer_mhtml(opened: Opened, name: str = "") -> Files:
    """Internet Explorer 11, "web archive": the page as it came, in the part's own charset; relative addresses stay."""
    boundary = "----=_NextPart_000_0000_01D70F3C.8E5B6E40"
    head = (
        f"From: <Saved by Windows Internet Explorer 11>\nSubject: {opened.title}\nDate: {_DATE}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="{boundary}"\n'
        "X-MimeOLE: Produced By Microsoft MimeOLE\n\nThis is a multi-part message in MIME format.\n\n"
    )
    content = opened.text.encode("cp1252", "xmlcharrefreplace")
    page = _part(
        'text/html;\n\tcharset="windows-1252"',
        "quoted-printable",
        _quoted(content),
        f"Content-Location: {opened.url}\n",
    )
    pictures = [
        _part(media_type, "base64", encodebytes(content), f"Content-Location: {urljoin(opened.url, address)}\n")
        for address, (media_type, content) in opened.pictures.items()
    ]
    return {f"{name or opened.title}.mht": _related(head, boundary, [page, *pictures])}


def firefox_mhtml(opened: Opened, name: str = "") -> Files:
    """Firefox with an extension (UnMHT, MAF): the page named by `start`, pictures by `cid:`, parts in any order."""
    boundary = "mozilla-lamp-0001"
    numbers = {address: f"picture{number}@lamp" for number, address in enumerate(opened.pictures, 1)}
    head = (
        f"From: <Saved by UnMHT>\nSubject: {opened.title}\nDate: {_DATE}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; boundary="{boundary}"; type="text/html"; start="<page@lamp>"\n\n'
    )
    text = _absolute(opened, lambda _kind, address: f"cid:{numbers[address]}" if address in numbers else None)
    pictures = [
        _part(media_type, "base64", encodebytes(content), f"Content-ID: <{numbers[address]}>\n")
        for address, (media_type, content) in opened.pictures.items()
    ]
    frame = _part("text/html", "8bit", b"<p>A frame.</p>", "Content-ID: <frame@lamp>\n")
    page = _part("text/html; charset=utf-8", "base64", encodebytes(text.encode()), "Content-ID: <page@lamp>\n")
    return {f"{name or opened.title}.mht": _related(head, boundary, [*pictures, frame, page])}


def _quoted(content: bytes) -> bytes:
    return quopri.encodestring(content)


def _part(kind: str, encoding: str, content: bytes, more: str) -> bytes:
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n".encode() + content


def _related(head: str, boundary: str, parts: list[bytes]) -> bytes:
    """A message of these parts, its lines ended as in mail."""
    delimiter = f"\n--{boundary}\n".encode()
    message = head.encode() + b"".join(delimiter + part for part in parts) + f"\n--{boundary}--\n".encode()
    return message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def source_by_chrome(opened: Opened, name: str = "") -> Files:
    """What Chrome shows as a page's source, saved as it shows it: a row of a table for each line."""
    rows = "".join(
        f'<tr><td class="line-number" value="{number}"></td>'
        f'<td class="line-content">{_coloured(line) or "<br>"}</td></tr>'
        for number, line in enumerate(opened.text.split("\n"), 1)
    )
    page = (
        '<html><head><meta name="color-scheme" content="light dark"></head><body>'
        '<div class="line-gutter-backdrop"></div><form autocomplete="off"><label class="line-wrap-control">Line wrap'
        f'<input type="checkbox"></label></form><table><tbody>{rows}</tbody></table></body></html>'
    )
    return {f"view-source_{name or opened.title}.html": page.encode()}


def source_by_firefox(opened: Opened, name: str = "") -> Files:
    """What Firefox shows as a page's source, saved as it shows it: one `pre` in `body#viewsource`."""
    lines = "\n".join(
        f'<span id="line{number}"></span>{_coloured(line)}' for number, line in enumerate(opened.text.split("\n"), 1)
    )
    page = (
        f"<!DOCTYPE html>\n<html><head><title>{html.escape(opened.url)}</title>"
        '<link rel="stylesheet" type="text/css" href="resource://content-accessible/viewsource.css"></head>'
        f'<body id="viewsource" class="highlight" style="-moz-tab-size: 4"><pre>{lines}\n</pre></body></html>'
    )
    return {f"{name or opened.title}.html": page.encode()}


def _coloured(line: str) -> str:
    """A line with its tags in spans, as browsers colour them."""
    parts = re.split(r"(<[^<>]*>)", line)
    spans = (
        f'<span class="html-tag">{html.escape(part)}</span>' if part[:1] == "<" else html.escape(part) for part in parts
    )
    return "".join(spans)


SAVES: dict[str, Callable[[Opened], Files]] = {
    "html-only": html_only,
    "chrome": chrome_complete,
    "firefox": firefox_complete,
    "single-file": single_file,
    "chrome-mhtml": chrome_mhtml,
    "explorer-mhtml": explorer_mhtml,
    "firefox-mhtml": firefox_mhtml,
    "source-by-chrome": source_by_chrome,
    "source-by-firefox": source_by_firefox,
}
"""Every way to save a page, by a short name."""


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip archive, as a person packs a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
