"""Every document is well-formed, every link leads somewhere, every id is unique, and nothing is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Role
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS, XHTML, lost_links, package, twice_used_ids, well_formed
from tests.property.strategies import works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.model import Book, NavPoint
    from tests.ao3.cases import Case

_OPF = "{http://www.idpf.org/2007/opf}"
_SHORT = [case for case in CASES if not case.name.startswith("long-")]


def _book(source: bytes) -> Book:
    return fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS)


def _flat(points: tuple[NavPoint, ...]) -> Iterator[NavPoint]:
    for point in points:
        yield point
        yield from _flat(point.children)


def _check_documents(book: Book) -> None:
    for document in book.documents:
        assert well_formed(document).tag == f"{XHTML}html"
    assert twice_used_ids(book) == []
    assert lost_links(book) == []


def _check_contents(book: Book) -> None:
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


def _check_package(book: Book) -> None:
    files, opf = package(epub_bytes(book))
    manifest = {found.get("id"): found.get("href") or "" for found in opf.iter(f"{_OPF}item")}
    spine = [manifest[found.get("idref")] for found in opf.iter(f"{_OPF}itemref")]
    assert spine == [document.href for document in book.documents]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    meta = {name for name in files if name.startswith("META-INF/")}
    assert {f"EPUB/{href}" for href in manifest.values()} == set(files) - outside - meta
    for document in book.documents:
        assert files[f"EPUB/{document.href}"] == document.xhtml


@pytest.mark.parametrize("era", list(Era), ids=lambda era: era.label)
@given(data=st.data())
def test_documents_of_any_work_are_sound(era: Era, data: st.DataObject) -> None:
    book = _book(render(data.draw(works(era)), era))

    _check_documents(book)
    _check_contents(book)


@given(data=st.data())
def test_the_package_of_any_work_holds_all_documents_in_order(data: st.DataObject) -> None:
    era = data.draw(st.sampled_from(Era))

    _check_package(_book(render(data.draw(works(era)), era)))


@pytest.mark.parametrize("case", _SHORT, ids=lambda case: case.name)
def test_documents_of_the_catalogue_are_sound(case: Case) -> None:
    book = _book(case.source())

    _check_documents(book)
    _check_contents(book)
