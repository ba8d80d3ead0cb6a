"""Several sources, one book: what is opened, what is left out, and what stands on disk in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.editions import edition_of
from fic2epub.errors import NotAWork, ReadingError, SourceError, WritingError
from fic2epub.model import Form, Source
from tests.ao3.together import TOGETHER

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN = Options(cover="none")


@pytest.fixture
def saves(tmp_path: Path) -> Path:
    """A folder of saves, some of which are no works."""
    folder = tmp_path / "saves"
    folder.mkdir()
    for name, file in TOGETHER.items():
        (folder / f"{name}.html").write_bytes(file)
    (folder / "busy.html").write_bytes(b"Retry later")
    (folder / "empty.html").write_bytes(b"")
    return folder


def test_a_folder_is_joined_work_by_work(saves: Path) -> None:
    works = fic2epub.join(saves)

    assert [work.metadata.title for work in works] == [
        "The Clock",
        "The Harbour",
        "المنارة",
        "The Ledger",
        "The Fog Bell",
    ]
    assert works[0].origin is not None
    assert works[0].origin.form is Form.JOINED
    assert [notice.where for notice in works[0].notices if notice.code == "R087"] == [
        str(saves / "busy.html"),
        str(saves / "empty.html"),
    ]


def test_an_archive_of_saves_is_joined_too(saves: Path) -> None:
    archive = saves.parent / "saves.zip"
    with ZipFile(archive, "w") as packed:
        for path in saves.iterdir():
            packed.write(path, path.name)

    work = fic2epub.omnibus(archive)

    assert [part.metadata.title for part in work.parts][:4] == ["The Harbour", "المنارة", "The Ledger", "The Fog Bell"]
    assert work.metadata.summary == "All that happened at the harbour."


def test_bytes_and_sources_are_taken_as_they_are() -> None:
    one, two = TOGETHER["clock-1"], Source(data=TOGETHER["clock-2"], name="two.html")

    (work,) = fic2epub.join([one, two])

    assert [chapter.number for chapter in work.chapters] == [1, 2]
    assert len(fic2epub.join(one)) == 1


def test_what_is_named_and_is_no_work_is_an_error(saves: Path) -> None:
    for name, error in (("busy.html", NotAWork), ("empty.html", SourceError), ("gone.html", SourceError)):
        with pytest.raises(error) as caught:
            fic2epub.join([saves / "clock-1.html", saves / name])
        assert caught.value.where == str(saves / name)


def test_a_damaged_work_among_others_is_not_left_out(saves: Path) -> None:
    whole = TOGETHER["clock-download"]
    (saves / "cut.html").write_bytes(whole[: whole.index(b'<div id="afterword"')])

    with pytest.raises(ReadingError, match="ends before"):
        fic2epub.join(saves)
    assert len(fic2epub.join(saves, Options(partial=True))) == 5


def test_guides_alone_hold_no_text() -> None:
    with pytest.raises(NotAWork) as caught:
        fic2epub.omnibus(TOGETHER["harbour-series"])
    assert "name the works" in caught.value.hint


def test_options_overrule_what_was_joined() -> None:
    files = [TOGETHER["clock-1"], TOGETHER["clock-2"]]
    (work,) = fic2epub.join(files, Options(title="Tick", language="fr"))

    assert (work.metadata.title, work.metadata.language) == ("Tick", "fr")


def test_the_language_of_an_omnibus_fills_in_for_unknown_ones() -> None:
    silent = TOGETHER["harbour-1"].replace(b"<dt>Language:</dt>", b"<dt>Tongue:</dt>")
    work = fic2epub.omnibus([silent, TOGETHER["harbour-2"]], Options(title="Both", language="fr"))

    assert work.metadata.title == "Both"
    assert [(part.metadata.title, part.metadata.language) for part in work.parts] == [
        ("The Harbour", "fr"),
        ("المنارة", "ar"),
    ]


def test_an_omnibus_of_ours_is_a_source_like_the_works_in_it(tmp_path: Path) -> None:
    first = [TOGETHER[f"harbour-{number}"] for number in (1, 3)]
    page, others = TOGETHER["harbour-series"], [TOGETHER["harbour-2"], TOGETHER["harbour-4"]]
    old = fic2epub.write(fic2epub.build(fic2epub.omnibus([*first, page], _PLAIN), _PLAIN), tmp_path / "old.epub")

    work = fic2epub.omnibus([old, *others], _PLAIN)

    assert [part.metadata.title for part in work.parts] == ["The Harbour", "المنارة", "The Ledger", "The Fog Bell"]
    assert work.metadata.summary == "All that happened at the harbour."
    assert work.summary is not None
    assert [one.metadata.title for one in fic2epub.join(old)] == ["The Harbour", "The Ledger"]


def test_a_book_of_some_chapters_does_not_replace_one_of_more(tmp_path: Path) -> None:
    path = tmp_path / "clock.epub"
    fic2epub.convert(TOGETHER["clock-download"], path, _PLAIN)
    before = path.read_bytes()

    with pytest.raises(WritingError, match="more chapters") as caught:
        fic2epub.convert(TOGETHER["clock-2"].replace(b"2020-03-01", b"2021-03-01"), path, _PLAIN)

    assert "--join" in caught.value.hint
    assert path.read_bytes() == before


def test_a_book_of_more_chapters_replaces_one_of_some(tmp_path: Path) -> None:
    path = tmp_path / "clock.epub"
    fic2epub.convert(TOGETHER["clock-2"], path, _PLAIN)
    with pytest.raises(WritingError, match="some chapters"):
        fic2epub.convert(TOGETHER["clock-3"], path, _PLAIN)

    fic2epub.convert(TOGETHER["clock-download"], path, _PLAIN)

    edition = edition_of(path)
    assert edition is not None
    assert edition.chapters == 3


def test_an_omnibus_of_fewer_works_does_not_replace_a_fuller_one(tmp_path: Path) -> None:
    files = [TOGETHER[f"harbour-{number}"] for number in (1, 2, 3)]
    full, part = (fic2epub.build(fic2epub.omnibus(some, _PLAIN), _PLAIN) for some in (files, files[1:]))
    path = fic2epub.write(full, tmp_path / "harbour.epub")

    with pytest.raises(WritingError, match="more chapters"):
        fic2epub.write(part, path)
    assert edition_of(path) is not None
