"""Books that wear skins, on paper and in their authors' looks, and downloads that lack them, before their judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ao3.skins import SKINNED
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.looks import MODES, book_of_skin
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators


@pytest.mark.parametrize("mode", [*MODES, "off"])
@pytest.mark.parametrize("form", ["page", "download"])
@pytest.mark.parametrize("name", SKINNED)
def test_a_skinned_book_passes(name: str, form: str, mode: str, tmp_path: Path) -> None:
    path = book_of_skin(name, form, mode, tmp_path)
    book = opened(unzipped(path))

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
