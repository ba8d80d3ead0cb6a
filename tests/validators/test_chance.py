"""EPUBCheck over works by chance, as downloads of every year, and with all that may be mixed and chosen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fic2epub
from tests.ao3.download import render
from tests.ao3.pages import Age
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.mixed import any_options, mixed_works, saved
from tests.property.strategies import works
from tests.validators.bar_pages import PAGE_CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import made_for

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub import Options
    from tests.ao3.works import FakeWork

pytestmark = pytest.mark.validators

_BOOKS = 10 if os.environ.get("CI") else 4
"""EPUBCheck takes about a second for each."""


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one book after the other is put."""
    return tmp_path_factory.mktemp("chance") / "book.epub"


@settings(max_examples=_BOOKS)
@given(data=st.data(), era=st.sampled_from(Era))
def test_epubcheck_has_nothing_to_say_of_any_work(target: Path, era: Era, data: st.DataObject) -> None:
    source = render(data.draw(works(era)), era)

    fic2epub.convert(source, target, OPTIONS, force=True)

    assert complaints(target) == []


@settings(max_examples=_BOOKS // 2)
@given(work=mixed_works(), form=st.sampled_from([Era.D3, Era.D11, Age.A2026_06]), options=any_options())
def test_epubcheck_has_nothing_to_say_of_what_is_mixed(
    target: Path, work: FakeWork, form: Era | Age, options: Options
) -> None:
    fic2epub.convert(saved(work, form), target, options, force=True)

    assert complaints(target) == []
    book = made_for(options.device, target)
    assert [f"{check.__name__}: {said}" for check in PAGE_CHECKS for said in check(book)] == []
