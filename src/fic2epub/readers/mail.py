"""E-mail addresses that Cloudflare hid from those who harvest them, spelled out again.

The site's proxy writes each address in hexadecimal digits: the first byte is a key, and each byte that follows is one
of the address, in UTF-8, by exclusive or with it. A script of the page undoes it; a page saved without running
scripts holds the digits, and `[email protected]` in place of the address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import drop, replace_with_children

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["spell_out_mail"]

_CODED = etree.XPath(
    "descendant::a[@data-cfemail or contains(@href, '/email-protection#')] | descendant::span[@data-cfemail]"
)
_FRAGMENT = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)$")
_SCRIPT = "/cdn-cgi/l/email-protection"


def spell_out_mail(root: _Element, note: Note) -> None:
    """
    Put the addresses back in their places in a page, or a piece of one: text for text, `mailto:` for links.

    A code that cannot be read leaves what the page shows, with a notice.
    """
    broken = 0
    for element in list(_CODED(root)):
        code = element.get("data-cfemail")
        if code is not None:
            broken += not _spell_out(element, _decoded(code))
        elif match := _FRAGMENT.search(element.get("href") or ""):
            broken += not _link_again(element, _decoded(match[1]))
    if broken:
        note("R022", f"e-mail addresses that the site's proxy hid, and that cannot be read: {broken}")


def _spell_out(element: _Element, address: str | None) -> bool:
    """Replace the element, which shows `[email protected]`, by the address."""
    if address is None:
        if _SCRIPT in (element.get("href") or ""):
            replace_with_children(element)
        return False
    element.tail = address + (element.tail or "")
    for kid in list(element):
        element.remove(kid)
    drop(element)
    return True


def _link_again(element: _Element, address: str | None) -> bool:
    if address is None:
        replace_with_children(element)
        return False
    element.set("href", f"mailto:{address}")
    return True


def _decoded(code: str) -> str | None:
    """The address, with what may follow it in a link (`?subject=…`); None when the digits are no address."""
    try:
        key, *rest = bytes.fromhex(code)
        address = bytes(byte ^ key for byte in rest).decode()
    except ValueError:
        return None
    return address if "@" in address and address.isprintable() else None
