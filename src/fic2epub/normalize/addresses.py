"""Addresses among the metadata → addresses that a book can link to, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from fic2epub.normalize.markup.urls import strict_url

if TYPE_CHECKING:
    from fic2epub.model import Creator, Link, Metadata, RelatedWork, Series

    Linked = TypeVar("Linked", Creator, Link, Series, RelatedWork)

__all__ = ["with_strict_addresses"]


def with_strict_addresses(metadata: Metadata) -> Metadata:
    """
    The metadata with every address percent-encoded and absolute; None in place of what is none.

    Names stay: a page links those alone that have an address.
    """
    return replace(
        metadata,
        creators=_all(metadata.creators),
        source_url=_strict(metadata.source_url),
        series=_all(metadata.series),
        collections=_all(metadata.collections),
        recipients=_all(metadata.recipients),
        prompts=tuple(one._replace(collection=_linked(one.collection)) for one in metadata.prompts),
        related=_all(metadata.related),
    )


def _all(links: tuple[Linked, ...]) -> tuple[Linked, ...]:
    return tuple(map(_linked, links))


def _linked(link: Linked) -> Linked:
    url = _strict(link.url)
    return link if url == link.url else link._replace(url=url)


def _strict(url: str | None) -> str | None:
    return strict_url(url) if url else None
