"""Read, build, write, convert: what happens to files, above all when something goes wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.editions import Edition, edition_of
from fic2epub.errors import ReadingError, WritingError
from tests.unit.page import page


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """A download in a folder of its own."""
    path = tmp_path / "lamp.html"
    path.write_bytes(page())
    return path


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_the_book_stands_beside_its_source(lamp: Path) -> None:
    """Named by the template."""
    assert fic2epub.convert(lamp) == lamp.with_name("The Lamp - lampkeeper.epub")
    assert names(lamp.parent) == ["The Lamp - lampkeeper.epub", "lamp.html"]


def test_the_book_goes_where_it_is_told(lamp: Path) -> None:
    """A file is named as it is, a folder gets the template's name, and folders are made."""
    folder = lamp.parent / "books"
    assert fic2epub.convert(lamp, folder / "x.epub") == folder / "x.epub"
    assert fic2epub.convert(lamp, folder) == folder / "The Lamp - lampkeeper.epub"
    assert fic2epub.convert(lamp, f"{lamp.parent}/more/") == lamp.parent / "more" / "The Lamp - lampkeeper.epub"


def test_bytes_have_no_place_and_their_book_goes_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of standard input."""
    monkeypatch.chdir(tmp_path)
    assert fic2epub.convert(page()) == Path("The Lamp - lampkeeper.epub")


def test_the_options_overrule_the_work(lamp: Path) -> None:
    """And what they give is no longer missing."""
    work = fic2epub.read(lamp, Options(title="Other", language="fr"))
    assert (work.metadata.title, work.metadata.language) == ("Other", "fr")


def test_a_given_language_is_not_missing() -> None:
    """The notice goes when its reason does."""
    old = page().replace(b"<dt>Language:</dt>", b"<dt>Tongue:</dt>")
    assert [notice.code for notice in fic2epub.read(old).notices] == ["R010"]
    assert fic2epub.read(old, Options(language="en")).notices == ()


def test_making_the_same_book_again_is_nothing_to_complain_of(lamp: Path) -> None:
    """The file is left as it stands."""
    path = fic2epub.convert(lamp)
    before = path.stat()
    assert fic2epub.convert(lamp) == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_newer_edition_takes_the_place_of_an_older(lamp: Path) -> None:
    """Of the same work; that is what updating is."""
    path = fic2epub.convert(lamp)
    lamp.write_bytes(page(revised="2020-04-05", chapters=3))
    assert fic2epub.convert(lamp) == path
    assert edition_of(path) == Edition("https://archiveofourown.org/works/41", "2020-04-05T00:00:00Z", 3)


def test_an_older_edition_does_not(lamp: Path) -> None:
    """Not without being told to."""
    path = fic2epub.convert(lamp)
    lamp.write_bytes(page(revised="2020-03-01"))
    with pytest.raises(WritingError, match="newer edition") as caught:
        fic2epub.convert(lamp)
    assert "--force" in caught.value.hint
    assert fic2epub.convert(lamp, force=True) == path
    assert str(edition_of(path)).count("2020-03-01")


def test_the_same_edition_made_otherwise_does_not_either(lamp: Path) -> None:
    """It may be the one that somebody keeps."""
    fic2epub.convert(lamp)
    with pytest.raises(WritingError, match="other options"):
        fic2epub.convert(lamp, options=Options(cover="none"))


def test_another_work_of_the_same_name_gets_a_name_of_its_own(lamp: Path) -> None:
    """The work's id tells them apart."""
    fic2epub.convert(lamp)
    lamp.write_bytes(page(work_id="42"))
    assert fic2epub.convert(lamp).name == "The Lamp - lampkeeper (42).epub"
    assert fic2epub.convert(lamp).name == "The Lamp - lampkeeper (42).epub"


def test_names_that_differ_in_capitals_alone_are_the_same(lamp: Path) -> None:
    """On a card for an e-reader one would overwrite the other."""
    fic2epub.convert(lamp)
    lamp.write_bytes(page("THE LAMP", work_id="42"))
    assert fic2epub.convert(lamp).name == "THE LAMP - lampkeeper (42).epub"


def test_a_file_that_is_no_book_of_ours_is_not_overwritten(lamp: Path) -> None:
    """Whatever it is, and however it was named."""
    other = lamp.parent / "notes.epub"
    other.write_bytes(b"my notes")
    with pytest.raises(WritingError, match="exists, and is not this work"):
        fic2epub.convert(lamp, other)
    assert other.read_bytes() == b"my notes"


def test_a_folder_that_is_in_the_way_is_told(lamp: Path) -> None:
    """Even when it has the very name."""
    (lamp.parent / "The Lamp - lampkeeper.epub").mkdir()
    for force in (False, True):
        with pytest.raises(WritingError, match="folder"):
            fic2epub.convert(lamp, force=force)


def test_what_is_no_file_is_never_replaced(lamp: Path) -> None:
    """As root, renaming a book to /dev/null would take it from the whole machine."""
    pipe = lamp.parent / "pipe.epub"
    os.mkfifo(pipe)
    for force in (False, True):
        with pytest.raises(WritingError, match="no file"):
            fic2epub.convert(lamp, pipe, force=force)
    assert pipe.is_fifo()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_leaves_nothing_behind(lamp: Path, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full, forbidden, read-only or broken: the error is ours, and no half file stays."""

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WritingError, match=os.strerror(code)) as caught:
        fic2epub.convert(lamp)
    assert caught.value.exit_code == 50
    assert names(lamp.parent) == ["lamp.html"]


def test_a_target_below_a_file_is_told(lamp: Path) -> None:
    """A folder cannot be made there, and there is nothing to tidy up."""
    with pytest.raises(WritingError, match="cannot be written"):
        fic2epub.convert(lamp, lamp / "x.epub")
    assert names(lamp.parent) == ["lamp.html"]


def test_an_interrupted_conversion_leaves_nothing_behind(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the file is written."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fic2epub.convert(lamp)
    assert names(lamp.parent) == ["lamp.html"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_download_that_is_cut_off_is_refused(share: float) -> None:
    """Unless a part of it is what is wanted."""
    whole = page()
    start = whole.index(b"</head>")
    cut = whole[: start + int((len(whole) - start) * share)]
    with pytest.raises(ReadingError, match="ends before the work does"):
        fic2epub.read(cut)


def test_a_part_of_a_work_can_be_asked_for() -> None:
    """With a notice that it is one."""
    whole = page()
    cut = whole[: whole.index(b'<div id="afterword"')]
    work = fic2epub.read(cut, Options(partial=True))
    assert len(work.chapters) == 2
    assert [notice.code for notice in work.notices] == ["R030"]


def test_errors_name_the_file_they_come_from(tmp_path: Path) -> None:
    """So that one of a hundred can be found."""
    path = tmp_path / "x.html"
    path.write_bytes(b"Retry later")
    with pytest.raises(fic2epub.Fic2EpubError) as caught:
        fic2epub.convert(path)
    assert str(caught.value).startswith("x.html: ")
