"""Books that are right, of both kinds, as files to be broken; not made by our own builder, for others' look so."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image

__all__ = ["Files", "changed", "old_book", "packed", "picture", "right_book", "unpacked"]

Files = dict[str, bytes | str]

_CONTAINER = (
    '<?xml version="1.0"?>\n<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:uuid:5f2c1d3a-0000-4000-8000-000000000001</dc:identifier>
<dc:title>The Ferry Table</dc:title>
<dc:creator>Wren</dc:creator>
<dc:language>en</dc:language>
<dc:date>2024-05-01</dc:date>
<dc:subject>Fanworks</dc:subject>
<meta property="dcterms:modified">2024-05-01T12:00:00Z</meta>
<meta name="cover" content="cover"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
</manifest>
<spine toc="ncx"><itemref idref="one"/><itemref idref="two"/></spine>
</package>
"""
_OLD_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="uid">urn:uuid:5f2c1d3a-0000-4000-8000-000000000001</dc:identifier>
<dc:title>The Ferry Table</dc:title>
<dc:creator opf:role="aut">Wren</dc:creator>
<dc:language>en</dc:language>
<dc:subject>Fanworks</dc:subject>
<meta name="cover" content="cover"/>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg"/>
</manifest>
<spine toc="ncx"><itemref idref="one"/><itemref idref="two"/></spine>
<guide><reference type="text" title="Start" href="one.xhtml"/></guide>
</package>
"""
_NAV = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>Contents</title></head><body>
<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="one.xhtml">The first crossing</a></li>
<li><a href="two.xhtml#two">The second crossing</a></li></ol></nav>
<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="bodymatter" href="one.xhtml">Start</a></li></ol></nav>
</body></html>
"""
_NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:5f2c1d3a-0000-4000-8000-000000000001"/></head>
<docTitle><text>The Ferry Table</text></docTitle><navMap>
<navPoint id="a" playOrder="1"><navLabel><text>The first crossing</text></navLabel><content src="one.xhtml"/></navPoint>
<navPoint id="b" playOrder="2"><navLabel><text>The second crossing</text></navLabel>
<content src="two.xhtml#two"/></navPoint>
</navMap></ncx>
"""
_DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
{doctype}
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"{lang}>
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
<h1 id="{ident}">{title}</h1>
<p id="p1">The ferry left at six, and nobody had counted the baskets.</p>
<p id="p2">She wrote the number down all the same: <em>eleven</em>.</p>
</body></html>
"""
_OLD_DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
_SHEET = "p { margin: 0; text-indent: 1.2em }\nh1 { margin: 2em 0 1em }\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 90), mode: str = "RGB") -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind)
    return out.getvalue()


def _documents(doctype: str, lang: str) -> Files:
    return {
        f"OPS/{name}.xhtml": _DOCUMENT.format(doctype=doctype, lang=lang, ident=name, title=f"The {title} crossing")
        for name, title in (("one", "first"), ("two", "second"))
    }


def right_book() -> Files:
    """An EPUB 3 with which nothing is wrong."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": _PACKAGE,
        "OPS/nav.xhtml": _NAV,
        "OPS/toc.ncx": _NCX,
        **_documents("<!DOCTYPE html>", ' lang="en"'),
        "OPS/style.css": _SHEET,
        "OPS/cover.jpg": picture(),
    }


def old_book() -> Files:
    """An EPUB 2 with which nothing is wrong."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": _OLD_PACKAGE,
        "OPS/toc.ncx": _NCX,
        **_documents(_OLD_DOCTYPE, ""),
        "OPS/style.css": _SHEET,
        "OPS/cover.jpg": picture(),
    }


def changed(files: Files, name: str, old: str, new: str) -> Files:
    """The book with some words of a file replaced; they have to be there."""
    text = files[name]
    assert isinstance(text, str)
    assert old in text
    return {**files, name: text.replace(old, new, 1)}


def packed(files: Files) -> bytes:
    """The files as an archive, `mimetype` stored."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
