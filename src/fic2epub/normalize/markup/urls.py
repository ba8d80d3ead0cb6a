"""Addresses as a strict URL parser wants them (EPUBCheck: RSC-020, HTM-025).

A module of its own instead of `urllib.parse`, whose import costs more than all links of most works.
"""

from __future__ import annotations

import re

from fic2epub.patterns import late

__all__ = ["SITE", "host_of", "strict_url"]

SITE = "https://archiveofourown.org"

_PARTS = late(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
"""RFC 3986, appendix B, with the scheme's letters spelled out."""
_AUTHORITY = late(r"(?:[^@]*@)?([^:@\[\]]+)(?::([0-9]{0,5}))?")
_HOST = late(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
_NUMBERS = late(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\.?$")
_LAST_PORT = 0xFFFF
_OCTETS = 4
_OCTET = late("[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]")
_UNSAFE = late(r"[^A-Za-z0-9._~!$&'()*+,;=:@/-]")
_UNSAFE_QUERY = late(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?-]")
_ESCAPE = late(r"%(?![0-9A-Fa-f]{2})")
_SPACE = late(r"[\t\r\n]+")
_EDGES = "".join(map(chr, range(0x21)))
_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~!$&'()*+,;=:@/-"
"""What stands in most addresses of the archive, which are strict as they are."""


def strict_url(written: str) -> str | None:
    """
    The absolute address that `written` means, percent-encoded, or None when a book cannot link to it.

    Kept are http, https, ftp and mailto, as on AO3 (otwarchive config/initializers/gem-plugin_config/
    sanitizer_config.rb). An address from the root is one of the archive's; any other relative one means nothing here.
    """
    is_plain = written.startswith(f"{SITE}/") and not written.strip(_SAFE)
    return written if is_plain else _settled(written)


def _settled(written: str) -> str | None:
    """The same of any address."""
    match = _PARTS.fullmatch(_SPACE.sub("", written.strip(_EDGES)).replace("\\", "/"))
    if match is None:
        return None
    scheme, authority, path, query, fragment = match.groups()
    scheme = (scheme or "").lower()
    if scheme == "mailto":
        return _mail(path, query)
    if not scheme and authority is None and path.startswith("/"):
        scheme, authority = "https", SITE.removeprefix("https://")
    elif not scheme and authority is not None:
        scheme = "https"
    if scheme not in ("http", "https", "ftp") or authority is None:
        return None
    place = _authority(authority)
    if place is None:
        return None
    url = f"{scheme}://{place}{_encode(path)}"
    if query is not None:
        url += "?" + _encode(query, _UNSAFE_QUERY)
    return url if fragment is None else url + "#" + _encode(fragment, _UNSAFE_QUERY)


def host_of(url: str) -> str:
    """The host of an address that `strict_url` gave, without `www.`."""
    return url.split("/", 3)[2].rpartition("@")[2].partition(":")[0].removeprefix("www.")


def _authority(written: str) -> str | None:
    """Host and port; None when no parser would take them. A name and password before the host are left out."""
    match = _AUTHORITY.fullmatch(written)
    if match is None:
        return None
    host, port = match[1].lower(), match[2]
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return None
    if not _HOST.fullmatch(host) or _bad_number(host) or (port and int(port) > _LAST_PORT):
        return None
    return f"{host}:{int(port)}" if port else host


def _bad_number(host: str) -> bool:
    """Whether the host looks like an IPv4 address and is none (WHATWG URL, 3.5: a last label of digits)."""
    parts = host.rstrip(".").split(".")
    if not _NUMBERS.match(parts[-1]):
        return False
    return len(parts) != _OCTETS or not all(_OCTET.fullmatch(part) for part in parts)


def _mail(path: str, query: str | None) -> str | None:
    """A `mailto:` address with an @ in it."""
    path = path.strip()
    if "@" not in path:
        return None
    return f"mailto:{_encode(path)}" + ("" if query is None else "?" + _encode(query, _UNSAFE_QUERY))


def _encode(text: str, unsafe: re.Pattern[str] = _UNSAFE) -> str:
    """Percent-encode what is not for this part of an address; what is encoded already stays."""
    text = _ESCAPE.sub("%25", text)
    return unsafe.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "%":
        return "%"
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
