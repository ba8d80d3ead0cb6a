"""Books that were updated again and again before EPUBCheck: what keeps places in them is as valid as all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.kepub import kepub_bytes
from fic2epub.options import Options
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.places.histories import Author
from tests.validators.judges import complaints

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_UPDATES = 4


@pytest.mark.parametrize("notes", ["around", "end", "appendix"])
@pytest.mark.parametrize("seed", range(3))
def test_epubcheck_has_nothing_to_say(seed: int, notes: str, tmp_path: Path) -> None:
    author, options = Author(seed), Options(notes=notes)
    content = epub_bytes(fic2epub.build(fic2epub.read(render(author.save(), Era.D11)), options))
    for _ in range(_UPDATES):
        author.work_on(5)
        content = fic2epub.update(content, render(author.save(), Era.D11), keep_removed=seed == 1).content
    book, kepub = tmp_path / "book.epub", tmp_path / "book.kepub.epub"
    book.write_bytes(content)
    kepub.write_bytes(kepub_bytes(content).content)

    assert complaints(book) == []
    assert complaints(kepub) == []
