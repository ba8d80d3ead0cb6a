"""Books full of notes, with each option, before their judges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fic2epub import Options
from fic2epub.epub import epub_bytes
from tests.ao3.footnotes import KINDS, footnoted_work
from tests.ao3.linked_notes import book_of
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ao3.works import FakeWork

pytestmark = pytest.mark.validators


def _work() -> FakeWork:
    """A chapter of every kind of note, and a long one, which is parted."""
    chapters = []
    endnotes = ""
    for number, kind in enumerate(KINDS, 1):
        work = footnoted_work(number, (kind,), chapters=1).work
        chapters.append(replace(work.chapters[0], position=number))
        endnotes += work.endnotes
    prose = "".join(f"<p>{'The rain fell on the quay all day long. ' * 40}</p>" for _ in range(200))
    chapters[0] = replace(chapters[0], body=chapters[0].body.replace("</p>", f"</p>{prose}", 1))
    return replace(work, chapters=tuple(chapters), planned=len(chapters), endnotes=endnotes)


@pytest.mark.parametrize("notes", ["around", "end", "appendix", "drop"])
@pytest.mark.parametrize("mode", ["popup", "end", "keep"])
def test_books_with_notes_pass(mode: str, notes: str, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(epub_bytes(book_of(_work(), Options(footnotes=mode, notes=notes))))

    assert complaints(path) == []
    book = opened(unzipped(path))
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
