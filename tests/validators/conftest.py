"""Every case of the catalogue as a book, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CASES = {case.name: case for case in CASES}


@pytest.fixture(scope="session")
def book_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The path of the book of a case, by the case's name."""
    folder = tmp_path_factory.mktemp("books")

    def make(name: str) -> Path:
        path = folder / f"{name}.epub"
        if not path.exists():
            case = _CASES[name]
            source = Source(data=case.source(), name=f"{name}{case.suffix}")
            fic2epub.convert(source, path, fic2epub.Options(partial=True))
        return path

    return make
