"""Works with skins of their own, as books, before their judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub import Options
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.skins import SKINNED, skinned
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators


@pytest.mark.parametrize("mode", ["paper", "author", "off"])
@pytest.mark.parametrize("name", SKINNED)
def test_judges_have_nothing_to_say(name: str, mode: str, tmp_path: Path) -> None:
    options = Options(work_skin=mode)
    target = tmp_path / "book.epub"
    fic2epub.write(fic2epub.build(fic2epub.read(render_page(skinned(name), Age.A2026_06), options), options), target)

    book = opened(unzipped(target))

    assert complaints(target) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
