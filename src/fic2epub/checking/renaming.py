"""Files of a book under names that all readers bear, and every link to them."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING

from fic2epub.checking.archives import IS_PLAIN
from fic2epub.checking.bench import Bench
from fic2epub.checking.opening import local
from fic2epub.containers import CONTAINER, inside, xml_of
from fic2epub.dom import serialize
from fic2epub.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

__all__ = ["has_alike", "rename"]

_REFERRING = frozenset(("href", "src", "poster", "data", "full-path", "URI"))
_ADDRESS = re.compile(r"""(?i)(url\(\s*["']?|@import\s+["'])([^"')]+)""")
_MIMETYPE, _ENCRYPTION = "mimetype", "META-INF/encryption.xml"
_SAID = frozenset((CONTAINER, _ENCRYPTION))
_FIXED = (_MIMETYPE, "META-INF/")
"""Names that the format itself gives."""


def rename(bench: Bench, codes: frozenset[str]) -> None:
    """Give plain names to files, and pictures the endings of what they are; lead all links to them."""
    names = _new_names(_by_rank(bench.files)) if codes & _UNPLAIN else {}
    if "K025" in codes:
        names |= _new_endings(bench, names)
    if not names:
        return
    _lead_documents(bench, names)
    _lead_sheets(bench, names)
    _lead(bench.package, bench.book.path, names)
    if bench.ncx is not None:
        _lead(bench.ncx, bench.book.ncx, names)
    for name in (CONTAINER, _ENCRYPTION):
        if name in bench.book.files:
            root = xml_of(bench.book.files, name)
            if _lead(root, "", names):
                bench.files[name] = serialize(root, doctype=None)
    bench.names |= names


def _lead_documents(bench: Bench, names: dict[str, str]) -> None:
    for document in bench.documents():
        if document.root is not None and _lead(document.root, document.name, names):
            bench.touch(document.name)
        for style in document.elements.get("style", ()):
            css = "".join(style.itertext())
            if (made := _in_css(css, document.name, names)) != css:
                style.text = made
                bench.touch(document.name)


def _lead_sheets(bench: Bench, names: dict[str, str]) -> None:
    for entry in bench.book.entries:
        if entry.media_type == "text/css" and entry.name in bench.files:
            css = bench.files[entry.name].decode("utf-8", "surrogateescape")
            bench.files[entry.name] = _in_css(css, entry.name, names).encode("utf-8", "surrogateescape")


def has_alike(bench: Bench) -> bool:
    """Whether two files of the book as it is by now differ in the case of their names alone."""
    names = _by_rank(bench.files)
    return len({name.casefold() for name in names}) < len(names)


def _by_rank(names: Iterable[str]) -> list[str]:
    """All names, those first that cannot be others."""
    return list(dict.fromkeys((_MIMETYPE, *sorted(names, key=lambda name: name not in _SAID))))


def _new_names(names: list[str]) -> dict[str, str]:
    """Old name → new name, of those that need one."""
    taken: set[str] = {name.casefold() for name in names if IS_PLAIN.fullmatch(name)}
    seen: set[str] = set()
    made: dict[str, str] = {}
    for name in names:
        again = name.casefold() in seen
        seen.add(name.casefold())
        if not again and (name.startswith(_FIXED) or IS_PLAIN.fullmatch(name)):
            continue
        plain = "/".join(_plain(part) for part in name.split("/"))
        stem, ending = posixpath.splitext(plain)
        number = 1
        while plain.casefold() in taken:
            number += 1
            plain = f"{stem}-{number}{ending}"
        taken.add(plain.casefold())
        made[name] = plain
    return made


def _new_endings(bench: Bench, names: dict[str, str]) -> dict[str, str]:
    """Old name → new name, of pictures that are of another kind than their names say."""
    taken = {names.get(name, name).casefold() for name in bench.files}
    made: dict[str, str] = {}
    for entry in bench.book.entries:
        name = names.get(entry.name, entry.name)
        stem, ending = posixpath.splitext(name)
        kind = kind_of(bench.files.get(entry.name, b""))
        if kind not in _ENDINGS or ending.lower() in _ENDINGS[kind] or f"{stem}.{kind}".casefold() in taken:
            continue
        taken.add(f"{stem}.{kind}".casefold())
        made[entry.name] = f"{stem}.{kind}"
    return made


_ENDINGS = {"jpg": (".jpg", ".jpeg", ".jpe"), "png": (".png",), "gif": (".gif",), "webp": (".webp",)}
_UNPLAIN = frozenset(("K003", "K004"))


def _plain(part: str) -> str:
    stem, ending = posixpath.splitext(part)
    stem = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", stem).strip("_.")
    return (stem or "file") + re.sub(r"[^A-Za-z0-9.]+", "", ending)


def _lead(root: _Element, base: str, names: dict[str, str]) -> bool:
    """Lead all links of a tree to the new names; whether any changed."""
    changed = False
    for element in root.iter("*"):
        for key in _keys(element):
            address = element.get(key) or ""
            made = _led(address, base, names, quoted=local(key) != "full-path")
            if made != address:
                element.set(key, made)
                changed = True
    return changed


def _keys(element: _Element) -> Iterable[str]:
    return [key for key in element.keys() if local(key) in _REFERRING]  # noqa: SIM118 - lxml's


def _led(address: str, base: str, names: dict[str, str], *, quoted: bool = True) -> str:
    """An address in a file, when some files have new names."""
    file, sharp, fragment = address.strip().partition("#")
    old = inside(base, file) if file else None
    if old is None or not (old in names or base in names):
        return address
    new = names.get(old, old)
    return (Bench.address(new, names.get(base, base)) if quoted else new) + sharp + fragment


def _in_css(css: str, name: str, names: dict[str, str]) -> str:
    return _ADDRESS.sub(lambda match: match[1] + _led(match[2], name, names), css)
