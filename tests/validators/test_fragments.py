"""Books made of pieces of pages are whole books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3 import fragments
from tests.ao3.cases import mess
from tests.ao3.cases.case import chapter, one, several
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_TALE = several("Hard Rain", chapter(1, "Dawn", notes="<p>Be kind.</p>"), chapter(2), chapter(4, "Noon & After"))
_MESSY = [case.work for case in mess.CASES if len(case.work.chapters) == 1]
_FILES = {
    "work-text": fragments.work_text(one("Hard Rain")),
    "chapter-text": fragments.chapter_text(_TALE.chapters[0]).encode(),
    "chapter-texts": fragments.chapter_texts(_TALE),
    "units": fragments.units(_TALE),
    "units-without-frame": fragments.units(_TALE, framed=False),
    "one-unit": fragments.unit(_TALE.chapters[2], _TALE).encode(),
    "bare": fragments.bare(one("Hard Rain")),
    **{f"mess-{number}": fragments.work_text(work) for number, work in enumerate(_MESSY)},
}


@pytest.mark.parametrize("name", _FILES)
def test_a_book_of_a_piece_meets_the_bar(name: str, tmp_path: Path) -> None:
    path = tmp_path / "piece.epub"
    fic2epub.convert(Source(data=_FILES[name], name=f"{name}.html"), path, fic2epub.Options())

    assert complaints(path) == []
    book = opened(unzipped(path))
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
