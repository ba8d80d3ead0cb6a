"""What was mended passes EPUBCheck, wherever words allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.checking import KINDS, fix
from tests.unit.checking.broken import BROKEN, Broken
from tests.unit.checking.right import old_book, packed, right_book
from tests.validators.judges import complaints

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_CASES = [case for case in BROKEN if KINDS[case.code].mendable and not case.left]


def _complaints(content: bytes, folder: Path) -> list[str]:
    path = folder / "book.epub"
    path.write_bytes(content)
    return complaints(path)


@pytest.mark.parametrize("version", [2, 3])
def test_the_books_to_be_broken_are_right(version: int, tmp_path: Path) -> None:
    assert _complaints(packed(right_book() if version == 3 else old_book()), tmp_path) == []


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.code}-{BROKEN.index(case)}")
def test_a_mended_book_is_valid(case: Broken, tmp_path: Path) -> None:
    assert _complaints(fix(packed(case.files), case.device, name=case.name).content, tmp_path) == []
