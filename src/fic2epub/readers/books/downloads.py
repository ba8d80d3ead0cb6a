"""The archive's own EPUBs, read as the HTML downloads that they are made of; the package adds what those lack."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.errors import Notice, ReadingError, noting
from fic2epub.model import Form, Origin
from fic2epub.readers.books.calibre import calibre_download
from fic2epub.readers.books.handmade import handmade_download
from fic2epub.readers.download import read_download
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Html, Source, Work
    from fic2epub.options import Options
    from fic2epub.readers.books.package import Package

__all__ = ["read_calibre", "read_handmade"]

_KNOWN = frozenset(("userstuff", "meta", "toc-heading"))
"""Classes of what a download has among its chapters."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_BY_HAND = "2010-12 to 2019-01"
"""When the archive made EPUBs itself, of the downloads' partials (otwarchive 3463d1a8f9 ended it)."""


def read_calibre(package: Package, source: Source, options: Options, note: Note) -> Work[Html] | None:
    """Read an EPUB that calibre made of a download; None when it is something else."""
    root = calibre_download(package, note)
    if root is None:
        return None
    return _read(root, package, source, options, note, "calibre")


def read_handmade(package: Package, source: Source, options: Options, note: Note) -> Work[Html] | None:
    """Read an EPUB that the archive made by hand; None when it is something else."""
    root = handmade_download(package, note)
    if root is None:
        return None
    return _read(root, package, source, options, note, "Archive of Our Own")


def _read(
    root: _Element, package: Package, source: Source, options: Options, note: Note, made_by: str
) -> Work[Html] | None:
    """Read the download, and fill its gaps from the package."""
    notices: list[Notice] = []
    work = read_download(root, source, options, noting(notices))
    if work is None:
        return None
    _tell_unread(root, work, note)
    language = package.first("language")
    told = work.metadata.language == "und" and bool(_LANGUAGE.fullmatch(language)) and language.lower() != "und"
    for notice in notices:
        if not (told and notice.where == "language"):
            note(*notice)
    if told:
        note("R065", f"the language ({language}) is told by the package alone", "language")
        work = replace(work, metadata=replace(work.metadata, language=language))
    era = work.origin.era if work.origin and made_by == "calibre" else _BY_HAND
    return replace(work, origin=Origin(Form.EPUB, era, made_by))


def _tell_unread(root: _Element, work: Work[Html], note: Note) -> None:
    """Tell what stands among the chapters and is none; raise `ReadingError` when there is text and no chapter."""
    chapters = child(root.find("body"), "div", id_="chapters")
    if chapters is None:
        return
    if not work.chapters and text_of(chapters):
        raise ReadingError("the chapters of this EPUB cannot be told apart", hint="download the work again")
    blocks = [kid for kid in kids(chapters) if not _KNOWN.intersection(classes(kid))]
    if len(blocks) < len(list(kids(chapters))):  # else the text of a lone chapter, which is all of it
        words = " ".join(map(text_of, blocks)).split()
        if words:
            note("R067", f"{len(words)} words stand among the chapters: {' '.join(words[:8])[:80]}")
