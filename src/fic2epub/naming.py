"""Names of files: a pure function of what is known of the work, safe on any disk a reader may have."""

from __future__ import annotations

import re
from itertools import chain
from string import Formatter
from typing import TYPE_CHECKING

from fic2epub.errors import OptionsError

if TYPE_CHECKING:
    from fic2epub.model import Metadata

__all__ = ["FIELDS", "file_name"]

FIELDS = ("title", "author", "authors", "fandom", "series", "position", "rating", "language", "id", "year")
"""What a template may name, in braces."""

_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "(", ">": ")", "?": "", "*": ""})
"""Characters that FAT32, exFAT and NTFS refuse (Microsoft, Naming Files, Paths, and Namespaces)."""
_UNSEEN = (
    range(0x20),
    range(0x7F, 0xA0),
    (0x200B, 0x200E, 0x200F, 0xFEFF),
    range(0x2028, 0x202F),
    range(0x2066, 0x206A),
)
"""Controls, and marks without a width that turn names around."""
_DROPPED = dict.fromkeys(chain(*_UNSEEN))
_DEVICES = re.compile(r"^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?=\.|$)", re.IGNORECASE)
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
    return _safe(name) + ending


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


def _safe(name: str) -> str:
    name = " ".join(name.translate(_REPLACED).split()).translate(_DROPPED)
    name = _shortened(name).strip(" .-") or "Untitled"
    return _DEVICES.sub(r"_\g<0>", name)


def _shortened(name: str) -> str:
    """Cut at a word's end if one is near, and never inside a character."""
    encoded = name.encode()
    if len(encoded) <= _LONGEST:
        return name
    cut = encoded[:_LONGEST].decode("utf-8", "ignore")
    word_end = cut.rfind(" ")
    return cut[:word_end] if word_end > len(cut) // 2 else cut
