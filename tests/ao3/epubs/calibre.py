"""
Prints a fake work as the EPUB that calibre makes of its download, as the archive has it done since 2019-01-31.

Followed: otwarchive app/models/download_writer.rb (the options, and which headings are chapters), and what
`ebook-convert` 6.13 makes of downloads: where it splits (ebooks/oeb/transforms/split.py, polish/split.py) and what it
leaves of both halves. People convert downloads of earlier years in the same way.
"""

from __future__ import annotations

from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from tests.ao3.download import render
from tests.ao3.epubs.flattening import flatten, settle_ids
from tests.ao3.epubs.packing import container, manifest_of, packed, parsed_body, written
from tests.ao3.head import stored
from tests.ao3.works import Era

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tests.ao3.works import FakeWork

__all__ = ["calibre_epub"]

_FLOW = 260 * 1024
"""Bytes of a document (`flow_size`)."""
_SMALL = 5 * 1024
_POINTS = (
    *("descendant::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]", "div", "descendant::pre"),
    *("descendant::hr", "descendant::p", "descendant::div", "descendant::br", "descendant::li"),
)
"""Where a large document is split: at the middle one of the first kind of which there is one."""
_HEAD = (
    '    <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>\n'
    '  <link rel="stylesheet" type="text/css" href="stylesheet.css"/>\n'
    '<link rel="stylesheet" type="text/css" href="page_styles.css"/>\n'
)
_COVER = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><meta name="calibre:cover" content="true"/>'
    '<title>Cover</title></head><body><div><svg xmlns="http://www.w3.org/2000/svg" version="1.1"></svg></div>'
    "</body></html>\n"
)


def calibre_epub(work: FakeWork, era: Era, *, mimetype: bool = True, cover: bool = False) -> bytes:
    """The EPUB that calibre makes of `download.render(work, era)`; people have it draw a cover, the archive has not."""
    body = parsed_body(render(work, era))
    settle_ids(body)
    _mark_chapters(body)
    for address in body.iter("a"):
        if address.get("href", "").startswith("/"):
            address.set("href", f"file://{address.get('href')}")  # by web2disk
    sheet = flatten(body)
    bodies = [part for half in _split_at_headings(body) for part in _split_to_size(half)]
    title = _file_title(work, era)
    names = [f"{title}_split_{place:03}.xhtml" if len(bodies) > 1 else f"{title}.xhtml" for place in range(len(bodies))]
    _settle_links(bodies, names)
    files: dict[str, str | bytes] = {"META-INF/container.xml": container("content.opf")}
    files |= {name: written(part, work.title, _HEAD) for name, part in zip(names, bodies, strict=True)}
    if cover:
        files["titlepage.xhtml"] = _COVER
        names.insert(0, "titlepage.xhtml")
    files |= {"stylesheet.css": sheet, "page_styles.css": "@page {\n  margin-bottom: 5pt\n  }\n"}
    files |= {"toc.ncx": _ncx(work, names), "content.opf": _package(work, names)}
    return packed(files, mimetype=mimetype)


def _file_title(work: FakeWork, era: Era) -> str:
    """A name with blanks in the years in which there were some."""
    words = ["".join(sign for sign in word if sign.isascii() and sign.isalnum()) for word in work.title.split()]
    return (" " if era < Era.D6 else "_").join(word for word in words if word) or f"Work_{work.work_id}"


def _mark_chapters(body: _Element) -> None:
    """An empty `div` that forces a page stands before each chapter's heading, which gets a place in the contents."""
    places = ("div[@id='chapters']/div[@class='meta group']/h2[@class='heading']", "div/h2[@class='toc-heading']")
    chapters = [heading for place in places for heading in body.iterfind(place)]
    ordered = [heading for heading in body.iter("h2") if heading in chapters]
    for place, heading in enumerate(ordered, 1):
        heading.set("id", f"calibre_toc_{place + 1}")
        heading.addprevious(etree.Element("div", {"class": "calibre", "id": f"calibre_pb_{2 * place}"}))


def _split_at_headings(body: _Element) -> list[_Element]:
    """Split before each `h1` and `h2`, and after each mark; pages without text are left out."""
    bodies = [body]
    count = len(body.xpath("descendant::*[self::h1 or self::h2]"))
    for place in range(count):
        heading = bodies[-1].xpath("descendant::*[self::h1 or self::h2][not(@split)]")[0]
        heading.set("split", "1")
        if heading.get("id") is None:
            heading.set("id", f"calibre_pb_{2 * place + 1}")
        mark = heading.getprevious()
        if mark is not None and mark.get("id", "").startswith("calibre_pb") and mark.tag == "div":
            bodies[-1:] = _halves(bodies[-1], mark, before=False)
        else:
            bodies[-1:] = _halves(bodies[-1], heading, before=True)
    for part in bodies:
        etree.strip_attributes(part, "split")
    return [
        part
        for part in bodies
        if "".join(part.itertext()).strip("\n\t \xa0") or next(part.iter("img"), None) is not None
    ]


def _halves(body: _Element, point: _Element, *, before: bool) -> list[_Element]:
    """The two halves, each with copies of the elements around the point; one when nothing comes before it."""
    if before:
        while (parent := point.getparent()) is not None and parent is not body and not _content_before(point):
            point = parent
        if not _content_before(point):
            return [body]
    path = _path(body, point)
    left, right = deepcopy(body), deepcopy(body)
    _keep_left(left, path, before=before)
    _keep_right(right, path, before=before)
    return [left, right]


def _content_before(point: _Element) -> bool:
    parent = point.getparent()
    return point.getprevious() is not None or (parent is not None and bool((parent.text or "").strip()))


def _path(body: _Element, point: _Element) -> list[int]:
    path: list[int] = []
    while point is not body:
        parent = point.getparent()
        if parent is None:
            break
        path.insert(0, parent.index(point))
        point = parent
    return path


def _keep_left(body: _Element, path: list[int], *, before: bool) -> None:
    """All before the point, or up to it."""
    parent = body
    for depth, index in enumerate(path):
        last = depth == len(path) - 1
        del parent[index + (0 if last and before else 1) :]
        if last and not before:
            parent[index].tail = "\n"
        elif not last:
            parent[index].tail = "\n"
            parent = parent[index]


def _keep_right(body: _Element, path: list[int], *, before: bool) -> None:
    """All from the point on, or after it; of the elements around it no text."""
    parent = body
    for depth, index in enumerate(path):
        last = depth == len(path) - 1
        parent.text = "\n"
        del parent[: index + (1 if last and not before else 0)]
        if not last:
            parent = parent[0]


def _split_to_size(body: _Element) -> list[_Element]:
    """Halved at the middle of its elements until every part is small enough."""
    if len(etree.tostring(body)) <= _FLOW:
        return [body]
    for kind in _POINTS:
        found = body.xpath(kind)
        halves = _halves(body, found[len(found) // 2], before=True) if found else [body]
        if len(halves) > 1 and min(len(etree.tostring(half)) for half in halves) >= _SMALL:
            return [part for half in halves for part in _split_to_size(half)]
    return [body]


def _settle_links(bodies: list[_Element], names: list[str]) -> None:
    """Links lead to the file that has their target, to the first one where there is none."""
    places: dict[str, str] = {}
    for part, name in zip(bodies, names, strict=True):
        for element in part.iter("*"):
            if element.get("id"):
                places.setdefault(element.get("id", ""), name)
    for part, name in zip(bodies, names, strict=True):
        for link in part.iter("a"):
            href = link.get("href", "")
            if href.startswith("#") and places.get(href[1:], names[0]) != name:
                link.set("href", quote(places.get(href[1:], names[0])) + href)


def _package(work: FakeWork, names: list[str]) -> str:
    """`content.opf`; the date is that of the last change."""
    series = "".join(
        f'    <meta name="calibre:series" content="{escape(entry.title)}"/>\n'
        f'    <meta name="calibre:series_index" content="{entry.position}"/>\n'
        for entry in work.series[:1]
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uuid_id">\n'
        '  <metadata xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:calibre="http://calibre.kovidgoyal.net/2009/metadata">\n'
        f"    <dc:title>{stored(work.title)}</dc:title>\n"
        '    <meta name="calibre:timestamp" content="2020-01-02T03:04:05.678901+00:00"/>\n'
        "    <dc:language>en</dc:language>\n"
        f"    <dc:creator>{escape(', '.join(name.shown for name in work.bylines))}</dc:creator>\n"
        '    <dc:identifier id="uuid_id">5b0e1294-f06d-4f94-90c7-d228970f0781</dc:identifier>\n'
        f"    <dc:description>{escape(work.summary)}</dc:description>\n"
        f"    <dc:publisher>Archive of Our Own</dc:publisher>\n{series}    <dc:subject>Fanworks</dc:subject>\n"
        f"    <dc:date>{work.revised or work.published}T00:00:00+00:00</dc:date>\n  </metadata>\n"
        f"{manifest_of([*names, 'stylesheet.css', 'page_styles.css', 'toc.ncx'], names)}\n</package>\n"
    )


def _ncx(work: FakeWork, names: list[str]) -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
        '<meta name="dtb:generator" content="calibre (6.13.0)"/></head>'
        f'<docTitle><text>{stored(work.title)}</text></docTitle><navMap><navPoint id="u1" playOrder="1">'
        f'<navLabel><text>Preface</text></navLabel><content src="{quote(names[0])}"/></navPoint></navMap></ncx>\n'
    )
