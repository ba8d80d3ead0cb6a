"""Where `send` sends books: to a device's drive, to a folder, to a mailbox."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from fic2epub.errors import DeliveryError, NotAWork, Notice, OptionsError, ReadingError

if TYPE_CHECKING:
    from fic2epub.cli.parcels import Parcel
    from fic2epub.delivery.devices import Device
    from fic2epub.delivery.sending import Placing

__all__ = ["Addressee", "Ending", "Sent", "addressee_of"]

_MAIL = "mail:"
_NO_DRIVES = {"apple": "add the book with Files, AirDrop or the app; --to FOLDER puts it into a folder"}
"""Names of targets that are no devices with a drive, and what to do for them."""
_PLUG_IN = "plug it in, and choose “Connect” on its screen if it asks; fic2epub devices lists what is there"
_SAFE = {
    "win32": "choose “Safely remove hardware”, then unplug it",
    "darwin": "eject it in the Finder, then unplug it",
}
_SAFE_ELSEWHERE = "eject it in the file manager (or: umount), then unplug it"


class Sent(NamedTuple):
    """What became of a book."""

    shown: str
    """Where it is now: its path; for a mail, the account and the attachment."""
    source: str
    notices: tuple[Notice, ...]


class Ending(NamedTuple):
    """What came of the last books, and what a person should know now."""

    sent: tuple[Sent, ...]
    notices: tuple[Notice, ...]
    words: str


class _Made(NamedTuple):
    """A book in the form in which it is sent."""

    content: bytes
    notices: tuple[Notice, ...]
    news: str = ""
    """Of a newer edition, what became of its chapters."""


class Addressee(Protocol):
    """One who takes books."""

    target: str
    """A name of `fic2epub.targets.DEVICES`."""

    def begin(self) -> tuple[Notice, ...]:
        """What is to be done before the first book comes."""

    def take(self, parcel: Parcel, *, force: bool, dry_run: bool) -> Sent | None:
        """Take a book, or say what would be done with it; None when it is sent at the end."""

    def end(self) -> Ending:
        """Send what was kept for the end."""


def addressee_of(place: str, device: str | None) -> Addressee:
    """
    Who is meant by `--to`: the name of a kind of device, `mail:NAME`, or a folder that is there.

    `device` overrules what books are made for. Raises `DeliveryError` and `OptionsError`.
    """
    if place.startswith(_MAIL):
        return Mailbox(place.removeprefix(_MAIL), device)
    from fic2epub.delivery.devices import KINDS  # noqa: PLC0415 - mail has no need of it

    if place in _NO_DRIVES:
        raise DeliveryError(f"{place} is no device with a drive", hint=_NO_DRIVES[place])
    names = tuple(kind.name for kind in KINDS)
    is_folder = bool(place.strip()) and Path(place).is_dir()
    if place in names or (place.lower() in names and not is_folder):
        return Drive(_plugged_in(place.lower()), device)
    if not is_folder:
        hint = f"choose {', '.join(sorted(names))}, mail:NAME, or a folder that is there"
        raise OptionsError("--to names no device, and no folder", where=place, hint=hint)
    from fic2epub.delivery.devices import device_around  # noqa: PLC0415 - mail has no need of it
    from fic2epub.delivery.volumes import refuse_media_device  # noqa: PLC0415 - the same

    refuse_media_device(place)
    return Drive(device_around(Path(place)), device)


def _plugged_in(name: str) -> Device:
    """The only device of a kind; raises `DeliveryError` when there is none, or more than one."""
    from fic2epub.delivery.devices import KINDS, devices_on  # noqa: PLC0415 - mail has no need of it
    from fic2epub.delivery.volumes import unreached, volumes  # noqa: PLC0415 - the same

    found = [
        device for device in devices_on(volumes()) if name in {device.kind.name, "koreader" if device.koreader else ""}
    ]
    title = next(kind.title for kind in KINDS if kind.name == name)
    if len(found) > 1:
        places = ", ".join(str(device.root) for device in found)
        raise DeliveryError(
            f"several devices may be meant: {places}", where=title, hint="name one by its place: --to …"
        )
    if found:
        kind = found[0].kind
        target = "koreader" if name == "koreader" else kind.target
        return found[0]._replace(kind=kind._replace(target=target, epub=kind.epub or name == "koreader"))
    for other in unreached():
        if other.title == title:
            raise DeliveryError(other.said, where=title, hint=other.hint)
    raise DeliveryError(f"no {title} is plugged in", hint=_PLUG_IN)


class Drive:
    """A device's drive, or a folder."""

    def __init__(self, device: Device, target: str | None) -> None:
        """Look at what is there; `target` overrules what the device's books are made for."""
        from fic2epub.delivery.sending import Shipment  # noqa: PLC0415 - mail has no need of it

        if target:
            device = device._replace(kind=device.kind._replace(target=target))
        self.target = device.kind.target
        self._device = device
        self._shipment = Shipment(device)

    def begin(self) -> tuple[Notice, ...]:
        """Take away what a killed run left."""
        return tuple(
            Notice("D043", "a run that was stopped had left this; it was taken away", str(part))
            for part in self._shipment.tidy()
        )

    def take(self, parcel: Parcel, *, force: bool, dry_run: bool) -> Sent | None:
        """Put a book on the drive, or say where it would go."""
        from fic2epub.delivery.sending import Addressed  # noqa: PLC0415 - beside `Shipment`
        from fic2epub.delivery.stock import edition_in  # noqa: PLC0415 - the same

        placing = self._shipment.place(Addressed(parcel.name, edition_in(parcel.content)), force=force)
        made = self._made(parcel, placing, force=force)
        notices = [*made.notices, *placing.notices]
        if dry_run:
            written = not self._shipment.holds(placing, made.content)
        else:
            written = self._shipment.put(placing, made.content)
        if not written:
            notices.append(Notice("D041", "it is there already: nothing is written"))
        elif placing.there is not None:
            notices.append(Notice("D040", f"the edition that was there gives its place to it{made.news}"))
        return Sent(str(placing.path), parcel.source, tuple(notices))

    def _made(self, parcel: Parcel, placing: Placing, *, force: bool) -> _Made:
        """
        The book in the form that its place wants.

        Of a work it is the book that is there, brought to the newer save, with the options that were not given anew as
        they were: then places in it lead to the same sentences.
        """
        if placing.there is None or parcel.renew is None:
            return _Made(_in_form(parcel, kepub=placing.kepub), parcel.notices)
        from fic2epub.targets import DEVICES  # noqa: PLC0415 - not before there is a book

        other = "kobo" if placing.kepub else "generic"
        device = self.target if DEVICES[self.target].kepub == placing.kepub else other
        try:
            updated = parcel.renew(placing.there.path.read_bytes(), device, force)
        except (NotAWork, ReadingError, OSError):
            said = "the book on the device does not tell how it was made: it is replaced by one that is made anew"
            return _Made(_in_form(parcel, kepub=placing.kepub), (*parcel.notices, Notice("D048", said)))
        kinds = Counter(change.kind for change in updated.changes)
        news = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        return _Made(updated.content, updated.book.notices, f" (chapters: {news})" if news else "")

    def end(self) -> Ending:
        """All is written: say what to do before the cable is pulled."""
        from fic2epub.delivery.volumes import is_plugged_in  # noqa: PLC0415 - beside `Shipment`

        title = self._device.title if self._device.kind.signs else str(self._device.root)
        words = f"{title}: all is written; {_SAFE.get(sys.platform, _SAFE_ELSEWHERE)}"
        unplugged = self._device.kind.signs or is_plugged_in(os.path.realpath(self._device.root))
        return Ending((), (), words if unplugged else "")


def _in_form(parcel: Parcel, *, kepub: bool) -> bytes:
    """The book as KEPUB, or as the EPUB that a KEPUB was made of."""
    from fic2epub.targets import DEVICES, container  # noqa: PLC0415 - not before there is a book

    if kepub:
        return container(parcel.content, DEVICES["kobo"])
    if parcel.name.lower().endswith((".kepub.epub", ".kepub")):
        from fic2epub.kepub import undone_bytes  # noqa: PLC0415 - for KEPUBs that go elsewhere

        return undone_bytes(parcel.content).content
    return parcel.content


class Mailbox:
    """An account of the configuration; books are gathered, and mailed together at the end."""

    def __init__(self, name: str, target: str | None) -> None:
        """Raises as `fic2epub.delivery.accounts.account_named`."""
        from fic2epub.delivery.accounts import account_named  # noqa: PLC0415 - drives have no need of it

        self._account = account_named(name)
        self.target = target or self._account.device
        self._parcels: list[Parcel] = []

    def begin(self) -> tuple[Notice, ...]:
        """Nothing is left behind by mails."""
        return ()

    def take(self, parcel: Parcel, *, force: bool, dry_run: bool) -> Sent | None:  # noqa: ARG002 - a mail replaces nothing
        """Keep a book for the mail; say under which name it would go."""
        from fic2epub.delivery.mailing import attachment_name  # noqa: PLC0415 - drives have no need of it
        from fic2epub.targets import DEVICES  # noqa: PLC0415 - the same

        if dry_run:
            shown = attachment_name(parcel.name, DEVICES[self._account.device])
            return Sent(self._shown(shown), parcel.source, parcel.notices)
        self._parcels.append(parcel)
        return None

    def end(self) -> Ending:
        """Mail what was gathered."""
        from fic2epub.delivery.mailing import Attachment, post  # noqa: PLC0415 - drives have no need of it

        if not self._parcels:
            return Ending((), (), "")
        books = [Attachment(parcel.name, _in_form(parcel, kepub=False)) for parcel in self._parcels]
        posted = post(self._account, books)
        names = (name for mail in posted.mails for name in mail)
        sent = tuple(
            Sent(self._shown(name), parcel.source, parcel.notices)
            for name, parcel in zip(names, self._parcels, strict=True)
        )
        words = f"{self._account.name}: mailed; the device shows it when it is next on-line, as a new book"
        return Ending(sent, posted.notices, words)

    def _shown(self, name: str) -> str:
        return f"{_MAIL}{self._account.name}/{name}"
