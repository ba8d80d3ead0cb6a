"""The catalogue as JSON: OPDS 2.0 (drafts.opds.io/opds-2.0), which newer reading programs prefer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fic2epub.serving.publications import OPEN_ACCESS, identifier_of, moment_told, offers_of, pictures_of

if TYPE_CHECKING:
    from fic2epub.serving.feeds import Feed, Way
    from fic2epub.serving.library import Entry

__all__ = ["AUTHENTICATION", "FEED", "PUBLICATION", "authentication_bytes", "feed_bytes", "publication_bytes"]

FEED, PUBLICATION = "application/opds+json", "application/opds-publication+json"
AUTHENTICATION = "application/opds-authentication+json"
_BASIC = "http://opds-spec.org/auth/basic"
_NEW = "http://opds-spec.org/sort/new"


def feed_bytes(feed: Feed) -> bytes:
    """A page of the catalogue."""
    told: dict[str, Any] = {"metadata": _metadata(feed), "links": _links(feed)}
    if feed.navigates:
        told["navigation"] = [_way(way, feed.base) for way in feed.ways]
    else:
        told["publications"] = [_publication(entry, feed.base) for entry in feed.entries]
    if feed.groups:
        told["groups"] = [
            {
                "metadata": {"title": group.title, "numberOfItems": group.total},
                "links": [{"rel": "self", "href": group.address, "type": FEED}],
                "publications": [_publication(entry, feed.base) for entry in group.entries],
            }
            for group in feed.groups
        ]
    if feed.facets:
        told["facets"] = [
            {"metadata": {"title": facet.title}, "links": [_choice(way) for way in facet.ways]} for facet in feed.facets
        ]
    return _json(told)


def publication_bytes(entry: Entry, base: str) -> bytes:
    """All that is known of one book."""
    return _json(_publication(entry, base))


def authentication_bytes(title: str, base: str) -> bytes:
    """How to come in (drafts.opds.io/authentication-for-opds-1.0): with the code for a password."""
    told = {
        "id": "urn:fic2epub:authentication",
        "title": title,
        "description": "Type the access code as password; any name will do.",
        "links": [{"rel": "start", "href": base, "type": FEED}],
        "authentication": [{"type": _BASIC, "labels": {"login": "Name (any)", "password": "Access code"}}],
    }
    return _json(told)


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _metadata(feed: Feed) -> dict[str, Any]:
    told: dict[str, Any] = {"title": feed.title, "modified": moment_told(feed.moment)}
    if feed.address != feed.base:
        told |= {"numberOfItems": feed.total, "itemsPerPage": feed.size, "currentPage": feed.number}
    return told


def _links(feed: Feed) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = [
        {"rel": "self", "href": feed.address, "type": FEED},
        {"rel": "start", "href": feed.base, "type": FEED},
        {"rel": "search", "href": f"{feed.base}/books{{?query}}", "type": FEED, "templated": True},
    ]
    if feed.address != feed.base:
        links.append({"rel": "up", "href": feed.base, "type": FEED})
    return links + [{"rel": rel, "href": address, "type": FEED} for rel, address in feed.turns]


def _way(way: Way, base: str) -> dict[str, Any]:
    rel = _NEW if way.address == f"{base}/books" else "subsection"
    counted = {"properties": {"numberOfItems": way.many}}
    return {"title": way.title, "href": way.address, "type": FEED, "rel": rel, **counted}


def _choice(way: Way) -> dict[str, Any]:
    told: dict[str, Any] = {"title": way.title, "href": way.address, "type": FEED}
    if way.active:
        told["rel"] = "self"
    if way.many:
        told["properties"] = {"numberOfItems": way.many}
    return told


def _publication(entry: Entry, base: str) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/EBook",
        "identifier": identifier_of(entry),
        "title": entry.title,
        "modified": entry.added,
        "author": [{"name": name} for name in entry.creators],
        "language": entry.language,
        "published": entry.published if len(entry.published) == len("2000-01-01") else "",
        "publisher": entry.publisher,
        "description": entry.summary,
        "subject": [{"name": name} for name in dict.fromkeys((*entry.fandoms, *entry.subjects))],
        "belongsTo": {"series": _series(entry)} if entry.series else None,
    }
    links: list[dict[str, Any]] = [{"rel": "self", "href": f"{base}/book/{entry.key}", "type": PUBLICATION}]
    for offer in offers_of(entry):
        size = {"properties": {"size": offer.length}} if offer.length else {}
        links.append(
            {"rel": OPEN_ACCESS, "href": offer.address, "type": offer.media_type, "title": offer.title, **size}
        )
    links.append({"rel": "alternate", "href": f"/book/{entry.key}", "type": "text/html"})
    return {
        "metadata": {name: value for name, value in metadata.items() if value},
        "links": links,
        "images": [{"rel": rel, "href": address, "type": kind} for rel, address, kind in pictures_of(entry)],
    }


def _series(entry: Entry) -> dict[str, Any]:
    position = {} if entry.series_index is None else {"position": entry.series_index}
    return {"name": entry.series, **position}
