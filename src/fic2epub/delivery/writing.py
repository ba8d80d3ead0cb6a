"""A file on a drive that may be pulled out: written beside, synced, renamed, and the folder synced after it.

At every moment the drive holds what was there before, whole, or what was sent, whole. What else may lie there after a
killed run is a file of its own name (`fic2epub.delivery.stock.PART`), which the next run takes away.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from fic2epub.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["refuse_without_room", "settle", "written"]

_PIECE = 1 << 20
"""Bytes that are written at a time."""
_MARGIN = 1 << 20
"""Bytes that are left free: folders grow, and devices keep lists of their own."""
_FAT32_LARGEST = (4 << 30) - 1
"""Bytes of a file (Microsoft, fatgen103, 6.1)."""
_FAT32 = frozenset(("vfat", "msdos", "fat32", "fat"))
_NO_SYNC = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR))
"""What file systems and systems answer that know no syncing of folders."""
_GONE = frozenset((errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE))
_SHUT = frozenset((errno.EROFS, errno.EACCES, errno.EPERM))
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_AGAIN = "plug it in again, and send again: whatever book lies there is whole"
_READ_ONLY = (
    "eject it, plug it in again, and let the system look for errors if it asks; a card may have a lock at its side"
)


def refuse_without_room(path: Path, size: int, free: int, form: str) -> None:
    """
    Raise `DeliveryError` when a file of this size cannot come to a drive.

    It stands beside the one that it replaces for a moment: both must have room. `form` is the drive's format.
    """
    if form.lower() in _FAT32 and size > _FAT32_LARGEST:
        raise DeliveryError("no file on this drive (FAT32) can be larger than 4 GiB", where=str(path))
    lacking = size + _MARGIN - free
    if lacking > 0:
        said = f"the drive is full: {-(-lacking >> 20)} MiB more must be free"
        raise DeliveryError(said, where=str(path), hint="delete books on the device, and send again")


def written(path: Path, content: bytes, root: Path) -> None:
    """
    Put a file in its place and have the drive keep it; what stood there stays whole until this one is.

    Folders between `root`, where the drive stands, and the file are made. Raises `DeliveryError` when the drive is
    full, shut, or gone.
    """
    beside = path.with_name(f".fic2epub-{os.getpid()}.part")
    try:
        _make_folders(path.parent, root)
        _write(beside, content)
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise refused(error, path) from error
    except KeyboardInterrupt:  # nothing is left behind
        with suppress(OSError):
            beside.unlink()
        raise


def settle(path: Path) -> None:
    """Have the drive keep a file that stands there already: a killed run may have left it to the system's memory."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno not in _SHUT:  # a drive that nothing can be written to has nothing to keep
            raise refused(error, path) from error


def refused(error: OSError, path: Path) -> DeliveryError:
    """What an error of the system means for who sends a book."""
    where = str(path)
    if error.errno in _FULL:
        return DeliveryError("the drive is full", where=where, hint="delete books on the device, and send again")
    if error.errno in _SHUT:
        return DeliveryError("the drive is read-only, or not yours to write to", where=where, hint=_READ_ONLY)
    if error.errno in _GONE:
        return DeliveryError("the drive is gone, or broken", where=where, hint=_AGAIN)
    return DeliveryError(f"cannot be written: {error.strerror or error}", where=where, hint=_AGAIN)


def _make_folders(folder: Path, root: Path) -> None:
    """Those that are not there, and never the drive's own place: where a drive was, nothing is put in its stead."""
    missing = [place for place in (folder, *folder.parents) if root in place.parents and not place.exists()]
    for place in reversed(missing):
        place.mkdir()
        _sync_folder(place.parent)


def _write(path: Path, content: bytes) -> None:
    """All bytes, on the drive."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest[:_PIECE]) :]
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    """Down to the medium: macOS's fsync stops at the drive's own memory (its manual page, F_FULLFSYNC)."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        os.fsync(descriptor)
        return
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(descriptor)
        return
    try:
        fcntl.fcntl(descriptor, full)
    except OSError:  # not every drive can
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """The folder's list of names, where a system can: Windows writes it by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)
