"""What is looked for, as it stands in an address, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fic2epub.serving.library import ORDERS, Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.serving.library import Kind, Order

__all__ = ["KIND_TITLES", "ORDER_TITLES", "address_of", "asked_for", "narrowed", "without"]

KIND_TITLES: dict[Kind, tuple[str, str]] = {
    "fandom": ("Fandom", "Fandoms"),
    "series": ("Series", "Series"),
    "author": ("Author", "Authors"),
    "language": ("Language", "Languages"),
}
"""One of a kind, and several."""
ORDER_TITLES: dict[Order, str] = {"new": "Newest", "title": "Title", "author": "Author", "series": "Series"}
_LONGEST = 500
"""Signs of a name or of words that are looked for."""
_DIGITS = 7
"""Digits of a page's number."""


def asked_for(parameters: Mapping[str, str]) -> Query:
    """The query of an address; what makes no sense in it is left out."""
    order = parameters.get("order", "")
    number = parameters.get("page", "")
    sensible = number.isascii() and number.isdigit() and len(number) <= _DIGITS
    return Query(
        words=_text(parameters, "words"),
        fandom=_text(parameters, "fandom"),
        series=_text(parameters, "series"),
        author=_text(parameters, "author"),
        language=_text(parameters, "language"),
        order=order if order in ORDERS else "new",
        page=max(1, int(number)) if sensible else 1,
    )


def _text(parameters: Mapping[str, str], name: str) -> str:
    """A parameter without signs that are no text."""
    return "".join(sign for sign in parameters.get(name, "")[:_LONGEST] if sign.isprintable()).strip()


def address_of(query: Query, path: str = "/") -> str:
    """The address of a query: what is empty or as usual is not in it."""
    usual = Query()._asdict()
    asked = {name: value for name, value in query._asdict().items() if value != usual[name] and name != "size"}
    return f"{path}?{urlencode(asked)}" if asked else path


def narrowed(query: Query, kind: Kind, name: str) -> Query:
    """Of what is looked for only what is of this fandom, series, author or language; from the first page on."""
    order: Order = "series" if kind == "series" else query.order
    return _said_of(query, kind, name)._replace(page=1, order=order)


def without(query: Query, kind: Kind) -> Query:
    """What is looked for, whatever it is of this kind; from the first page on."""
    order: Order = "new" if kind == "series" and query.order == "series" else query.order
    return _said_of(query, kind, "")._replace(page=1, order=order)


def _said_of(query: Query, kind: Kind, name: str) -> Query:
    fields: dict[str, Any] = {kind: name}
    return query._replace(**fields)
