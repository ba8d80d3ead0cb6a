"""Pictures that a source brings along become files of the work: out of a folder, out of a container, out of an address.

What kind of picture it is, its bytes tell. Any kind that can be made one that e-readers show is kept, as it is, for
`images/`; all else stays where it was, and `normalize/markup/embeds.py` puts a link or a description in its place.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.kinds import LARGEST_PICTURE, asset_of, is_sane, kind_of
from fic2epub.model import KEPT, ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Asset, Html, Source, Work

    Find = Callable[[str], bytes | None]

__all__ = ["finder_of", "keep_pictures", "unquoted"]

_MOST_BYTES = 256 * 1024 * 1024
"""All pictures of a work together."""
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
"""How an address begins that is not one of a file beside the page."""
_DRIVE = re.compile(r"[A-Za-z]:|/")
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_DESCRIPTOR = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?[wx]")
_EDGES = "".join(map(chr, range(0x21)))
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
"""Where a picture's address stands: `src`, and where pages that load pictures late keep it meanwhile."""


def keep_pictures(work: Work[Html], find: Find, note: Note) -> Work[Html]:
    """
    The work with every picture whose bytes are at hand: bytes in `assets`, and `asset:HREF` in the `src` of its `img`.

    `find` answers the bytes of a picture that came along, by the address that the markup gives it; addresses that
    are themselves the picture (`data:`) are read here. The same bytes are one asset. A name is made of the bytes, so
    that the same source gives the same names. The trees are changed in place.
    """
    album: _Album | None = None
    for body in _bodies(work):
        for picture in body.element.iter("img"):
            picture.attrib.pop(ORIGINAL, None)  # ours to give
            if picture.get("src", "").startswith(KEPT):
                del picture.attrib["src"]  # the same
            album = album or _Album(find)
            href = next(filter(None, map(album.keep, _addresses(picture))), "")
            if href:
                picture.set(ORIGINAL, _known_as(picture))
                picture.set("src", KEPT + href)
            elif not album.damaged.isdisjoint(_addresses(picture)):
                picture.set(ORIGINAL, "")  # its loss is told, and need not be told again
    if album is None:
        return work
    album.tell(note)
    return replace(work, assets=(*work.assets, *album.assets.values()))


def _bodies(work: Work[Html]) -> Iterator[Html]:
    """All bodies of the work."""
    parts = [work.summary, work.notes, work.endnotes]
    for chapter in work.chapters:
        parts += [chapter.summary, chapter.notes, chapter.body, chapter.endnotes]
    return (body for body in parts if body is not None)


def _known_as(picture: _Element) -> str:
    """Where the source has the picture, for a link or a name should the bytes turn out to be no picture."""
    written = next(_addresses(picture), "")
    return "data:" if written[:5].lower() == "data:" else written


def _addresses(picture: _Element) -> Iterator[str]:
    """What the picture may be found under, the likeliest first; a `picture` element offers more (HTML, 4.8.4)."""
    for name in _SOURCES:
        if written := picture.get(name):
            yield written.strip(_EDGES)
    around = picture.getparent()
    offers = [picture.get("srcset"), picture.get("data-srcset")]
    if around is not None and around.tag in ("picture", "source"):
        offers += [source.get("srcset") for source in around.iter("source")]
    for offer in filter(None, offers):
        yield from _offered(offer)


def _offered(srcset: str) -> list[str]:
    """The addresses of a `srcset`, the largest picture first."""
    sized: list[tuple[float, str]] = []
    for candidate in re.split(r",\s+|(?<=[0-9][wx]),", srcset):
        url, _, size = candidate.strip(_EDGES + ",").partition(" ")
        if url:
            sized.append((float(size[:-1]) if _DESCRIPTOR.fullmatch(size) else 1.0, url))
    return [url for _, url in sorted(sized, key=lambda one: -one[0])]


class _Album:
    """The pictures that were found, and what became of those that are not kept."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._seen: dict[str, str] = {}
        """Address in the source → address in the book, empty for what cannot be kept."""
        self._bytes = 0
        self._unknown: list[str] = []
        self._gone: list[str] = []
        self._damaged: list[str] = []
        self.damaged: set[str] = set()
        """Addresses in the source; those that spell a picture out are whole."""
        self.assets: dict[str, Asset] = {}
        """By address in the book."""

    def keep(self, address: str) -> str:
        """The address in the book of the picture with this address; empty when it is not to be kept."""
        if address[:5].lower() == "data:":
            return self._look(address, _spelled_out(address))
        if address not in self._seen:
            self._seen[address] = self._look(address, self._find(address))
        return self._seen[address]

    def _look(self, address: str, data: bytes | None) -> str:
        shown = address[:60]
        if data is None:
            if not _ELSEWHERE.match(address):
                self._gone.append(shown)
            return ""
        kind = kind_of(data)
        if not kind:
            self._unknown.append(shown)
            return ""
        if not is_sane(data, kind) or self._bytes + len(data) > _MOST_BYTES:
            self._damaged.append("data:" if shown[:5].lower() == "data:" else shown)
            self.damaged.add(address)
            return ""
        asset = asset_of(data, kind)
        if asset.href not in self.assets:
            self.assets[asset.href] = asset
            self._bytes += len(data)
        return asset.href

    def tell(self, note: Note) -> None:
        """Leave a notice for each way in which a picture was not kept."""
        if self._unknown:
            note("I003", f"pictures in a format that e-readers do not show: {_some(self._unknown)}")
        if self._gone:
            note("I004", f"pictures that should stand beside the page, and do not: {_some(self._gone)}")
        if self._damaged:
            note("I005", f"pictures that are damaged, or too large to be shown: {_some(self._damaged)}")


def _some(addresses: list[str]) -> str:
    """How many, and a few of them."""
    return f"{len(addresses)} ({', '.join(addresses[:3])}{' …' if addresses[3:] else ''})"


def finder_of(source: Source) -> Find:
    """
    What finds the pictures that came with a page: in its container, else in the folder in which it stands.

    Nothing outside that folder is ever read, whatever an address or a link of the file system says; only regular
    files are, and none of more than `LARGEST_PICTURE` bytes.
    """
    if source.files:
        return lambda address: _in_container(source, address)
    if source.folder is None:
        return lambda _: None
    folder = source.folder
    return lambda address: _in_folder(folder, address)


def _in_container(source: Source, address: str) -> bytes | None:
    """By the address as it is written, or as a path."""
    from fic2epub.errors import Fic2EpubError  # noqa: PLC0415 - few sources have a container

    for name in (address, address.partition("#")[0], *_paths_of(address)):
        try:
            if name and name in source.files:
                return source.files[name]
        except Fic2EpubError:  # damaged, locked, a bomb: the picture is as good as gone
            return None
    return None


def _in_folder(folder: Path, address: str) -> bytes | None:
    if _ELSEWHERE.match(address):
        return None
    found = (_content(os.path.realpath(folder), path) for path in _paths_of(address) if not _DRIVE.match(path))
    return next((content for content in found if content is not None), None)


def _content(root: str, path: str) -> bytes | None:
    """The content of a regular file below a folder, and no more of it than may be kept."""
    try:
        place = os.path.realpath(os.path.join(root, path))  # noqa: PTH118 - `pathlib` would take these for a name
        # A pipe or a device would be waited for.
        if os.path.commonpath((root, place)) != root or not os.path.isfile(place):  # noqa: PTH113 - a string as yet
            return None
        with open(place, "rb") as file:  # noqa: PTH123 - the same
            return file.read(LARGEST_PICTURE + 1)
    except (OSError, ValueError):  # not to be read; a name that no system takes; another drive
        return None


def _paths_of(address: str) -> tuple[str, ...]:
    """
    The paths that a relative address may mean: its escapes read, and as it is, without query and fragment.

    Last, all of it as it is: Chrome does not escape a `#` in the name of a page, which the folder has, too.
    """
    path = re.split("[?#]", address, maxsplit=1)[0]
    plain = unquoted(path).replace("\\", "/")
    return tuple(dict.fromkeys(spelled.removeprefix("./") for spelled in (plain, path, address) if spelled))


def unquoted(address: str) -> str:
    """The address with `%41` read as `A`; bytes that are not UTF-8 are read as Latin-1, as old browsers wrote them."""
    if "%" not in address:
        return address
    content = _plain(address)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _plain(address: str) -> bytes:
    return _ESCAPED.sub(lambda match: bytes((int(match[1], 16),)), address.encode("utf-8", "replace"))


def _spelled_out(address: str) -> bytes | None:
    """The bytes of a `data:` address (RFC 2397); None when they cannot be read or are too many."""
    head, comma, body = address[5:].partition(",")
    if not comma or len(body) > LARGEST_PICTURE * 3:
        return None
    if not head.rstrip(_EDGES).lower().endswith("base64"):
        return _plain(body)
    from binascii import Error, a2b_base64  # noqa: PLC0415 - built in, but few works need it

    try:
        return a2b_base64(_plain(body) + b"===")
    except Error:
        return None
