"""`fic2epub devices`: where books can be sent by cable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.options import Grouped, option

if TYPE_CHECKING:
    from fic2epub.delivery.devices import Device

__all__ = ["devices"]

_WORDS = "Words"
_GIGABYTE = 1_000_000_000
_NONE = """no device is plugged in, or none shows itself as a drive
switch it on, and choose “Connect” on its screen if it asks; some cables only charge"""


@click.command(cls=Grouped, short_help="List the devices to which books can be sent.")
@click.argument("folders", metavar="[FOLDER…]", nargs=-1)
@option(_WORDS, "--json", "as_json", is_flag=True, help="For programs: one list.")
def devices(folders: tuple[str, ...], *, as_json: bool) -> int:
    """
    List the devices that are plugged in, or say what device each FOLDER is the drive of.

    A line has the name for --to, what the device is, where its drive stands, and how much is free there. What is called
    drive is named by its folder.

    \b
    fic2epub devices
    fic2epub devices /mnt/kobo
    """  # noqa: D301 - click reads \b as "keep these lines"
    from fic2epub.delivery.devices import device_around, devices_on  # noqa: PLC0415 - --help does not want it
    from fic2epub.delivery.volumes import unreached, volumes  # noqa: PLC0415 - the same

    found = tuple(device_around(_there(Path(folder))) for folder in folders) if folders else devices_on(volumes())
    if as_json:
        import json  # noqa: PLC0415 - only when asked for

        click.echo(json.dumps([_told(device) for device in found], ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            click.echo(line)
    others = () if folders else unreached()
    for other in others:
        click.echo(f"{other.title}: {other.said}\n{other.hint}", err=True)
    if not found and not others:
        click.echo(_NONE, err=True)
    return 0


def _there(folder: Path) -> Path:
    """The folder; raises `DeliveryError` when there is none."""
    if not folder.is_dir():
        from fic2epub.errors import DeliveryError  # noqa: PLC0415 - --help does not want it

        raise DeliveryError("there is no such folder", where=str(folder), hint="fic2epub devices lists what is there")
    return folder


def _lines(found: tuple[Device, ...]) -> list[str]:
    """A line for each, in columns."""
    rows = [(device.kind.name, device.title, str(device.root), _state(device)) for device in found]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    return ["  ".join([*map(str.ljust, row[:3], widths), row[3]]) for row in rows]


def _state(device: Device) -> str:
    """What is to be known before a book is sent."""
    free = device.free
    said = [f"{free / _GIGABYTE:.1f} GB free" if free >= _GIGABYTE else f"{free // 1_000_000} MB free"]
    if not device.writable:
        said.append("read-only")
    if device.koreader and device.kind.name != "koreader":
        said.append("has KOReader")
    if not device.kind.epub and not device.koreader:
        said.append("takes no EPUB by cable")
    return ", ".join(said)


def _told(device: Device) -> dict[str, Any]:
    """A device in types that JSON knows."""
    return {
        "name": device.kind.name,
        "title": device.title,
        "target": device.kind.target,
        "root": str(device.root).encode("utf-8", "replace").decode(),
        "folder": str(device.folder).encode("utf-8", "replace").decode(),
        "firmware": device.firmware or None,
        "format": device.format or None,
        "free": device.free,
        "writable": device.writable,
        "epub": device.kind.epub or device.koreader,
        "koreader": device.koreader,
    }
