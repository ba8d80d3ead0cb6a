"""Requests that no browser sends: bytes for a socket, from a seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["requests"]

_PLACES = (
    "/",
    "/book/{}",
    "/browse/{}",
    "/static/{}",
    "/get/{}/{}",
    "/cover/{}",
    "/thumb/{}",
    "/opds",
    "/opds/{}",
    "/opds/books",
    "/opds2/books",
    "/opds2/names/{}",
    "/opds/book/{}",
    "/login",
    "/logout",
    "/refresh",
    "/upload",
    "/made/{}/{}/{}",
    "/{}",
)
_PIECES = (
    "..",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fsecret.txt",
    "%2e%2e/%2e%2e/secret.txt",
    "..\\..\\secret.txt",
    "....//secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "%00",
    "secret.epub%00.epub",
    "link.epub",
    "linked/inside.epub",
    "C:\\secret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "%ff%fe",
    "%ed%a0%80",
    "a" * 3000,
    "sheet.css",
    "books.html",
    "../webpages.py",
    "author",
    "fandom",
    "0" * 20,
    "{{7*7}}",
    "<script>",
    "%0d%0aSet-Cookie:%20a=b",
    "none.png",
    ".",
    "",
    "%25%32%65",
    "🕯",
)
_VALUES = (
    "'",
    '"',
    '"*',
    "a OR b",
    "NEAR(a b)",
    "title:a",
    "^a",
    "-",
    "*",
    "') UNION SELECT value FROM settings --",
    "%",
    "_",
    "\\",
    "\0",
    "\ud800",
    "東",
    "é" * 400,
    "999999999999999999999999",
    "-1",
    "0",
    "1e9",
    "٣",
    "new",
    "series",
    "en",
    "",
    "x" * 2500,
)
_NAMES = ("words", "query", "page", "order", "fandom", "series", "author", "language", "size", "onward", "[]", "a;b")
_HEADERS = (
    "Range: bytes=0-",
    "Range: bytes=-1",
    "Range: bytes=5-2",
    "Range: bytes=0-0,2-3,4-5",
    "Range: bytes=999999999999999999-",
    "Range: lines=1-2",
    'If-None-Match: "',
    "If-None-Match: *",
    "If-Modified-Since: yesterday",
    "If-Modified-Since: Tue, 99 Foo 99999 99:99:99 GMT",
    'If-Range: W/"x"',
    "Accept: application/opds+json",
    "Accept: application/atom+xml;q=,,;;",
    "Cookie: fic2epub=",
    "Cookie: fic2epub=zz.zz; a=b=c; ;;",
    'Cookie: fic2epub="\\777"',
    "Authorization: Basic !!!!",
    "Authorization: Basic YTpi",
    "Authorization: Bearer x",
    "Origin: null",
    "Origin: http://evil.example",
    "Origin: http://[",
    "Referer: \xff",
    "X-Forwarded-For: 127.0.0.1",
    "X-Forwarded-Host: evil.example",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Content-Length: 5",
    "Content-Type: multipart/form-data",
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Type: application/x-www-form-urlencoded; charset=utf-99",
    "Expect: 100-continue",
    "Upgrade: websocket",
    "Connection: upgrade",
    "Connection: keep-alive",
    "Accept-Encoding: gzip;q=nan",
    "User-Agent: " + "Kobo " * 400,
    "User-Agent: Kindle",
)
_BODIES = (
    b"",
    b"code=%00&onward=//evil.example",
    b"code=" + b"x" * 5000,
    b"&" * 3000,
    b"\xff\xfe\0\0",
    b'--b\r\nContent-Disposition: form-data; name="files"; filename="../../x.html"\r\n\r\n<p>hm\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name=\"files\"; filename*=UTF-8''%2e%2e%2fx\r\n\r\nPK\x03\x04\r\n--b--",
    b"--b\r\n" * 200,
    b"0\r\n\r\n",
    b"ffffffffffffffff\r\nx\r\n0\r\n\r\n",
)
_METHODS = ("GET",) * 12 + (
    "HEAD",
    "POST",
    "POST",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "G\tET",
)
_VERSIONS = ("HTTP/1.1",) * 12 + ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1 x", "")


def requests(seed: int, host: str, keys: tuple[str, ...]) -> Iterator[bytes]:
    """Without an end; `host` is the right one, `keys` are of books that are there."""
    chance = Random(seed)  # noqa: S311 - the same each time
    while True:
        yield _rubbish(chance) if chance.random() < 0.06 else _request(chance, host, keys)


def _request(chance: Random, host: str, keys: tuple[str, ...]) -> bytes:
    path = chance.choice(_PLACES)
    while "{}" in path:
        piece = chance.choice(keys) if chance.random() < 0.3 else chance.choice(_PIECES)
        path = path.replace("{}", piece if chance.random() < 0.8 else quote(piece, safe=""), 1)
    if chance.random() < 0.5:
        asked = (
            f"{chance.choice(_NAMES)}={quote(chance.choice(_VALUES).encode('utf-8', 'surrogatepass'))}"
            for _ in range(chance.randrange(1, 5))
        )
        path += "?" + "&".join(asked)
    if chance.random() < 0.03:
        path = chance.choice((f"http://evil.example{path}", "*", "?", "#", path + " " + path, f"//{path}"))
    method = chance.choice(_METHODS)
    named = chance.random()
    hosts = [f"Host: {host}"] * (1 if named < 0.94 else chance.choice((0, 2)))
    if 0.9 < named < 0.94:
        hosts = [f"Host: {chance.choice(('evil.example', '', 'a b', '[::', host + '@evil', 'localhost:x'))}"]
    headers = hosts + chance.choices(_HEADERS, k=chance.randrange(0, 4))
    body = b""
    if method == "POST":
        body = chance.choice(_BODIES)
        headers += [f"Origin: http://{host}"] if chance.random() < 0.8 else []
        headers += [f"Content-Length: {len(body)}"] if chance.random() < 0.9 else []
    if chance.random() < 0.01:
        headers += [f"X-{place}: {'y' * 50}" for place in range(chance.choice((100, 2000)))]
    lines = [f"{method} {path} {chance.choice(_VERSIONS)}".rstrip(), *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass") + body


def _rubbish(chance: Random) -> bytes:
    """No request at all."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(1, 400))
    if kind == 1:
        return b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(100)  # TLS
    if kind == 2:
        return b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    return b"GET / HTTP/1.1\r\n" + b"a" * chance.choice((10, 40_000)) + b"\r\n\r\n"
