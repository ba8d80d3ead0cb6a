"""Books for Kobo before EPUBCheck: what is added to them is as valid as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.kepub import kepub_bytes
from tests.ao3.cases import CASES
from tests.validators.judges import complaints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.validators


@pytest.mark.parametrize("sentences", ["kobo", "language"])
@pytest.mark.parametrize("name", [case.name for case in CASES][::10])
def test_epubcheck_has_nothing_to_say(
    name: str, sentences: str, book_of: Callable[[str], Path], tmp_path: Path
) -> None:
    book = tmp_path / f"{name}.kepub.epub"
    book.write_bytes(kepub_bytes(book_of(name).read_bytes(), sentences=sentences).content)
    assert complaints(book) == []
