from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from fic2epub.delivery import sending, writing
from fic2epub.delivery.sending import Addressed, Placing, Shipment
from fic2epub.delivery.stock import edition_in, stock_of
from fic2epub.delivery.writing import refuse_without_room
from fic2epub.errors import DeliveryError
from tests.unit.delivery.drives import book, drive, foreign, found

if TYPE_CHECKING:
    from pathlib import Path

OLD = book()
NEW = book(modified="2026-02-02T00:00:00Z", chapters=2)


@pytest.fixture
def kobo(tmp_path: Path) -> Path:
    """The drive of a Kobo."""
    return drive(tmp_path / "KOBOeReader", "kobo")


def sent(root: Path, content: bytes, name: str = "The Lamp", *, force: bool = False) -> tuple[Placing, bool]:
    """Send a book, in whatever form, to the device at a place."""
    shipment = Shipment(found(root))
    placing = shipment.place(Addressed(name, edition_in(content)), force=force)
    return placing, shipment.put(placing, content)


def books(root: Path) -> dict[str, bytes]:
    """What lies on a drive and is called a book, or is hidden as what is being written is."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and (path.suffix == ".epub" or ".part" in path.name)
    }


def test_a_new_book_gets_a_name_of_its_own(kobo: Path) -> None:
    placing, written = sent(kobo, OLD)

    assert written
    assert (placing.there, placing.kepub, placing.notices) == (None, True, ())
    assert books(kobo) == {"The Lamp.kepub.epub": OLD}


def test_the_same_book_again_is_not_written(kobo: Path) -> None:
    sent(kobo, OLD)
    before = (kobo / "The Lamp.kepub.epub").stat()
    _, written = sent(kobo, OLD)

    assert not written
    assert (kobo / "The Lamp.kepub.epub").stat().st_mtime_ns == before.st_mtime_ns
    assert (kobo / "The Lamp.kepub.epub").stat().st_ino == before.st_ino


def test_a_newer_edition_takes_the_place_and_the_name_of_the_older(kobo: Path) -> None:
    """Wherever it was put, and whatever the work is called now."""
    (kobo / "fan fiction/harbours").mkdir(parents=True)
    (kobo / "fan fiction/harbours/lamp.kepub.epub").write_bytes(OLD)
    placing, written = sent(kobo, NEW, "Another Title")

    assert written
    assert placing.there is not None
    assert placing.there.modified == "2026-01-01T00:00:00Z"
    assert books(kobo) == {"fan fiction/harbours/lamp.kepub.epub": NEW}


def test_a_book_that_is_no_kepub_stays_none(kobo: Path) -> None:
    (kobo / "lamp.epub").write_bytes(OLD)
    placing, _ = sent(kobo, NEW)

    assert (placing.path.name, placing.kepub) == ("lamp.epub", False)
    assert [notice.code for notice in placing.notices] == ["D044"]


def test_of_several_copies_the_best_is_replaced_and_the_others_are_told(kobo: Path) -> None:
    (kobo / "a.epub").write_bytes(book(modified="2026-01-05T00:00:00Z"))
    (kobo / "b.kepub.epub").write_bytes(OLD)
    (kobo / "c.kepub.epub").write_bytes(book(modified="2026-01-02T00:00:00Z"))
    placing, _ = sent(kobo, NEW)

    assert placing.path.name == "c.kepub.epub"
    assert [notice.code for notice in placing.notices] == ["D042"]
    assert "a.epub" in placing.notices[0].message


def test_a_newer_or_larger_edition_gives_way_to_force_alone(kobo: Path) -> None:
    sent(kobo, NEW)
    with pytest.raises(DeliveryError, match="a newer edition") as caught:
        sent(kobo, OLD)
    assert "--force" in caught.value.hint
    with pytest.raises(DeliveryError, match="more chapters"):
        sent(kobo, book(modified="2026-03-03T00:00:00Z"))
    assert books(kobo) == {"The Lamp.kepub.epub": NEW}

    sent(kobo, OLD, force=True)
    assert books(kobo) == {"The Lamp.kepub.epub": OLD}


def test_books_of_others_are_replaced_by_their_identifier(kobo: Path) -> None:
    (kobo / "one.kepub.epub").write_bytes(foreign())
    sent(kobo, foreign(path="book/x.opf"))

    assert books(kobo) == {"one.kepub.epub": foreign(path="book/x.opf")}


def test_a_book_without_identifier_replaces_nothing(kobo: Path) -> None:
    (kobo / "The Lamp.kepub.epub").write_bytes(OLD)
    placing, _ = sent(kobo, foreign(""))

    assert [notice.code for notice in placing.notices] == ["D045"]
    assert set(books(kobo)) == {"The Lamp.kepub.epub", "The Lamp (2).kepub.epub"}


def test_another_work_of_the_same_name_stands_beside_it(kobo: Path) -> None:
    sent(kobo, OLD)
    sent(kobo, book("https://archiveofourown.org/works/40000001"), "the lamp")

    assert set(books(kobo)) == {"The Lamp.kepub.epub", "the lamp (40000001).kepub.epub"}


def test_two_works_in_one_go_do_not_get_one_name(kobo: Path) -> None:
    shipment = Shipment(found(kobo))
    for identifier in ("urn:one", "urn:two", "urn:one"):
        content = book(identifier)
        shipment.put(shipment.place(Addressed("Lamp", edition_in(content))), content)

    assert books(kobo) == {
        "Lamp.kepub.epub": book("urn:one"),
        "Lamp (urntwo).kepub.epub": book("urn:two"),
    }


def test_koreaders_notes_stay_beside_the_book(tmp_path: Path) -> None:
    root = drive(tmp_path, "koreader")
    (root / "Books/Lamp.epub").write_bytes(OLD)
    (root / "Books/Lamp.sdr").mkdir()
    (root / "Books/Lamp.sdr/metadata.epub.lua").write_text("-- place")
    (root / "Books/Lamp.sdr/old.epub").write_bytes(OLD)
    sent(root, NEW)

    assert (root / "Books/Lamp.epub").read_bytes() == NEW
    assert (root / "Books/Lamp.sdr/metadata.epub.lua").read_text() == "-- place"
    assert (root / "Books/Lamp.sdr/old.epub").read_bytes() == OLD


def test_a_kindle_takes_no_epub_by_cable_but_koreader_on_it_does(tmp_path: Path) -> None:
    root = drive(tmp_path, "kindle")
    with pytest.raises(DeliveryError, match="takes no EPUB by cable") as caught:
        Shipment(found(root))
    assert "mail:NAME" in caught.value.hint

    (root / "koreader").mkdir()
    placing, _ = sent(root, OLD)
    assert [notice.code for notice in placing.notices] == ["D047"]
    assert books(root) == {"documents/The Lamp.epub": OLD}


def test_a_missing_folder_for_books_is_made(tmp_path: Path) -> None:
    root = drive(tmp_path, "tolino")
    (root / "Books/.keep").unlink()
    (root / "Books").rmdir()
    sent(root, OLD)

    assert books(root) == {"Books/The Lamp.epub": OLD}


def test_where_a_drive_was_nothing_is_put(kobo: Path) -> None:
    device = found(kobo)
    shipment = Shipment(device)
    placing = shipment.place(Addressed("Lamp", edition_in(OLD)))
    kobo.rename(kobo.with_name("gone"))

    with pytest.raises(DeliveryError, match="gone"):
        shipment.put(placing, OLD)
    with pytest.raises(DeliveryError, match="no such folder"):
        Shipment(device)
    with pytest.raises(DeliveryError, match="gone"):
        writing.written(kobo / "Books/Lamp.epub", OLD, kobo)
    assert not kobo.exists()


def test_links_that_lead_off_the_drive_are_not_followed(kobo: Path, tmp_path: Path) -> None:
    """Neither for the folder, nor for books, nor for the book's own name."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home/lamp.epub").write_bytes(OLD)
    (kobo / "linked").symlink_to(tmp_path / "home")
    (kobo / "The Lamp.kepub.epub").symlink_to(tmp_path / "home/lamp.epub")
    placing, _ = sent(kobo, NEW)

    assert placing.path.name == "The Lamp (urnlamp).kepub.epub"
    assert (tmp_path / "home/lamp.epub").read_bytes() == OLD
    with pytest.raises(DeliveryError, match="leads off the drive"):
        Shipment(found(kobo)._replace(folder=kobo / "linked"))


def test_a_full_drive_is_told_before_anything_is_written(kobo: Path) -> None:
    with pytest.raises(DeliveryError, match="3 MiB more") as caught:
        refuse_without_room(kobo / "x.epub", 3 << 20, 1 << 20, "vfat")
    assert "delete books" in caught.value.hint
    refuse_without_room(kobo / "x.epub", 3 << 20, 5 << 20, "vfat")


def test_fat32_bears_no_file_of_four_gigabytes(kobo: Path) -> None:
    with pytest.raises(DeliveryError, match="4 GiB"):
        refuse_without_room(kobo / "x.epub", 4 << 30, 1 << 50, "vfat")
    refuse_without_room(kobo / "x.epub", (4 << 30) - 1, 1 << 50, "FAT32")
    refuse_without_room(kobo / "x.epub", 4 << 30, 1 << 50, "exfat")


def test_a_book_too_large_for_the_device_is_refused(kobo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipment = Shipment(found(kobo))
    monkeypatch.setattr(shipment, "_target", shipment._target._replace(largest=100))  # noqa: SLF001 - 1 GB is much for a test
    with pytest.raises(DeliveryError, match="no book larger than"):
        shipment.put(shipment.place(Addressed("Lamp", edition_in(OLD))), OLD)


def test_a_read_only_drive_is_told(kobo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipment = Shipment(found(kobo))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(DeliveryError, match="read-only"):
        shipment.put(shipment.place(Addressed("Lamp", edition_in(OLD))), OLD)
    assert books(kobo) == {}


def test_what_a_killed_run_left_is_taken_away(kobo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not what another run is writing just now."""
    monkeypatch.setattr(sending, "is_running", lambda number: number == 22)
    (kobo / "folder").mkdir()
    for name in (".fic2epub-21.part", ".fic2epub-22.part", "folder/.fic2epub-23.part", ".other.part"):
        (kobo / name).write_bytes(b"PK")

    assert [path.name for path in Shipment(found(kobo)).tidy()] == [".fic2epub-21.part", ".fic2epub-23.part"]
    assert set(books(kobo)) == {".fic2epub-22.part", ".other.part"}


def test_only_books_are_looked_at(kobo: Path) -> None:
    for name in (".kobo/kepub/shop.epub", "x.sdr/x.epub", "._lamp.epub", "lamp.txt", "$RECYCLE.BIN/lamp.epub"):
        (kobo / name).parent.mkdir(parents=True, exist_ok=True)
        (kobo / name).write_bytes(OLD)
    (kobo / "broken.epub").write_bytes(b"PK\x03\x04 cut")
    (kobo / "empty.epub").touch()
    (kobo / "folder.epub").mkdir()
    (kobo / "KEPT.KEPUB.EPUB").write_bytes(OLD)
    stock = stock_of(kobo, whole=True)

    assert [one.path.name for same in stock.books.values() for one in same] == ["KEPT.KEPUB.EPUB"]
    assert stock.unread == 2
    assert stock.books["urn:lamp"][0].kepub


def test_a_folder_on_no_device_is_not_searched_below(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/lamp.epub").write_bytes(OLD)

    assert stock_of(tmp_path, whole=False).books == {}


def test_folders_without_end_are_left_at_some_depth(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 30)
    deep.mkdir(parents=True)
    (deep / "lamp.epub").write_bytes(OLD)

    assert stock_of(tmp_path, whole=True).books == {}


def test_an_edition_is_what_the_package_says() -> None:
    told = edition_in(NEW)

    assert told is not None
    assert (told.identifier, told.modified, told.chapters) == ("urn:lamp", "2026-02-02T00:00:00Z", 2)
    other = edition_in(foreign("urn:x"))
    assert other is not None
    assert (other.identifier, other.modified, other.chapters) == ("urn:x", "", 0)
    assert [edition_in(junk) for junk in (b"", b"PK", foreign(""), OLD[:200], OLD[:-30])] == [None] * 5


@pytest.mark.parametrize("count", [5000 if os.environ.get("CI") else 200])
def test_one_book_among_thousands_is_found(count: int, kobo: Path) -> None:
    for number in range(count):
        place = kobo / f"shelf {number % 40}" / f"{number}.epub"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(book(f"urn:{number}"))
    stock = stock_of(kobo, whole=True)

    assert (len(stock.books), stock.unread) == (count, 0)
    content = book(f"urn:{count - 7}", "2026-05-05T00:00:00Z")
    assert sent(kobo, content)[0].path == kobo / f"shelf {(count - 7) % 40}" / f"{count - 7}.epub"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among files")
def test_what_is_no_plain_file_is_not_waited_for(kobo: Path) -> None:
    (kobo / ".kobo/version").unlink()
    for name in (".kobo/version", "The Lamp.epub", ".fic2epub-7.part"):
        os.mkfifo(kobo / name)

    placing, written = sent(kobo, OLD)

    assert written
    assert placing.path.name == "The Lamp.kepub.epub"


def test_a_version_without_an_end_is_not_read_to_it(kobo: Path) -> None:
    (kobo / ".kobo/version").unlink()
    (kobo / ".kobo/version").symlink_to("/dev/zero")

    assert sent(kobo, OLD)[1]


def test_a_part_of_a_process_that_cannot_be_is_taken_away(kobo: Path) -> None:
    part = kobo / f".fic2epub-{10**30}.part"
    part.write_bytes(b"begun")

    assert Shipment(found(kobo)).tidy() == (part,)
    assert not part.exists()
