"""Books in all kinds of scripts are whole books, from the left, from the right and from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3.download import render
from tests.ao3.tongues import UPRIGHT, WORKS
from tests.ao3.works import Era
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators


@pytest.mark.parametrize(("name", "vertical"), [(name, False) for name in WORKS] + [(name, True) for name in UPRIGHT])
def test_a_book_in_any_script_meets_the_bar(name: str, tmp_path: Path, *, vertical: bool) -> None:
    path = tmp_path / "book.epub"
    source = Source(data=render(WORKS[name], Era.D11), name=f"{name}.html")
    fic2epub.convert(source, path, fic2epub.Options(vertical=vertical, calm_marks=vertical))

    assert complaints(path) == []
    book = opened(unzipped(path))
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
    assert book.package.get("dir") == ("rtl" if name in {"ar", "he", "fa"} else None)
