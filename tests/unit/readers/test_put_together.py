"""Files that somebody made of several: what is read of them, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3 import fragments
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ao3.works import FakeWork

FIRST, SECOND = one("The First", "<p>Lamp.</p>"), one("The Second", "<p>Gull.</p>")


def _download(work: FakeWork) -> bytes:
    return render(work, Era.D11)


def _old_download(work: FakeWork) -> bytes:
    return render(work, Era.D1)


def _page(work: FakeWork) -> bytes:
    return render_page(work, Age.A2026_06)


@pytest.mark.parametrize("save", [_download, _old_download, _page])
@pytest.mark.parametrize("between", [b"", b"\n\n"])
def test_the_first_of_several_works_is_read_and_the_others_are_told(
    save: Callable[[FakeWork], bytes], between: bytes
) -> None:
    """The second was lost without a word."""
    work = fic2epub.read(between.join((save(FIRST), save(SECOND), save(SECOND))))
    assert work.metadata.title == "The First"
    (said,) = [notice.message for notice in work.notices if notice.code == "R029"]
    assert said.startswith("the file holds 3 works or pages of works")
    assert "R029" not in {notice.code for notice in fic2epub.read(save(FIRST)).notices}


def test_pieces_with_a_page_around_each_are_chapters() -> None:
    """As a program saves that takes one chapter after the other."""
    pieces = (b"<html><body>%s</body></html>" % fragments.work_text(work) for work in (FIRST, SECOND))
    work = fic2epub.read(Source(data=b"\n".join(pieces), name="Both.html"))
    assert ["".join(chapter.body.element.itertext()).strip() for chapter in work.chapters] == ["Lamp.", "Gull."]
