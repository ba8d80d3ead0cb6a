"""Archives and the XML files that every EPUB has."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

__all__ = ["NAMESPACES", "XHTML", "as_xml", "container", "manifest_of", "packed", "parsed_body", "unpacked", "written"]

XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"'
_MOMENT = (2020, 1, 2, 3, 4, 6)
_TYPES = {"css": "text/css", "ncx": "application/x-dtbncx+xml", "xhtml": "application/xhtml+xml", "gif": "image/gif"}


def packed(files: Mapping[str, str | bytes], *, mimetype: bool = True) -> bytes:
    """An EPUB of these files; `mimetype` may be left out, as some tools do."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), "application/epub+zip")
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of an EPUB, to be changed and packed again."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}


def container(package: str) -> str:
    """`META-INF/container.xml`, which names the package document."""
    return (
        '<?xml version="1.0"?>\n'
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n  <rootfiles>\n'
        f'    <rootfile full-path="{package}" media-type="application/oebps-package+xml"/>\n'
        "  </rootfiles>\n</container>\n"
    )


def manifest_of(names: Iterable[str], spine: Iterable[str]) -> str:
    """Manifest and spine of these files, whose ids are their names without ending."""
    lines = ["  <manifest>"]
    for name in names:
        media_type = _TYPES[name.rpartition(".")[2]]
        lines.append(f'    <item id="{_ident(name)}" href="{quote(name)}" media-type="{media_type}"/>')
    lines += ["  </manifest>", '  <spine toc="toc">']
    lines += [f'    <itemref idref="{_ident(name)}"/>' for name in spine]
    return "\n".join([*lines, "  </spine>"])


def _ident(name: str) -> str:
    return escape(name.rpartition("/")[2].rpartition(".")[0].replace(" ", "_"))


def parsed_body(page: bytes | str) -> _Element:
    """The body of an HTML page, comments and all."""
    source = page if isinstance(page, bytes) else page.encode()
    body = etree.HTML(source, etree.HTMLParser(encoding="utf-8", huge_tree=True)).find("body")
    if body is None:
        raise ValueError("no body")
    return body


def as_xml(element: _Element) -> str:
    """
    The element as XML, without its tail.

    Characters that XML does not have are gone, as in what calibre 6.13 writes: lxml writes a reference in place of
    each. A reference to half a character, of which the parser makes U+FFFD, is a question mark there.
    """
    inside = etree.tostring(element, encoding="unicode", with_tail=False)
    return inside.replace("&#xFFFD;", "").replace("\ufffd", "?")


def written(body: _Element, title: str, head: str = "") -> str:
    """A document with that body, as XML."""
    inside = as_xml(body)
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        f'<html xmlns="{XHTML}" lang="en" xml:lang="en">\n  <head>\n    <title>{escape(title)}</title>\n'
        f"{head}</head>\n  {inside}</html>\n"
    )
