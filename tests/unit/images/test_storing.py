"""What was fetched is found again, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.images.storing import Store, store_at

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.com/a.png"


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    """The same picture of two addresses is kept once."""
    store = Store(tmp_path / "cache")
    assert store.find(ADDRESS) is None
    store.keep(ADDRESS, b"a lamp")
    store.keep(ADDRESS + "?again", b"a lamp")
    assert store_at(str(tmp_path / "cache")).find(ADDRESS) == b"a lamp"
    assert len(list((tmp_path / "cache/pictures").iterdir())) == 1
    assert len(list((tmp_path / "cache/addresses").iterdir())) == 2


def test_what_is_damaged_is_not_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(ADDRESS, b"a lamp")
    (kept,) = (tmp_path / "pictures").iterdir()
    kept.write_bytes(b"a l")
    assert store.find(ADDRESS) is None
    (note,) = (tmp_path / "addresses").iterdir()
    note.write_bytes(b"../../x\0")
    assert store.find(ADDRESS) is None
    note.write_bytes("ä".encode())
    assert store.find(ADDRESS) is None


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = Store(tmp_path / "file")
    store.keep(ADDRESS, b"a lamp")
    assert store.find(ADDRESS) is None


def test_there_may_be_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = store_at("")
    store.keep(ADDRESS, b"a lamp")
    assert store.find(ADDRESS) is None
    assert list(tmp_path.iterdir()) == []


def test_the_usual_place_is_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("platformdirs")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: tmp_path / name)
    store_at(None).keep(ADDRESS, b"a lamp")
    assert (tmp_path / "fic2epub/pictures").is_dir()
