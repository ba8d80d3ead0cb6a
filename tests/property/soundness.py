"""What is asked of every book, whatever it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.epub import epub_bytes
from fic2epub.model import Role
from tests.property.books import XHTML, lost_links, package, twice_used_ids, well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.model import Book, NavPoint

__all__ = ["check_contents", "check_documents", "check_package"]

_OPF = "{http://www.idpf.org/2007/opf}"


def _flat(points: tuple[NavPoint, ...]) -> Iterator[NavPoint]:
    for point in points:
        yield point
        yield from _flat(point.children)


def check_documents(book: Book) -> None:
    """Every document is well-formed, every id is there once, every link leads somewhere."""
    for document in book.documents:
        assert well_formed(document).tag == f"{XHTML}html"
    assert twice_used_ids(book) == []
    assert lost_links(book) == []


def check_contents(book: Book) -> None:
    """The contents follow the spine, and nothing is out of reach."""
    spine = [document.href for document in book.documents]
    listed = [point.href.partition("#")[0] for point in _flat(book.contents)]
    assert listed == sorted(listed, key=spine.index), "the contents follow the spine"
    assert all(point.title.strip() for point in _flat(book.contents))
    needs_none = {
        document.href
        for document in book.documents
        if document.role in {Role.COVER, Role.CONTENTS} or "-part" in document.href
    }
    assert set(spine) - needs_none == set(listed)
    assert {mark.href.partition("#")[0] for mark in book.landmarks} <= set(spine)


def check_package(book: Book) -> None:
    """The package names all there is, in order, and holds it as it was made."""
    files, opf = package(epub_bytes(book))
    manifest = {found.get("id"): found.get("href") or "" for found in opf.iter(f"{_OPF}item")}
    spine = [manifest[found.get("idref")] for found in opf.iter(f"{_OPF}itemref")]
    assert spine == [document.href for document in book.documents]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    meta = {name for name in files if name.startswith("META-INF/")}
    assert {f"EPUB/{href}" for href in manifest.values()} == set(files) - outside - meta
    for document in book.documents:
        assert files[f"EPUB/{document.href}"] == document.xhtml
