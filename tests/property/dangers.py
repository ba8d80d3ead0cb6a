"""Whatever of a book could do more than stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.property.books import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Book

__all__ = ["dangers_in", "dangers_of"]

_RUNS = frozenset(
    "applet audio base button embed form frame iframe input meta object script source track video".split()
)
_ADDRESSES = frozenset(("action", "background", "cite", "data", "href", "poster", "src", "srcset"))
_SCHEMES = ("http://", "https://", "mailto:", "ftp://")


def dangers_in(book: Book) -> Iterator[str]:
    """Whatever of a book could do more than stand there."""
    for document in book.documents:
        for element in well_formed(document).iter("*"):
            yield from dangers_of(element)
    for asset in book.assets:
        if asset.href.endswith(".css") and (b"url(" in asset.data or b"@import" in asset.data):
            yield asset.href


def dangers_of(element: _Element) -> Iterator[str]:
    """What one element could do."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in _RUNS:
        yield f"<{tag}>"
    for name, value in element.items():
        runs = name.startswith("on") or name in {"style", "srcdoc", "http-equiv"}
        if runs or (name in _ADDRESSES and not _is_harmless(tag, value)):
            yield f"<{tag} {name}={value!r}>"


def _is_harmless(tag: str, address: str) -> bool:
    """A link to click on may lead to the web; anything else stays in the book."""
    leads_out = address.startswith(_SCHEMES) and tag in {"a", "blockquote", "q", "del", "ins"}
    return leads_out or (":" not in address and not address.startswith(("/", "../../")))
