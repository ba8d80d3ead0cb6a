"""
Prints a fake work as the EPUB that the archive made by hand until 2019-01-31.

Templates followed: otwarchive app/controllers/downloads_controller.rb (create_epub_files), app/views/epub/content.opf,
toc.ncx and container.xml, and the download's partials, each in the layout of the whole.
"""

from __future__ import annotations

from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from tests.ao3.download import render
from tests.ao3.epubs.packing import NAMESPACES, container, manifest_of, packed, parsed_body, written
from tests.ao3.head import stored, title_line
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tests.ao3.works import FakeWork

__all__ = ["hand_made_epub"]

_LARGEST = 280 * 1024 * 85 // 100
"""Bytes of a part, from which it is closed (lib/xhtml_splitter.rb)."""


def hand_made_epub(work: FakeWork, era: Era, *, parted: bool = True) -> bytes:
    """The EPUB; `parted` is false for the years in which a chapter was one file whatever its size."""
    if era >= Era.D3:
        raise ValueError("calibre has made the EPUBs since D3")
    body = parsed_body(render(work, era))
    chapters = body.find("div[@id='chapters']")
    if chapters is None:
        raise ValueError("no chapters")
    pages = {"preface.xhtml": _page(list(chapters.itersiblings(preceding=True))[::-1])}
    for number, parts in enumerate(_chapters(work, chapters, parted=parted), 1):
        for part, blocks in enumerate(parts, 1):
            pages[f"chapter{number}_{part}.xhtml" if parted else f"chapter{number}.xhtml"] = _page(blocks)
    pages["afterword.xhtml"] = _page(list(chapters.itersiblings()))
    title = title_line(work, era)
    files = {f"OEBPS/{name}": written(page, title) for name, page in pages.items()}
    files["OEBPS/toc.ncx"] = _ncx(work, [name for name in pages if name.startswith("chapter")])
    files["OEBPS/content.opf"] = _package(work, list(pages))
    return packed({"META-INF/container.xml": container("OEBPS/content.opf"), **files})


def _page(blocks: list[_Element]) -> _Element:
    body = etree.Element("body")
    for block in blocks:
        body.append(deepcopy(block))
    return body


def _chapters(work: FakeWork, chapters: _Element, *, parted: bool) -> Iterator[list[list[_Element]]]:
    """The blocks of each part of each chapter; the end notes of chapters are left out whenever there are parts."""
    if len(work.chapters) == 1:
        inner = chapters.find("div[@class='userstuff']") if len(chapters) == 1 else None
        text = deepcopy(chapters if inner is None else inner)
        text.attrib.pop("id", None)
        yield [[_mark("chapter content"), part, _mark("/chapter content")] for part in _parts(text, parted=parted)]
        return
    for text in chapters.findall("div[@class='userstuff']"):
        head = text.getprevious()
        while head is not None and not isinstance(head.tag, str):
            head = head.getprevious()
        tail = next((block for block in text.itersiblings("div")), None)
        pages = [[part] for part in _parts(deepcopy(text), parted=parted)]
        if head is not None and head.get("class", "").startswith("meta"):
            pages[0].insert(0, head)
        if not parted and tail is not None and tail.get("id", "").startswith("endnotes"):
            pages[-1].append(tail)
        yield pages


def _mark(text: str) -> _Element:
    return etree.Comment(text)


def _parts(text: _Element, *, parted: bool) -> list[_Element]:
    """The text, parted between its blocks where it is too large; a list is closed and opened again."""
    if not parted or len(etree.tostring(text)) < _LARGEST:
        return [text]
    parts: list[_Element] = []
    room = 0
    for block in list(text):
        rows = [block] if block.tag not in ("blockquote", "div", "ul") else list(block)
        for place, row in enumerate(rows):
            size = len(etree.tostring(row))
            if not parts or room < size:
                parts.append(etree.Element("div", {"class": "userstuff"}))
                room = _LARGEST
            room -= size
            holder = parts[-1]
            if row is not block:
                if not len(holder) or holder[-1].get("part-of") != str(id(block)) or (place == 0):
                    etree.SubElement(holder, block.tag, {**block.attrib, "part-of": str(id(block))})
                holder = holder[-1]
            holder.append(row)
    parts[0].text = text.text
    for part in parts:
        etree.strip_attributes(part, "part-of")
    return parts


def _package(work: FakeWork, pages: list[str]) -> str:
    """`content.opf`; titles are printed as they are stored."""
    return (
        '<?xml version="1.0"?>\n<package version="2.0" xmlns="http://www.idpf.org/2007/opf"\n'
        f'       unique-identifier="etextno">\n  <metadata {NAMESPACES}>\n'
        f"    <dc:title>{stored(work.title)}</dc:title> \n"
        f"    <dc:creator>{escape(', '.join(name.shown for name in work.bylines))}</dc:creator>\n"
        "      <dc:language>en</dc:language> \n    <dc:publisher>Archive of Our Own</dc:publisher> \n"
        f'    <dc:identifier opf:scheme="URI" id="etextno">http://{work.host}/works/{work.work_id}</dc:identifier>\n'
        f"    <dc:date>{work.published}</dc:date>\n  </metadata>\n"
        f"{manifest_of(['toc.ncx', *pages], pages)}\n</package>\n"
    )


def _ncx(work: FakeWork, names: list[str]) -> str:
    points = "".join(
        f'<navPoint id="{name}" playOrder="{place}"><navLabel><text>Chapter {place}</text></navLabel>'
        f'<content src="{name}"/></navPoint>\n'
        for place, name in enumerate(names, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f"<head/><docTitle><text>{stored(work.title)}</text></docTitle><navMap>\n{points}</navMap></ncx>\n"
    )
