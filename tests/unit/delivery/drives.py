"""Drives of devices as folders, and books so small that thousands of them are quickly made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from fic2epub.delivery.devices import Device, device_at
from fic2epub.delivery.volumes import Volume

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TREES", "book", "drive", "foreign", "found"]

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="other">urn:other</dc:identifier><dc:identifier id="book-id">{}</dc:identifier>'
    "<dc:title>A Lamp for the Harbour</dc:title><dc:language>en</dc:language>{}</metadata>"
    "<manifest>{}</manifest><spine>{}</spine></package>"
)
_CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Chapter</title>'
    "</head><body><p>The keeper lit the lamp. {}</p></body></html>"
)
KOBO_VERSION = "N418000000000,4.1.15,4.38.21908,4.1.15,4.1.15,00000000-0000-0000-0000-000000000388"

TREES: dict[str, dict[str, str]] = {
    "kobo": {".kobo/version": KOBO_VERSION, ".kobo/KoboReader.sqlite": "", ".adds/.keep": ""},
    "kindle": {"documents/My Clippings.txt": "", "system/version.txt": ""},
    "pocketbook": {"system/config/global.cfg": "", "applications/.keep": "", "books/.keep": ""},
    "nook": {"NOOK/My Files/.keep": "", "NOOK/.adobe-digital-editions/device.xml": ""},
    "tolino": {".tolino/.keep": "", "Books/.keep": "", ".adobe-digital-editions/device.xml": ""},
    "boox": {"MyBooks/.keep": ""},
    "android": {"Android/data/.keep": "", "DCIM/.keep": "", "Books/.keep": ""},
    "koreader": {"koreader/settings.reader.lua": "", "Books/.keep": ""},
}
"""Kind → the files by which its drives are known, and some that lie beside them."""


def drive(place: Path, kind: str) -> Path:
    """A folder that looks like the drive of a device."""
    for name, content in TREES[kind].items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, "utf-8")
    return place


def found(root: Path) -> Device:
    """The device whose drive this is."""
    device = device_at(Volume(root))
    assert device is not None
    return device


def book(
    identifier: str = "urn:lamp", modified: str = "2026-01-01T00:00:00Z", chapters: int = 1, text: str = ""
) -> bytes:
    """A book as this program would make it, but for all that a reader needs."""
    dated = f'<meta property="dcterms:modified">{modified}</meta>' if modified else ""
    names = [f"text/chapter-{number}.xhtml" for number in range(1, chapters + 1)]
    return _packed("EPUB/package.opf", identifier, dated, {name: _CHAPTER.format(text) for name in names})


def foreign(identifier: str = "urn:lamp", path: str = "OEBPS/content.opf") -> bytes:
    """A book of another program: EPUB 2, which knows no day of its making."""
    return _packed(path, identifier, "", {"one.xhtml": _CHAPTER.format("")})


def _packed(path: str, identifier: str, dated: str, documents: dict[str, str]) -> bytes:
    folder = path.rpartition("/")[0]
    listed = "".join(
        f'<item id="d{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(documents)
    )
    spine = "".join(f'<itemref idref="d{at}"/>' for at in range(len(documents)))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in (
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER.format(path)),
            (path, _PACKAGE.format(identifier, dated, listed, spine)),
            *((f"{folder}/{name}", text) for name, text in documents.items()),
        ):
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return archive.getvalue()
