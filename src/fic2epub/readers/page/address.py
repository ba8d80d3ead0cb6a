"""Which work a page shows, and on which site, by what only the page itself says: never by the first link in it."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import text_of
from fic2epub.readers.selectors import AO3, CHAPTER_PATH, child, classes, kids, same_site, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.readers.page.layout import Layout

__all__ = ["Address", "Saved", "address_of", "chapter_id_in", "saved_of"]

_DOWNLOAD = re.compile(r"(?:(?:https?:)?//([^/?#]+))?/downloads/(?:[^/]+/[^/]+/)?(\d+)/")
"""`/downloads/ID/TITLE.html`, until 2019-01 `/downloads/AU/AUTHOR/ID/TITLE.html` (otwarchive models/download.rb)."""
_ROW = re.compile(r"^work_(\d+)_category_")
"""Id of a list of tags: of all until 2011, of hidden ones since 2019 (otwarchive helpers/tags_helper.rb)."""
_KUDOS = ("kudo[commentable_id]", "kudo[kudosable_id]")
_DIGITS = re.compile(r"^\d+$")
_OWN_FORM = re.compile(r"/works/(\d+)/(?:comments|bookmarks)/?$")
_HITS = re.compile(r"/works/(\d+)/hit_count")
_HOST = re.compile(r"https?://([^/?#]+)")
_WAYBACK = re.compile(r"^(?:https?:)?//web\.archive\.org/web/\w+/|^/web/\d{4}\w*/")
"""What the Internet Archive's Wayback Machine puts before the addresses in its copies."""
_ENOUGH = 8
"""Addresses that are looked at: one of them names the host, if any does."""
_MARKS_END = 16_384
"""Bytes in which a program that saves pages says so."""
_MARK = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:\s*(\S+)"
    r"|Mirrored from (\S+) by HTTrack"
    r"|saved from url=\(\d+\)(https?:\S+?)\s*-->)"
)
_PROGRAMS = ("SingleFile", "HTTrack", "a browser")
"""Whose marks the groups are; what was saved twice is the first one's."""
_SITE_NAME = "Archive of Our Own"


class Saved(NamedTuple):
    """What the file says of how it was saved."""

    made_by: str = ""
    urls: tuple[str, ...] = ()
    """The page's own address, as the program that saved it, or a `link` or `base`, tells it."""


class Address(NamedTuple):
    """The work's place on its archive."""

    site: str
    """`https://archiveofourown.org` for all its mirrors; another archive's host is kept."""
    work_id: str | None
    sure: bool
    """Whether the site was told, and not only taken to be AO3."""

    @property
    def url(self) -> str | None:
        """The work's address, if it is known."""
        return f"{self.site}/works/{self.work_id}" if self.work_id else None


def saved_of(root: _Element, page: bytes) -> Saved:
    """Who saved the page from where: Chrome's and SingleFile's comments, `base`, the canonical link that some add."""
    start = page[:_MARKS_END].replace(b"\0", b"").decode("utf-8", "replace")
    marks = [match.groups("") for match in _MARK.finditer(start)]
    made_by = next((name for name, *told in zip(_PROGRAMS, *marks, strict=True) if any(told)), "")
    urls = [url if "://" in url else f"https://{url}" for mark in marks for url in mark if url]
    head = root.find("head")
    if head is not None:
        links = (link for link in kids(head, "link") if link.get("rel") == "canonical")
        urls += [link.get("href") or "" for link in (*kids(head, "base"), *links)]
    return Saved(made_by, tuple(url for url in urls if _HOST.match(url)))


def address_of(layout: Layout, saved: Saved) -> Address:
    """The work's id from the most trusted place that has one, and the first host that such a place names."""
    found = list(islice(filter(None, map(_found, chain(_places(layout), saved.urls))), _ENOUGH))
    work_id = found[0][1] if found else next(_last_resorts(layout), None)
    hosts = [host for host, ident in found if host and ident == work_id]
    hosts += [match[1] for url in (*saved.urls, *_tag_links(layout)) if (match := _HOST.match(_WAYBACK.sub("", url)))]
    return Address(same_site(hosts[0]) if hosts else AO3, work_id, bool(hosts) or _is_ao3s(layout.root))


def chapter_id_in(url: str | None) -> str | None:
    """The archive's number of the chapter that an address of the archive leads to."""
    match = CHAPTER_PATH.search(url or "")
    return match[1] if match else None


def _found(url: str) -> tuple[str, str] | None:
    """Host, empty for a relative address, and work id."""
    url = _WAYBACK.sub("", url)
    match = _DOWNLOAD.match(url)
    return (match[1] or "", match[2]) if match else work_id_in(url)


def _places(layout: Layout) -> Iterator[str]:
    """Addresses that can only be the work's own, the most trusted first."""
    for _, unit in layout.units:
        heading = child(child(unit, "div", "chapter"), "h3", "title")
        yield from (a.get("href") or "" for a in kids(heading, "a"))
    for menu in layout.actions:
        yield from (a.get("href") or "" for a in menu.iter("a"))
        yield from (form.get("action") or "" for form in menu.iter("form"))
    for cell in () if layout.meta is None else layout.meta.iter("dd"):
        if "bookmarks" in classes(cell):
            yield from (a.get("href") or "" for a in kids(cell, "a"))


def _last_resorts(layout: Layout) -> Iterator[str]:
    """Ids of the work outside of its text: the kudos form, other forms, ids of rows, the hit counter."""
    for box in layout.root.iter("input"):
        if box.get("name") in _KUDOS:
            yield from _DIGITS.findall(box.get("value") or "")
    for form in layout.root.iter("form"):
        yield from _OWN_FORM.findall(form.get("action") or "")
    for row in () if layout.meta is None else layout.meta.iter("ul", "li"):
        yield from _ROW.findall(row.get("id") or "")
    for script in layout.root.iter("script"):
        yield from _HITS.findall(script.text or "")


def _tag_links(layout: Layout) -> Iterator[str]:
    return (a.get("href") or "" for a in (() if layout.meta is None else layout.meta.iter("a")))


def _is_ao3s(root: _Element) -> bool:
    """Whether the page bears the archive's name, or no other: a piece cut out of a page bears none."""
    header = next((box for box in root.iter("header", "div") if box.get("id") == "header"), None)
    name = text_of(child(header, "h1"))
    return not name or _SITE_NAME in name
