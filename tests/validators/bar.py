"""What EPUBCheck does not ask and reading systems do: one small check for each demand, in one tuple.

A check yields its complaints. Where a demand comes from stands beside it: the EPUB 3.3 and EPUB Accessibility 1.1
recommendations, the Kindle Publishing Guidelines, Kobo's epub-spec, and the habits of Adobe's RMSDK.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from tests.validators.bar_pages import PAGE_CHECKS
from tests.validators.opened import DC, EPUB_TYPE, NCX, NS, OPF, XML_LANG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from tests.validators.opened import Opened

__all__ = ["CHECKS"]

_PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_COUNTS = (("identifier", 1, 1), ("title", 1, 1), ("language", 1, 1), ("creator", 1, 99), ("date", 0, 1))
_ACCESS = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
_LATER_PART = re.compile(r"-part\d+\.xhtml$")


def mimetype_is_first_and_stored(book: Opened) -> Iterator[str]:
    """EPUB 3.3, OCF ZIP container."""
    first = book.entries[0]
    if (first.name, first.data, first.stored, first.extra) != ("mimetype", b"application/epub+zip", True, b""):
        yield f"the first entry is {first.name}, {first.data[:30]!r}"


def names_are_plain_and_unique(book: Opened) -> Iterator[str]:
    """Kobo and Send-to-Kindle stumble over blanks and letters outside ASCII."""
    yield from (entry.name for entry in book.entries if not _PLAIN_NAME.fullmatch(entry.name))
    counted = Counter(entry.name.lower() for entry in book.entries)
    yield from (f"{name} is there {count} times" for name, count in counted.items() if count > 1)


def package_names_its_language(book: Opened) -> Iterator[str]:
    """EPUB Accessibility: a package without `xml:lang` is read aloud in the wrong voice."""
    if book.package.get("version") != "3.0" or not book.package.get(XML_LANG):
        yield f"version {book.package.get('version')}, language {book.package.get(XML_LANG)}"


def metadata_is_complete(book: Opened) -> Iterator[str]:
    """One title, one identifier, one language, one moment of change, no more than one date."""
    for name, least, most in _COUNTS:
        values = [element.text or "" for element in book.package.iter(DC + name)]
        if not least <= len(values) <= most or not all(value.strip() for value in values):
            yield f"dc:{name}: {values}"
    moments = [meta.text or "" for meta in book.metas("dcterms:modified")]
    if len(moments) != 1 or not _MOMENT.fullmatch(moments[0]):
        yield f"dcterms:modified: {moments}"


def creators_have_a_role_and_a_sorting_name(book: Opened) -> Iterator[str]:
    """Libraries sort by `file-as`; a creator without a role is anybody."""
    refined = {(meta.get("refines"), meta.get("property")) for meta in book.package.iter(f"{OPF}meta")}
    for creator in book.package.iter(f"{DC}creator"):
        mark = f"#{creator.get('id')}"
        if not {(mark, "role"), (mark, "file-as")} <= refined:
            yield str(creator.text)


def accessibility_is_stated(book: Opened) -> Iterator[str]:
    """EPUB Accessibility 1.1: modes, features and hazards; a claim to conform needs a person who certifies it."""
    for name in _ACCESS:
        if not any(meta.text for meta in book.metas(f"schema:{name}")):
            yield f"no {name}"
    if book.metas("dcterms:conformsTo"):
        yield "claims to conform"


def cover_is_marked_twice(book: Opened) -> Iterator[str]:
    """The property for EPUB 3, `meta name=cover` for the rest; crengine compares the whole attribute."""
    covers = [part for part in book.package.iter(f"{OPF}item") if "cover-image" in part.get("properties", "")]
    old = [meta for meta in book.package.iter(f"{OPF}meta") if meta.get("name") == "cover"]
    if len(covers) != 1 or covers[0].get("properties") != "cover-image":
        yield f"{len(covers)} covers"
    elif [meta.get("content") for meta in old] != [covers[0].get("id")] or next(iter(old[0].attrib)) != "name":
        yield "meta name=cover does not lead there, or has its name last"


def contents_follow_the_spine(book: Opened) -> Iterator[str]:
    """Every document but the cover, the contents and later parts is listed, in reading order."""
    listed = [book.target(book.nav_name, href)[0] for href in book.contents()]
    own_way = {name for name in book.spine if _is_cover(book, name) or _LATER_PART.search(name)} | {book.nav_name}
    due = [name for name in book.spine if name not in own_way]
    if list(dict.fromkeys(listed)) != due:
        yield f"listed {listed}, due {due}"


def _is_cover(book: Opened, name: str) -> bool:
    return any(element.get(EPUB_TYPE) == "cover" for element in book.documents[name].iter())


def ncx_agrees_with_the_contents(book: Opened) -> Iterator[str]:
    """Send-to-Kindle refuses books whose two tables of contents differ."""
    ncx = _ncx(book)
    theirs = [book.target(book.ncx_name, content.get("src", "")) for content in ncx.iter(f"{NCX}content")]
    ours = [book.target(book.nav_name, href) for href in book.contents()]
    if theirs != ours:
        yield f"{theirs} is not {ours}"
    metas = {meta.get("name"): meta.get("content") for meta in ncx.iter(f"{NCX}meta")}
    identifier = next(book.package.iter(f"{DC}identifier")).text
    if metas.get("dtb:uid") != identifier:
        yield f"uid {metas.get('dtb:uid')} is not {identifier}"
    order = [int(point.get("playOrder", "0")) for point in ncx.iter(f"{NCX}navPoint")]
    if order != list(range(1, len(order) + 1)):
        yield f"playOrder {order}"


def _ncx(book: Opened) -> _Element:
    return etree.fromstring(book.files[book.ncx_name])


def landmarks_have_one_type_each(book: Opened) -> Iterator[str]:
    """Apple Books skips a landmark with two types, and opens the book at one of them."""
    links = book.documents[book.nav_name].xpath("//h:nav[@e:type='landmarks']//h:a", namespaces=NS)
    types = [link.get(EPUB_TYPE) or "" for link in links]
    if not {"toc", "cover", "titlepage"} <= set(types) or any(" " in word or not word for word in types):
        yield str(types)
    yield from (word for word, count in Counter(types).items() if count > 1)


CHECKS: tuple[Callable[[Opened], Iterator[str]], ...] = (
    mimetype_is_first_and_stored,
    names_are_plain_and_unique,
    package_names_its_language,
    metadata_is_complete,
    creators_have_a_role_and_a_sorting_name,
    accessibility_is_stated,
    cover_is_marked_twice,
    contents_follow_the_spine,
    ncx_agrees_with_the_contents,
    landmarks_have_one_type_each,
    *PAGE_CHECKS,
)
