"""Books to a device: where each goes, what it takes the place of, and putting it there."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.delivery.devices import is_here
from fic2epub.delivery.naming import borne, folded
from fic2epub.delivery.stock import PART, Stocked, edition_in, stock_of
from fic2epub.delivery.volumes import is_running
from fic2epub.delivery.writing import refuse_without_room, refused, settle, written
from fic2epub.errors import DeliveryError, noting
from fic2epub.targets import MEGABYTE, target_named

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.delivery.devices import Device
    from fic2epub.errors import Notice

__all__ = ["Addressed", "Placing", "Shipment"]

_PLAIN = "drive"
"""The kind of a folder that is on no device."""
_LISTED = "fic2epub devices lists the devices that are plugged in"
_MARK = 8
"""Characters of an identifier's end that tell two books of one name apart."""


class Addressed(NamedTuple):
    """A book before it is sent."""

    name: str
    """Of its file, as far as it is free to be chosen."""
    edition: Stocked | None
    """What it says of itself; None when it says no identifier."""


class Placing(NamedTuple):
    """Where a book goes."""

    path: Path
    there: Stocked | None
    """The edition whose place it takes."""
    kepub: bool
    """Whether it is to be a KEPUB: an older edition keeps its form, for places are kept by it."""
    notices: tuple[Notice, ...]


class Shipment:
    """
    A device while books are sent to it; what lies there is looked at once, when the first is placed.

    All of it raises `DeliveryError`.
    """

    def __init__(self, device: Device) -> None:
        """Refuse a device that shows no EPUB, or that cannot be written to."""
        if not device.kind.epub and not device.koreader:
            hint = "send it by mail: --to mail:NAME (docs/how-to/mail.md)"
            raise DeliveryError(f"a {device.kind.title} takes no EPUB by cable", where=str(device.root), hint=hint)
        if not is_here(device):
            raise DeliveryError("there is no such folder", where=str(device.root), hint=_LISTED)
        _refuse_outside(device)
        self._device = device
        self._target = target_named(device.kind.target)
        self._stock = stock_of(_searched(device), whole=device.kind.name != _PLAIN)

    @property
    def left_over(self) -> tuple[Path, ...]:
        """Files that a killed run began to write; those of a run that goes on are not among them."""
        return tuple(part for part in self._stock.parts if not _is_being_written(part))

    def tidy(self) -> tuple[Path, ...]:
        """Take away what killed runs left, and answer what it was."""
        gone = self.left_over
        for part in gone:
            try:
                part.unlink()
            except OSError as error:
                raise refused(error, part) from error
        return gone

    def place(self, book: Addressed, *, force: bool = False) -> Placing:
        """Where a book goes: in the place of an older edition, else under a name of its own."""
        notices: list[Notice] = []
        note = noting(notices)
        if not self._device.kind.epub:
            note("D047", f"KOReader shows it; the {self._device.kind.title}'s own library does not", book.name)
        edition = book.edition
        kepub = self._target.kepub
        if edition is None:
            note("D045", "the book has no identifier: an older edition on the device cannot be told", book.name)
            return Placing(self._free(book, kepub=kepub), None, kepub, tuple(notices))
        same = self._stock.books.get(edition.identifier, ())
        if not same:
            return Placing(self._free(book, kepub=kepub), None, kepub, tuple(notices))
        there = max(same, key=lambda one: (one.kepub == kepub, one.modified, str(one.path)))
        if len(same) > 1:
            others = ", ".join(str(one.path) for one in same if one is not there)
            note("D042", f"the device has other copies of the book: {others}", str(there.path))
        if kepub and not there.kepub:
            note("D044", "the book on the device is no KEPUB; it stays as it is, for places are kept by it", book.name)
        if not force:
            _refuse_to_replace(there, edition)
        return Placing(there.path, there, there.kepub, tuple(notices))

    def holds(self, placing: Placing, content: bytes) -> bool:
        """Whether the very same book stands there already."""
        path = placing.path
        try:
            return path.stat().st_size == len(content) and path.read_bytes() == content
        except OSError:
            return False

    def put(self, placing: Placing, content: bytes) -> bool:
        """Put a book in its place, kept by the drive when this returns; False when it stood there already."""
        device, path = self._device, placing.path
        if not is_here(device):
            raise DeliveryError("the drive is gone", where=str(device.root), hint="plug it in again, and send again")
        if self._target.kepub and len(content) > self._target.largest:  # other limits are those of mailboxes
            said = f"a {device.kind.title} takes no book larger than {self._target.largest // MEGABYTE} MB"
            raise DeliveryError(said, where=str(path), hint="--images drop, or a smaller --image-size")
        if self.holds(placing, content):
            settle(path)
            return False
        if not device.writable:
            hint = "eject it, and plug it in again; a card may have a lock at its side"
            raise DeliveryError("the drive is read-only, or not yours to write to", where=str(device.root), hint=hint)
        refuse_without_room(path, len(content), device.free, device.format)
        written(path, content, device.root)
        edition = edition_in(content)
        if edition is not None:
            others = [one for one in self._stock.books.get(edition.identifier, ()) if one.path != path]
            self._stock.books[edition.identifier] = (*others, edition._replace(path=path))
        return True

    def _free(self, book: Addressed, *, kepub: bool) -> Path:
        """A name in the device's folder that nothing has."""
        device = self._device
        ending = ".kepub.epub" if kepub else ".epub"
        folder = device.folder
        try:
            taken = {folded(path.name) for path in folder.iterdir()} if folder.exists() else set()
        except OSError as error:
            raise refused(error, folder) from error
        inside = len(str(folder.relative_to(device.root))) + 1
        mark = _mark(book.edition.identifier) if book.edition else "2"
        room = device.kind.longest - inside
        return folder / borne(book.name, ending, self._target.refused, room, taken, mark)


def _mark(identifier: str) -> str:
    """What tells a book from another of the same name: the end of its address, in letters and digits."""
    return re.sub(r"\W", "", identifier.rstrip("/").rpartition("/")[2])[-_MARK:] or "2"


def _refuse_to_replace(there: Stocked, new: Stocked) -> None:
    """Raise unless an older, and no larger, edition stands there."""
    hint = "--force replaces it"
    if there.modified > new.modified:
        raise DeliveryError("a newer edition of the book is on the device", where=str(there.path), hint=hint)
    if there.chapters > new.chapters:
        said = f"the book on the device has more chapters ({there.chapters}, and not {new.chapters})"
        raise DeliveryError(said, where=str(there.path), hint=hint)


def _searched(device: Device) -> Path:
    """Where older editions are looked for: on the whole drive, or in a folder that is on no device."""
    return device.folder if device.kind.name == _PLAIN else device.root


def _refuse_outside(device: Device) -> None:
    """Raise when the folder for books is a link that leads off the drive."""
    root = os.path.realpath(device.root)
    if os.path.commonpath((root, os.path.realpath(device.folder))) != root:
        said = "the folder for books is a link that leads off the drive"
        raise DeliveryError(said, where=str(device.folder), hint="name another folder of the drive: --to FOLDER")


def _is_being_written(part: Path) -> bool:
    found = PART.fullmatch(part.name)
    return found is not None and is_running(int(found[1]))
