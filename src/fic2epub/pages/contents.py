"""The contents: EPUB 3's nav document, and the NCX for readers that know only EPUB 2."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import XML_LANG, sub
from fic2epub.pages import labels
from fic2epub.pages.frame import append_text, heading, in_our_words, isolated, own_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Landmark, NavPoint
    from fic2epub.pages.frame import Setting

__all__ = ["nav_page", "ncx_root"]

_NCX = "http://www.daisy.org/z3986/2005/ncx/"


def nav_page(message: str, points: tuple[NavPoint, ...], landmarks: tuple[Landmark, ...], setting: Setting) -> _Element:
    """
    The nav document, which lies beside the package document; `message` heads the contents.

    Landmarks are hidden from sight, for Kobo lists them as further entries, and named for those who listen. Each has
    one type: Apple Books skips entries with two (Standard Ebooks, se_epub_build.py).
    """
    root, body = own_page(message, setting, body_type="frontmatter", depth=0)
    contents = sub(body, "nav", epub_type="toc", role="doc-toc", id="contents", class_="contents")
    heading(contents, "h2", message, "contents-title", setting).set("class", "page-title")
    _add_points(contents, points, setting)
    kinds = sub(body, "nav", epub_type="landmarks", hidden="hidden", class_="hidden")
    kinds.set("aria-label", setting.say(labels.LANDMARKS))
    in_our_words(kinds, setting)
    places = sub(kinds, "ol")
    for landmark in landmarks:
        entry = sub(sub(places, "li"), "a", landmark.title, epub_type=landmark.type)
        entry.set("href", landmark.href)
    return root


def _add_points(parent: _Element, points: tuple[NavPoint, ...], setting: Setting) -> None:
    """A list of entries and what is below them."""
    entries = sub(parent, "ol")
    for point in points:
        entry = sub(entries, "li")
        link = sub(entry, "a", href=point.href)
        _set_title(link, point.title, setting)
        if point.length:
            append_text(link, " ")
            isolated(in_our_words(sub(link, "span", point.length, class_="length"), setting), setting)
        if point.children:
            _add_points(entry, point.children, setting)


def _set_title(link: _Element, title: str, setting: Setting) -> None:
    """Write an entry's title, and mark the part that is our own words."""
    ours = 0 if setting.wording.speaks(setting.lang) else setting.wording.ours_in(title)
    if not ours:
        link.text = title
    elif ours < len(title) or title not in setting.wording.own_titles:
        in_our_words(sub(link, "span", title[:ours], class_="entry-label"), setting).tail = title[ours:]
    else:
        in_our_words(link, setting).text = title


def ncx_root(
    title: str, authors: tuple[str, ...], identifier: str, points: tuple[NavPoint, ...], lang: str
) -> _Element:
    """The NCX (DAISY Z39.86-2005) with the nav's targets in the nav's order; written without a doctype."""
    root = etree.Element("ncx", nsmap={None: _NCX}, version="2005-1")
    root.set(XML_LANG, lang)
    head = sub(root, "head")
    depth = str(_depth(points))
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", depth),
        ("dtb:totalPageCount", "0"),
        ("dtb:maxPageNumber", "0"),
    ):
        sub(head, "meta", name=name, content=content)
    sub(sub(root, "docTitle"), "text", title)
    for author in authors:
        sub(sub(root, "docAuthor"), "text", author)
    _add_ncx_points(sub(root, "navMap"), points, {}, count(1))
    return root


def _depth(points: tuple[NavPoint, ...]) -> int:
    """How many levels the contents have."""
    return 1 + max((_depth(point.children) for point in points if point.children), default=0)


def _add_ncx_points(
    parent: _Element, points: tuple[NavPoint, ...], orders: dict[str, int], numbers: Iterator[int]
) -> None:
    """Entries in reading order; equal targets share one place in it, as the NCX's definition asks."""
    for point in points:
        order = orders.setdefault(point.href, len(orders) + 1)
        entry = sub(parent, "navPoint", id=f"point-{next(numbers)}", playOrder=str(order))
        sub(sub(entry, "navLabel"), "text", point.title)
        sub(entry, "content", src=point.href)
        _add_ncx_points(entry, point.children, orders, numbers)
