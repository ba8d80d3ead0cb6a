"""However a page is saved, it is read as the same work, with its pictures if they were saved with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.dom import text_of
from fic2epub.sources import find_sources
from tests.ao3.download import render
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.saves import SAVES, Opened, as_zip, chrome_complete
from tests.ao3.works import Era, FakeChapter, FakeWork
from tests.unit.drawn import gif, png

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.model import Html, Work

HILL, SEA, LOST = (
    "https://example.com/p/a%20hill.png",
    "https://example.com/sea.gif?w=1&h=2",
    "https://example.com/x.png",
)
PICTURES = {HILL: ("image/png", png()), SEA: ("image/gif", gif())}
WORK = FakeWork(
    title="A Lamp for the Harbour",
    chapters=(
        FakeChapter(position=1, body=f'<p>“Where’s the lamp?” – 灯 café</p><p><img src="{HILL}" alt="A hill"></p>'),
        FakeChapter(position=2, body=f'<p>It was lit.</p><img src="{SEA.replace("&", "&amp;")}"><img src="{LOST}">'),
    ),
    planned=2,
    skin="#workskin .letter {\n  font-style: italic;\n}\n",
)
PAGES = {
    "download": render(WORK, Era.D11),
    "page": render_page(WORK, max(Age)),
    "old page": render_page(WORK, min(Age)),
}
WITHOUT_PICTURES = ("html-only", "source-by-chrome", "source-by-firefox")


def told(work: Work[Html]) -> list[tuple[str, list[str]]]:
    """Each chapter's words, and the descriptions of its pictures."""
    return [
        (text_of(chapter.body.element), [image.get("alt", "") for image in chapter.body.element.iter("img")])
        for chapter in work.chapters
    ]


def saved(save: str, page: bytes, folder: Path) -> Path:
    """The page, saved in a folder."""
    files = SAVES[save](Opened(page=page, pictures=PICTURES))
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / next(iter(files))


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize("save", SAVES)
def test_every_save_is_read_as_the_page_was(save: str, form: str, tmp_path: Path) -> None:
    """The same words, the same facts, and the pictures that were saved with them."""
    plain = fic2epub.read(PAGES[form])
    work = fic2epub.read(saved(save, PAGES[form], tmp_path))

    assert told(work) == told(plain)
    assert work.metadata == plain.metadata
    assert work.styles == plain.styles
    expected = [] if save in WITHOUT_PICTURES else [png(), gif()]
    assert [asset.data for asset in work.assets] == expected
    assert [notice.code for notice in work.notices] == [notice.code for notice in plain.notices]


@pytest.mark.parametrize("save", SAVES)
def test_a_zip_of_a_save_is_as_good_as_the_save(save: str, tmp_path: Path) -> None:
    """With its folder of files inside."""
    files = SAVES[save](Opened(page=PAGES["page"], pictures=PICTURES))
    (tmp_path / "saved.zip").write_bytes(as_zip(files))
    work, plain = fic2epub.read(tmp_path / "saved.zip"), fic2epub.read(saved(save, PAGES["page"], tmp_path))

    assert told(work) == told(plain)
    assert work.assets == plain.assets


def test_a_folder_of_saves_has_one_source_for_each(tmp_path: Path) -> None:
    """The files of the pages are none."""
    for save in SAVES:
        (tmp_path / save).mkdir()
        saved(save, PAGES["page"], tmp_path / save)

    names = [found.name for found in find_sources(tmp_path)]

    assert len(names) == len(SAVES)
    assert all(told(fic2epub.read(found.open())) for found in find_sources(tmp_path))


def test_pictures_that_were_moved_away_are_missed(tmp_path: Path) -> None:
    """The page is a work all the same, and says what it lacks."""
    page = next(iter(chrome_complete(Opened(page=PAGES["page"], pictures=PICTURES)).values()))
    (tmp_path / "A Lamp.html").write_bytes(page)

    work = fic2epub.read(tmp_path / "A Lamp.html")

    assert work.assets == ()
    (said,) = [notice.message for notice in work.notices if notice.code == "I004"]
    assert said.startswith("pictures that should stand beside the page, and do not: 2 (./A Lamp for the Harbour_files/")
