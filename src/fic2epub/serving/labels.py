"""Fandoms and words, where a book of other makers tells them: on its first pages, behind labels.

The archive's own EPUBs have `dt` Fandom and Stats (otwarchive downloads/_download_preface.html.erb); FanFicFare's
title page has `b` Category and Words (fanficfare/defaults.ini).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.containers import inside, named
from fic2epub.dom import parse_html, text_of
from fic2epub.errors import Fic2EpubError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.unzip import Archived

__all__ = ["Labelled", "labelled_in"]

_ARCHIVE = "Archive of Our Own"
_FIRST = 3
"""Documents that are looked into: a cover may stand before the page."""
_LARGEST = 256 << 10
_LABEL = re.compile(r"(?i)(?:Fandoms?|Category|Words)\s*:?")
_WORDS = re.compile(r"Words:\s*([\d,.]{1,14})")
_MANY, _LONG = 60, 300


class Labelled(NamedTuple):
    """What stands behind the labels."""

    fandoms: tuple[str, ...] = ()
    words: int = 0


def labelled_in(package: _Element, path: str, files: Archived, publisher: str) -> Labelled:
    """What the first pages say, if the book is one of those that say it; `path` is the package document's."""
    if publisher != _ARCHIVE and not any(map(_is_fanficfare, named(package, "contributor"))):
        return Labelled()
    for page in _pages(package, path, files):
        found = _told(page)
        if found.fandoms:
            return found
    return Labelled()


def _is_fanficfare(contributor: _Element) -> bool:
    return text_of(contributor).startswith("FanFicFare")


def _pages(package: _Element, path: str, files: Archived) -> Iterator[_Element]:
    hrefs = {one.get("id"): one.get("href", "") for one in named(package, "item")}
    for itemref in list(named(package, "itemref"))[:_FIRST]:
        name = inside(path, hrefs.get(itemref.get("idref"), ""))
        if name and name in files and files.size_of(name) <= _LARGEST:
            try:
                yield parse_html(files[name], _unsaid)
            except Fic2EpubError:
                continue


def _unsaid(code: str, message: str, where: str = "") -> None:
    """A shelf tells nothing of encodings."""


def _told(page: _Element) -> Labelled:
    fandoms: tuple[str, ...] = ()
    words = ""
    for label in page.iter("dt", "b", "strong"):
        text = text_of(label)
        if label.tag == "dt" and text.startswith("Stats"):
            words = _first(_WORDS, text_of(label.getnext()))
        elif len(text) < _LONG and _LABEL.fullmatch(text):
            if text.startswith("Words"):
                words = (label.tail or "").strip()
            else:
                fandoms = _names_behind(label)
    counted = words.replace(",", "").replace(".", "")
    return Labelled(fandoms[:_MANY], int(counted) if counted.isdecimal() else 0)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _names_behind(label: _Element) -> tuple[str, ...]:
    """The linked names beside a `dt`, or the text behind a `b`, parted at commas."""
    value = label.getnext() if label.tag == "dt" else None
    if value is not None:
        names = [text_of(link) for link in value.iter("a")] or text_of(value).split(", ")
    else:
        names = (label.tail or "").strip().split(", ")
    return tuple(dict.fromkeys(name[:_LONG] for name in names if name))
