"""The catalogue as Atom: OPDS 1.2 (specs.opds.io/opds-1.2), which nearly all reading programs know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import serialize
from fic2epub.serving.publications import OPEN_ACCESS, identifier_of, moment_told, offers_of, pictures_of, urn_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.serving.feeds import Feed, Way
    from fic2epub.serving.library import Entry

__all__ = ["ACQUISITION", "ENTRY", "NAVIGATION", "SEARCH", "entry_bytes", "feed_bytes", "search_bytes"]

NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
SEARCH = "application/opensearchdescription+xml"
_ATOM, _OPDS = "http://www.w3.org/2005/Atom", "http://opds-spec.org/2010/catalog"
_DC, _THREAD = "http://purl.org/dc/terms/", "http://purl.org/syndication/thread/1.0"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_NAMES = {None: _ATOM, "opds": _OPDS, "dc": _DC, "thr": _THREAD, "opensearch": _OPENSEARCH}
_FACET, _NEW = "http://opds-spec.org/facet", "http://opds-spec.org/sort/new"
_SUBSECTION = "subsection"
_NOBODY = "Unknown"
"""Stands for the author that Atom wants (RFC 4287, section 4.2.1), where a book names none."""


def feed_bytes(feed: Feed) -> bytes:
    """A page of the catalogue."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMES)
    _put(root, "id", f"urn:fic2epub:{feed.address}".replace(" ", "+"))
    _put(root, "title", feed.title)
    _put(root, "updated", moment_told(feed.moment))
    _put(_put(root, "author"), "name", feed.library)
    kind = NAVIGATION if feed.navigates else ACQUISITION
    _link(root, "self", feed.address, kind)
    _link(root, "start", feed.base, NAVIGATION, title=feed.library)
    if feed.address != feed.base:
        _link(root, "up", feed.base, NAVIGATION)
    _link(root, "search", f"{feed.base}/search.xml", SEARCH)
    for rel, address in feed.turns:
        _link(root, rel, address, kind)
    _put_counts(root, feed)
    _put_facets(root, feed)
    for way in feed.ways:
        _put_way(root, way, feed)
    for entry in feed.entries:
        root.append(_entry(entry, feed.base))
    return serialize(root, doctype=None)


def entry_bytes(entry: Entry, base: str) -> bytes:
    """All that is known of one book."""
    return serialize(_entry(entry, base), doctype=None)


def search_bytes(base: str, title: str) -> bytes:
    """How to search (OpenSearch 1.1): only with the words, as any program can."""
    root = etree.Element(f"{{{_OPENSEARCH}}}OpenSearchDescription", nsmap={None: _OPENSEARCH})
    for name, text in (
        ("ShortName", title[:16]),
        ("Description", f"Books of {title}"[:1024]),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{name}").text = text
    template = f"{base}/books?words={{searchTerms}}"
    etree.SubElement(root, f"{{{_OPENSEARCH}}}Url", type=ACQUISITION, template=template)
    return serialize(root, doctype=None)


def _put(parent: _Element, name: str, text: str = "", namespace: str = _ATOM, **marks: str) -> _Element:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    for mark, value in marks.items():
        child.set(mark, value)
    child.text = text or None
    return child


def _link(parent: _Element, rel: str, address: str, kind: str, **marks: str) -> _Element:
    return _put(parent, "link", rel=rel, href=address, type=kind, **marks)


def _put_counts(root: _Element, feed: Feed) -> None:
    """How many there are, as OpenSearch tells it."""
    if feed.address == feed.base:
        return
    for name, number in (
        ("totalResults", feed.total),
        ("itemsPerPage", feed.size),
        ("startIndex", (feed.number - 1) * feed.size + 1),
    ):
        _put(root, name, str(number), _OPENSEARCH)


def _put_facets(root: _Element, feed: Feed) -> None:
    for facet in feed.facets:
        for way in facet.ways:
            link = _link(root, _FACET, way.address, ACQUISITION, title=way.title)
            link.set(f"{{{_OPDS}}}facetGroup", facet.title)
            if way.many:
                link.set(f"{{{_THREAD}}}count", str(way.many))
            if way.active:
                link.set(f"{{{_OPDS}}}activeFacet", "true")


def _put_way(root: _Element, way: Way, feed: Feed) -> None:
    entry = _put(root, "entry")
    _put(entry, "title", way.title)
    _put(entry, "id", f"urn:fic2epub:{way.address}")
    _put(entry, "updated", moment_told(feed.moment))
    of_what = "book" if way.books else "name"
    _put(entry, "content", f"{way.many:,} {of_what}{'' if way.many == 1 else 's'}", type="text")
    rel = _NEW if way.address == f"{feed.base}/books" else _SUBSECTION
    link = _link(entry, rel, way.address, ACQUISITION if way.books else NAVIGATION)
    link.set(f"{{{_THREAD}}}count", str(way.many))


def _entry(book: Entry, base: str) -> _Element:
    """A book, with all that is known of it."""
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap=_NAMES)
    _put(entry, "title", book.title)
    _put(entry, "id", urn_of(book))
    _put(entry, "updated", book.added)
    for creator in book.creators or (_NOBODY,):
        _put(_put(entry, "author"), "name", creator)
    _put_facts(entry, book)
    for subject in dict.fromkeys((*book.fandoms, *book.subjects)):
        _put(entry, "category", term=subject, label=subject)
    if book.summary:
        _put(entry, "summary", book.summary, type="text")
    for rel, address, kind in pictures_of(book) if book.has_cover else ():
        _link(entry, rel, address, kind)
    for offer in offers_of(book):
        length = {"length": str(offer.length)} if offer.length else {}
        _link(entry, OPEN_ACCESS, offer.address, offer.media_type, title=offer.title, **length)
    _link(entry, "alternate", f"{base}/book/{book.key}", ENTRY, title="All that is known of it")
    _link(entry, "alternate", f"/book/{book.key}", "text/html")
    return entry


def _put_facts(entry: _Element, book: Entry) -> None:
    """What is known of a book, in the words of Dublin Core."""
    facts = {
        "identifier": identifier_of(book),
        "language": book.language,
        "publisher": book.publisher,
        "issued": book.published,
        "isPartOf": f"{book.series} {book.position}".strip() if book.series else "",
        "extent": f"{book.words:,} words" if book.words else "",
    }
    for name, text in facts.items():
        if text:
            _put(entry, name, text, _DC)
    if book.rights:
        _put(entry, "rights", book.rights)
