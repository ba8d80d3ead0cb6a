"""The drives of this machine, and what is plugged in without being one: psutil's door.

A drive is known by its place in the tree of files; nothing of a device is asked for but files. What speaks MTP is no
drive: it has no place, and no file of it can be replaced in one step.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.errors import DeliveryError, OptionsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

__all__ = ["Unreached", "Volume", "is_plugged_in", "is_running", "refuse_media_device", "unreached", "volumes"]

_PLUGGED_IN = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where Linux and macOS show drives that were plugged in (Filesystem Hierarchy Standard 3.0, 3.11; udisks; macOS)."""
_LABELS = {"KOBOeReader": "Kobo", "Kindle": "Kindle", "NOOK": "Nook", "tolino": "tolino", "BOOX": "Boox"}
"""What makers call their drives (calibre, devices/*/driver.py, `WINDOWS_MAIN_MEM` and `OSX_MAIN_MEM`)."""
_KINDLE_VENDOR = "1949"
"""Of USB, Amazon's; newer Kindles are told by it and by MTP alone (calibre, devices/mtp/defaults.py)."""
_MTP = "send the book by mail (--to mail:NAME), or put it into a folder (--to FOLDER) and copy it in the file manager"


class Volume(NamedTuple):
    """A drive, by where it stands."""

    root: Path
    format: str = ""
    """As the system calls it: `vfat`, `exfat`, `FAT32`; empty when it is not known."""
    removable: bool = False
    """Whether it was plugged in, as far as can be told."""


class Unreached(NamedTuple):
    """What is plugged in, and cannot be written to as it is."""

    title: str
    """For people: `Kobo`."""
    said: str
    hint: str


def volumes() -> tuple[Volume, ...]:
    """All drives, in the order of their places; raises `OptionsError` when the extra is missing."""
    found = {
        part.mountpoint: Volume(Path(part.mountpoint), part.fstype, is_plugged_in(part.mountpoint, part.opts))
        for part in _psutil().disk_partitions(all=False)
    }
    return tuple(found[place] for place in sorted(found))


def is_plugged_in(place: str, options: str = "") -> bool:
    """Whether a drive there is one to be unplugged: Windows says it outright (psutil, `disk_partitions`)."""
    return "removable" in options.split(",") or f"{place}/".startswith(_PLUGGED_IN)


def refuse_media_device(place: str) -> None:
    """Raise `DeliveryError` for what GVfs shows of a device by MTP: no file there can take the place of another."""
    if "/gvfs/mtp:" in os.path.realpath(place):
        raise DeliveryError("this device speaks MTP, and is no drive", where=place, hint=_MTP)


def is_running(process: int) -> bool:
    """Whether a process of this number runs here, and is not this one; without psutil: no."""
    if process == os.getpid():
        return False
    try:
        return bool(_psutil().pid_exists(process))
    except (OptionsError, OverflowError):  # no system has such numbers
        return False


def unreached(system: Path = Path("/")) -> tuple[Unreached, ...]:
    """What Linux knows of under `system`, and shows as no drive; other systems tell nothing of the kind."""
    if not sys.platform.startswith("linux"):
        return ()
    return (*_not_mounted(system), *_media_devices(system))


def _psutil() -> ModuleType:
    try:
        import psutil  # noqa: PLC0415 - an extra, and for who sends alone
    except ImportError:
        hint = "pip install 'fic2epub[send]'; or name the folder: --to FOLDER"
        raise OptionsError("devices are found by psutil, which is not installed", hint=hint) from None
    module: ModuleType = psutil
    return module


def _not_mounted(system: Path) -> Iterator[Unreached]:
    """Drives with a maker's label that stand nowhere in the tree of files."""
    mounted = {_device(line.split(" ", 1)[0], system) for line in _lines(system / "proc/self/mounts")}
    for link in _listed(system / "dev/disk/by-label"):
        title = _LABELS.get(link.name)
        device = _device(str(link), Path("/"))
        if title and device not in mounted:
            shown = f"/{Path(device).relative_to(system.resolve())}"
            hint = f"open it in the file manager, or: udisksctl mount -b {shown}"
            yield Unreached(title, "is plugged in, and not mounted", hint)


def _media_devices(system: Path) -> Iterator[Unreached]:
    """Kindles by their maker's number, and what the desktop has opened by MTP (GVfs)."""
    for place in _listed(system / "sys/bus/usb/devices"):
        if _lines(place / "idVendor") == [_KINDLE_VENDOR] and not _is_storage(place):
            yield Unreached("Kindle", "speaks MTP, and is no drive", _MTP)
    user = os.getuid() if hasattr(os, "getuid") else 0
    for place in _listed(system / f"run/user/{user}/gvfs"):
        if place.name.startswith("mtp:"):
            yield Unreached(place.name.partition("host=")[2] or "a device", "speaks MTP, and is no drive", _MTP)


def _is_storage(place: Path) -> bool:
    """Whether one of a USB device's interfaces is mass storage, class 08 (USB-IF, Defined Class Codes)."""
    return any(_lines(face / "bInterfaceClass") == ["08"] for face in _listed(place) if ":" in face.name)


def _device(name: str, system: Path) -> str:
    """The device that a name of it means."""
    return os.path.realpath(system / name.lstrip("/"))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
