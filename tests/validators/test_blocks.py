"""Books of downloads, whose blocks are told without any sheet, before their judges."""

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
@pytest.mark.parametrize("name", SKINNED)
def test_a_book_of_blocks_passes(name: str, mode: str, tmp_path: Path) -> None:
    path = book_of_skin(name, "download", mode, tmp_path)
    book = opened(unzipped(path))

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
