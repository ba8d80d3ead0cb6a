"""The one spelling of link targets: ids that XML, CSS and every reading system take, made of the authors' names.

Whoever makes an id of a name, and whoever looks for the place that a link names, comes to the same id; and of several
places of one name, both mean the same one.
"""

from __future__ import annotations

import re

from fic2epub.patterns import late
from fic2epub.values import NamedTuple

__all__ = ["AO3_HOST", "Said", "Spot", "farness", "fragment_id", "said_of", "valid_id"]

AO3_HOST = (
    r"(?:(?:(?:www|download|insecure)\.)?(?:archiveofourown\.(?:org|com|net|gay)|ao3\.org)"
    r"|archive\.transformativeworks\.org)"
)
"""Hosts that serve the archive."""
_SAME_WORK = (
    rf"https?://{AO3_HOST}"
    r"(?:/collections/[^/?#]+)?/works/(?P<work>\d+)(?:/chapters/(?P<chapter>\d+))?/?(?:\?[^#]*)?#(?P<fragment>.+)"
)
"""Compiled for the first address that may be one."""

_ID = late(r"[A-Za-z][A-Za-z0-9_-]*")
_ODD = late(r"[^A-Za-z0-9_-]")
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


class Said(NamedTuple):
    """What an address says of a place in the work."""

    fragment: str
    chapter_id: str | None = None
    """Of the chapter that it names, too: the full address of a place in another chapter, mostly."""


class Spot(NamedTuple):
    """Where a body stands in its work."""

    number: int
    """Of the body, in reading order."""
    document: int
    """The place in reading order of the document that it belongs to."""
    of_work: bool
    """Whether it belongs to the work and not to a chapter."""
    chapter_id: str | None = None
    """The archive's number of the chapter, if it is known."""


def said_of(href: str | None, work_id: str | None) -> Said | None:
    """What an address says of a place in the work; None when it names none, or is that of something else."""
    if href is None or "#" not in href:
        return None
    if href.startswith("#"):
        return Said(href[1:])
    match = re.fullmatch(_SAME_WORK, href, re.IGNORECASE) if work_id else None
    return Said(fragment_id(match["fragment"]), match["chapter"]) if match and match["work"] == work_id else None


def farness(said: Said, here: Spot, there: Spot) -> tuple[bool, bool, bool, bool, int, int]:
    """
    How far a place of the right name is from a link that stands `here`: the least is the one that is meant.

    In this order: a place of the chapter that the address names, of the same body, of the same document, of the work's
    notes, the nearest in another document.
    """
    return (
        said.chapter_id is not None and there.chapter_id != said.chapter_id,
        there.number != here.number,
        there.document != here.document,
        not there.of_work,
        abs(there.document - here.document),
        there.number,
    )
