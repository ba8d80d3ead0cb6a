"""Which device a book is made for, and what follows from that: one table, each fact with where it was seen.

`Options.device` names a row; `docs/reference/devices.md` prints them. What a person chose for himself is not touched:
a row settles only what `Options` leave to it, which is the size of pictures, and what no option is about.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DEVICES", "MEGABYTE", "Target", "container", "target_named"]

MEGABYTE = 1 << 20


class Target(NamedTuple):
    """A kind of device, and what it bears."""

    name: str
    """As `Options.device` has it."""
    title: str
    """For people."""
    ending: str = ".epub"
    """Of a book's file."""
    kepub: bool = False
    """Whether it takes a KEPUB."""
    image_size: tuple[int, int] = (1600, 2400)
    """Width and height in pixels that no picture needs to be larger than."""
    grey: bool = False
    """Whether pictures are made grey when nothing is said: on none, for every maker sells screens with colours."""
    largest: int = 0
    """Bytes of a book that can come to it; 0 when nobody names a limit."""


DEVICES: dict[str, Target] = {
    target.name: target
    for target in (
        Target("generic", "any reader"),
        Target("kobo", "Kobo", ending=".kepub.epub", kepub=True, image_size=(1440, 1920), largest=1024 * MEGABYTE),
        Target("kindle", "Kindle", image_size=(1860, 1920), largest=50 * MEGABYTE),
        Target("pocketbook", "PocketBook", image_size=(1404, 1872)),
        Target("apple", "Apple Books"),
        Target("koreader", "KOReader"),
    )
}
"""Name → what it bears."""


def target_named(name: str) -> Target:
    """The row of the table with this name; raises `OptionsError` when there is none."""
    from fic2epub.errors import OptionsError  # noqa: PLC0415 - for who errs

    try:
        return DEVICES[name]
    except KeyError:
        raise OptionsError(f"no device is called {name!r}", hint=f"choose {', '.join(DEVICES)}") from None


def container(content: bytes, target: Target) -> bytes:
    """
    A finished EPUB as the device takes it: for Kobo a KEPUB, else as it is.

    What is in the right form already stays as it is. Raises as `fic2epub.kepub.kepub_bytes`.
    """
    if not target.kepub:
        return content
    from fic2epub.kepub import kepub_bytes  # noqa: PLC0415 - brings lxml, which books for other devices may not need

    return kepub_bytes(content).content
