"""`div#chapters` of a page: one text, or units of head, text and end notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import drop, text_of
from fic2epub.model import Chapter, Html, Listed
from fic2epub.readers.bylines import creators_of, linked
from fic2epub.readers.numbers import bare_title
from fic2epub.readers.page.address import chapter_id_in
from fic2epub.readers.page.layout import is_userstuff
from fic2epub.readers.page.preface import box_in, endnotes_of, parts_of
from fic2epub.readers.selectors import classes, kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.readers.page.layout import Layout

__all__ = ["chapters_of", "drafts_in", "listed_in"]

_LANDMARKS = ("Work Text:", "Chapter Text")
"""Headings for those who listen to the site, before each text (otwarchive works/show.html.erb, chapters/_chapter)."""
_LISTED = re.compile(r"^(\d{1,6})\. (.*)$", re.DOTALL)


def drafts_in(layout: Layout) -> tuple[int, ...]:
    """Positions of the chapters that nobody but their author sees yet; in a preview all are."""
    return tuple(number for number, unit in layout.units if "draft" in classes(unit) and not layout.preview)


def chapters_of(layout: Layout, site: str) -> tuple[Chapter[Html], ...]:
    """All chapters on the page; their elements are taken out of it."""
    if layout.units:
        return tuple(_chapter(number, unit, site) for number, unit in layout.units)
    body = _single(layout.chapters)
    return () if body is None else (Chapter(number=1, body=Html(body)),)


def _single(chapters: _Element) -> _Element | None:
    """The text of a work without chapter heads: in an inner `div.userstuff`, or directly until 2011-11."""
    _drop_landmark(chapters)
    inner = list(kids(chapters))
    if len(inner) == 1 and inner[0].tag == "div" and is_userstuff(inner[0]):
        return inner[0]
    return chapters if inner or text_of(chapters) else None


def _drop_landmark(text: _Element) -> None:
    """Take away the heading that the site puts before a text: authors may write the like of it further on."""
    first = next(text.iterchildren("*"), None)
    if first is None or first.tag != "h3" or "landmark" not in classes(first) or (text.text or "").strip():
        return
    if first.get("id") == "work" or text_of(first) in _LANDMARKS:
        drop(first)


def _chapter(number: int, unit: _Element, site: str) -> Chapter[Html]:
    blocks = list(unit.iterchildren("div"))
    place = next((index for index, block in enumerate(blocks) if is_userstuff(block)), len(blocks))
    head = next((block for block in blocks[:place] if "chapter" in classes(block)), None)
    parts = parts_of(head)
    link = next(parts["title"].iterchildren("a"), None) if "title" in parts else None
    return Chapter(
        number=number,
        title=_title(parts.get("title"), link, number),
        body=Html(_text_of_unit(unit, head, blocks[place] if place < len(blocks) else None)),
        summary=box_in(parts.get("summary")),
        notes=box_in(parts.get("notes")),
        endnotes=next((notes for notes in map(endnotes_of, blocks[place + 1 :]) if notes), None),
        byline=creators_of(linked(parts["byline"], base=site), "Chapter by ") if "byline" in parts else (),
        chapter_id=None if link is None else chapter_id_in(link.get("href")),
    )


def _text_of_unit(unit: _Element, head: _Element | None, text: _Element | None) -> _Element:
    """The text's box; where a cut took it, or a program changed it, what there is besides the head is the text."""
    if text is None:
        if head is not None:
            drop(head)
        return unit
    _drop_landmark(text)
    return text


def _title(heading: _Element | None, link: _Element | None, number: int) -> str:
    """What follows the link `Chapter N`, whatever a program that translates pages made of that; it may be no link."""
    title = text_of(heading)
    if link is not None and not title.startswith(f"Chapter {number}"):
        title = title.removeprefix(text_of(link)).removeprefix(":").strip()
    return bare_title(title, number)


def listed_in(layout: Layout) -> Iterator[Listed]:
    """The chapter index of a page of one chapter: `select#selected_id`, an option for each posted chapter."""
    for menu in layout.actions:
        for select in menu.iter("select"):
            if select.get("name") == "selected_id" or select.get("id") == "selected_id":
                yield from filter(None, map(_listed, select.iter("option")))


def _listed(option: _Element) -> Listed | None:
    match = _LISTED.match(text_of(option))
    if match is None:
        return None
    return Listed(number=int(match[1]), title=bare_title(match[2], int(match[1])), chapter_id=option.get("value"))
