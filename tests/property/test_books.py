"""Every document is well-formed, every link leads somewhere, every id is unique, and nothing is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.soundness import check_contents, check_documents, check_package
from tests.property.strategies import some, works

if TYPE_CHECKING:
    from fic2epub.model import Book
    from tests.ao3.cases import Case

_SHORT = [case for case in CASES if not case.name.startswith("long-")]


def _book(source: bytes) -> Book:
    return fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS)


@pytest.mark.parametrize("era", list(Era), ids=lambda era: era.label)
@some
@given(data=st.data())
def test_documents_of_any_work_are_sound(era: Era, data: st.DataObject) -> None:
    book = _book(render(data.draw(works(era)), era))

    check_documents(book)
    check_contents(book)


@given(data=st.data())
def test_the_package_of_any_work_holds_all_documents_in_order(data: st.DataObject) -> None:
    era = data.draw(st.sampled_from(Era))

    check_package(_book(render(data.draw(works(era)), era)))


@pytest.mark.parametrize("case", _SHORT, ids=lambda case: case.name)
def test_documents_of_the_catalogue_are_sound(case: Case) -> None:
    book = _book(case.source())

    check_documents(book)
    check_contents(book)
