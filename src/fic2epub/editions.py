"""What edition of which work an EPUB on disk is, so that a newer one may take its place."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import parse_xml
from fic2epub.errors import ReadingError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Edition", "edition_of"]

_PACKAGE = "EPUB/package.opf"
_RECORD = "META-INF/fic2epub.json"
_GUEST = b'"guest": true'
"""What a record says of a chapter that stands in the file of another (`fic2epub.records`), and of nothing else."""
_LARGEST_PACKAGE = 8 * 1024 * 1024
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CHAPTER = re.compile(r"text/(?:part-[^/]*-)?chapter-\d+x*\.xhtml")
"""The file of a chapter, and not of a further part of it."""


class Edition(NamedTuple):
    """The facts that say whether a file may be replaced."""

    identifier: str
    modified: str
    """`YYYY-MM-DDThh:mm:ssZ`: sorts as text."""
    chapters: int = 0


def edition_of(path: Path) -> Edition | None:
    """The edition that a book of ours says it is; None for any other file."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_PACKAGE).file_size > _LARGEST_PACKAGE:
                return None
            package = parse_xml(archive.read(_PACKAGE))
            guests = _guests_in(archive)
    except (OSError, KeyError, zipfile.BadZipFile, ReadingError, NotImplementedError, RuntimeError):
        return None
    modified = [meta.text for meta in package.iter(f"{_OPF}meta") if meta.get("property") == "dcterms:modified"]
    identifier = next((element.text for element in package.iter(f"{_DC}identifier")), None)
    if not (identifier and modified and modified[0]):
        return None
    chapters = sum(_CHAPTER.fullmatch(entry.get("href", "")) is not None for entry in package.iter(f"{_OPF}item"))
    return Edition(identifier, modified[0], chapters + guests)


def _guests_in(archive: zipfile.ZipFile) -> int:
    """How many chapters stand in the files of others."""
    if _RECORD not in archive.namelist() or archive.getinfo(_RECORD).file_size > _LARGEST_PACKAGE:
        return 0
    return archive.read(_RECORD).count(_GUEST)
