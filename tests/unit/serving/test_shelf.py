"""The shelf over a folder: what is on it, what is found, what comes and goes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from fic2epub.errors import DeliveryError
from fic2epub.kepub import undone_bytes
from fic2epub.serving.facts import Facts, facts_of
from fic2epub.serving.files import read
from fic2epub.serving.folding import folded, sorted_as, words_of
from fic2epub.serving.library import Query
from fic2epub.serving.shelf import FolderShelf, index_of, open_shelf
from tests.unit.serving.shelves import SECRET, book, broken_books, put, shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "books", shelf_of())
    return tmp_path / "books"


@pytest.fixture
def shelf(folder: Path) -> Iterator[FolderShelf]:
    with closing(open_shelf(folder, folder.parent / "index.sqlite")) as shelf:
        shelf.refresh()
        yield shelf


def _titles(shelf: FolderShelf, **asked: object) -> list[str]:
    return [entry.title for entry in shelf.find(Query(**asked)).entries]  # type: ignore[arg-type]


def test_what_a_book_of_ours_says(shelf: FolderShelf, folder: Path) -> None:
    (entry,) = shelf.find(Query(words="Öresund")).entries
    assert entry.path == folder / "ours.epub"
    assert (entry.title, entry.creators) == ("Élan & Öresund", ("lampkeeper", "Sea Glass"))
    assert (entry.fandoms, entry.words, entry.work_id) == (("The Harbour Band",), 1234, "12")
    assert (entry.series, entry.series_index, entry.position) == ("Small Lights", 2.0, "2")
    assert (entry.published, entry.updated, entry.added) == ("2019-03-04", "2021-05-06", "2023-11-14T22:13:20Z")
    assert entry.summary == "A storm, a lamp.\nAnd bread."
    assert entry.has_cover
    assert len(entry.key) == 20


def test_what_an_old_book_of_others_says(shelf: FolderShelf) -> None:
    (entry,) = shelf.find(Query(language="de")).entries
    assert (entry.creators, entry.series, entry.position) == (("Ines Dray",), "Small Lights", "1.5")
    assert entry.published == "2011-02-03"
    assert entry.summary == "Fog & salt\nRope"
    assert not entry.has_cover
    assert shelf.cover(entry.key, thumbnail=True) is None


def test_orders(shelf: FolderShelf) -> None:
    assert _titles(shelf) == ["A Kobo Book", "東京の雨が降る", "Old Tides", "Élan & Öresund"]
    assert _titles(shelf, order="title") == ["A Kobo Book", "Élan & Öresund", "Old Tides", "東京の雨が降る"]
    assert _titles(shelf, order="author")[0] == "Old Tides"  # by Dray, Ines
    assert _titles(shelf, order="series")[:2] == ["Old Tides", "Élan & Öresund"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elan", ["Élan & Öresund"]),
        ("ÖRES", ["Élan & Öresund"]),
        ("LAMP", ["A Kobo Book", "Élan & Öresund"]),
        ("harbour bread", ["Élan & Öresund"]),
        ("harbour rope", []),
        ("の雨", ["東京の雨が降る"]),
        ("東京 雨", ["東京の雨が降る"]),
        ("灯", ["東京の雨が降る"]),
        ("small lights", ["Old Tides", "Élan & Öresund"]),
        ('"small" NEAR *', []),
        ('elan"', ["Élan & Öresund"]),
        ("- * ' \"", ["A Kobo Book", "東京の雨が降る", "Old Tides", "Élan & Öresund"]),
    ],
)
@pytest.mark.parametrize("full_text", [True, False])
def test_words_are_found_without_case_and_marks(
    shelf: FolderShelf, words: str, found: list[str], *, full_text: bool
) -> None:
    shelf._index.full_text = full_text and shelf._index.full_text  # noqa: SLF001 - some SQLites have no full text
    assert _titles(shelf, words=words) == found


def test_folding() -> None:
    assert folded("STRASSE") == folded("straße")
    assert folded("が") != folded("か")
    assert folded("Łódź Æther") == "lodz aether"
    assert sorted_as("“…and Fog”") == "and fog”"
    assert words_of("Mr. O’Neil's  well-worn --rope--") == ("mr", "o'neil's", "well-worn", "rope")


def test_facets_count_what_is_looked_for(shelf: FolderShelf) -> None:
    facets = shelf.facets(Query())
    assert facets["author"] == (("lampkeeper", 2), ("Ines Dray", 1), ("Sea Glass", 1), ("灯台", 1))
    assert facets["series"] == (("Small Lights", 2),)
    assert dict(facets["language"]) == {"en": 1, "de": 1, "ja": 1}
    narrowed = shelf.facets(Query(author="lampkeeper"))
    assert narrowed["author"] == facets["author"]
    assert narrowed["language"] == (("en", 1),)


def test_neighbours_are_the_books_of_the_series(shelf: FolderShelf) -> None:
    (entry,) = shelf.find(Query(language="de")).entries
    assert [one.title for one in shelf.neighbours(entry)] == ["Old Tides", "Élan & Öresund"]
    (alone,) = shelf.find(Query(language="ja")).entries
    assert shelf.neighbours(alone) == ()


def test_pages(shelf: FolderShelf) -> None:
    page = shelf.find(Query(size=3, page=2))
    assert (len(page.entries), page.total, page.number, page.pages) == (1, 4, 2, 2)
    assert shelf.find(Query(size=3, page=99)).number == 2
    assert shelf.find(Query(size=10**9)).size == 96
    empty = shelf.find(Query(words="nowhere"))
    assert (empty.entries, empty.total, empty.number, empty.pages) == ((), 0, 1, 1)


def test_broken_files_are_told_once_and_left_out(shelf: FolderShelf, folder: Path) -> None:
    put(folder, broken_books())
    changes = shelf.refresh()
    assert changes[:3] == (0, 0, 0)
    assert {path.name for path, _ in changes.broken} == set(broken_books())
    assert {path.name: why for path, why in changes.broken}["climbs.epub"] == "the archive names a place outside itself"
    assert shelf.refresh().broken == ()
    assert shelf.find(Query()).total == 4
    (folder / "text.epub").write_bytes(book("Mended"))
    assert shelf.refresh()[:3] == (1, 0, 0)
    assert shelf.find(Query(words="mended")).total == 1


def test_what_changes_is_seen_and_what_is_only_written_again_is_not(shelf: FolderShelf, folder: Path) -> None:
    before = shelf.generation
    assert shelf.refresh() == (0, 0, 0, ())
    os.utime(folder / "ours.epub", (1_800_000_000,) * 2)
    assert shelf.refresh() == (0, 0, 0, ())
    assert shelf.generation == before
    assert _titles(shelf)[-1] == "Élan & Öresund"  # as old as it was
    (entry,) = shelf.find(Query(language="ja")).entries
    put(folder, {"東京.epub": book("東京の雪")}, 1_800_000_000)
    assert shelf.refresh() == (0, 1, 0, ())
    assert shelf.generation > before
    changed = shelf.entry(entry.key)
    assert changed is not None
    assert changed.title == "東京の雪"
    assert changed.etag != entry.etag
    assert shelf.find(Query(words="雨")).total == 0


def test_a_book_that_was_renamed_is_not_new(shelf: FolderShelf, folder: Path) -> None:
    (folder / "ours.epub").rename(folder / "renamed.epub")
    os.utime(folder / "renamed.epub", (1_800_000_000,) * 2)
    changes = shelf.refresh()
    assert (changes.added, changes.gone) == (1, 1)
    assert _titles(shelf)[-1] == "Élan & Öresund"
    (folder / "renamed.epub").unlink()
    assert shelf.refresh().gone == 1
    assert shelf.find(Query()).total == 3


def test_links_are_not_followed_out_of_the_folder(shelf: FolderShelf, folder: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    put(beside, {"secret.epub": book(SECRET)})
    (folder / "link.epub").symlink_to(beside / "secret.epub")
    (folder / "linked").symlink_to(beside)
    (folder / ".hidden").mkdir()
    put(folder, {".hidden/x.epub": book(SECRET), ".x.epub.1.part": b"PK"})
    assert shelf.refresh() == (0, 0, 0, ())
    (entry,) = shelf.find(Query(language="de")).entries
    entry.path.unlink()
    entry.path.symlink_to(beside / "secret.epub")  # between two looks
    assert shelf.opened(entry) is None
    assert shelf.book(entry.key, kepub=False) is None
    assert shelf.book(entry.key, kepub=True) is None
    entry.path.unlink()
    entry.path.parent.rmdir()
    entry.path.parent.symlink_to(beside)
    (beside / "two.epub").write_bytes(book(SECRET))
    assert shelf.opened(entry) is None


def test_pipes_and_folders_are_no_books(shelf: FolderShelf, folder: Path) -> None:
    (folder / "a.epub").mkdir()
    os.mkfifo(folder / "b.epub")
    assert shelf.refresh() == (0, 0, 0, ())
    (entry,) = shelf.find(Query(language="ja")).entries
    entry.path.unlink()
    os.mkfifo(entry.path)
    assert shelf.opened(entry) is None


def test_covers(shelf: FolderShelf) -> None:
    (ours,) = shelf.find(Query(language="en")).entries
    (broken,) = shelf.find(Query(language="ja")).entries
    small = shelf.cover(ours.key, thumbnail=True)
    assert small is not None
    assert small.startswith(b"\xff\xd8")
    assert shelf.cover(ours.key, thumbnail=True) == small
    assert (shelf.cover(ours.key, thumbnail=False) or b"").startswith(b"\xff\xd8")
    assert broken.has_cover
    assert shelf.cover(broken.key, thumbnail=True) is None
    assert shelf.cover("nobody", thumbnail=True) is None


def test_a_picture_outside_of_the_book_is_none(shelf: FolderShelf, folder: Path) -> None:
    climbing = '<item id="c" href="../../../etc/passwd" media-type="image/png" properties="cover-image"/>'
    put(folder, {"climbing.epub": book("Climbing", manifest=climbing)})
    shelf.refresh()
    (entry,) = shelf.find(Query(words="climbing")).entries
    assert not entry.has_cover


def test_books_for_kobo_are_made_when_they_are_asked_for(shelf: FolderShelf, folder: Path) -> None:
    (ours,) = shelf.find(Query(language="en")).entries
    name, content = shelf.book(ours.key, kepub=True) or ("", b"")
    assert name == "Élan & Öresund - lampkeeper, Sea Glass.kepub.epub"
    assert b"koboSpan" in undone_bytes(content).content or content != (folder / "ours.epub").read_bytes()
    assert shelf.book(ours.key, kepub=True) == (name, content)
    kobo = shelf.find(Query(words="kobo")).entries[0]
    assert kobo.kepub
    assert shelf.book(kobo.key, kepub=True) == ("A Kobo Book - lampkeeper.kepub.epub", kobo.path.read_bytes())


def test_a_folder_that_is_gone_keeps_its_shelf(shelf: FolderShelf, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(DeliveryError, match="cannot be read"):
        shelf.refresh()
    assert shelf.find(Query()).total == 4
    folder.with_name("elsewhere").rename(folder)
    assert shelf.refresh() == (0, 0, 0, ())


def test_the_index_is_read_again_and_made_anew_for_another_folder(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    with closing(open_shelf(folder, index)) as shelf:
        assert shelf.refresh().added == 4
        secret = shelf.secret
    with closing(open_shelf(folder, index)) as shelf:
        assert shelf.find(Query()).total == 4
        assert shelf.refresh() == (0, 0, 0, ())
        assert shelf.secret == secret
    (tmp_path / "other").mkdir()
    with closing(open_shelf(tmp_path / "other", index)) as shelf:
        assert shelf.find(Query()).total == 0
        assert shelf.secret != secret
    assert index.stat().st_mode & 0o077 == 0


def test_an_index_that_is_damaged_is_made_anew(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    index.write_bytes(b"SQLite format 3\0" + b"rubbish" * 100)
    with closing(open_shelf(folder, index)) as shelf:
        assert shelf.refresh().added == 4


def test_other_files_are_not_taken_for_the_index(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ines, " * 200)
    with pytest.raises(DeliveryError, match="cannot be opened"):
        open_shelf(folder, letter)
    assert letter.read_text() == "Dear Ines, " * 200
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE bread (salt)")
    with pytest.raises(DeliveryError, match="another program"):
        open_shelf(folder, tmp_path / "other.sqlite")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        assert other.execute("SELECT * FROM bread").fetchall() == []
    with pytest.raises(DeliveryError, match="among the books"):
        open_shelf(folder, folder / "index.sqlite")
    with pytest.raises(DeliveryError, match="no such folder"):
        open_shelf(tmp_path / "nowhere")
    with pytest.raises(DeliveryError, match="no folder"):
        open_shelf(letter)


def test_where_the_index_is(folder: Path) -> None:
    assert index_of(folder).name.endswith(".sqlite")
    assert not index_of(folder).is_relative_to(folder)
    assert index_of(folder) != index_of(folder.parent)


def test_two_libraries_may_share_an_index(shelf: FolderShelf, folder: Path) -> None:
    with closing(open_shelf(folder, folder.parent / "index.sqlite")) as other:
        put(folder, {"new.epub": book("New")})
        assert other.refresh().added == 1
        assert _titles(shelf, words="new") == ["New"]
        assert shelf.facets(Query()) == other.facets(Query())
        assert shelf.refresh() == (0, 0, 0, ())


def test_a_cover_that_could_not_be_read_is_tried_again(shelf: FolderShelf) -> None:
    (ours,) = shelf.find(Query(language="en")).entries
    away = ours.path.rename(ours.path.with_suffix(".away"))
    assert shelf.cover(ours.key, thumbnail=True) is None
    away.rename(ours.path)
    assert shelf.cover(ours.key, thumbnail=True) is not None


def test_a_file_that_cannot_be_read_is_tried_again(
    shelf: FolderShelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, {"locked.epub": book("Locked")})
    with monkeypatch.context() as locked:
        locked.setattr("fic2epub.serving.looking.read", lambda *_: None)
        assert [(path.name, why) for path, why in shelf.refresh().broken] == [("locked.epub", "cannot be read")]
        assert shelf.refresh().broken == ()
    assert shelf.refresh().added == 1
    assert shelf.find(Query(words="locked")).total == 1


def test_what_is_too_large_is_not_read(shelf: FolderShelf, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, {"large.epub": book("Large", files={"x": b"x" * 9000})})
    monkeypatch.setattr("fic2epub.serving.looking.LARGEST", 8000)
    monkeypatch.setattr("fic2epub.serving.files.LARGEST", 8000)
    assert [why for _, why in shelf.refresh().broken] == ["larger than 0 MiB"]
    assert shelf.refresh().broken == ()
    assert read(folder, folder / "large.epub") is None


def test_what_is_made_for_kobo_is_kept_within_bounds(shelf: FolderShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fic2epub.serving.shelf._KEPT_KEPUBS", 1)
    entries = [entry for entry in shelf.find(Query()).entries if not entry.kepub]
    made = [shelf.book(entry.key, kepub=True) for entry in entries]
    assert all(made)
    assert len(shelf._kepubs) == 1  # noqa: SLF001 - how much it keeps is seen nowhere else
    monkeypatch.setattr("fic2epub.serving.library._LARGEST_KEPUB", 10)
    assert shelf.book(entries[0].key, kepub=True) is None
    monkeypatch.setattr("fic2epub.serving.shelf._KEPT_COUNTS", 2)
    for word in ("a", "b", "c"):
        shelf.facets(Query(words=word))
    assert len(shelf._counts) == 2  # noqa: SLF001 - the same


def test_a_look_can_be_ended_early_and_gone_on_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_shelf(folder, folder.parent / "index.sqlite")) as shelf:
        seen = []

        def slow(content: bytes, name: str) -> Facts:
            seen.append(name)
            if len(seen) == 2:
                shelf.interrupt()
            return facts_of(content, name)

        with monkeypatch.context() as slowed:
            slowed.setattr("fic2epub.serving.looking.facts_of", slow)
            assert shelf.refresh().added == 2
        assert shelf.find(Query()).total == 2
        (folder / "ours.epub").unlink()
        assert shelf.refresh() == (0, 0, 0, ())
    with closing(open_shelf(folder, folder.parent / "index.sqlite")) as shelf:
        shelf.refresh()
        assert shelf.find(Query()).total == 3
