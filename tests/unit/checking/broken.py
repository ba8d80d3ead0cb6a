"""One broken book for each code, made of a right one by as little as will do."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from tests.unit.checking.right import Files, changed, old_book, picture, right_book

__all__ = ["BROKEN", "Broken"]

_OPF, _NAV, _NCX, _ONE, _TWO, _CSS = (
    f"OPS/{name}" for name in ("book.opf", "nav.xhtml", "toc.ncx", "one.xhtml", "two.xhtml", "style.css")
)
_RIGHT, _OLD = right_book(), old_book()
_LAST = '<p id="p2">'
_ITEM = '<item id="css"'


class Broken(NamedTuple):
    """A book in which one thing is wrong."""

    code: str
    files: Files
    name: str = "book.epub"
    device: str = "generic"
    left: bool = False
    """Whether `fix` cannot mend this one, though it mends others of the kind."""


def _in_package(old: str, new: str, files: Files = _RIGHT) -> Files:
    return changed(files, _OPF, old, new)


def _in_text(new: str, files: Files = _RIGHT) -> Files:
    """Something before the last paragraph of the first document."""
    return changed(files, _ONE, _LAST, new + _LAST)


def _in_style(css: str) -> Files:
    return {**_RIGHT, _CSS: f"{_RIGHT[_CSS]!s}{css}"}


def _with(name: str, content: bytes | str, entry: str, files: Files = _RIGHT) -> Files:
    """One more file, and its entry in the manifest."""
    return {**_in_package(_ITEM, entry + _ITEM, files), name: content}


def _shown(name: str, content: bytes, media_type: str, alt: str = "A basket") -> Files:
    """A picture in the text."""
    files = _in_text(f'<p><img src="{name}" alt="{alt}"/></p>')
    return _with(f"OPS/{name}", content, f'<item id="picture" href="{name}" media-type="{media_type}"/>', files)


def _renamed(old: str, new: str, href: str) -> Files:
    files = {(f"OPS/{new}" if name == f"OPS/{old}" else name): content for name, content in _RIGHT.items()}
    for file in {_OPF, _NAV, _NCX, _ONE, _TWO} & set(files):
        text = files[file]
        assert isinstance(text, str)
        files[file] = text.replace(f'"{old}', f'"{href}')
    return files


def _long(size: int) -> Files:
    line = "<p>The tide came up the steps one at a time, as it does.</p>\n"
    return _in_text(line * (size // len(line) + 1))


_LOCK = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
    'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    '<CipherData><CipherReference URI="OPS/one.xhtml"/></CipherData></EncryptedData></encryption>'
)
_FONT = '<item id="font" href="quay.woff2" media-type="font/woff2"/>'
_OTF = '<item id="font" href="quay.otf" media-type="application/vnd.ms-opentype"/>'
_DATE = "<dc:date>2024-05-01</dc:date>"
_UID = '<dc:identifier id="uid">urn:uuid:5f2c1d3a-0000-4000-8000-000000000001</dc:identifier>'
_MODIFIED = '<meta property="dcterms:modified">2024-05-01T12:00:00Z</meta>'
_LANGUAGE = "<dc:language>en</dc:language>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
_SPECIFIED = '<meta property="ibooks:specified-fonts">true</meta>'
_PREFIX = ' prefix="ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"'
_GUIDE = '<guide><reference type="text" title="Start" href="one.xhtml"/></guide>'
_NO_TWO = '<navPoint id="b"'


def _deep() -> Files:
    return changed(
        _RIGHT,
        _NAV,
        '<li><a href="two.xhtml#two">The second crossing</a></li></ol></nav>',
        '<li><span>A</span><ol><li><span>B</span><ol><li><a href="two.xhtml#two">The second crossing</a></li></ol></li>'
        "</ol></li></ol></nav>",
    )


def _without_ncx(files: Files) -> Files:
    """The book without the contents that old readers know."""
    files = _in_package('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>', "", files)
    files = _in_package(' toc="ncx"', "", files)
    return {name: content for name, content in files.items() if name != _NCX}


def _swapped() -> Files:
    return _in_package('<itemref idref="one"/><itemref idref="two"/>', '<itemref idref="two"/><itemref idref="one"/>')


def _wide_picture() -> bytes:
    """A PNG of many pixels and few bytes."""
    width, height = 3000, 2000
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    pixels = b"IDAT" + zlib.compress(bytes((width // 8 + 1) * height))
    chunks = (header, pixels, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") for chunk in chunks
    )


def _latin() -> bytes:
    return (
        str(_RIGHT[_ONE]).replace('encoding="utf-8"', 'encoding="iso-8859-1"').replace("nobody", "né").encode("latin-1")
    )


def _without_namespace() -> Files:
    return changed(_RIGHT, _ONE, ' xmlns="http://www.w3.org/1999/xhtml"', "")


def _kepub(spans: str) -> Files:
    return changed(_RIGHT, _ONE, "<em>eleven</em>", f"<em>{spans}</em>")


_CONTAINER_ELSEWHERE = str(_RIGHT["META-INF/container.xml"]).replace("OPS/book.opf", "OPS/package.opf")
_GONE_GUIDE = '<guide><reference type="text" title="Start" href="gone.xhtml"/></guide>'
_AS_HTML = 'href="two.xhtml" media-type="text/html"'


def _unled() -> Files:
    return {name: content for name, content in _RIGHT.items() if name not in {"META-INF/container.xml", _OPF}}


def _with_gone_document() -> Files:
    """A document in manifest and spine that is not there."""
    files = _in_package(_ITEM, '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>' + _ITEM)
    return _in_package('<itemref idref="two"/>', '<itemref idref="two"/><itemref idref="gone"/>', files)


def _styled_by_picture() -> Files:
    """A picture of a bad name, which a sheet and a `style` element ask for."""
    files = _renamed("cover.jpg", "The cover.jpg", "The%20cover.jpg")
    files[_CSS] = f"{_RIGHT[_CSS]!s}h1 {{ background: url('The%20cover.jpg') }}"
    return changed(files, _ONE, "</head>", "<style>h2 { background: url(The%20cover.jpg) }</style></head>")


_SPAN = '<span class="koboSpan" id="kobo.1.1">eleven</span>'

BROKEN = (
    Broken("K001", {name: _RIGHT[name] for name in (*list(_RIGHT)[1:], "mimetype")}),
    Broken("K001", {**_RIGHT, "mimetype": "application/epub+zip\n"}),
    Broken("K002", {name: content for name, content in _RIGHT.items() if name != "META-INF/container.xml"}),
    Broken("K003", _renamed("one.xhtml", "The first one.xhtml", "The%20first%20one.xhtml")),
    Broken("K002", {**_RIGHT, "META-INF/container.xml": _CONTAINER_ELSEWHERE}),
    Broken("K002", _unled(), left=True),
    Broken("K003", _renamed("cover.jpg", "The cover.jpg", "The%20cover.jpg")),
    Broken("K003", _renamed("style.css", "The style.css", "The%20style.css")),
    Broken("K003", _styled_by_picture()),
    Broken("K003", _renamed("one.xhtml", "第一.xhtml", "%E7%AC%AC%E4%B8%80.xhtml")),
    Broken("K004", _with("OPS/STYLE.css", "p { margin: 0 }", '<item id="c2" href="STYLE.css" media-type="text/css"/>')),
    Broken("K005", {**_RIGHT, "META-INF/encryption.xml": _LOCK}),
    Broken("K005", {**_RIGHT, "META-INF/encryption.xml": "<encryption"}),
    Broken("K006", {**_RIGHT, "META-INF/calibre_bookmarks.txt": "x"}),
    Broken("K010", {**_RIGHT, _OPF: "<package"}),
    Broken("K011", _in_package(_LANGUAGE, "")),
    Broken("K012", _in_package(_LANGUAGE, "<dc:language>en_US</dc:language>")),
    Broken("K012", _in_package(_LANGUAGE, "<dc:language>English</dc:language>")),
    Broken("K012", _in_package(_LANGUAGE, "<dc:language>C</dc:language>"), left=True),
    Broken("K013", _in_package('unique-identifier="uid"', 'unique-identifier="other"')),
    Broken("K013", _in_package(_UID, '<dc:identifier id="uid"/>'), device="apple"),
    Broken("K014", _in_package(_MODIFIED, "")),
    Broken("K014", _in_package("12:00:00Z", "12:00:00+02:00")),
    Broken("K015", _in_package("<dc:title>The Ferry Table</dc:title>", "")),
    Broken("K016", _in_package("The Ferry Table</dc", "The Ferry\n Table</dc")),
    Broken("K017", _in_package("Wren", "Wren &amp; Marlow")),
    Broken("K018", _in_package("<dc:subject>Fanworks</dc:subject>", "")),
    Broken("K019", _in_package(_DATE, "<dc:date>2024/5/1</dc:date>")),
    Broken("K019", _in_package(_DATE, "<dc:date>May</dc:date>")),
    Broken("K019", _in_package(_DATE, _DATE + "<dc:date>2024-05-02</dc:date>")),
    Broken("K019", _in_package(_DATE, "<dc:date>2024-13-01</dc:date>")),
    Broken("K020", _in_package(_MODIFIED, _MODIFIED + '<meta name="ASIN" content="B000000000"/>')),
    Broken("K020", _in_package(_UID, _UID + "<dc:identifier>urn:asin:B000000000</dc:identifier>")),
    Broken("K021", _in_package(_ITEM, '<item id="x" href="gone.css" media-type="text/css"/>' + _ITEM)),
    Broken("K021", _in_package("</spine>", f"</spine>{_GONE_GUIDE}", _with_gone_document())),
    Broken("K022", _in_package('<item id="css" href="style.css" media-type="text/css"/>', "")),
    Broken("K023", _in_package('<itemref idref="one"/><itemref idref="two"/>', "")),
    Broken("K024", _in_package('<itemref idref="two"/>', '<itemref idref="two"/><itemref idref="three"/>')),
    Broken("K024", _in_package('<itemref idref="two"/>', '<itemref idref="two"/><itemref idref="two"/>')),
    Broken("K024", _in_package(_ITEM, '<item id="again" href="style.css" media-type="text/css"/>' + _ITEM)),
    Broken("K024", _in_package('<item id="css"', '<item id="cover"')),
    Broken("K025", _in_package('href="two.xhtml" media-type="application/xhtml+xml"', _AS_HTML), device="adobe"),
    Broken("K025", _shown("basket.png", picture(), "image/png")),
    Broken("K026", _in_text('<p><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/></p>')),
    Broken("K026", _in_text('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>')),
    Broken("K027", _in_package(' properties="nav"', "", _in_package("</spine>", f"</spine>{_GUIDE}"))),
    Broken("K028", _in_package(' toc="ncx"', "")),
    Broken("K028", _without_ncx(_OLD)),
    Broken("K028", _without_ncx(_RIGHT)),
    Broken("K029", _in_package(_MODIFIED, _MODIFIED + '<meta property="rendition:layout">pre-paginated</meta>')),
    Broken("K030", _in_package(' properties="cover-image"', "")),
    Broken("K030", _in_package('<meta name="cover" content="cover"/>', "")),
    Broken("K030", _in_package('<meta name="cover" content="cover"/>', "", _OLD)),
    Broken(
        "K031", {**_in_package('media-type="image/jpeg"', 'media-type="image/gif"'), "OPS/cover.jpg": picture("GIF")}
    ),
    Broken("K032", changed(_RIGHT, _NAV, ' epub:type="bodymatter"', ' epub:type="toc"')),
    Broken(
        "K033",
        _with("OPS/quay.woff2", b"wOF2", _FONT, _in_package('en">', f'en"{_PREFIX}>{""}', _RIGHT)),
        device="adobe",
    ),
    Broken("K034", _with("OPS/quay.otf", b"OTTO", _OTF)),
    Broken("K034", _with("OPS/quay.otf", b"OTTO", _OTF, _OLD)),
    Broken("K040", changed(changed(_RIGHT, _ONE, "<body>", '<body id="b">'), _NCX, "one.xhtml", "one.xhtml#b")),
    Broken("K040", changed(changed(_RIGHT, _ONE, "<body>", '<body id="b">'), _NAV, "one.xhtml", "one.xhtml#b")),
    Broken("K041", changed(_RIGHT, _NCX, "two.xhtml#two", "two.xhtml#three")),
    Broken("K041", changed(_RIGHT, _NAV, "two.xhtml#two", "two.xhtml#three"), device="kindle"),
    Broken(
        "K041",
        changed(
            _OLD,
            _NCX,
            "</navMap>",
            "<navPoint><content/></navPoint></navMap>",
        ),
        left=True,
    ),
    Broken("K042", changed(_RIGHT, _NAV, '<li><a href="one.xhtml">The first crossing</a></li>', "")),
    Broken("K043", {**_OLD, _NCX: str(_OLD[_NCX]).partition("<navPoint")[0] + "</navMap></ncx>"}, device="kindle"),
    Broken("K044", {**_OLD, _NCX: str(_OLD[_NCX]).partition(_NO_TWO)[0] + "</navMap></ncx>"}),
    Broken("K045", _deep()),
    Broken("K046", _swapped()),
    Broken("K047", changed(_RIGHT, _NCX, "5f2c1d3a", "00000000")),
    Broken("K050", _in_text("<p>One <b>basket</p>")),
    Broken("K050", _in_text("<p>Baskets & brooms, a <br> between</p>")),
    Broken("K051", changed(_RIGHT, _ONE, '<?xml version="1.0" encoding="utf-8"?>\n', "")),
    Broken("K052", changed(_RIGHT, _ONE, "<title>", '<meta charset="iso-8859-1"/><title>')),
    Broken("K052", {**_RIGHT, _ONE: _latin()}, device="koreader"),
    Broken("K052", {**_RIGHT, _ONE: str(_RIGHT[_ONE]).replace("utf-8", "utf-16").encode("utf-16")}, device="koreader"),
    Broken("K052", {**_RIGHT, _ONE: str(_RIGHT[_ONE]).replace("nobody", "né").encode("latin-1")}),
    Broken("K053", _in_text("<p>A&nbsp;basket &mdash; or two.</p>")),
    Broken("K054", changed(_RIGHT, _ONE, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY ship "The Ferry">]>')),
    Broken("K054", changed(_RIGHT, _ONE, "<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//X//Y" "z.dtd">')),
    Broken("K055", _in_text('<p><img alt="A basket"/> on the quay</p>')),
    Broken("K056", changed(_shown("basket.png", picture("PNG"), "image/png"), _ONE, ' alt="A basket"', "")),
    Broken("K057", _in_text("<!-- one -- two -->")),
    Broken("K058", _in_text('<p onclick="go()">A basket.</p>', _OLD)),
    Broken("K058", _in_text("<script>go()</script>", _OLD)),
    Broken("K058", _in_text('<p><a href="javascript:go()">A basket.</a></p>', _OLD)),
    Broken("K059", _in_text('<p><audio src="cover.jpg"/></p>')),
    Broken("K060", _in_text('<p align="center">A basket, <strike>two</strike> <tt>baskets</tt>.</p>')),
    Broken("K060", _in_text("<center>A <font color='red'>basket</font></center>")),
    Broken("K060", _in_text('<section role="note"><p>A basket</p></section>', _OLD)),
    Broken("K060", _in_text('<table><tr><td width="9" align="left">A basket</td></tr></table>', _OLD)),
    Broken("K061", _in_text('<p style="margin: 0">A basket.</p>')),
    Broken("K062", _long(320 * 1024), device="adobe"),
    Broken("K064", _long(3_600_000), device="kindle"),
    Broken("K066", _in_text('<p id="p1">A basket.</p>')),
    Broken("K067", _in_text('<p><a href="#nowhere">A basket</a>.</p>')),
    Broken("K067", _in_text('<p><a href="two.xhtml#nowhere">A basket</a>.</p>')),
    Broken("K067", _in_text('<p><a href="gone.xhtml">A basket</a>.</p>')),
    Broken("K067", _in_text('<p><a href="../../etc/passwd">A basket</a>.</p>')),
    Broken("K067", _in_text('<p>In <img src="gone.png" alt="A basket"/> lay <img src="gone.png" alt=""/>eels.</p>')),
    Broken("K067", changed(_RIGHT, _ONE, "</head>", '<link rel="stylesheet" href="gone.css"/></head>')),
    Broken("K068", _in_text('<p><img src="https://example.org/basket.png" alt="A basket"/></p>', _OLD)),
    Broken("K069", _without_namespace()),
    Broken("K070", _in_text('<p data-AmznRemoved="x">A basket.</p>')),
    Broken("K071", changed(_RIGHT, _ONE, "<title>The first crossing</title>", "")),
    Broken("K071", changed(_RIGHT, _ONE, "<title>The first crossing</title>", "<title/>")),
    Broken("K073", _RIGHT, name="book.kepub.epub"),
    Broken("K074", _kepub(_SPAN), name="book.kepub.epub"),
    Broken("K080", _in_style("p.wide { width: calc(100% - 1em); margin: 0 }")),
    Broken("K080", _in_style(".a { --gap: 1em }\n.b { margin: 0 var(--gap) }")),
    Broken("K081", _in_style("@media (max-width: 600px) { p.wide { margin: 0 } }")),
    Broken("K080", changed(_RIGHT, _ONE, "</head>", "<style>p.a { width: min(1em, 2em) }</style></head>")),
    Broken("K082", _in_style("p:is(.a, .b) { margin: 0 }\n")),
    Broken("K082", _in_style("@supports (display: block) { p.a { margin: 0 } }")),
    Broken("K082", _in_style("[epub|type~='chapter'] { margin: 0 }")),
    Broken("K083", _in_style("div.row { display: flex }")),
    Broken("K084", _in_style("body { font-family: serif; margin: 1% }")),
    Broken("K085", _in_style("h2 { page-break-before: always }")),
    Broken("K086", _in_style("p.arabic { direction: rtl }")),
    Broken("K087", _in_style("h2 { background: url(gone.png) }")),
    Broken("K087", _in_style("@font-face { font-family: Quay; src: url('gone.ttf') }")),
    Broken("K088", _in_style("p.small { font-size: 9px }")),
    Broken("K089", {**_RIGHT, _CSS: "/* caf\xe9 */ p { margin: 0 }".encode("latin-1")}),
    Broken("K090", _shown("basket.webp", picture("WEBP"), "image/webp")),
    Broken("K087", changed(_RIGHT, _ONE, "</head>", "<style>p.a { background: url(gone.png) }</style></head>")),
    Broken("K091", _shown("basket.svg", _SVG, "image/svg+xml")),
    Broken("K092", _shown("basket.png", picture("PNG") + bytes(6 << 20), "image/png")),
    Broken("K093", _shown("basket.png", _wide_picture(), "image/png")),
    Broken("K094", _shown("basket.jpg", picture(mode="CMYK"), "image/jpeg")),
    Broken("K095", _shown("basket.png", picture("PNG")[:40], "image/png")),
    Broken("K095", _shown("basket.jpg", b"", "image/jpeg")),
)
"""Code → a book of which nothing else can be said."""
