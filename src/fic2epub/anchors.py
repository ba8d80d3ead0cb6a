"""The one spelling of link targets: ids that XML, CSS and every reading system take, made of the authors' names.

Whoever makes an id of a name, and whoever looks for the place that a link names, comes to the same id.
"""

from __future__ import annotations

import re

__all__ = ["fragment_id", "valid_id"]

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ODD = re.compile(r"[^A-Za-z0-9_-]")
_ESCAPES = r"(?:%[0-9A-Fa-f]{2})+"
_EDGES = "".join(map(chr, range(0x21)))
_LEAD = "at-"
"""Before a name that begins with no letter. Not one letter: beside a reference `1` stands the note `n1`."""


def valid_id(name: str) -> str:
    """
    The id that stands for a name: itself if it is letters, digits, `-` and `_` with a letter first.

    A pure function of the name, so that links from elsewhere in the work find it. Empty for an empty name.
    """
    name = name.strip(_EDGES)
    if not name or _ID.fullmatch(name):
        return name
    name = _ODD.sub(lambda match: "_" if match[0] == " " else f"_{ord(match[0]):x}", name)
    return name if _ID.match(name) else _LEAD + name


def fragment_id(fragment: str) -> str:
    """The id that the fragment of a link means, percent-encoded or not."""
    if "%" in fragment:
        fragment = re.sub(_ESCAPES, _unescaped, fragment)
    return valid_id(fragment)


def _unescaped(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")
