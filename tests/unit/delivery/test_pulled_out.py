"""At every moment a drive holds the old book whole, or the new one whole: never half of one, never both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fic2epub.delivery.sending import Addressed, Shipment
from fic2epub.delivery.stock import edition_in
from fic2epub.errors import DeliveryError
from tests.unit.delivery.drives import book, drive, found
from tests.unit.delivery.pulling import ERRORS, Killed, pulled

OLD = book()
NEW = book(modified="2026-02-02T00:00:00Z", chapters=3, text="A long evening. " * 200)
_KNOWN = 1
"""Calls by which a Kobo is known: its version is opened."""
_PLACES = {"in a folder": "fan fiction/Lamp.kepub.epub", "nowhere yet": ""}


def _drive(folder: Path, place: str, kind: str = "kobo") -> Path:
    root = drive(folder, kind)
    if place:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(OLD)
    return root


def _send(root: Path) -> None:
    shipment = Shipment(found(root))
    shipment.tidy()
    shipment.put(shipment.place(Addressed("Lamp", edition_in(NEW))), NEW)


def _books(root: Path) -> list[tuple[str, bytes]]:
    paths = (path for path in root.rglob("*.epub") if path.is_file())
    return sorted((str(path.relative_to(root)), path.read_bytes()) for path in paths)


def _parts(root: Path) -> list[Path]:
    return list(root.rglob(".fic2epub-*.part"))


def _is_whole(root: Path, place: str) -> bool:
    """Whether there is one book, old or new, in its place; or none, where there was none."""
    states: list[list[tuple[str, bytes]]] = [[(place or "Lamp.kepub.epub", NEW)]]
    states.append([(place, OLD)] if place else [])
    return _books(root) in states


def _calls(tmp_path: Path, place: str) -> int:
    """How many calls it takes to send a book."""
    root = _drive(tmp_path / "counted", place)
    with pulled(10**9) as puller:
        _send(root)
    return puller.count


@pytest.mark.parametrize("place", _PLACES.values(), ids=_PLACES)
def test_a_run_that_is_killed_at_any_call_leaves_a_whole_book(place: str, tmp_path: Path) -> None:
    """And the next run ends what this one began, and leaves nothing else."""
    states = set()
    count = _calls(tmp_path, place)
    for at in range(1, count + 1):
        root = _drive(tmp_path / str(at), place)
        with pulled(at) as puller:
            _send(root)
        assert puller.reached
        assert _is_whole(root, place), at
        states.add((tuple(content == NEW for _, content in _books(root)), bool(_parts(root))))
        _send(root)
        assert _books(root) == [(place or "Lamp.kepub.epub", NEW)]
        assert _parts(root) == []
    assert count > 7
    assert len(states) > 2  # the old book alone, beside a part, and the new one were all met


@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.parametrize("name", ERRORS)
def test_a_drive_that_fails_at_any_call_is_told_in_words(name: str, once: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of pytest's
    place = _PLACES["in a folder"]
    failed = 0
    for at in range(1, _calls(tmp_path, place) + 1):
        root = _drive(tmp_path / str(at), place)
        try:
            with pulled(at, ERRORS[name], once=once):
                _send(root)
        except DeliveryError as error:
            failed += bool(error.message and error.hint)
        assert _is_whole(root, place), at
        assert not once or not _parts(root)
        _send(root)
        assert _books(root) == [(place, NEW)]
        assert _parts(root) == []
    assert failed > 4


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ENOSPC", "the drive is full"),
        ("EROFS", "read-only"),
        ("EIO", "gone, or broken"),
        ("EINVAL", "cannot be written"),
    ],
)
def test_each_failure_has_its_words(name: str, words: str, tmp_path: Path) -> None:
    root = _drive(tmp_path, "")
    with pytest.raises(DeliveryError, match=words), pulled(_KNOWN + 2, ERRORS[name], once=True):
        _send(root)
    assert _books(root) == []


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path) -> None:
    """As on drives that FUSE shows."""
    count = _calls(tmp_path, "")
    root = _drive(tmp_path / "fuse", "")
    with pulled(count - 1, ERRORS["EINVAL"], once=True) as puller:
        _send(root)
    assert puller.reached
    assert _books(root) == [("Lamp.kepub.epub", NEW)]


_CHILD = """
import os, signal, sys
sys.path[:0] = {paths!r}
from tests.unit.delivery.pulling import CALLS
from fic2epub.delivery.sending import Addressed, Shipment
from fic2epub.delivery.stock import edition_in
from fic2epub.delivery.devices import device_around
from pathlib import Path
from types import SimpleNamespace
left = int(sys.argv[2])
def dying(call, name):
    def died(*given, **named):
        global left
        left -= 1
        if not left:
            if name == "write":
                call(given[0], given[1][: len(given[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return died
content = Path(sys.argv[3]).read_bytes()
shipment = Shipment(device_around(Path(sys.argv[1])))
shipment.tidy()
for name in CALLS:
    setattr(os, name, dying(getattr(os, name), name))
shipment.put(shipment.place(Addressed("Lamp", edition_in(content))), content)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("at", range(1, 9) if os.environ.get("CI") else (2, 5))
def test_a_process_that_is_killed_leaves_a_whole_book(at: int, tmp_path: Path) -> None:
    """Not as a test does it, but as a system does."""
    place = _PLACES["in a folder"]
    root = _drive(tmp_path / "kobo", place)
    (tmp_path / "new.epub").write_bytes(NEW)
    folders = [str(Path(__file__).parents[3]), str(Path(__file__).parents[3] / "src")]
    words = [sys.executable, "-c", _CHILD.format(paths=folders), str(root), str(at), str(tmp_path / "new.epub")]
    ran = subprocess.run(words, check=False)

    assert ran.returncode == -signal.SIGKILL
    assert _is_whole(root, place)
    _send(root)
    assert (_books(root), _parts(root)) == ([(place, NEW)], [])


def test_what_kills_is_not_caught_by_the_program() -> None:
    assert not issubclass(Killed, Exception)


def test_a_system_that_syncs_in_its_own_way_has_all_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of macOS is another call, which not every drive knows; Windows knows neither that nor folders as files."""
    synced: list[str] = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: synced.append("fsync") or sync(number))
    for number, refuses in enumerate((False, True)):

        def full(_descriptor: int, _call: int, *, refuses: bool = refuses) -> None:
            synced.append("full")
            if refuses:
                raise OSError(ERRORS["EINVAL"], "not on this drive")

        fcntl = SimpleNamespace(F_FULLFSYNC=51, fcntl=full)
        monkeypatch.setitem(sys.modules, "fcntl", fcntl)
        _send(_drive(tmp_path / str(number), ""))
    assert synced == ["full", "fsync", "full", "fsync", "fsync"]

    synced.clear()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.delattr(os, "O_DIRECTORY")
    _send(_drive(tmp_path / "windows", ""))
    assert synced == ["fsync"]


def test_a_book_that_stands_there_already_is_synced_again(tmp_path: Path) -> None:
    """A run may have been killed when it had a new name, and the system had not written it."""
    root = _drive(tmp_path, "")
    _send(root)
    with pytest.raises(DeliveryError, match="gone"), pulled(_KNOWN + 2, ERRORS["EIO"], once=True):
        _send(root)
    with pulled(_KNOWN + 1, ERRORS["EROFS"], once=True) as puller:
        _send(root)
    assert puller.reached
    assert _books(root) == [("Lamp.kepub.epub", NEW)]


def test_a_leftover_that_cannot_be_taken_away_is_told(tmp_path: Path) -> None:
    root = _drive(tmp_path, "")
    (root / ".fic2epub-99999999.part").touch()
    with pytest.raises(DeliveryError, match="read-only"), pulled(1, ERRORS["EROFS"]):
        _send(root)


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _drive(tmp_path, "")
    shipment = Shipment(found(root))

    def broken(_: Path) -> None:
        raise OSError(ERRORS["EIO"], "broken")

    monkeypatch.setattr(Path, "iterdir", broken)
    with pytest.raises(DeliveryError, match="broken"):
        shipment.place(Addressed("Lamp", edition_in(NEW)))


def test_who_stops_the_run_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    root = _drive(tmp_path, "")
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        _send(root)
    assert (_books(root), _parts(root)) == ([], [])
