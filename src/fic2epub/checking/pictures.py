"""Pictures that some reader does not show; nothing is decoded, their headers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.checking.findings import found
from fic2epub.kinds import kind_of, size_in_pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.checking.findings import Finding

__all__ = ["CHECKS"]

_LARGEST = 5 << 20
_MOST_PIXELS = 5_600_000
_NEW = frozenset(("webp", "avif", "bmp", "tif", "ico", "jp2"))
_FOUR_COLOURS = 4
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that tells a JPEG's components (ITU-T T.81, B.2.2)."""


def _kinds(name: str, content: bytes) -> Iterator[Finding]:
    kind = kind_of(content)
    if kind in _NEW:
        yield found("K090", name, kind)
    elif kind == "svg" or (not kind and name.lower().endswith((".svg", ".svgz"))):
        yield found("K091", name)
    elif not kind:
        yield found("K095", name, "it is empty" if not content else "it is no picture")


def _sizes(name: str, content: bytes) -> Iterator[Finding]:
    if len(content) > _LARGEST:
        yield found("K092", name, f"{len(content) / 1_000_000:.1f} MB")
    kind = kind_of(content)
    size = size_in_pixels(content, kind)
    if size is None:
        return
    width, height = size
    if not width or not height:
        yield found("K095", name, "its end is missing")
    elif width * height > _MOST_PIXELS:
        yield found("K093", name, f"{width} by {height}")


def _colours(name: str, content: bytes) -> Iterator[Finding]:
    if kind_of(content) == "jpg" and _components(content) == _FOUR_COLOURS:
        yield found("K094", name)


def _components(jpeg: bytes) -> int:
    """How many colours a JPEG mixes; 0 when its header does not tell."""
    place = 2
    while place + 9 < len(jpeg) and jpeg[place] == 0xFF:  # noqa: PLR2004 - every marker begins so
        if jpeg[place + 1] in _FRAMES:
            return jpeg[place + 9]
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return 0


CHECKS: tuple[Callable[[str, bytes], Iterator[Finding]], ...] = (_kinds, _sizes, _colours)
