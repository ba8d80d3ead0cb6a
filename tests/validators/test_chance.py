"""EPUBCheck over works by chance, as downloads of every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fic2epub
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.strategies import works
from tests.validators.judges import complaints

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_BOOKS = 10
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
