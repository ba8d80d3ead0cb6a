"""Which drive is which device: told by the files that its maker puts there, never by asking the device."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.delivery.volumes import Volume

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "Device", "Kind", "device_around", "device_at", "devices_on", "is_here"]


class Kind(NamedTuple):
    """A make of devices, and how a drive of it looks."""

    name: str
    """As `--to` has it."""
    title: str
    target: str
    """A name of `fic2epub.targets.DEVICES`."""
    signs: tuple[tuple[str, ...], ...]
    """Sets of paths: a drive that has all of one set is of this kind; `label:X` means that the drive is called X."""
    folders: tuple[str, ...] = ("",)
    """Where books go: the first that is there, else the first; empty is the drive itself."""
    longest: int = 250
    """Characters of a book's path on the drive (calibre, devices/usbms/device.py:120)."""
    epub: bool = True
    """Whether what the device shows of its drive may be an EPUB."""


KINDS = (
    # Newer tolinos have a `.kobo`, too, and other software; a vision takes books in `Books` alone (calibre,
    # devices/eb600/driver.py, TOLINO)
    Kind("tolino", "tolino", "generic", ((".tolino",), ("label:tolino", "Books")), ("Books",)),
    # calibre, devices/kobo/driver.py:94, :106 (books anywhere), :1593 (185 characters)
    Kind("kobo", "Kobo", "kobo", ((".kobo/version",), (".kobo/KoboReader.sqlite",)), longest=185),
    # calibre, devices/eb600/driver.py:340-422; the firmware keeps programs in `applications`, settings in `system`
    Kind("pocketbook", "PocketBook", "pocketbook", (("system", "applications"), ("system", "books")), ("books",)),
    # calibre, devices/kindle/driver.py:109; :389 has no EPUB among the formats
    Kind(
        "kindle",
        "Kindle",
        "kindle",
        (("documents", "system"), ("label:kindle", "documents")),
        ("documents",),
        epub=False,
    ),
    # calibre, devices/nook/driver.py:100-122
    Kind(
        "nook", "Nook", "generic", (("NOOK",), ("label:nook", "My Files")), ("NOOK/My Files", "NOOK/Books", "My Files")
    ),
    # calibre, devices/boox/driver.py (label, folder), devices/hanlin/driver.py:130
    Kind("boox", "Boox", "koreader", (("MyBooks",), ("label:boox", "Books")), ("MyBooks", "Books")),
    # calibre, devices/android/driver.py:194
    Kind("android", "Android", "generic", (("Android", "DCIM"),), ("Books", "eBooks/import")),
    Kind("koreader", "KOReader", "koreader", (("koreader/settings.reader.lua",),), ("Books", "books", "")),
)
"""In the order in which they are tried."""
_DRIVE = Kind("drive", "drive", "generic", ())
_KOREADER = ("koreader", ".adds/koreader", "applications/koreader")
"""Where KOReader installs itself: Kindle and Android, Kobo, PocketBook (KOReader's wiki and bug report template)."""
_KOBO_MODELS = {
    "310": "Touch",
    "320": "Touch",
    "330": "Glo",
    "340": "Mini",
    "350": "Aura HD",
    "360": "Aura",
    "370": "Aura H2O",
    "371": "Glo HD",
    "372": "Touch 2.0",
    "373": "Aura ONE",
    "374": "Aura H2O Edition 2",
    "375": "Aura Edition 2",
    "376": "Clara HD",
    "377": "Forma",
    "378": "Aura H2O Edition 2",
    "379": "Aura Edition 2",
    "380": "Forma",
    "381": "Aura ONE",
    "382": "Nia",
    "383": "Sage",
    "384": "Libra H2O",
    "386": "Clara 2E",
    "387": "Elipsa",
    "388": "Libra 2",
    "389": "Elipsa 2E",
    "390": "Libra Colour",
    "391": "Clara BW",
    "393": "Clara Colour",
    "395": "Clara BW",
}
"""Last part of the model's id → name (Cadmus, cadmus_core::device::metadata; pgaskin/kobopatch lists the same)."""
_LONGEST_VERSION = 400
"""Bytes of `.kobo/version` that are read; it has about a hundred."""
_FIRMWARE = 2
"""Place of the firmware in `.kobo/version`, a list with commas (calibre, devices/kobo/driver.py)."""


class Device(NamedTuple):
    """A device whose drive is here."""

    kind: Kind
    root: Path
    """Where its drive stands."""
    folder: Path
    """Where books go; it may not be there yet."""
    model: str = ""
    firmware: str = ""
    koreader: bool = False
    """Whether KOReader is installed on it."""
    format: str = ""
    """Of the drive, as the system calls it; empty when it is not known."""

    @property
    def title(self) -> str:
        """What people call it: `Kobo Libra 2`."""
        return f"{self.kind.title} {self.model}".strip()

    @property
    def free(self) -> int:
        """Bytes that are free; 0 when the drive does not say."""
        with suppress(OSError):
            return shutil.disk_usage(self.root).free
        return 0

    @property
    def writable(self) -> bool:
        """Whether anything can be written there, as far as the system tells."""
        with suppress(OSError):
            flags = os.statvfs(self.root).f_flag if hasattr(os, "statvfs") else 0
            return not flags & getattr(os, "ST_RDONLY", 1) and os.access(self.root, os.W_OK)
        return False


def devices_on(volumes: Iterable[Volume]) -> tuple[Device, ...]:
    """The devices among these drives, and drives of no device that were plugged in."""
    found = (device_at(volume) for volume in volumes)
    return tuple(device for device in found if device is not None)


def device_at(volume: Volume) -> Device | None:
    """The device whose drive this is: one of `KINDS`; a plain drive if it was plugged in, else None."""
    root = volume.root
    kind = next((kind for kind in KINDS if _is_of(kind, root)), _DRIVE if volume.removable else None)
    if kind is None:
        return None
    model, firmware = _kobo_version(root) if kind.name == "kobo" else ("", "")
    koreader = any(_is_there(root / place) for place in _KOREADER)
    return Device(kind, root, root / _folder_of(kind, root), model, firmware, koreader, volume.format)


def device_around(place: Path) -> Device:
    """
    The device on whose drive a folder lies, with this folder as where books go; the drive itself means its own folder.

    A folder that is on no device is a plain drive of its own.
    """
    device = device_at(Volume(place))
    if device is not None:
        return device
    real = Path(os.path.realpath(place))
    for root in real.parents:
        device = device_at(Volume(root)) if _is_drive(root) else None
        if device is not None:
            return device._replace(folder=real)
    return Device(_DRIVE, place, place)


def is_here(device: Device) -> bool:
    """Whether its drive still stands where it was found."""
    return _is_there(device.root) and (not device.kind.signs or _is_of(device.kind, device.root))


def _is_drive(root: Path) -> bool:
    """Whether it is the top of a drive, or has what only a device's drive has."""
    return root != root.parent and (os.path.ismount(root) or _has(root, ".kobo") or _has(root, ".tolino"))


def _is_of(kind: Kind, root: Path) -> bool:
    return any(all(_has(root, sign) for sign in signs) for signs in kind.signs)


def _has(root: Path, sign: str) -> bool:
    label = sign.removeprefix("label:")
    return Path(os.path.realpath(root)).name.lower() == label if label != sign else _is_there(root / sign)


def _is_there(path: Path) -> bool:
    """Whether it is there, and can be looked at."""
    try:
        return path.exists()
    except OSError:
        return False


def _folder_of(kind: Kind, root: Path) -> str:
    return next((folder for folder in kind.folders if _is_there(root / folder)), kind.folders[0])


def _kobo_version(root: Path) -> tuple[str, str]:
    """Model and firmware of a Kobo; empty when it does not say."""
    parts = _beginning(root / ".kobo/version").decode("ascii", "replace").strip().split(",")
    firmware = parts[_FIRMWARE] if len(parts) > _FIRMWARE else ""
    return _KOBO_MODELS.get(parts[-1].rpartition("-")[2].lstrip("0"), ""), firmware


def _beginning(path: Path) -> bytes:
    """What a plain file begins with; nothing when it is none: whoever waits for a pipe to say something waits long."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return os.read(descriptor, _LONGEST_VERSION) if S_ISREG(os.fstat(descriptor).st_mode) else b""
        finally:
            os.close(descriptor)
    return b""
