from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fic2epub.delivery import volumes as door
from fic2epub.delivery.devices import KINDS, device_around, device_at, devices_on, is_here
from fic2epub.delivery.volumes import Volume, unreached, volumes
from fic2epub.errors import OptionsError
from fic2epub.targets import DEVICES
from tests.unit.delivery.drives import TREES, drive, found

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", TREES)
def test_a_drive_is_told_by_what_its_maker_put_there(kind: str, tmp_path: Path) -> None:
    device = found(drive(tmp_path / "drive", kind))

    assert (device.kind.name, device.writable, device.free > 0) == (kind, True, True)
    assert is_here(device)


def test_every_kind_has_a_tree_and_a_target() -> None:
    assert {kind.name for kind in KINDS} == set(TREES)
    assert {kind.target for kind in KINDS} <= set(DEVICES)


@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        ("kobo", ""),
        ("kindle", "documents"),
        ("pocketbook", "books"),
        ("nook", "NOOK/My Files"),
        ("tolino", "Books"),
        ("boox", "MyBooks"),
        ("android", "Books"),
        ("koreader", "Books"),
    ],
)
def test_books_go_where_the_maker_looks_for_them(kind: str, folder: str, tmp_path: Path) -> None:
    assert found(drive(tmp_path, kind)).folder == tmp_path / folder


def test_a_kobo_says_which_it_is(tmp_path: Path) -> None:
    device = found(drive(tmp_path, "kobo"))

    assert (device.title, device.firmware) == ("Kobo Libra 2", "4.38.21908")


@pytest.mark.parametrize("version", ["", ",", "N1,2", "\x00\xff", "N,4,4,4,4,00000000-0000-0000-0000-000000000999"])
def test_a_kobo_that_cannot_be_told_is_a_kobo(version: str, tmp_path: Path) -> None:
    drive(tmp_path, "kobo")
    (tmp_path / ".kobo/version").write_text(version, "latin-1")

    assert found(tmp_path).title == "Kobo"


@pytest.mark.parametrize(
    ("kind", "place"), [("kobo", ".adds/koreader"), ("kindle", "koreader"), ("pocketbook", "applications/koreader")]
)
def test_koreader_is_seen_where_it_installs_itself(kind: str, place: str, tmp_path: Path) -> None:
    drive(tmp_path, kind)
    assert not found(tmp_path).koreader
    (tmp_path / place).mkdir(parents=True)
    assert (found(tmp_path).kind.name, found(tmp_path).koreader) == (kind, True)


@pytest.mark.parametrize("folder", ["Documents", "Android", "Books", "koreader", "system", "My Files"])
def test_a_folder_of_a_home_is_no_device(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()

    assert device_at(Volume(tmp_path)) is None
    assert device_around(tmp_path).kind.name == "drive"


def test_a_label_counts_where_the_folder_is_there(tmp_path: Path) -> None:
    (tmp_path / "Kindle/documents").mkdir(parents=True)
    (tmp_path / "Nook/letters").mkdir(parents=True)

    assert found(tmp_path / "Kindle").kind.name == "kindle"
    assert device_at(Volume(tmp_path / "Nook")) is None


def test_a_folder_on_a_device_is_where_books_go(tmp_path: Path) -> None:
    drive(tmp_path, "kobo")
    (tmp_path / "fan fiction").mkdir()
    device = device_around(tmp_path / "fan fiction")

    assert (device.kind.name, device.root, device.folder) == ("kobo", tmp_path, tmp_path / "fan fiction")


def test_a_stick_that_was_plugged_in_is_listed_and_a_disk_is_not(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "disk").mkdir()
    drive(tmp_path / "kobo", "kobo")
    devices = devices_on(
        (
            Volume(tmp_path / "disk"),
            Volume(tmp_path / "kobo", "vfat"),
            Volume(tmp_path / "stick", "exfat", removable=True),
        )
    )

    assert [(device.kind.name, device.format) for device in devices] == [("kobo", "vfat"), ("drive", "exfat")]


def test_a_device_that_is_gone_is_not_here(tmp_path: Path) -> None:
    device = found(drive(tmp_path / "kobo", "kobo"))
    (tmp_path / "kobo").rename(tmp_path / "elsewhere")
    assert not is_here(device)
    (tmp_path / "kobo").mkdir()
    assert not is_here(device)
    assert device._replace(root=tmp_path / "nowhere").free == 0
    assert not device._replace(root=tmp_path / "nowhere").writable


def _partitions(monkeypatch: pytest.MonkeyPatch, *rows: tuple[str, str, str]) -> None:
    listed = [SimpleNamespace(mountpoint=place, fstype=form, opts=options) for place, form, options in rows]
    fake = SimpleNamespace(disk_partitions=lambda **_: listed, pid_exists=lambda number: number == 7)
    monkeypatch.setattr(door, "_psutil", lambda: fake)


def test_drives_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """As psutil shows them on Linux, macOS and Windows; two entries of one place are one drive."""
    _partitions(
        monkeypatch,
        ("/run/media/ann/KOBOeReader", "vfat", "rw,nosuid"),
        ("/", "ext4", "rw"),
        ("/", "ext4", "rw"),
        ("/Volumes/Kindle", "msdos", "rw,local"),
        ("E:\\", "FAT32", "rw,removable"),
        ("/media", "ext4", "rw"),
    )

    assert [(str(volume.root), volume.removable) for volume in volumes()] == [
        ("/", False),
        ("/Volumes/Kindle", True),
        ("/media", True),
        ("/run/media/ann/KOBOeReader", True),
        ("E:\\", True),
    ]
    assert door.is_running(7)
    assert not door.is_running(8)
    assert not door.is_running(os.getpid())


def test_without_the_extra_devices_are_named_by_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "psutil", None)

    with pytest.raises(OptionsError, match="psutil") as caught:
        volumes()
    assert "fic2epub[send]" in caught.value.hint
    assert not door.is_running(7)


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The parts of Linux's tree that tell of what is plugged in."""
    monkeypatch.setattr(door.sys, "platform", "linux")
    (tmp_path / "dev/disk/by-label").mkdir(parents=True)
    for number, label in enumerate(("KOBOeReader", "backups", "NOOK")):
        (tmp_path / f"dev/sdb{number}").touch()
        (tmp_path / "dev/disk/by-label" / label).symlink_to(f"../../sdb{number}")
    _file(tmp_path / "proc/self/mounts", "/dev/sdb2 /media/ann/NOOK vfat rw 0 0\n")
    return tmp_path


def test_a_drive_that_is_not_mounted_is_told(system: Path) -> None:
    (told,) = unreached(system)

    assert (told.title, told.said) == ("Kobo", "is plugged in, and not mounted")
    assert told.hint.endswith("udisksctl mount -b /dev/sdb0")


def test_what_speaks_mtp_is_told(system: Path) -> None:
    """A Kindle by its maker's number, if it is no drive as well; a telephone where the desktop opened it."""
    usb = system / "sys/bus/usb/devices"
    _file(usb / "1-1/idVendor", "1949\n")
    _file(usb / "1-1/1-1:1.0/bInterfaceClass", "06\n")
    _file(usb / "1-2/idVendor", "1949\n")
    _file(usb / "1-2/1-2:1.0/bInterfaceClass", "08\n")
    (system / f"run/user/{os.getuid()}/gvfs/mtp:host=Boox_Page").mkdir(parents=True)
    told = [one for one in unreached(system) if one.title != "Kobo"]

    assert [(one.title, one.said) for one in told] == [
        ("Kindle", "speaks MTP, and is no drive"),
        ("Boox_Page", "speaks MTP, and is no drive"),
    ]
    assert "--to mail:NAME" in told[0].hint


def test_other_systems_tell_nothing_of_the_kind(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door.sys, "platform", "win32")

    assert unreached(system) == ()
