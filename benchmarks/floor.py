"""The floor: `python benchmarks/floor.py WORK.html BOOK.epub` reads, parses, serializes and zips, and nothing else.

No converter that keeps the text can do less with the same parts (libxml2 through lxml, zlib at its default level 6):
the result is no book, for it has neither package nor contents nor cover.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from lxml import etree

_FRAME = b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>%s</body></html>'


def main(source: str, target: str) -> None:
    """Write each chapter of the download as a file of its own."""
    page = etree.HTML(Path(source).read_bytes(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    parts = page.xpath("//div[@id='chapters']/*[not(self::h2)] | //div[@id='preface'] | //div[@id='afterword']")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for number, part in enumerate(parts):
            archive.writestr(f"EPUB/{number:05}.xhtml", _FRAME % etree.tostring(part, encoding="utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
