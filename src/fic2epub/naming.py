"""Names of files: a pure function of what is known of the work, safe on any disk a reader may have."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from fic2epub.errors import OptionsError
from fic2epub.patterns import late

if TYPE_CHECKING:
    from fic2epub.model import Metadata

__all__ = ["FIELDS", "cleaned", "file_name", "shortened"]

FIELDS = ("title", "author", "authors", "fandom", "series", "position", "rating", "language", "id", "year")
"""What a template may name, in braces."""

_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "(", ">": ")", "?": "", "*": ""})
"""Characters that FAT32, exFAT and NTFS refuse (Microsoft, Naming Files, Paths, and Namespaces)."""
_LIKE = {"'": "’", ";": ",", "!": ""}
"""What stands for characters that a device refuses beside those; `_` for others."""
_UNSEEN = late("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, marks without a width that turn names around, and bytes that were no text."""
_DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", "COM", "LPT"))
_RESERVED = late(r"(?i)(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)")
"""Names of Windows's devices (the same page of Microsoft), and how they begin."""
_NAMED = 2
"""Authors of one book that its file names."""
_LONGEST = 200
"""Bytes of UTF-8 without the ending: file systems stop at 255, and device folders and ` (2)` want room."""


def file_name(metadata: Metadata, template: str, ending: str = ".epub") -> str:
    """
    The file's name for a work, from a template such as `{title} - {author}`.

    Every script is kept; what FAT32 and Windows refuse is replaced or left out. Raises `OptionsError` for a
    template that names an unknown field.
    """
    try:
        name = Formatter().vformat(template, (), _values(metadata))
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise OptionsError(
            f"the template {template!r} cannot be filled: {error}", hint=f"fields are: {', '.join(FIELDS)}"
        ) from error
    return shortened(cleaned(name)) + ending


def _values(metadata: Metadata) -> dict[str, str]:
    names = [creator.name for creator in metadata.creators] or ["Unknown"]
    series = metadata.series[0] if metadata.series else None
    return {
        "title": metadata.title,
        "author": ", ".join(names) if len(names) <= _NAMED else f"{names[0]} et al",
        "authors": ", ".join(names),
        "fandom": metadata.fandoms[0] if metadata.fandoms else "",
        "series": series.name if series else "",
        "position": series.position if series else "",
        "rating": metadata.rating or "",
        "language": metadata.language,
        "id": metadata.work_id or "",
        "year": str(metadata.published.year) if metadata.published else "",
    }


def cleaned(name: str, refused: str = "") -> str:
    """A name, without its ending, as disks bear it, and a device that refuses these characters, too; of any length."""
    name = " ".join(name.translate(_REPLACED).split())
    if refused:
        name = name.translate({ord(sign): _LIKE.get(sign, "_") for sign in refused})
    return name if name.isprintable() else " ".join(_UNSEEN.sub("", name).split())


def shortened(name: str, longest: int = _LONGEST, room: int | None = None) -> str:
    """
    A name that disks bear, of no more than `longest` bytes of UTF-8 and, where there is a limit, `room` characters.

    Cut at a word's end if one is near, and never inside a character; no device's name, no dot at an end, never empty.
    """
    cut = name[:room].encode()[:longest].decode("utf-8", "ignore")
    if len(cut) < len(name) and name[len(cut)] != " ":
        word_end = cut.rfind(" ")
        cut = cut[:word_end] if word_end > len(cut) // 2 else cut
    cut = cut.strip(" .-") or "Untitled"
    return f"_{cut}"[:room] if cut[:3].upper() in _DEVICES and _RESERVED.match(cut) else cut
