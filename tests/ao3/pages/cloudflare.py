"""What the site's proxy does to e-mail addresses in a page (Cloudflare's e-mail obfuscation)."""

from __future__ import annotations

import re

__all__ = ["coded", "with_hidden_mail"]

_MAILTO = re.compile(r'<a([^>]*) href="mailto:([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r"(?<![\w.@#=/-])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?![^<]*>)")
_SCRIPT = "/cdn-cgi/l/email-protection"
_SHOWN = "[email&#160;protected]"


def coded(address: str, key: int = 0x5F) -> str:
    """The address in hexadecimal digits: the key, and each byte combined with it."""
    return bytes((key, *(byte ^ key for byte in address.encode()))).hex()


def with_hidden_mail(page: bytes) -> bytes:
    """The page as the proxy sends it: in links the address is coded, in text it is a link of the proxy's."""
    text = _MAILTO.sub(_linked, page.decode())
    return _ADDRESS.sub(_plain, text).encode()


def _linked(match: re.Match[str]) -> str:
    before, address, after, inside = match.groups()
    inside = _ADDRESS.sub(
        lambda found: f'<span class="__cf_email__" data-cfemail="{coded(found[1])}">{_SHOWN}</span>', inside
    )
    return f'<a{before} href="{_SCRIPT}#{coded(address)}"{after}>{inside}</a>'


def _plain(match: re.Match[str]) -> str:
    return f'<a href="{_SCRIPT}" class="__cf_email__" data-cfemail="{coded(match[1])}">{_SHOWN}</a>'
