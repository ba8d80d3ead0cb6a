"""What a picture is to be, and what became of one."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from fic2epub.options import Options

__all__ = ["MOST_BYTES", "Changed", "Fitted", "Target", "Unshowable", "target_of"]

MOST_BYTES = 5 * 1024 * 1024
"""Of one picture (kdp.amazon.com, topic G75V4YX5X8GRGXWV)."""
_MOST_PIXELS = 5_600_000
"""Of one picture (help.apple.com, Apple Books Asset Guide 5.3)."""
_WIDTH, _HEIGHT = 1600, 2400
"""What the largest e-readers show of a page, with some to spare; the size of the cover, too. A book for one kind of
them has pictures of the size of its largest screen (`fic2epub.targets`)."""


class Unshowable(Exception):
    """The picture is damaged, or more than a machine can hold."""


class Target(NamedTuple):
    """What a picture is to be at most, in pixels."""

    width: int = _WIDTH
    height: int = _HEIGHT
    grey: bool = False

    def fit(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size that a picture gets: its own, or as much smaller as it has to be; the proportions stay."""
        width, height = size
        scale = min(self.width / width, self.height / height, sqrt(_MOST_PIXELS / (width * height)))
        if scale >= 1:
            return size
        return max(1, int(width * scale + 0.5)), max(1, int(height * scale + 0.5))


class Changed(NamedTuple):
    """What was done to a picture."""

    kind: bool = False
    """It is of another kind now: JPEG, PNG."""
    size: bool = False
    """It is smaller."""
    looks: bool = False
    """It was turned upright, put on white, or its colours were made those of screens."""
    private: bool = False
    """Facts that a camera or an editor had put into it were cut out."""
    grey: bool = False
    """It lost its colours, as was asked for."""
    still: bool = False
    """It does not move any more."""
    poorer: bool = False
    """Parts of a drawing were left out."""


class Fitted(NamedTuple):
    """A picture that a book can hold."""

    data: bytes
    kind: str
    """A key of `fic2epub.kinds.MEDIA_TYPES`: `jpg`, `png`, `gif`, `svg`."""
    changed: Changed


def target_of(options: Options) -> Target:
    """What the options want of every picture."""
    width, height = map(int, options.image_size.split("x")) if options.image_size else _size_for(options.device)
    return Target(width, height, options.grey)


def _size_for(device: str) -> tuple[int, int]:
    """What the largest screen of this kind of device shows."""
    if device == "generic":
        return _WIDTH, _HEIGHT
    from fic2epub.targets import DEVICES  # noqa: PLC0415 - most books are for any reader

    return DEVICES[device].image_size
